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
        let start = self.at + until(&self.phrase[self.at..], |class| class == Class::Part);
        self.at = start + word_length(&self.phrase[start..]);
        (start < self.at).then(|| (start, &self.phrase[start..self.at]))
    }
}

/// The last word of a phrase.
pub(super) fn last_word(phrase: &str) -> Option<&str> {
    let phrase = &phrase[..until_back(phrase, |class| class == Class::Part)];
    let start = word_start(phrase);
    (start < phrase.len()).then(|| &phrase[start..])
}

/// The word that a text goes on with in the same sentence, and the text after it.
pub(super) fn next_in_sentence(text: &str) -> Option<(&str, &str)> {
    let rest = &text[until(text, |class| class != Class::Between)..];
    let length = word_length(rest);
    (length > 0).then(|| rest.split_at(length))
}

/// The last word of a text in the same sentence, and the text before it.
pub(super) fn last_in_sentence(text: &str) -> Option<(&str, &str)> {
    let head = &text[..until_back(text, |class| class != Class::Between)];
    let start = word_start(head);
    (start < head.len()).then(|| (&head[start..], &head[..start]))
}

/// What a character, or a byte alone, says.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    /// A letter, a figure, a hyphen or an apostrophe: a part of a word.
    Part,
    /// A mark that ends a sentence, or what is said in one place of it; a comma does not.
    End,
    /// Anything else: a space, a comma.
    Between,
    /// Only of a byte: of a character that is not ASCII.
    Wide,
}

/// What each byte alone says.
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\'' | b'-' => Class::Part,
            b'.' | b'!' | b'?' | b';' | b':' | b'(' | b')' | b'"' => Class::End,
            letter if letter.is_ascii_alphanumeric() => Class::Part,
            _ => Class::Between,
        };
        byte += 1;
    }
    classes
};

/// What a character says.
fn class(c: char) -> Class {
    match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => CLASSES[byte as usize],
        _ if c == '’' || c.is_alphanumeric() => Class::Part,
        _ if matches!(c, '“' | '”') => Class::End,
        _ => Class::Between,
    }
}

/// The bytes before the first character whose class stops the search; the whole text where none does.
fn until(text: &str, stops: impl Fn(Class) -> bool) -> usize {
    let class_of = |byte: u8| CLASSES[byte as usize];
    let may_stop = |byte| class_of(byte) == Class::Wide || stops(class_of(byte));
    match text.bytes().position(may_stop) {
        Some(at) if !text.as_bytes()[at].is_ascii() => {
            let rest = &text[at..];
            at + rest.find(|c| stops(class(c))).unwrap_or(rest.len())
        }
        Some(at) => at,
        None => text.len(),
    }
}

/// The bytes up to the end of the last character whose class stops the search; zero where none does.
fn until_back(text: &str, stops: impl Fn(Class) -> bool) -> usize {
    let class_of = |byte: u8| CLASSES[byte as usize];
    let may_stop = |byte: &u8| class_of(*byte) == Class::Wide || stops(class_of(*byte));
    match text.as_bytes().iter().rposition(may_stop) {
        Some(at) if !text.as_bytes()[at].is_ascii() => {
            text[..=at].trim_end_matches(|c| !stops(class(c))).len()
        }
        Some(at) => at + 1,
        None => 0,
    }
}

/// The bytes of the word that a text begins with; zero where it begins with none.
pub(super) fn word_length(text: &str) -> usize {
    until(text, |class| class != Class::Part)
}

/// Where the word begins that a text ends with; the end of the text where it ends with none.
pub(super) fn word_start(text: &str) -> usize {
    until_back(text, |class| class != Class::Part)
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
            lengths[place_of(word[0])] |= length_bit(word.len());
            index += 1;
        }
        Self { words, lengths }
    }

    /// Whether a word stands in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        let Some(&first) = word.as_bytes().first() else {
            return false;
        };
        self.lengths[place_of(first)] & length_bit(word.len()) != 0
            && self
                .words
                .iter()
                .any(|other| word.eq_ignore_ascii_case(other))
    }
}

/// The place of a letter, which is the same for its capital.
const fn place_of(letter: u8) -> usize {
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
    fn words_are_cut_where_their_characters_end() {
        for (text, all, first, last) in [
            ("", vec![], None, None),
            (" , ", vec![], None, None),
            (
                "two, three",
                vec!["two", "three"],
                Some("two"),
                Some("three"),
            ),
            (
                " city's café—bar.",
                vec!["city's", "café", "bar"],
                Some("city's"),
                None,
            ),
            (
                "“two” third-rate",
                vec!["two", "third-rate"],
                None,
                Some("third-rate"),
            ),
            ("、市委 “", vec!["市委"], Some("市委"), None),
            (
                "é, 、 Party’s…",
                vec!["é", "Party’s"],
                Some("é"),
                Some("Party’s"),
            ),
        ] {
            let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
            assert_eq!(found, all, "{text}");
            assert_eq!(last_word(text), all.last().copied(), "{text}");
            assert_eq!(
                next_in_sentence(text).map(|(word, _)| word),
                first,
                "{text}"
            );
            assert_eq!(last_in_sentence(text).map(|(word, _)| word), last, "{text}");
        }
    }

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
