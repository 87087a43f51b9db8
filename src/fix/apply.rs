//! Edits to one text.

use crate::diagnostics::Edit;

/// The text with the edits made. Bytes outside them stay as they are.
///
/// The edits are in order and do not overlap, as [`super::select()`] gives them; an edit that does not fit the text, or
/// begins before the one before it ends, is left out.
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        let span = edit.span;
        if span.start() < at || text.get(span.start()..span.end()).is_none() {
            continue;
        }
        out.push_str(&text[at..span.start()]);
        out.push_str(&edit.replacement);
        at = span.end();
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn bytes_outside_the_edits_stay() {
        for (text, edits, expected) in [
            ("", vec![], ""),
            ("两个 維护\r\n", vec![(7, 13, "Two")], "两个 Two\r\n"),
            ("abc", vec![(0, 0, "x"), (1, 2, ""), (3, 3, "y")], "xacy"),
            // What does not fit is left out.
            ("abc", vec![(0, 2, "x"), (1, 3, "y")], "xc"),
            ("é", vec![(1, 2, "x")], "é"),
            ("a", vec![(0, 9, "x")], "a"),
        ] {
            let edits: Vec<Edit> = edits
                .into_iter()
                .map(|(start, end, replacement)| Edit {
                    span: Span::new(start, end),
                    replacement: replacement.to_owned(),
                })
                .collect();
            assert_eq!(apply(text, &edits), expected, "{text}");
        }
    }
}
