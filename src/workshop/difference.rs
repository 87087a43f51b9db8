//! What changed between two glossaries, by concept and not by line.

use std::collections::BTreeMap;

use super::card::{Card, CardForm};
use crate::glossary::{Glossary, Template};

/// What became of one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Only the later glossary has it.
    Added,
    /// Only the earlier glossary has it.
    Removed,
    /// Both have it, and they differ in these lines.
    Changed {
        /// What only the earlier one says.
        removed: Vec<String>,
        /// What only the later one says.
        added: Vec<String>,
    },
}

/// The concepts in which two glossaries differ, by id, and the classes, in braces. The order of forms does not count, the preferred one aside.
pub fn difference(old: &Glossary, new: &Glossary) -> BTreeMap<String, Change> {
    let (old, new) = (cards(old), cards(new));
    let mut changes = BTreeMap::new();
    for (id, lines) in &old {
        match new.get(id) {
            None => {
                changes.insert(id.clone(), Change::Removed);
            }
            Some(other) => {
                let missing = |lines: &[String], in_lines: &[String]| -> Vec<String> {
                    let absent = lines.iter().filter(|line| !in_lines.contains(line));
                    absent.cloned().collect()
                };
                let (removed, added) = (missing(lines, other), missing(other, lines));
                if !removed.is_empty() || !added.is_empty() {
                    changes.insert(id.clone(), Change::Changed { removed, added });
                }
            }
        }
    }
    for id in new.keys().filter(|id| !old.contains_key(*id)) {
        changes.insert(id.clone(), Change::Added);
    }
    changes
}

/// Each concept, and each class in braces, in lines of one fact.
fn cards(glossary: &Glossary) -> BTreeMap<String, Vec<String>> {
    let classes = glossary.classes().iter();
    let classes = classes.filter(|class| class.origin.is_some()).map(|class| {
        let members = class
            .members
            .iter()
            .filter(|member| member.concept.is_none());
        let lines = members.map(|member| {
            let texts = |terms: &[Template]| -> String {
                let texts: Vec<&str> = terms.iter().map(Template::as_str).collect();
                texts.join(", ")
            };
            let (source, target) = (texts(&member.source), texts(&member.target));
            format!("member {} {source} = {target}", member.id)
        });
        (format!("{{{}}}", class.id), lines.collect())
    });
    let concepts = glossary.concepts().iter();
    let concepts = concepts
        .filter(|concept| !concept.renderings.is_empty())
        .map(|concept| {
            let card = Card::new(glossary, concept);
            let mut lines = vec![format!("kind {}", card.kind)];
            lines.extend(card.source.iter().map(|term| format!("source {term}")));
            lines.extend(card.forms.iter().map(form));
            lines.extend(card.not_in.iter().map(|term| format!("not in {term}")));
            let classes = concept.classes.iter();
            lines.extend(classes.map(|class| format!("class {class}")));
            lines.push(format!("case {}", concept.case.name()));
            let flags = [
                ("well-known", concept.well_known),
                ("homonym", concept.homonym),
                ("fuzzy", concept.fuzzy),
            ];
            lines.extend(flags.map(|(name, set)| format!("{name} {set}")));
            lines.push(format!("evidence {}", card.evidence));
            lines.extend(card.reference.map(|address| format!("reference {address}")));
            lines.extend(card.note.map(|note| format!("note {note}")));
            for example in concept.examples.iter() {
                let finds = example.finds.iter();
                let finds: Vec<String> = finds
                    .map(|find| format!("{} {}", find.rule, find.text))
                    .collect();
                let source = example.source.as_deref().unwrap_or_default();
                let text = &example.text;
                lines.push(format!("example {source} {text} [{}]", finds.join(", ")));
            }
            (card.id, lines)
        });
    classes.chain(concepts).collect()
}

fn form(form: &CardForm) -> String {
    let mut line = format!("{} {}", form.status, form.text);
    let facts = [
        ("only", form.only),
        ("write", form.write.as_deref()),
        ("until", form.until.as_deref()),
        ("register", form.register.as_deref()),
        ("note", form.note.as_deref()),
    ];
    for (name, fact) in facts {
        if let Some(fact) = fact {
            line.push_str(&format!("; {name} {fact}"));
        }
    }
    line
}
