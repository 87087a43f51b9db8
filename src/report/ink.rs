//! Colours of the human report.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;
use termcolor::{Buffer, Color, ColorSpec, WriteColor};

/// Introductions of a note that are set in bold.
const INTRODUCTIONS: [&str; 2] = ["help:", "note:"];

/// A buffer that colours what codespan-reporting draws; without colours it writes plain text.
pub(super) struct Ink<'a> {
    buffer: &'a mut Buffer,
    /// A bullet was drawn and its text comes next.
    in_note: bool,
}

impl<'a> Ink<'a> {
    /// Writes into `buffer`, which decides whether colours are written at all.
    pub(super) fn new(buffer: &'a mut Buffer) -> Self {
        Self {
            buffer,
            in_note: false,
        }
    }

    fn set(&mut self, color: Color) -> io::Result<()> {
        self.buffer.set_color(&bold(color))
    }
}

/// The colour in which findings of a severity are announced.
pub(super) fn color_of(severity: Severity) -> Color {
    match severity {
        Severity::Bug | Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Note => Color::Green,
        Severity::Help => Color::Cyan,
    }
}

/// Bold and bright: plain blue cannot be read on many a dark terminal.
pub(super) fn bold(color: Color) -> ColorSpec {
    let mut spec = ColorSpec::new();
    spec.set_fg(Some(color)).set_bold(true).set_intense(true);
    spec
}

impl Write for Ink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let introduction = INTRODUCTIONS
            .iter()
            .find(|word| self.in_note && bytes.starts_with(word.as_bytes()));
        if let Some(word) = introduction {
            self.in_note = false;
            self.buffer.set_color(ColorSpec::new().set_bold(true))?;
            self.buffer.write_all(word.as_bytes())?;
            WriteColor::reset(self.buffer)?;
            self.buffer.write_all(&bytes[word.len()..])?;
        } else {
            self.in_note &= bytes != b"\n";
            self.buffer.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Ink<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.set(color_of(severity))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.buffer.set_color(ColorSpec::new().set_bold(true))
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(Color::Blue)
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.in_note = true;
        self.set(Color::Blue)
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(Color::Blue)
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.set(match style {
            LabelStyle::Primary => color_of(severity),
            LabelStyle::Secondary => Color::Blue,
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        WriteColor::reset(self.buffer)
    }
}
