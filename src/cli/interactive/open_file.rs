//! One file as it is now, with what was skipped in it.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Check, Kind, Open};
use crate::diagnostics::{Diagnostic, Edit};
use crate::documents::{Document, reread};
use crate::fix::{self, Places, WriteError, WriteErrorKind};
use crate::lint::{Findings, Fingerprints};

/// What became of a change to a file.
pub(super) enum Writing {
    /// It is in the file.
    Done,
    /// The file has other text than was shown, and was read again: nothing is decided yet.
    ReadAgain,
    /// It could not be written.
    Failed(WriteError),
}

/// One file and its findings.
pub(super) struct OpenFile<'a> {
    pub(super) document: Document,
    pub(super) findings: Findings,
    check: Check<'a>,
    /// The findings that were skipped.
    skipped: Places,
    /// Those that a baseline holds, which are not asked about.
    accepted: Places,
    /// How many an earlier session skipped.
    pub(super) resumed: usize,
    /// Where the last decision was made.
    pub(super) from: usize,
}

impl<'a> OpenFile<'a> {
    pub(super) fn new(
        document: Document,
        check: Check<'a>,
        accepted: Places,
        skipped_before: &BTreeSet<String>,
    ) -> Self {
        let mut file = Self {
            document,
            findings: Findings::default(),
            check,
            skipped: Places::default(),
            accepted,
            resumed: 0,
            from: 0,
        };
        file.find();
        for (finding, fingerprint) in file.all_fingerprints().into_iter().enumerate() {
            if skipped_before.contains(&fingerprint) {
                file.skip(finding);
            }
        }
        file.resumed = file.skipped.len();
        file.from = 0;
        file
    }

    /// The next finding to decide, from the last one on, then from the beginning.
    pub(super) fn next(&self) -> Option<usize> {
        let open = |&finding: &usize| !self.is_skipped(finding);
        let diagnostics = &self.findings.diagnostics;
        let after = |&finding: &usize| diagnostics[finding].location.span.start() >= self.from;
        let all = || (0..diagnostics.len()).filter(open);
        all().find(after).or_else(|| all().next())
    }

    /// How many findings are not decided.
    pub(super) fn left(&self) -> usize {
        (0..self.findings.diagnostics.len())
            .filter(|&finding| !self.is_skipped(finding))
            .count()
    }

    /// How many findings were skipped since the file was opened.
    pub(super) fn skipped(&self) -> usize {
        self.skipped.len().saturating_sub(self.resumed)
    }

    /// Checks the text as it is now.
    pub(super) fn find(&mut self) {
        self.findings = (self.check)(&self.document);
        let accepted = &self.accepted;
        let is_open = |found: &Diagnostic| !accepted.contains(found);
        self.findings.diagnostics.retain(is_open);
    }

    /// What is accepted, in another state of the file.
    fn accepted_in(&self, document: &Document) -> Places {
        let print = |document: &Document, found: &Diagnostic| {
            let part = &document.parts()[0];
            Fingerprints::new().next(found, part).to_string()
        };
        if self.accepted.is_empty() {
            return Places::default();
        }
        let before = (self.check)(&self.document).diagnostics.into_iter();
        let before = before.filter(|found| self.accepted.contains(found));
        let known: BTreeSet<String> = before.map(|found| print(&self.document, &found)).collect();
        let mut accepted = Places::default();
        for found in (self.check)(document).diagnostics {
            if known.contains(&print(document, &found)) {
                accepted.insert(&found);
            }
        }
        accepted
    }

    pub(super) fn is_skipped(&self, finding: usize) -> bool {
        self.skipped.contains(&self.findings.diagnostics[finding])
    }

    pub(super) fn skip(&mut self, finding: usize) {
        let diagnostic = &self.findings.diagnostics[finding];
        self.from = diagnostic.location.span.start();
        self.skipped.insert(diagnostic);
    }

    /// Rule and concept of a finding, or its words.
    pub(super) fn kind(&self, finding: usize) -> Kind {
        let diagnostic = &self.findings.diagnostics[finding];
        let words = || self.words(finding).into();
        let about = diagnostic.concept.clone();
        (diagnostic.rule, about.unwrap_or_else(words))
    }

    /// The words of a finding, as the file has them.
    pub(super) fn words(&self, finding: usize) -> &str {
        let diagnostic = &self.findings.diagnostics[finding];
        diagnostic.location.span.of(&self.document.parts()[0].text)
    }

    /// Makes edits and writes the file. Where it changed meanwhile, nothing is written, and it is read again.
    pub(super) fn change(&mut self, path: &Path, edits: &[Edit], open: Open<'_>) -> Writing {
        let text = fix::apply(&self.document.parts()[0].text, edits);
        let after = reread(&self.document, text);
        if let Err(error) = fix::write(path, &self.document, &after) {
            if matches!(error.kind, WriteErrorKind::Changed)
                && let Ok(document) = open(path)
            {
                let skipped = self.fingerprints().into_iter().collect();
                let accepted = self.accepted_in(&document);
                *self = OpenFile::new(document, self.check, accepted, &skipped);
                return Writing::ReadAgain;
            }
            return Writing::Failed(error);
        }
        self.from = edits.first().map_or(0, |edit| edit.span.start());
        self.skipped = self.skipped.moved(edits);
        self.accepted = self.accepted.moved(edits);
        self.document = after;
        self.find();
        Writing::Done
    }

    fn all_fingerprints(&self) -> Vec<String> {
        let mut fingerprints = Fingerprints::new();
        let part = &self.document.parts()[0];
        let diagnostics = self.findings.diagnostics.iter();
        diagnostics
            .map(|diagnostic| fingerprints.next(diagnostic, part).to_string())
            .collect()
    }

    /// What tells the skipped findings apart, in another session too.
    pub(super) fn fingerprints(&self) -> Vec<String> {
        let all = self.all_fingerprints().into_iter().enumerate();
        all.filter(|&(finding, _)| self.is_skipped(finding))
            .map(|(_, fingerprint)| fingerprint)
            .collect()
    }
}
