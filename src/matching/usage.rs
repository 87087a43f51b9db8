//! How often each wording of each concept is used: in one document, or in all documents of a run.

use std::sync::Arc;

use super::{Matcher, Mention, Reading};
use crate::documents::Document;
use crate::glossary::{ConceptId, RenderingForm};
use crate::text::Location;

/// Full wordings used, by what they name.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// By concept number; each with one entry for every set of members that fills its slots.
    uses: Vec<Vec<(Members, Vec<WordingUse>)>>,
}

/// What fills the slots of a wording: class and member.
type Members = Vec<(u32, u32)>;

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
            if !counts(mention, matcher) {
                continue;
            }
            let rendering = wording(mention, matcher);
            let uses = usage.entry(mention.concept, &mention.members());
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
        for (concept, entries) in later.uses.iter().enumerate() {
            for (members, uses) in entries {
                let all = self.entry(ConceptId(concept as u32), members);
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
    }

    /// The wordings used for what a mention names, the first used first, and which of them the mention is.
    /// `None` for a mention that does not count.
    pub fn of_mention(
        &self,
        mention: &Mention,
        matcher: &Matcher<'_>,
    ) -> Option<(&[WordingUse], usize)> {
        if !counts(mention, matcher) {
            return None;
        }
        let entries = self.uses.get(mention.concept.0 as usize)?;
        let own = mention.members();
        let (_, uses) = entries.iter().find(|(members, _)| *members == own)?;
        let rendering = wording(mention, matcher);
        let index = uses.iter().position(|used| used.rendering == rendering)?;
        Some((uses, index))
    }

    fn entry(&mut self, concept: ConceptId, members: &Members) -> &mut Vec<WordingUse> {
        let concept = concept.0 as usize;
        if self.uses.len() <= concept {
            self.uses.resize_with(concept + 1, Vec::new);
        }
        let entries = &mut self.uses[concept];
        let index = match entries.iter().position(|(known, _)| known == members) {
            Some(index) => index,
            None => {
                entries.push((members.clone(), Vec::new()));
                entries.len() - 1
            }
        };
        &mut entries[index].1
    }
}

/// Whether a mention takes part: a correct full wording of a concept that has several.
fn counts(mention: &Mention, matcher: &Matcher<'_>) -> bool {
    mention.status.is_correct()
        && mention.form == RenderingForm::Full
        && !mention.ambiguous
        && matcher.full_wordings(mention.concept) > 1
}

/// The rendering of a mention; of those that differ in capitals or hyphens alone, the first.
fn wording(mention: &Mention, matcher: &Matcher<'_>) -> usize {
    let renderings = &matcher.concept(mention).renderings;
    let own = renderings[mention.rendering].term.as_str();
    (0..mention.rendering)
        .find(|&index| same_letters(renderings[index].term.as_str(), own))
        .unwrap_or(mention.rendering)
}

/// Whether two wordings differ in capitals, hyphens and spaces at most.
fn same_letters(left: &str, right: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = u8> + '_ {
        let kept = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        kept.map(|byte| byte.to_ascii_lowercase())
    }
    if left.contains('-') || right.contains('-') {
        return letters(left).eq(letters(right));
    }
    left.eq_ignore_ascii_case(right)
}
