//! What every output format is given, and what it must do.

use std::io::{self, Write};

use super::Summary;
use crate::diagnostics::Diagnostic;
use crate::documents::Document;

/// The findings of one document, sorted by place.
#[derive(Clone, Copy, Debug)]
pub struct FileReport<'a> {
    /// The document they are about.
    pub document: &'a Document,
    /// The findings, in the order in which they are shown.
    pub diagnostics: &'a [Diagnostic],
}

/// Texts of other files that labels may point into, by path.
pub trait SourceTexts {
    /// The text of the file shown as `path`; `None` when it is not at hand.
    fn text(&self, path: &str) -> Option<&str>;
}

/// Writes findings in one format. Called once for each file, in a fixed order, then finished once.
pub trait Reporter {
    /// Writes the findings of one file.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    fn file(&mut self, out: &mut dyn Write, report: &FileReport<'_>) -> io::Result<()>;

    /// Writes what stands after the last file.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()>;
}
