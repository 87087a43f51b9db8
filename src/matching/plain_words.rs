//! Words of ASCII letters, read eight bytes at a time.
//!
//! Arithmetic on eight letters at once stands in for vector instructions, so that no machine needs any.

use super::gaps::Gap;
use super::vocabulary::{Key, Vocabulary, WordId};
use super::words::Token;
use crate::text::Span;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// Lower-case letters of eight bytes, and the high bit of each byte that is no ASCII letter.
#[inline]
fn letters(bytes: u64) -> (u64, u64) {
    let lower = bytes | (ONES * 0x20);
    let ascii = lower & !HIGH;
    let at_least_a = ascii + ONES * (0x80 - b'a' as u64);
    let beyond_z = ascii + ONES * (0x80 - b'z' as u64 - 1);
    let letter = at_least_a & !beyond_z & !bytes & HIGH;
    (lower, !letter & HIGH)
}

#[inline]
fn eight(bytes: &[u8], at: usize) -> u64 {
    match bytes
        .get(at..at + 8)
        .and_then(|slice| <[u8; 8]>::try_from(slice).ok())
    {
        Some(word) => u64::from_le_bytes(word),
        None => {
            let mut padded = [0; 8];
            let rest = bytes.get(at..).unwrap_or_default();
            padded[..rest.len()].copy_from_slice(rest);
            u64::from_le_bytes(padded)
        }
    }
}

/// A word of ASCII letters from `at`: its key, its length and its number. `None` for one of more than sixteen letters.
#[inline]
pub(super) fn ascii_word(
    bytes: &[u8],
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<(Key, usize, WordId)> {
    let (lower, other) = letters(eight(bytes, at));
    if other != 0 {
        let length = other.trailing_zeros() / 8;
        let kept = lower & !(u64::MAX << (length * 8));
        return Some(([kept, 0], length as usize, vocabulary.get_short(kept)));
    }
    let (second, other) = letters(eight(bytes, at + 8));
    let length = other.trailing_zeros() / 8;
    if other == 0 && bytes.get(at + 16).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let kept = if other == 0 {
        second
    } else {
        second & !(u64::MAX << (length * 8))
    };
    let key = [lower, kept];
    Some((key, length as usize + 8, vocabulary.get_key(key)))
}

/// Whether a word of ASCII letters may go on with a byte: a digit, an apostrophe, a character that is not ASCII.
#[inline]
pub(super) fn may_go_on(next: u8) -> bool {
    next >= 0x80 || next == b'\'' || next.is_ascii_digit()
}

/// Reads as many plain words as follow one another from `at`, where a word has ended: each of at most sixteen ASCII
/// letters, after one space or line break. Returns where it stopped. Nearly all words of a text pass here.
pub(super) fn plain_words(
    bytes: &[u8],
    mut at: usize,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
    previous: &mut (Key, usize),
    repeats: &mut Vec<Span>,
) -> usize {
    let half = |window: &[u8; 17], from: usize| {
        let mut word = [0; 8];
        word.copy_from_slice(&window[from..from + 8]);
        u64::from_le_bytes(word)
    };
    while let Some(window) = bytes
        .get(at..at + 17)
        .and_then(|slice| <&[u8; 17]>::try_from(slice).ok())
    {
        if !matches!(window[0], b' ' | b'\n') {
            break;
        }
        let first = half(window, 1);
        let (lower, other) = letters(first);
        let (key, length, word, next);
        if other != 0 {
            let bits = other.trailing_zeros() & !7;
            let kept = lower & !(u64::MAX << bits);
            (key, length, next) = ([kept, 0], bits as usize / 8, (first >> bits) as u8);
            word = vocabulary.get_short(kept);
        } else {
            let second = half(window, 9);
            let (rest, other) = letters(second);
            if other == 0 {
                break;
            }
            let bits = other.trailing_zeros() & !7;
            let kept = rest & !(u64::MAX << bits);
            (key, length, next) = ([lower, kept], 8 + bits as usize / 8, (second >> bits) as u8);
            word = vocabulary.get_key(key);
        }
        if length == 0 || may_go_on(next) {
            break;
        }
        let (start, end) = (at + 1, at + 1 + length);
        if key == previous.0 {
            repeats.push(Span::new(previous.1, end));
        }
        *previous = (key, start);
        tokens.push(Token {
            start: start as u32,
            end: end as u32,
            word,
            base: WordId::NONE,
            joined: WordId::NONE,
            gap: Gap::Space,
            possessive: 0,
            numeral: vocabulary.is_numeral(word),
        });
        at = end;
    }
    at
}
