//! Which words of the glossary an unknown word may be a misspelling of.
//!
//! Two words are near when they are equal after at most one letter is left out of each: an index of every word with one
//! letter left out finds them all with as many look-ups as the word has letters.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::english::English;
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

/// Every word of the forms with one letter left out, as a hash with the word, sorted.
#[derive(Debug)]
pub(super) struct Spelling {
    entries: Vec<(u32, u32)>,
    /// The first entry of each group of hashes, by their highest bits.
    groups: Vec<u32>,
    shift: u32,
}

impl Spelling {
    /// An index of the given words.
    pub(super) fn new(words: impl Iterator<Item = WordId>, vocabulary: &Vocabulary) -> Self {
        let mut entries = Vec::new();
        for word in words {
            let text = vocabulary.word(word);
            if (SHORTEST..=LONGEST).contains(&text.len()) {
                shortened(text, |hash| entries.push((hash, word.0)));
            }
        }
        entries.sort_unstable();
        entries.dedup();
        let bits = usize::BITS - (entries.len() / 2).leading_zeros();
        let shift = 32 - bits.clamp(1, 20);
        let mut groups = vec![0; (1 << (32 - shift)) + 1];
        for &(hash, _) in &entries {
            groups[(hash >> shift) as usize + 1] += 1;
        }
        for index in 1..groups.len() {
            groups[index] += groups[index - 1];
        }
        Self {
            entries,
            groups,
            shift,
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
            let group = (hash >> self.shift) as usize;
            let range = self.groups[group] as usize..self.groups[group + 1] as usize;
            for &(other, candidate) in &self.entries[range] {
                if other != hash || compared.len() >= COMPARED || compared.contains(&candidate) {
                    continue;
                }
                compared.push(candidate);
                let text = vocabulary.word(WordId(candidate));
                let letters = strsim::osa_distance(word, text);
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

/// How many letters may differ in a word of so many.
fn allowed(length: usize) -> usize {
    if length >= 7 { 2 } else { 1 }
}

/// The hash of a word, and of the word without each of its letters.
fn shortened(word: &str, mut each: impl FnMut(u32)) {
    each(hash(word.bytes()));
    for (at, c) in word.char_indices() {
        let (before, after) = (&word[..at], &word[at + c.len_utf8()..]);
        each(hash(before.bytes().chain(after.bytes())));
    }
}

/// FNV-1a, its upper bits mixed into the lower.
fn hash(bytes: impl Iterator<Item = u8>) -> u32 {
    let mixed = bytes.fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    (mixed ^ (mixed >> 32)) as u32
}

/// What is known of the words of one document that no form has: each is looked up once.
#[derive(Debug, Default)]
pub(super) struct Memo {
    words: HashMap<Box<str>, u32, BuildHasherDefault<Mixing>>,
    known: Vec<Unknown>,
}

/// What is known of a word that no form has.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknown {
    /// What it may be a misspelling of; nothing for an English word.
    pub(super) near: Vec<Neighbour>,
}

impl Memo {
    /// The place of a folded word in the memo.
    pub(super) fn look_up(
        &mut self,
        folded: &str,
        english: &English,
        spelling: &Spelling,
        vocabulary: &Vocabulary,
    ) -> u32 {
        if let Some(&place) = self.words.get(folded) {
            return place;
        }
        let is_english = english.has(folded) || english.has(strip_plural(folded));
        let near = if is_english || !folded.chars().all(|c| c.is_alphabetic() || c == '\'') {
            Vec::new()
        } else {
            spelling.near(folded, vocabulary)
        };
        let place = self.known.len() as u32;
        self.known.push(Unknown { near });
        self.words.insert(folded.into(), place);
        place
    }

    pub(super) fn get(&self, place: u32) -> &Unknown {
        &self.known[place as usize]
    }
}

/// The list has most plurals, but not all.
fn strip_plural(folded: &str) -> &str {
    match folded.strip_suffix('s') {
        Some(stem) if stem.len() >= 5 && !stem.ends_with('s') => stem,
        _ => folded,
    }
}

/// A quick hash for short words.
#[derive(Debug, Default)]
pub(super) struct Mixing(u64);

impl Hasher for Mixing {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut padded = [0; 8];
            padded[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(23) ^ u64::from_le_bytes(padded))
                .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
