//! Words that stand in an exact mention are explained: a damaged form among them must have all of the mention and more.

use std::ops::Range;

use super::Run;
use super::align::is_word;
use crate::matching::forms::{Forms, Owner};

/// An exact mention in which two words of a text stand.
#[derive(Debug)]
pub(super) struct Explained {
    concept: u32,
    /// The words of the mention.
    pub(super) words: Range<usize>,
}

impl Explained {
    /// The mention in which both words stand, if there is one; the first in the text is given first.
    pub(super) fn of(words: (usize, usize), run: &Run<'_>) -> Option<Self> {
        let (first, second) = (run.tokens[words.0].start, run.tokens[words.1].start);
        let at = run
            .mentions
            .partition_point(|mention| mention.span.end() <= first as usize);
        let mention = run.mentions.get(at)?;
        if mention.span.start() > first as usize || second as usize >= mention.span.end() {
            return None;
        }
        let place = |byte: usize| {
            run.tokens
                .partition_point(|token| (token.start as usize) < byte)
        };
        Some(Self {
            concept: mention.concept.0,
            words: place(mention.span.start())..place(mention.span.end()),
        })
    }

    /// Whether a form that has no more words than the mention cannot be meant: what its concept is called there is known,
    /// and a form of another concept would need more words.
    pub(super) fn rules_out(&self, form: u32, forms: &Forms, run: &Run<'_>) -> bool {
        let Owner::Rendering { concept, .. } = forms.get(form).owner else {
            return false;
        };
        let steps = forms.steps(form);
        // A slot may take several words, and so may a compound that the form has in one.
        let word_by_word = || {
            let tokens = &run.tokens[self.words.clone()];
            steps.iter().all(is_word) && tokens.iter().all(|token| !token.joined.is_known())
        };
        self.words.len() >= steps.len() && (self.concept == concept || word_by_word())
    }
}
