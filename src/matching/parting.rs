//! Words that have nothing between them but a character without width.
//!
//! A zero-width space may stand inside a word, where a line may break, or in the place of a space that was lost, as texts from
//! pages and from PDF have it. The glossary decides: what it knows as a whole is one word; what it knows only in pieces is
//! several. A soft hyphen never parts words, and what the glossary does not know at all stays whole.

use super::vocabulary::Vocabulary;
use crate::text::fold_word;

/// Pieces of one word that are looked at together; a longer word ends after so many.
pub(super) const PIECES: usize = 24;

/// Characters without width that may stand in the place of a space: zero-width space, non-joiner and joiner, word joiner,
/// byte-order mark.
pub(super) fn may_part(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Where the first of several words ends in what looks like one word, which the glossary does not know; `None` where it is
/// one.
pub(super) fn end_of_first(
    word: &str,
    vocabulary: &Vocabulary,
    folded: &mut String,
) -> Option<usize> {
    folded.clear();
    // Where each piece ends, in the word and in its comparison form.
    let mut ends = Vec::with_capacity(PIECES);
    for piece in word.split(may_part).filter(|piece| !piece.is_empty()) {
        fold_word(piece, folded);
        let end = piece.as_ptr() as usize - word.as_ptr() as usize + piece.len();
        ends.push((end, folded.len()));
    }
    let begin = |piece: usize| piece.checked_sub(1).map_or(0, |before| ends[before].1);
    let is_known = |from: usize, to: usize| {
        let word = &folded[begin(from)..ends[to - 1].1];
        vocabulary.get(word).is_known()
    };
    let count = ends.len();
    // The longest known word, or else all before the first that begins a known one.
    let longest = (1..count).rev().find(|&to| is_known(0, to));
    let begins = |&from: &usize| (from + 1..=count).any(|to| is_known(from, to));
    let first = longest.or_else(|| (1..count).find(begins))?;
    Some(ends[first - 1].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glossary_says_where_a_word_ends() {
        let mut vocabulary = Vocabulary::new();
        for word in [
            "two",
            "maintenances",
            "main",
            "party",
            "committee",
            "form",
            "information",
        ] {
            vocabulary.insert(word);
        }
        for (text, expected) in [
            ("twomaintenances", None),
            ("two|maintenances", Some("two")),
            ("Two|Maintenances", Some("Two")),
            ("two||maintenances", Some("two")),
            ("two|main|tenances", Some("two")),
            ("main|tenances|party", Some("main|tenances")),
            ("met|two|maintenances", Some("met")),
            ("in|form|ation|party", Some("in|form|ation")),
            ("party|and", Some("party")),
            ("party|committee|met|two", Some("party")),
            ("committee|met|two", Some("committee")),
            ("met|two", Some("met")),
            ("work|and", None),
            ("par|ties|of", None),
            ("|", None),
            ("", None),
        ] {
            let expected = expected.map(|word: &str| word.replace('|', "\u{200B}"));
            for mark in ["\u{200B}", "\u{2060}", "\u{FEFF}", "\u{200D}"] {
                let word = text.replace('|', mark);
                let end = end_of_first(&word, &vocabulary, &mut String::new());
                let first = end.map(|end| word[..end].replace(mark, "\u{200B}"));
                assert_eq!(first, expected, "{text}");
            }
            let soft = text.replace('|', "\u{AD}");
            assert_eq!(end_of_first(&soft, &vocabulary, &mut String::new()), None);
        }
    }
}
