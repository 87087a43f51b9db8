//! Which fixes apply together: trusted enough, and none touching another.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostics::{Applicability, Diagnostic, Edit, Fix, RuleId};
use crate::text::{PartId, Span};

/// A fix that was chosen, with the number of its finding.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// The place of the finding in the list.
    pub finding: usize,
    /// The fix.
    pub fix: &'a Fix,
}

/// Fixes that undo each other or never come to an end. They are left to the reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unsettled(BTreeSet<Kind>);

/// The rule of a finding, and its concept, or the words it found where it is about no concept.
pub(super) type Kind = (RuleId, Arc<str>);

impl Unsettled {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rule of each, and what it is about: a concept's id, or the words of the text.
    pub fn iter(&self) -> impl Iterator<Item = (RuleId, &str)> {
        self.0.iter().map(|(rule, about)| (*rule, &**about))
    }

    /// Adds kinds of findings; whether any was not known yet.
    pub(super) fn add(&mut self, kinds: impl IntoIterator<Item = Kind>) -> bool {
        let known = self.0.len();
        self.0.extend(kinds);
        self.0.len() > known
    }

    fn has(&self, diagnostic: &Diagnostic, text: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&kind(diagnostic, text))
    }
}

/// What kind a finding in a text is.
pub(super) fn kind(diagnostic: &Diagnostic, text: &str) -> Kind {
    let words = || diagnostic.location.span.of(text).into();
    let about = diagnostic.concept.clone();
    (diagnostic.rule, about.unwrap_or_else(words))
}

/// The fixes to make at once in the first part of a document, whose text is `text`, in the order of the text.
///
/// Of each finding it is the first fix that is trusted enough. Where two touch, the longer one is made and the other waits
/// for the text to be read again: what it meant may be gone. Where two want exactly the same words to read otherwise, the
/// more trusted one is made; of two that are trusted equally, none, because there is no one choice.
pub fn select<'a>(
    text: &str,
    diagnostics: &'a [Diagnostic],
    at_least: Applicability,
    unsettled: &Unsettled,
) -> Vec<Choice<'a>> {
    let mut candidates: Vec<Candidate<'a>> = diagnostics
        .iter()
        .enumerate()
        .filter(|(_, diagnostic)| {
            diagnostic.location.part == PartId::default() && !unsettled.has(diagnostic, text)
        })
        .filter_map(|(finding, diagnostic)| {
            let fix = diagnostic
                .fixes
                .iter()
                .find(|fix| fix.applicability >= at_least)?;
            let span = hull(&fix.edits)?;
            Some(Candidate { finding, fix, span })
        })
        .collect();
    candidates.sort_by_key(Candidate::rank);
    let mut taken = Taken::default();
    let mut chosen = Vec::new();
    let rivals = candidates.chunk_by(|one, other| one.span == other.span);
    for rivals in rivals {
        let first = &rivals[0];
        let disputed = rivals.iter().any(|other| {
            other.fix.applicability == first.fix.applicability && other.fix.edits != first.fix.edits
        });
        // Words in dispute are nobody's: a shorter fix inside them would settle the dispute by accident.
        if taken.add(first.span) && !disputed {
            chosen.push(*first);
        }
    }
    chosen.sort_by_key(|candidate| candidate.span);
    chosen
        .into_iter()
        .map(|Candidate { finding, fix, .. }| Choice { finding, fix })
        .collect()
}

#[derive(Clone, Copy)]
struct Candidate<'a> {
    finding: usize,
    fix: &'a Fix,
    span: Span,
}

impl Candidate<'_> {
    /// The longest first, then in the order of the text; of those for the same words the most trusted first.
    fn rank(&self) -> impl Ord + use<> {
        (
            std::cmp::Reverse(self.span.len()),
            self.span,
            std::cmp::Reverse(self.fix.applicability),
            self.finding,
        )
    }
}

/// From the first byte that a fix changes to the last; `None` where it changes nothing.
fn hull(edits: &[Edit]) -> Option<Span> {
    edits.iter().map(|edit| edit.span).reduce(Span::joined)
}

/// Spans that do not touch each other.
#[derive(Default)]
struct Taken {
    /// End by start.
    spans: BTreeMap<usize, usize>,
}

impl Taken {
    /// Adds a span unless it touches another.
    fn add(&mut self, span: Span) -> bool {
        let before = self.spans.range(..=span.end()).next_back();
        if before.is_some_and(|(_, &end)| end >= span.start()) {
            return false;
        }
        self.spans.insert(span.start(), span.end());
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;
    use crate::text::Location;

    fn finding(start: usize, end: usize, text: &str, trust: Applicability) -> Diagnostic {
        let location = Location::new(PartId(0), Span::new(start, end));
        Diagnostic::new(RuleId::new("any"), Severity::Error, location, "m").with_fix(Fix::new(
            trust,
            location.span,
            text,
        ))
    }

    const SAFE: Applicability = Applicability::Safe;
    const UNSAFE: Applicability = Applicability::Unsafe;

    #[test]
    fn the_longest_of_those_that_touch_is_made() {
        for (name, findings, expected) in [
            (
                "apart",
                vec![(0, 2, "a", SAFE), (3, 5, "b", SAFE)],
                vec![0, 1],
            ),
            (
                "touching",
                vec![(0, 2, "a", SAFE), (2, 5, "b", SAFE)],
                vec![1],
            ),
            (
                "inside",
                vec![(1, 2, "a", SAFE), (0, 5, "b", SAFE)],
                vec![1],
            ),
            (
                "a chain",
                vec![(0, 4, "a", SAFE), (3, 8, "b", SAFE), (7, 11, "c", SAFE)],
                vec![1],
            ),
            (
                "insertions at one place",
                vec![(3, 3, "a", SAFE), (3, 3, "b", SAFE)],
                vec![],
            ),
            (
                "agreed",
                vec![(0, 2, "a", SAFE), (0, 2, "a", SAFE)],
                vec![0],
            ),
            (
                "disputed",
                vec![(0, 2, "a", SAFE), (0, 2, "b", SAFE), (1, 2, "c", SAFE)],
                vec![],
            ),
            (
                "more trusted",
                vec![(0, 2, "a", UNSAFE), (0, 2, "b", SAFE)],
                vec![1],
            ),
            ("manual", vec![(0, 2, "a", Applicability::Manual)], vec![]),
        ] {
            let findings: Vec<Diagnostic> = findings
                .into_iter()
                .map(|(start, end, text, trust)| finding(start, end, text, trust))
                .collect();
            let chosen: Vec<usize> = select("", &findings, UNSAFE, &Unsettled::default())
                .iter()
                .map(|choice| choice.finding)
                .collect();
            assert_eq!(chosen, expected, "{name}");
        }
    }

    #[test]
    fn what_never_settles_is_left() {
        let findings = [finding(0, 2, "a", SAFE)];
        let mut unsettled = Unsettled::default();
        assert!(unsettled.add([kind(&findings[0], "text")]));
        assert!(!unsettled.add([kind(&findings[0], "text")]));
        assert!(select("text", &findings, UNSAFE, &unsettled).is_empty());
        assert_eq!(select("next", &findings, UNSAFE, &unsettled).len(), 1);
    }
}
