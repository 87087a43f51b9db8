#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "the pages are read here")]
//! Correct official English passes: the pages in `tests/clean/` have no findings, and use what the glossaries know.
//!
//! The pages are invented, their people and their towns as well; only institutions and policies are real.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::LazyLock;

use pretty_assertions::assert_eq;
use tifa::documents::{Document, Format, Role, read_str};
use tifa::glossary::{self, Glossary, Rendering, RenderingForm, TermStatus};
use tifa::lint::{Linter, Settings};
use tifa::matching::{Capitals, Mention};
use tifa::text::Span;

static GLOSSARY: LazyLock<Glossary> =
    LazyLock::new(|| glossary::load(&glossary::bundled()).glossary);
static LINTER: LazyLock<Linter<'static>> =
    LazyLock::new(|| Linter::new(&GLOSSARY, Settings::default()));

/// The pages, by their names.
fn pages() -> BTreeMap<String, String> {
    let pages: BTreeMap<_, _> = fs::read_dir("tests/clean")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.to_string_lossy().replace('\\', "/"), text)
        })
        .collect();
    assert!(pages.len() >= 3, "only {} pages", pages.len());
    pages
}

/// Places and messages of all findings.
fn findings(document: &Document) -> Vec<String> {
    let part = &document.parts()[0];
    let findings = LINTER.lint(document).diagnostics;
    findings
        .iter()
        .map(|found| {
            let at = part
                .lines
                .line_column(&part.text, found.location.span.start());
            let (path, line, column) = (document.path(), at.line, at.column);
            format!("{path}:{line}:{column}: {} [{}]", found.message, found.rule)
        })
        .collect()
}

#[test]
fn correct_english_has_no_findings() {
    for (path, text) in pages() {
        let silent: Vec<String> = Vec::new();
        let page = read_str(&path, &text, Format::Markdown);
        assert_eq!(findings(&page), silent);
        // One line for each paragraph, as articles are often kept.
        let unwrapped = unwrapped(&text);
        let page = read_str(&path, &unwrapped, Format::Text);
        assert_eq!(findings(&page), silent, "unwrapped, as plain text");
        let shouted = unwrapped.to_uppercase();
        let page = read_str(&path, &shouted, Format::Text);
        assert_eq!(findings(&page), silent, "in capitals, as plain text");
    }
}

/// The words of a page, each paragraph and each item on a line of its own, without the marks of Markdown.
fn unwrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.replace('*', "");
        let words = line.trim_start_matches(['#', '>', '-', ' ']);
        if line.starts_with('-') || words.is_empty() {
            out.push_str("\n\n");
        } else if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(words);
    }
    out
}

/// A mention with what its shape is told from.
struct Seen<'a> {
    mention: &'a Mention,
    rendering: &'a Rendering,
    role: Role,
    /// The text of the segment before the mention.
    before: &'a str,
    /// The bytes of the page, markup inside included, and the byte before them.
    written: &'a str,
    outside: &'a str,
}

type Shape = (&'static str, fn(&Seen<'_>) -> bool);

/// In what shapes the pages must mention concepts, each at least three times.
const SHAPES: &[Shape] = &[
    ("preferred", |seen| {
        seen.rendering.status == TermStatus::Preferred
    }),
    ("admitted", |seen| {
        let full = seen.rendering.form == RenderingForm::Full;
        full && seen.rendering.status == TermStatus::Admitted
    }),
    ("short", |seen| seen.rendering.form == RenderingForm::Short),
    ("abbreviation", |seen| {
        seen.rendering.form == RenderingForm::Abbreviation
    }),
    ("plural", |seen| seen.mention.plural),
    ("possessive", |seen| seen.mention.possessive > 0),
    ("plural and possessive", |seen| {
        seen.mention.plural && seen.mention.possessive > 0
    }),
    ("in a heading", |seen| seen.role == Role::Heading),
    ("all in capitals", |seen| {
        seen.mention.capitals.has(Capitals::SHOUTED)
    }),
    ("with a capital at the start of a sentence", |seen| {
        let start = seen.before.is_empty() || seen.before.ends_with(". ");
        start && seen.mention.capitals.has(Capitals::FIRST_RAISED)
    }),
    ("over a line break", |seen| seen.written.contains('\n')),
    ("in bold or italics", |seen| seen.outside == "*"),
    ("with markup inside", |seen| seen.written.contains('*')),
];

#[test]
fn the_pages_use_many_terms_in_many_shapes() {
    let mut counts: BTreeMap<&str, usize> = SHAPES.iter().map(|(name, _)| (*name, 0)).collect();
    let mut all = BTreeSet::new();
    let mut rich_pages = 0;
    for (path, text) in pages() {
        let document = read_str(&path, &text, Format::Markdown);
        let reading = LINTER.matcher().read(&document);
        let mut concepts = BTreeSet::new();
        for mention in &reading.mentions {
            concepts.insert(&*LINTER.matcher().concept(mention).id);
            let (_, part, segment) = document.segment(mention.segment);
            let span = segment.to_source_covering(mention.span);
            let outside = Span::new(span.start().saturating_sub(1), span.start());
            let seen = Seen {
                mention,
                rendering: LINTER.matcher().rendering(mention),
                role: segment.role(),
                before: &segment.text(&part.text)[..mention.span.start()],
                written: span.of(&part.text),
                outside: outside.of(&part.text),
            };
            for (name, has) in SHAPES {
                *counts.entry(name).or_default() += usize::from(has(&seen));
            }
        }
        rich_pages += usize::from(reading.words >= 800 && concepts.len() >= 60);
        all.extend(concepts);
    }
    assert!(rich_pages >= 2, "{rich_pages} pages are long and rich");
    assert!(all.len() >= 120, "only {} concepts", all.len());
    let rare: Vec<_> = counts.iter().filter(|&(_, &count)| count < 3).collect();
    assert!(rare.is_empty(), "{rare:?} of {counts:#?}");
}
