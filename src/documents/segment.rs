//! A run of prose.

use crate::text::{OffsetMap, Span};

/// Stands in the text of a segment for what is not prose: inline code, an image, an address.
///
/// It is no letter and no white space, so the words on its two sides are never neighbours.
pub const PLACEHOLDER: char = '\u{FFFC}';

/// What a segment is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// A paragraph, a list item, a table cell.
    #[default]
    Paragraph,
    /// A heading or a title.
    Heading,
    /// An alternative text, a caption in an attribute.
    Caption,
}

/// A run of prose that is read as one: a paragraph, a heading, a table cell.
///
/// Inline markup is not in its text and does not cut it.
#[derive(Clone, Debug)]
pub struct Segment {
    role: Role,
    span: Span,
    extracted: Option<Box<Extracted>>,
}

#[derive(Clone, Debug)]
struct Extracted {
    text: String,
    map: OffsetMap,
}

impl Segment {
    /// A segment that stands in the part exactly as it reads.
    pub fn verbatim(role: Role, span: Span) -> Self {
        Self {
            role,
            span,
            extracted: None,
        }
    }

    /// A segment whose text was extracted from markup; `span` covers all of it in the part.
    pub fn extracted(role: Role, span: Span, text: String, map: OffsetMap) -> Self {
        Self {
            role,
            span,
            extracted: Some(Box::new(Extracted { text, map })),
        }
    }

    /// What the segment is in its document.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The bytes of the part that the segment covers, markup included.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The prose itself; `part` is the text of the part that the segment was read from.
    pub fn text<'a>(&'a self, part: &'a str) -> &'a str {
        match &self.extracted {
            Some(extracted) => &extracted.text,
            None => self.span.of(part),
        }
    }

    /// The way back, for a segment with markup; `None` when text and part agree byte for byte.
    pub fn map(&self) -> Option<&OffsetMap> {
        self.extracted.as_ref().map(|extracted| &extracted.map)
    }

    /// Where a span of the prose stands in the part, in one piece; `None` when it crosses markup.
    pub fn to_source(&self, span: Span) -> Option<Span> {
        match &self.extracted {
            Some(extracted) => extracted.map.to_source(span),
            None => Some(span.shifted(self.span.start())),
        }
    }

    /// The smallest span of the part that covers a span of the prose, markup between its parts included.
    pub fn to_source_covering(&self, span: Span) -> Span {
        match &self.extracted {
            Some(extracted) => extracted.map.to_source_covering(span).unwrap_or(self.span),
            None => span.shifted(self.span.start()),
        }
    }
}
