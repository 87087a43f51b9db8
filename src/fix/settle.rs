//! One document fixed until nothing is left to fix.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::apply::apply;
use super::places::Places;
use super::select::{Kind, Unsettled, kind, select};
use crate::diagnostics::{Applicability, Diagnostic, RuleId};
use crate::documents::{Document, reread};
use crate::lint::Findings;

/// Readings of one text after which its fixes must have come to an end.
const ROUNDS: usize = 10;

/// A document as its fixes leave it.
#[derive(Debug)]
pub struct Settled {
    /// The document with its text fixed, read again.
    pub document: Document,
    /// What is left to find in it.
    pub findings: Findings,
    /// Findings that were fixed, by rule.
    pub fixed: BTreeMap<RuleId, usize>,
    /// Fixes that were left out, because they undo each other or never come to an end.
    pub unsettled: Unsettled,
    /// What was left alone, where it stands now.
    pub alone: Places,
}

/// Fixes a document: chooses fixes, makes them, reads the text again, until none of at least the given trust is left.
///
/// Safe fixes come first, so that what may change the meaning is decided on a text without withdrawn wordings. Where there
/// is no end after ten rounds, the kinds of fixes that went on to the last are left out, and the text is fixed from its
/// beginning without them; so the text that comes out has nothing to fix but those.
pub fn settle(
    document: Document,
    at_least: Applicability,
    check: impl Fn(&Document) -> Findings,
) -> Settled {
    settle_around(document, at_least, &Places::default(), check)
}

/// As [`settle()`], around findings that stay as they are.
pub fn settle_around(
    document: Document,
    at_least: Applicability,
    alone: &Places,
    check: impl Fn(&Document) -> Findings,
) -> Settled {
    let first = check(&document);
    let mut unsettled = Unsettled::default();
    loop {
        let mut settled = Settled {
            document: document.clone(),
            findings: first.clone(),
            fixed: BTreeMap::new(),
            unsettled: unsettled.clone(),
            alone: alone.clone(),
        };
        let mut late = BTreeSet::new();
        for number in 0..ROUNDS {
            let Some(Round { text, kinds, alone }) = round(&settled, at_least) else {
                return settled;
            };
            settled.document = reread(&settled.document, text);
            settled.findings = check(&settled.document);
            settled.alone = alone;
            for (rule, _) in &kinds {
                *settled.fixed.entry(*rule).or_default() += 1;
            }
            if number >= ROUNDS / 2 {
                late.extend(kinds);
            }
        }
        if round(&settled, at_least).is_none() || !unsettled.add(late) {
            return settled;
        }
    }
}

/// What one round makes of a text.
struct Round {
    text: String,
    /// The kinds of the findings that it fixed.
    kinds: Vec<Kind>,
    alone: Places,
}

/// One round; `None` when there is nothing to do.
fn round(settled: &Settled, at_least: Applicability) -> Option<Round> {
    let mut diagnostics = Cow::Borrowed(settled.findings.diagnostics.as_slice());
    if !settled.alone.is_empty() {
        let is_open = |found: &Diagnostic| !settled.alone.contains(found);
        diagnostics.to_mut().retain(is_open);
    }
    let text = &settled.document.parts()[0].text;
    let trusts = [Applicability::Safe, at_least];
    trusts.into_iter().find_map(|trust| {
        let choices = select(text, &diagnostics, trust, &settled.unsettled);
        let edits = || choices.iter().flat_map(|choice| &choice.fix.edits);
        let kinds = choices
            .iter()
            .map(|choice| kind(&diagnostics[choice.finding], text));
        (!choices.is_empty()).then(|| Round {
            text: apply(text, edits()),
            kinds: kinds.collect(),
            alone: settled.alone.moved(edits()),
        })
    })
}
