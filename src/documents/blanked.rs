//! A text as a parser is to see it: some of its marks are blanked so that they do not count, and every offset stays.

use std::borrow::Cow;

use crate::text::Span;

/// What a blanked byte becomes: no white space, which could make code of a line, and nothing that markup is made of.
const BLANK: u8 = 1;

/// A text with blanked stretches.
#[derive(Debug)]
pub(super) struct Blanked<'a> {
    text: Cow<'a, str>,
    /// The stretches, in order, without overlaps.
    stretches: Vec<Span>,
}

impl<'a> Blanked<'a> {
    /// A text as it is.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            stretches: Vec::new(),
        }
    }

    /// The text for the parser, as long as the one it was made from.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Blanks stretches of ASCII, which are in order.
    pub(super) fn blank(&mut self, stretches: impl IntoIterator<Item = Span>) {
        self.replace(stretches, BLANK, true);
    }

    /// Makes spaces of stretches of ASCII, which are in order: an empty line stays one.
    pub(super) fn clear(&mut self, stretches: impl IntoIterator<Item = Span>) {
        self.replace(stretches, b' ', false);
    }

    fn replace(&mut self, stretches: impl IntoIterator<Item = Span>, by: u8, is_kept: bool) {
        let mut stretches = stretches.into_iter().peekable();
        if stretches.peek().is_none() {
            return;
        }
        let by = char::from(by);
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for stretch in stretches {
            debug_assert!(stretch.of(&self.text).is_ascii(), "offsets stay");
            text.push_str(&self.text[from..stretch.start()]);
            text.extend(std::iter::repeat_n(by, stretch.len()));
            from = stretch.end();
            if is_kept {
                self.stretches.push(stretch);
            }
        }
        text.push_str(&self.text[from..]);
        self.text = Cow::Owned(text);
        self.stretches.sort_by_key(|stretch| stretch.start());
    }

    /// The first byte from `at` on that is not blanked.
    pub(super) fn after(&self, at: usize) -> usize {
        let next = self
            .stretches
            .partition_point(|stretch| stretch.end() <= at);
        self.stretches
            .get(next)
            .filter(|stretch| stretch.start() <= at)
            .map_or(at, |stretch| stretch.end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay_and_stretches_are_passed_over() {
        let mut blanked = Blanked::new("a >> b\n>\n<!-- 维");
        blanked.clear([Span::new(7, 8)]);
        blanked.blank([Span::new(2, 5), Span::new(9, 13)]);
        assert_eq!(
            blanked.text(),
            "a \u{1}\u{1}\u{1}b\n \n\u{1}\u{1}\u{1}\u{1} 维"
        );
        let after = [0, 2, 4, 5, 7, 9, 12, 13].map(|at| blanked.after(at));
        assert_eq!(after, [0, 5, 5, 5, 7, 13, 13, 13]);
    }
}
