//! Line ends inside the words of a fix: which of them part two lines of their own, and where one goes that has no place left.

use super::placed::is_wrap;
use crate::diagnostics::Applicability;
use crate::documents::Format;
use crate::text::{Span, is_closing_quote};

/// Lines of a text that is wrapped are at least about this long, in characters.
const NARROWEST: usize = 60;

/// A longer line, in bytes, is a paragraph of its own and wrapped nowhere.
const LONGEST: usize = 160;

/// How many lines on each side tell how wide a text is wrapped.
const NEAR: usize = 8;

/// How far a fix may be trusted that writes over a span of a file. In plain text a line end may part a heading, a line of a
/// list or of an address from what follows, and words on its two sides are then no term.
pub(super) fn trust_across(
    format: Format,
    text: &str,
    span: impl FnOnce() -> Span,
    applicability: Applicability,
) -> Applicability {
    if format != Format::Text || applicability != Applicability::Safe {
        return applicability;
    }
    let span = span();
    let mut ends = memchr::memchr_iter(b'\n', span.of(text).as_bytes());
    if ends.any(|end| may_part_lines(text, span.start() + end)) {
        return Applicability::Unsafe;
    }
    applicability
}

/// Whether the lines on both sides of a line end may each be one of its own: the second begins with a capital, and its first
/// word had room on the first.
fn may_part_lines(text: &str, end: usize) -> bool {
    let (before, after) = (&text[..end], &text[end + 1..]);
    let next = after.trim_start_matches([' ', '\t']);
    if !next.starts_with(char::is_uppercase) {
        return false;
    }
    let width = |line: &str| line.trim_end().chars().count();
    let is_text = |line: &&str| line.len() <= LONGEST && !line.trim().is_empty();
    let mut lines = before.rsplit('\n').take_while(is_text).take(NEAR);
    let first = lines.next().map_or(0, width);
    let others = lines.chain(after.split('\n').take_while(is_text).take(NEAR));
    let wrapped_at = others.map(width).fold(NARROWEST, usize::max);
    let word = next.split(char::is_whitespace).next().unwrap_or_default();
    first + 1 + word.chars().count() <= wrapped_at
}

/// Where a line may end after the words of a fix, before `rest`: at the space after the marks that follow. `None` where
/// there is no such space, or nothing but white space behind it.
pub(super) fn room_for_break(rest: &str) -> Option<usize> {
    let is_mark =
        |c: char| is_closing_quote(c) || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '"');
    let marks = rest.len() - rest.trim_start_matches(is_mark).len();
    let line = rest[marks..].strip_prefix(' ')?;
    let line = line.split('\n').next().unwrap_or_default();
    (!line.trim().is_empty() && !is_wrap(&rest[..marks])).then_some(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_end_that_wraps_nothing_is_one_of_its_own() {
        let long = "The meeting that was held on Monday heard reports of the Municipal";
        for (first, second, expected) in [
            ("Head of the Party Committee", "Committee members met", true),
            (
                "  Head of the Party Committee ",
                "  Committee members",
                true,
            ),
            (
                "Head of the party committee",
                "committee members met",
                false,
            ),
            ("Head of the Party Committee", "", false),
            (long, "Commission and closed at noon.", false),
            (
                long,
                "X and closed at noon, when the mayor had said what there was to say.",
                true,
            ),
            ("Head of the two", "maintenances", false),
        ] {
            let text = format!("Title\n\n{first}\n{second}\n");
            let end = "Title\n\n".len() + first.len();
            assert_eq!(may_part_lines(&text, end), expected, "{text}");
        }
    }

    #[test]
    fn a_line_ends_after_the_marks() {
        for (rest, expected) in [
            (" and more", Some(0)),
            (", and more", Some(1)),
            (".”\" Then", Some(5)),
            ("", None),
            ("\nnext", None),
            (" \nnext", None),
            (".", None),
            ("-based", None),
        ] {
            assert_eq!(room_for_break(rest), expected, "{rest:?}");
        }
    }
}
