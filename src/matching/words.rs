//! Words and the gaps between them, found in one pass over the bytes.
//!
//! Plain ASCII words, nearly all of a text, are read eight bytes at a time (`plain_words.rs`); everything else takes the
//! slow path, which is written for clarity. What is odd about the text is set aside on the way, so that the rules of form need not read
//! all of it again.

use super::gaps::{Gap, is_word, read_gap, simple_gap};
use super::marks::{eight, first_bytes};
use super::oddities::Oddities;
use super::parting::{PIECES, end_of_first, may_part};
use super::plain_words::{
    Previous, ascii_word, may_go_on, note_if_conjunct, note_if_doubled, plain_words,
};
use super::vocabulary::{Vocabulary, WordId};
use crate::text::{Span, fold_word, is_apostrophe, is_cjk, is_invisible, is_space};

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
    /// Whether it begins with a figure.
    pub(super) figures: bool,
}

impl Token {
    /// Whether it is a numeral, in figures or words.
    #[inline]
    pub(super) fn is_numeral(&self) -> bool {
        self.figures || self.word.is_numeral()
    }
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
    let mut previous = Previous::default();
    let mut folded = String::new();
    loop {
        if at > 0 {
            at = plain_words(bytes, at, vocabulary, tokens, &mut previous, oddities);
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
        let ascii = ascii_word(bytes, at, vocabulary);
        if let Some((key, length, word)) = ascii {
            let end = at + length;
            let plain = !bytes.get(end).is_some_and(|&next| may_go_on(next));
            if plain && length > 0 {
                if key[0] == previous.last && gap == Gap::Space {
                    note_if_doubled(bytes, tokens, at..end, &mut oddities.repeats);
                }
                note_if_conjunct(bytes, tokens, at..end, gap, &mut oddities.conjuncts);
                previous.pass(key[0]);
                let token = Token {
                    start: at as u32,
                    end: end as u32,
                    word,
                    base: WordId::NONE,
                    joined: WordId::NONE,
                    gap,
                    possessive: 0,
                    figures: false,
                };
                if matches!(gap, Gap::Hyphen | Gap::SpacedHyphen) {
                    join(text, tokens, &token, vocabulary, &mut folded);
                }
                tokens.push(token);
                at = end;
                continue;
            }
        }
        let (mut token, next) = match plain_figures(bytes, at, vocabulary) {
            Some(token) => {
                let next = token.end as usize;
                oddities.figures.push(Span::new(at, next));
                (token, next)
            }
            None => read_word(text, at, vocabulary, &mut folded, oddities),
        };
        token.gap = gap;
        let last = tokens.last().filter(|_| gap == Gap::Space);
        if let Some(last) = last.filter(|last| is_same_word(text, last, &token)) {
            let both = Span::new(last.start as usize, token.end as usize);
            oddities.repeats.push(both);
        }
        let word = token.start as usize..token.end as usize;
        note_if_conjunct(bytes, tokens, word, gap, &mut oddities.conjuncts);
        let whole = ascii.filter(|&(_, length, _)| at + length == token.end as usize);
        previous.pass(whole.map_or(0, |(key, ..)| key[0]));
        if matches!(gap, Gap::Hyphen | Gap::SpacedHyphen) {
            join(text, tokens, &token, vocabulary, &mut folded);
        }
        at = next;
        tokens.push(token);
    }
}

/// Whether two words are the same but for capitals. Chinese does double words.
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

/// A word of at most eight figures and nothing else from `at`.
fn plain_figures(bytes: &[u8], at: usize, vocabulary: &Vocabulary) -> Option<Token> {
    let rest = &bytes[at..];
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let goes_on = |&next: &u8| may_go_on(next) || next.is_ascii_alphabetic();
    if !(1..=8).contains(&length) || rest.get(length).is_some_and(goes_on) {
        return None;
    }
    let key = first_bytes(eight(bytes, at), length);
    Some(Token {
        start: at as u32,
        end: (at + length) as u32,
        word: vocabulary.get_short(key),
        figures: true,
        ..Token::default()
    })
}

/// Any word from `at`, which is the first byte of a word character, and where what follows it begins.
fn read_word(
    text: &str,
    at: usize,
    vocabulary: &Vocabulary,
    folded: &mut String,
    oddities: &mut Oddities,
) -> (Token, usize) {
    let rest = &text[at..];
    let mut end = rest.len();
    let mut apostrophe = None;
    let mut parts = 0;
    let mut chars = rest.char_indices().peekable();
    let first_is_cjk = rest.chars().next().is_some_and(is_cjk);
    while let Some((index, c)) = chars.next() {
        if is_word(c) && is_cjk(c) == first_is_cjk {
            parts += usize::from(!c.is_ascii() && may_part(c));
            if parts < PIECES {
                continue;
            }
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
    if parts > 0
        && !id.is_known()
        && !base.is_known()
        && let Some(end) = end_of_first(&word[..word.len() - possessive], vocabulary, folded)
    {
        // What parts it from the next word is a gap.
        let (token, _) = read_word(&text[..at + end], at, vocabulary, folded, oddities);
        return (token, at + end);
    }
    let span = Span::new(at, at + word.len());
    if !word.is_ascii() && word.chars().any(|c| !c.is_ascii() && !is_apostrophe(c)) {
        oddities.foreign.push(span);
    }
    let figures = folded.starts_with(|c: char| c.is_ascii_digit());
    if figures {
        oddities.figures.push(span);
    }
    let rest = &text[span.end()..];
    let next = text.len() - rest.trim_start_matches(is_invisible).len();
    let token = Token {
        start: span.start() as u32,
        end: span.end() as u32,
        word: id,
        base,
        possessive: possessive as u8,
        figures,
        ..Token::default()
    };
    (token, next)
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
            // Nothing is known here, so nothing parts.
            ("good\u{200B}words", &[("good\u{200B}words", Break)]),
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
    fn words_without_a_space_are_parted_as_the_glossary_has_them() {
        let mut vocabulary = Vocabulary::new();
        for word in ["party", "committee", "school"] {
            vocabulary.insert(word);
        }
        let (mut tokens, mut oddities) = (Vec::new(), Oddities::default());
        let text =
            "the Party\u{200B}Com\u{200B}mittee’s Party\u{200B}\u{2060}School, Party\u{AD}school";
        scan(text, &vocabulary, &mut tokens, &mut oddities);
        let read: Vec<_> = tokens
            .iter()
            .map(|token| {
                let word = &text[token.start as usize..token.end as usize];
                (
                    word,
                    token.gap,
                    token.word.is_known() || token.base.is_known(),
                )
            })
            .collect();
        let expected = [
            ("the", Gap::Break, false),
            ("Party", Gap::Space, true),
            ("Com\u{200B}mittee’s", Gap::Space, true),
            ("Party", Gap::Space, true),
            ("School", Gap::Space, true),
            ("Party\u{AD}school", Gap::Comma, false),
        ];
        assert_eq!(read, expected);
        let gaps: Vec<_> = oddities.gaps.iter().map(|gap| gap.of(text)).collect();
        assert_eq!(gaps, ["\u{200B}", "\u{200B}\u{2060}", ", "]);
    }

    #[test]
    fn a_text_of_nothing_but_parted_words_is_read_in_linear_time() {
        let mut vocabulary = Vocabulary::new();
        vocabulary.insert("two");
        for piece in [
            "two\u{200B}",
            "x\u{200B}",
            "x\u{200B}two\u{200B}",
            "\u{200B}",
        ] {
            let text = piece.repeat(20_000);
            let (mut tokens, mut oddities) = (Vec::new(), Oddities::default());
            scan(&text, &vocabulary, &mut tokens, &mut oddities);
            let known = tokens.iter().filter(|token| token.word.is_known()).count();
            assert_eq!(known, text.matches("two").count(), "{piece:?}");
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

    /// Every word by the slow path.
    fn scan_slowly(text: &str, vocabulary: &Vocabulary) -> (Vec<Token>, Oddities) {
        let (mut tokens, mut oddities) = (Vec::<Token>::new(), Oddities::default());
        let (mut at, mut folded) = (0, String::new());
        loop {
            let (next, kind, _) = read_gap(text, at);
            if next == text.len() {
                return (tokens, oddities);
            }
            let (mut token, next) = read_word(text, next, vocabulary, &mut folded, &mut oddities);
            token.gap = if at == 0 { Gap::Break } else { kind };
            if let Some(last) = tokens.last()
                && token.gap == Gap::Space
                && is_same_word(text, last, &token)
            {
                let both = Span::new(last.start as usize, token.end as usize);
                oddities.repeats.push(both);
            }
            let word = token.start as usize..token.end as usize;
            let (bytes, gap) = (text.as_bytes(), token.gap);
            note_if_conjunct(bytes, &tokens, word, gap, &mut oddities.conjuncts);
            if matches!(token.gap, Gap::Hyphen | Gap::SpacedHyphen) {
                join(text, &mut tokens, &token, vocabulary, &mut folded);
            }
            at = next;
            tokens.push(token);
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig {
            failure_persistence: None,
            ..proptest::prelude::ProptestConfig::with_cases(2_000)
        })]
        #[test]
        fn plain_words_are_read_as_all_others_are(pieces in proptest::collection::vec(0_usize..PIECES.len(), 0..60)) {
            let text: String = pieces.iter().map(|&piece| PIECES[piece]).collect();
            let mut vocabulary = Vocabulary::new();
            for word in ["the", "party", "institutionalizations", "of", "high", "highquality", "quality", "congress", "a"] {
                vocabulary.insert(word);
            }
            let (mut tokens, mut oddities) = (Vec::new(), Oddities::default());
            let words = scan(&text, &vocabulary, &mut tokens, &mut oddities);
            let (expected, odd) = scan_slowly(&text, &vocabulary);
            assert_eq!(format!("{tokens:?}"), format!("{expected:?}"), "{text:?}");
            assert_eq!(words, expected.len());
            assert_eq!(oddities.repeats, odd.repeats, "{text:?}");
            assert_eq!(oddities.conjuncts, odd.conjuncts, "{text:?}");
            assert_eq!(oddities.foreign, odd.foreign, "{text:?}");
            assert_eq!(oddities.figures, odd.figures, "{text:?}");
        }
    }

    /// What texts are made of: words, and what stands between them.
    const PIECES: &[&str] = &[
        "the",
        "The",
        "of",
        "Party",
        "congress",
        "sixteen letters",
        "quality",
        "high",
        "and",
        " and ",
        "a",
        "I",
        "institutionalizations",
        "abcdefgh",
        "abcdefghi",
        "abcdefghijklmnop",
        "abcdefghijklmnopq",
        "20",
        "20th",
        "é",
        "café",
        "市委",
        "’",
        "'",
        "'s",
        "s' ",
        " ",
        " ",
        " ",
        " ",
        " ",
        " ",
        "\n",
        "  ",
        ", ",
        ". ",
        ",",
        ".",
        "; ",
        "-",
        " -",
        " - ",
        " (",
        ") ",
        "\u{AD}",
        "\u{200B}",
        "\u{A0}",
        "\t",
        "\r\n",
    ];
}
