//! Templates written out: one entry for each member of their classes, for tools that know terms alone.

use std::collections::HashSet;

use super::entry::{Entry, Form, FormStatus, TermBase};
use super::remark::Losses;
use crate::glossary::{Condition, Glossary, NUMERAL, Piece, Template};

/// Entries that one template may become; a class of places has thousands of members.
const MOST: usize = 400;

impl TermBase {
    /// Leaves nothing but terms: templates become entries, and what other tools have no place for is counted as lost.
    pub fn write_out(&mut self, glossary: &Glossary, losses: &mut Losses) {
        let mut written: Vec<Entry> = Vec::with_capacity(self.entries.len());
        for mut entry in std::mem::take(&mut self.entries) {
            simplify(&mut entry, losses);
            if slots(&entry).is_empty() {
                written.push(entry);
                continue;
            }
            match members_of(glossary, &entry) {
                Ok((class, members)) => written.extend(
                    members
                        .iter()
                        .filter_map(|member| filled(&entry, &class, member)),
                ),
                Err(reason) => losses.add(reason, &entry.id),
            }
        }
        for class in std::mem::take(&mut self.classes) {
            losses.add("classes, left out", &class.id);
        }
        self.entries = written;
    }
}

/// Leaves out what only this program understands.
fn simplify(entry: &mut Entry, losses: &mut Losses) {
    let name = entry.id.clone();
    entry.forms.retain(|form| {
        if form.status == FormStatus::Pattern {
            losses.add("patterns, left out", &name);
        }
        form.status != FormStatus::Pattern
    });
    for form in &mut entry.forms {
        let condition = std::mem::take(&mut form.condition);
        // Other tools look for a form only where the source has the term: most of the condition stays.
        if condition != Condition::Always {
            losses.add("conditions of withdrawn forms, left out", &name);
        }
    }
    for (lost, what) in [
        (!entry.examples.is_empty(), "examples, left out"),
        (
            !entry.not_in.is_empty(),
            "longer wordings in which a concept is not meant, left out",
        ),
        (!entry.classes.is_empty(), "membership in classes, left out"),
    ] {
        if lost {
            losses.add(what, &name);
        }
    }
    entry.examples.clear();
    entry.not_in.clear();
    entry.classes.clear();
}

/// The names in braces, each once.
fn slots(entry: &Entry) -> Vec<String> {
    let mut seen = HashSet::new();
    let texts = entry.source.iter().chain(
        entry
            .forms
            .iter()
            .flat_map(|form| std::iter::once(&form.term).chain(&form.replacement)),
    );
    let mut slots = Vec::new();
    for text in texts {
        let Ok(template) = Template::parse(text) else {
            continue;
        };
        for slot in template.slots() {
            if seen.insert(slot.to_owned()) {
                slots.push(slot.to_owned());
            }
        }
    }
    slots
}

/// One member of a class: its id, its first Chinese and its first English wording.
struct Filling {
    id: String,
    source: String,
    target: String,
}

/// What an entry's one class may be; the reason where it cannot be written out.
fn members_of(glossary: &Glossary, entry: &Entry) -> Result<(String, Vec<Filling>), &'static str> {
    let slots = slots(entry);
    let [slot] = &slots[..] else {
        return Err("templates with several classes, left out");
    };
    if slot == NUMERAL {
        return Err("templates with a numeral, left out");
    }
    let Some(class) = glossary.class_id(slot).map(|id| glossary.class(id)) else {
        return Err("templates of classes that are not loaded, left out");
    };
    if class.members.len() > MOST {
        return Err("templates of classes with more than 400 members, left out");
    }
    let plain = |terms: &[Template]| {
        terms
            .iter()
            .find(|term| !term.has_slots())
            .map(|term| term.to_string())
    };
    let members = class
        .members
        .iter()
        .filter_map(|member| {
            Some(Filling {
                id: member.id.to_string(),
                source: plain(&member.source)?,
                target: plain(&member.target)?,
            })
        })
        .collect();
    Ok((slot.clone(), members))
}

/// The entry with one member in its slots; `None` where nothing Chinese or nothing preferred remains.
fn filled(entry: &Entry, class: &str, member: &Filling) -> Option<Entry> {
    let fill = |text: &str, with: &str| -> Option<String> {
        let template = Template::parse(text).ok()?;
        let pieces = template.pieces().into_iter().map(|piece| match piece {
            Piece::Literal(text) => Some(text.to_owned()),
            Piece::Slot(slot) if slot == class => Some(with.to_owned()),
            Piece::Slot(_) => None,
        });
        pieces.collect()
    };
    let mut copy = entry.clone();
    copy.id = format!("{}-{}", entry.id, member.id);
    copy.source = entry
        .source
        .iter()
        .filter_map(|text| fill(text, &member.source))
        .collect();
    copy.forms = entry
        .forms
        .iter()
        .filter_map(|form| {
            Some(Form {
                term: fill(&form.term, &member.target)?,
                replacement: match &form.replacement {
                    Some(text) => Some(fill(text, &member.target)?),
                    None => None,
                },
                ..form.clone()
            })
        })
        .collect();
    (!copy.source.is_empty() && copy.preferred().is_some()).then_some(copy)
}
