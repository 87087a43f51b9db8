//! One document fixed until nothing is left to fix.

use std::collections::BTreeMap;

use super::apply::apply;
use super::select::{Unsettled, select};
use crate::diagnostics::{Applicability, RuleId};
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
}

/// Fixes a document: chooses fixes, makes them, reads the text again, until none of at least the given trust is left.
///
/// Safe fixes come first, so that what may change the meaning is decided on a text without withdrawn wordings. Fixes that
/// have not come to an end after ten rounds are left out, and the text is fixed from its beginning without them; so the
/// text that comes out has nothing to fix but those.
pub fn settle(
    document: Document,
    at_least: Applicability,
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
        };
        for _ in 0..ROUNDS {
            let Some((text, fixed)) = round(&settled, at_least) else {
                return settled;
            };
            settled.document = reread(&settled.document, text);
            settled.findings = check(&settled.document);
            for rule in fixed {
                *settled.fixed.entry(rule).or_default() += 1;
            }
        }
        let left = chosen(&settled, at_least);
        let mut more = false;
        for &finding in &left {
            more |= unsettled.add(&settled.findings.diagnostics[finding]);
        }
        if !more {
            return settled;
        }
    }
}

/// The text after one round and the rules whose findings it fixed; `None` when there is nothing to do.
fn round(settled: &Settled, at_least: Applicability) -> Option<(String, Vec<RuleId>)> {
    let diagnostics = &settled.findings.diagnostics;
    let text = &settled.document.parts()[0].text;
    let trusts = [Applicability::Safe, at_least];
    trusts.into_iter().find_map(|trust| {
        let choices = select(diagnostics, trust, &settled.unsettled);
        let edits = choices.iter().flat_map(|choice| &choice.fix.edits);
        let after = apply(text, edits);
        let rules = choices
            .iter()
            .map(|choice| diagnostics[choice.finding].rule);
        (after != *text).then(|| (after, rules.collect()))
    })
}

/// The findings that the next round would fix.
fn chosen(settled: &Settled, at_least: Applicability) -> Vec<usize> {
    let choices = select(&settled.findings.diagnostics, at_least, &settled.unsettled);
    choices.iter().map(|choice| choice.finding).collect()
}
