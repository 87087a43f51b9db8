//! Which of several near forms is meant.

use super::Run;
use super::alignment::{Alignment, Part};
use super::connectives::Kind;
use super::damage::DamageKind::{
    Added, Cut, Missing, Misspelt, Mistaken, OtherConnective, OtherEnding, OtherNumber, Repeated,
    Swapped, Untranslated,
};
use super::damage::{Damage, damages};
use super::mend::mended;
use super::neighbours::Places;
use super::segment::Segment;
use crate::glossary::ConceptId;
use crate::matching::capitals::Capitals;
use crate::matching::forms::{Element, Owner, Step};
use crate::matching::mention::{Binding, Compound, Mention};
use crate::text::Span;

/// A place where a document uses a damaged form of a concept.
#[derive(Clone, Debug)]
pub struct NearMention {
    /// The place and the nearest form.
    pub mention: Mention,
    /// What is wrong, in the order of the text.
    pub damage: Vec<Damage>,
    /// How much of the form stands, in percent; half of it where two concepts are equally near.
    pub confidence: u8,
    /// The text with the damage undone; what stands well is left as it is.
    pub mended: Box<str>,
    /// Another concept that is about equally near, by its rendering.
    pub other: Option<(ConceptId, usize)>,
}

/// An alignment that may be a damaged form.
#[derive(Debug)]
pub(super) struct Candidate {
    alignment: Alignment,
    score: i32,
    /// Words whose capitals differ from the form's.
    capitals: u32,
}

impl Candidate {
    pub(super) fn new(alignment: Alignment, score: i32, segment: &Segment<'_>) -> Self {
        let steps = segment.forms.steps(alignment.form);
        let differs = |part: &&Part| {
            let step = &steps[part.steps.0.min(steps.len() - 1)];
            part.tokens.0 < part.tokens.1
                && !matches!(part.damage, Some(Added | Repeated))
                && match step.element {
                    Element::Word(_) => {
                        let capital = segment
                            .form_word(alignment.form, step)
                            .starts_with(char::is_uppercase);
                        capital != is_raised(segment, part)
                    }
                    _ => alignment.bindings[part.bindings.0..part.bindings.1]
                        .iter()
                        .any(|binding| !binding.capitals.as_written()),
                }
        };
        let capitals = alignment.parts.iter().filter(differs).count() as u32;
        Self {
            alignment,
            score,
            capitals,
        }
    }

    fn owner(&self, segment: &Segment<'_>) -> (u32, u32) {
        match segment.forms.get(self.alignment.form).owner {
            Owner::Rendering { concept, rendering } => (concept, rendering),
            _ => (u32::MAX, 0),
        }
    }
}

/// Whether the word of a part has a capital; one that is misspelt may have it at the wrong place: `oCunty`.
fn is_raised(segment: &Segment<'_>, part: &Part) -> bool {
    let at = part.tokens.0;
    let misspelt = matches!(part.damage, Some(Misspelt(_)));
    segment.is_capital(at) || misspelt && segment.written(at).contains(char::is_uppercase)
}

/// Keeps the best of the candidates that overlap. Where two concepts are about equally near, both are named; where more
/// are, none is.
pub(super) fn choose(
    mut candidates: Vec<Candidate>,
    segment: &Segment<'_>,
    run: &Run<'_>,
    found: &mut Vec<NearMention>,
) {
    candidates.sort_by_key(|candidate| {
        let tokens = candidate.alignment.tokens;
        (
            std::cmp::Reverse(candidate.score),
            candidate.capitals,
            std::cmp::Reverse(tokens.1 - tokens.0),
            tokens,
            candidate.owner(segment),
        )
    });
    let places = Places::new(
        candidates
            .iter()
            .map(|candidate| candidate.alignment.tokens),
    );
    let mut taken = vec![false; segment.tokens.len()];
    let first = found.len();
    for index in 0..candidates.len() {
        let best = &candidates[index];
        let (start, end) = best.alignment.tokens;
        if taken[start..end].iter().any(|&taken| taken) {
            continue;
        }
        let (concept, _) = best.owner(segment);
        let mut others: Vec<(u32, u32)> = Vec::new();
        for other in places.after(index, (start, end)) {
            let other = &candidates[other];
            let near = other.score >= best.score && other.capitals <= best.capitals;
            let (named, rendering) = other.owner(segment);
            if near && named != concept && others.iter().all(|other| other.0 != named) {
                others.push((named, rendering));
            }
        }
        taken[start..end].fill(true);
        if others.len() > 1 {
            continue;
        }
        found.push(near_mention(best, others.first().copied(), segment, run));
    }
    found[first..].sort_by_key(|near| near.mention.span);
}

/// What fills the slots of an alignment, numerals among them, in the order of the text.
fn bindings(alignment: &Alignment, steps: &[Step], segment: &Segment<'_>) -> Box<[Binding]> {
    let mut all = Vec::with_capacity(alignment.bindings.len());
    for part in &alignment.parts {
        let is_numeral = |step: &Step| matches!(step.element, Element::Numeral);
        let step = steps
            .get(part.steps.0)
            .filter(|_| part.steps.0 < part.steps.1);
        if step.is_some_and(is_numeral) && part.damage.is_none() {
            all.push(segment.bind(None, (0, 0), part.tokens));
        } else {
            let own = &alignment.bindings[part.bindings.0..part.bindings.1];
            all.extend(own.iter().cloned());
        }
    }
    all.into_boxed_slice()
}

/// How much of a form stands in the text, in percent: a word that stands counts four, a damaged one less.
fn sureness(alignment: &Alignment, segment: &Segment<'_>) -> u8 {
    const WHOLE: usize = 4;
    let steps = segment.forms.steps(alignment.form);
    let (mut stands, mut all) = (0, 0);
    for part in &alignment.parts {
        let content = steps[part.steps.0..part.steps.1]
            .iter()
            .filter(|step| segment.step_kind(step) == Kind::Content)
            .count();
        let kept = match part.damage {
            None => WHOLE,
            Some(Misspelt(1) | OtherNumber | OtherEnding | Swapped) => WHOLE - 1,
            Some(Misspelt(_) | Mistaken) => WHOLE / 2,
            Some(Missing | Untranslated | Added | Repeated | OtherConnective | Cut) => 0,
        };
        stands += kept * content;
        all += WHOLE * content;
        // Words that are too many or hold the others together, and stray marks.
        let small = part.damage.is_some() && content == 0;
        all += usize::from(small) + usize::from(part.cut) * 2;
    }
    (stands * 100 / all.max(1)) as u8
}

fn near_mention(
    best: &Candidate,
    other: Option<(u32, u32)>,
    segment: &Segment<'_>,
    run: &Run<'_>,
) -> NearMention {
    let alignment = &best.alignment;
    let (start, end) = alignment.tokens;
    let (concept, rendering) = best.owner(segment);
    let last = &segment.tokens[end - 1];
    let steps = segment.forms.steps(alignment.form);
    let plural = alignment.parts.iter().any(|part| {
        let step = &steps[part.steps.0.min(steps.len() - 1)];
        part.damage.is_none()
            && step.head
            && step.plural.is_known()
            && segment
                .tokens
                .get(part.tokens.0)
                .is_some_and(|token| token.word == step.plural)
    });
    let last_word = steps
        .last()
        .is_some_and(|step| matches!(step.element, Element::Word(word) if word == last.word));
    let judged = segment.forms.get(alignment.form);
    NearMention {
        mention: Mention {
            segment: run.number,
            span: Span::new(segment.tokens[start].start as usize, last.end as usize),
            concept: ConceptId(concept),
            rendering: rendering as usize,
            status: judged.status,
            form: judged.form,
            bindings: bindings(alignment, steps, segment),
            capitals: Capitals::default(),
            compound: Compound::AsWritten,
            plural,
            possessive: if last_word {
                0
            } else {
                usize::from(last.possessive)
            },
            ambiguous: other.is_some(),
        },
        damage: damages(alignment, segment),
        confidence: sureness(alignment, segment) / if other.is_some() { 2 } else { 1 },
        mended: mended(alignment, segment, segment.glossary).into(),
        other: other.map(|(concept, rendering)| (ConceptId(concept), rendering as usize)),
    }
}
