//! A set phrase with one thing wrong, where so much of it stands that its writer had it in mind.
//!
//! Phrases have no capitals to tell them from ordinary English, and writers drop what only qualifies: `five-year plan for
//! legal education`, not `… public legal education`, is no mistake. What a phrase cannot lose is a noun that other words
//! hang on: `staying true to the original and founding mission` has lost its `aspiration`.

use super::align::is_word;
use super::alignment::{Alignment, Part};
use super::connectives::Kind;
use super::damage::DamageKind::{Cut, Missing, OtherConnective};
use super::segment::Segment;
use super::torn::Small;
use crate::matching::forms::Step;
use crate::matching::gaps::Gap;

/// Words of a phrase that must stand undamaged.
const WORDS: usize = 4;

/// The same where one preposition stands for another, which English often allows.
const WORDS_AROUND_PREPOSITION: usize = 6;

/// Shorter words stand anywhere: `all`, `our`, `not`.
const SHORTEST: usize = 4;

/// Whether an alignment with one damage is a damaged set phrase.
pub(super) fn is_damaged(alignment: &Alignment, segment: &Segment<'_>) -> bool {
    let steps = segment.forms.steps(alignment.form);
    let standing = alignment.parts.iter().filter(|part| {
        let step = &steps[part.steps.0.min(steps.len() - 1)];
        part.damage.is_none()
            && part.steps.0 < part.steps.1
            && is_word(step)
            && segment.step_kind(step) == Kind::Content
            && (segment.written(part.tokens.0).len() >= SHORTEST
                || segment.is_capital(part.tokens.0))
    });
    let standing = standing.count();
    if standing < WORDS {
        return false;
    }
    let damaged = alignment.parts.iter().find(|part| {
        let article = part.damage.is_some_and(|damage| damage != OtherConnective)
            && steps[part.steps.0..part.steps.1]
                .iter()
                .any(|step| segment.step_kind(step) == Kind::Article);
        (part.cut || part.damage.is_some()) && !article
    });
    let Some(part) = damaged else {
        return false;
    };
    match part.damage {
        None | Some(Cut) => part.cut && !is_list(segment, part.tokens.0),
        Some(Missing) => lacks_its_head(alignment, part, steps, segment),
        Some(OtherConnective) => {
            let own = segment.form_word(alignment.form, &steps[part.steps.0]);
            let found = segment.folded(part.tokens.0);
            let (Some(wanted), Some(other)) = (Small::of(own), Small::of(&found)) else {
                return false;
            };
            match (wanted == Small::Conjunction, other == Small::Conjunction) {
                (true, true) => false,
                // `forge ahead to build` and `forge ahead and build`.
                (true, false) => !matches!(&*found, "to" | "with"),
                (false, true) => !matches!(own, "to" | "with"),
                (false, false) => wanted != Small::Article && standing >= WORDS_AROUND_PREPOSITION,
            }
        }
        _ => false,
    }
}

/// Whether the words before and after a comma may be items of a list, or what follows a remark of its own.
fn is_list(segment: &Segment<'_>, at: usize) -> bool {
    let joins = |at: usize| {
        segment.tokens.get(at).is_some_and(|token| {
            token.gap == Gap::Comma
                || token.gap == Gap::Space
                    && Small::of(&segment.folded(at)) == Some(Small::Conjunction)
        })
    };
    segment.kind(at) == Kind::Connective
        || joins(at + 1)
        || at > 0 && (joins(at - 1) || segment.tokens[at - 1].gap == Gap::Comma)
}

/// Whether what is missing is a word that the rest of the phrase hangs on: the noun before a preposition, or a word in the
/// middle of a name.
fn lacks_its_head(
    alignment: &Alignment,
    part: &Part,
    steps: &[Step],
    segment: &Segment<'_>,
) -> bool {
    let (step, next) = (part.steps.0, part.steps.1);
    let (Some(before), Some(after)) = (step.checked_sub(1), steps.get(next)) else {
        return false;
    };
    let kind = |step: &Step| segment.step_kind(step);
    let before = &steps[before];
    let own = segment.form_word(alignment.form, &steps[step]);
    if kind(&steps[step]) == Kind::Connective {
        // `building of` and `building`; `fire and rescue` and `fire rescue`.
        return Small::of(own).is_some_and(|small| small != Small::Conjunction)
            && part
                .tokens
                .0
                .checked_sub(1)
                .is_some_and(|at| !segment.folded(at).ends_with("ing"));
    }
    let joins = after.gap == Gap::Comma
        || is_word(after)
            && Small::of(segment.form_word(alignment.form, after)) == Some(Small::Conjunction);
    if kind(after).is_connective() || after.gap == Gap::Comma {
        // An item of a list may be left out.
        let is_item = joins && (steps[step].gap == Gap::Comma || kind(before).is_connective());
        return !is_item;
    }
    let raised = |step: &Step| {
        let mut letters = segment.form_word(alignment.form, step).chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
    };
    kind(before) == Kind::Content && raised(before) && raised(&steps[step]) && raised(after)
}
