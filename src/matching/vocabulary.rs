//! Every word of the glossary as a number.
//!
//! A text has far more words that no form knows than words that one does, so the look-up is made for the miss: a word of
//! up to sixteen ASCII letters is its own key, two machine words, and two places of a sparse table decide.

use std::collections::BTreeMap;
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

    /// Whether it is one of [`NUMERALS`], which have the first numbers.
    #[inline]
    pub(super) fn is_numeral(self) -> bool {
        self.0.wrapping_sub(1) < NUMERALS.len() as u32
    }
}

/// The letters of a folded word of at most sixteen bytes, as two little-endian numbers padded with zeros.
pub(super) type Key = [u64; 2];

/// The words of all forms.
///
/// Nearly all words have at most eight letters, so the table is in two halves.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    short: Half<u64>,
    medium: Half<Key>,
    long: BTreeMap<Box<str>, WordId>,
    /// All words in one text, by number, and where each ends.
    letters: String,
    #[serde(with = "flat")]
    ends: Vec<u32>,
}

/// One half of the table. A word stands at one of two places, and both are always looked at, without a branch that the
/// next word would have to wait for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(
    serialize = "K: Flat + Copy + Default + Serialize",
    deserialize = "K: Flat + Copy + Default + Ord + Deserialize<'de>"
))]
struct Half<K> {
    #[serde(with = "flat")]
    places: Vec<Place<K>>,
    count: usize,
    /// Words that have no place in a table of any reasonable size; only one made for it has such.
    crowd: BTreeMap<K, u32>,
}

/// A place and its word; the number zero is no word.
#[derive(Clone, Copy, Debug, Default)]
struct Place<K> {
    key: K,
    word: u32,
}

/// The largest table made for a word that finds no place, in places for each word.
const SPARSEST: usize = 32;

/// Words moved to their other places to make room for one, before the table is made larger.
const MOVES: usize = 64;

impl<K: Copy + Default + Ord> Half<K> {
    fn new() -> Self {
        Self {
            places: vec![Place::default(); 256],
            count: 0,
            crowd: BTreeMap::new(),
        }
    }

    #[inline]
    fn get(&self, key: K, hash: u64) -> WordId {
        let mut word = 0;
        for place in self.places_of(hash) {
            let place = &self.places[place];
            word |= select_unpredictable(place.key == key, place.word, 0);
        }
        if !self.crowd.is_empty() {
            word |= self.get_crowded(key);
        }
        WordId(word)
    }

    #[inline]
    fn places_of(&self, hash: u64) -> [usize; 2] {
        let mask = self.places.len() - 1;
        [hash as usize & mask, (hash >> 32) as usize & mask]
    }

    #[cold]
    fn get_crowded(&self, key: K) -> u32 {
        self.crowd.get(&key).copied().unwrap_or(0)
    }

    fn insert(&mut self, key: K, word: WordId, hash: impl Fn(K) -> u64) {
        self.count += 1;
        let place = Place { key, word: word.0 };
        // With half of the places taken, words begin to have none left.
        let is_full = self.count * 5 > self.places.len() * 2;
        let mut homeless = match is_full {
            true => vec![place],
            false => self.put(place, &hash).into_iter().collect(),
        };
        while !homeless.is_empty() {
            if self.places.len() > self.count * SPARSEST {
                let crowd = homeless.into_iter().map(|place| (place.key, place.word));
                self.crowd.extend(crowd);
                return;
            }
            let twice = vec![Place::default(); self.places.len() * 2];
            let old = std::mem::replace(&mut self.places, twice).into_iter();
            let all = old.filter(|place| place.word != 0).chain(homeless);
            homeless = all
                .filter_map(|place| self.put(place, &hash))
                .collect::<Vec<_>>();
        }
    }

    /// Puts a word in its place, if need be that of another, which moves to its other place. Returns what is left without
    /// one.
    fn put(&mut self, mut place: Place<K>, hash: &impl Fn(K) -> u64) -> Option<Place<K>> {
        let mut at = self.places_of(hash(place.key))[0];
        for _ in 0..MOVES {
            std::mem::swap(&mut place, &mut self.places[at]);
            if place.word == 0 {
                return None;
            }
            let [first, second] = self.places_of(hash(place.key));
            at = if at == first { second } else { first };
        }
        Some(place)
    }
}

impl<K: Flat + Copy + Default> Flat for Place<K> {
    const WIDTH: usize = K::WIDTH + 1;

    fn write(&self, row: &mut [u32]) {
        let (key, word) = row.split_at_mut(K::WIDTH);
        self.key.write(key);
        word[0] = self.word;
    }

    fn read(row: &[u32]) -> Self {
        Self {
            key: K::read(&row[..K::WIDTH]),
            word: row[K::WIDTH],
        }
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
            long: BTreeMap::new(),
            letters: String::new(),
            ends: vec![0],
        };
        for numeral in NUMERALS {
            vocabulary.insert(numeral);
        }
        vocabulary
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
                    self.short.insert(key[0], word, |key| mixed([key, 0]));
                } else {
                    self.medium.insert(key, word, mixed);
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
        self.short.get(key, mixed([key, 0]))
    }

    /// The number of a word of nine to sixteen letters.
    #[inline]
    pub(super) fn get_medium(&self, key: Key) -> WordId {
        self.medium.get(key, mixed(key))
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

/// A hash of half the width.
#[inline]
pub(super) fn hash(key: Key) -> usize {
    (mixed(key) >> 32) as usize
}

/// A hash whose every bit depends on every letter: both halves of a product. The constants are the golden ratio and a prime
/// of the same size.
#[inline]
fn mixed(key: Key) -> u64 {
    let both = key[0] ^ key[1].wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    let product = u128::from(both) * 0x9E37_79B9_7F4A_7C15;
    product as u64 ^ (product >> 64) as u64
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

    #[test]
    fn words_without_a_place_are_found_all_the_same() {
        let mut half = Half::<u64>::new();
        for word in 1..200 {
            half.insert(u64::from(word) << 50, WordId(word), |_| 0);
        }
        for word in 1..200 {
            assert_eq!(half.get(u64::from(word) << 50, 0), WordId(word));
        }
        assert!(half.places.len() < 200 * 64);
        assert_eq!(half.get(7, 0), WordId::NONE);
    }
}
