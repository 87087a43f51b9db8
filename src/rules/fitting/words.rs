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
        let start = self.at + before_any(&self.phrase[self.at..], PART);
        self.at = start + word_length(&self.phrase[start..]);
        (start < self.at).then(|| (start, &self.phrase[start..self.at]))
    }
}

/// The last word of a phrase.
pub(super) fn last_word(phrase: &str) -> Option<&str> {
    let phrase = &phrase[..after_all(phrase, PART)];
    let start = word_start(phrase);
    (start < phrase.len()).then(|| &phrase[start..])
}

/// The word that a text goes on with in the same sentence, and the text after it.
pub(super) fn next_in_sentence(text: &str) -> Option<(&str, &str)> {
    let rest = &text[before_any(text, PART | END)..];
    let length = word_length(rest);
    (length > 0).then(|| rest.split_at(length))
}

/// The last word of a text in the same sentence, and the text before it.
pub(super) fn last_in_sentence(text: &str) -> Option<(&str, &str)> {
    let head = &text[..after_all(text, PART | END)];
    let start = word_start(head);
    (start < head.len()).then(|| (&head[start..], &head[..start]))
}

/// A letter, a figure, a hyphen or an apostrophe: a part of a word.
const PART: u8 = 1;

/// A mark that ends a sentence, or what is said in one place of it; a comma does not.
const END: u8 = 2;

/// A byte of a character that is not ASCII.
const WIDE: u8 = 4;

/// What each byte alone says.
static CLASSES: [u8; 256] = {
    let mut classes = [WIDE; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\'' | b'-' => PART,
            b'.' | b'!' | b'?' | b';' | b':' | b'(' | b')' | b'"' => END,
            letter if letter.is_ascii_alphanumeric() => PART,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

fn class(c: char) -> u8 {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => CLASSES[byte as usize],
        _ if c == '’' || c.is_alphanumeric() => PART,
        _ if matches!(c, '“' | '”') => END,
        _ => 0,
    }
}

/// The bytes before the first character that is of one of the classes; the whole text where none is.
fn before_any(text: &str, classes: u8) -> usize {
    let is_found = |&byte: &u8| CLASSES[byte as usize] & (classes | WIDE) != 0;
    match text.bytes().position(|byte| is_found(&byte)) {
        Some(at) if text.as_bytes()[at].is_ascii() => at,
        Some(at) => {
            let rest = &text[at..];
            at + rest.find(|c| class(c) & classes != 0).unwrap_or(rest.len())
        }
        None => text.len(),
    }
}

/// The bytes up to the end of the last character that is of one of the classes; zero where none is.
fn after_all(text: &str, classes: u8) -> usize {
    let is_found = |&byte: &u8| CLASSES[byte as usize] & (classes | WIDE) != 0;
    match text.as_bytes().iter().rposition(is_found) {
        Some(at) if text.as_bytes()[at].is_ascii() => at + 1,
        Some(at) => text[..=at]
            .trim_end_matches(|c| class(c) & classes == 0)
            .len(),
        None => 0,
    }
}

/// The bytes of the word that a text begins with; zero where it begins with none.
pub(super) fn word_length(text: &str) -> usize {
    let is_other = |byte| CLASSES[byte as usize] != PART;
    match text.bytes().position(is_other) {
        Some(at) if text.as_bytes()[at].is_ascii() => at,
        Some(at) => {
            let rest = &text[at..];
            at + rest.find(|c| class(c) != PART).unwrap_or(rest.len())
        }
        None => text.len(),
    }
}

/// Where the word begins that a text ends with; the end of the text where it ends with none.
pub(super) fn word_start(text: &str) -> usize {
    let is_other = |&byte: &u8| CLASSES[byte as usize] != PART;
    match text.as_bytes().iter().rposition(is_other) {
        Some(at) if text.as_bytes()[at].is_ascii() => at + 1,
        Some(at) => text[..=at].trim_end_matches(|c| class(c) == PART).len(),
        None => 0,
    }
}

/// Whether two words are the same but for capitals.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    let (Some(first), Some(other)) = (left.bytes().next(), right.bytes().next()) else {
        return left.len() == right.len();
    };
    if first.is_ascii() && other.is_ascii() && !first.eq_ignore_ascii_case(&other) {
        return false;
    }
    left.eq_ignore_ascii_case(right)
        || !left.is_ascii() && !right.is_ascii() && left.to_lowercase() == right.to_lowercase()
}

/// A list of words, capitals aside.
pub(super) struct List {
    words: &'static [&'static str],
    /// A bit for each length of a word, by its first letter: most words of a text have another.
    lengths: [u32; 32],
}

impl List {
    /// A list of words in small letters.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut lengths = [0; 32];
        let mut index = 0;
        while index < words.len() {
            let word = words[index].as_bytes();
            lengths[letter(word[0])] |= length_bit(word.len());
            index += 1;
        }
        Self { words, lengths }
    }

    /// Whether a word stands in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(&first) = word.as_bytes().first() else {
            return false;
        };
        self.lengths[letter(first)] & length_bit(word.len()) != 0
            && self
                .words
                .iter()
                .any(|other| word.eq_ignore_ascii_case(other))
    }
}

/// The place of a letter, which is the same for its capital.
const fn letter(letter: u8) -> usize {
    (letter & 31) as usize
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
