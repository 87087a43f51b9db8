//! What every output format is given, and what it must do.

use std::io::{self, Write};

use super::Summary;
use crate::diagnostics::Diagnostic;
use crate::documents::{Document, Part};
use crate::text::PartId;

/// The findings of one document, sorted by place.
#[derive(Clone, Copy)]
pub struct FileReport<'a> {
    /// The document they are about.
    pub document: &'a Document,
    /// The findings, in the order in which they are shown.
    pub diagnostics: &'a [Diagnostic],
    /// The other files that labels point into; `None` where no label does.
    pub texts: Option<&'a dyn SourceTexts>,
}

impl<'a> FileReport<'a> {
    /// Findings whose labels stay in their document.
    pub fn new(document: &'a Document, diagnostics: &'a [Diagnostic]) -> Self {
        Self {
            document,
            diagnostics,
            texts: None,
        }
    }

    /// The same, with the files that labels point into.
    #[must_use]
    pub fn with_texts(mut self, texts: &'a dyn SourceTexts) -> Self {
        self.texts = Some(texts);
        self
    }

    /// One text of the document; the first when there is no such part, for a report must not fail.
    pub(super) fn part(&self, id: PartId) -> &'a Part {
        let parts = self.document.parts();
        parts.get(id.0 as usize).unwrap_or(&parts[0])
    }
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
