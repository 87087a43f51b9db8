//! What changing a glossary does to the findings in real texts.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::documents::Document;
use crate::lint::Linter;

/// Characters shown before and after the words of a finding.
const CONTEXT: usize = 40;

/// A finding that only one of two glossaries gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moved {
    /// Whether the later glossary gives it, or the earlier one.
    pub appears: bool,
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The rule.
    pub rule: &'static str,
    /// What it says, and what to write instead.
    pub message: String,
    /// The words with what stands around them.
    pub context: String,
}

/// The findings that appear and disappear in one document, by concept; those of no concept are under an empty name. With
/// its Chinese source, what counts only where the source names a concept is among them.
pub fn impact(
    document: &Document,
    source: Option<&str>,
    old: &Linter<'_>,
    new: &Linter<'_>,
) -> BTreeMap<String, Vec<Moved>> {
    let lint = |linter: &Linter<'_>| match source {
        Some(source) => linter.lint_with_source(document, source).diagnostics,
        None => linter.lint(document).diagnostics,
    };
    let (before, after) = (lint(old), lint(new));
    let mut moved: BTreeMap<String, Vec<Moved>> = BTreeMap::new();
    for (appears, these, those) in [(false, &before, &after), (true, &after, &before)] {
        for found in these {
            if those.iter().any(|other| is_same(found, other)) {
                continue;
            }
            let concept = found.concept.as_deref().unwrap_or_default().to_owned();
            let all = moved.entry(concept).or_default();
            all.push(describe(document, found, appears));
        }
    }
    moved
}

fn is_same(left: &Diagnostic, right: &Diagnostic) -> bool {
    left.location == right.location
        && left.rule == right.rule
        && left.concept == right.concept
        && left.severity == right.severity
        && left.fixes == right.fixes
}

fn describe(document: &Document, found: &Diagnostic, appears: bool) -> Moved {
    let part = document.part(found.location.part);
    let (text, span) = (&part.text, found.location.span);
    let before: Vec<char> = text[..span.start()].chars().rev().take(CONTEXT).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[span.end()..].chars().take(CONTEXT).collect();
    let context = format!("{before}[{}]{after}", span.of(text));
    Moved {
        appears,
        path: document.path().to_string(),
        line: part.lines.line_column(text, span.start()).line,
        rule: found.rule.as_str(),
        message: match found.help() {
            Some(help) => format!("{} ({help})", found.message),
            None => found.message.to_string(),
        },
        context: context.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
