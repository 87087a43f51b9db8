//! The report for people: the line, the words underlined, what contradicts them, what to write.

use std::collections::BTreeMap;
use std::io::{self, Write};

use codespan_reporting::diagnostic as drawn;
use codespan_reporting::diagnostic::LabelStyle;
use codespan_reporting::files;
use codespan_reporting::term::{Chars, Config, emit_to_write_style};
use termcolor::{Buffer, WriteColor};

use super::columns::{TAB, wrap, wrap_after};
use super::excerpt::{Excerpts, Mark};
use super::ink::{Ink, bold, color_of};
use super::sanitize::sanitize;
use super::{FileReport, ReportOptions, Reporter, Summary};
use crate::diagnostics::{Diagnostic, Label, Severity};
use crate::text::{LineIndex, PartId};

/// Bytes after which the buffer is handed on.
const BLOCK: usize = 1 << 16;

/// The narrowest terminal that rows are made for; on a narrower one they wrap.
const NARROWEST: usize = 40;

/// What stands before the second line of a message and those after it.
const INDENT: &str = "  ";

/// Writes each finding with the line it is in.
pub struct Human {
    config: Config,
    ellipsis: &'static str,
    width: usize,
    buffer: Buffer,
}

/// The other files that labels point into, by path.
type Others<'a> = BTreeMap<&'a str, (&'a str, LineIndex)>;

impl Human {
    /// A report in the colours, characters and width of the options.
    pub fn new(options: &ReportOptions) -> Self {
        let config = Config {
            tab_width: TAB,
            chars: if options.ascii {
                Chars::ascii()
            } else {
                Chars::box_drawing()
            },
            ..Config::default()
        };
        Self {
            config,
            ellipsis: if options.ascii { "..." } else { "…" },
            width: options.width.max(NARROWEST),
            buffer: if options.color {
                Buffer::ansi()
            } else {
                Buffer::no_color()
            },
        }
    }

    fn draw(
        &mut self,
        report: &FileReport<'_>,
        others: &Others<'_>,
        diagnostic: &Diagnostic,
    ) -> io::Result<()> {
        let mut excerpts = Excerpts::new(self.ellipsis);
        let mut notes = Vec::new();
        let marks = marks(report, others, diagnostic, &mut excerpts, &mut notes);
        let room = self.width - excerpts.gutter(&marks).min(self.width);
        if let Some(help) = diagnostic.help() {
            notes.insert(0, format!("help: {help}"));
        }
        notes.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
        let labels = excerpts.lay_out(&marks, self.width);
        let drawn = drawn::Diagnostic::new(drawn_severity(diagnostic.severity))
            .with_code(diagnostic.rule.as_str())
            .with_message(self.headline(diagnostic))
            .with_labels(labels)
            .with_notes(notes.iter().map(|note| paragraph(note, room)).collect());
        let mut ink = Ink::new(&mut self.buffer);
        emit_to_write_style(&mut ink, &self.config, &excerpts, &drawn).map_err(io_error)
    }

    /// The message in lines that fit the terminal behind `error[rule]: `.
    fn headline(&self, diagnostic: &Diagnostic) -> String {
        let message = sanitize(&diagnostic.message);
        let before = diagnostic.severity.name().len() + diagnostic.rule.as_str().len() + 4;
        let lines = wrap_after(
            &message,
            self.width.saturating_sub(before),
            self.width - INDENT.len(),
        );
        lines.join(&format!("\n{INDENT}"))
    }

    fn hand_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let written = out.write_all(self.buffer.as_slice());
        self.buffer.clear();
        written
    }
}

impl Reporter for Human {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport<'_>) -> io::Result<()> {
        let others = others(report);
        for diagnostic in report.diagnostics {
            self.draw(report, &others, diagnostic)?;
            if self.buffer.len() >= BLOCK {
                self.hand_on(out)?;
            }
        }
        self.hand_on(out)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if summary.files == 0 {
            writeln!(self.buffer, "{summary}")?;
            return self.hand_on(out);
        }
        if summary.findings() == 0 {
            self.buffer.write_all(b"no findings")?;
        }
        for (index, (severity, count)) in summary.counts().enumerate() {
            if index > 0 {
                self.buffer.write_all(b", ")?;
            }
            let color = color_of(drawn_severity(severity));
            self.buffer.set_color(&bold(color))?;
            self.buffer.write_all(count.as_bytes())?;
            self.buffer.reset()?;
        }
        writeln!(self.buffer, "{}", summary.remainder())?;
        self.hand_on(out)
    }
}

/// The marks of a finding: the found words first, then its labels. A label whose text is not at hand becomes a note.
fn marks<'a>(
    report: &FileReport<'a>,
    others: &'a Others<'a>,
    diagnostic: &'a Diagnostic,
    excerpts: &mut Excerpts<'a>,
    notes: &mut Vec<String>,
) -> Vec<Mark<'a>> {
    let mut marks = Vec::with_capacity(diagnostic.labels.len() + 1);
    marks.push(Mark {
        file: own_file(report, diagnostic.location.part, excerpts),
        span: diagnostic.location.span,
        style: LabelStyle::Primary,
        message: "",
    });
    for label in &diagnostic.labels {
        let file = match other_path(report, label) {
            None => own_file(report, label.location.part, excerpts),
            Some(path) => match others.get(path) {
                Some((text, lines)) => excerpts.add(path, text, lines),
                None => {
                    notes.push(format!("note: {path}: {}", label.message));
                    continue;
                }
            },
        };
        marks.push(Mark {
            file,
            span: label.location.span,
            style: LabelStyle::Secondary,
            message: &label.message,
        });
    }
    marks
}

/// The number of one text of the document.
fn own_file<'a>(report: &FileReport<'a>, id: PartId, excerpts: &mut Excerpts<'a>) -> usize {
    let part = report.part(id);
    let path = report.document.path();
    match &part.name {
        Some(name) => excerpts.add(&format!("{path} ({name})"), &part.text, &part.lines),
        None => excerpts.add(path, &part.text, &part.lines),
    }
}

/// The file that a label points into, when it is not the document.
fn other_path<'a>(report: &FileReport<'_>, label: &'a Label) -> Option<&'a str> {
    let path = label.path.as_deref()?;
    (path != &**report.document.path()).then_some(path)
}

/// Every other file that is at hand, with its lines: read once for all findings.
fn others<'a>(report: &FileReport<'a>) -> Others<'a> {
    let mut others = Others::new();
    for label in report.diagnostics.iter().flat_map(|found| &found.labels) {
        if let Some(path) = other_path(report, label)
            && !others.contains_key(path)
            && let Some(text) = report.texts.and_then(|texts| texts.text(path))
        {
            others.insert(path, (text, LineIndex::new(text)));
        }
    }
    others
}

/// A note in lines that fit the terminal beside the gutter.
fn paragraph(note: &str, columns: usize) -> String {
    let note = sanitize(note);
    wrap(&note, columns).join("\n")
}

fn drawn_severity(severity: Severity) -> drawn::Severity {
    match severity {
        Severity::Error => drawn::Severity::Error,
        Severity::Warning => drawn::Severity::Warning,
        Severity::Note => drawn::Severity::Note,
    }
}

fn io_error(error: files::Error) -> io::Error {
    match error {
        files::Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
