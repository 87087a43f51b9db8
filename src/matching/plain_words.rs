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
    let (key, length) = ascii_key(bytes, at)?;
    Some((key, length, vocabulary.get_key(key)))
}

/// A word of ASCII letters from `at`: its key and its length. `None` for one of more than sixteen letters.
#[inline]
pub(super) fn ascii_key(bytes: &[u8], at: usize) -> Option<(Key, usize)> {
    let (lower, other) = letters(eight(bytes, at));
    if other != 0 {
        let length = other.trailing_zeros() / 8;
        let kept = lower & !(u64::MAX << (length * 8));
        return Some(([kept, 0], length as usize));
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
    Some(([lower, kept], length as usize + 8))
}

/// Whether a word of ASCII letters may go on with a byte: a digit, an apostrophe, a character that is not ASCII.
#[inline]
pub(super) fn may_go_on(next: u8) -> bool {
    GOES_ON[next as usize]
}

static GOES_ON: [bool; 256] = {
    let mut goes_on = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        goes_on[byte] = byte >= 0x80 || byte as u8 == b'\'' || (byte as u8).is_ascii_digit();
        byte += 1;
    }
    goes_on
};

/// The gaps before a plain word, by their first byte; a mark is followed by a space.
static PLAIN_GAPS: [Option<Gap>; 256] = {
    let mut gaps = [None; 256];
    gaps[b' ' as usize] = Some(Gap::Space);
    gaps[b'\n' as usize] = Some(Gap::Space);
    gaps[b',' as usize] = Some(Gap::Comma);
    gaps[b'.' as usize] = Some(Gap::Dot);
    gaps
};

/// The word before, as far as a doubled word needs it.
#[derive(Clone, Copy, Default)]
pub(super) struct Previous {
    /// Its first eight letters; zero where it is no word of ASCII letters.
    pub(super) first: u64,
    /// Its first byte.
    pub(super) start: usize,
}

impl Previous {
    /// Notes a doubled word where the word at `word` is the same as this one, which begins with the same letters.
    #[cold]
    pub(super) fn repeated(
        self,
        bytes: &[u8],
        word: std::ops::Range<usize>,
        repeats: &mut Vec<Span>,
    ) {
        let before = self.start..self.start + word.len();
        let alone = !bytes.get(before.end).is_some_and(u8::is_ascii_alphanumeric);
        if alone && bytes[before].eq_ignore_ascii_case(&bytes[word.clone()]) {
            repeats.push(Span::new(self.start, word.end));
        }
    }
}

/// Reads as many plain words as follow one another from `at`, where a word has ended: each of at most sixteen ASCII
/// letters, after one space or line break, or after a comma or full stop and a space. Returns where it stopped. Nearly all
/// words of a text pass here.
pub(super) fn plain_words(
    bytes: &[u8],
    mut at: usize,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
    previous: &mut Previous,
    repeats: &mut Vec<Span>,
) -> usize {
    const WINDOW: usize = 18;
    let half = |window: &[u8; WINDOW], from: usize| {
        let mut word = [0; 8];
        word.copy_from_slice(&window[from..from + 8]);
        u64::from_le_bytes(word)
    };
    let mut last = *previous;
    while let Some(window) = bytes
        .get(at..at + WINDOW)
        .and_then(|slice| <&[u8; WINDOW]>::try_from(slice).ok())
    {
        let Some(gap) = PLAIN_GAPS[window[0] as usize] else {
            break;
        };
        let width = if gap == Gap::Space {
            1
        } else if window[1] == b' ' {
            2
        } else {
            break;
        };
        let first = half(window, width);
        let (lower, other) = letters(first);
        let (key, length, word, next);
        if other != 0 {
            let bits = other.trailing_zeros() & !7;
            let kept = lower & !(u64::MAX << bits);
            (key, length, next) = (kept, bits as usize / 8, (first >> bits) as u8);
            word = vocabulary.get_short(kept);
        } else {
            let second = half(window, width + 8);
            let (rest, other) = letters(second);
            if other == 0 {
                break;
            }
            let bits = other.trailing_zeros() & !7;
            let kept = rest & !(u64::MAX << bits);
            (key, length, next) = (lower, 8 + bits as usize / 8, (second >> bits) as u8);
            word = vocabulary.get_key([lower, kept]);
        }
        if length == 0 || may_go_on(next) {
            break;
        }
        let (start, end) = (at + width, at + width + length);
        if key == last.first && gap == Gap::Space {
            last.repeated(bytes, start..end, repeats);
        }
        last = Previous { first: key, start };
        tokens.push(Token {
            start: start as u32,
            end: end as u32,
            word,
            base: WordId::NONE,
            joined: WordId::NONE,
            gap,
            possessive: 0,
            numeral: vocabulary.is_numeral(word),
        });
        at = end;
    }
    *previous = last;
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_letters_and_nothing_else_is() {
        for byte in 0..=u8::MAX {
            let (lower, other) = letters(u64::from_le_bytes([byte; 8]));
            assert_eq!(other == 0, byte.is_ascii_alphabetic(), "{byte}");
            if other == 0 {
                assert_eq!(lower.to_le_bytes()[3], byte.to_ascii_lowercase());
            }
        }
    }
}
