//! All that the search for damaged forms knows of a glossary: made from it once, or read as it was stored.

use serde::{Deserialize, Serialize};

use super::index::{Index, is_listed};
use super::lexicon::Lexicon;
use super::spelling::Spelling;
use crate::glossary::Glossary;
use crate::matching::forms::{Element, Forms, Owner};
use crate::matching::vocabulary::{Vocabulary, WordId};

/// The tables of a glossary. Plain data, which threads share.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::matching) struct Tables {
    pub(super) lexicon: Lexicon,
    pub(super) index: Index,
    pub(super) spelling: Spelling,
}

impl Tables {
    /// Makes the tables of the forms of a glossary.
    pub(in crate::matching) fn new(
        forms: &Forms,
        glossary: &Glossary,
        vocabulary: &Vocabulary,
    ) -> Self {
        let lexicon = Lexicon::new(vocabulary);
        let index = Index::new(forms, glossary, vocabulary, &lexicon);
        let mut words: Vec<WordId> = Vec::new();
        for form in 0..forms.len() {
            // A word of other forms alone is no sign of a damaged one.
            let is_member = matches!(forms.get(form).owner, Owner::Member { .. });
            if !is_member && !is_listed(forms, form, glossary) {
                continue;
            }
            for step in forms.steps(form) {
                if let Element::Word(word) = step.element {
                    words.push(word);
                    words.extend(Some(step.plural).filter(|plural| plural.is_known()));
                }
            }
        }
        words.sort_unstable();
        words.dedup();
        Self {
            spelling: Spelling::new(words.into_iter(), vocabulary),
            lexicon,
            index,
        }
    }
}
