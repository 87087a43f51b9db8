//! Entries become a glossary file that loads without a mistake: what would be one is left out, with the reason.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::among;
use super::complete;
use super::entry::{Entry, FormStatus, TermBase};
use super::known::Known;
use super::remark::{LeftOut, Losses};
use super::toml_write::{self, Part, WrittenToml};
use super::{ClassEntry, ImportOptions, Imported, Place};
use crate::diagnostics::Diagnostic;
use crate::glossary::{GlossaryFile, bundled, load};

/// Rounds after which what still contradicts is left out whole; each round leaves out all that the last one found.
const ROUNDS: usize = 12;

/// Makes a glossary file of what was read.
pub(super) fn glossary_file(
    base: TermBase,
    options: &ImportOptions,
    mut left_out: Vec<LeftOut>,
    mut losses: Losses,
) -> Imported {
    let earlier = if options.beside_bundled {
        bundled()
    } else {
        Vec::new()
    };
    let known = Known::new(&earlier);
    let mut entries = Vec::with_capacity(base.entries.len());
    for entry in among::adopt(base.entries) {
        match complete::entry(entry, options, &mut losses) {
            Ok(entry) => entries.push(entry),
            Err(reason) => left_out.push(reason),
        }
    }
    let mut entries = among::join(entries, &mut losses);
    let before = entries.len();
    known.compare(&mut entries);
    let known_entries = before - entries.len();
    complete::ids(&mut entries, |id| known.has_id(id));
    let is_known = |key: &str, id: &str| known.has_correct(key, id);
    among::bind_to_source(&mut entries, is_known, &mut losses);
    for entry in &mut entries {
        entry.kind = entry.kind.or(Some(options.kind));
    }
    let mut classes = base.classes;
    classes.retain(|class| !known.has_class(class));

    let title = options.title.as_deref().or(base.title.as_deref());
    let mut round = 0;
    let written = loop {
        let written = toml_write::write(&options.id, title, &classes, &entries);
        let mut files = earlier.clone();
        files.push(GlossaryFile::new("", Cow::Owned(written.text.clone())));
        let problems = load(&files).problems;
        let wrong: Vec<(Option<Part>, LeftOut)> = problems
            .iter()
            .filter(|problem| problem.file + 1 == files.len())
            .map(|problem| {
                let found = &problem.diagnostic;
                let part = written.part_at(found.location.span.start());
                let help = found.help.as_deref().unwrap_or_default();
                let mut message = found.message.to_string();
                if let Some((path, label)) = elsewhere(found) {
                    message += &format!(" ({label}, in {path})");
                }
                let reason = LeftOut::new(place(part, &entries), message, help);
                (part, reason)
            })
            .collect();
        if wrong.is_empty() {
            break written;
        }
        round += 1;
        let mut removal = Removal::default();
        for (part, reason) in wrong {
            if removal.add(part, &entries, round > ROUNDS) && !is_inherited(part, &entries) {
                left_out.push(reason);
            }
        }
        if removal.is_empty() {
            // A mistake that no part is to blame for: better nothing than a file that does not load.
            entries.clear();
            classes.clear();
            if round > ROUNDS + 1 {
                break WrittenToml::default();
            }
        }
        removal.apply(&mut entries, &mut classes);
    };
    left_out.sort_by(|one, other| one.place.cmp(&other.place));
    Imported {
        concepts: entries.len(),
        replacing: entries.iter().filter(|entry| entry.overrides).count(),
        known: known_entries,
        text: written.text,
        left_out,
        losses,
    }
}

/// What a mistake says of another file, and the path of that file.
fn elsewhere(found: &Diagnostic) -> Option<(&str, &str)> {
    let label = found.labels.iter().find(|label| label.path.is_some())?;
    Some((label.path.as_deref()?, &label.message))
}

/// Where the part of an entry was read.
fn place(part: Option<Part>, entries: &[Entry]) -> Place {
    match part {
        Some(Part::Form(entry, form)) => entries[entry].forms[form].place.clone(),
        Some(Part::Entry(entry) | Part::Reference(entry)) => entries[entry].place.clone(),
        Some(Part::Source(entry, _) | Part::NotIn(entry, _)) => entries[entry].place.clone(),
        Some(Part::Class(_)) | None => Place::Unknown,
    }
}

/// Whether a form was taken over from a bundled entry: that it does not fit is nobody's loss.
fn is_inherited(part: Option<Part>, entries: &[Entry]) -> bool {
    match part {
        Some(Part::Form(entry, form)) => {
            entries[entry].overrides && entries[entry].forms[form].place == Place::Unknown
        }
        Some(Part::NotIn(entry, _)) => entries[entry].overrides,
        _ => false,
    }
}

/// What is taken out before the next round, by index.
#[derive(Default)]
struct Removal {
    entries: BTreeSet<usize>,
    forms: BTreeSet<(usize, usize)>,
    sources: BTreeSet<(usize, usize)>,
    not_in: BTreeSet<(usize, usize)>,
    references: BTreeSet<usize>,
    classes: BTreeSet<usize>,
}

impl Removal {
    /// Marks a part; false when it is marked already.
    fn add(&mut self, part: Option<Part>, entries: &[Entry], whole: bool) -> bool {
        match part {
            Some(Part::Form(entry, _) | Part::Source(entry, _) | Part::NotIn(entry, _))
                if whole =>
            {
                self.entries.insert(entry)
            }
            Some(Part::Form(entry, form)) => {
                if entries[entry].forms[form].status == FormStatus::Preferred {
                    self.entries.insert(entry)
                } else {
                    self.forms.insert((entry, form))
                }
            }
            Some(Part::Source(entry, at)) => {
                let marked = self.sources.range((entry, 0)..(entry + 1, 0)).count();
                if marked + 1 >= entries[entry].source.len() {
                    self.entries.insert(entry)
                } else {
                    self.sources.insert((entry, at))
                }
            }
            Some(Part::NotIn(entry, at)) => self.not_in.insert((entry, at)),
            Some(Part::Reference(entry)) => self.references.insert(entry),
            Some(Part::Entry(entry)) => self.entries.insert(entry),
            Some(Part::Class(class)) => self.classes.insert(class),
            None => false,
        }
    }

    fn is_empty(&self) -> bool {
        self.entries.is_empty()
            && self.forms.is_empty()
            && self.sources.is_empty()
            && self.not_in.is_empty()
            && self.references.is_empty()
            && self.classes.is_empty()
    }

    fn apply(self, entries: &mut Vec<Entry>, classes: &mut Vec<ClassEntry>) {
        for entry in self.references {
            entries[entry].reference = None;
            entries[entry].evidence = None;
        }
        // From the back, so that what comes before keeps its place.
        for (entry, form) in self.forms.into_iter().rev() {
            entries[entry].forms.remove(form);
        }
        for (entry, at) in self.sources.into_iter().rev() {
            entries[entry].source.remove(at);
        }
        for (entry, at) in self.not_in.into_iter().rev() {
            entries[entry].not_in.remove(at);
        }
        remove_all(entries, &self.entries);
        remove_all(classes, &self.classes);
    }
}

fn remove_all<T>(list: &mut Vec<T>, indices: &BTreeSet<usize>) {
    let mut index = 0;
    list.retain(|_| {
        let stays = !indices.contains(&index);
        index += 1;
        stays
    });
}
