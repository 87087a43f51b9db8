//! What was found in one document.

use super::mention::Mention;
use super::near::NearMention;
use super::oddities::Oddities;
use crate::text::Span;

/// What was found in one document.
#[derive(Debug, Default)]
pub struct Reading {
    /// The mentions of all segments, in order, without overlaps.
    pub mentions: Vec<Mention>,
    /// Damaged forms, in order, without overlaps; empty unless they were asked for.
    pub near: Vec<NearMention>,
    /// Words of prose in the document.
    pub words: usize,
    pub(super) oddities: Oddities,
    /// How many oddities of each kind there are up to the end of each segment.
    pub(super) ends: Vec<[u32; 5]>,
}

/// What is odd about one segment, as spans of its text.
#[derive(Clone, Copy, Debug)]
pub struct SegmentReading<'r> {
    /// What stands between two words and is not mere white space; also before the first word and after the last.
    pub gaps: &'r [Span],
    /// The same word twice with nothing but white space between: the span of both.
    pub repeats: &'r [Span],
    /// The same word on both sides of `and`: the span of all three.
    pub conjuncts: &'r [Span],
    /// Words with letters that are not ASCII; a run of Chinese characters is one.
    pub foreign: &'r [Span],
    /// Words that begin with a figure: `20`, `20th`.
    pub figures: &'r [Span],
}

impl Reading {
    /// An empty reading with room for what a text of so many bytes usually has.
    pub(super) fn for_text(bytes: usize) -> Self {
        let mut reading = Self {
            mentions: Vec::with_capacity(bytes / 192),
            ..Self::default()
        };
        reading.oddities.gaps.reserve(bytes / 96);
        reading
    }

    /// How many findings a bad text gives at most about: one for each mention and each doubled word.
    pub fn likely_findings(&self) -> usize {
        self.mentions.len() + self.oddities.repeats.len()
    }

    /// What is odd about one segment, by its number.
    pub fn segment(&self, number: usize) -> SegmentReading<'_> {
        let ends = |index: Option<usize>| {
            let counts = index
                .and_then(|index| self.ends.get(index))
                .copied()
                .unwrap_or_default();
            counts.map(|count| count as usize)
        };
        let (from, to) = (ends(number.checked_sub(1)), ends(Some(number)));
        let part = |spans: &'_ [Span], which: usize| -> std::ops::Range<usize> {
            from[which].min(spans.len())
                ..to[which].min(spans.len()).max(from[which].min(spans.len()))
        };
        let Oddities {
            gaps,
            repeats,
            conjuncts,
            foreign,
            figures,
        } = &self.oddities;
        SegmentReading {
            gaps: &gaps[part(gaps, 0)],
            repeats: &repeats[part(repeats, 1)],
            conjuncts: &conjuncts[part(conjuncts, 2)],
            foreign: &foreign[part(foreign, 3)],
            figures: &figures[part(figures, 4)],
        }
    }
}
