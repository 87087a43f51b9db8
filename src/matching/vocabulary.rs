//! Every word of the glossary as a number.
//!
//! A text has far more words that no form knows than words that one does, so the look-up is made for the miss: a word of
//! up to sixteen ASCII letters is its own key, two machine words, and the first probe of a sparse table decides.

use std::collections::HashMap;
use std::hint::select_unpredictable;

use serde::{Deserialize, Serialize};

use super::flat::{self, Flat};

/// A word of the glossary by its number; [`WordId::NONE`] is every other word.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
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

/// The words of all forms.
///
/// Nearly all words have at most eight letters, so the table is in two halves.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    short: Half<u64, 4>,
    medium: Half<Key, 4>,
    long: HashMap<Box<str>, WordId>,
    /// All words in one text, by number, and where each ends.
    letters: String,
    #[serde(with = "flat")]
    ends: Vec<u32>,
    /// Words up to this number are [`NUMERALS`].
    numerals: u32,
}

/// One half of the table: buckets that are compared as a whole, without a branch that the next word would have to wait
/// for. What does not fit its bucket goes to the next, and the bucket says so.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "K: Flat + Copy + Default")]
struct Half<K, const N: usize> {
    #[serde(with = "flat")]
    buckets: Vec<Bucket<K, N>>,
    count: usize,
}

#[derive(Clone, Copy, Debug)]
struct Bucket<K, const N: usize> {
    keys: [K; N],
    words: [u32; N],
    overflows: bool,
}

impl<K: Copy + Default + PartialEq, const N: usize> Half<K, N> {
    const EMPTY: fn() -> Bucket<K, N> = || Bucket {
        keys: [K::default(); N],
        words: [0; N],
        overflows: false,
    };

    fn new() -> Self {
        Self {
            buckets: vec![Self::EMPTY(); 64],
            count: 0,
        }
    }

    #[inline]
    fn get(&self, key: K, hash: usize) -> WordId {
        let at = hash & (self.buckets.len() - 1);
        let word = self.buckets[at].get(key);
        if self.buckets[at].overflows && word == 0 {
            return self.overflowed(key, at);
        }
        WordId(word)
    }

    #[cold]
    fn overflowed(&self, key: K, mut at: usize) -> WordId {
        while self.buckets[at].overflows {
            at = (at + 1) & (self.buckets.len() - 1);
            let word = self.buckets[at].get(key);
            if word != 0 {
                return WordId(word);
            }
        }
        WordId::NONE
    }

    fn insert(&mut self, key: K, word: WordId, hash: impl Fn(K) -> usize) {
        self.count += 1;
        // Half full at most: small enough for the second cache, and one bucket in twenty overflows.
        if self.count > self.buckets.len() * 2 {
            let size = self.buckets.len() * 2;
            let old = std::mem::replace(&mut self.buckets, vec![Self::EMPTY(); size]);
            for bucket in old {
                for (key, word) in bucket.keys.into_iter().zip(bucket.words) {
                    if word != 0 {
                        self.place(key, WordId(word), hash(key));
                    }
                }
            }
        }
        self.place(key, word, hash(key));
    }

    fn place(&mut self, key: K, word: WordId, hash: usize) {
        let mask = self.buckets.len() - 1;
        let mut at = hash & mask;
        loop {
            let bucket = &mut self.buckets[at];
            if let Some(index) = bucket.words.iter().position(|&word| word == 0) {
                (bucket.keys[index], bucket.words[index]) = (key, word.0);
                return;
            }
            bucket.overflows = true;
            at = (at + 1) & mask;
        }
    }
}

impl<K: Copy + PartialEq, const N: usize> Bucket<K, N> {
    /// The number of a word in this bucket; zero for none.
    #[inline]
    fn get(&self, key: K) -> u32 {
        let mut word = 0;
        for (&other, &candidate) in self.keys.iter().zip(&self.words) {
            word |= select_unpredictable(other == key, candidate, 0);
        }
        word
    }
}

impl<K: Flat + Copy + Default, const N: usize> Flat for Bucket<K, N> {
    const WIDTH: usize = N * (K::WIDTH + 1) + 1;

    fn write(&self, row: &mut [u32]) {
        let (keys, rest) = row.split_at_mut(N * K::WIDTH);
        for (key, row) in self.keys.iter().zip(keys.chunks_exact_mut(K::WIDTH)) {
            key.write(row);
        }
        rest[..N].copy_from_slice(&self.words);
        rest[N] = u32::from(self.overflows);
    }

    fn read(row: &[u32]) -> Self {
        let (keys, rest) = row.split_at(N * K::WIDTH);
        let mut bucket = Self {
            keys: [K::default(); N],
            words: [0; N],
            overflows: rest[N] != 0,
        };
        for (key, row) in bucket.keys.iter_mut().zip(keys.chunks_exact(K::WIDTH)) {
            *key = K::read(row);
        }
        bucket.words.copy_from_slice(&rest[..N]);
        bucket
    }
}

impl Flat for Key {
    const WIDTH: usize = 4;

    fn write(&self, row: &mut [u32]) {
        self[0].write(&mut row[..2]);
        self[1].write(&mut row[2..]);
    }

    fn read(row: &[u32]) -> Self {
        [u64::read(&row[..2]), u64::read(&row[2..])]
    }
}

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
            short: Half::new(),
            medium: Half::new(),
            long: HashMap::new(),
            letters: String::new(),
            ends: vec![0],
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
        word.0.wrapping_sub(1) < self.numerals
    }

    /// The number of a folded word; a new one where it is not known yet.
    pub(super) fn insert(&mut self, folded: &str) -> WordId {
        let found = self.get(folded);
        if found.is_known() {
            return found;
        }
        let word = WordId(self.ends.len() as u32);
        self.letters.push_str(folded);
        self.ends.push(self.letters.len() as u32);
        match key_of(folded) {
            Some(key) => {
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
    pub(super) fn get_key(&self, key: Key) -> WordId {
        if key[1] == 0 {
            self.get_short(key[0])
        } else {
            self.get_medium(key)
        }
    }

    /// The number of a word of at most eight letters.
    #[inline]
    pub(super) fn get_short(&self, key: u64) -> WordId {
        self.short.get(key, hash([key, 0]))
    }

    /// The number of a word of nine to sixteen letters.
    #[inline]
    pub(super) fn get_medium(&self, key: Key) -> WordId {
        self.medium.get(key, hash(key))
    }

    /// Number of words, [`WordId::NONE`] included.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The folded word of a number.
    pub(super) fn word(&self, word: WordId) -> &str {
        let word = word.0 as usize;
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        &self.letters[start as usize..self.ends[word] as usize]
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
pub(super) fn hash(key: Key) -> usize {
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
