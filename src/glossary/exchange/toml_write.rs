//! Entries as a glossary file, formatted as people would write it.

use std::ops::Range;

use toml_edit::Value;

use super::entry::{ClassEntry, Entry, Form, FormStatus, condition_name};
use crate::glossary::{Condition, Evidence, Kind};

/// Columns of a line; longer lists have an item on each line.
const WIDTH: usize = 110;

/// What a stretch of the written file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An entry as a whole.
    Entry(usize),
    /// A form of an entry.
    Form(usize, usize),
    /// A Chinese term of an entry.
    Source(usize, usize),
    /// A longer wording of an entry.
    NotIn(usize, usize),
    /// The address of an entry.
    Reference(usize),
    /// A class.
    Class(usize),
}

/// A glossary file and what its parts stand for.
#[derive(Default)]
pub(super) struct WrittenToml {
    pub(super) text: String,
    /// Entries and classes, in order.
    wholes: Vec<(Range<usize>, Part)>,
    /// Parts of entries, in order.
    parts: Vec<(Range<usize>, Part)>,
}

impl WrittenToml {
    /// The narrowest part that holds the given byte.
    pub(super) fn part_at(&self, at: usize) -> Option<Part> {
        let find = |list: &[(Range<usize>, Part)]| {
            let after = list.partition_point(|(range, _)| range.start <= at);
            let (range, part) = list.get(after.checked_sub(1)?)?;
            range.contains(&at).then_some(*part)
        };
        find(&self.parts).or_else(|| find(&self.wholes))
    }
}

/// Writes a glossary file. Entries must be complete: with an id, one preferred form, kind and evidence.
pub(super) fn write(
    id: &str,
    title: Option<&str>,
    classes: &[ClassEntry],
    entries: &[Entry],
) -> WrittenToml {
    let mut out = WrittenToml::default();
    out.text.push_str("[glossary]\nformat = 1\n");
    out.line("id", &string(id));
    if let Some(title) = title {
        out.line("title", &string(title));
    }
    out.line("source-language", "\"zh-Hans\"");
    out.line("target-language", "\"en\"");
    for (index, class) in classes.iter().enumerate() {
        out.class(index, class);
    }
    for (index, entry) in entries.iter().enumerate() {
        out.entry(index, entry);
    }
    out
}

/// The text of a glossary file with one more entry at its end; what was there stays as it is, byte for byte. Without a text,
/// a file of the given id is begun.
pub fn append(text: Option<&str>, id: &str, entry: &Entry) -> String {
    let mut added = WrittenToml::default();
    added.entry(0, entry);
    let Some(text) = text else {
        return write(id, None, &[], &[]).text + &added.text;
    };
    let (mut added, line_end) = match text.contains("\r\n") {
        true => (added.text.replace('\n', "\r\n"), "\r\n"),
        false => (added.text, "\n"),
    };
    if !text.is_empty() && !text.ends_with('\n') {
        added.insert_str(0, line_end);
    } else if text.ends_with(&line_end.repeat(2)) {
        added.drain(..line_end.len());
    }
    text.to_owned() + &added
}

impl WrittenToml {
    fn line(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
    }

    /// A list, on one line where it fits. Each item is marked as the part that `part` says.
    fn list(&mut self, key: &str, items: &[String], part: impl Fn(usize) -> Option<Part>) {
        if items.is_empty() {
            return;
        }
        let length: usize = items.iter().map(|item| item.chars().count() + 2).sum();
        let fits = key.len() + 5 + length <= WIDTH && !items.iter().any(|item| item.contains('\n'));
        self.text.push_str(key);
        self.text.push_str(if fits { " = [" } else { " = [\n" });
        for (index, item) in items.iter().enumerate() {
            self.text.push_str(match (fits, index) {
                (true, 0) => "",
                (true, _) => ", ",
                (false, _) => "  ",
            });
            let from = self.text.len();
            self.text.push_str(item);
            if let Some(part) = part(index) {
                self.parts.push((from..self.text.len(), part));
            }
            if !fits {
                self.text.push_str(",\n");
            }
        }
        self.text.push_str("]\n");
    }

    fn class(&mut self, index: usize, class: &ClassEntry) {
        let from = self.text.len() + 1;
        self.text.push_str("\n[[class]]\n");
        self.line("id", &string(&class.id));
        self.text.push_str("members = [\n");
        for member in &class.members {
            self.text.push_str("  { id = ");
            self.text.push_str(&string(&member.id));
            for (key, texts) in [("source", &member.source), ("target", &member.target)] {
                let written = match &texts[..] {
                    [] => continue,
                    [one] => string(one),
                    many => {
                        let written: Vec<String> = many.iter().map(|text| string(text)).collect();
                        format!("[{}]", written.join(", "))
                    }
                };
                self.text.push_str(&format!(", {key} = {written}"));
            }
            self.text.push_str(" },\n");
        }
        self.text.push_str("]\n");
        self.wholes
            .push((from..self.text.len(), Part::Class(index)));
    }

    fn entry(&mut self, index: usize, entry: &Entry) {
        let from = self.text.len() + 1;
        self.text.push_str("\n[[concept]]\n");
        self.line("id", &string(&entry.id));
        self.line("kind", &string(entry.kind.unwrap_or(Kind::Phrase).name()));
        self.list("classes", &strings(&entry.classes), |_| None);
        self.list("source", &strings(&entry.source), |at| {
            Some(Part::Source(index, at))
        });
        if let Some(at) = entry
            .forms
            .iter()
            .position(|form| form.status == FormStatus::Preferred)
        {
            let start = self.text.len();
            self.line("preferred", &string(&entry.forms[at].term));
            self.parts
                .push((start..self.text.len(), Part::Form(index, at)));
        }
        for (key, statuses) in [
            ("admitted", &[FormStatus::Admitted][..]),
            ("short", &[FormStatus::Short]),
            ("deprecated", &[FormStatus::Deprecated, FormStatus::Pattern]),
            ("superseded", &[FormStatus::Superseded]),
        ] {
            let (places, items): (Vec<usize>, Vec<String>) = entry
                .forms
                .iter()
                .enumerate()
                .filter(|(_, form)| statuses.contains(&form.status))
                .map(|(at, form)| (at, written_form(form)))
                .unzip();
            self.list(key, &items, |item| Some(Part::Form(index, places[item])));
        }
        self.list("not-in", &strings(&entry.not_in), |at| {
            Some(Part::NotIn(index, at))
        });
        if let Some(case) = entry.case {
            self.line("case", &string(case.name()));
        }
        for (key, value, written) in [
            ("well-known", entry.well_known, "true"),
            ("homonym", entry.homonym, "true"),
            ("fuzzy", entry.exact, "false"),
            ("override", entry.overrides, "true"),
        ] {
            if value {
                self.line(key, written);
            }
        }
        let evidence = entry.evidence.unwrap_or(Evidence::Proposed);
        self.line("evidence", &string(evidence.name()));
        if let Some(reference) = &entry.reference {
            let start = self.text.len();
            self.line("reference", &string(reference));
            self.parts
                .push((start..self.text.len(), Part::Reference(index)));
        }
        if let Some(note) = &entry.note {
            self.line("note", &string(note));
        }
        for example in &entry.examples {
            self.text.push_str("\n[[concept.example]]\n");
            if let Some(source) = &example.source {
                self.line("source", &string(source));
            }
            self.line("text", &string(&example.text));
            let finds: Vec<String> = example
                .finds
                .iter()
                .map(|(text, rule, fix)| {
                    let fix = fix.as_ref().map(|fix| format!(", fix = {}", string(fix)));
                    let fix = fix.unwrap_or_default();
                    format!(
                        "{{ text = {}, rule = {}{fix} }}",
                        string(text),
                        string(rule)
                    )
                })
                .collect();
            if finds.is_empty() {
                self.line("finds", "[]");
            }
            self.list("finds", &finds, |_| None);
        }
        self.wholes
            .push((from..self.text.len(), Part::Entry(index)));
    }
}

/// A form: a plain string where nothing is said about it.
fn written_form(form: &Form) -> String {
    let plain = form.condition == Condition::Always
        && form.replacement.is_none()
        && form.until.is_none()
        && form.register.is_none()
        && form.note.is_none()
        && form.status != FormStatus::Pattern;
    if plain || form.status == FormStatus::Short {
        return string(&form.term);
    }
    let key = if form.status == FormStatus::Pattern {
        "pattern"
    } else {
        "term"
    };
    let mut fields = vec![format!("{key} = {}", string(&form.term))];
    if form.status == FormStatus::Admitted {
        let register = form.register.as_ref();
        fields.extend(register.map(|name| format!("register = {}", string(name))));
        return match &fields[..] {
            [_] => string(&form.term),
            _ => format!("{{ {} }}", fields.join(", ")),
        };
    }
    if let Some(until) = form.until {
        fields.push(format!("until = {until}"));
    }
    if let Some(replacement) = &form.replacement {
        fields.push(format!("use = {}", string(replacement)));
    }
    match condition_name(form.condition) {
        "" => {}
        name => fields.push(format!("{name} = true")),
    }
    if let Some(note) = &form.note {
        fields.push(format!("note = {}", string(note)));
    }
    format!("{{ {} }}", fields.join(", "))
}

fn strings(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| string(text)).collect()
}

/// A string as TOML writes it: literal where it has backslashes, on several lines where it has line breaks.
fn string(text: &str) -> String {
    Value::from(text).to_string()
}
