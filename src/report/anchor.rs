//! Which stretches of a text must be readable so that its marks are understood.
//!
//! A mark may be a word, cross a line break, or be as long as an article: what is too long is shown by its two ends.

use std::ops::Range;

use super::columns::{backward, forward};
use super::window::Room;
use crate::text::{LineIndex, Span, is_space};

/// Marked lines up to this number are all shown; of more, the first and the last.
const WHOLE_LINES: usize = 3;

/// A stretch of one line that must be readable, because a mark begins, ends or lies there.
#[derive(Debug)]
pub(super) struct Anchor {
    /// The line, from 0.
    pub(super) line: usize,
    /// The bytes that must be readable.
    pub(super) focus: Range<usize>,
    /// All that is marked of the line.
    pub(super) marked: Range<usize>,
    /// The mark, as its caller numbers it.
    pub(super) mark: usize,
    /// The message stands beside the last anchor of its mark.
    pub(super) last: bool,
}

/// A text with its lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lines<'a> {
    pub(super) text: &'a str,
    pub(super) index: &'a LineIndex,
}

impl Lines<'_> {
    /// Adds the stretches by which a mark is shown.
    pub(super) fn anchor(&self, mark: usize, span: Span, room: Room, anchors: &mut Vec<Anchor>) {
        let start = floor_boundary(self.text, span.start());
        let end = ceil_boundary(self.text, span.end()).max(start);
        let first = self.index.line_of(start);
        let mut last = self.index.line_of(end);
        if last > first && self.content(last).start == end {
            last -= 1;
        }
        let begun = anchors.len();
        let lines = if last - first < WHOLE_LINES {
            (first..=last).collect()
        } else {
            vec![first, last]
        };
        for line in lines {
            let content = self.content(line);
            let mut marked =
                start.clamp(content.start, content.end)..end.clamp(content.start, content.end);
            if line > first {
                let indent = self.text[marked.clone()].chars().take(room.columns);
                let spaces = indent.take_while(|&c| is_space(c));
                marked.start += spaces.map(char::len_utf8).sum::<usize>();
                if marked.is_empty() {
                    continue;
                }
            }
            let mut push = |focus| {
                anchors.push(Anchor {
                    line,
                    focus,
                    marked: marked.clone(),
                    mark,
                    last: false,
                });
            };
            if self.fits(line, marked.clone(), room) {
                push(marked.clone());
                continue;
            }
            let words = &self.text[marked.clone()];
            let half = room.widest() / 2;
            if line == first || line < last {
                push(marked.start..marked.start + forward(words, half).0);
            }
            if line == last {
                push(marked.start + backward(words, half).0..marked.end);
            }
        }
        if let Some(anchor) = anchors[begun..].last_mut() {
            anchor.last = true;
        }
    }

    /// The bytes of a line without its end.
    pub(super) fn content(&self, line: usize) -> Range<usize> {
        let span = self.index.line_span(line).unwrap_or_default();
        let end = span.of(self.text).trim_end_matches(['\r', '\n']).len();
        span.start()..span.start() + end
    }

    /// Whether a stretch of a line is readable in one row: when it has room between two cuts, or all of the line has.
    fn fits(&self, line: usize, stretch: Range<usize>, room: Room) -> bool {
        let within = |bytes: Range<usize>, columns| {
            let words = &self.text[bytes];
            forward(words, columns).0 == words.len()
        };
        within(stretch, room.widest()) || within(self.content(line), room.columns)
    }

    /// How many of the sorted anchors, from the first on, are readable in one row.
    pub(super) fn readable_in_one_row(&self, anchors: &[Anchor], room: Room) -> usize {
        let Some(first) = anchors.first() else {
            return 0;
        };
        let mut stretch = first.focus.clone();
        for (index, next) in anchors.iter().enumerate() {
            stretch.end = stretch.end.max(next.focus.end);
            if next.line != first.line || !self.fits(next.line, stretch.clone(), room) {
                return index.max(1);
            }
        }
        anchors.len()
    }
}

/// The last character boundary at or before `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary at or after `offset`.
fn ceil_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
