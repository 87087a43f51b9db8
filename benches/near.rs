//! How the search for damaged forms grows with the text, in the worst text for it: nothing but near misses.
//!
//! `cargo bench --bench near` runs it. Throughput is bytes of text a second on one thread; it is about the same at both
//! sizes, for the work is linear. Beside it stand the exact rules on the same text.

use std::hint::black_box;
use std::sync::OnceLock;

use divan::Bencher;
use divan::counter::BytesCount;
use tifa::diagnostics::RuleId;
use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Glossary};
use tifa::lint::{Linter, Settings};

/// Sizes of text in bytes.
const SIZES: [usize; 2] = [1_000_000, 10_000_000];

const GARBLED: RuleId = RuleId::new("garbled-rendering");

fn main() {
    divan::main();
}

fn bundled() -> &'static Glossary {
    static GLOSSARY: OnceLock<Glossary> = OnceLock::new();
    GLOSSARY.get_or_init(|| glossary::load(&glossary::bundled()).glossary)
}

/// Preferred terms of two words and more without slots, the longest word of each without its middle letter.
fn near_misses() -> Vec<String> {
    let terms = bundled().concepts().iter().filter(|concept| {
        let term = concept.preferred().term.as_str();
        concept.fuzzy && term.contains(' ') && !term.contains('{')
    });
    terms
        .filter_map(|concept| {
            let mut words: Vec<String> = concept
                .preferred()
                .term
                .as_str()
                .split(' ')
                .map(str::to_owned)
                .collect();
            let longest = words.iter_mut().max_by_key(|word| word.len())?;
            let middle = longest.len() / 2;
            longest.is_char_boundary(middle).then_some(())?;
            (longest.len() > 6 && longest.is_char_boundary(middle + 1)).then_some(())?;
            longest.remove(middle);
            Some(words.join(" "))
        })
        .collect()
}

fn document(size: usize) -> &'static Document {
    static DOCUMENTS: [OnceLock<Document>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let place = SIZES.iter().position(|&other| other == size);
    DOCUMENTS[place.expect("one of the sizes")].get_or_init(|| {
        let misses = near_misses();
        let mut text = String::with_capacity(size + 200);
        for (index, miss) in misses.iter().cycle().enumerate() {
            text.push_str(miss);
            text.push_str(if index % 20 == 19 { ".\n\n" } else { ", " });
            if text.len() >= size {
                break;
            }
        }
        read_str("near.txt", &text, Format::Text)
    })
}

fn check(bencher: Bencher<'_, '_>, size: usize, near: bool) {
    let mut settings = Settings::default();
    if !near {
        let names = [GARBLED.as_str().to_owned()];
        assert!(settings.ignore(&names).is_ok());
    }
    let linter = Linter::new(bundled(), settings);
    let document = document(size);
    bencher.counter(BytesCount::new(size)).bench(|| {
        let findings = linter.lint(black_box(document)).diagnostics;
        let garbled = findings.iter().filter(|found| found.rule == GARBLED);
        assert_eq!(garbled.count() > size / 100, near);
        findings
    });
}

/// Every rule.
#[divan::bench(args = SIZES, max_time = 10, sample_count = 5)]
fn every_rule(bencher: Bencher<'_, '_>, size: usize) {
    check(bencher, size, true);
}

/// Every rule but `garbled-rendering`.
#[divan::bench(args = SIZES, max_time = 10, sample_count = 5)]
fn exact_rules(bencher: Bencher<'_, '_>, size: usize) {
    check(bencher, size, false);
}
