#![cfg(test)]
//! Official names that differ in one word are different organs. One of each pair is taken out of the glossaries; its name
//! in a text must never be taken for a damaged form of the other.

#[path = "support/forms.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use tifa::documents::{Format, read_str};
use tifa::glossary::{self, GlossaryFile};
use tifa::lint::{Linter, Settings};

use self::support::{CARRIERS, CONNECTIVES, Form, Random, forms, key};

/// Two forms of different concepts that are the same but for one word.
struct Pair<'f> {
    absent: &'f Form,
    present: &'f Form,
}

#[test]
fn no_name_is_taken_for_its_neighbour() {
    let bundled = glossary::bundled();
    let loaded = glossary::load(&bundled);
    let forms = forms(&loaded.glossary, &mut Random(11));
    let mut alike: BTreeMap<(usize, Vec<String>), Vec<&Form>> = BTreeMap::new();
    for form in &forms {
        for at in 0..form.words.len() {
            // `Committee of` and `Committee on` are no two organs.
            if CONNECTIVES.contains(&form.words[at].as_str()) {
                continue;
            }
            let mut words: Vec<String> =
                form.words.iter().map(|word| word.to_lowercase()).collect();
            words[at].clear();
            alike.entry((at, words)).or_default().push(form);
        }
    }
    let mut pairs = Vec::new();
    for group in alike.values() {
        for (index, one) in group.iter().enumerate() {
            for other in &group[index + 1..] {
                if one.concepts[0] != other.concepts[0] {
                    pairs.push((*one, *other));
                }
            }
        }
    }
    assert!(pairs.len() > 200, "{}", pairs.len());
    let mut tried = 0;
    for turned in [false, true] {
        let mut absent: BTreeSet<&str> = BTreeSet::new();
        let mut present: BTreeSet<&str> = BTreeSet::new();
        let mut here = Vec::new();
        for &(one, other) in &pairs {
            let (one, other) = if turned { (other, one) } else { (one, other) };
            let (gone, kept) = (&*one.concepts[0], &*other.concepts[0]);
            if !present.contains(gone) && !absent.contains(kept) {
                absent.insert(gone);
                present.insert(kept);
                here.push(Pair {
                    absent: one,
                    present: other,
                });
            }
        }
        tried += here.len();
        assert_eq!(taken(&bundled, &absent, &here), Vec::<String>::new());
    }
    show(tried);
    assert!(tried > 200, "{tried}");
}

#[expect(clippy::print_stdout, reason = "shown with `--nocapture`")]
fn show(tried: usize) {
    println!("{tried} pairs of names");
}

/// Which names of concepts that are taken out are reported as the names that stay.
fn taken(bundled: &[GlossaryFile], absent: &BTreeSet<&str>, pairs: &[Pair<'_>]) -> Vec<String> {
    let ids: Vec<String> = absent.iter().map(|id| format!("{id:?}")).collect();
    let layer = format!(
        "[glossary]\nformat = 1\nid = \"without\"\ndisable = [{}]\n",
        ids.join(", ")
    );
    let mut files = bundled.to_vec();
    files.push(GlossaryFile::new("without.toml", layer));
    let loaded = glossary::load(&files);
    let linter = Linter::new(&loaded.glossary, Settings::default());
    let mut text = String::new();
    let mut places = Vec::new();
    for (index, pair) in pairs.iter().enumerate() {
        let name = pair.absent.words.join(" ");
        let sentence = CARRIERS[index % CARRIERS.len()].replace('#', &name);
        places.push(text.len());
        writeln!(text, "{sentence}\n").unwrap();
    }
    let document = read_str("names.txt", &text, Format::Text);
    let mut wrong = Vec::new();
    for found in linter.lint(&document).diagnostics {
        if found.rule.as_str() != "garbled-rendering" {
            continue;
        }
        let pair =
            &pairs[places.partition_point(|&place| place <= found.location.span.start()) - 1];
        if found.concept.as_deref() == Some(&*pair.present.concepts[0]) {
            wrong.push(format!("{} for {}", key(&pair.absent.words), found.message));
        }
    }
    wrong
}
