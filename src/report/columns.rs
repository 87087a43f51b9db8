//! How wide text is on a terminal, and where it may be broken.

use unicode_width::UnicodeWidthChar;

use super::sanitize::harmless;
use crate::text::{is_cjk, is_space};

/// Columns between two tab stops.
pub(super) const TAB: usize = 4;

/// Columns that `c` takes when shown; a tab counts as the most it may take.
pub(super) fn width(c: char) -> usize {
    match c {
        '\t' => TAB,
        _ => harmless(c).width().unwrap_or(0),
    }
}

/// Columns that a text takes when shown on one line.
pub fn text_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

/// How far one gets in `text` with at most `columns` columns: bytes and columns used.
pub fn forward(text: &str, columns: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        let next = used + width(c);
        if next > columns {
            return (at, used);
        }
        used = next;
    }
    (text.len(), used)
}

/// How far one gets from the end of `text` with at most `columns` columns: the byte reached and the columns used.
pub(super) fn backward(text: &str, columns: usize) -> (usize, usize) {
    let mut used = 0;
    let mut reached = text.len();
    for (at, c) in text.char_indices().rev() {
        let next = used + width(c);
        if next > columns {
            break;
        }
        used = next;
        reached = at;
    }
    // A combining mark stays with the letter before it.
    let marks = text[reached..].chars().take_while(|&c| width(c) == 0);
    if reached > 0 {
        reached += marks.map(char::len_utf8).sum::<usize>();
    }
    (reached, used)
}

/// Whether a line may be broken between two neighbours.
pub(super) fn may_break(before: char, after: char) -> bool {
    if width(after) == 0 {
        return false;
    }
    is_space(before) || is_space(after) || is_cjk(before) || is_cjk(after)
}

/// `text` in lines of at most `columns` columns, broken between words; a longer word stands alone.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    loop {
        let (fits, _) = forward(rest, columns.max(1));
        if fits == rest.len() {
            lines.push(rest);
            return lines;
        }
        let end = last_break(rest, fits)
            .or_else(|| first_break(rest, fits))
            .unwrap_or(rest.len());
        lines.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
        if rest.is_empty() {
            return lines;
        }
    }
}

/// `text` in lines of at most `columns` columns, the first one of at most `first`, broken at spaces only: a Chinese term
/// stays whole, and a longer word stands alone.
pub(super) fn wrap_after(text: &str, first: usize, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    let mut room = first;
    for word in text.split_whitespace() {
        let width = text_width(word);
        let line = lines.last_mut().expect("there is a first line");
        if line.is_empty() {
            line.push_str(word);
            used = width;
        } else if used + 1 + width <= room {
            line.push(' ');
            line.push_str(word);
            used += 1 + width;
        } else {
            lines.push(word.to_owned());
            room = columns;
            used = width;
        }
    }
    lines
}

/// The last place at or before byte `until` where `text` may be broken.
pub(super) fn last_break(text: &str, until: usize) -> Option<usize> {
    let mut after = text[until..].chars().next()?;
    for (at, c) in text[..until].char_indices().rev() {
        if may_break(c, after) {
            return Some(at + c.len_utf8());
        }
        after = c;
    }
    None
}

/// The first place at or after byte `from` where `text` may be broken.
pub(super) fn first_break(text: &str, from: usize) -> Option<usize> {
    let mut before = text[..from].chars().next_back();
    for (at, c) in text[from..].char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            return Some(from + at);
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_two_and_marks_none() {
        for (text, expected) in [
            ("abc", 3),
            ("维护", 4),
            ("e\u{301}", 1),
            ("🇨🇳", 2),
            ("\u{1B}\u{200B}", 2),
        ] {
            assert_eq!(text_width(text), expected, "{text:?}");
        }
    }

    #[test]
    fn going_back_keeps_letter_and_mark_together() {
        assert_eq!(backward("ae\u{301}bc", 2), (4, 2));
        assert_eq!(backward("ae\u{301}bc", 3), (1, 3));
        assert_eq!(backward("维护", 3), (3, 2));
    }

    #[test]
    fn lines_break_between_words_or_chinese_characters() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("extraordinarily long", 5), ["extraordinarily", "long"]);
        assert_eq!(wrap("坚定不移", 4), ["坚定", "不移"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("short", 0), ["short"]);
        assert_eq!(wrap_after("one two three", 4, 9), ["one", "two three"]);
        assert_eq!(wrap_after("one", 4, 9), ["one"]);
        assert_eq!(
            wrap_after("extraordinarily long", 5, 9),
            ["extraordinarily", "long"]
        );
    }
}
