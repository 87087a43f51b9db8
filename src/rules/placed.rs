//! A replacement as the file is to have it: its line breaks where the text breaks its lines, its characters escaped.

use std::borrow::Cow;

use crate::documents::{Format, Role};

/// One stretch of white space between two words as the file has it: a space, or a line end with its indentation.
pub(super) fn is_wrap(gap: &str) -> bool {
    memchr::memchr2(b'\n', b'\r', gap.as_bytes()).is_some()
}

/// Whether a gap holds nothing that is not white space or the mark of a quotation in Markdown.
pub(super) fn is_plain(gap: &str) -> bool {
    gap.chars().all(|c| c.is_whitespace() || c == '>')
}

/// The words of a replacement with the line breaks of the words they replace, each as near to its place as words allow.
///
/// `lengths` are those of the words replaced, in characters, `gaps` what stands between them. More breaks than the new words have room
/// for are left out.
pub(super) fn wrapped(words: &[Cow<'_, str>], lengths: &[usize], gaps: &[&str]) -> String {
    let mut breaks = Vec::new();
    let mut column = 0;
    for (length, gap) in lengths.iter().zip(gaps) {
        column += length;
        if is_wrap(gap) {
            breaks.push((column, *gap));
        }
        column += 1;
    }
    let mut out = String::new();
    let mut breaks = breaks.into_iter().peekable();
    let mut column = 0;
    for (index, word) in words.iter().enumerate() {
        out.push_str(word);
        column += word.chars().count();
        let Some(next) = words.get(index + 1) else {
            break;
        };
        // Break here if the next place to break is further off.
        let here = |&(at, _): &(usize, &str)| {
            at.abs_diff(column) <= at.abs_diff(column + 1 + next.chars().count())
        };
        match breaks.next_if(here) {
            Some((_, gap)) => out.push_str(gap),
            None if breaks.len() == words.len() - 1 - index => {
                out.push_str(breaks.next().map_or(" ", |(_, gap)| gap));
            }
            None => out.push(' '),
        }
        column += 1;
    }
    out
}

/// A text as it is written in a file of the given format, so that it is read as itself.
pub(super) fn escaped(text: &str, format: Format, role: Role) -> Cow<'_, str> {
    let special: &[char] = match (format, role) {
        (Format::Text, _) => &[],
        (Format::Html, Role::Caption) => &['&', '<', '>', '"', '\''],
        (Format::Html, _) => &['&', '<', '>'],
        (Format::Markdown, _) => &['*', '_', '`', '[', ']', '<', '\\', '|', '&'],
    };
    if special.is_empty() || !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match (format, c) {
            (Format::Markdown, '&') if !begins_reference(rest) => out.push('&'),
            (_, '&') => out.push_str("&amp;"),
            (_, '<') => out.push_str("&lt;"),
            (Format::Html, '>') => out.push_str("&gt;"),
            (Format::Html, '"') if role == Role::Caption => out.push_str("&quot;"),
            (Format::Html, '\'') if role == Role::Caption => out.push_str("&#39;"),
            (Format::Markdown, c) if special.contains(&c) => out.extend(['\\', c]),
            (_, c) => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether an ampersand before `rest` would begin a character reference.
fn begins_reference(rest: &str) -> bool {
    let name = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    rest.as_bytes().get(name) == Some(&b';') && name > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_stay_near_their_places() {
        for (found, replacement, expected) in [
            ("two\nmaintenances", "Two Upholds", "Two\nUpholds"),
            ("two maintenances", "Two Upholds", "Two Upholds"),
            (
                "eight central\n  regulations",
                "eight-point decision on conduct",
                "eight-point\n  decision on conduct",
            ),
            ("a\nvery long old name", "new name", "new\nname"),
            ("a very long old\nname", "quite new name", "quite new\nname"),
            ("one\ntwo\nthree", "four five", "four\nfive"),
            ("one\ntwo", "three", "three"),
            ("one  two\r\n> three", "four five six", "four five\r\n> six"),
        ] {
            let words: Vec<Cow<'_, str>> = replacement.split(' ').map(Cow::Borrowed).collect();
            let old: Vec<&str> = found
                .split([' ', '\n', '\r', '>'])
                .filter(|word| !word.is_empty())
                .collect();
            let lengths: Vec<usize> = old.iter().map(|word| word.chars().count()).collect();
            let start = |word: &str| word.as_ptr() as usize - found.as_ptr() as usize;
            let gaps: Vec<&str> = old
                .windows(2)
                .map(|pair| &found[start(pair[0]) + pair[0].len()..start(pair[1])])
                .collect();
            assert_eq!(wrapped(&words, &lengths, &gaps), expected, "{found:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_itself() {
        for (text, format, role, expected) in [
            ("R&D <b>", Format::Text, Role::Paragraph, "R&D <b>"),
            ("R&D <b>", Format::Html, Role::Heading, "R&amp;D &lt;b&gt;"),
            ("the \"R's\"", Format::Html, Role::Paragraph, "the \"R's\""),
            (
                "the \"R's\"",
                Format::Html,
                Role::Caption,
                "the &quot;R&#39;s&quot;",
            ),
            ("R&D work", Format::Markdown, Role::Paragraph, "R&D work"),
            ("R&D", Format::Markdown, Role::Paragraph, "R&D"),
            (
                "a * _b_ &amp; [c]",
                Format::Markdown,
                Role::Paragraph,
                r"a \* \_b\_ &amp;amp; \[c\]",
            ),
        ] {
            assert_eq!(
                escaped(text, format, role),
                expected,
                "{text} in {format:?}"
            );
        }
    }
}
