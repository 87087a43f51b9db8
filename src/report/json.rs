//! The report for machines: one JSON document, or one object a line.
//!
//! Fields are added, never changed; `version` says which there are. Either form is written as findings come, and
//! keeps one finding on one line, so that it can be searched and compared by lines. Text is true, not sanitised:
//! characters that a terminal would obey are written as JSON escapes.

use std::io::{self, Write};

use super::json_fields::{
    DiagnosticFields, FailureFields, LastFields, SummaryFields, Surroundings, ToolFields, VERSION,
    push,
};
use super::{FileReport, ReportOptions, Reporter, Summary};
use crate::diagnostics::RuleId;
use crate::lint::Fingerprints;

/// Bytes after which the buffer is handed on.
const BLOCK: usize = 1 << 16;

/// Writes findings as JSON.
#[derive(Debug)]
pub struct Json {
    form: Form,
    version: &'static str,
    mqm: fn(RuleId) -> &'static str,
    begun: bool,
    first: bool,
    buffer: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Document,
    Lines,
}

impl Json {
    /// One document: version, tool, diagnostics, summary.
    pub fn document(options: &ReportOptions) -> Self {
        Self::new(Form::Document, options)
    }

    /// One diagnostic a line, then version, tool and summary on the last.
    pub fn lines(options: &ReportOptions) -> Self {
        Self::new(Form::Lines, options)
    }

    fn new(form: Form, options: &ReportOptions) -> Self {
        Self {
            form,
            version: options.version,
            mqm: options.mqm,
            begun: false,
            first: true,
            buffer: Vec::new(),
        }
    }

    fn tool(&self) -> ToolFields {
        ToolFields {
            name: "tifa",
            version: self.version,
        }
    }

    /// Writes what stands before the first diagnostic.
    fn begin(&mut self) -> io::Result<()> {
        if self.begun || self.form == Form::Lines {
            return Ok(());
        }
        self.begun = true;
        write!(self.buffer, "{{\n  \"version\": {VERSION},\n  \"tool\": ")?;
        let tool = self.tool();
        push(&tool, &mut self.buffer)?;
        self.buffer.extend_from_slice(b",\n  \"diagnostics\": [");
        Ok(())
    }

    fn hand_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let written = out.write_all(&self.buffer);
        self.buffer.clear();
        written
    }
}

impl Reporter for Json {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport<'_>) -> io::Result<()> {
        self.begin()?;
        let path = &**report.document.path();
        let mut fingerprints = Fingerprints::new();
        let in_parts = report
            .diagnostics
            .chunk_by(|first, next| first.location.part == next.location.part);
        for in_part in in_parts {
            let part = report.part(in_part[0].location.part);
            let mut starts = part.lines.cursor(&part.text);
            let mut ends = starts.clone();
            for diagnostic in in_part {
                let fingerprint = fingerprints.next(diagnostic, part).to_string();
                let help = diagnostic.help();
                let span = diagnostic.location.span;
                let fields = DiagnosticFields::new(
                    diagnostic,
                    &Surroundings {
                        path,
                        part,
                        start: starts.line_column(span.start()),
                        end: ends.line_column(span.end()),
                        mqm: (self.mqm)(diagnostic.rule),
                        help: help.as_deref(),
                        fingerprint: &fingerprint,
                        encoding: report.document.encoding(),
                    },
                );
                if self.form == Form::Document {
                    let separator = if self.first { "\n    " } else { ",\n    " };
                    self.buffer.extend_from_slice(separator.as_bytes());
                    self.first = false;
                }
                push(&fields, &mut self.buffer)?;
                if self.form == Form::Lines {
                    self.buffer.push(b'\n');
                }
                if self.buffer.len() >= BLOCK {
                    self.hand_on(out)?;
                }
            }
        }
        self.hand_on(out)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.begin()?;
        let failures: Vec<_> = summary.failures.iter().map(FailureFields::from).collect();
        let summary = SummaryFields::from(summary);
        match self.form {
            Form::Document => {
                let close: &[u8] = if self.first { b"]" } else { b"\n  ]" };
                self.buffer.extend_from_slice(close);
                self.buffer.extend_from_slice(b",\n  \"failures\": [");
                for (index, failure) in failures.iter().enumerate() {
                    let separator: &[u8] = if index == 0 { b"\n    " } else { b",\n    " };
                    self.buffer.extend_from_slice(separator);
                    push(failure, &mut self.buffer)?;
                }
                let close: &[u8] = if failures.is_empty() { b"]" } else { b"\n  ]" };
                self.buffer.extend_from_slice(close);
                self.buffer.extend_from_slice(b",\n  \"summary\": ");
                push(&summary, &mut self.buffer)?;
                self.buffer.extend_from_slice(b"\n}\n");
            }
            Form::Lines => {
                let last = LastFields {
                    version: VERSION,
                    tool: self.tool(),
                    failures,
                    summary,
                };
                push(&last, &mut self.buffer)?;
                self.buffer.push(b'\n');
            }
        }
        self.hand_on(out)
    }
}
