//! A bound on how deep quotations and lists of Markdown may nest.
//!
//! The parser walks all open quotations and lists on each line. With ten thousand of them open and a short line repeated,
//! one megabyte would take minutes.

use super::blanked::Blanked;
use crate::text::Span;

/// Quotations and lists that one line may open or continue.
const DEPTH: usize = 100;

/// The column, in bytes, up to which a line may open one.
const COLUMN: usize = 1000;

/// The text with every mark beyond the bounds blanked, and a remark that names the first line concerned. What stands behind
/// the marks is still read, as if they were not there.
pub(super) fn bounded(text: &str) -> (Blanked<'_>, Option<String>) {
    let (mut marks, mut empty) = (Vec::new(), Vec::new());
    let mut note = None;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if line.len() > DEPTH
            && let Some(beyond) = beyond(line)
        {
            let is_empty = line[beyond.end()..].trim_ascii().is_empty();
            let span = Span::new(start + beyond.start(), start + beyond.end());
            if is_empty {
                empty.push(span);
            } else {
                marks.push(span);
            }
            if note.is_none() {
                let number = 1 + text[..start].matches('\n').count();
                note = Some(format!(
                    "line {number}: quotations and lists are read {DEPTH} deep; what lies deeper is read as if it did not"
                ));
            }
        }
        start += line.len();
    }
    let mut bounded = Blanked::new(text);
    bounded.clear(empty);
    bounded.blank(marks);
    (bounded, note)
}

/// The marks at the beginning of a line that are beyond the bounds, with the white space among and after them.
fn beyond(line: &str) -> Option<Span> {
    let bytes = line.as_bytes();
    if is_rule(bytes) {
        return None;
    }
    let mut depth = 0;
    let mut at = 0;
    let mut first = None;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit());
        let digits = digits.take(10).count();
        let last = at + digits;
        let ends_word = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        let end = match byte {
            b' ' | b'\t' => {
                at += 1;
                continue;
            }
            b'>' => at + 1,
            b'-' | b'+' | b'*' if ends_word(at + 1) => at + 1,
            _ if digits > 0
                && matches!(bytes.get(last), Some(b'.' | b')'))
                && ends_word(last + 1) =>
            {
                last + 1
            }
            _ => break,
        };
        depth += 1;
        if depth > DEPTH || at > COLUMN {
            first = first.or(Some(at));
        }
        at = end;
    }
    first.map(|first| Span::new(first, at))
}

/// Whether a line is a thematic break such as `- - -`.
fn is_rule(line: &[u8]) -> bool {
    let mut marks = line.iter().filter(|byte| !byte.is_ascii_whitespace());
    let first = marks.next();
    matches!(first, Some(b'-' | b'*')) && marks.all(|byte| Some(byte) == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_beyond_the_bound_are_blanked() {
        let blank = "\u{1}";
        let deep = format!("line\n{}text > 1 - 2", "> ".repeat(DEPTH + 2));
        let blanked = format!(
            "line\n{}{}text > 1 - 2",
            "> ".repeat(DEPTH),
            blank.repeat(4)
        );
        let (text, note) = bounded(&deep);
        assert_eq!(text.text(), blanked);
        let expected = "line 2: quotations and lists are read 100 deep; what lies deeper is read as if it did not";
        assert_eq!(note.as_deref(), Some(expected));

        let numbered = format!("{}text", "1. ".repeat(DEPTH + 1));
        let blanked = format!("{}{}text", "1. ".repeat(DEPTH), blank.repeat(3));
        assert_eq!(bounded(&numbered).0.text(), blanked);
        let indented = format!("{}- text", " ".repeat(COLUMN + 1));
        assert!(bounded(&indented).1.is_some());
        // An empty line still parts two paragraphs.
        let empty = format!("{}\n", "> ".repeat(DEPTH + 2));
        let cleared = format!("{}    \n", "> ".repeat(DEPTH));
        assert_eq!(bounded(&empty).0.text(), cleared);
    }

    #[test]
    fn other_long_lines_stay() {
        for text in [
            "- ".repeat(500),
            "* ".repeat(500) + "\n",
            "-".repeat(500),
            "> ".repeat(DEPTH) + "text",
            "word - ".repeat(500),
            "1.".repeat(500),
            "| - ".repeat(500),
        ] {
            let (read, note) = bounded(&text);
            assert_eq!((read.text(), note), (&*text, None));
        }
    }
}
