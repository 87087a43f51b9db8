//! Every word of the glossary as a number.
//!
//! A text has far more words that no form knows than words that one does, so the look-up is made for the miss: a word of
//! up to sixteen ASCII letters is its own key, two machine words, and the first probe of a sparse table decides.

use std::collections::HashMap;

/// A word of the glossary by its number; [`WordId::NONE`] is every other word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(pub(super) u32);

impl WordId {
    /// A word that no form has.
    pub(super) const NONE: Self = Self(0);

    /// Whether some form has the word.
    pub(super) fn is_known(self) -> bool {
        self != Self::NONE
    }
}

/// The letters of a folded word of at most sixteen bytes, as two little-endian numbers padded with zeros.
pub(super) type Key = [u64; 2];

/// A word longer than [`Key`] can hold, or not of ASCII letters, has this key in the scan; no table entry has it.
pub(super) const NO_KEY: Key = [0, 0];

/// The words of all forms.
///
/// Before the table stands a filter of one bit a word, small enough for the nearest cache, which sends most words of a
/// text away; the table is in two halves, because nearly all words have at most eight letters.
#[derive(Debug)]
pub(super) struct Vocabulary {
    filter: Vec<u64>,
    filter_mask: usize,
    short: Half<u64>,
    medium: Half<Key>,
    long: HashMap<Box<str>, WordId>,
    words: Vec<Box<str>>,
    /// Words up to this number are [`NUMERALS`].
    numerals: u32,
}

/// One half of the table: open addressing, at most half full.
#[derive(Debug)]
struct Half<K> {
    keys: Vec<K>,
    words: Vec<WordId>,
    count: usize,
}

impl<K: Copy + Default + PartialEq> Half<K> {
    fn new() -> Self {
        Self {
            keys: vec![K::default(); 256],
            words: vec![WordId::NONE; 256],
            count: 0,
        }
    }

    #[inline]
    fn get(&self, key: K, hash: usize) -> WordId {
        let mask = self.keys.len() - 1;
        let mut at = hash & mask;
        loop {
            let found = self.keys[at];
            if found == key {
                return self.words[at];
            }
            if found == K::default() {
                return WordId::NONE;
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, key: K, word: WordId, hash: impl Fn(K) -> usize) {
        self.count += 1;
        if self.count * 2 > self.keys.len() {
            let size = self.keys.len() * 2;
            let keys = std::mem::replace(&mut self.keys, vec![K::default(); size]);
            let words = std::mem::replace(&mut self.words, vec![WordId::NONE; size]);
            for (key, word) in keys.into_iter().zip(words) {
                if key != K::default() {
                    self.place(key, word, hash(key));
                }
            }
        }
        self.place(key, word, hash(key));
    }

    fn place(&mut self, key: K, word: WordId, hash: usize) {
        let mask = self.keys.len() - 1;
        let mut at = hash & mask;
        while self.keys[at] != K::default() {
            at = (at + 1) & mask;
        }
        (self.keys[at], self.words[at]) = (key, word);
    }
}

/// Bits of the filter for each word: about one word in sixteen that no form has passes.
const FILTER_BITS: usize = 16;

/// Numerals in words; they are in every vocabulary, so that `{n}` finds them.
const NUMERALS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "thirtieth",
    "fortieth",
    "fiftieth",
    "sixtieth",
    "seventieth",
    "eightieth",
    "ninetieth",
    "hundredth",
];

impl Vocabulary {
    pub(super) fn new() -> Self {
        let mut vocabulary = Self {
            filter: vec![0; 64],
            filter_mask: 64 * 64 - 1,
            short: Half::new(),
            medium: Half::new(),
            long: HashMap::new(),
            words: vec!["".into()],
            numerals: 0,
        };
        for numeral in NUMERALS {
            vocabulary.insert(numeral);
        }
        vocabulary.numerals = NUMERALS.len() as u32;
        vocabulary
    }

    /// Whether a word is a numeral.
    #[inline]
    pub(super) fn is_numeral(&self, word: WordId) -> bool {
        word.is_known() && word.0 <= self.numerals
    }

    /// The number of a folded word; a new one where it is not known yet.
    pub(super) fn insert(&mut self, folded: &str) -> WordId {
        let found = self.get(folded);
        if found.is_known() {
            return found;
        }
        let word = WordId(self.words.len() as u32);
        self.words.push(folded.into());
        match key_of(folded) {
            Some(key) => {
                if self.words.len() * FILTER_BITS > self.filter_mask {
                    self.widen_filter();
                }
                self.pass(key);
                if key[1] == 0 {
                    self.short.insert(key[0], word, |key| hash([key, 0]));
                } else {
                    self.medium.insert(key, word, hash);
                }
            }
            None => {
                self.long.insert(folded.into(), word);
            }
        }
        word
    }

    /// The number of a folded word.
    pub(super) fn get(&self, folded: &str) -> WordId {
        match key_of(folded) {
            Some(key) => self.get_key(key),
            None => self.long.get(folded).copied().unwrap_or_default(),
        }
    }

    /// The number of the word with the given key.
    #[inline]
    pub(super) fn get_key(&self, key: Key) -> WordId {
        let hash = hash(key);
        let bit = (hash >> 8) & self.filter_mask;
        if self.filter[bit / 64] >> (bit % 64) & 1 == 0 {
            return WordId::NONE;
        }
        if key[1] == 0 {
            self.short.get(key[0], hash)
        } else {
            self.medium.get(key, hash)
        }
    }

    fn pass(&mut self, key: Key) {
        let bit = (hash(key) >> 8) & self.filter_mask;
        self.filter[bit / 64] |= 1 << (bit % 64);
    }

    fn widen_filter(&mut self) {
        let bits = (self.filter_mask + 1) * 4;
        self.filter = vec![0; bits / 64];
        self.filter_mask = bits - 1;
        for index in 0..self.words.len() {
            if let Some(key) = key_of(&self.words[index]) {
                self.pass(key);
            }
        }
    }

    /// Number of words, [`WordId::NONE`] included.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The folded word of a number.
    pub(super) fn word(&self, word: WordId) -> &str {
        &self.words[word.0 as usize]
    }
}

/// The key of a folded word; `None` for a word that the table does not hold.
pub(super) fn key_of(folded: &str) -> Option<Key> {
    let bytes = folded.as_bytes();
    if bytes.len() > 16 || bytes.is_empty() || !folded.is_ascii() {
        return None;
    }
    let mut padded = [0; 16];
    padded[..bytes.len()].copy_from_slice(bytes);
    let half = |at: usize| {
        let mut word = [0; 8];
        word.copy_from_slice(&padded[at..at + 8]);
        u64::from_le_bytes(word)
    };
    Some([half(0), half(8)])
}

/// A multiplicative hash; the constants are the golden ratio and a prime of the same size.
#[inline]
fn hash(key: Key) -> usize {
    let mixed =
        (key[0] ^ key[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut vocabulary = Vocabulary::new();
        let words: Vec<String> = (0..5000).map(|n| format!("word{n}")).collect();
        let numbers: Vec<WordId> = words.iter().map(|word| vocabulary.insert(word)).collect();
        for (word, number) in words.iter().zip(numbers) {
            assert_eq!(vocabulary.get(word), number);
            assert_eq!(vocabulary.word(number), word);
        }
        assert_eq!(vocabulary.get("unknown"), WordId::NONE);
    }

    #[test]
    fn long_and_accented_words_are_words_too() {
        let mut vocabulary = Vocabulary::new();
        for word in ["institutionalization", "café", "sixteen-letters-", "x"] {
            let number = vocabulary.insert(word);
            assert!(number.is_known());
            assert_eq!(vocabulary.get(word), number, "{word}");
        }
    }
}
