//! Findings that are left alone: known by rule and place, which moves with the edits made around them.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, Edit, RuleId};
use crate::text::Span;

/// Findings of one text by rule and place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    set: BTreeSet<(Span, RuleId)>,
}

impl Places {
    /// Adds a finding.
    pub fn insert(&mut self, diagnostic: &Diagnostic) {
        self.set.insert((diagnostic.location.span, diagnostic.rule));
    }

    /// Whether a finding is among them.
    pub fn contains(&self, diagnostic: &Diagnostic) -> bool {
        self.set
            .contains(&(diagnostic.location.span, diagnostic.rule))
    }

    /// The rule and the place of each, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Span, RuleId)> + '_ {
        self.set.iter().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.set.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Where they stand after edits, which do not overlap; one that an edit touches is among them no more.
    #[must_use]
    pub fn moved<'e>(&self, edits: impl IntoIterator<Item = &'e Edit>) -> Self {
        let mut edits: Vec<&Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        // By how much each edit and those before it move what follows.
        let mut total = 0_isize;
        let shifts: Vec<isize> = edits
            .iter()
            .map(|edit| {
                total += edit.replacement.len() as isize - edit.span.len() as isize;
                total
            })
            .collect();
        let moved = |span: Span| {
            let before = edits.partition_point(|edit| edit.span.end() <= span.start());
            if edits
                .get(before)
                .is_some_and(|edit| edit.span.start() < span.end())
            {
                return None;
            }
            let shift = before.checked_sub(1).map_or(0, |last| shifts[last]);
            let place = |at: usize| at.saturating_add_signed(shift);
            Some(Span::new(place(span.start()), place(span.end())))
        };
        let set = self.set.iter();
        Self {
            set: set
                .filter_map(|&(span, rule)| Some((moved(span)?, rule)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_move_with_the_edits_before_them() {
        let edits = [(2, 4, "abc"), (6, 6, "x"), (10, 20, "")].map(|(start, end, text)| Edit {
            span: Span::new(start, end),
            replacement: text.to_owned(),
        });
        let places = |span: Option<(usize, usize)>| Places {
            set: span
                .map(|(start, end)| (Span::new(start, end), RuleId::new("repeated-words")))
                .into_iter()
                .collect(),
        };
        for (span, expected) in [
            ((0, 2), Some((0, 2))),
            ((1, 3), None),
            ((4, 6), Some((5, 7))),
            ((6, 9), Some((8, 11))),
            ((5, 9), None),
            ((20, 25), Some((12, 17))),
        ] {
            assert_eq!(
                places(Some(span)).moved(&edits),
                places(expected),
                "{span:?}"
            );
        }
    }
}
