//! What part of a sentence a phrase can be: a noun, or a verb with its object, by its first words.

use super::article::PREPOSITIONS;
use super::words::{List, words};
use crate::rules::letter_case::raise_first;
use crate::text::{OBJECTS, PARTICLES, VerbForm, inflected, is_plural_noun, verb};

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

static OBJECT: List = List::new(&OBJECTS);

static PARTICLE: List = List::new(&PARTICLES);

/// Words that end in `ly` and are no adverbs.
static NO_ADVERBS: List = List::new(&[
    "family", "early", "supply", "apply", "assembly", "monthly", "daily", "yearly", "weekly",
    "friendly", "elderly", "rely", "comply", "orderly", "only", "fly", "multiply", "timely",
    "livable", "costly", "holy", "rally", "reply",
]);

/// The first words of a phrase say what it is: adverbs, a verb, and what follows it.
const FIRST_WORDS: usize = 8;

/// The part of a sentence that a phrase can be.
pub(super) fn kind(phrase: &str) -> Phrase {
    let first = words(phrase).next().map_or("", |(_, word)| word);
    let known = verb(first);
    let acts = known.is_some_and(|verb| !verb.ambiguous) && has_object(phrase);
    if known.is_none() && !is_adverb(first) || is_name(phrase) && !acts {
        return Phrase::Noun;
    }
    let begin = words(phrase).map(|(_, word)| word).take(FIRST_WORDS);
    let adverbs = adverbs(begin.clone());
    let mut rest = begin.skip(adverbs);
    let Some(verb) = rest.next().and_then(verb) else {
        return Phrase::Noun;
    };
    let next = rest.next().unwrap_or_default();
    if verb.form == VerbForm::Gerund && next.eq_ignore_ascii_case("of") {
        return Phrase::Noun;
    }
    // `strictly manage`, `not doing` and `improve the` leave no doubt.
    let certain = adverbs > 0 || OBJECT.has(next) || PARTICLE.has(next);
    // `centrally administered officials`: an adverb, a participle and a noun, none of which is an action.
    let is_adjective = adverbs > 0 && !next.is_empty() && !begins_object(next);
    match verb.form {
        VerbForm::Base if certain || !verb.ambiguous => Phrase::Verb(VerbForm::Base),
        // `adheres` is no plural.
        VerbForm::Third if !verb.ambiguous && !is_plural_noun(first) => {
            Phrase::Verb(VerbForm::Third)
        }
        VerbForm::Past if is_adjective => Phrase::Either(VerbForm::Past),
        form if certain => Phrase::Verb(form),
        form => Phrase::Either(form),
    }
}

/// Whether a phrase has a subject with its verb: `each post carries dual responsibilities`.
pub(super) fn is_clause(phrase: &str) -> bool {
    let mut words = words(phrase).map(|(_, word)| word).peekable();
    let mut subject = words.next();
    while let (Some(noun), Some(found)) = (subject, words.next()) {
        let is_plural = || noun.len() > 3 && noun.ends_with('s') && verb(noun).is_none();
        let acts = words.peek().is_some()
            && verb(found).is_some_and(|verb| match verb.form {
                VerbForm::Third => !verb.ambiguous && !is_plural() && !is_adverb(noun),
                VerbForm::Base => is_plural(),
                VerbForm::Past | VerbForm::Gerund => false,
            });
        if acts {
            return true;
        }
        subject = Some(found);
    }
    false
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
    OBJECT.has(word) || PARTICLE.has(word) || word.ends_with("'s") || word.ends_with("’s")
}

/// Whether the second word of a phrase begins the object of its first: `fostering a culture`, but not `opening up`.
pub(super) fn has_object(phrase: &str) -> bool {
    let second = words(phrase).nth(1);
    second.is_some_and(|(_, word)| OBJECT.has(word))
}

/// The preposition that is the second word of a phrase, where it is one: `on` of `focused on the center`.
pub(super) fn preposition(phrase: &str) -> Option<&str> {
    let (_, second) = words(phrase).nth(1)?;
    PREPOSITIONS.has(second).then_some(second)
}

/// A phrase that begins with a verb, with its verbs in another form; the flag says that there is no doubt which words
/// are verbs. `None` where that cannot be said.
pub(super) fn reverbed(phrase: &str, form: VerbForm) -> Option<(String, bool)> {
    let found: Vec<(usize, &str)> = words(phrase).collect();
    let folded: Vec<String> = found.iter().map(|(_, word)| word.to_lowercase()).collect();
    let first = adverbs(folded.iter().map(String::as_str));
    let own = verb(folded.get(first)?)?;
    // `do not have …` has its own grammar.
    let negated = folded[..=first].iter().any(|word| word == "not")
        || folded.get(first + 1).is_some_and(|next| next == "not");
    if negated && form != own.form {
        return None;
    }
    let mut out = String::with_capacity(phrase.len() + 8);
    let (mut from, mut sure) = (0, true);
    let mut infinitive = false;
    for (index, &(at, word)) in found.iter().enumerate() {
        // `reform to streamline administration and delegate power`: those after `to` stay.
        infinitive |= index > first && folded[index - 1] == "to" && verb(&folded[index]).is_some();
        if infinitive {
            continue;
        }
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
            out.push_str(&raise_first(&written));
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

/// The adverbs that a phrase begins with, by their number; `and` between two counts as one.
fn adverbs<'p>(words: impl Iterator<Item = &'p str>) -> usize {
    let mut words = words.peekable();
    let mut count = 0;
    while let Some(word) = words.next() {
        let goes_on = count > 0
            && word.eq_ignore_ascii_case("and")
            && words.peek().is_some_and(|next| is_adverb(next));
        if !is_adverb(word) && !goes_on {
            break;
        }
        count += 1;
    }
    count
}

/// Words that say how or when, whatever their endings.
static ADVERBS: List = List::new(&["further", "always", "never", "not", "well", "together"]);

pub(super) fn is_adverb(word: &str) -> bool {
    let ending = word.len().checked_sub(2).and_then(|at| word.get(at..));
    word.len() > 4
        && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("ly"))
        && !NO_ADVERBS.has(word)
        || ADVERBS.has(word)
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
            ("Delegate Review Committee", Phrase::Noun),
            (
                "Strengthen the Four Consciousnesses",
                Phrase::Verb(VerbForm::Base),
            ),
            ("", Phrase::Noun),
        ] {
            assert_eq!(kind(phrase), expected, "{phrase}");
        }
    }

    #[test]
    fn a_clause_has_a_subject_and_a_verb() {
        for (phrase, expected) in [
            (
                "Party committees and governments share responsibility",
                true,
            ),
            ("each post carries dual responsibilities", true),
            ("dual responsibilities for each post", false),
            (
                "shared responsibility of Party committees and governments",
                false,
            ),
            ("battle to keep our skies blue", false),
            ("improve conduct and build a clean government", false),
        ] {
            assert_eq!(is_clause(phrase), expected, "{phrase}");
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
