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
/// beginning without them. What comes out has nothing to fix but those, and comes out unchanged when it is fixed once more.
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
    let begun = Settled {
        findings: check(&document),
        document,
        fixed: BTreeMap::new(),
        unsettled: Unsettled::default(),
        alone: alone.clone(),
    };
    let mut settled = settle_once(&begun, at_least, &check);
    // A kind that was left out may come to an end on the text that the others leave.
    for _ in 0..ROUNDS {
        if settled.unsettled.is_empty() {
            return settled;
        }
        let again = settle_once(&settled, at_least, &check);
        if again.document.parts()[0].text == settled.document.parts()[0].text {
            return again;
        }
        settled = again;
    }
    left_alone(begun, at_least)
}

/// Settles a text without regard to what was unsettled in it before.
fn settle_once(
    begun: &Settled,
    at_least: Applicability,
    check: impl Fn(&Document) -> Findings,
) -> Settled {
    let mut unsettled = Unsettled::default();
    loop {
        let mut settled = Settled {
            document: begun.document.clone(),
            findings: begun.findings.clone(),
            fixed: begun.fixed.clone(),
            unsettled: unsettled.clone(),
            alone: begun.alone.clone(),
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

/// A text as it was, where no order of its fixes comes to an end.
fn left_alone(mut begun: Settled, at_least: Applicability) -> Settled {
    let text = &begun.document.parts()[0].text;
    let fixable = begun.findings.diagnostics.iter();
    let kinds = fixable
        .filter(|found| found.is_fixable(at_least) && !begun.alone.contains(found))
        .map(|found| kind(found, text));
    begun.unsettled.add(kinds);
    begun
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Fix, Severity};
    use crate::documents::{Format, read_str};
    use crate::text::{Location, PartId, Span};

    /// A rule that writes what `next` says for the whole text.
    fn rewriting(next: impl Fn(&str) -> Option<String>) -> impl Fn(&Document) -> Findings {
        move |document| {
            let text = &document.parts()[0].text;
            let location = Location::new(PartId(0), Span::new(0, text.len()));
            let found = next(text).map(|next| {
                Diagnostic::new(RuleId::new("any"), Severity::Error, location, "m")
                    .with_fix(Fix::new(Applicability::Safe, location.span, next))
            });
            Findings {
                diagnostics: found.into_iter().collect(),
                ..Findings::default()
            }
        }
    }

    fn settled(text: &str, next: impl Fn(&str) -> Option<String>) -> (String, bool) {
        let document = read_str("any", text, Format::Text);
        let settled = settle(document, Applicability::Safe, rewriting(next));
        let text = settled.document.parts()[0].text.clone();
        (text, settled.unsettled.is_empty())
    }

    #[test]
    fn a_text_comes_to_an_end_or_stays_as_it_was() {
        let shorter = |text: &str| (text.len() > 1).then(|| text[1..].to_owned());
        assert_eq!(settled("abc", shorter), ("c".to_owned(), true));
        let longer = |text: &str| Some(format!("{text}a"));
        assert_eq!(settled("a", longer), ("a".to_owned(), false));
        let other = |text: &str| Some(if text == "a" { "b" } else { "a" }.to_owned());
        assert_eq!(settled("a", other), ("a".to_owned(), false));
        let nothing = |_: &str| None;
        assert_eq!(settled("a", nothing), ("a".to_owned(), true));
    }
}
