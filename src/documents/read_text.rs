//! Plain text: paragraphs between blank lines.

use super::{Role, Segment};
use crate::text::Span;

/// Lines up to this many bytes may have been wrapped by an editor; a longer line is a paragraph of its own.
const WRAPPED: usize = 160;

/// The paragraphs of a plain text.
///
/// A blank line ends a paragraph. A single line break is a wrap only between two lines of at most [`WRAPPED`] bytes:
/// texts with one paragraph on each line have longer ones.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    let mut close = |span: Span| segments.push(Segment::verbatim(Role::Paragraph, span));
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    for line in lines(text, start) {
        if line.of(text).trim().is_empty() {
            if let Some((span, _)) = open.take() {
                close(span);
            }
            continue;
        }
        open = match open {
            Some((span, last)) if last <= WRAPPED && line.len() <= WRAPPED => {
                Some((span.joined(line), line.len()))
            }
            Some((span, _)) => {
                close(span);
                Some((line, line.len()))
            }
            None => Some((line, line.len())),
        };
    }
    if let Some((span, _)) = open {
        close(span);
    }
    segments
}

/// The lines of a text without their ends (`\n`, `\r\n`, `\r`).
fn lines(text: &str, start: usize) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut next = start;
    std::iter::from_fn(move || {
        if next >= bytes.len() {
            return None;
        }
        let begin = next;
        let end =
            memchr::memchr2(b'\n', b'\r', &bytes[begin..]).map_or(bytes.len(), |at| begin + at);
        let crlf = bytes[end..].starts_with(b"\r\n");
        next = end + if crlf { 2 } else { 1 };
        Some(Span::new(begin, end))
    })
}
