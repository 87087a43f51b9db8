//! The words of a phrase, and which of them are the same.

/// The words of a phrase with their places in bytes; hyphens and apostrophes belong to them.
pub(super) fn words(phrase: &str) -> Words<'_> {
    Words { phrase, at: 0 }
}

/// What [`words()`] gives.
#[derive(Clone)]
pub(super) struct Words<'p> {
    phrase: &'p str,
    at: usize,
}

impl<'p> Iterator for Words<'p> {
    type Item = (usize, &'p str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at + self.phrase[self.at..].find(is_part)?;
        self.at = start + word_length(&self.phrase[start..]);
        Some((start, &self.phrase[start..self.at]))
    }
}

/// Whether a character is part of a word: hyphens and apostrophes are.
pub(super) fn is_part(c: char) -> bool {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => PARTS[byte as usize],
        _ => c == '’' || c.is_alphanumeric(),
    }
}

/// The bytes that are part of a word alone.
const PARTS: [bool; 256] = {
    let mut parts = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        parts[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    parts[b'\'' as usize] = true;
    parts[b'-' as usize] = true;
    parts
};

/// The bytes of the word that a text begins with; zero where it begins with none.
pub(super) fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut length = 0;
    while let Some(&byte) = bytes.get(length)
        && PARTS[byte as usize]
    {
        length += 1;
    }
    match bytes.get(length) {
        Some(byte) if !byte.is_ascii() => {
            let rest = &text[length..];
            length + rest.find(|c| !is_part(c)).unwrap_or(rest.len())
        }
        _ => length,
    }
}

/// Whether two words are the same but for capitals.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
        || !left.is_ascii() && !right.is_ascii() && left.to_lowercase() == right.to_lowercase()
}

/// A list of words, capitals aside.
pub(super) struct List {
    words: &'static [&'static str],
    /// A bit for each first letter and for each length that some word has: most words of a text have another.
    firsts: u32,
    lengths: u32,
}

impl List {
    /// A list of words in small letters.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let (mut firsts, mut lengths) = (0, 0);
        let mut index = 0;
        while index < words.len() {
            firsts |= letter_bit(words[index].as_bytes()[0]);
            lengths |= length_bit(words[index].len());
            index += 1;
        }
        Self {
            words,
            firsts,
            lengths,
        }
    }

    /// Whether a word stands in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(&first) = word.as_bytes().first() else {
            return false;
        };
        self.firsts & letter_bit(first) != 0
            && self.lengths & length_bit(word.len()) != 0
            && self
                .words
                .iter()
                .any(|other| word.eq_ignore_ascii_case(other))
    }
}

/// The bit of a letter, which is the same for its capital.
const fn letter_bit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// The bit of a length in bytes; long ones share the last.
const fn length_bit(length: usize) -> u32 {
    if length < 31 { 1 << length } else { 1 << 31 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_and_no_others() {
        static LONG: &[&str] = &["a", "an", "self-governance-of-everything-there-is"];
        let list = List::new(LONG);
        for word in LONG {
            assert!(list.has(word) && list.has(&word.to_uppercase()), "{word}");
            let longer = format!("{word}s");
            assert!(!list.has(&longer) && !list.has(&word[1..]), "{word}");
        }
        assert!(!list.has("as") && !list.has("é") && !list.has("!n"));
    }
}
