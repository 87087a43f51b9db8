//! `--diff`: what the fixes would change, as a unified difference.

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
        let shown = |line: &str| -> String {
            if terminal {
                sanitize(line).into_owned()
            } else {
                line.to_owned()
            }
        };
        let mut buffer = if color {
            Buffer::ansi()
        } else {
            Buffer::no_color()
        };
        let path = shown(&self.path);
        colored(&mut buffer, None, &format!("--- {path}\n+++ {path}\n"))?;
        let diff = TextDiff::from_lines(&self.before, &self.after);
        for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
            colored(&mut buffer, Some(Color::Cyan), &hunk.header().to_string())?;
            buffer.write_all(b"\n")?;
            for change in hunk.iter_changes() {
                let color = match change.tag() {
                    ChangeTag::Equal => None,
                    ChangeTag::Delete => Some(Color::Red),
                    ChangeTag::Insert => Some(Color::Green),
                };
                let value = change.value();
                let line = value.trim_end_matches(['\n', '\r']);
                let line = format!("{}{}", change.tag(), shown(line));
                colored(&mut buffer, color, &line)?;
                let end = &value[value.trim_end_matches(['\n', '\r']).len()..];
                buffer.write_all(if terminal { b"\n" } else { end.as_bytes() })?;
                if change.missing_newline() {
                    let newline = if terminal { "" } else { "\n" };
                    writeln!(buffer, "{newline}\\ No newline at end of file")?;
                }
            }
        }
        out.write_all(buffer.as_slice())
    }
}

fn colored(buffer: &mut Buffer, color: Option<Color>, text: &str) -> io::Result<()> {
    let Some(color) = color else {
        return buffer.write_all(text.as_bytes());
    };
    buffer.set_color(ColorSpec::new().set_fg(Some(color)))?;
    buffer.write_all(text.as_bytes())?;
    buffer.reset()
}
