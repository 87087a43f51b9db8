//! Words and the gaps between them, found in one pass over the bytes.
//!
//! Plain ASCII words, nearly all of a text, are read eight bytes at a time; everything else takes the slow path, which
//! is written for clarity. What is odd about the text is set aside on the way, so that the rules of form need not read
//! all of it again.

use super::vocabulary::{Key, NO_KEY, Vocabulary, WordId, key_of};
use crate::text::{Span, fold_word, is_apostrophe, is_cjk, is_dash, is_invisible, is_space};

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

/// One word of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: u32,
    /// First byte after the word, a possessive ending included.
    pub(super) end: u32,
    /// The word, a possessive ending included.
    pub(super) word: WordId,
    /// The word without its possessive ending, where it has one.
    pub(super) base: WordId,
    /// This word and the next, joined by a hyphen in the text, as one word of the glossary.
    pub(super) joined: WordId,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Bytes of the possessive ending.
    pub(super) possessive: u8,
    /// Whether it is a numeral, in figures or words.
    pub(super) numeral: bool,
}

/// What is odd about the segments read so far: places that the rules of form look at.
#[derive(Clone, Debug, Default)]
pub(super) struct Oddities {
    /// What stands between two words and is not mere white space; also before the first and after the last.
    pub(super) gaps: Vec<Span>,
    /// The same word twice with nothing but white space between: both words.
    pub(super) repeats: Vec<Span>,
    /// Words with letters that are not ASCII, runs of Chinese characters among them.
    pub(super) foreign: Vec<Span>,
}

impl Oddities {
    pub(super) fn clear(&mut self) {
        self.gaps.clear();
        self.repeats.clear();
        self.foreign.clear();
    }
}

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
fn ascii_word(bytes: &[u8], at: usize, vocabulary: &Vocabulary) -> Option<(Key, usize, WordId)> {
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

/// The gaps that nearly all are: one space, one line break, a comma or full stop and a space, each before an ASCII letter.
#[inline]
fn simple_gap(bytes: &[u8], at: usize) -> Option<(usize, Gap)> {
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    match *bytes.get(at)? {
        b' ' | b'\n' if letter(at + 1) => Some((1, Gap::Space)),
        b',' if bytes.get(at + 1) == Some(&b' ') && letter(at + 2) => Some((2, Gap::Comma)),
        b'.' if bytes.get(at + 1) == Some(&b' ') && letter(at + 2) => Some((2, Gap::Dot)),
        _ => None,
    }
}

/// Whether a word of ASCII letters may go on with a byte: a digit, an apostrophe, a character that is not ASCII.
#[inline]
fn may_go_on(next: u8) -> bool {
    next >= 0x80 || next == b'\'' || next.is_ascii_digit()
}

/// Reads as many plain words as follow one another from `at`, where a word has ended: each of at most sixteen ASCII
/// letters, after one space or line break. Returns where it stopped. Nearly all words of a text pass here.
fn plain_words(
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

/// Appends the words of `text` to `tokens` and what is odd about them to `oddities`; returns the number of words.
pub(super) fn scan(
    text: &str,
    vocabulary: &Vocabulary,
    tokens: &mut Vec<Token>,
    oddities: &mut Oddities,
) -> usize {
    let bytes = text.as_bytes();
    let before = tokens.len();
    let mut at = 0;
    let mut previous = (NO_KEY, 0);
    let mut folded = String::new();
    loop {
        if at > 0 {
            at = plain_words(
                bytes,
                at,
                vocabulary,
                tokens,
                &mut previous,
                &mut oddities.repeats,
            );
        }
        let gap;
        match simple_gap(bytes, at) {
            Some((width, kind)) if at > 0 => {
                if kind != Gap::Space {
                    oddities.gaps.push(Span::new(at, at + width));
                }
                gap = kind;
                at += width;
            }
            _ => {
                let (next, kind, blank) = read_gap(text, at);
                if !blank {
                    oddities.gaps.push(Span::new(at, next));
                }
                gap = if at == 0 { Gap::Break } else { kind };
                at = next;
                if at == bytes.len() {
                    return tokens.len() - before;
                }
            }
        }
        if let Some((key, length, word)) = ascii_word(bytes, at, vocabulary) {
            let end = at + length;
            let plain = !bytes.get(end).is_some_and(|&next| may_go_on(next));
            if plain && length > 0 {
                if key == previous.0 && gap == Gap::Space {
                    oddities.repeats.push(Span::new(previous.1, end));
                }
                previous = (key, at);
                let token = Token {
                    start: at as u32,
                    end: end as u32,
                    word,
                    base: WordId::NONE,
                    joined: WordId::NONE,
                    gap,
                    possessive: 0,
                    numeral: vocabulary.is_numeral(word),
                };
                if matches!(gap, Gap::Hyphen | Gap::SpacedHyphen) {
                    join(text, tokens, &token, vocabulary, &mut folded);
                }
                tokens.push(token);
                at = end;
                continue;
            }
        }
        let (mut token, key) = read_word(text, at, vocabulary, &mut folded, oddities);
        token.gap = gap;
        let repeated = match tokens.last() {
            Some(last) if key == NO_KEY => is_same_word(text, last, &token),
            _ => key != NO_KEY && key == previous.0,
        };
        if repeated && gap == Gap::Space {
            oddities
                .repeats
                .push(Span::new(previous.1, token.end as usize));
        }
        previous = (key, at);
        if matches!(gap, Gap::Hyphen | Gap::SpacedHyphen) {
            join(text, tokens, &token, vocabulary, &mut folded);
        }
        let rest = &text[token.end as usize..];
        at = text.len() - rest.trim_start_matches(is_invisible).len();
        tokens.push(token);
    }
}

/// Whether two words that have no key, long or accented ones, are the same but for capitals. Chinese does double words.
fn is_same_word(text: &str, left: &Token, right: &Token) -> bool {
    let word = |token: &Token| &text[token.start as usize..token.end as usize];
    let (left, right) = (word(left), word(right));
    left.len() == right.len()
        && !right.starts_with(is_cjk)
        && (left == right || left.to_lowercase() == right.to_lowercase())
}

/// Notes at the word before a hyphen whether the two together are one word of the glossary.
fn join(
    text: &str,
    tokens: &mut [Token],
    next: &Token,
    vocabulary: &Vocabulary,
    folded: &mut String,
) {
    if let Some(before) = tokens.last_mut() {
        folded.clear();
        fold_word(&text[before.start as usize..before.end as usize], folded);
        fold_word(&text[next.start as usize..next.end as usize], folded);
        before.joined = vocabulary.get(folded);
    }
}

/// Whether a character is part of a word; apostrophes are decided by their neighbours.
fn is_word(c: char) -> bool {
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

/// Any word from `at`, which is the first byte of a word character.
fn read_word(
    text: &str,
    at: usize,
    vocabulary: &Vocabulary,
    folded: &mut String,
    oddities: &mut Oddities,
) -> (Token, Key) {
    let rest = &text[at..];
    let mut end = rest.len();
    let mut apostrophe = None;
    let mut chars = rest.char_indices().peekable();
    let first_is_cjk = rest.chars().next().is_some_and(is_cjk);
    while let Some((index, c)) = chars.next() {
        if is_word(c) && is_cjk(c) == first_is_cjk {
            continue;
        }
        let next = chars.peek().map(|&(_, next)| next);
        if is_apostrophe(c) && index > 0 && next.is_some_and(|n| n.is_alphabetic() && !is_cjk(n)) {
            apostrophe = Some(index);
            continue;
        }
        end = index;
        break;
    }
    // What takes no room after the last letter is no part of the word.
    end = rest[..end].trim_end_matches(is_invisible).len();
    let mut word = &rest[..end];
    // `workers’ congress`: the apostrophe after a final s is a possessive ending, unless a quotation closes there, which
    // only the opening mark can tell; a curly one that follows a letter is taken as an ending.
    let after = rest[end..].chars().next();
    let mut possessive = 0;
    let mut base = WordId::NONE;
    if let Some(mark) = apostrophe
        && matches!(&rest[mark..end].chars().nth(1), Some('s' | 'S'))
        && rest[mark..end].chars().count() == 2
    {
        possessive = end - mark;
        folded.clear();
        fold_word(&rest[..mark], folded);
        base = vocabulary.get(folded);
    } else if let Some(mark) = after.filter(|&c| is_apostrophe(c) && c != '\u{2018}')
        && word.ends_with(['s', 'S'])
        && rest[end + mark.len_utf8()..].starts_with(is_space)
    {
        folded.clear();
        fold_word(word, folded);
        base = vocabulary.get(folded);
        possessive = mark.len_utf8();
        word = &rest[..end + mark.len_utf8()];
    }
    folded.clear();
    fold_word(word, folded);
    let id = vocabulary.get(folded);
    let span = Span::new(at, at + word.len());
    if !word.is_ascii() && word.chars().any(|c| !c.is_ascii() && !is_apostrophe(c)) {
        oddities.foreign.push(span);
    }
    let token = Token {
        start: span.start() as u32,
        end: span.end() as u32,
        word: id,
        base,
        possessive: possessive as u8,
        numeral: folded.starts_with(|c: char| c.is_ascii_digit()) || vocabulary.is_numeral(id),
        ..Token::default()
    };
    (token, key_of(folded).unwrap_or(NO_KEY))
}

/// What stands from `at` up to the next word: where it ends, what it is, and whether it is mere white space.
fn read_gap(text: &str, at: usize) -> (usize, Gap, bool) {
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
    (at + end, kind, kind == Gap::Space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, Gap)> {
        let (mut tokens, mut oddities) = (Vec::new(), Oddities::default());
        scan(text, &Vocabulary::new(), &mut tokens, &mut oddities);
        tokens
            .iter()
            .map(|token| (&text[token.start as usize..token.end as usize], token.gap))
            .collect()
    }

    #[test]
    fn words_and_gaps() {
        use Gap::*;
        let table: &[(&str, &[(&str, Gap)])] = &[
            ("", &[]),
            ("Party building", &[("Party", Break), ("building", Space)]),
            (
                "a\r\n  b\u{A0}\u{3000}c",
                &[("a", Break), ("b", Space), ("c", Space)],
            ),
            ("high-quality", &[("high", Break), ("quality", Hyphen)]),
            ("grass -roots", &[("grass", Break), ("roots", Hyphen)]),
            ("pre- and", &[("pre", Break), ("and", Break)]),
            (
                "People’s Congress",
                &[("People’s", Break), ("Congress", Space)],
            ),
            ("workers' rights", &[("workers'", Break), ("rights", Space)]),
            (
                "the ‘two’ x",
                &[("the", Break), ("two", Break), ("x", Break)],
            ),
            ("No. 1", &[("No", Break), ("1", Dot)]),
            ("reform, and", &[("reform", Break), ("and", Comma)]),
            ("end.” The", &[("end", Break), ("The", Break)]),
            ("A市委B", &[("A", Break), ("市委", Break), ("B", Break)]),
            ("co\u{AD}operate", &[("co\u{AD}operate", Break)]),
            (
                "a\u{200B} \u{FEFF}b\u{200B}-c's\u{AD}, d\u{2060}",
                &[("a", Break), ("b", Space), ("c's", Hyphen), ("d", Comma)],
            ),
            (
                "20th 2,000",
                &[("20th", Break), ("2", Space), ("000", Comma)],
            ),
            (
                "institutionalizations x",
                &[("institutionalizations", Break), ("x", Space)],
            ),
            (
                "abcdefghijklmnop q",
                &[("abcdefghijklmnop", Break), ("q", Space)],
            ),
        ];
        for (text, expected) in table {
            assert_eq!(&words(text), expected, "{text}");
        }
    }

    #[test]
    fn the_fast_path_agrees_with_the_slow_one() {
        let mut vocabulary = Vocabulary::new();
        let text =
            "The municipal Party Committee studied institutionalization and the spirit of it";
        for word in text.to_lowercase().split(' ') {
            vocabulary.insert(word);
        }
        let (mut tokens, mut oddities) = (Vec::new(), Oddities::default());
        scan(text, &vocabulary, &mut tokens, &mut oddities);
        for token in &tokens {
            let word = &text[token.start as usize..token.end as usize];
            assert_eq!(vocabulary.word(token.word), word.to_lowercase());
        }
        assert_eq!(tokens.len(), 11);
    }
}
