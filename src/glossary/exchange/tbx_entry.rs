//! One concept of a TBX file, as its elements say it, and what it means here.

use super::entry::{Entry, ExampleEntry, Form, FormStatus, condition_of};
use super::json::example_from_json;
use super::place::Place;
use super::remark::{LeftOut, Losses};
use super::tbx_names::{
    ADDRESS, CASE, CLASS, CONDITION, EVIDENCE, EXACT, EXAMPLE, FLAG, HOMONYM, NOT_IN, PATTERN,
    REGISTER, STATUS, SUBJECT, TERM_TYPE, UNTIL, USE, WELL_KNOWN, status_of,
};
use crate::glossary::{Case, Evidence, Kind};

/// A data category with what it says.
#[derive(Debug)]
pub(super) struct Category {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) target: Option<String>,
}

impl Category {
    /// Whether it is what its group is about, and not a remark on that.
    pub(super) fn is_main(&self) -> bool {
        !matches!(self.name.as_str(), "source" | "note" | "sourceIdentifier")
    }

    fn address(&self) -> Option<&str> {
        let looks_so = |text: &&str| text.starts_with("http://") || text.starts_with("https://");
        let target = self.target.as_deref().filter(looks_so);
        target.or_else(|| Some(self.text.as_str()).filter(looks_so))
    }
}

#[derive(Debug, Default)]
pub(super) struct RawEntry {
    pub(super) id: String,
    pub(super) line: usize,
    pub(super) categories: Vec<Category>,
    pub(super) languages: Vec<RawLanguage>,
}

#[derive(Debug, Default)]
pub(super) struct RawLanguage {
    pub(super) language: String,
    pub(super) categories: Vec<Category>,
    pub(super) terms: Vec<RawTerm>,
}

#[derive(Debug, Default)]
pub(super) struct RawTerm {
    pub(super) term: String,
    pub(super) line: usize,
    pub(super) categories: Vec<Category>,
}

/// Which of the languages that matter here a language tag means.
#[derive(Clone, Copy, PartialEq)]
enum Language {
    Chinese,
    Traditional,
    English,
    Other,
}

impl Language {
    fn of(tag: &str) -> Self {
        let tag = tag.to_ascii_lowercase().replace('_', "-");
        let mut parts = tag.split('-');
        match parts.next() {
            Some("zh" | "zho" | "chi" | "cmn") => {
                if parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) {
                    Self::Traditional
                } else {
                    Self::Chinese
                }
            }
            Some("en" | "eng") => Self::English,
            _ => Self::Other,
        }
    }
}

impl RawEntry {
    /// What the entry is called in messages.
    pub(super) fn shown(&self) -> &str {
        let terms = || self.languages.iter().flat_map(|language| &language.terms);
        let first = terms()
            .map(|term| term.term.as_str())
            .find(|term| !term.is_empty());
        if self.id.is_empty() {
            first.unwrap_or("")
        } else {
            &self.id
        }
    }

    /// The entry as it is meant here.
    pub(super) fn into_entry(self, left_out: &mut Vec<LeftOut>, losses: &mut Losses) -> Entry {
        let name = self.shown().to_owned();
        let mut entry = Entry {
            id: own_id(&self.id).to_owned(),
            place: Place::Line(self.line),
            ..Entry::default()
        };
        let mut notes = Vec::new();
        let mut examples = Vec::new();
        for category in self.categories {
            about_entry(
                &mut entry,
                category,
                &mut notes,
                &mut examples,
                &name,
                losses,
            );
        }
        let simplified = self
            .languages
            .iter()
            .any(|language| Language::of(&language.language) == Language::Chinese);
        for language in self.languages {
            let spoken = Language::of(&language.language);
            for category in language.categories {
                about_entry(
                    &mut entry,
                    category,
                    &mut notes,
                    &mut examples,
                    &name,
                    losses,
                );
            }
            for term in language.terms {
                match spoken {
                    Language::English => entry.forms.push(english(term, &name, left_out, losses)),
                    Language::Traditional if simplified => {
                        losses.add("traditional Chinese beside simplified, left out", &name);
                    }
                    Language::Chinese | Language::Traditional => {
                        chinese(term, &mut entry, &mut notes, &name, losses);
                    }
                    Language::Other => {
                        let what =
                            format!("terms in the language `{}`, left out", language.language);
                        losses.add(what, &name);
                    }
                }
            }
        }
        if !notes.is_empty() {
            entry.note = Some(notes.join("\n"));
        }
        entry.examples = examples;
        entry
    }
}

/// An id without the mark that keeps a digit from its beginning.
fn own_id(id: &str) -> &str {
    match id.strip_prefix('_') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest,
        _ => id,
    }
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, text: &str) -> Option<T> {
    all.iter().copied().find(|&value| name(value) == text)
}

fn about_entry(
    entry: &mut Entry,
    category: Category,
    notes: &mut Vec<String>,
    examples: &mut Vec<ExampleEntry>,
    name: &str,
    losses: &mut Losses,
) {
    let text = category.text.as_str();
    match category.name.as_str() {
        SUBJECT => match named(Kind::ALL, Kind::name, text) {
            Some(kind) => entry.kind = Some(kind),
            None => losses.add("subject fields, left out", name),
        },
        ADDRESS | "source" | "xSource" => match category.address() {
            Some(address) if entry.reference.is_none() => {
                entry.reference = Some(address.to_owned());
            }
            _ if text.is_empty() => {}
            _ => notes.push(format!("Source: {text}")),
        },
        "note" | "definition" | "explanation" if !text.is_empty() => notes.push(category.text),
        CLASS => entry.classes.push(category.text),
        EVIDENCE => entry.evidence = named(Evidence::ALL, Evidence::name, text),
        CASE => entry.case = named(Case::ALL, Case::name, text),
        FLAG => match text {
            WELL_KNOWN => entry.well_known = true,
            HOMONYM => entry.homonym = true,
            EXACT => entry.exact = true,
            _ => losses.add("switches that are not known, left out", name),
        },
        NOT_IN => entry.not_in.push(category.text),
        EXAMPLE => {
            let value = serde_json::from_str(text).ok();
            match value.as_ref().and_then(example_from_json) {
                Some(example) => examples.push(example),
                None => losses.add("examples that cannot be read, left out", name),
            }
        }
        other => losses.add(format!("data category `{other}`, left out"), name),
    }
}

fn chinese(
    term: RawTerm,
    entry: &mut Entry,
    notes: &mut Vec<String>,
    name: &str,
    losses: &mut Losses,
) {
    let mut status = FormStatus::Unmarked;
    for category in term.categories {
        match category.name.as_str() {
            STATUS | "normativeAuthorization" => {
                status = status_of(&category.text).unwrap_or_default();
            }
            "note" if !category.text.is_empty() => {
                notes.push(format!("{}: {}", term.term, category.text));
            }
            TERM_TYPE => {}
            other => losses.add(format!("data category `{other}`, left out"), name),
        }
    }
    match status {
        FormStatus::Deprecated | FormStatus::Superseded => {
            losses.add("withdrawn Chinese terms, left out", name);
        }
        FormStatus::Preferred => entry.source.insert(0, term.term),
        _ => entry.source.push(term.term),
    }
}

fn english(term: RawTerm, name: &str, left_out: &mut Vec<LeftOut>, losses: &mut Losses) -> Form {
    let mut form = Form {
        term: term.term,
        place: Place::Line(term.line),
        ..Form::default()
    };
    let (mut short, mut pattern, mut notes) = (false, false, Vec::new());
    for category in term.categories {
        let text = category.text.as_str();
        match category.name.as_str() {
            STATUS | "normativeAuthorization" => match status_of(text) {
                Some(status) => form.status = status,
                None => losses.add(format!("status `{text}`, which is not known"), name),
            },
            "forbidden" => {
                if matches!(text, "true" | "yes" | "1") {
                    form.status = FormStatus::Deprecated;
                }
            }
            TERM_TYPE => {
                short = matches!(
                    text,
                    "acronym" | "abbreviation" | "initialism" | "shortForm" | "clippedTerm"
                );
            }
            PATTERN => pattern = true,
            UNTIL => match text.parse() {
                Ok(date) => form.until = Some(date),
                Err(message) => left_out.push(LeftOut::new(form.place.clone(), message, "")),
            },
            USE => form.replacement = Some(category.text),
            CONDITION => match condition_of(text) {
                Some(condition) => form.condition = condition,
                None => losses.add("conditions that are not known, left out", name),
            },
            REGISTER => form.register = Some(category.text),
            "note" if !text.is_empty() => notes.push(category.text),
            other => losses.add(format!("data category `{other}`, left out"), name),
        }
    }
    if pattern && form.status == FormStatus::Deprecated {
        form.status = FormStatus::Pattern;
    } else if short && matches!(form.status, FormStatus::Unmarked | FormStatus::Admitted) {
        form.status = FormStatus::Short;
    }
    if !notes.is_empty() {
        form.note = Some(notes.join("\n"));
    }
    form
}
