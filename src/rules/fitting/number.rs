//! The verb after a subject, where what is written for the subject has the other number: `The eight rules have been`, `The
//! eight-point decision has been`.

use super::article::{PREPOSITIONS, word_before};
use super::words::{List, next_in_sentence, words};
use crate::text::Span;

/// Verbs that differ in number: one, many.
const VERBS: [(&str, &str); 4] = [
    ("is", "are"),
    ("was", "were"),
    ("has", "have"),
    ("does", "do"),
];

/// Nouns whose ending says nothing of their number.
static EITHER: List = List::new(&[
    "affairs",
    "headquarters",
    "means",
    "news",
    "people",
    "personnel",
    "police",
    "politics",
    "series",
    "statistics",
    "works",
]);

static DETERMINERS: List = List::new(&["the", "these", "those", "all"]);

/// Where the verb after a subject ends, and in which number it is to stand with the replacement; `None` where it stands as it
/// is, and where the words at `span` are no subject that begins a clause. `begins` says whether a sentence begins at a byte.
pub(super) fn agreeing_verb(
    text: &str,
    span: Span,
    replacement: &str,
    begins: impl Fn(usize) -> bool,
) -> Option<(usize, &'static str)> {
    let rest = text
        .get(span.end()..)
        .filter(|rest| rest.starts_with(' '))?;
    let (verb, after) = next_in_sentence(rest)?;
    let (one, many) = VERBS
        .into_iter()
        .find(|(one, many)| [*one, *many].contains(&verb))?;
    let (was, is) = (is_plural(span.of(text))?, is_plural(replacement)?);
    let other = if is { many } else { one };
    if was == is || other == verb || !is_subject(text, span, begins) {
        return None;
    }
    Some((text.len() - after.len(), other))
}

/// Whether the words of a span are the subject of a clause by themselves: they begin a sentence, or follow `that`.
fn is_subject(text: &str, span: Span, begins: impl Fn(usize) -> bool) -> bool {
    let mut start = span.start();
    if let Some(before) = word_before(text, start).filter(|before| !before.quoted)
        && DETERMINERS.has(before.word.of(text))
    {
        start = before.word.start();
    }
    begins(start) || word_before(text, start).is_some_and(|before| before.word.of(text) == "that")
}

/// Whether the noun of a phrase, the last word before a preposition, is a plural; `None` where it does not say.
fn is_plural(phrase: &str) -> Option<bool> {
    let nouns = words(phrase).map(|(_, word)| word);
    let ends = |word: &str| PREPOSITIONS.has(word) || word == "to";
    let mut nouns = nouns.take_while(|word| !ends(word));
    let first = nouns.next()?;
    let noun = nouns.last().unwrap_or(first);
    let ends = |ending: &str| noun.ends_with(ending);
    let plural = ends("s") && !ends("ss") && !ends("us") && !ends("is");
    (!EITHER.has(noun)).then_some(plural)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_has_the_number_of_its_subject() {
        for (text, found, replacement, expected) in [
            (
                "The eight rules have been kept",
                "eight rules",
                "eight-point decision on conduct",
                Some("has"),
            ),
            (
                "He said that eight rules are old",
                "eight rules",
                "a decision",
                Some("is"),
            ),
            (
                "The shop boy was praised",
                "shop boy",
                "service to firms",
                None,
            ),
            (
                "The big meeting was long",
                "big meeting",
                "two sessions",
                Some("were"),
            ),
            (
                "The eight rules were kept",
                "eight rules",
                "two decisions",
                None,
            ),
            (
                "The spirit of the eight rules has",
                "eight rules",
                "decision",
                None,
            ),
            (
                "We and the eight rules have",
                "eight rules",
                "decision",
                None,
            ),
            (
                "The eight rules, have been",
                "eight rules",
                "decision",
                None,
            ),
            ("The people have been", "people", "decision", None),
            ("The eight rules would", "eight rules", "decision", None),
        ] {
            let start = text.find(found).unwrap();
            let span = Span::new(start, start + found.len());
            let verb = agreeing_verb(text, span, replacement, |at| at == 0);
            assert_eq!(verb.map(|(_, verb)| verb), expected, "{text}");
        }
    }
}
