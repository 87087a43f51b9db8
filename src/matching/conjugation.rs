//! The other forms of a verb with which a wording begins: `grasping the nose` for `grasp the nose`.

use std::collections::HashSet;

use super::forms::{Element, Form, Owner, Spelling, Step};
use super::gaps::Gap;
use super::inflection::is_preposition;
use super::vocabulary::{Vocabulary, WordId};
use crate::glossary::TermStatus;
use crate::text::{OBJECTS, PARTICLES, Verb, VerbForm, inflected, is_plural_noun, verb};

/// The other forms of withdrawn wordings that begin with a verb, and of what hides them: the wordings in which a concept is
/// not meant, and longer right ones. What looked like the plural of such a verb is none.
pub(super) fn conjugations(
    forms: &[Form],
    steps: &mut [Step],
    vocabulary: &mut Vocabulary,
) -> Vec<(Form, Vec<Step>)> {
    let begin: Vec<Vec<(usize, Verb)>> = forms
        .iter()
        .map(|form| verbs(&steps[form.range()], vocabulary))
        .collect();
    let is_withdrawn = |form: &Form| {
        matches!(form.owner, Owner::Rendering { .. }) && form.status == TermStatus::Deprecated
    };
    let withdrawn: HashSet<Vec<Element>> = forms
        .iter()
        .zip(&begin)
        .filter(|(form, verbs)| is_withdrawn(form) && !verbs.is_empty())
        .map(|(form, _)| elements(&steps[form.range()]))
        .collect();
    let mut found = Vec::new();
    for (form, verbs) in forms.iter().zip(&begin) {
        if verbs.is_empty() {
            continue;
        }
        let own = form.range();
        let words = elements(&steps[own.clone()]);
        let hides = || (1..words.len()).any(|length| withdrawn.contains(&words[..length]));
        let takes_part = match form.owner {
            Owner::Rendering { .. } => is_withdrawn(form) || hides(),
            Owner::NotIn { .. } => true,
            Owner::Member { .. } => false,
        };
        if !takes_part {
            continue;
        }
        for &(at, _) in verbs {
            steps[own.start + at].plural = WordId::NONE;
        }
        for &other in other_forms(&steps[own.clone()], vocabulary) {
            let steps = conjugated(&steps[own.clone()], verbs, other, vocabulary);
            found.push((*form, steps));
        }
    }
    found
}

/// The words and slots of a form.
pub(super) fn elements(steps: &[Step]) -> Vec<Element> {
    steps.iter().map(|step| step.element).collect()
}

/// Words that a wording must have for its past to be no participle before a noun: `added codes`.
const LONG: usize = 4;

/// The verbs that a wording begins with: the first word and those of a list that it opens, by their places. Empty where the
/// first word is no verb, may be something else, or is not in its base form.
fn verbs(steps: &[Step], vocabulary: &Vocabulary) -> Vec<(usize, Verb)> {
    let word = |at: usize| match steps.get(at)?.element {
        Element::Word(word) => Some(vocabulary.word(word)),
        _ => None,
    };
    let acts = |at: usize| {
        let found = verb(word(at)?).filter(|verb| verb.form == VerbForm::Base)?;
        let next = word(at + 1).unwrap_or_default();
        let noun = found.ambiguous || is_plural_noun(&inflected(found.base, VerbForm::Third));
        let certain = !noun || OBJECTS.contains(&next) || PARTICLES.contains(&next);
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
fn other_forms(steps: &[Step], vocabulary: &Vocabulary) -> &'static [VerbForm] {
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
fn conjugated(
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
