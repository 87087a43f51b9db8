//! Which words of the glossary an unknown word may be a misspelling of.
//!
//! Two words are near when they are equal after at most one letter is left out of each: an index of every word with one
//! letter left out finds them all with as many look-ups as the word has letters.

use serde::{Deserialize, Serialize};

use crate::matching::flat;
use crate::matching::vocabulary::{Vocabulary, WordId};

/// Shorter words are near too many others.
const SHORTEST: usize = 4;

/// Longer words are not looked up.
const LONGEST: usize = 32;

/// How many words one look-up compares, and how many it returns.
const COMPARED: usize = 48;
const KEPT: usize = 6;

/// A word that another may be meant for, with the letters that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Neighbour {
    pub(super) word: WordId,
    pub(super) letters: u8,
}

/// Every word of the forms with one letter left out, as a hash with the word, grouped by the highest bits of the hash.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Spelling {
    #[serde(with = "flat")]
    entries: Vec<(u32, u32)>,
    /// The first entry of each group.
    #[serde(with = "flat")]
    groups: Vec<u32>,
    shift: u32,
    /// A bit for each hash, by its lowest bits: most words of a text have none.
    #[serde(with = "flat")]
    filter: Vec<u64>,
}

/// Bits of the filter for each entry.
const SPARSE: usize = 8;

impl Spelling {
    /// An index of the given words.
    pub(super) fn new(words: impl Iterator<Item = WordId>, vocabulary: &Vocabulary) -> Self {
        let mut found = Vec::new();
        for word in words {
            let text = vocabulary.word(word);
            if (SHORTEST..=LONGEST).contains(&text.len()) {
                shortened(text, |hash| found.push((hash, word.0)));
            }
        }
        let bits = usize::BITS - (found.len() / 2).leading_zeros();
        let shift = 32 - bits.clamp(1, 20);
        let mut groups = vec![0; (1 << (32 - shift)) + 1];
        for &(hash, _) in &found {
            groups[(hash >> shift) as usize + 1] += 1;
        }
        for index in 1..groups.len() {
            groups[index] += groups[index - 1];
        }
        let mut filter = vec![0_u64; (found.len() * SPARSE).next_power_of_two().div_ceil(64)];
        for &(hash, _) in &found {
            let (row, bit) = place_in(&filter, hash);
            filter[row] |= bit;
        }
        let mut next = groups.clone();
        let mut entries = vec![(0, 0); found.len()];
        for entry in found {
            let place = &mut next[(entry.0 >> shift) as usize];
            entries[*place as usize] = entry;
            *place += 1;
        }
        Self {
            entries,
            groups,
            shift,
            filter,
        }
    }

    /// The words that a folded word is near, the nearest first.
    pub(super) fn near(&self, word: &str, vocabulary: &Vocabulary) -> Vec<Neighbour> {
        let mut found: Vec<Neighbour> = Vec::new();
        if !(SHORTEST..=LONGEST).contains(&word.len()) || self.entries.is_empty() {
            return found;
        }
        let mut compared = Vec::new();
        shortened(word, |hash| {
            let (row, bit) = place_in(&self.filter, hash);
            if self.filter[row] & bit == 0 {
                return;
            }
            let group = (hash >> self.shift) as usize;
            let range = self.groups[group] as usize..self.groups[group + 1] as usize;
            for &(other, candidate) in &self.entries[range] {
                if other != hash || compared.len() >= COMPARED || compared.contains(&candidate) {
                    continue;
                }
                compared.push(candidate);
                let text = vocabulary.word(WordId(candidate));
                let letters = distance(word, text);
                if letters > 0 && letters <= allowed(word.len().min(text.len())) {
                    found.push(Neighbour {
                        word: WordId(candidate),
                        letters: letters as u8,
                    });
                }
            }
        });
        found.sort_by_key(|near| (near.letters, near.word));
        found.truncate(KEPT);
        found
    }
}

/// The bit of a hash in a filter, whose length is a power of two.
#[inline]
fn place_in(filter: &[u64], hash: u32) -> (usize, u64) {
    let row = (hash / u64::BITS) as usize & (filter.len() - 1);
    (row, 1 << (hash % u64::BITS))
}

/// Letters to change, leave out, add or exchange with their neighbours, to make the one word of the other.
fn distance(left: &str, right: &str) -> usize {
    let (mut left, mut right) = (left, right);
    if left.is_ascii() && right.is_ascii() {
        // What both begin and end with takes no part.
        let pairs = || left.bytes().zip(right.bytes());
        let same = pairs().take_while(|(one, other)| one == other).count();
        (left, right) = (&left[same..], &right[same..]);
        let pairs = || left.bytes().rev().zip(right.bytes().rev());
        let same = pairs().take_while(|(one, other)| one == other).count();
        (left, right) = (&left[..left.len() - same], &right[..right.len() - same]);
        if left.len().max(right.len()) < 2 {
            return left.len().max(right.len());
        }
    }
    strsim::osa_distance(left, right)
}

/// How many letters a word is away from another that it may be meant for, by the words around it. `None` where it is
/// another word.
pub(super) fn damaged(word: &str, whole: &str) -> Option<usize> {
    let letters = distance(word, whole);
    let is_near = letters <= allowed(word.len().min(whole.len()));
    is_near.then_some(letters).or_else(|| clipped(word, whole))
}

/// Whether words of so many bytes may be near by [`damaged`] and by no index: wrong only by saying yes.
pub(super) fn may_be_damaged(length: usize, whole: usize) -> bool {
    length.min(whole) >= KEPT_LETTERS && length <= whole + 2 && whole <= length + CLIPPED
}

/// Letters that a clipped word keeps at least, at its beginning, and in all; and those that it lacks at most.
const KEPT_FIRST: usize = 5;
const KEPT_LETTERS: usize = 7;
const CLIPPED: usize = 5;

/// How many letters a word lacks of another that it is but for one run of letters, a syllable or two: `consultive` of
/// `consultative`. `None` where that is not all, or one letter, which is a misspelling like any other.
fn clipped(word: &str, whole: &str) -> Option<usize> {
    let lacking = whole.len().checked_sub(word.len())?;
    if !(2..=CLIPPED).contains(&lacking) || word.len() < KEPT_LETTERS.max(lacking * 2) {
        return None;
    }
    let pairs = || word.bytes().zip(whole.bytes());
    let first = pairs().take_while(|(one, other)| one == other).count();
    let pairs = || word.bytes().rev().zip(whole.bytes().rev());
    let last = pairs().take_while(|(one, other)| one == other).count();
    // Without its ending it may be another word: `constitution` and `constitutional`.
    let is_clipped = first >= KEPT_FIRST && last >= 2 && first + last >= word.len();
    is_clipped.then_some(lacking)
}

/// How many letters may differ in a word of so many.
fn allowed(length: usize) -> usize {
    if length >= 7 { 2 } else { 1 }
}

/// The hash of a word, and of the word without each of its letters.
///
/// The hash is a polynomial in the bytes (Rabin and Karp), so that leaving out a letter takes a few operations and not a
/// walk over the word.
fn shortened(word: &str, mut each: impl FnMut(u32)) {
    const BASE: u64 = 0x0000_0100_0000_01B3;
    let mut before = [0_u64; LONGEST + 1];
    let mut powers = [1_u64; LONGEST + 1];
    for (at, byte) in word.bytes().enumerate() {
        before[at + 1] = before[at]
            .wrapping_mul(BASE)
            .wrapping_add(u64::from(byte) + 1);
        powers[at + 1] = powers[at].wrapping_mul(BASE);
    }
    let whole = before[word.len()];
    each(mixed(whole));
    for (at, c) in word.char_indices() {
        let next = at + c.len_utf8();
        let left_out = before[at].wrapping_sub(before[next]);
        each(mixed(whole.wrapping_add(
            left_out.wrapping_mul(powers[word.len() - next]),
        )));
    }
}

/// The upper half of a product, which depends on every bit of the number.
fn mixed(hash: u64) -> u32 {
    ((hash ^ (hash >> 29)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_words_share_at_their_ends_takes_no_part() {
        let mut words = vec![String::new()];
        for first in 0..121 {
            // Words of at most five letters out of three.
            let letters = words[first].clone();
            words.extend(['a', 'b', 'é'].map(|letter| format!("{letters}{letter}")));
        }
        for left in &words {
            for right in &words {
                let whole = strsim::osa_distance(left, right);
                assert_eq!(distance(left, right), whole, "{left} {right}");
            }
        }
    }

    #[test]
    fn a_clipped_word_lacks_one_run_of_letters() {
        for (word, whole, lacking) in [
            ("consultive", "consultative", Some(2)),
            ("procurate", "procuratorate", Some(4)),
            ("administion", "administration", Some(3)),
            ("supervion", "supervision", Some(2)),
            ("constitution", "constitutional", None),
            ("inspecton", "inspection", None),
            ("party", "partnership", None),
            ("commission", "committee", None),
            ("provision", "provincial", None),
        ] {
            assert_eq!(clipped(word, whole), lacking, "{word} {whole}");
        }
    }

    #[test]
    fn one_letter_is_near_and_a_short_word_is_not() {
        let mut vocabulary = Vocabulary::new();
        let words: Vec<WordId> = ["commission", "committee", "cpc", "party"]
            .iter()
            .map(|word| vocabulary.insert(word))
            .collect();
        let spelling = Spelling::new(words.iter().copied(), &vocabulary);
        let near = |word: &str| -> Vec<(&str, u8)> {
            let near = spelling.near(word, &vocabulary);
            near.iter()
                .map(|near| (vocabulary.word(near.word), near.letters))
                .collect()
        };
        assert_eq!(near("comission"), [("commission", 1)]);
        assert_eq!(near("commisison"), [("commission", 1)]);
        assert_eq!(near("commttee"), [("committee", 1)]);
        assert_eq!(near("prty"), [("party", 1)]);
        assert!(
            near("cpcc").is_empty() && near("part").len() == 1 && near("parliament").is_empty()
        );
    }
}
