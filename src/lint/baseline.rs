//! Findings accepted earlier: only others are reported.
//!
//! A baseline knows a finding by its fingerprint, so edits elsewhere, re-wrapping and renaming change nothing. It counts
//! equal findings: two accepted ones of a file do not excuse a third. A finding is held by an entry of its own file first;
//! then by one of a file that has no use for it, because the text moved or the file has another name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use super::fingerprint::{Fingerprint, Fingerprints};
use crate::diagnostics::Diagnostic;
use crate::documents::Document;

/// The version of the file format.
const VERSION: u64 = 1;

/// One accepted finding, or several equal ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    concept: Option<String>,
    text: String,
    fingerprint: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
}

fn one() -> usize {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_one(count: &usize) -> bool {
    *count == 1
}

#[derive(Deserialize)]
struct Version {
    version: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Entry>,
}

/// Findings accepted earlier.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// Why a baseline cannot be used; says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineError(String);

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BaselineError {}

impl Baseline {
    /// Reads the text of a baseline file.
    ///
    /// # Errors
    ///
    /// When it is none, or one of a later version.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let none = |why: &str| {
            let remedy = "name one that `tifa check --write-baseline` has written";
            BaselineError(format!("no baseline of tifa's ({why}); {remedy}"))
        };
        let wrong = |error: &serde_json::Error| match error.classify() {
            Category::Data => none("it has other things in it"),
            Category::Syntax | Category::Eof | Category::Io => none(&format!(
                "no JSON from line {}, column {} on",
                error.line(),
                error.column().max(1)
            )),
        };
        let version: Version = serde_json::from_str(text).map_err(|error| wrong(&error))?;
        match version.version.as_ref().map(serde_json::Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(Some(other)) if other > VERSION => {
                return Err(BaselineError(format!(
                    "a baseline of version {other}, and this program reads version {VERSION}; use a newer tifa"
                )));
            }
            _ => {
                return Err(none("it states no version"));
            }
        }
        let file: File = serde_json::from_str(text).map_err(|error| wrong(&error))?;
        Ok(Self {
            entries: file.findings,
        })
    }

    /// Adds the findings of one document, which goes by the given path.
    pub fn add(&mut self, path: &str, document: &Document, found: &[Diagnostic]) {
        let mut counted: BTreeMap<Entry, usize> = BTreeMap::new();
        for diagnostic in found {
            let part = document.part(diagnostic.location.part);
            let words = diagnostic.location.span.of(&part.text).split_whitespace();
            let entry = Entry {
                path: path.to_owned(),
                rule: diagnostic.rule.to_string(),
                concept: diagnostic.concept.as_deref().map(str::to_owned),
                text: words.collect::<Vec<_>>().join(" "),
                fingerprint: Fingerprints::new().next(diagnostic, part).to_string(),
                count: 1,
            };
            *counted.entry(entry).or_default() += 1;
        }
        let entries = counted.into_iter();
        self.entries
            .extend(entries.map(|(entry, count)| Entry { count, ..entry }));
    }

    /// Keeps what is said of the files for which `keep` holds, by their paths.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        self.entries.retain(|entry| {
            *known
                .entry(entry.path.clone())
                .or_insert_with_key(|path| keep(path))
        });
    }

    /// The files that it names, sorted.
    pub(super) fn paths(&self) -> BTreeSet<&str> {
        self.entries.iter().map(|entry| &*entry.path).collect()
    }

    /// How many of each fingerprint the files have for which `of` holds.
    pub(super) fn fingerprints(&self, of: impl Fn(&str) -> bool) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| of(&entry.path)) {
            *counts.entry(entry.fingerprint.clone()).or_default() += entry.count;
        }
        counts
    }

    /// Takes findings out of the files for which `of` holds, as many of each fingerprint as are asked for.
    pub(super) fn take(&mut self, asked: &mut BTreeMap<String, usize>, of: impl Fn(&str) -> bool) {
        self.entries.sort();
        for entry in self.entries.iter_mut().filter(|entry| of(&entry.path)) {
            if let Some(asked) = asked.get_mut(&entry.fingerprint) {
                let taken = entry.count.min(*asked);
                entry.count -= taken;
                *asked -= taken;
            }
        }
        self.entries.retain(|entry| entry.count > 0);
    }

    /// Adds all of another.
    pub(super) fn join(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Findings held.
    pub fn count(&self) -> usize {
        self.entries.iter().map(|entry| entry.count).sum()
    }

    /// Files that have some.
    pub fn files(&self) -> usize {
        self.paths().len()
    }

    /// The text of the file: sorted, and one line for each finding, so that two can be compared by lines.
    pub fn write(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort();
        let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
        for (index, entry) in entries.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let line = serde_json::to_string(entry).expect("strings and numbers are JSON");
            text.push_str(&format!("{comma}\n    {line}"));
        }
        text.push_str(if entries.is_empty() {
            "]\n}\n"
        } else {
            "\n  ]\n}\n"
        });
        text
    }
}

/// What is left of a baseline while the files of a run go by, in order.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    /// How many of a fingerprint each file has left.
    left: HashMap<String, BTreeMap<String, usize>>,
    held: usize,
}

impl Holding {
    /// All of a baseline, nothing of it met.
    pub fn new(baseline: &Baseline) -> Self {
        let mut holding = Self::default();
        for entry in &baseline.entries {
            let of = holding.left.entry(entry.fingerprint.clone()).or_default();
            *of.entry(entry.path.clone()).or_default() += entry.count;
        }
        holding
    }

    /// Takes out of a file's findings those that its own entries hold. The rest is in [`Holding::elsewhere`]'s hands.
    pub fn own(&mut self, path: &str, document: &Document, found: &mut Vec<Diagnostic>) {
        let held = self.held;
        found.retain(|diagnostic| {
            let of = self.left.get_mut(&plain(diagnostic, document).to_string());
            let left = of.and_then(|of| of.get_mut(path)).filter(|left| **left > 0);
            let is_held = left.map(|left| *left -= 1).is_some();
            self.held += usize::from(is_held);
            !is_held
        });
        debug_assert!(self.held >= held, "only counted up");
    }

    /// Whether entries of other files might hold one of these findings.
    pub fn may_hold(&self, document: &Document, found: &[Diagnostic]) -> bool {
        found.iter().any(|diagnostic| {
            let of = self.left.get(&plain(diagnostic, document).to_string());
            of.is_some_and(|of| of.values().any(|&left| left > 0))
        })
    }

    /// Takes out of a file's findings those that are left in entries of other files, when all files had their own.
    pub fn elsewhere(&mut self, document: &Document, found: &mut Vec<Diagnostic>) {
        found.retain(|diagnostic| {
            let of = self.left.get_mut(&plain(diagnostic, document).to_string());
            let left = of.and_then(|of| of.values_mut().find(|left| **left > 0));
            let is_held = left.map(|left| *left -= 1).is_some();
            self.held += usize::from(is_held);
            !is_held
        });
    }

    /// Findings held so far.
    pub fn held(&self) -> usize {
        self.held
    }
}

/// The fingerprint without its order among equal ones, which are counted.
fn plain(diagnostic: &Diagnostic, document: &Document) -> Fingerprint {
    let part = document.part(diagnostic.location.part);
    Fingerprints::new().next(diagnostic, part)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::diagnostics::{RuleId, Severity};
    use crate::documents::{Format, read_str};
    use crate::text::{Location, PartId, Span};

    /// A document and a finding at each place of `bad`.
    pub(in crate::lint) fn found(path: &str, text: &str) -> (Document, Vec<Diagnostic>) {
        let document = read_str(path, text, Format::Text);
        let places = text.match_indices("bad");
        let found = places
            .map(|(at, word)| {
                let location = Location::new(PartId(0), Span::new(at, at + word.len()));
                Diagnostic::new(
                    RuleId::new("repeated-words"),
                    Severity::Error,
                    location,
                    "m",
                )
            })
            .collect();
        (document, found)
    }

    /// How many findings of each file are left, when the files of `then` are checked against a baseline of `first`.
    fn left(first: &[(&str, &str)], then: &[(&str, &str)]) -> Vec<usize> {
        let mut baseline = Baseline::default();
        for (path, text) in first {
            let (document, found) = found(path, text);
            baseline.add(path, &document, &found);
        }
        let text = baseline.write();
        let read = Baseline::read(&text).unwrap();
        assert_eq!(read.write(), text);
        assert_eq!(read.count(), baseline.count());
        let mut holding = Holding::new(&read);
        let mut files: Vec<_> = then.iter().map(|(path, text)| found(path, text)).collect();
        for ((path, _), (document, found)) in then.iter().zip(&mut files) {
            holding.own(path, document, found);
        }
        for (document, found) in &mut files {
            holding.elsewhere(document, found);
        }
        files.iter().map(|(_, found)| found.len()).collect()
    }

    #[test]
    fn what_was_accepted_is_held_wherever_it_goes() {
        let one = "a bad word stands here";
        for (name, first, then, expected) in [
            ("the same", vec![("a", one)], vec![("a", one)], vec![0]),
            (
                "another line",
                vec![("a", one)],
                vec![("a", "New.\n\na bad word stands here")],
                vec![0],
            ),
            (
                "another wrap",
                vec![("a", one)],
                vec![("a", "a\nbad\nword  stands\nhere")],
                vec![0],
            ),
            ("another name", vec![("a", one)], vec![("b", one)], vec![0]),
            (
                "once more",
                vec![("a", one)],
                vec![("a", "a bad word stands here\n\na bad word stands here")],
                vec![1],
            ),
            (
                "two, of which one is mended",
                vec![("a", "a bad word stands here\n\na bad word stands here")],
                vec![("a", one)],
                vec![0],
            ),
            (
                "copied into another file",
                vec![("a", one)],
                vec![("a", one), ("b", one)],
                vec![0, 1],
            ),
            (
                "copied into an earlier file",
                vec![("b", one)],
                vec![("a", one), ("b", one)],
                vec![1, 0],
            ),
            (
                "moved to another file",
                vec![("a", one)],
                vec![("a", "Gone."), ("b", one)],
                vec![0, 0],
            ),
            (
                "other words beside it",
                vec![("a", one)],
                vec![("a", "the bad word stands here")],
                vec![1],
            ),
            ("an empty baseline", vec![], vec![("a", one)], vec![1]),
        ] {
            assert_eq!(left(&first, &then), expected, "{name}");
        }
    }

    #[test]
    fn what_is_no_baseline_is_said() {
        for (text, expected) in [
            (
                "",
                "no baseline of tifa's (no JSON from line 1, column 1 on); name one",
            ),
            ("[]", "no baseline of tifa's"),
            ("{}", "no baseline of tifa's (it states no version)"),
            (
                "{\"version\": 2, \"findings\": []}",
                "a baseline of version 2, and this program reads version 1",
            ),
            (
                "{\"version\": 1}",
                "no baseline of tifa's (it has other things in it)",
            ),
        ] {
            let error = Baseline::read(text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{text}: {error}");
        }
    }
}
