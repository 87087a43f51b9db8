//! The place that is asked about: file, line and column.

use std::path::PathBuf;

use crate::text::Span;

/// A place as typed; lines and columns from 1.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) line: usize,
    pub(super) column: Option<usize>,
}

/// Reads a place.
pub(super) fn place(text: &str) -> Option<Place> {
    let (rest, last) = text.rsplit_once(':')?;
    let last: usize = last.parse().ok().filter(|&number| number > 0)?;
    if let Some((path, line)) = rest.rsplit_once(':')
        && let Ok(line) = line.parse()
        && line > 0
    {
        return Some(Place {
            path: path.into(),
            line,
            column: Some(last),
        });
    }
    Some(Place {
        path: rest.into(),
        line: last,
        column: None,
    })
}

/// The bytes of a line, or of the character at a column.
pub(super) fn bytes_of(text: &str, place: &Place) -> Result<Span, String> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n');
    let count = lines.clone().count();
    for _ in 1..place.line {
        start += lines.next().map_or(0, str::len);
    }
    let line = lines.next().ok_or_else(|| match count {
        1 => "the file has one line; write a line that it has".to_owned(),
        count => format!("the file has {count} lines; write a line that it has"),
    })?;
    let line = line.trim_end_matches(['\n', '\r']);
    let Some(column) = place.column else {
        return Ok(Span::new(start, start + line.len()));
    };
    let at = line.char_indices().nth(column - 1);
    let (at, c) = at.ok_or_else(|| {
        format!(
            "line {} has {} characters; write a column that it has",
            place.line,
            line.chars().count()
        )
    })?;
    Ok(Span::new(start + at, start + at + c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_its_end() {
        for (text, expected) in [
            ("a.md:3", Some(("a.md", 3, None))),
            ("a.md:3:12", Some(("a.md", 3, Some(12)))),
            ("c:a.md:3", Some(("c:a.md", 3, None))),
            ("a.md", None),
            ("a.md:0", None),
            ("a.md:x", None),
        ] {
            let read = place(text);
            let read = read.map(|place| (place.path, place.line, place.column));
            let expected = expected.map(|(path, line, column)| (PathBuf::from(path), line, column));
            assert_eq!(read, expected, "{text}");
        }
    }
}
