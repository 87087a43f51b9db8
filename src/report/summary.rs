//! The numbers at the end of a run.

use super::FileReport;
use crate::diagnostics::{Applicability, Severity};

/// Counts over a whole run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
}

impl Summary {
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
        }
    }

    /// Findings of every severity.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.notes
    }
}
