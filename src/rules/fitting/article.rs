//! The word before a replacement, which must agree with it: `a` or `an` by the first sound, one `the` and not two.

use std::borrow::Cow;

use super::words::List;
use crate::text::{Span, is_apostrophe, is_dash, is_opening_quote, is_space, verb};

/// What becomes of a replacement and of the word before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Agreed<'a> {
    /// The word before, in the text, and what it is to be; `None` where it stays.
    pub(super) article: Option<(Span, &'static str)>,
    /// The replacement, without a `the` that the text has already.
    pub(super) replacement: Cow<'a, str>,
}

static ARTICLES: List = List::new(&["a", "an"]);

/// Words after which no `the` can stand.
static DETERMINERS: List = List::new(&[
    "the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your",
    "each", "every", "some", "any", "no", "another", "one", "two", "three", "many", "several",
    "few", "various", "numerous",
]);

/// Makes a replacement for the words at `span` of a text agree with the word before them. `begins` says whether a sentence
/// begins at a byte.
pub(super) fn agree<'a>(
    text: &str,
    span: Span,
    before: Option<Before>,
    replacement: &'a str,
    begins: impl Fn(usize) -> bool,
) -> Agreed<'a> {
    let stays = Agreed {
        article: None,
        replacement: Cow::Borrowed(replacement),
    };
    let Some(Before {
        word: before,
        quoted,
    }) = before
    else {
        return stays;
    };
    let word = before.of(text);
    let is_article = ARTICLES.has(word);
    let definite = replacement
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("the "));
    if !is_article && definite.is_none() {
        return stays;
    }
    let opens = |c: char| is_opening_quote(c) || c == '"';
    let begins = || begins(before.start()) || text[..before.start()].ends_with(opens);
    // `Plan A`, `AN ENLARGED MEETING`.
    if is_article && word.starts_with('A') && (word == "AN" || !begins()) {
        return stays;
    }
    let raised = word.starts_with(char::is_uppercase);
    if definite.is_some() && !(quoted && is_article) {
        let possessive = is_genitive(word);
        // `112 crowds`, but `in 2024 the crowds`.
        let number = word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let owned = possessive || number || DETERMINERS.has(word) || is_adjective(word);
        if !is_article && !owned {
            return stays;
        }
        let the = if raised { "The" } else { "the" };
        return Agreed {
            article: is_article.then_some((before, the)),
            replacement: Cow::Borrowed(&replacement[4..]),
        };
    }
    if !is_article || definite.is_some() {
        return stays;
    }
    let (was, is) = (vowel_sound(span.of(text)), vowel_sound(replacement));
    let wanted = match (is, raised) {
        (Some(true), false) => "an",
        (Some(true), true) => "An",
        (Some(false), false) => "a",
        (Some(false), true) => "A",
        (None, _) => return stays,
    };
    Agreed {
        // An article that was wrong before is another matter.
        article: (was != is && wanted != word).then_some((before, wanted)),
        ..stays
    }
}

/// Adjectives, after which no `the` can stand, by their endings and by themselves: `in-depth`, `special`.
const ENDINGS: [&str; 6] = ["able", "depth", "ful", "ible", "ious", "sive"];

static ADJECTIVES: List = List::new(&["major", "new", "social", "special", "whole"]);

fn is_adjective(word: &str) -> bool {
    let ends = ENDINGS.iter().any(|ending| word.ends_with(ending));
    (ends || ADJECTIVES.has(word)) && verb(word).is_none()
}

/// What stands before a place, and so what may stand there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Preceding {
    /// `the`, `its`, `China's`: a noun.
    Determiner,
    /// `of`, `for`: a noun, or the form of a verb in `ing`.
    Preposition,
    /// `must`, `should`: a verb.
    Verbal,
    /// `to`: a verb, or a noun as after `adhere to`.
    To,
    /// Anything else.
    Other,
}

/// Prepositions after which a noun may stand.
pub(super) static PREPOSITIONS: List = List::new(&[
    "about", "against", "among", "at", "between", "by", "for", "from", "in", "into", "of", "on",
    "over", "through", "toward", "towards", "under", "with", "within", "without",
]);

/// Verbs after which another stands in its base form.
static MODALS: List = List::new(&[
    "must", "should", "shall", "will", "would", "can", "could", "may", "might", "cannot", "let's",
]);

/// What stands before a byte of a text, adverbs aside.
pub(super) fn preceding(text: &str, at: usize) -> Preceding {
    let mut at = at;
    for _ in 0..3 {
        let Some(before) = word_before(text, at) else {
            return Preceding::Other;
        };
        let word = before.word.of(text);
        if is_genitive(word) || ARTICLES.has(word) || DETERMINERS.has(word) {
            return Preceding::Determiner;
        }
        if PREPOSITIONS.has(word) {
            return Preceding::Preposition;
        }
        if MODALS.has(word) {
            return Preceding::Verbal;
        }
        if word.eq_ignore_ascii_case("to") {
            return Preceding::To;
        }
        if !super::phrase::is_adverb(word) {
            break;
        }
        at = before.word.start();
    }
    Preceding::Other
}

/// Whether what the given word stands before is the object of a verb or a preposition, `the` aside: `implement the …`.
pub(super) fn has_governing_word(text: &str, mut before: Option<Before>) -> bool {
    if let Some(article) = before.filter(|before| before.word.of(text).eq_ignore_ascii_case("the"))
    {
        before = word_before(text, article.word.start());
    }
    before.is_some_and(|before| {
        let word = before.word.of(text);
        PREPOSITIONS.has(word) || verb(word).is_some_and(|verb| !verb.ambiguous)
    })
}

/// Words that say whose something is.
static OWNERS: List = List::new(&["its", "his", "her", "their", "our", "my", "your"]);

/// Whether a word says whose something is: `their`, `China's`.
pub(super) fn is_possessive(word: &str) -> bool {
    OWNERS.has(word) || is_genitive(word)
}

/// Whether a word has the ending of a possessive.
fn is_genitive(word: &str) -> bool {
    word.trim_end_matches(['s', 'S']).ends_with(is_apostrophe)
}

/// The word before a place of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    /// Its bytes.
    pub(super) word: Span,
    /// Whether an opening quotation mark stands between.
    pub(super) quoted: bool,
}

/// The word before a byte of a text with nothing but white space between, or an opening quotation mark.
pub(super) fn word_before(text: &str, at: usize) -> Option<Before> {
    let head = text.get(..at)?;
    let unquoted = head.trim_end_matches(|c| is_opening_quote(c) || matches!(c, '"' | '\''));
    let trimmed = unquoted.trim_end_matches(is_space);
    if trimmed.len() == unquoted.len() {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || is_apostrophe(c) || is_dash(c) || c == '.';
    let start = trimmed.trim_end_matches(is_part).len();
    (start < trimmed.len()).then_some(Before {
        word: Span::new(start, trimmed.len()),
        quoted: unquoted.len() < head.len(),
    })
}

/// Whether the first word is spoken with a vowel at its beginning; `None` where spelling does not tell.
fn vowel_sound(words: &str) -> Option<bool> {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = words.find(|c: char| !c.is_alphanumeric());
    let word = &words[..end.unwrap_or(words.len())];
    let first = word.chars().next()?;
    if first.is_ascii_digit() {
        return Some(number_sound(words));
    }
    if !first.is_ascii() {
        return None;
    }
    if word.chars().all(|c| c.is_ascii_uppercase()) {
        return letters_sound(word, first);
    }
    let word = word.to_ascii_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    Some(match word.as_bytes()[0] {
        // `unimportant`, but `united`.
        b'u' if begins(&["unim", "unin", "unid", "uniss"]) => true,
        b'u' => !begins(&[
            "uni", "use", "usu", "usa", "uti", "uto", "ura", "uri", "ubi", "uk", "eu",
        ]),
        b'e' => !begins(&["eu", "ewe"]),
        b'o' => !(matches!(word.as_str(), "one" | "once" | "ones" | "oneself")),
        b'a' | b'i' => true,
        b'h' => begins(&["honest", "honor", "honour", "hour", "heir"]),
        _ => false,
    })
}

/// Eight, eleven, eighteen, and eighty or eleven thousand.
fn number_sound(words: &str) -> bool {
    let digits: String = words
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(|c| *c != ',')
        .collect();
    digits.starts_with('8')
        || (digits.starts_with("11") || digits.starts_with("18")) && digits.len() % 3 == 2
}

/// An abbreviation, spoken by its letters where it has no vowel or is short: `an NPC deputy`, `an SOE`, `a UN body`. Longer
/// ones may be spoken as words, `an NGO` and `a NATO`.
fn letters_sound(word: &str, first: char) -> Option<bool> {
    let spoken = "AEFHILMNORSX".contains(first);
    let by_letters = word.len() <= 3 || !word.contains(['A', 'E', 'I', 'O', 'U']);
    let same = !"FHLMNRSX".contains(first);
    (by_letters || same).then_some(spoken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sound_decides() {
        for (word, expected) in [
            ("enlarged meeting", Some(true)),
            ("“expanded” meeting", Some(true)),
            ("united front", Some(false)),
            ("unimportant", Some(true)),
            ("unusual", Some(true)),
            ("European", Some(false)),
            ("one-vote veto", Some(false)),
            ("onerous", Some(true)),
            ("hour", Some(true)),
            ("house", Some(false)),
            ("upright", Some(true)),
            ("useful", Some(false)),
            ("NPC", Some(true)),
            ("CPPCC", Some(false)),
            ("UN", Some(false)),
            ("SOE", Some(true)),
            ("SASAC", None),
            ("ASEAN", Some(true)),
            ("8-point", Some(true)),
            ("18th", Some(true)),
            ("180", Some(false)),
            ("11,000", Some(true)),
            ("20th", Some(false)),
            ("中国", None),
            ("…", None),
        ] {
            assert_eq!(vowel_sound(word), expected, "{word}");
        }
    }

    #[test]
    fn the_word_before_agrees() {
        for (text, found, replacement, article, kept) in [
            (
                "held an expanded meeting",
                "expanded meeting",
                "broad meeting",
                Some("a"),
                "broad meeting",
            ),
            (
                "A broad meeting",
                "broad meeting",
                "enlarged meeting",
                Some("An"),
                "enlarged meeting",
            ),
            (
                "a \"broad meeting\"",
                "broad meeting",
                "enlarged meeting",
                Some("an"),
                "enlarged meeting",
            ),
            (
                "an enlarged meeting",
                "enlarged meeting",
                "expanded meeting",
                None,
                "expanded meeting",
            ),
            // Wrong before as after.
            (
                "an broad meeting",
                "broad meeting",
                "wide meeting",
                None,
                "wide meeting",
            ),
            ("Plan A broad", "broad", "enlarged", None, "enlarged"),
            ("vitamin-a broad", "broad", "enlarged", None, "enlarged"),
            (
                "the broad meeting",
                "broad meeting",
                "the enlarged meeting",
                None,
                "enlarged meeting",
            ),
            ("the \"broad\"", "broad", "the enlarged", None, "enlarged"),
            (
                "a broad meeting",
                "broad meeting",
                "the enlarged meeting",
                Some("the"),
                "enlarged meeting",
            ),
            (
                "its broad meeting",
                "broad meeting",
                "the enlarged meeting",
                None,
                "enlarged meeting",
            ),
            (
                "China’s broad meeting",
                "broad meeting",
                "the enlarged meeting",
                None,
                "enlarged meeting",
            ),
            (
                "cities' broad meeting",
                "broad meeting",
                "the enlarged meeting",
                None,
                "enlarged meeting",
            ),
            (
                "carried out in-depth broad study",
                "broad study",
                "the broad meeting",
                None,
                "broad meeting",
            ),
            (
                "attends broad meetings",
                "broad meetings",
                "the meetings",
                None,
                "the meetings",
            ),
            (
                "broad meeting",
                "broad meeting",
                "the enlarged meeting",
                None,
                "the enlarged meeting",
            ),
            (
                "a, broad meeting",
                "broad meeting",
                "enlarged meeting",
                None,
                "enlarged meeting",
            ),
        ] {
            let start = text.find(found).unwrap();
            let span = Span::new(start, start + found.len());
            let before = word_before(text, start);
            let agreed = agree(text, span, before, replacement, |at| at == 0);
            assert_eq!(agreed.article.map(|(_, word)| word), article, "{text}");
            assert_eq!(agreed.replacement, kept, "{text}");
        }
    }
}
