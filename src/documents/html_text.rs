//! Text between tags and in attributes, appended with its character references decoded.

use super::Extraction;
use super::character_references::{Place, read};
use crate::text::Span;

/// A piece of HTML and where it stands.
pub(super) struct HtmlText<'a> {
    /// The text of the part that the piece stands in.
    pub(super) part: &'a str,
    /// The piece. It may differ from what stands in the part where other markup was blanked, never in length.
    pub(super) html: &'a str,
    /// Where in the part it begins.
    pub(super) offset: usize,
}

impl HtmlText<'_> {
    /// The span in the part of two offsets in the piece.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).shifted(self.offset)
    }

    /// Appends the text between two offsets of the piece.
    pub(super) fn push(&self, open: &mut Extraction, start: usize, end: usize, place: Place) {
        let mut from = start;
        let mut next = start;
        let bytes = self.html.as_bytes();
        while let Some(at) = memchr::memchr(b'&', &bytes[next..end]).map(|at| next + at) {
            next = at + 1;
            if let Some(reference) = read(&self.html[at..end], place) {
                self.push_verbatim(open, from, at);
                from = at + reference.length;
                next = from;
                open.push_replaced(&reference.text, self.span(at, from));
            }
        }
        self.push_verbatim(open, from, end);
    }

    /// Appends what stands between two offsets exactly so, blanked markup aside.
    fn push_verbatim(&self, open: &mut Extraction, start: usize, end: usize) {
        let span = self.span(start, end);
        let (html, part) = (&self.html[start..end], span.of(self.part));
        let mut from = 0;
        if html != part {
            let blanked = html.bytes().zip(part.bytes()).enumerate();
            for (at, _) in blanked.filter(|(_, (html, part))| html != part) {
                open.push_verbatim(&html[from..at], self.span(start + from, start + at));
                open.push_replaced(&html[at..=at], self.span(start + at, start + at + 1));
                from = at + 1;
            }
        }
        open.push_verbatim(&html[from..], self.span(start + from, end));
    }
}
