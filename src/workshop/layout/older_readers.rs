//! What came into TOML with version 1.1: other readers of glossaries, such as Python's `tomllib`, refuse it.

use toml_parser::parser::EventKind;

use super::page::Page;
use super::{edit, finding};
use crate::diagnostics::{Diagnostic, Edit};
use crate::text::Span;

/// Why it matters, after what it is.
const REFUSED: &str = "is TOML 1.1, which many editors and Python's `tomllib` refuse";

/// What is said of a table in braces that goes over several lines.
pub(super) fn on_several_lines() -> String {
    format!("a table in braces on several lines {REFUSED}")
}

/// What is said of a comma after the last key of a table in braces.
pub(super) fn comma_before_brace() -> String {
    format!("a comma before `}}` {REFUSED}")
}

/// Comments in tables in braces, and escapes that TOML 1.0 has not. Line breaks and commas there are found with the spaces.
pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut open: Vec<EventKind> = Vec::new();
    for token in &page.tokens {
        match token.kind {
            kind if token.opens() => open.push(kind),
            _ if token.closes() => drop(open.pop()),
            EventKind::Comment if open.last() == Some(&EventKind::InlineTableOpen) => {
                let message = format!("a comment in braces {REFUSED}");
                let help = "write the comment above the table, and the table on one line";
                found.push(finding(token.span, message, Vec::new()).with_help(help));
            }
            EventKind::Scalar | EventKind::SimpleKey => {
                found.extend(escapes(page.text, token.span));
            }
            _ => {}
        }
    }
    found
}

/// `\e` and `\xHH` in a string between double quotation marks.
fn escapes(text: &str, span: Span) -> Option<Diagnostic> {
    let written = span.of(text);
    if !written.starts_with('"') || !written.contains('\\') {
        return None;
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut characters = written.char_indices();
    while let Some((at, c)) = characters.next() {
        if c != '\\' {
            continue;
        }
        let place = |length: usize| Span::new(span.start() + at, span.start() + at + length);
        match characters.next() {
            Some((_, 'e')) => edits.push(edit(place(2), "\\u001B")),
            Some((_, 'x')) => {
                let digits = written.get(at + 2..at + 4)?;
                edits.push(edit(place(4), format!("\\u00{digits}")));
            }
            _ => {}
        }
    }
    let first = edits.first()?;
    let shown = first.span.of(text);
    Some(finding(first.span, format!("`{shown}` {REFUSED}"), edits))
}
