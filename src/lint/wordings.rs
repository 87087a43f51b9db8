//! Under how many wordings each concept goes, in one document or in a whole run.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::documents::Document;
use crate::glossary::{RenderingForm, TermStatus};
use crate::matching::Matcher;

/// A concept by its id, and what it names by its Chinese term: one entry may stand for many organs.
type Named = (Arc<str>, Arc<str>);

/// Wordings and how often each is used, by what they name. Short forms and abbreviations do not count: they are free to
/// stand beside the full ones.
#[derive(Clone, Debug, Default)]
pub struct Wordings {
    /// By the wording in small letters.
    uses: BTreeMap<Named, BTreeMap<String, Wording>>,
}

/// One wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// As the glossary writes it.
    pub term: String,
    /// How the glossary judges it.
    pub status: TermStatus,
    /// How often it is used.
    pub count: usize,
}

/// A concept under several wordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inconsistent<'a> {
    /// The concept's id.
    pub concept: &'a str,
    /// The Chinese term of what is named; empty for a concept without one.
    pub source_term: &'a str,
    /// Its wordings, the most frequent first.
    pub wordings: Vec<&'a Wording>,
}

impl Inconsistent<'_> {
    /// How often it is named.
    pub fn uses(&self) -> usize {
        self.wordings.iter().map(|wording| wording.count).sum()
    }
}

impl Wordings {
    /// The wordings of one document.
    pub fn of(document: &Document, matcher: &Matcher<'_>) -> Self {
        let mut wordings = Self::default();
        for mention in &matcher.read(document).mentions {
            let rendering = matcher.rendering(mention);
            let is_short = matches!(
                rendering.form,
                RenderingForm::Short | RenderingForm::Abbreviation
            );
            if is_short || mention.ambiguous {
                continue;
            }
            let (_, part, segment) = document.segment(mention.segment);
            let text = segment.text(&part.text);
            let term = match rendering.form {
                RenderingForm::Pattern => {
                    let words = mention.span.of(text).split_whitespace();
                    words.collect::<Vec<_>>().join(" ")
                }
                _ => matcher
                    .wording(mention.rendering, mention, text)
                    .into_owned(),
            };
            let named = (
                matcher.concept(mention).id.clone(),
                matcher.source_term(mention, text).unwrap_or_default(),
            );
            wordings.count(named, term, rendering.status, 1);
        }
        wordings
    }

    /// Adds the wordings of another document.
    pub fn add(&mut self, other: Self) {
        for (named, uses) in other.uses {
            for wording in uses.into_values() {
                self.count(named.clone(), wording.term, wording.status, wording.count);
            }
        }
    }

    fn count(&mut self, named: Named, term: String, status: TermStatus, count: usize) {
        let known = self
            .uses
            .entry(named)
            .or_default()
            .entry(term.to_lowercase())
            .or_insert_with(|| Wording {
                term,
                status,
                count: 0,
            });
        known.count += count;
    }

    /// The concepts under several wordings: those with the most wordings first, then those that are named most.
    pub fn most_inconsistent(&self) -> Vec<Inconsistent<'_>> {
        let several = self.uses.iter().filter(|(_, uses)| uses.len() > 1);
        let mut concepts: Vec<Inconsistent<'_>> = several
            .map(|((concept, source_term), uses)| {
                let mut wordings: Vec<&Wording> = uses.values().collect();
                wordings.sort_by_key(|wording| std::cmp::Reverse(wording.count));
                Inconsistent {
                    concept,
                    source_term,
                    wordings,
                }
            })
            .collect();
        concepts.sort_by_key(|concept| std::cmp::Reverse((concept.wordings.len(), concept.uses())));
        concepts
    }
}
