//! What words a stretch of text may have, in a few bits: nearly all forms that share two words with it have no third there.

use std::ops::BitOr;

use super::memo::Noted;
use crate::matching::vocabulary::WordId;
use crate::matching::words::Token;

/// The bits of words, one or several.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trace {
    /// One of 64 for each word of the glossary that it is.
    words: u64,
    /// The first letters of those that may stand for a word which they are not; all where any letter may.
    letters: u32,
}

const ANY_LETTER: u32 = u32::MAX;

impl Trace {
    /// The trace of a word of a text, whose first byte is given.
    pub(super) fn of(token: &Token, noted: Noted, first: u8) -> Self {
        let known = [token.word, token.base, token.joined];
        let words = known.into_iter().map(bit).fold(0, BitOr::bitor);
        // A misspelling may begin with another letter, and Chinese with none.
        let free = noted != Noted::NONE && !noted.is_plain();
        let letters = if free { ANY_LETTER } else { letter(first) };
        Self { words, letters }
    }

    /// Whether a stretch may have a word, one of its other spellings, or what may stand for it, which begins as it does.
    /// Wrong only by saying yes.
    pub(super) fn may_have(self, spellings: [WordId; 4], first: u8) -> bool {
        let words = spellings.into_iter().map(bit).fold(0, BitOr::bitor);
        self.words & words != 0 || self.letters & letter(first) != 0
    }
}

impl BitOr for Trace {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self {
            words: self.words | other.words,
            letters: self.letters | other.letters,
        }
    }
}

fn bit(word: WordId) -> u64 {
    if word.is_known() {
        1 << (word.0.wrapping_mul(0x9E37_79B1) >> 26)
    } else {
        0
    }
}

fn letter(first: u8) -> u32 {
    if first.is_ascii_alphabetic() {
        1 << (first & 31)
    } else {
        ANY_LETTER
    }
}
