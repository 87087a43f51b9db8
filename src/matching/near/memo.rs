//! What is known of the words of one document that no form has: each is looked up once.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::connectives::Kind;
use super::english::English;
use super::lexicon::other_numbers;
use super::spelling::{Neighbour, Spelling};
use crate::matching::plain_words::ascii_key;
use crate::matching::vocabulary::{Key, Vocabulary, WordId, hash};
use crate::text::{fold_word, is_cjk};

/// What is known of a word that no form has.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknown {
    /// Words of the glossary that it differs from by a letter or two, the nearest first.
    pub(super) near: Vec<Neighbour>,
    /// It is near some word and is English all the same.
    pub(super) is_english: bool,
    /// It is written in Chinese characters.
    pub(super) is_chinese: bool,
    /// What it would do in a term.
    pub(super) kind: Kind,
    numbers: OnceCell<[WordId; 2]>,
}

impl Unknown {
    /// What it may be a misspelling of; nothing for an English word.
    pub(super) fn meant(&self) -> &[Neighbour] {
        if self.is_english { &[] } else { &self.near }
    }

    /// Whether it is the plural or the singular of a word of the glossary; `folded` is the word itself.
    pub(super) fn is_other_number(
        &self,
        word: WordId,
        folded: impl FnOnce() -> String,
        vocabulary: &Vocabulary,
    ) -> bool {
        let numbers = self
            .numbers
            .get_or_init(|| other_numbers(&folded(), vocabulary));
        word.is_known() && numbers.contains(&word)
    }
}

/// A word of at most sixteen ASCII letters and its place, plus one; zero for an empty slot.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    key: Key,
    place: u32,
}

/// The words looked up so far.
#[derive(Debug)]
pub(super) struct Memo {
    /// A table that is at most half full; its size is a power of two.
    slots: Vec<Slot>,
    count: usize,
    /// Words that are no short run of ASCII letters.
    others: HashMap<Box<str>, u32>,
    known: Vec<Unknown>,
    folded: String,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            slots: vec![Slot::default(); 1 << 12],
            count: 0,
            others: HashMap::new(),
            known: Vec::new(),
            folded: String::new(),
        }
    }
}

impl Memo {
    /// The place in the memo of the word at `start..end` of a text; the word is without its possessive ending.
    pub(super) fn look_up(
        &mut self,
        text: &str,
        (start, end): (usize, usize),
        english: &English,
        spelling: &Spelling,
        vocabulary: &Vocabulary,
    ) -> u32 {
        let key = ascii_key(text.as_bytes(), start).filter(|&(_, length)| length == end - start);
        if let Some((key, _)) = key {
            let mut at = hash(key) & (self.slots.len() - 1);
            loop {
                let slot = &self.slots[at];
                if slot.place == 0 {
                    break;
                }
                if slot.key == key {
                    return slot.place - 1;
                }
                at = (at + 1) & (self.slots.len() - 1);
            }
        }
        self.folded.clear();
        fold_word(&text[start..end], &mut self.folded);
        if key.is_none()
            && let Some(&place) = self.others.get(self.folded.as_str())
        {
            return place;
        }
        let place = self.known.len() as u32;
        self.known
            .push(unknown(&self.folded, english, spelling, vocabulary));
        match key {
            Some((key, _)) => self.insert(Slot {
                key,
                place: place + 1,
            }),
            None => {
                self.others.insert(self.folded.as_str().into(), place);
            }
        }
        place
    }

    pub(super) fn get(&self, place: u32) -> &Unknown {
        &self.known[place as usize]
    }

    fn insert(&mut self, slot: Slot) {
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let size = self.slots.len() * 2;
            let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
            for slot in old.into_iter().filter(|slot| slot.place > 0) {
                self.place(slot);
            }
        }
        self.place(slot);
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.slots.len() - 1;
        let mut at = hash(slot.key) & mask;
        while self.slots[at].place > 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

fn unknown(
    folded: &str,
    english: &English,
    spelling: &Spelling,
    vocabulary: &Vocabulary,
) -> Unknown {
    let near = if folded.chars().all(|c| c.is_alphabetic() || c == '\'') {
        spelling.near(folded, vocabulary)
    } else {
        Vec::new()
    };
    Unknown {
        is_english: !near.is_empty() && (english.has(folded) || english.has(strip_plural(folded))),
        near,
        is_chinese: folded.starts_with(is_cjk),
        kind: Kind::of(folded),
        numbers: OnceCell::new(),
    }
}

/// The list has most plurals, but not all.
fn strip_plural(folded: &str) -> &str {
    match folded.strip_suffix('s') {
        Some(stem) if stem.len() >= 5 && !stem.ends_with('s') => stem,
        _ => folded,
    }
}
