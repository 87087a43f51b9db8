#![cfg(test)]
//! One article in many guises: wrapped, marked up, with entities, no-break spaces, other line ends and soft hyphens. Each
//! has the same findings in the same order, each at the bytes that write the same words.
//!
//! The guises are made from one text by one function, which notes where each byte of the article went.

#[path = "support/guise.rs"]
mod guise;
mod support;

use std::sync::LazyLock;

use guise::{GUISES, Written};
use pretty_assertions::assert_eq;
use support::apply;
use tifa::diagnostics::{Diagnostic, Fix};
use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Glossary};
use tifa::lint::{Linter, Settings};
use tifa::text::{Span, comparison_key};

static GLOSSARY: LazyLock<Glossary> =
    LazyLock::new(|| glossary::load(&glossary::bundled()).glossary);
static LINTER: LazyLock<Linter<'static>> =
    LazyLock::new(|| Linter::new(&GLOSSARY, Settings::default()));

/// The article of the first page, and what it lacks: possessives, plurals, a term at the end of a paragraph.
static ARTICLE: LazyLock<String> = LazyLock::new(|| {
    let article = include_str!("../examples/article.en.md");
    let article = article.strip_prefix("# ").unwrap().trim_end();
    assert!(!article.contains(['*', '_', '<', '&', '#', '\r', '\u{AD}']));
    format!("{article}\n\n{MORE}")
});

const MORE: &str = "The Municipal Discipline Inspection Committee's report named two \
    organizational departments of municipal party committees. The forest length systems' rules and the Party's party \
    building work were praised by the State Administration for Industry and Commerce's staff, who studied the two \
    maintenances.\n\nAt the primary-level Party's Maple Bridge experiences, the head goose's role was discussed with \
    the the Chairman of the NPC Standing Committee";

/// What a finding says wherever it stands: its rule, its concept, what it says and advises, with typography folded.
type Said = (&'static str, String, String, String, String);

fn said(found: &Diagnostic) -> Said {
    let severity = found.severity;
    (
        found.rule.as_str(),
        format!("{severity} {}", found.concept.as_deref().unwrap_or("–")),
        found.source_term.as_deref().unwrap_or("–").to_owned(),
        comparison_key(&without_numbers(&found.message)),
        comparison_key(&found.help().unwrap_or_default()),
    )
}

/// A message without the numbers of characters that nobody sees, `<U+200B>`.
fn without_numbers(message: &str) -> String {
    let mut parts = message.split("<U+");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.split_once('>').map_or(part, |(_, rest)| rest)
    })
}

#[test]
fn the_article_has_many_kinds_of_findings() {
    let document = read_str("article", &ARTICLE, Format::Text);
    let found = LINTER.lint(&document).diagnostics;
    let mut rules: Vec<_> = found.iter().map(|found| found.rule).collect();
    rules.sort();
    rules.dedup();
    assert!(found.len() >= 35, "only {} findings", found.len());
    assert!(rules.len() >= 9, "only {rules:?}");
}

#[test]
fn every_guise_has_the_same_findings_at_its_own_bytes() {
    let plain = LINTER.lint(&read_str("article", &ARTICLE, Format::Text));
    for guise in GUISES {
        let written = Written::new(&ARTICLE, guise);
        let text = &written.text;
        let findings = LINTER.lint(&read_str("article", text, guise.format));
        let at = |found: &Diagnostic, span: Span| (said(found), span, span.of(text).to_owned());
        let found = findings.diagnostics.iter();
        let found: Vec<_> = found.map(|found| at(found, found.location.span)).collect();
        let expected = plain.diagnostics.iter();
        let expected: Vec<_> = expected
            .map(|found| at(found, written.place(found.location.span)))
            .collect();
        assert_eq!(found, expected, "{}", guise.name);
        assert_eq!(findings.words, plain.words, "{}", guise.name);
    }
}

#[test]
fn a_fix_writes_the_same_words_in_every_guise() {
    let plain = read_str("article", &ARTICLE, Format::Text);
    let plain_findings = LINTER.lint(&plain).diagnostics;
    let mut split = 0;
    for guise in GUISES {
        let document = read_str("article", &Written::new(&ARTICLE, guise).text, guise.format);
        let findings = LINTER.lint(&document).diagnostics;
        for (found, in_plain) in findings.iter().zip(&plain_findings) {
            let name = format!("{}: {found:?}", guise.name);
            let (Some(fix), Some(expected)) = (found.fixes.first(), in_plain.fixes.first()) else {
                // Only markup inside the words may stand in the way of a fix.
                let may_miss = !guise.inline.is_empty() && found.fixes.is_empty();
                assert!(may_miss || in_plain.fixes.is_empty(), "{name}");
                continue;
            };
            split += usize::from(fix.edits.len() > expected.edits.len());
            assert_eq!(prose(&document, fix), prose(&plain, expected), "{name}");
        }
    }
    assert!(split > 0, "no fix goes around markup");
}

/// The words of a document after a fix, typography folded.
fn prose(document: &Document, fix: &Fix) -> String {
    let text = apply(&document.parts()[0].text, &fix.edits);
    let fixed = read_str("fixed", &text, document.format());
    let part = &fixed.parts()[0];
    let texts = part.segments.iter().map(|segment| segment.text(&part.text));
    comparison_key(&texts.collect::<Vec<_>>().join("\n"))
}
