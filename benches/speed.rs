//! How fast a text is read and checked, and what a glossary costs before the first text.
//!
//! `cargo bench` runs all; `cargo bench -- lint` those with `lint` in their names. Throughput is bytes of text a second
//! on one thread. Each benchmark compares what was found with what the generator counted.

mod support;

use std::hint::black_box;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use support::Workload;
use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Glossary};
use tifa::lint::{Linter, Settings};
use tifa::matching::Matcher;

/// Numbers of concepts.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// Work, and what is made of it once.
struct Prepared {
    work: Workload,
    glossary: Glossary,
    document: Document,
}

fn prepared(concepts: usize) -> &'static Prepared {
    static PREPARED: [OnceLock<Prepared>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let place = SIZES.iter().position(|&size| size == concepts);
    PREPARED[place.expect("one of the sizes")].get_or_init(|| {
        let work = Workload::new(concepts);
        let (glossary, document) = (work.glossary(), work.document());
        assert_eq!(glossary.concepts().len(), concepts);
        assert!(
            work.withdrawn > 1_000,
            "the text has something to be found in it"
        );
        Prepared {
            work,
            glossary,
            document,
        }
    })
}

/// Words alone: with a glossary without concepts, reading a document is little else.
#[divan::bench(max_time = 3)]
fn scan(bencher: Bencher<'_, '_>) {
    let Prepared { work, document, .. } = prepared(1_000);
    let glossary = Glossary::default();
    let matcher = Matcher::new(&glossary);
    bencher.counter(BytesCount::of_str(&work.text)).bench(|| {
        let reading = matcher.read(black_box(document));
        assert_eq!(reading.words, work.words);
        reading
    });
}

/// From a document to its mentions.
#[divan::bench(args = SIZES, max_time = 3)]
fn read(bencher: Bencher<'_, '_>, concepts: usize) {
    let Prepared {
        work,
        glossary,
        document,
    } = prepared(concepts);
    let matcher = Matcher::new(glossary);
    bencher.counter(BytesCount::of_str(&work.text)).bench(|| {
        let reading = matcher.read(black_box(document));
        assert_eq!(reading.mentions.len(), work.mentions);
        reading
    });
}

/// From a document to its findings.
#[divan::bench(args = SIZES, max_time = 3)]
fn lint(bencher: Bencher<'_, '_>, concepts: usize) {
    let Prepared {
        work,
        glossary,
        document,
    } = prepared(concepts);
    let linter = Linter::new(glossary, Settings::default());
    bencher.counter(BytesCount::of_str(&work.text)).bench(|| {
        let findings = linter.lint(black_box(document));
        assert_eq!(findings.diagnostics.len(), work.withdrawn);
        findings
    });
}

/// From the text of a glossary to its concepts.
#[divan::bench(args = [1_000, 10_000], max_time = 3)]
fn load(bencher: Bencher<'_, '_>, concepts: usize) {
    let toml = &prepared(concepts).work.toml;
    bencher.counter(BytesCount::of_str(toml)).bench(|| {
        let glossary = support::load(black_box(toml));
        assert_eq!(glossary.concepts().len(), concepts);
        glossary
    });
}

/// From concepts to what finds them.
#[divan::bench(args = SIZES, max_time = 4, sample_count = 20)]
fn build(bencher: Bencher<'_, '_>, concepts: usize) {
    let glossary = &prepared(concepts).glossary;
    bencher
        .counter(ItemsCount::new(concepts))
        .bench(|| Matcher::new(black_box(glossary)));
}

/// What every run pays: the bundled glossaries loaded and made ready, and a document with nothing in it.
#[divan::bench(max_time = 3)]
fn empty_document() {
    let loaded = glossary::load(&glossary::bundled());
    let linter = Linter::new(&loaded.glossary, Settings::default());
    let document = read_str("empty.txt", black_box(""), Format::Text);
    let findings = linter.lint(&document);
    assert!(loaded.problems.is_empty() && findings.diagnostics.is_empty());
}

/// An article as one line, with the bundled glossaries: a line twice as long takes twice the time.
#[divan::bench(args = [50, 200, 800], max_time = 6, sample_count = 5)]
fn one_line(bencher: Bencher<'_, '_>, copies: usize) {
    let article = include_str!("../examples/article.en.md").replace('\n', " ");
    let text = article.repeat(copies);
    let loaded = glossary::load(&glossary::bundled());
    let linter = Linter::new(&loaded.glossary, Settings::default());
    let document = read_str("line.txt", &text, Format::Text);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let findings = linter.lint(black_box(&document));
        assert!(findings.diagnostics.len() > 20 * copies);
        findings
    });
}
