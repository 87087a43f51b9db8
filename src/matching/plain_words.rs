//! Words of ASCII letters: their ends by the marks of 64 bytes, their letters as numbers.

use std::ops::Range;

use super::gaps::Gap;
use super::marks::{LOWER, eight, first_bytes, letters, letters_at_front};
use super::oddities::Oddities;
use super::vocabulary::{Key, Vocabulary, WordId};
use super::words::Token;
use crate::text::Span;

/// A word of ASCII letters from `at`: its key, its length and its number. `None` for one of more than sixteen letters.
#[inline]
pub(super) fn ascii_word(
    bytes: &[u8],
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Key, usize, WordId)> {
    let (key, length) = ascii_key(bytes, at)?;
    Some((key, length, vocabulary.get_key(key)))
}

/// A word of ASCII letters from `at`: its key and its length. `None` for one of more than sixteen letters.
#[inline]
pub(super) fn ascii_key(bytes: &[u8], at: usize) -> Option<(Key, usize)> {
    let (first, length) = lowered(bytes, at);
    if length < 8 {
        return Some(([first, 0], length));
    }
    let (second, more) = lowered(bytes, at + 8);
    if more == 8 && bytes.get(at + 16).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    Some(([first, second], 8 + more))
}

/// The letters from `at` that follow one another among the next eight bytes, small and padded with zeros, and their number.
#[inline]
fn lowered(bytes: &[u8], at: usize) -> (u64, usize) {
    let found = eight(bytes, at);
    let length = letters_at_front(found);
    (first_bytes(found | LOWER, length), length)
}

/// Whether a word of ASCII letters may go on with a byte: a digit, an apostrophe, a character that is not ASCII.
#[inline]
pub(super) fn may_go_on(next: u8) -> bool {
    AFTER[next as usize] == After::More
}

/// What the byte after the letters of a word says.
#[derive(Clone, Copy, PartialEq)]
enum After {
    /// The word may go on.
    More,
    /// A space or a line break.
    Blank,
    Other,
}

static AFTER: [After; 256] = {
    let mut after = [After::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        if byte >= 0x80 || byte as u8 == b'\'' || (byte as u8).is_ascii_digit() {
            after[byte] = After::More;
        }
        byte += 1;
    }
    (after[b' ' as usize], after[b'\n' as usize]) = (After::Blank, After::Blank);
    after
};

/// Notes a doubled word where the word at `word` is the same as the last one, which begins with the same eight letters.
#[cold]
pub(super) fn note_if_doubled(
    bytes: &[u8],
    tokens: &[Token],
    word: Range<usize>,
    repeats: &mut Vec<Span>,
) {
    let start = tokens
        .last()
        .map_or(word.start, |token| token.start as usize);
    let before = start..start + word.len();
    let alone = !bytes.get(before.end).is_some_and(u8::is_ascii_alphanumeric);
    if alone && before.end < word.start && bytes[before].eq_ignore_ascii_case(&bytes[word.clone()])
    {
        repeats.push(Span::new(start, word.end));
    }
}

/// Notes the same word on both sides of `and`, where the word at `word` is the second, with nothing but white space between
/// the three.
pub(super) fn note_if_conjunct(
    bytes: &[u8],
    tokens: &[Token],
    word: Range<usize>,
    gap: Gap,
    conjuncts: &mut Vec<Span>,
) {
    let [.., first, and] = tokens else {
        return;
    };
    let of = |token: &Token| &bytes[token.start as usize..token.end as usize];
    if (and.gap, gap) == (Gap::Space, Gap::Space)
        && of(and) == b"and"
        && of(first) == &bytes[word.clone()]
    {
        conjuncts.push(Span::new(first.start as usize, word.end));
    }
}

/// The first eight letters of the last word and of the one before it, or zero where it is no word of ASCII letters.
#[derive(Clone, Copy, Default)]
pub(super) struct Previous {
    pub(super) last: u64,
    pub(super) before: u64,
}

impl Previous {
    /// Goes on to a word.
    #[inline]
    pub(super) fn pass(&mut self, key: u64) {
        (self.last, self.before) = (key, self.last);
    }
}

/// Letters of the longest plain word.
const LONGEST: usize = 16;

/// What one look sees: the bytes whose marks it takes, and the longest word that begins at the last of them.
type View = [u8; 64 + LONGEST];

/// Reads as many plain words as follow one another from `at`, where a word has ended: each of at most sixteen ASCII
/// letters, after one space or line break, with or without a comma or full stop before it. Returns where it stopped. Nearly
/// all words of a text pass here.
///
/// Doubled words are noted among the oddities.
#[inline(never)]
pub(super) fn plain_words(
    bytes: &[u8],
    mut at: usize,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
    previous: &mut Previous,
    oddities: &mut Oddities,
) -> usize {
    let mut passed = *previous;
    loop {
        let (from, mut padded) = (at, [0; 64 + LONGEST]);
        let view: &View = match bytes.get(at..).and_then(<[u8]>::first_chunk) {
            Some(view) => view,
            None => {
                let rest = &bytes[at..];
                padded[..rest.len()].copy_from_slice(rest);
                &padded
            }
        };
        let letters = letters(view.first_chunk().expect("a view has a window"));
        // Where words begin and end, in turn.
        let mut edges = letters ^ (letters << 1);
        // Where the word before ended, and with what.
        let (mut ended, mut after) = (0, AFTER[view[0] as usize]);
        loop {
            let start = edges.trailing_zeros() as usize;
            edges &= edges.wrapping_sub(1);
            if edges == 0 {
                break;
            }
            let end = edges.trailing_zeros() as usize;
            edges &= edges - 1;
            let mut gap = Gap::Space;
            if start != ended + 1 || after != After::Blank {
                gap = marked_gap(&view[ended..start]);
                if gap == Gap::Break {
                    *previous = passed;
                    return at;
                }
                // Words on both sides of a mark are not doubled.
                passed.last = 0;
            }
            let length = end - start;
            (ended, after) = (end, AFTER[view[end] as usize]);
            if length > LONGEST || after == After::More {
                *previous = passed;
                return at;
            }
            let first = half(view, start) | LOWER;
            let (key, word);
            if length <= 8 {
                key = first & u64::MAX >> (64 - 8 * length);
                word = vocabulary.get_short(key);
            } else {
                let second = (half(view, start + 8) | LOWER) & u64::MAX >> (128 - 8 * length);
                key = first;
                word = vocabulary.get_medium([first, second]);
            }
            let (start, end) = (from + start, from + end);
            if key == passed.last {
                note_if_doubled(bytes, tokens, start..end, &mut oddities.repeats);
            }
            if key == passed.before {
                note_if_conjunct(bytes, tokens, start..end, gap, &mut oddities.conjuncts);
            }
            passed.pass(key);
            tokens.push(Token {
                start: start as u32,
                end: end as u32,
                word,
                base: WordId::NONE,
                joined: WordId::NONE,
                gap,
                possessive: 0,
                figures: false,
            });
            at = end;
        }
        if at == from {
            *previous = passed;
            return at;
        }
    }
}

/// The gap that a comma or a full stop with a space or line break are.
fn marked_gap(between: &[u8]) -> Gap {
    match between {
        b", " | b",\n" => Gap::Comma,
        b". " | b".\n" => Gap::Dot,
        _ => Gap::Break,
    }
}

#[inline]
fn half(view: &View, at: usize) -> u64 {
    let mut half = [0; 8];
    half.copy_from_slice(&view[at..at + 8]);
    u64::from_le_bytes(half)
}
