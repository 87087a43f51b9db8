//! The other forms of a verb with which a wording begins: `grasping the nose` for `grasp the nose`.

use super::forms::{Element, Spelling, Step};
use super::gaps::Gap;
use super::inflection::is_preposition;
use super::vocabulary::{Vocabulary, WordId};
use crate::text::{OBJECTS, PARTICLES, Verb, VerbForm, inflected, verb};

/// Words that a wording must have for its past to be no participle before a noun: `added codes`.
const LONG: usize = 4;

/// The verbs that a wording begins with: the first word and those of a list that it opens, by their places. Empty where the
/// first word is no verb, may be something else, or is not in its base form.
pub(super) fn verbs(steps: &[Step], vocabulary: &Vocabulary) -> Vec<(usize, Verb)> {
    let word = |at: usize| match steps.get(at)?.element {
        Element::Word(word) => Some(vocabulary.word(word)),
        _ => None,
    };
    let acts = |at: usize| {
        let found = verb(word(at)?).filter(|verb| verb.form == VerbForm::Base)?;
        let next = word(at + 1).unwrap_or_default();
        let certain = !found.ambiguous || OBJECTS.contains(&next) || PARTICLES.contains(&next);
        (certain && steps[at].spelling == Spelling::Small).then_some((at, found))
    };
    if steps.len() < 2 || acts(0).is_none() {
        return Vec::new();
    }
    let is_listed = |at: usize| {
        at == 0
            || steps[at].gap == Gap::Comma
            || matches!(word(at - 1), Some("and" | "or")) && steps[at].gap == Gap::Space
    };
    (0..steps.len())
        .filter(|&at| is_listed(at))
        .filter_map(acts)
        .collect()
}

/// The forms in which the verbs of a wording may stand besides the one that it has.
pub(super) fn other_forms(steps: &[Step], vocabulary: &Vocabulary) -> &'static [VerbForm] {
    let is_tied = match steps.get(1).map(|step| step.element) {
        Some(Element::Word(next)) => {
            let next = vocabulary.word(next);
            OBJECTS.contains(&next) || PARTICLES.contains(&next) || is_preposition(next)
        }
        _ => false,
    };
    if is_tied || steps.len() >= LONG {
        &[VerbForm::Third, VerbForm::Gerund, VerbForm::Past]
    } else {
        &[VerbForm::Third, VerbForm::Gerund]
    }
}

/// The steps with their verbs in another form.
pub(super) fn conjugated(
    steps: &[Step],
    verbs: &[(usize, Verb)],
    form: VerbForm,
    vocabulary: &mut Vocabulary,
) -> Vec<Step> {
    let mut steps = steps.to_vec();
    for &(at, verb) in verbs {
        let word = vocabulary.insert(&inflected(verb.base, form));
        let step = &mut steps[at];
        (step.element, step.joined) = (Element::Word(word), WordId::NONE);
    }
    steps
}
