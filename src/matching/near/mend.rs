//! What to write for a damaged form: the words that stand well stay as they are.

use super::alignment::{Alignment, Part};
use super::connectives::Kind;
use super::damage::DamageKind::{Added, Missing, Misspelt, Repeated, Swapped};
use super::segment::Segment;
use crate::glossary::{Case, ClassId, ConceptId, Glossary};
use crate::matching::forms::{Element, Owner, Step};
use crate::text::is_space;

/// The text of an alignment with its damage undone.
pub(super) fn mended(alignment: &Alignment, segment: &Segment<'_>, glossary: &Glossary) -> String {
    let steps = segment.forms.steps(alignment.form);
    let term = segment.term(alignment.form);
    let mut out = String::new();
    // The token after the last that was kept, where the next may keep the gap before it.
    let mut kept: Option<usize> = None;
    let mut before: Option<usize> = None;
    for part in &alignment.parts {
        if matches!(part.damage, Some(Added | Repeated)) {
            kept = None;
            continue;
        }
        let turned = turned(part, segment);
        for step in part.steps.0..part.steps.1 {
            if part.damage == Some(Swapped) && turned.iter().all(|&(first, _)| first != step) {
                // Another word of a compound.
                before = Some(step);
                continue;
            }
            if part.steps.1 - part.steps.0 > 1 && part.damage.is_none() && step > part.steps.0 {
                // A compound written as one word.
                before = Some(step);
                continue;
            }
            let gap = match before {
                None => "",
                Some(before) => {
                    let (from, to) = (steps[before].text.1 as usize, steps[step].text.0 as usize);
                    term.get(from..to).unwrap_or(" ")
                }
            };
            let same_place = kept == Some(part.tokens.0) && step == part.steps.0 && !part.cut;
            let found = gap_before(segment, part.tokens.0).filter(|found| {
                let stays = same_place && part.damage != Some(Missing) && before.is_some();
                stays && found.chars().all(is_space) == gap.chars().all(is_space)
            });
            out.push_str(found.unwrap_or(gap));
            match turned.iter().find(|&&(first, _)| first == step) {
                Some(&(_, (start, end))) => out.push_str(segment.between(start, end)),
                None => out.push_str(&word(alignment, part, step, segment, glossary)),
            }
            before = Some(step);
        }
        kept = (part.damage != Some(Missing)).then_some(part.tokens.1);
    }
    out
}

/// What stands for the steps of two swapped places, in the order of the form: the first step of each and its words. A
/// connective may stand between the two.
pub(super) fn turned(part: &Part, segment: &Segment<'_>) -> Vec<(usize, (usize, usize))> {
    if part.damage != Some(Swapped) {
        return Vec::new();
    }
    let (step, middle) = part.middle;
    let second = (step, (part.tokens.0, middle));
    let first = (part.steps.0, (middle, part.tokens.1));
    let connective = middle - 1;
    // A connective that stands alone is a word that changed places itself.
    let has_word = connective > part.tokens.0;
    if step == part.steps.0 + 2 && has_word && segment.kind(connective).is_connective() {
        let between = (step - 1, (connective, middle));
        return vec![first, between, (step, (part.tokens.0, connective))];
    }
    vec![first, second]
}

/// What stands between a token and the one before it; `None` after the last token.
fn gap_before<'t>(segment: &Segment<'t>, at: usize) -> Option<&'t str> {
    let start = segment.tokens.get(at)?.start as usize;
    let before = at.checked_sub(1).and_then(|at| segment.tokens.get(at));
    let end_before = before.map_or(start, |before| before.end as usize);
    segment.text.get(end_before..start)
}

/// What stands for one step.
fn word(
    alignment: &Alignment,
    part: &Part,
    step: usize,
    segment: &Segment<'_>,
    glossary: &Glossary,
) -> String {
    let form_step = &segment.forms.steps(alignment.form)[step];
    let own = |segment: &Segment<'_>| segment.between(part.tokens.0, part.tokens.1).to_owned();
    match (part.damage, form_step.element) {
        (None, Element::Word(_)) if is_lowered(alignment, part, form_step, segment, glossary) => {
            like(&own(segment), segment.form_word(alignment.form, form_step))
        }
        (None, _) => own(segment),
        (Some(Misspelt(_)), Element::Class(class)) => {
            let binding = alignment.bindings.get(part.bindings.0);
            let member = binding.and_then(|binding| {
                let members = &glossary.class(ClassId(class.0)).members;
                members
                    .get(binding.member as usize)?
                    .target
                    .get(binding.target as usize)
            });
            member.map_or_else(
                || own(segment),
                |member| like(member.as_str(), segment.written(part.tokens.0)),
            )
        }
        (_, Element::Word(_)) => {
            let wanted = segment.form_word(alignment.form, form_step).to_owned();
            let at = part.tokens.0;
            if part.damage == Some(Missing) {
                return missing(wanted, alignment, segment);
            }
            let many = plural_meant(segment, part, form_step.plural).unwrap_or(wanted);
            like(&many, segment.written(at))
        }
        (_, Element::Class(_) | Element::Numeral) => String::new(),
    }
}

/// Whether a word of a name stands in small letters beside capitalised ones: what is written for the name has its capitals.
fn is_lowered(
    alignment: &Alignment,
    part: &Part,
    step: &Step,
    segment: &Segment<'_>,
    glossary: &Glossary,
) -> bool {
    let (start, end) = alignment.tokens;
    let at = part.tokens.0;
    part.tokens.1 == at + 1
        && !segment.is_capital(at)
        && segment
            .form_word(alignment.form, step)
            .starts_with(char::is_uppercase)
        && (start..end).any(|at| segment.is_capital(at))
        && is_name(alignment.form, segment, glossary)
}

/// Whether the concept of a form is written with its own capitals wherever it stands.
fn is_name(form: u32, segment: &Segment<'_>, glossary: &Glossary) -> bool {
    let Owner::Rendering { concept, .. } = segment.forms.get(form).owner else {
        return false;
    };
    glossary.concept(ConceptId(concept)).case == Case::Fixed
}

/// The plural of the head noun, where the misspelt word is nearer to it.
fn plural_meant(
    segment: &Segment<'_>,
    part: &Part,
    plural: crate::matching::vocabulary::WordId,
) -> Option<String> {
    let Some(Misspelt(_)) = part.damage else {
        return None;
    };
    let first = segment.unknown(part.tokens.0)?.near.first()?;
    (plural.is_known() && first.word == plural).then(|| segment.vocabulary.word(plural).to_owned())
}

/// A word that is missing: small where the words around it are, unless it alone has a capital in the form (`the Party`).
fn missing(wanted: String, alignment: &Alignment, segment: &Segment<'_>) -> String {
    let (start, end) = alignment.tokens;
    let small = (start..end).all(|at| !segment.is_capital(at));
    let shouted = (start..end).all(|at| is_shouted(segment.written(at)));
    if shouted {
        wanted.to_uppercase()
    } else if small && !is_shouted(&wanted) && !has_small_words(alignment, segment) {
        wanted.to_lowercase()
    } else {
        wanted
    }
}

/// Whether the form has words that say something without a capital.
fn has_small_words(alignment: &Alignment, segment: &Segment<'_>) -> bool {
    let form = alignment.form;
    segment.forms.steps(form).iter().any(|step| {
        segment.step_kind(step) == Kind::Content
            && segment
                .form_word(form, step)
                .starts_with(char::is_lowercase)
    })
}

fn is_shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.contains(char::is_lowercase)
}

/// A word with the capitals of the one it stands for, and its possessive ending.
fn like(wanted: &str, found: &str) -> String {
    if is_shouted(found) {
        return wanted.to_uppercase();
    }
    let mut chars = wanted.chars();
    let raised = match chars.next() {
        Some(first) if found.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => wanted.to_owned(),
    };
    match found.char_indices().rev().nth(1) {
        Some((at, '\'' | '’')) if !raised.contains(['\'', '’']) && found.ends_with('s') => {
            format!("{raised}{}", &found[at..])
        }
        _ => raised,
    }
}
