//! Markup that opens, hides what follows, and never closes.

use crate::text::Span;

/// How a comment begins.
pub(super) const COMMENT: &str = "<!--";

/// A comment, or an element whose content is no prose, that is open where the text ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// Where it opens: the mark of a comment, the tag of an element.
    pub(super) mark: Span,
    /// The name of the element; `None` for a comment.
    pub(super) element: Option<String>,
    /// Where what it hides ends.
    pub(super) end: usize,
}

impl Unclosed {
    /// Whether it is a comment. What follows its mark is read all the same.
    pub(super) fn is_comment(&self) -> bool {
        self.element.is_none()
    }

    /// What to tell the reader of the file.
    pub(super) fn note(&self, text: &str) -> String {
        let line = 1 + text[..self.mark.start()].matches('\n').count();
        match &self.element {
            None => format!(
                "line {line}: a comment that never ends; what follows it is read as prose; close it with `-->`"
            ),
            Some(name) => format!(
                "line {line}: `<{name}>` is never closed, and what follows it is not checked; close it with `</{name}>`"
            ),
        }
    }
}
