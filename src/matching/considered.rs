//! What might be meant at a place: every form there, also those that lost.

use super::forms::Owner;
use super::gaps::Gap;
use super::read::Matcher;
use super::words::scan;
use crate::glossary::ConceptId;
use crate::text::Span;

/// Words before a place at which a form that covers it may begin.
const REACH: usize = 24;

/// One form that the words around a place have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Considered {
    /// The bytes of the text.
    pub span: Span,
    /// The concept.
    pub concept: u32,
    /// The rendering, by its place in the concept; `None` for a wording in which the concept is not meant.
    pub rendering: Option<usize>,
    /// Whether it may stand there, were it the only one: its condition holds, and no hyphen goes on.
    pub may_stand: bool,
}

impl Considered {
    /// The concept.
    pub fn concept(&self) -> ConceptId {
        ConceptId(self.concept)
    }
}

impl Matcher<'_> {
    /// Every form that covers byte `at` of a segment's text, the longest first.
    pub fn candidates_at(&self, text: &str, at: usize) -> Vec<Considered> {
        let mut tokens = Vec::new();
        scan(
            text,
            self.vocabulary(),
            &mut tokens,
            &mut Default::default(),
        );
        let search = self.search(text, &tokens);
        let after = tokens.partition_point(|token| token.start as usize <= at);
        let mut found = Vec::new();
        let begins = tokens.iter().enumerate().take(after);
        for (start, token) in begins.skip(after.saturating_sub(REACH)) {
            if start > 0 && token.gap == Gap::Hyphen {
                continue;
            }
            for (best, may_stand) in search.all(start) {
                let span = Span::new(token.start as usize, best.end_byte);
                if span.end() <= at {
                    continue;
                }
                let (concept, rendering) = match best.owner {
                    Owner::Rendering { concept, rendering } => (concept, Some(rendering as usize)),
                    Owner::NotIn { concept, .. } => (concept, None),
                    Owner::Member { .. } => continue,
                };
                found.push(Considered {
                    span,
                    concept,
                    rendering,
                    may_stand,
                });
            }
        }
        found.extend(self.patterns_at(text, at));
        found.sort_by_key(|found| (std::cmp::Reverse(found.span.len()), found.clone()));
        found.dedup();
        found
    }
}
