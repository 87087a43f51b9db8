//! What is known of the words of one document that no form has: each is looked up once.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::connectives::Kind;
use super::english::English;
use super::lexicon::other_numbers;
use super::spelling::{Neighbour, Spelling};
use crate::matching::plain_words::ascii_key;
use crate::matching::vocabulary::{Key, Vocabulary, WordId, hash};
use crate::matching::words::Token;
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

/// A word of a text that no form has: its place in the memo, and what is asked of it most often, so that the memo need not
/// be looked into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Noted(u32);

impl Noted {
    /// No such word: some form has it, or it is a numeral.
    pub(super) const NONE: Self = Self(0);
    /// It stands for no word of the glossary, unless it is the plural or the singular of one.
    const PLAIN: u32 = 1 << 31;
    /// It may be a misspelling.
    const MEANT: u32 = 1 << 30;
    const CONNECTIVE: u32 = 1 << 29;
    const ARTICLE: u32 = 1 << 28;

    fn new(place: usize, word: &Unknown) -> Self {
        let kind = match word.kind {
            Kind::Content => 0,
            Kind::Connective => Self::CONNECTIVE,
            Kind::Article => Self::ARTICLE,
        };
        let is_plain = word.near.is_empty() && !word.is_chinese;
        let plain = if is_plain { Self::PLAIN } else { 0 };
        let meant = if word.meant().is_empty() {
            0
        } else {
            Self::MEANT
        };
        Self((place as u32 + 1) & (Self::ARTICLE - 1) | kind | plain | meant)
    }

    /// The place in the memo; `None` for a word that some form has, and for a numeral.
    pub(super) fn place(self) -> Option<u32> {
        (self.0 & (Self::ARTICLE - 1)).checked_sub(1)
    }

    /// Whether it stands for no word of the glossary, unless it is the plural or the singular of one.
    pub(super) fn is_plain(self) -> bool {
        self.0 & Self::PLAIN != 0
    }

    /// Whether it may be a misspelling of a word of the glossary.
    pub(super) fn is_meant(self) -> bool {
        self.0 & Self::MEANT != 0
    }

    /// What it would do in a term.
    pub(super) fn kind(self) -> Kind {
        match self.0 & (Self::CONNECTIVE | Self::ARTICLE) {
            0 => Kind::Content,
            Self::CONNECTIVE => Kind::Connective,
            _ => Kind::Article,
        }
    }
}

/// A word of at most sixteen ASCII letters; [`Noted::NONE`] for an empty slot.
#[derive(Clone, Copy, Debug, Default)]
struct Slot<K> {
    key: K,
    word: Noted,
}

/// A table that is at most half full; its size is a power of two.
#[derive(Debug)]
struct Slots<K> {
    slots: Vec<Slot<K>>,
    count: usize,
}

impl<K: Copy + Default + PartialEq> Default for Slots<K> {
    fn default() -> Self {
        Self {
            slots: vec![Slot::default(); 1 << 12],
            count: 0,
        }
    }
}

impl<K: Copy + Default + PartialEq> Slots<K> {
    /// The word with a key, if it stands where its hash says; [`Noted::NONE`] for one that stands elsewhere, or nowhere.
    #[inline]
    fn at_home(&self, key: K, hash: usize) -> Noted {
        let slot = &self.slots[hash & (self.slots.len() - 1)];
        if slot.key == key {
            slot.word
        } else {
            Noted::NONE
        }
    }

    fn get(&self, key: K, hash: usize) -> Option<Noted> {
        let mask = self.slots.len() - 1;
        let mut at = hash & mask;
        loop {
            let slot = &self.slots[at];
            if slot.word == Noted::NONE {
                return None;
            }
            if slot.key == key {
                return Some(slot.word);
            }
            at = (at + 1) & mask;
        }
    }

    fn insert(&mut self, slot: Slot<K>, hash: impl Fn(K) -> usize) {
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let size = self.slots.len() * 2;
            let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
            for slot in old.into_iter().filter(|slot| slot.word != Noted::NONE) {
                self.place(slot, hash(slot.key));
            }
        }
        self.place(slot, hash(slot.key));
    }

    fn place(&mut self, slot: Slot<K>, hash: usize) {
        let mask = self.slots.len() - 1;
        let mut at = hash & mask;
        while self.slots[at].word != Noted::NONE {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }
}

/// The words looked up so far.
///
/// Words of at most eight letters, two thirds of all, have a table of their own, whose slots are smaller.
#[derive(Debug, Default)]
pub(super) struct Memo {
    short: Slots<u64>,
    medium: Slots<Key>,
    /// Words that are no short run of ASCII letters.
    others: HashMap<Box<str>, Noted>,
    known: Vec<Unknown>,
    /// Whether a word of the glossary, by its number, is among the commonest English ones.
    common: Vec<OnceCell<bool>>,
    folded: String,
    asked: Vec<Asked>,
}

/// A word that is looked up together with others: its place in the text, and its key; zero where it has none.
#[derive(Clone, Copy, Debug)]
struct Asked {
    at: usize,
    key: Key,
}

impl Memo {
    /// Notes what is known of each word of a text; [`Noted::NONE`] for those that some form has, and for numerals.
    ///
    /// The tables of a long text are larger than what a processor keeps at hand. Look-ups that do not wait for one another
    /// take a fraction of the time, so all words are first looked for where most of them stand.
    pub(super) fn note(
        &mut self,
        text: &str,
        tokens: &[Token],
        english: &English,
        spelling: &Spelling,
        vocabulary: &Vocabulary,
        noted: &mut Vec<Noted>,
    ) {
        self.common.resize_with(vocabulary.len(), OnceCell::new);
        noted.clear();
        noted.resize(tokens.len(), Noted::NONE);
        let mut asked = std::mem::take(&mut self.asked);
        asked.clear();
        let bytes = |token: &Token| {
            let end = token.end as usize - usize::from(token.possessive);
            (token.start as usize, end)
        };
        for (at, token) in tokens.iter().enumerate() {
            if token.word.is_known() || token.base.is_known() || token.is_numeral() {
                continue;
            }
            let (start, end) = bytes(token);
            let key = ascii_key(text.as_bytes(), start).filter(|key| key.1 == end - start);
            let key = key.unwrap_or_default().0;
            asked.push(Asked { at, key });
        }
        for word in &asked {
            noted[word.at] = match word.key {
                [short, 0] => self.short.at_home(short, hash(word.key)),
                key => self.medium.at_home(key, hash(key)),
            };
        }
        for word in &asked {
            if noted[word.at] == Noted::NONE {
                let place = bytes(&tokens[word.at]);
                noted[word.at] = self.look_up(text, place, english, spelling, vocabulary);
            }
        }
        self.asked = asked;
    }

    /// Whether a word of the glossary is among the commonest English ones.
    pub(super) fn is_common(
        &self,
        word: WordId,
        english: &English,
        vocabulary: &Vocabulary,
    ) -> bool {
        let common = self.common.get(word.0 as usize);
        common
            .is_some_and(|common| *common.get_or_init(|| english.is_common(vocabulary.word(word))))
    }

    /// The word at `start..end` of a text, which is without its possessive ending.
    fn look_up(
        &mut self,
        text: &str,
        (start, end): (usize, usize),
        english: &English,
        spelling: &Spelling,
        vocabulary: &Vocabulary,
    ) -> Noted {
        let key = ascii_key(text.as_bytes(), start).filter(|&(_, length)| length == end - start);
        let found = key.and_then(|(key, _)| match key {
            [short, 0] => self.short.get(short, hash(key)),
            _ => self.medium.get(key, hash(key)),
        });
        match found {
            Some(word) => word,
            None => self.learn(&text[start..end], key, english, spelling, vocabulary),
        }
    }

    /// The same for a word that is not in the tables of short words.
    #[cold]
    fn learn(
        &mut self,
        word: &str,
        key: Option<(Key, usize)>,
        english: &English,
        spelling: &Spelling,
        vocabulary: &Vocabulary,
    ) -> Noted {
        self.folded.clear();
        fold_word(word, &mut self.folded);
        if key.is_none()
            && let Some(&word) = self.others.get(self.folded.as_str())
        {
            return word;
        }
        let known = unknown(&self.folded, english, spelling, vocabulary);
        let word = Noted::new(self.known.len(), &known);
        self.known.push(known);
        match key {
            Some(([key, 0], _)) => {
                let slot = Slot { key, word };
                self.short.insert(slot, |key| hash([key, 0]));
            }
            Some((key, _)) => self.medium.insert(Slot { key, word }, hash),
            None => {
                self.others.insert(self.folded.as_str().into(), word);
            }
        }
        word
    }

    pub(super) fn get(&self, place: u32) -> &Unknown {
        &self.known[place as usize]
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
