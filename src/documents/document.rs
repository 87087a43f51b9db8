//! One input file, read into segments.

use std::sync::Arc;

use super::{Comment, Format, Segment};
use crate::text::{LineIndex, Location, PartId, Span};

/// The encoding in which spans of the text are bytes of the file.
const UTF_8: &str = "UTF-8";

/// One input file.
#[derive(Clone, Debug)]
pub struct Document {
    path: Arc<str>,
    format: Format,
    parts: Vec<Part>,
    notes: Vec<String>,
    encoding: &'static str,
}

/// One text inside a file. Plain text, Markdown and HTML have exactly one, which is the whole file.
#[derive(Clone, Debug)]
pub struct Part {
    /// The name of the part inside its container; `None` for a file that is one text.
    pub name: Option<Arc<str>>,
    /// The text, decoded to UTF-8; spans of diagnostics point into it. A byte-order mark stays in it, so that spans are
    /// bytes of the file wherever the file is UTF-8.
    pub text: String,
    /// The prose of the text, in order.
    pub segments: Vec<Segment>,
    /// Lines and columns of the text.
    pub lines: LineIndex,
    /// The comments of the markup, in order.
    pub comments: Vec<Comment>,
    /// The front matter of a Markdown text, its marks included; empty where there is none.
    pub front_matter: Span,
}

impl Part {
    /// A part of the given text and segments.
    pub fn new(name: Option<Arc<str>>, text: String, segments: Vec<Segment>) -> Self {
        let lines = LineIndex::new(&text);
        Self::with_lines(name, text, segments, lines)
    }

    /// The same where the lines of the text are known.
    pub(super) fn with_lines(
        name: Option<Arc<str>>,
        text: String,
        segments: Vec<Segment>,
        lines: LineIndex,
    ) -> Self {
        Self {
            name,
            text,
            segments,
            lines,
            comments: Vec::new(),
            front_matter: Span::default(),
        }
    }
}

impl Document {
    /// A document of one part, read from `path` (as shown to people).
    pub fn new(path: impl Into<Arc<str>>, format: Format, part: Part) -> Self {
        Self {
            path: path.into(),
            format,
            parts: vec![part],
            notes: Vec::new(),
            encoding: UTF_8,
        }
    }

    /// Adds a remark about the reading, such as a guessed encoding.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says in which encoding the file is, by its name in the Encoding Standard or `gb18030`.
    #[must_use]
    pub fn with_encoding(mut self, encoding: &'static str) -> Self {
        self.encoding = encoding;
        self
    }

    /// The encoding that the file was read from. Spans are bytes of the text, and so of the file only in `UTF-8`.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// The file, as shown to people.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// What kind of file it is.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The texts of the file; never empty.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// One text of the file.
    ///
    /// # Panics
    ///
    /// When `id` is not of this document.
    pub fn part(&self, id: PartId) -> &Part {
        &self.parts[id.0 as usize]
    }

    /// All segments with their parts, in order; a segment's number is its place here.
    pub fn segments(&self) -> impl Iterator<Item = (PartId, &Part, &Segment)> {
        self.parts.iter().enumerate().flat_map(|(index, part)| {
            part.segments
                .iter()
                .map(move |segment| (PartId(index as u32), part, segment))
        })
    }

    /// One segment by its number.
    ///
    /// # Panics
    ///
    /// When the document has no such segment.
    pub fn segment(&self, number: usize) -> (PartId, &Part, &Segment) {
        let mut rest = number;
        for (index, part) in self.parts.iter().enumerate() {
            match part.segments.get(rest) {
                Some(segment) => return (PartId(index as u32), part, segment),
                None => rest -= part.segments.len(),
            }
        }
        panic!("the document has no segment {number}")
    }

    /// Where a span of a segment's text stands in the file, markup inside it included.
    pub fn location(&self, segment: usize, span: Span) -> Location {
        let (part, _, segment) = self.segment(segment);
        Location::new(part, segment.to_source_covering(span))
    }

    /// Remarks about the reading, such as a guessed encoding; one line each.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}
