//! What stands between two words.

use crate::text::{is_dash, is_invisible, is_space};

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Gap {
    /// Sentence punctuation, quotation marks, anything that ends a term; also the beginning of the text.
    #[default]
    Break,
    /// White space of any kind and length.
    Space,
    /// A hyphen, with or without a stray space before it.
    Hyphen,
    /// A hyphen between two spaces: a dash, unless the two words are a compound.
    SpacedHyphen,
    /// A comma.
    Comma,
    /// A colon, as in a title with a subtitle.
    Colon,
    /// A full stop, as in `No. 1`.
    Dot,
    /// A slash.
    Slash,
    /// `&`.
    Ampersand,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
}

impl Gap {
    /// Every kind, in the order of their numbers.
    pub(super) const ALL: [Self; 11] = [
        Self::Break,
        Self::Space,
        Self::Hyphen,
        Self::SpacedHyphen,
        Self::Comma,
        Self::Colon,
        Self::Dot,
        Self::Slash,
        Self::Ampersand,
        Self::Open,
        Self::Close,
    ];
}

/// The gaps that nearly all are: one space, one line break, a comma or full stop and a space, each before an ASCII letter.
#[inline]
pub(super) fn simple_gap(bytes: &[u8], at: usize) -> Option<(usize, Gap)> {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    match *bytes.get(at)? {
        b' ' | b'\n' if letter(at + 1) => Some((1, Gap::Space)),
        b',' if bytes.get(at + 1) == Some(&b' ') && letter(at + 2) => Some((2, Gap::Comma)),
        b'.' if bytes.get(at + 1) == Some(&b' ') && letter(at + 2) => Some((2, Gap::Dot)),
        _ => None,
    }
}
/// What stands from `at` up to the next word: where it ends, what it is, and whether it is mere white space.
pub(super) fn read_gap(text: &str, at: usize) -> (usize, Gap, bool) {
    let rest = &text[at..];
    let mut end = rest.len();
    for (index, c) in rest.char_indices() {
        if is_word(c) && !is_invisible(c) {
            end = index;
            break;
        }
    }
    let gap = &rest[..end];
    if gap.is_empty() {
        // A Chinese character beside a Latin letter: two words without anything between.
        return (at, Gap::Break, true);
    }
    let mut kind = None;
    let mut space_after = false;
    for c in gap.chars().filter(|&c| !is_invisible(c)) {
        if is_space(c) {
            space_after = true;
            continue;
        }
        let one = match c {
            _ if is_dash(c) => Gap::Hyphen,
            ',' | '，' | '、' => Gap::Comma,
            '.' => Gap::Dot,
            ':' | '：' => Gap::Colon,
            '/' | '／' => Gap::Slash,
            '&' | '＆' => Gap::Ampersand,
            '(' | '（' => Gap::Open,
            ')' | '）' => Gap::Close,
            _ => Gap::Break,
        };
        kind = Some(if kind.is_none() { one } else { Gap::Break });
        space_after = false;
    }
    let kind = match kind {
        None => Gap::Space,
        Some(Gap::Hyphen) if space_after && gap.starts_with(is_space) => Gap::SpacedHyphen,
        // `pre- and post-war`: the hyphen belongs to the word before.
        Some(Gap::Hyphen) if space_after => Gap::Break,
        Some(kind) => kind,
    };
    let blank = kind == Gap::Space && (at == 0 || gap.contains(is_space));
    (at + end, kind, blank)
}

/// Whether a character is part of a word; apostrophes are decided by their neighbours.
pub(super) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        // General punctuation, curly quotation marks among it, has no letters.
        '\u{2000}'..='\u{206F}' => is_invisible(c),
        _ => c.is_alphanumeric() || is_invisible(c) || is_combining(c),
    }
}

/// Combining marks, which stand on the letter before them.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}
