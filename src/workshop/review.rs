//! What a glossary that loads may still get wrong: forms that are never found, two answers to one form, gaps in its proof.

use std::collections::HashMap;

use super::{reach, replacements};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::glossary::{
    Concept, Condition, Evidence, Glossary, Problem, Rendering, RenderingForm, TermStatus,
};
use crate::lint::nearest_rule;
use crate::rules;
use crate::text::{Location, PartId, Span, comparison_key};

/// The shortest preferred forms whose likeness counts, in characters.
const LONG: usize = 10;

/// Everything worth a look in a glossary without contradictions, in the order of files and places.
pub fn review(glossary: &Glossary) -> Vec<Problem> {
    let mut found = Vec::new();
    check_answers(glossary, &mut found);
    // A form that two concepts withdraw is found for one of them only; that is said already.
    let known: Vec<(usize, Span)> = found.iter().map(place).collect();
    reach::check(glossary, &mut found);
    let mut later = known.len();
    found.retain(|problem| match later {
        0 => !known.contains(&place(problem)),
        _ => {
            later -= 1;
            true
        }
    });
    replacements::check(glossary, &mut found);
    check_likeness(glossary, &mut found);
    check_sources(glossary, &mut found);
    check_references(glossary, &mut found);
    check_examples(glossary, &mut found);
    found.sort_by_key(|problem| (problem.file, problem.diagnostic.location.span.start()));
    found
}

fn place(problem: &Problem) -> (usize, Span) {
    (problem.file, problem.diagnostic.location.span)
}

pub(super) fn problem(
    severity: Severity,
    concept: &Concept,
    span: Span,
    message: String,
    help: String,
) -> Problem {
    let location = Location::new(PartId(0), span);
    let rule = RuleId::new("glossary");
    Problem {
        file: concept.origin.file,
        diagnostic: Diagnostic::new(rule, severity, location, message).with_help(help),
    }
}

fn live(glossary: &Glossary) -> impl Iterator<Item = &Concept> {
    let concepts = glossary.concepts().iter();
    concepts.filter(|concept| !concept.renderings.is_empty())
}

fn is_plain(form: &Rendering) -> bool {
    form.form != RenderingForm::Pattern
        && form.condition == Condition::Always
        && !form.term.has_slots()
}

/// A withdrawn form must not be mended in two ways.
fn check_answers(glossary: &Glossary, found: &mut Vec<Problem>) {
    let mut answers: HashMap<String, (&Concept, &str)> = HashMap::new();
    for concept in live(glossary) {
        for form in concept
            .with_status(TermStatus::Deprecated)
            .filter(|form| is_plain(form))
        {
            let written = form
                .replacement
                .as_ref()
                .unwrap_or(&concept.preferred().term);
            let key = comparison_key(form.term.as_str());
            let (other, first) = *answers.entry(key).or_insert((concept, written.as_str()));
            if first != written.as_str() && !std::ptr::eq(other, concept) {
                let message = format!(
                    "`{}` is withdrawn by `{}` for `{first}` as well",
                    form.term, other.id
                );
                let help = "leave it to one of the two, or withdraw it `only-with-source` in both";
                let help = help.to_owned();
                found.push(problem(
                    Severity::Warning,
                    concept,
                    form.span,
                    message,
                    help,
                ));
            }
        }
    }
}

/// Preferred forms of two concepts that differ in one letter are likely the same, or one is misspelt.
fn check_likeness(glossary: &Glossary, found: &mut Vec<Problem>) {
    let concepts: Vec<(&Concept, String)> = live(glossary)
        .map(|concept| (concept, comparison_key(concept.preferred().term.as_str())))
        .filter(|(_, key)| key.chars().count() >= LONG)
        .collect();
    // Two that differ in one letter have one half in common.
    let mut halves: HashMap<(bool, &str), Vec<usize>> = HashMap::new();
    for (index, (concept, key)) in concepts.iter().enumerate() {
        let middle = key
            .char_indices()
            .nth(key.chars().count() / 2)
            .map_or(0, |(at, _)| at);
        let mut near: Vec<usize> = Vec::new();
        for half in [(true, &key[..middle]), (false, &key[middle..])] {
            let same = halves.entry(half).or_default();
            near.extend(same.iter().copied());
            same.push(index);
        }
        let other = near.into_iter().find(|&other| {
            let (_, other) = &concepts[other];
            strsim::levenshtein(other, key) == 1 && !is_plural_of(other, key)
        });
        if let Some(other) = other {
            let (other, _) = concepts[other];
            let term = &concept.preferred().term;
            let message = format!("`{term}` is nearly the preferred form of `{}`", other.id);
            let help = "join the two concepts, or check the spelling".to_owned();
            let span = concept.preferred().span;
            found.push(problem(Severity::Note, concept, span, message, help));
        }
    }
}

fn is_plural_of(left: &str, right: &str) -> bool {
    let without = |text: &str| text.replace('s', "");
    without(left) == without(right)
}

/// One Chinese term of two concepts cannot say which of them is meant.
fn check_sources(glossary: &Glossary, found: &mut Vec<Problem>) {
    let mut owners: HashMap<&str, &Concept> = HashMap::new();
    for concept in live(glossary).filter(|concept| !concept.homonym) {
        for term in &concept.source {
            let first = *owners.entry(term.as_str()).or_insert(concept);
            if !std::ptr::eq(first, concept) {
                let message = format!("`{term}` is a Chinese term of `{}` as well", first.id);
                let help = "leave it to one of the two, or add to it what tells them apart";
                let span = concept.origin.span;
                let help = help.to_owned();
                found.push(problem(Severity::Note, concept, span, message, help));
            }
        }
    }
}

/// A proposed form without a reference can never become more than a note.
fn check_references(glossary: &Glossary, found: &mut Vec<Problem>) {
    let unsourced =
        |concept: &&Concept| concept.evidence == Evidence::Proposed && concept.reference.is_none();
    for concept in live(glossary).filter(unsourced) {
        let message = format!("`{}` has no reference", concept.id);
        let help = "add `reference = \"https://…\"` and the evidence it gives".to_owned();
        let span = concept.origin.span;
        found.push(problem(Severity::Note, concept, span, message, help));
    }
}

/// An example names rules that there are, and a concept that withdraws a form needs one that speaks and one that is silent.
fn check_examples(glossary: &Glossary, found: &mut Vec<Problem>) {
    for concept in live(glossary) {
        for finding in concept.examples.iter().flat_map(|example| &example.finds) {
            if rules::find(&finding.rule).is_none() {
                let message = format!("no rule is named `{}`", finding.rule);
                let help = match nearest_rule(&finding.rule) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`tifa rules` lists the rules".to_owned(),
                };
                let span = finding.rule_span;
                found.push(problem(Severity::Warning, concept, span, message, help));
            }
        }
        let speaks = concept
            .examples
            .iter()
            .any(|example| !example.finds.is_empty());
        let silent = concept
            .examples
            .iter()
            .any(|example| example.finds.is_empty());
        let withdraws = concept.with_status(TermStatus::Deprecated).next().is_some();
        let missing = match (speaks, silent) {
            _ if !withdraws => continue,
            (true, true) => continue,
            (false, false) => "no example",
            (false, true) => "no example that speaks",
            (true, false) => "no example that is silent",
        };
        let message = format!("`{}` withdraws a form and has {missing}", concept.id);
        let help = "add `[[concept.example]]` with `text` and `finds`".to_owned();
        let span = concept.origin.span;
        found.push(problem(Severity::Note, concept, span, message, help));
    }
}
