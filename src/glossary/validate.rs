//! What must not contradict: proven over the whole collection, every fault at both its places.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use regex::Regex;

use super::fields::nearest;
use super::load::{Problem, problem};
use super::pattern::expand_pattern;
use super::{
    ClassId, Concept, Condition, Glossary, NUMERAL, Origin, Rendering, RenderingForm, Template,
    TermStatus,
};
use crate::text::{Location, PartId, Span, comparison_key};

/// Every contradiction in a collection. `proven` says of each file whether it is known to be consistent with the other
/// proven ones: then only what the others add is looked at.
pub(super) fn problems(glossary: &Glossary, proven: &[bool]) -> Vec<Problem> {
    let mut found = Vec::new();
    if proven.iter().all(|&proven| proven) {
        return found;
    }
    check_classes(glossary, &mut found);
    let mut owners = HashMap::with_capacity(glossary.concepts.len() * 4);
    for concept in &glossary.concepts {
        if concept.renderings.is_empty() {
            continue;
        }
        let is_proven = proven
            .get(concept.origin.file)
            .is_some_and(|&proven| proven);
        if !is_proven {
            check_slots(glossary, concept, &mut found);
        }
        for rendering in &concept.renderings {
            if rendering.form == RenderingForm::Pattern {
                if is_proven {
                    continue;
                }
                check_pattern(glossary, concept, rendering, &mut found);
            } else {
                check_owner(glossary, concept, rendering, &mut owners, &mut found);
            }
        }
    }
    found
}

/// Who has a form already.
type Owners<'g> = HashMap<String, (&'g Concept, &'g Rendering)>;

fn check_owner<'g>(
    glossary: &Glossary,
    concept: &'g Concept,
    rendering: &'g Rendering,
    owners: &mut Owners<'g>,
    found: &mut Vec<Problem>,
) {
    let (other, earlier) = match owners.entry(comparison_key(rendering.term.as_str())) {
        Entry::Vacant(entry) => {
            entry.insert((concept, rendering));
            return;
        }
        Entry::Occupied(entry) => *entry.get(),
    };
    let same_concept = Arc::ptr_eq(&other.id, &concept.id);
    let term = &rendering.term;
    let (here_right, there_right) = (rendering.status.is_correct(), earlier.status.is_correct());
    let (message, help) = if same_concept {
        if here_right && there_right && rendering.term != earlier.term {
            return; // differ in capitals alone: each stands
        }
        if here_right == there_right {
            (format!("`{term}` is listed twice"), "remove one of the two")
        } else {
            let message = format!("`{term}` is both right and withdrawn in `{}`", concept.id);
            (
                message,
                "keep one; capitals are compared without being listed",
            )
        }
    } else if here_right != there_right {
        let conditional = |rendering: &Rendering| rendering.condition != Condition::Always;
        if conditional(rendering) || conditional(earlier) {
            return;
        }
        let message = format!("`{term}` is right for one concept and withdrawn for another");
        (
            message,
            "withdraw it `only-with-source`, or remove one of the two",
        )
    } else if rendering.status == TermStatus::Preferred && earlier.status == TermStatus::Preferred {
        let differ = concept.source_term() != other.source_term();
        if concept.homonym && other.homonym && differ {
            return;
        }
        let message = format!(
            "`{term}` is preferred by `{}` and by `{}`",
            other.id, concept.id
        );
        (
            message,
            "if both Chinese terms are so rendered, write `homonym = true` in both",
        )
    } else {
        return;
    };
    let place = Location::new(PartId(0), earlier.span);
    let mut problem = problem(concept.origin.file, rendering.span, message, help);
    let label = format!("`{}` has it here", other.id);
    problem.diagnostic = if other.origin.file == concept.origin.file {
        problem.diagnostic.with_label(place, label)
    } else {
        let path: Arc<str> = glossary.file_name(other.origin.file).into();
        problem.diagnostic.with_label_in(path, place, label)
    };
    found.push(problem);
}

/// Slots must name classes, and a replacement may only name what its term binds.
fn check_slots(glossary: &Glossary, concept: &Concept, found: &mut Vec<Problem>) {
    let file = concept.origin.file;
    let at = concept.origin.span;
    for template in concept.source.iter().chain(&concept.not_in) {
        check_names(glossary, template, file, at, found);
    }
    let preferred = &concept.preferred().term;
    for rendering in &concept.renderings {
        let (span, pattern) = (rendering.span, rendering.form == RenderingForm::Pattern);
        check_names(glossary, &rendering.term, file, span, found);
        let replacement = rendering.replacement.as_ref();
        if let Some(replacement) = replacement {
            check_names(glossary, replacement, file, span, found);
        }
        if rendering.status.is_correct() || pattern {
            continue;
        }
        let written = replacement.unwrap_or(preferred);
        let bound: Vec<&str> = rendering.term.slots().collect();
        if let Some(free) = written.slots().find(|slot| !bound.contains(slot)) {
            let message = format!(
                "`{}` does not say what `{{{free}}}` is in `{written}`",
                rendering.term
            );
            let help = "add `use = \"…\"` without that slot, or the slot to the term";
            found.push(problem(file, span, message, help));
        }
        if replacement.is_some_and(|written| same_words(written, &rendering.term)) {
            let message = "the form is replaced by itself";
            found.push(problem(
                file,
                span,
                message,
                "write another form after `use`",
            ));
        }
    }
}

fn same_words(left: &Template, right: &Template) -> bool {
    comparison_key(left.as_str()) == comparison_key(right.as_str())
}

fn check_names(
    glossary: &Glossary,
    template: &Template,
    file: usize,
    span: Span,
    found: &mut Vec<Problem>,
) {
    for slot in template.slots() {
        if slot == NUMERAL || glossary.class_id(slot).is_some() {
            continue;
        }
        let names = glossary.classes.iter().map(|class| &*class.id);
        let help = match nearest(slot, names) {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None => "define it with `[[class]]`, or make concepts its members".to_owned(),
        };
        found.push(problem(
            file,
            span,
            format!("no class is named `{slot}`"),
            help,
        ));
    }
}

/// A pattern must be one, must not be satisfied by nothing, and must not find its own replacement.
fn check_pattern(
    glossary: &Glossary,
    concept: &Concept,
    rendering: &Rendering,
    found: &mut Vec<Problem>,
) {
    let file = concept.origin.file;
    let mut report = |message: String, help: &'static str| {
        found.push(problem(file, rendering.span, message, help));
    };
    let expanded = match expand_pattern(glossary, rendering.term.as_str()) {
        Ok(expanded) => expanded,
        Err(message) => return report(message, "braces with a name stand for a class"),
    };
    let regex = match Regex::new(&expanded) {
        Ok(regex) => regex,
        Err(error) => {
            let message = error.to_string();
            let last = message.lines().last().unwrap_or("not a regular expression");
            return report(
                format!(
                    "the pattern cannot be used: {}",
                    last.trim_start_matches("error: ")
                ),
                "the syntax is that of Rust's regex crate: no look-around, no back-references",
            );
        }
    };
    if regex.is_match("") {
        return report(
            "the pattern matches the empty text".to_owned(),
            "let it name at least one word",
        );
    }
    let written = rendering
        .replacement
        .as_ref()
        .unwrap_or(&concept.preferred().term);
    if !written.has_slots() && regex.is_match(written.as_str()) {
        report(
            format!("the pattern matches its own replacement `{written}`"),
            "make the pattern narrower, or write another form after `use`",
        );
    }
}

/// A class must have members, and none may contain itself.
fn check_classes(glossary: &Glossary, found: &mut Vec<Problem>) {
    for class in &glossary.classes {
        let Some(Origin { file, span }) = class.origin else {
            continue;
        };
        if class.members.is_empty() {
            let message = format!("the class `{}` has no members", class.id);
            found.push(problem(
                file,
                span,
                message,
                "add `members = [ … ]`, or concepts that name it",
            ));
        }
        for template in class.members.iter().flat_map(|member| &member.target) {
            check_names(glossary, template, file, span, found);
        }
    }
    let mut state = vec![Visit::New; glossary.classes.len()];
    for index in 0..glossary.classes.len() {
        let mut path = Vec::new();
        visit(glossary, index, &mut state, &mut path, found);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

fn visit(
    glossary: &Glossary,
    index: usize,
    state: &mut [Visit],
    path: &mut Vec<usize>,
    found: &mut Vec<Problem>,
) {
    match state[index] {
        Visit::Done => return,
        Visit::Open => {
            let class = &glossary.classes[index];
            let first = class.members.first().and_then(|member| member.concept);
            let origin = class.origin.or(first.map(|id| glossary.concept(id).origin));
            if let Some(Origin { file, span }) = origin {
                let message = format!("the class `{}` contains itself", class.id);
                found.push(problem(
                    file,
                    span,
                    message,
                    "a member may not name its own class",
                ));
            }
            return;
        }
        Visit::New => {}
    }
    state[index] = Visit::Open;
    path.push(index);
    let class = &glossary.classes[index];
    let mut next: Vec<ClassId> = class
        .members
        .iter()
        .flat_map(|member| &member.target)
        .flat_map(Template::slots)
        .filter_map(|slot| glossary.class_id(slot))
        .collect();
    next.sort_unstable();
    next.dedup();
    for id in next {
        visit(glossary, id.0 as usize, state, path, found);
    }
    path.pop();
    state[index] = Visit::Done;
}
