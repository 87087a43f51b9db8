//! How often each wording of each concept is used: in one document, or in all documents of a run.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Matcher, Mention, Reading};
use crate::documents::Document;
use crate::glossary::{ConceptId, RenderingForm};
use crate::text::{Location, comparison_key};

/// Full wordings used, by what they name.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    uses: HashMap<Named, Vec<WordingUse>>,
}

/// One thing named: a concept and what fills its slots.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Named {
    concept: ConceptId,
    members: Vec<(u32, u32)>,
}

/// The use of one wording.
#[derive(Clone, Debug)]
pub struct WordingUse {
    /// The rendering, by its place in the concept; of renderings that differ in capitals alone, the first.
    pub rendering: usize,
    /// How often it is used.
    pub count: usize,
    /// The file of its first use.
    pub path: Arc<str>,
    /// The place of its first use.
    pub first: Location,
}

impl Usage {
    /// Counts the wordings of one document. Only correct full wordings count; short forms are free.
    pub fn of(document: &Document, reading: &Reading, matcher: &Matcher<'_>) -> Self {
        let mut usage = Self::default();
        for mention in &reading.mentions {
            let Some(named) = named(mention, matcher) else {
                continue;
            };
            let rendering = wording(mention, matcher);
            let uses = usage.uses.entry(named).or_default();
            match uses.iter_mut().find(|used| used.rendering == rendering) {
                Some(used) => used.count += 1,
                None => uses.push(WordingUse {
                    rendering,
                    count: 1,
                    path: document.path().clone(),
                    first: document.location(mention.segment, mention.span),
                }),
            }
        }
        usage
    }

    /// Adds what a later document uses.
    pub fn add(&mut self, later: &Self) {
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each entry is joined on its own; order changes nothing"
        )]
        for (named, uses) in &later.uses {
            let all = self.uses.entry(named.clone()).or_default();
            for used in uses {
                match all
                    .iter_mut()
                    .find(|known| known.rendering == used.rendering)
                {
                    Some(known) => known.count += used.count,
                    None => all.push(used.clone()),
                }
            }
        }
    }

    /// The wordings used for what a mention names, the first used first, and which of them the mention is.
    /// `None` for a mention that does not count.
    pub fn of_mention(
        &self,
        mention: &Mention,
        matcher: &Matcher<'_>,
    ) -> Option<(&[WordingUse], usize)> {
        let uses = self.uses.get(&named(mention, matcher)?)?;
        let rendering = wording(mention, matcher);
        let index = uses.iter().position(|used| used.rendering == rendering)?;
        Some((uses, index))
    }
}

fn named(mention: &Mention, matcher: &Matcher<'_>) -> Option<Named> {
    let rendering = matcher.rendering(mention);
    if !rendering.status.is_correct()
        || rendering.form != RenderingForm::Full
        || mention.ambiguous
        || matcher.full_wordings(mention.concept) < 2
    {
        return None;
    }
    Some(Named {
        concept: mention.concept,
        members: mention.members(),
    })
}

/// The rendering of a mention; of those that differ in capitals or hyphens alone, the first.
fn wording(mention: &Mention, matcher: &Matcher<'_>) -> usize {
    let renderings = &matcher.concept(mention).renderings;
    let key = |index: usize| comparison_key(renderings[index].term.as_str()).replace('-', " ");
    let own = key(mention.rendering);
    (0..mention.rendering)
        .find(|&index| key(index) == own)
        .unwrap_or(mention.rendering)
}
