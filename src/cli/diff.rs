//! `--diff`: what the fixes would change, as a unified difference.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use similar::{ChangeTag, TextDiff};
use termcolor::{Buffer, Color, ColorSpec, WriteColor};

use crate::documents::Document;
use crate::report::sanitize;

/// Lines shown around each change.
const CONTEXT: usize = 3;

/// The two texts of one file.
pub(super) struct Texts {
    path: String,
    before: String,
    after: String,
}

impl Texts {
    /// The text of a document, and the same after its fixes.
    pub(super) fn new(before: &Document, after: &Document) -> Self {
        Self {
            path: before.path().to_string(),
            before: before.parts()[0].text.clone(),
            after: after.parts()[0].text.clone(),
        }
    }

    /// Writes the difference. On a terminal, characters that it would obey are replaced; elsewhere the text stays exact,
    /// so that `patch` can read it.
    pub(super) fn write(&self, color: bool, out: &mut impl Write) -> io::Result<()> {
        let terminal = io::stdout().is_terminal();
        let mut buffer = if color {
            Buffer::ansi()
        } else {
            Buffer::no_color()
        };
        let path = shown(&self.path, terminal);
        colored(
            &mut buffer,
            None,
            false,
            &format!("--- {path}\n+++ {path}\n"),
        )?;
        let diff = TextDiff::from_lines(&self.before, &self.after);
        for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
            colored(
                &mut buffer,
                Some(Color::Cyan),
                false,
                &hunk.header().to_string(),
            )?;
            buffer.write_all(b"\n")?;
            if color {
                // Lines of paragraphs are long: what differs in them is underlined.
                for change in hunk
                    .ops()
                    .iter()
                    .flat_map(|op| diff.iter_inline_changes(op))
                {
                    let missing = change.missing_newline();
                    line(
                        &mut buffer,
                        change.tag(),
                        change.values(),
                        missing,
                        terminal,
                    )?;
                }
            } else {
                for change in hunk.iter_changes() {
                    let missing = change.missing_newline();
                    let values = [(false, change.value())];
                    line(&mut buffer, change.tag(), &values, missing, terminal)?;
                }
            }
        }
        out.write_all(buffer.as_slice())
    }
}

/// One line: its words, and whether they differ from those of the line beside it.
fn line(
    buffer: &mut Buffer,
    tag: ChangeTag,
    values: &[(bool, &str)],
    missing_newline: bool,
    terminal: bool,
) -> io::Result<()> {
    let color = match tag {
        ChangeTag::Equal => None,
        ChangeTag::Delete => Some(Color::Red),
        ChangeTag::Insert => Some(Color::Green),
    };
    colored(buffer, color, false, &tag.to_string())?;
    let mut end = "";
    for &(differs, words) in values {
        let line = words.trim_end_matches(['\n', '\r']);
        end = &words[line.len()..];
        colored(buffer, color, differs, &shown(line, terminal))?;
    }
    buffer.write_all(if terminal { b"\n" } else { end.as_bytes() })?;
    if missing_newline {
        let newline = if terminal { "" } else { "\n" };
        writeln!(buffer, "{newline}\\ No newline at end of file")?;
    }
    Ok(())
}

/// A text without characters that a terminal would obey, where it is shown on one.
fn shown(text: &str, terminal: bool) -> Cow<'_, str> {
    if terminal {
        sanitize(text)
    } else {
        Cow::Borrowed(text)
    }
}

fn colored(
    buffer: &mut Buffer,
    color: Option<Color>,
    underlined: bool,
    text: &str,
) -> io::Result<()> {
    let Some(color) = color.filter(|_| !text.is_empty()) else {
        return buffer.write_all(text.as_bytes());
    };
    let mut spec = ColorSpec::new();
    spec.set_fg(Some(color))
        .set_bold(underlined)
        .set_underline(underlined);
    buffer.set_color(&spec)?;
    buffer.write_all(text.as_bytes())?;
    buffer.reset()
}
