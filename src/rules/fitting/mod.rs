//! A replacement is read in its sentence before it is offered.
//!
//! What a rule would write is a term of the glossary; the words around it decide whether it can stand there. [`fit`] makes
//! what can be made to agree agree: the [`article`] before it, the form of its verb ([`phrase`]), words that would stand
//! twice ([`neighbours`]), the [`number`] of the verb after it. What then still reads badly is not offered as a fix, what
//! may read badly only as an unsafe one.

mod article;
mod neighbours;
mod nouns;
mod number;
mod phrase;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use self::article::Preceding;
use self::phrase::{Phrase, has_object, kind, preposition, reverbed};
use self::words::words;
use crate::rules::letter_case::raise_first;
use crate::text::{Span, VerbForm, inflected, is_opening_quote, is_space, verb};

/// How a replacement reads in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reads {
    /// As a sentence should.
    Well,
    /// Perhaps not: a person must look.
    Perhaps,
    /// Not as a sentence: the words around it must change as well.
    Badly,
    /// What it names stands beside it already.
    Twice,
}

/// A replacement made to agree with the words around it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted<'a> {
    /// The bytes to replace: those of the mention, with the words around it that the replacement has as well.
    pub(super) span: Span,
    /// The article before, in the text, and what it is to be; `None` where it stays.
    pub(super) article: Option<(Span, &'static str)>,
    /// What to write.
    pub(super) replacement: Cow<'a, str>,
    /// How that reads.
    pub(super) reads: Reads,
}

/// Fits a replacement into the text in place of the words at `span`. `begins` says whether a sentence begins at a byte.
///
/// What is `repaired`, the same words without their damage, stands where the damaged words stood.
pub(super) fn fit<'a>(
    text: &str,
    span: Span,
    replacement: &'a str,
    repaired: bool,
    begins: impl Fn(usize) -> bool,
) -> Fitted<'a> {
    let span = without_marks(text, span);
    let found = span.of(text);
    let before = article::word_before(text, span.start());
    let agreed = article::agree(text, span, before, replacement, &begins);
    let mut fitted = Fitted {
        span,
        article: agreed.article,
        replacement: agreed.replacement,
        reads: Reads::Well,
    };
    if nouns::is_torn_from_noun(text, span, replacement)
        || nouns::is_abbreviated_otherwise(text, span, replacement)
    {
        fitted.reads = Reads::Perhaps;
    }
    if tears_quotation(found, replacement) {
        fitted.reads = Reads::Badly;
    }
    if repaired || same_letters(found, replacement) {
        return fitted;
    }
    if nouns::has_two_owners(text, span, before, replacement)
        || nouns::is_in_name(text, span, replacement)
        || article::has_governing_word(text, before) && phrase::is_clause(replacement)
    {
        fitted.reads = fitted.reads.max(Reads::Perhaps);
    }
    let quoted = text[..span.start()].ends_with(|c| is_opening_quote(c) || c == '"');
    if quoted {
        fitted.reads = fitted
            .reads
            .max(neighbours::as_label(text, span, replacement));
    } else {
        let (verbal, reads) = with_verb_form(text, span, &fitted.replacement);
        fitted.reads = fitted.reads.max(reads);
        if let Some(verbal) = verbal {
            fitted.replacement = Cow::Owned(verbal);
        }
    }
    if fitted.article.is_none()
        && let Some(dropped) = nouns::superfluous(text, span, before, &fitted.replacement)
    {
        if dropped.of(text).starts_with(char::is_uppercase) {
            fitted.replacement = Cow::Owned(raise_first(&fitted.replacement));
        }
        fitted.span = Span::new(dropped.start(), span.end());
    }
    let new: Vec<&str> = words(&fitted.replacement).map(|(_, word)| word).collect();
    if nouns::is_torn_from_rest(text, span, &fitted.replacement, &new) {
        fitted.reads = fitted.reads.max(Reads::Perhaps);
    }
    let (covered, reads) = neighbours::beside(text, fitted.span, found, &new);
    fitted.span = covered;
    fitted.reads = fitted.reads.max(reads);
    if let Some((end, verb)) =
        number::agreeing_verb(text, fitted.span, &fitted.replacement, &begins)
    {
        fitted.replacement = Cow::Owned(format!("{} {verb}", fitted.replacement));
        fitted.span = Span::new(fitted.span.start(), end);
    }
    // The article belongs to the words that are taken in.
    let apart = |article: &(Span, &str)| article.0.end() <= covered.start();
    fitted.article = fitted.article.filter(apart);
    fitted
}

/// The words of a span without the marks at its edges that set them off: a pattern may ask for the comma on each side of a
/// title, and what it writes is a term, which has none.
fn without_marks(text: &str, span: Span) -> Span {
    let is_mark = |c: char| matches!(c, ',' | ';' | ':') || is_space(c);
    let found = span.of(text);
    let words = found.trim_start_matches(is_mark);
    let start = span.start() + found.len() - words.len();
    let end = start + words.trim_end_matches(is_mark).len();
    if start == end {
        span
    } else {
        Span::new(start, end)
    }
}

/// Whether words begin with a verb: `improve Party conduct`.
pub(super) fn is_action(words: &str) -> bool {
    matches!(kind(words), Phrase::Verb(_))
}

/// Whether words may begin with a verb: `sticks to …`.
pub(super) fn may_be_action(words: &str) -> bool {
    kind(words) != Phrase::Noun
}

/// The form in which a text has the verb that a term begins with, where it is another than the base form, which the term has.
pub(super) fn conjugation(found: &str, term: &str) -> Option<VerbForm> {
    let first = |phrase| words(phrase).next().and_then(|(_, word)| verb(word));
    let (found, term) = (first(found)?, first(term)?);
    let other = found.base == term.base && found.form != VerbForm::Base;
    (term.form == VerbForm::Base && other).then_some(found.form)
}

/// A replacement that begins with a verb in its base form, with its verbs in another; the flag says that there is no doubt
/// about it. `None` for one that does not so begin, or may begin with a noun.
pub(super) fn conjugated(replacement: &str, form: VerbForm) -> Option<(String, bool)> {
    if kind(replacement) != Phrase::Verb(VerbForm::Base) {
        return None;
    }
    let (words, sure) = reverbed(replacement, form)?;
    // `is` or `are`, `was` or `were`: the subject decides.
    let by_subject = is_same_verb(first_word(replacement), "be") && form != VerbForm::Gerund;
    Some((words, sure && !by_subject))
}

fn first_word(phrase: &str) -> &str {
    words(phrase).next().map_or("", |(_, word)| word)
}

/// Whether one half of a pair of quotation marks would go and the other stay.
fn tears_quotation(found: &str, replacement: &str) -> bool {
    let has_none = |text: &str| !text.bytes().any(|byte| byte == b'"' || !byte.is_ascii());
    if has_none(found) && has_none(replacement) {
        return false;
    }
    let open = |text: &str| {
        let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count() as isize;
        (
            count(|c| c == '"') % 2,
            count(|c| c == '“') - count(|c| c == '”'),
        )
    };
    open(found) != open(replacement)
}

/// The replacement with its verb in the form that the place asks for, where it must change, and how it reads.
fn with_verb_form(text: &str, span: Span, replacement: &str) -> (Option<String>, Reads) {
    let (was, is) = (kind(span.of(text)), kind(replacement));
    if (was, is) == (Phrase::Noun, Phrase::Noun) {
        return (None, Reads::Well);
    }
    let before = article::preceding(text, span.start());
    let changed = |form| match reverbed(replacement, form) {
        Some((words, true)) => (Some(words), Reads::Well),
        Some((words, false)) => (Some(words), Reads::Perhaps),
        None => (None, Reads::Badly),
    };
    let loosely = |form| {
        let (words, reads) = changed(form);
        (words, reads.max(Reads::Perhaps))
    };
    match (was, is) {
        (Phrase::Verb(was), Phrase::Verb(is)) if was == is => (None, Reads::Well),
        (Phrase::Verb(VerbForm::Gerund), Phrase::Verb(_)) if before == Preceding::Determiner => {
            loosely(VerbForm::Gerund)
        }
        (Phrase::Verb(was), Phrase::Verb(_)) => changed(was),
        (Phrase::Either(was), Phrase::Verb(is)) if was == is => match before {
            Preceding::Determiner => (None, Reads::Badly),
            Preceding::Preposition => loosely(VerbForm::Gerund),
            Preceding::Verbal => (None, Reads::Well),
            Preceding::To | Preceding::Other => (None, Reads::Perhaps),
        },
        (Phrase::Either(was), Phrase::Verb(_)) if before != Preceding::Determiner => match was {
            VerbForm::Gerund => changed(was),
            _ => loosely(was),
        },
        (Phrase::Either(_), Phrase::Verb(_)) => (None, Reads::Badly),
        (Phrase::Noun, Phrase::Verb(VerbForm::Base)) => match before {
            Preceding::Verbal => (None, Reads::Well),
            Preceding::Preposition => loosely(VerbForm::Gerund),
            _ => (None, Reads::Badly),
        },
        // `strengthen the fostering a culture` is none.
        (Phrase::Noun, Phrase::Verb(VerbForm::Gerund))
            if before == Preceding::Determiner && has_object(replacement) =>
        {
            (None, Reads::Badly)
        }
        (Phrase::Noun, Phrase::Verb(VerbForm::Gerund)) => (None, Reads::Well),
        (Phrase::Noun, Phrase::Verb(_)) => (None, Reads::Badly),
        (Phrase::Verb(VerbForm::Gerund), Phrase::Noun) => match before {
            Preceding::Determiner | Preceding::Preposition => (None, Reads::Well),
            _ => (None, Reads::Perhaps),
        },
        (Phrase::Verb(_), Phrase::Noun) => (None, Reads::Badly),
        (Phrase::Verb(was), Phrase::Either(is)) if was != is => (None, Reads::Perhaps),
        // `focused on` for `focus on`: what a preposition follows in both is the verb.
        (Phrase::Either(was), Phrase::Either(is))
            if was != is
                && preposition(replacement).is_some()
                && preposition(span.of(text)) == preposition(replacement) =>
        {
            changed(was)
        }
        (Phrase::Either(VerbForm::Base), Phrase::Noun) if before == Preceding::Verbal => {
            (None, Reads::Badly)
        }
        _ => (None, Reads::Well),
    }
}

/// Whether two words are forms of one verb: `pursued` and `pursue`. Verbs that are not listed are known by their endings.
pub(super) fn is_same_verb(left: &str, right: &str) -> bool {
    if let (Some(left), Some(right)) = (verb(left), verb(right)) {
        return left.base == right.base;
    }
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    let (base, longer) = if left.len() < right.len() {
        (&left, &right)
    } else {
        (&right, &left)
    };
    [VerbForm::Past, VerbForm::Gerund]
        .into_iter()
        .any(|form| base.len() > 3 && inflected(base, form) == *longer)
}

/// Whether two texts have the same letters, capitals, hyphens and spaces aside.
fn same_letters(left: &str, right: &str) -> bool {
    // Nearly always their last letters tell.
    if let (Some(last), Some(other)) = (left.bytes().last(), right.bytes().last())
        && last.is_ascii_alphanumeric()
        && other.is_ascii_alphanumeric()
        && !last.eq_ignore_ascii_case(&other)
    {
        return false;
    }
    if left.is_ascii() && right.is_ascii() {
        fn letters(text: &[u8]) -> impl Iterator<Item = u8> {
            let kept = text.iter().filter(|byte| byte.is_ascii_alphanumeric());
            kept.map(u8::to_ascii_lowercase)
        }
        return letters(left.as_bytes()).eq(letters(right.as_bytes()));
    }
    fn letters(text: &str) -> impl Iterator<Item = char> {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.flat_map(char::to_lowercase)
    }
    letters(left).eq(letters(right))
}
