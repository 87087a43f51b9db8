//! A bound on how deep quotations and lists of Markdown may nest.
//!
//! The parser walks all open quotations and lists on each line. With ten thousand of them open and a short line repeated,
//! one megabyte would take minutes.

use std::borrow::Cow;

/// Quotations and lists that one line may open or continue.
const DEPTH: usize = 100;

/// The column, in bytes, up to which a line may open one.
const COLUMN: usize = 1000;

/// The text with every mark beyond the bounds blanked, offsets kept, and a remark that names the first line concerned.
pub(super) fn bounded(text: &str) -> (Cow<'_, str>, Option<String>) {
    let mut blanks = Vec::new();
    let mut note = None;
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if line.len() > DEPTH {
            let before = blanks.len();
            marks(line, |at| blanks.push(start + at));
            if note.is_none() && blanks.len() > before {
                let number = 1 + text[..start].matches('\n').count();
                note = Some(format!(
                    "line {number}: quotations and lists are read {DEPTH} deep and no deeper"
                ));
            }
        }
        start += line.len();
    }
    if blanks.is_empty() {
        return (Cow::Borrowed(text), None);
    }
    let mut bounded = String::with_capacity(text.len());
    let mut from = 0;
    for at in blanks {
        bounded.push_str(&text[from..at]);
        bounded.push(' ');
        from = at + 1;
    }
    bounded.push_str(&text[from..]);
    (Cow::Owned(bounded), note)
}

/// Calls `beyond` with the offset of each mark at the beginning of a line that is beyond the bounds.
fn marks(line: &str, mut beyond: impl FnMut(usize)) {
    let bytes = line.as_bytes();
    if is_rule(bytes) {
        return;
    }
    let mut depth = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit());
        let digits = digits.take(10).count();
        let last = at + digits;
        let ends_word = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        let mark = match byte {
            b' ' | b'\t' => {
                at += 1;
                continue;
            }
            b'>' => at,
            b'-' | b'+' | b'*' if ends_word(at + 1) => at,
            _ if digits > 0
                && matches!(bytes.get(last), Some(b'.' | b')'))
                && ends_word(last + 1) =>
            {
                last
            }
            _ => return,
        };
        depth += 1;
        if depth > DEPTH || at > COLUMN {
            beyond(mark);
        }
        at = mark + 1;
    }
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
        let deep = format!("line\n{}text > 1 - 2", "> ".repeat(DEPTH + 2));
        let blanked = format!("line\n{}    text > 1 - 2", "> ".repeat(DEPTH));
        let (text, note) = bounded(&deep);
        assert_eq!(text, blanked);
        let expected = "line 2: quotations and lists are read 100 deep and no deeper";
        assert_eq!(note.as_deref(), Some(expected));

        let numbered = format!("{}text", "1. ".repeat(DEPTH + 1));
        let blanked = format!("{}1  text", "1. ".repeat(DEPTH));
        assert_eq!(bounded(&numbered).0, blanked);
        let indented = format!("{}- text", " ".repeat(COLUMN + 1));
        assert!(bounded(&indented).1.is_some());
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
            assert!(matches!(bounded(&text), (Cow::Borrowed(_), None)), "{text}");
        }
    }
}
