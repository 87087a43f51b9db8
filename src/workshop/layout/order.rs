//! The order of the keys in a table, which is that of the guide.

use super::page::{Page, Statement};
use super::{edit, finding};
use crate::diagnostics::Diagnostic;
use crate::text::Span;

/// The tables of a glossary and the order of their keys.
const ORDERS: [(&str, &[&str]); 4] = [
    (
        "glossary",
        &[
            "format",
            "id",
            "title",
            "source-language",
            "target-language",
            "license",
            "disable",
        ],
    ),
    ("class", &["id", "members"]),
    (
        "concept",
        &[
            "id",
            "kind",
            "classes",
            "source",
            "preferred",
            "admitted",
            "short",
            "deprecated",
            "superseded",
            "not-in",
            "case",
            "well-known",
            "homonym",
            "fuzzy",
            "override",
            "evidence",
            "reference",
            "note",
            "example",
        ],
    ),
    ("concept.example", &["source", "text", "finds"]),
];

/// Tables whose keys are in another order.
pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(header) = page.statements.get(at) {
        let keys = page.statements[at + 1..]
            .iter()
            .take_while(|statement| !statement.is_header)
            .count();
        if header.is_header {
            let table = &page.statements[at + 1..at + 1 + keys];
            found.extend(check_table(page, header, table));
        }
        at += 1 + keys;
    }
    found
}

fn check_table(page: &Page<'_>, header: &Statement, table: &[Statement]) -> Option<Diagnostic> {
    let name = page.name_of(header);
    let (_, order) = ORDERS.iter().find(|(known, _)| *known == name)?;
    // An unknown key is a mistake of its own; where it belongs is unknown as well.
    let places: Vec<usize> = table
        .iter()
        .map(|statement| {
            let key = page.key_of(statement)?;
            order.iter().position(|known| *known == key)
        })
        .collect::<Option<_>>()?;
    let wrong = (1..places.len()).find(|&at| places[at] < places[at - 1])?;
    let key = |at: usize| order[places[at]];
    let before = places[..wrong]
        .iter()
        .position(|&place| place > places[wrong]);
    let message = format!(
        "`{}` belongs before `{}`",
        key(wrong),
        key(before.unwrap_or(wrong - 1))
    );
    let lines = lines_of(page, header, table);
    let mut sorted: Vec<(usize, Span)> = places.into_iter().zip(lines.iter().copied()).collect();
    sorted.sort_by_key(|&(place, _)| place);
    let mut text = String::new();
    for (_, line) in sorted {
        text.push_str(line.of(page.text));
        if !text.ends_with('\n') {
            text.push_str(page.line_end);
        }
    }
    let all = lines[0].joined(lines[lines.len() - 1]);
    let span = table[wrong].span;
    let (key, _) = page.said(&table[wrong]).next()?;
    debug_assert!(span.contains(page.tokens[key].span));
    Some(finding(
        page.tokens[key].span,
        message,
        vec![edit(all, text)],
    ))
}

/// The lines of each statement: from the end of the line before, with the comments above it, to its own end of line.
fn lines_of(page: &Page<'_>, header: &Statement, table: &[Statement]) -> Vec<Span> {
    let end_of_line = |at: usize| {
        let rest = &page.text[at..];
        rest.find('\n').map_or(page.text.len(), |end| at + end + 1)
    };
    let mut start = end_of_line(header.span.end());
    let mut lines = Vec::with_capacity(table.len());
    for statement in table {
        let end = end_of_line(statement.span.end());
        lines.push(Span::new(start, end));
        start = end;
    }
    lines
}
