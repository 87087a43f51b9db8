//! A comma or a full stop with no space after it: `the meeting,and`, `left the office.The`.

use crate::text::Span;

/// Words that begin a sentence and are no part of a name with a full stop in it: `java.Lang` has none of them.
const SENTENCE: [&str; 22] = [
    "After", "An", "As", "At", "But", "During", "For", "He", "His", "However", "In", "It", "Its",
    "On", "She", "The", "Their", "They", "This", "Through", "To", "We",
];

/// Words that go on after a comma and stand in no list without spaces.
const CLAUSE: [&str; 20] = [
    "and", "as", "at", "but", "by", "for", "he", "in", "it", "of", "on", "so", "that", "the",
    "they", "to", "which", "while", "who", "with",
];

/// Whether the mark in `gap` stands between two words of a sentence, and what it should be; `None` where it may be a part of
/// a name, a number, an address or a list of a program.
///
/// Before it is a word in small letters, after it a word that is nothing but English; a space stands before the one and
/// after the other.
pub(super) fn glued(text: &str, gap: Span) -> Option<&'static str> {
    let (head, tail) = (&text[..gap.start()], &text[gap.end()..]);
    let (spaced, words) = match gap.of(text) {
        "." => (". ", &SENTENCE[..]),
        "," => (", ", &CLAUSE[..]),
        _ => return None,
    };
    let before = &head[head
        .trim_end_matches(|c: char| c.is_ascii_lowercase())
        .len()..];
    let end = tail.find(|c: char| !c.is_ascii_alphabetic())?;
    let (after, rest) = tail.split_at(end);
    let stands_alone = before.len() > 2 && head[..head.len() - before.len()].ends_with([' ', '\n']);
    (stands_alone && words.contains(&after) && rest.starts_with([' ', '\n'])).then_some(spaced)
}
