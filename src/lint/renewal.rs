//! A baseline written anew by a run, which may look at a part of the files only.
//!
//! What a run looks at is as the run finds it: mended findings go, later ones come. What it does not look at stays. A file
//! that is gone may have been renamed into one that the run does look at; its findings move there and are not counted twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::baseline::Baseline;
use crate::diagnostics::Diagnostic;
use crate::documents::Document;

/// What a run knows of a file that a baseline names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It is checked, or it is gone from a directory that is.
    Inside,
    /// It is not looked at.
    Outside,
    /// It is not looked at, and is not there any more.
    Gone,
}

/// A baseline while the files of a run go by.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// What is said of files outside.
    kept: Baseline,
    /// Those of them that are gone.
    gone: HashSet<String>,
    /// How many of each fingerprint the files of the run had.
    known: BTreeMap<String, usize>,
    found: Baseline,
}

impl Renewal {
    /// Begins with an earlier baseline; `reach` is asked once for each file that it names.
    pub fn new(earlier: Baseline, reach: impl Fn(&str) -> Reach) -> Self {
        let mut kept = earlier;
        let reached: HashMap<String, Reach> = kept
            .paths()
            .into_iter()
            .map(|path| (path.to_owned(), reach(path)))
            .collect();
        let is = |path: &str, what: Reach| reached.get(path) == Some(&what);
        let known = kept.fingerprints(|path| is(path, Reach::Inside));
        kept.retain(|path| !is(path, Reach::Inside));
        let gone = kept.paths().into_iter();
        let gone = gone.filter(|path| is(path, Reach::Gone));
        let gone = gone.map(str::to_owned).collect();
        Self {
            kept,
            gone,
            known,
            found: Baseline::default(),
        }
    }

    /// Adds the findings of one document, which goes by the given path.
    pub fn add(&mut self, path: &str, document: &Document, found: &[Diagnostic]) {
        self.found.add(path, document, found);
    }

    /// What is accepted when all files went by.
    pub fn finish(self) -> Baseline {
        let Self {
            mut kept,
            gone,
            known,
            found,
        } = self;
        // What the files of the run did not have before may have come from a file that is gone.
        let mut moved = found.fingerprints(|_| true);
        for (fingerprint, count) in &mut moved {
            *count = count.saturating_sub(known.get(fingerprint).copied().unwrap_or_default());
        }
        kept.take(&mut moved, |path| gone.contains(path));
        kept.join(found);
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::baseline::tests::found;

    type Files<'a> = &'a [(&'a str, &'a str)];

    /// What the case is about, the files before and after, and the findings that each has in the end.
    type Case<'a> = (&'a str, Files<'a>, Files<'a>, &'a [(&'a str, usize)]);

    /// How many findings each file has in a baseline of `first` after a run over `then`, a directory and a file beside it.
    fn renewed(first: Files<'_>, then: Files<'_>, directory: &str) -> Vec<(String, usize)> {
        let mut earlier = Baseline::default();
        for (path, text) in first {
            let (document, found) = found(path, text);
            earlier.add(path, &document, &found);
        }
        let reach = |path: &str| {
            let checked = then.iter().any(|(other, _)| *other == path);
            match path {
                _ if checked => Reach::Inside,
                _ if path.contains("gone") && path.starts_with(directory) => Reach::Inside,
                _ if path.contains("gone") => Reach::Gone,
                _ => Reach::Outside,
            }
        };
        let mut renewal = Renewal::new(earlier, reach);
        for (path, text) in then {
            let (document, found) = found(path, text);
            renewal.add(path, &document, &found);
        }
        let baseline = renewal.finish();
        let count = |path: &str| baseline.fingerprints(|other| other == path).values().sum();
        let paths = baseline.paths().into_iter();
        paths.map(|path| (path.to_owned(), count(path))).collect()
    }

    #[test]
    fn what_a_run_does_not_look_at_stays() {
        let (one, two) = ("a bad word stands here", "another bad word was there");
        let both = "a bad word stands here\n\nanother bad word was there";
        let table: &[Case<'_>] = &[
            ("all of it", &[("a", one)], &[("a", both)], &[("a", 2)]),
            ("mended", &[("a", one)], &[("a", "Well.")], &[]),
            (
                "a part",
                &[("a", one), ("b", two)],
                &[("a", "Well.")],
                &[("b", 1)],
            ),
            (
                "a file is gone, and not from here",
                &[("a", one), ("gone", two)],
                &[("a", one)],
                &[("a", 1), ("gone", 1)],
            ),
            (
                "a file is gone from the directory that is checked",
                &[("in/a", one), ("in/gone", two)],
                &[("in/a", one)],
                &[("in/a", 1)],
            ),
            (
                "renamed into a file that is checked",
                &[("a", one), ("gone", two)],
                &[("a", one), ("b", two)],
                &[("a", 1), ("b", 1)],
            ),
            (
                "the same words were there before",
                &[("a", one), ("gone", one)],
                &[("a", one)],
                &[("a", 1), ("gone", 1)],
            ),
            (
                "one of two moved",
                &[("gone", "a bad word stands here\n\na bad word stands here")],
                &[("b", one)],
                &[("b", 1), ("gone", 1)],
            ),
            (
                "copied from a file that is there",
                &[("a", one)],
                &[("b", one)],
                &[("a", 1), ("b", 1)],
            ),
        ];
        for (name, first, then, expected) in table {
            let expected: Vec<(String, usize)> = expected
                .iter()
                .map(|&(path, count)| (path.to_owned(), count))
                .collect();
            assert_eq!(renewed(first, then, "in/"), expected, "{name}");
        }
    }
}
