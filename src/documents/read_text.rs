//! Plain text: paragraphs between blank lines.

use super::{Extraction, Role, Segment, not_prose};
use crate::text::Span;

/// Lines up to this many bytes may have been wrapped by an editor; a longer line is a paragraph of its own.
const WRAPPED: usize = 160;

/// The paragraphs of a plain text.
///
/// A blank line ends a paragraph. A single line break is a wrap only between two lines of at most [`WRAPPED`] bytes:
/// texts with one paragraph on each line have longer ones. A line that begins with a full-width space is indented, as the
/// first line of a Chinese paragraph is.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let has_addresses = not_prose::may_contain(text);
    paragraphs(text)
        .into_iter()
        .filter_map(|span| {
            if !has_addresses {
                return Some(Segment::verbatim(Role::Paragraph, span));
            }
            let mut extraction = Extraction::default();
            extraction.push_verbatim(span.of(text), span);
            extraction.finish(Role::Paragraph)
        })
        .collect()
}

/// The paragraphs, without white space at their ends.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    for line in lines(text, start) {
        let content = trimmed(text, line);
        if content.is_empty() {
            paragraphs.extend(open.take().map(|(span, _)| span));
            continue;
        }
        let indented = line.of(text).starts_with('\u{3000}');
        open = match open {
            Some((span, last)) if last <= WRAPPED && line.len() <= WRAPPED && !indented => {
                Some((span.joined(content), line.len()))
            }
            Some((span, _)) => {
                paragraphs.push(span);
                Some((content, line.len()))
            }
            None => Some((content, line.len())),
        };
    }
    paragraphs.extend(open.map(|(span, _)| span));
    paragraphs
}

/// A span without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let start = span.start() + line.len() - line.trim_start().len();
    Span::new(start, span.start() + line.trim_end().len())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        let paragraphs = paragraphs(text).into_iter();
        paragraphs.map(|span| span.of(text)).collect()
    }

    #[test]
    fn blank_lines_end_paragraphs() {
        for (text, expected) in [
            ("one\n\ntwo\n", &["one", "two"][..]),
            ("one\r\n\r\ntwo", &["one", "two"]),
            ("one\r\rtwo\r", &["one", "two"]),
            ("one\n \t\u{3000}\ntwo", &["one", "two"]),
            ("wrapped\nline", &["wrapped\nline"]),
            ("wrapped\r\nline\r\n", &["wrapped\r\nline"]),
            ("\u{3000}\u{3000}中国\n\n  two  \n", &["中国", "two"]),
            (
                "\u{3000}\u{3000}一\n\u{3000}\u{3000}二\n三",
                &["一", "二\n三"],
            ),
            ("\u{FEFF}one", &["one"]),
            ("\u{FEFF}", &[]),
            ("\n\r\n", &[]),
            ("", &[]),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_a_paragraph_of_its_own() {
        let long = "word ".repeat(20_000);
        let long = long.trim_end();
        assert_eq!(
            read(&format!("title\n{long}\n{long}\r\nend")),
            ["title", long, long, "end"]
        );
        let edge = "x".repeat(WRAPPED);
        let over = "x".repeat(WRAPPED + 1);
        assert_eq!(read(&format!("{edge}\n{edge}")).len(), 1);
        assert_eq!(read(&format!("{edge}\n{over}\n{edge}")).len(), 3);
    }
}
