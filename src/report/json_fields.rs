//! The fields of the JSON report, in their order, and how their text is escaped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::sanitize::{harmless, is_plain};
use super::{Failure, Summary};
use crate::diagnostics::{Diagnostic, Fix};
use crate::documents::Part;
use crate::text::{LineColumn, Span};

/// The version of the fields.
pub(super) const VERSION: u32 = 1;

#[derive(Clone, Copy, Serialize)]
pub(super) struct ToolFields {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

#[derive(Serialize)]
pub(super) struct DiagnosticFields<'a> {
    rule: &'static str,
    severity: &'static str,
    mqm: &'static str,
    path: &'a str,
    segment: Option<&'a str>,
    span: SpanFields,
    start: PlaceFields,
    end: PlaceFields,
    text: &'a str,
    concept: Option<&'a str>,
    source_term: Option<&'a str>,
    /// Left out where nothing is guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<u8>,
    message: &'a str,
    help: Option<&'a str>,
    related: Vec<RelatedFields<'a>>,
    fixes: Vec<FixFields<'a>>,
    fingerprint: &'a str,
    /// The encoding of a file whose bytes are not those that the spans count; left out for UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
}

/// What a finding's fields are taken from, beside the finding itself.
pub(super) struct Surroundings<'a> {
    pub(super) path: &'a str,
    pub(super) part: &'a Part,
    pub(super) start: LineColumn,
    pub(super) end: LineColumn,
    pub(super) mqm: &'static str,
    pub(super) help: Option<&'a str>,
    pub(super) fingerprint: &'a str,
    pub(super) encoding: &'static str,
}

impl<'a> DiagnosticFields<'a> {
    pub(super) fn new(diagnostic: &'a Diagnostic, around: &Surroundings<'a>) -> Self {
        let span = diagnostic.location.span;
        let related = diagnostic.labels.iter().map(|label| RelatedFields {
            path: label.path.as_deref().unwrap_or(around.path),
            span: label.location.span.into(),
            message: &label.message,
        });
        Self {
            rule: diagnostic.rule.as_str(),
            severity: diagnostic.severity.name(),
            mqm: around.mqm,
            path: around.path,
            segment: around.part.name.as_deref(),
            span: span.into(),
            start: around.start.into(),
            end: around.end.into(),
            text: span.of(&around.part.text),
            concept: diagnostic.concept.as_deref(),
            source_term: diagnostic.source_term.as_deref(),
            confidence: diagnostic.confidence,
            message: &diagnostic.message,
            help: around.help,
            related: related.collect(),
            fixes: diagnostic.fixes.iter().map(FixFields::from).collect(),
            fingerprint: around.fingerprint,
            encoding: (around.encoding != "UTF-8").then_some(around.encoding),
        }
    }
}

#[derive(Serialize)]
struct SpanFields {
    start: usize,
    end: usize,
}

impl From<Span> for SpanFields {
    fn from(span: Span) -> Self {
        Self {
            start: span.start(),
            end: span.end(),
        }
    }
}

#[derive(Serialize)]
struct PlaceFields {
    line: usize,
    column: usize,
}

impl From<LineColumn> for PlaceFields {
    fn from(place: LineColumn) -> Self {
        Self {
            line: place.line,
            column: place.column,
        }
    }
}

#[derive(Serialize)]
struct RelatedFields<'a> {
    path: &'a str,
    span: SpanFields,
    message: &'a str,
}

#[derive(Serialize)]
struct FixFields<'a> {
    applicability: &'static str,
    edits: Vec<EditFields<'a>>,
}

#[derive(Serialize)]
struct EditFields<'a> {
    span: SpanFields,
    replacement: &'a str,
}

impl<'a> From<&'a Fix> for FixFields<'a> {
    fn from(fix: &'a Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| EditFields {
            span: edit.span.into(),
            replacement: &edit.replacement,
        });
        Self {
            applicability: fix.applicability.name(),
            edits: edits.collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct SummaryFields {
    files: usize,
    words: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    fixable: usize,
    /// Findings that a baseline holds; left out without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<usize>,
}

impl From<&Summary> for SummaryFields {
    fn from(summary: &Summary) -> Self {
        Self {
            files: summary.files,
            words: summary.words,
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            fixable: summary.fixable,
            accepted: summary.accepted,
        }
    }
}

/// A file that could not be read or written.
#[derive(Serialize)]
pub(super) struct FailureFields<'a> {
    path: &'a str,
    /// `read` or `write`: what could not be done.
    failed: &'static str,
    message: &'a str,
}

impl<'a> From<&'a Failure> for FailureFields<'a> {
    fn from(failure: &'a Failure) -> Self {
        Self {
            path: &failure.path,
            failed: if failure.unread { "read" } else { "write" },
            message: &failure.message,
        }
    }
}

/// The last line of JSON lines.
#[derive(Serialize)]
pub(super) struct LastFields<'a> {
    pub(super) version: u32,
    pub(super) tool: ToolFields,
    pub(super) failures: Vec<FailureFields<'a>>,
    pub(super) summary: SummaryFields,
}

/// Appends a value as JSON on one line.
pub(super) fn push(value: &impl Serialize, buffer: &mut Vec<u8>) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(buffer, OneLine);
    value.serialize(&mut serializer).map_err(io::Error::from)
}

/// JSON on one line with spaces after commas and colons; characters that a terminal would obey are escaped.
struct OneLine;

impl OneLine {
    fn comma<W: ?Sized + Write>(writer: &mut W, first: bool) -> io::Result<()> {
        if first {
            Ok(())
        } else {
            writer.write_all(b", ")
        }
    }
}

impl Formatter for OneLine {
    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        Self::comma(writer, first)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        Self::comma(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if is_plain(fragment) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            if harmless(c) == c {
                continue;
            }
            writer.write_all(&fragment.as_bytes()[written..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_true_and_harmless() {
        for text in [
            "“两个维护” e\u{301} 🇨🇳",
            "a\u{1B}[31m\u{7F}\u{9B}\u{AD}b\\\"\r\n\t",
            "\u{FEFF}\u{200B}\u{202E}\u{2028}\u{E0041}",
        ] {
            let mut buffer = Vec::new();
            push(&text, &mut buffer).unwrap();
            let json = String::from_utf8(buffer).unwrap();
            assert!(json.chars().all(|c| harmless(c) == c), "{json:?}");
            assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
