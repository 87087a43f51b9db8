//! Places of a text that are set aside while its words are read, so that the rules of form need not read all of it again.

use crate::text::Span;

/// What is odd about the segments read so far: places that the rules of form look at.
#[derive(Clone, Debug, Default)]
pub(super) struct Oddities {
    /// What stands between two words and is not mere white space; also before the first and after the last.
    pub(super) gaps: Vec<Span>,
    /// The same word twice with nothing but white space between: both words.
    pub(super) repeats: Vec<Span>,
    /// The same word on both sides of `and`, capitals and all: all three words.
    pub(super) conjuncts: Vec<Span>,
    /// Words with letters that are not ASCII, runs of Chinese characters among them.
    pub(super) foreign: Vec<Span>,
    /// Words that begin with a figure: `20`, `20th`.
    pub(super) figures: Vec<Span>,
}

impl Oddities {
    pub(super) fn clear(&mut self) {
        self.gaps.clear();
        self.repeats.clear();
        self.conjuncts.clear();
        self.foreign.clear();
        self.figures.clear();
    }

    /// How many there are of each kind, in the order of the fields.
    pub(super) fn counts(&self) -> [u32; 5] {
        let Self {
            gaps,
            repeats,
            conjuncts,
            foreign,
            figures,
        } = self;
        let lists = [gaps, repeats, conjuncts, foreign, figures];
        lists.map(|list| list.len() as u32)
    }
}
