//! What part of a sentence a phrase can be: a noun, or a verb with its object, by its first words.

use super::verbs::{VerbForm, inflected, verb};

/// What part of a sentence a phrase can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phrase {
    /// A thing: `full and rigorous Party self-governance`.
    Noun,
    /// An action: `improve Party conduct`.
    Verb(VerbForm),
    /// A word that may be either begins it: `guiding principles`, `fight against corruption`. The form is that of the verb.
    Either(VerbForm),
}

/// Words that begin an object, so that what stands before them is a verb.
const OBJECT: &[&str] = &[
    "the", "a", "an", "its", "their", "our", "his", "her", "your", "all", "every", "each", "any",
    "both", "this", "that", "these", "those", "no", "out", "up", "down", "away", "off",
];

/// Words that end in `ly` and are no adverbs.
const NO_ADVERBS: &[&str] = &[
    "family", "early", "supply", "apply", "assembly", "monthly", "daily", "yearly", "weekly",
    "friendly", "elderly", "rely", "comply", "orderly", "only", "fly", "multiply", "timely",
    "livable", "costly", "holy",
];

/// The first words of a phrase say what it is: adverbs, a verb, and what follows it.
const FIRST_WORDS: usize = 8;

/// The part of a sentence that a phrase can be.
pub(super) fn kind(phrase: &str) -> Phrase {
    if is_name(phrase) {
        return Phrase::Noun;
    }
    let words: Vec<String> = words(phrase)
        .take(FIRST_WORDS)
        .map(|(_, word)| word.to_lowercase())
        .collect();
    let first = first_word(&words);
    let Some(word) = words.get(first) else {
        return Phrase::Noun;
    };
    let Some(verb) = verb(word) else {
        return Phrase::Noun;
    };
    let next = words.get(first + 1).map_or("", |next| next);
    if verb.form == VerbForm::Gerund && next == "of" {
        return Phrase::Noun;
    }
    // `strictly manage`, `not doing` and `improve the` leave no doubt.
    let certain = first > 0 || OBJECT.contains(&next);
    match verb.form {
        VerbForm::Base if certain || !verb.ambiguous => Phrase::Verb(VerbForm::Base),
        VerbForm::Past if is_adjective_alone(first, &words) => Phrase::Either(VerbForm::Past),
        form if certain => Phrase::Verb(form),
        form => Phrase::Either(form),
    }
}

/// Whether most words have capitals, the first among them: `Delegate Review Committee`.
fn is_name(phrase: &str) -> bool {
    let capital = |(_, word): (usize, &str)| word.starts_with(char::is_uppercase);
    if !words(phrase).next().is_some_and(capital) {
        return false;
    }
    let (mut all, mut raised) = (0, 0);
    for word in words(phrase) {
        all += 1;
        raised += usize::from(capital(word));
    }
    raised > 1 && raised * 2 > all
}

/// Whether a word begins the object of what is known to be a verb.
fn begins_object(word: &str) -> bool {
    OBJECT.contains(&word) || word.ends_with("'s") || word.ends_with("’s")
}

/// `centrally administered officials`: an adverb, a participle and a noun, none of which is an action.
fn is_adjective_alone(first: usize, words: &[String]) -> bool {
    first > 0
        && words
            .get(first + 1)
            .is_some_and(|next| !begins_object(next))
}

/// A phrase that begins with a verb, with its verbs in another form; the flag says that there is no doubt which words
/// are verbs. `None` where that cannot be said.
pub(super) fn reverbed(phrase: &str, form: VerbForm) -> Option<(String, bool)> {
    let found: Vec<(usize, &str)> = words(phrase).collect();
    let folded: Vec<String> = found.iter().map(|(_, word)| word.to_lowercase()).collect();
    let first = first_word(&folded);
    let own = verb(folded.get(first)?)?;
    // `do not have …` has its own grammar.
    let negated = folded[..=first].iter().any(|word| word == "not")
        || folded.get(first + 1).is_some_and(|next| next == "not");
    if negated && form != own.form {
        return None;
    }
    let mut out = String::with_capacity(phrase.len() + 8);
    let (mut from, mut sure) = (0, true);
    for (index, &(at, word)) in found.iter().enumerate() {
        let Some(other) = verb(&folded[index]).filter(|other| other.form == own.form) else {
            continue;
        };
        let joined = index > first && joins(phrase, &found, &folded, index);
        if index != first && !joined {
            continue;
        }
        let next = folded.get(index + 1).map_or("", |next| next);
        if index != first && other.ambiguous && !begins_object(next) {
            // `strengthen oversight and control` or `crack down and control`.
            sure = false;
            continue;
        }
        if index != first && own.form != VerbForm::Base && !begins_object(next) {
            sure = false;
        }
        out.push_str(&phrase[from..at]);
        let written = inflected(other.base, form);
        if word.starts_with(char::is_uppercase) {
            out.push_str(&super::raised(&written));
        } else {
            out.push_str(&written);
        }
        from = at + word.len();
    }
    out.push_str(&phrase[from..]);
    Some((out, sure))
}

/// Whether a word goes on a list of verbs: after a comma, `and` or `or`, adverbs aside.
fn joins(phrase: &str, found: &[(usize, &str)], folded: &[String], index: usize) -> bool {
    let mut at = index;
    while at > 0 && is_adverb(&folded[at - 1]) {
        at -= 1;
    }
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let end = found[before].0 + found[before].1.len();
    matches!(folded[before].as_str(), "and" | "or") || phrase[end..].starts_with(',')
}

/// The first word that is no adverb.
fn first_word(words: &[String]) -> usize {
    let mut first = 0;
    while let Some(word) = words.get(first) {
        let goes_on =
            first > 0 && word == "and" && words.get(first + 1).is_some_and(|next| is_adverb(next));
        if !is_adverb(word) && !goes_on {
            break;
        }
        first += 1;
    }
    first
}

pub(super) fn is_adverb(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ly") && !NO_ADVERBS.contains(&word)
        || matches!(
            word,
            "further" | "always" | "never" | "not" | "well" | "together"
        )
}

/// The words of a phrase with their places; hyphens and apostrophes belong to them.
pub(super) fn words(phrase: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + phrase[rest..].find(is_part)?;
        let end = start + word_length(&phrase[start..]);
        rest = end;
        Some((start, &phrase[start..end]))
    })
}

/// Whether a character is part of a word: hyphens and apostrophes are.
pub(super) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')
}

/// The bytes of the word that a text begins with; zero where it begins with none.
pub(super) fn word_length(text: &str) -> usize {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'-');
    let length = text.bytes().take_while(|byte| plain(byte)).count();
    match text.as_bytes().get(length) {
        Some(byte) if !byte.is_ascii() => {
            let rest = &text[length..];
            length + rest.find(|c| !is_part(c)).unwrap_or(rest.len())
        }
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_tell() {
        for (phrase, expected) in [
            ("full and rigorous Party self-governance", Phrase::Noun),
            ("improve Party conduct", Phrase::Verb(VerbForm::Base)),
            (
                "comprehensively and strictly governing the Party",
                Phrase::Verb(VerbForm::Gerund),
            ),
            ("strictly manage the party", Phrase::Verb(VerbForm::Base)),
            ("building of a civilized city", Phrase::Noun),
            ("guiding principles", Phrase::Either(VerbForm::Gerund)),
            ("attracting investment", Phrase::Either(VerbForm::Gerund)),
            ("fight against corruption", Phrase::Either(VerbForm::Base)),
            ("fight the flood", Phrase::Verb(VerbForm::Base)),
            ("held a meeting", Phrase::Verb(VerbForm::Past)),
            ("unified plan", Phrase::Either(VerbForm::Past)),
            (
                "centrally administered officials",
                Phrase::Either(VerbForm::Past),
            ),
            (
                "clean government construction",
                Phrase::Either(VerbForm::Base),
            ),
            ("family planning", Phrase::Noun),
            ("", Phrase::Noun),
        ] {
            assert_eq!(kind(phrase), expected, "{phrase}");
        }
    }

    #[test]
    fn verbs_change_their_form_together() {
        for (phrase, form, expected) in [
            (
                "improve Party conduct and build a clean government",
                VerbForm::Gerund,
                Some((
                    "improving Party conduct and building a clean government",
                    true,
                )),
            ),
            (
                "take out tigers, swat flies, and hunt down foxes",
                VerbForm::Gerund,
                Some((
                    "taking out tigers, swat flies, and hunting down foxes",
                    false,
                )),
            ),
            (
                "stay true to the original aspiration",
                VerbForm::Past,
                Some(("stayed true to the original aspiration", true)),
            ),
            (
                "Deliver a speech",
                VerbForm::Gerund,
                Some(("Delivering a speech", true)),
            ),
            ("do not have the audacity", VerbForm::Gerund, None),
            ("Party conduct", VerbForm::Gerund, None),
        ] {
            let found = reverbed(phrase, form);
            let found = found.as_ref().map(|(words, sure)| (words.as_str(), *sure));
            assert_eq!(found, expected, "{phrase}");
        }
    }
}
