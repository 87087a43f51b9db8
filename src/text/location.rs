//! Which text of a file, and where in it.

use super::Span;

/// One text inside a file. A plain file has one; a container such as DOCX has several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(pub u32);

/// A span of one part of a file, in bytes of that part's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The text that the span points into.
    pub part: PartId,
    /// The bytes meant.
    pub span: Span,
}

impl Location {
    /// The bytes `span` of the text `part`.
    pub fn new(part: PartId, span: Span) -> Self {
        Self { part, span }
    }
}
