//! The readable part of a line that is too long to show.
//!
//! An article may be one line of a million characters. Nothing here looks further than one row of the terminal from the
//! words to be shown, so a finding costs the same on any line.

use std::ops::Range;

use super::columns::{backward, first_break, forward, last_break, text_width};
use crate::text::is_space;

/// Columns that a cut may give up to end between words.
const SNAP: usize = 24;

/// How wide a row may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Columns for the text of one row, cuts included.
    pub(super) columns: usize,
    /// Columns that the mark of a cut takes on each side.
    pub(super) cut: usize,
}

impl Room {
    /// The widest stretch of words that is shown in one row: what is wider is shown by its two ends.
    pub(super) fn widest(self) -> usize {
        self.columns.saturating_sub(2 * self.cut).max(1)
    }

    /// The room that is left in a row that begins with a cut.
    pub(super) fn after_cut(self) -> Self {
        Self {
            columns: self.columns.saturating_sub(self.cut),
            ..self
        }
    }

    /// The bytes of `line` that are shown so that `focus`, which lies in it, stands in its context.
    ///
    /// `caption` is the width of what will stand to the right of the underlined words.
    pub(super) fn window(
        self,
        text: &str,
        line: Range<usize>,
        focus: Range<usize>,
        caption: usize,
    ) -> Range<usize> {
        let before = &text[line.start..focus.start];
        let after = &text[focus.end..line.end];
        let extent = text_width(&text[focus.clone()]);
        let (reached, before_width) = backward(before, self.columns);
        let from_start = reached == 0;
        let (reached, after_width) = forward(after, self.columns);
        let to_end = reached == after.len();
        // A caption that no cut could make room for is no reason to cut.
        let caption_fits =
            before_width + extent + caption <= self.columns || extent + caption > self.widest();
        let line_fits = before_width + extent + after_width <= self.columns;
        if from_start && to_end && line_fits && caption_fits {
            return line;
        }
        let spare = self.columns.saturating_sub(extent + 2 * self.cut);
        let left = (spare / 2)
            .max(spare.saturating_sub(after_width))
            .min(spare.saturating_sub(caption));
        let start = if from_start && before_width <= left {
            line.start
        } else {
            line.start + cut_before(&text[line.start..line.end], before.len(), left)
        };
        let right = spare.saturating_sub(text_width(&text[start..focus.start]));
        let end = if to_end && after_width <= right {
            line.end
        } else {
            focus.end + cut_after(after, right)
        };
        start..end
    }
}

/// Where to cut `line` so that at most `columns` columns are shown before its byte `focus`.
fn cut_before(line: &str, focus: usize, columns: usize) -> usize {
    let (at, _) = backward(&line[..focus], columns);
    let next = line[focus..].chars().next().map_or(0, char::len_utf8);
    let start = first_break(&line[..focus + next], at)
        .filter(|&found| found <= focus && text_width(&line[at..found]) <= SNAP)
        .unwrap_or(at);
    let spaces = line[start..focus].chars().take_while(|&c| is_space(c));
    start + spaces.map(char::len_utf8).sum::<usize>()
}

/// Where to cut `after`, which follows the words shown, so that at most `columns` columns of it are shown.
fn cut_after(after: &str, columns: usize) -> usize {
    let (at, _) = forward(after, columns);
    let end = last_break(after, at)
        .filter(|&found| text_width(&after[found..at]) <= SNAP)
        .unwrap_or(at);
    after[..end].trim_end_matches(is_space).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        columns: 40,
        cut: 2,
    };

    fn shown<'a>(text: &'a str, word: &str, caption: usize) -> &'a str {
        let start = text.find(word).unwrap();
        &text[ROOM.window(text, 0..text.len(), start..start + word.len(), caption)]
    }

    #[test]
    fn a_line_that_fits_is_whole() {
        let text = "The office met on Monday.";
        assert_eq!(shown(text, "office", 0), text);
        assert_eq!(shown(text, "office", 30), text);
    }

    #[test]
    fn cuts_stand_between_words_and_no_row_is_too_wide() {
        let text = "aaa bbb ccc ddd eee fff ggg hhh MARK iii jjj kkk lll mmm nnn ooo";
        assert_eq!(
            shown(text, "MARK", 0),
            "eee fff ggg hhh MARK iii jjj kkk lll"
        );
        assert_eq!(
            shown(text, "MARK", 24),
            "ggg hhh MARK iii jjj kkk lll mmm nnn"
        );
        assert_eq!(
            shown(text, "aaa", 0),
            "aaa bbb ccc ddd eee fff ggg hhh MARK"
        );
        assert_eq!(
            shown(text, "ooo", 0),
            "hhh MARK iii jjj kkk lll mmm nnn ooo"
        );
    }

    #[test]
    fn words_longer_than_a_row_are_cut() {
        let text = "x".repeat(100) + "MARK" + &"y".repeat(100);
        let window = shown(&text, "MARK", 0);
        assert_eq!(window.len(), 36);
        assert!(window.starts_with('x') && window.ends_with('y'));
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let text = "坚定".repeat(20) + "MARK" + &"维护".repeat(20);
        assert_eq!(
            shown(&text, "MARK", 0),
            "坚定坚定坚定坚定MARK维护维护维护维护"
        );
    }
}
