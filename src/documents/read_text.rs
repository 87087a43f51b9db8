//! Plain text: paragraphs between blank lines.

use super::{Extraction, Role, Segment, not_prose};
use crate::text::{LineIndex, Span};

/// Lines up to this many bytes may have been wrapped by an editor; a longer line is a paragraph of its own.
const WRAPPED: usize = 160;

/// The paragraphs of a plain text.
///
/// A blank line ends a paragraph. A single line break is a wrap only between two lines of at most [`WRAPPED`] bytes:
/// texts with one paragraph on each line have longer ones. A line that begins with a full-width space is indented, as the
/// first line of a Chinese paragraph is.
pub(super) fn segments(text: &str, lines: &LineIndex) -> Vec<Segment> {
    let has_addresses = not_prose::may_contain(text);
    paragraphs(text, lines)
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
fn paragraphs(text: &str, lines: &LineIndex) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut open: Option<(Span, usize)> = None;
    for line in (0..lines.line_count()).filter_map(|line| lines.line_span(line)) {
        let mut line = without_end(text, line);
        if line.of(text).starts_with('\u{FEFF}') && line.start() == 0 {
            line = Span::new('\u{FEFF}'.len_utf8(), line.end());
        }
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
    if let [first, .., last] = line.as_bytes()
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return span;
    }
    let start = span.start() + line.len() - line.trim_start().len();
    Span::new(start, span.start() + line.trim_end().len())
}

/// A span without the line end (`\n`, `\r\n`, `\r`) that it may have.
fn without_end(text: &str, line: Span) -> Span {
    let end = match text.as_bytes()[line.start()..line.end()] {
        [.., b'\r', b'\n'] => 2,
        [.., b'\r' | b'\n'] => 1,
        _ => 0,
    };
    Span::new(line.start(), line.end() - end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        let paragraphs = paragraphs(text, &LineIndex::new(text)).into_iter();
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
