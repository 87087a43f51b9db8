//! Front matter: the YAML or TOML between marks on the first lines of a Markdown file.

use crate::text::Span;

/// Where the Markdown of `text` begins, after a byte-order mark and front matter.
///
/// Front matter begins on the first line, with `---` (YAML) or `+++` (TOML), and the next line is not blank; a file may
/// begin with a thematic break. Without an end there is none.
pub(super) fn end(text: &str) -> usize {
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut at = start;
    let mut opening = "";
    for (index, line) in text[start..].split_inclusive('\n').enumerate() {
        at += line.len();
        let content = line.trim_end();
        match index {
            0 if matches!(content, "---" | "+++") => opening = content,
            0 => return start,
            1 if content.is_empty() => return start,
            _ if content == opening || opening == "---" && content == "..." => return at,
            _ => {}
        }
    }
    start
}

/// The front matter of `text` with its marks; empty where there is none.
pub(super) fn span(text: &str) -> Span {
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    Span::new(start, end(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_stands_at_the_beginning_only() {
        for (text, rest) in [
            ("---\ntitle: A\n\ndate: B\n---\nprose", "prose"),
            ("\u{FEFF}---\r\ntitle: A\r\n---\r\nprose", "prose"),
            ("---\ntitle: A\n...\nprose", "prose"),
            ("+++\ntitle = 'A'\n+++\nprose", "prose"),
            ("---\n---\nprose", "prose"),
            ("---\n\nprose\n\n---\n", "---\n\nprose\n\n---\n"),
            ("\n---\na: b\n---\n", "\n---\na: b\n---\n"),
            ("---\nnever closed", "---\nnever closed"),
            ("+++\na\n---\n", "+++\na\n---\n"),
            ("\u{FEFF}prose", "prose"),
            ("", ""),
        ] {
            assert_eq!(&text[end(text)..], rest, "{text:?}");
        }
    }
}
