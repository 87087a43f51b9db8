//! Prose being pulled out of markup: text and offset map grow together.

use super::{Role, Segment};
use crate::text::{OffsetMap, Span};

/// The segment under construction, for readers of marked-up formats.
#[derive(Debug, Default)]
pub(super) struct Extraction {
    text: String,
    map: OffsetMap,
    covered: Option<Span>,
}

impl Extraction {
    /// Appends text that stands in the part exactly so, at `source`.
    pub(super) fn push_verbatim(&mut self, text: &str, source: Span) {
        self.map.push_verbatim(self.text.len(), source);
        self.append(text, source);
    }

    /// Appends text that the part writes differently, such as an entity.
    pub(super) fn push_replaced(&mut self, text: &str, source: Span) {
        let span = Span::new(self.text.len(), self.text.len() + text.len());
        self.map.push_replaced(span, source);
        self.append(text, source);
    }

    fn append(&mut self, text: &str, source: Span) {
        self.text.push_str(text);
        self.covered = Some(
            self.covered
                .map_or(source, |covered| covered.joined(source)),
        );
    }

    /// Whether nothing but white space was appended.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Ends the segment; `None` when it holds no prose. The extraction is empty afterwards.
    pub(super) fn finish(&mut self, role: Role) -> Option<Segment> {
        let done = std::mem::take(self);
        if done.is_blank() {
            return None;
        }
        Some(Segment::extracted(role, done.covered?, done.text, done.map))
    }
}
