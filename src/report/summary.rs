//! The numbers at the end of a run.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use super::FileReport;
use crate::diagnostics::{Applicability, RuleId, Severity};

/// Counts over a whole run. Shown as one line: `9 errors, 2 notes in 1 file (1,136 words); 7 can be fixed, 1 more with
/// --unsafe-fixes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files checked.
    pub files: usize,
    /// Words of prose in them.
    pub words: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are notes.
    pub notes: usize,
    /// Findings that offer a fix which may be applied (safe or unsafe).
    pub fixable: usize,
    /// Those among them that offer a safe one, which `--fix` alone makes.
    pub safely_fixable: usize,
    /// Findings that a baseline holds and that are not among the others; `None` without a baseline.
    pub accepted: Option<usize>,
    /// What could not be read or written, in the order of the run.
    pub failures: Vec<Failure>,
    /// Whether findings are counted by rule and by concept as well.
    detailed: bool,
    rules: BTreeMap<RuleId, usize>,
    concepts: HashMap<Arc<str>, usize>,
}

/// A file that could not be read, or not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, as shown to people.
    pub path: Arc<str>,
    /// What is wrong and what to do, in one line.
    pub message: String,
    /// Whether the file could not even be read, so that nothing is known of it.
    pub unread: bool,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl Summary {
    /// A summary that counts by rule and by concept as well.
    pub fn detailed() -> Self {
        Self {
            detailed: true,
            ..Self::default()
        }
    }

    /// Adds the findings of one file, which has `words` words of prose.
    pub fn add(&mut self, report: &FileReport<'_>, words: usize) {
        self.files += 1;
        self.words += words;
        for diagnostic in report.diagnostics {
            match diagnostic.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Note => self.notes += 1,
            }
            self.fixable += usize::from(diagnostic.is_fixable(Applicability::Unsafe));
            self.safely_fixable += usize::from(diagnostic.is_fixable(Applicability::Safe));
            if self.detailed {
                *self.rules.entry(diagnostic.rule).or_default() += 1;
                if let Some(concept) = &diagnostic.concept {
                    *self.concepts.entry(concept.clone()).or_default() += 1;
                }
            }
        }
    }

    /// Findings of every severity.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// Findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        }
    }

    /// Findings of each rule that spoke, for a [`Summary::detailed`], the most frequent first, then by name.
    pub fn by_rule(&self) -> Vec<(RuleId, usize)> {
        let mut counts: Vec<_> = self.rules.iter().map(|(rule, n)| (*rule, *n)).collect();
        counts.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        counts
    }

    /// Findings about each concept, for a [`Summary::detailed`], the most frequent first, then by id; findings about no concept are left out.
    pub fn by_concept(&self) -> Vec<(&str, usize)> {
        let mut counts: Vec<_> = self.concepts.iter().map(|(id, n)| (&**id, *n)).collect();
        counts.sort_unstable_by_key(|&(id, count)| (std::cmp::Reverse(count), id));
        counts
    }

    /// How many of `count` findings there are in 1,000 words; none in no words.
    pub fn per_thousand_words(&self, count: usize) -> f64 {
        if self.words == 0 {
            return 0.0;
        }
        count as f64 * 1000.0 / self.words as f64
    }

    /// The counts that are not zero, the gravest first: `9 errors`, `1 note`.
    pub(super) fn counts(&self) -> impl Iterator<Item = (Severity, String)> + '_ {
        Severity::ALL.into_iter().rev().filter_map(|severity| {
            let count = self.count(severity);
            (count > 0).then(|| (severity, counted(count, severity.name())))
        })
    }

    /// What follows the counts: files, words and fixes.
    pub(super) fn remainder(&self) -> String {
        let files = counted(self.files, "file");
        let words = counted(self.words, "word");
        let mut text = format!(" in {files} ({words})");
        let safely = grouped(self.safely_fixable);
        let unsafely = grouped(self.fixable - self.safely_fixable);
        match (self.safely_fixable, self.fixable - self.safely_fixable) {
            (0, 0) => {}
            (0, _) => text.push_str(&format!("; {unsafely} can be fixed with --unsafe-fixes")),
            (_, 0) => text.push_str(&format!("; {safely} can be fixed")),
            _ => text.push_str(&format!(
                "; {safely} can be fixed, {unsafely} more with --unsafe-fixes"
            )),
        }
        if let Some(accepted) = self.accepted {
            text.push_str(&format!("; {} in the baseline", grouped(accepted)));
        }
        text.push_str(&self.unread());
        text
    }

    /// What is to be said of files that could not be read; nothing where all could be.
    fn unread(&self) -> String {
        match self
            .failures
            .iter()
            .filter(|failure| failure.unread)
            .count()
        {
            0 => String::new(),
            count => format!("; {} could not be read", counted(count, "file")),
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.files == 0 {
            return write!(f, "nothing was checked{}", self.unread());
        }
        if self.findings() == 0 {
            f.write_str("no findings")?;
        }
        for (index, (_, count)) in self.counts().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{count}")?;
        }
        f.write_str(&self.remainder())
    }
}

/// A number with its noun: `1 word`, `1,136 words`.
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(count))
}

/// A number with a comma before every three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Diagnostic, Fix};
    use crate::documents::{Format, read_str};
    use crate::text::{Location, PartId, Span};

    fn summary(
        files: usize,
        words: usize,
        errors: usize,
        warnings: usize,
        (safely_fixable, fixable): (usize, usize),
    ) -> Summary {
        Summary {
            files,
            words,
            errors,
            warnings,
            fixable,
            safely_fixable,
            ..Summary::default()
        }
    }

    fn with_failures(mut summary: Summary, unread: &[bool]) -> Summary {
        let failures = unread.iter().map(|&unread| Failure {
            path: "a.txt".into(),
            message: "no such file".to_owned(),
            unread,
        });
        summary.failures = failures.collect();
        summary
    }

    #[test]
    fn one_is_singular_and_nothing_is_left_out() {
        for (counts, expected) in [
            (
                summary(1, 1136, 9, 30, (31, 31)),
                "9 errors, 30 warnings in 1 file (1,136 words); 31 can be fixed",
            ),
            (
                summary(1, 1136, 9, 30, (28, 31)),
                "9 errors, 30 warnings in 1 file (1,136 words); 28 can be fixed, 3 more with --unsafe-fixes",
            ),
            (
                summary(1, 5, 0, 1, (0, 1)),
                "1 warning in 1 file (5 words); 1 can be fixed with --unsafe-fixes",
            ),
            (
                summary(2, 1, 1, 0, (1, 1)),
                "1 error in 2 files (1 word); 1 can be fixed",
            ),
            (
                summary(3, 1_234_567, 0, 1, (0, 0)),
                "1 warning in 3 files (1,234,567 words)",
            ),
            (
                summary(3, 1136, 0, 0, (0, 0)),
                "no findings in 3 files (1,136 words)",
            ),
            (summary(0, 0, 0, 0, (0, 0)), "nothing was checked"),
            (
                with_failures(summary(0, 0, 0, 0, (0, 0)), &[true]),
                "nothing was checked; 1 file could not be read",
            ),
            (
                with_failures(summary(1, 5, 0, 0, (0, 0)), &[true, false, true]),
                "no findings in 1 file (5 words); 2 files could not be read",
            ),
        ] {
            assert_eq!(counts.to_string(), expected);
        }
    }

    #[test]
    fn rules_and_concepts_are_counted_the_most_frequent_first() {
        let document = read_str("a.txt", "one two", Format::Text);
        let found = |rule: &'static str, concept: &str| {
            let place = Location::new(PartId(0), Span::new(0, 3));
            Diagnostic::new(RuleId::new(rule), Severity::Note, place, "m")
                .with_concept(concept.into(), None)
                .with_fix(Fix::safe(place, "x"))
        };
        let diagnostics = [found("b", "p"), found("c", "q"), found("c", "p")];
        let mut summary = Summary::detailed();
        summary.add(&FileReport::new(&document, &diagnostics), 600);
        assert_eq!(
            summary.by_rule(),
            [(RuleId::new("c"), 2), (RuleId::new("b"), 1)]
        );
        assert_eq!(summary.by_concept(), [("p", 2), ("q", 1)]);
        assert!((summary.per_thousand_words(3) - 5.0).abs() < 1e-9);
        assert_eq!(
            (summary.notes, summary.fixable, summary.findings()),
            (3, 3, 3)
        );
    }
}
