//! The Chinese of what a mention names, for messages.

use std::sync::Arc;

use super::fill;
use super::forms::Owner;
use super::mention::{Binding, Mention};
use super::read::Matcher;
use super::words::scan;
use crate::glossary::{ClassId, ConceptId, Template};

/// What stands where a mention does not say what fills a slot.
const UNSAID: char = '…';

impl Matcher<'_> {
    /// The Chinese term of the concept that a mention names, with what the mention has in its slots: of several terms the
    /// one that names the members which the mention has; the usual one where that does not tell. Where its entry merely
    /// corrects a name of another concept, that one's. `None` for a concept without a Chinese term.
    pub fn source_term(&self, mention: &Mention, text: &str) -> Option<Arc<str>> {
        let terms = &self.concept(mention).source;
        let usual = terms.first()?;
        if let Some(corrected) = self.corrected_term(mention, text) {
            return Some(corrected.into());
        }
        if mention.bindings.is_empty() && !usual.has_slots() {
            return Some(usual.shared());
        }
        let (own, _) = self.filled_of(terms, &mention.bindings, text)?;
        if !own.contains(UNSAID) {
            return Some(own.into());
        }
        // A wrong wording may say in plain words what the right one has in its slots.
        let better = self.replacement(mention, text).and_then(|right| {
            let (_, bindings) = self.named_by(&right, mention.concept)?;
            self.filled_of(terms, &bindings, &right)
        });
        let better = better.filter(|(better, _)| !better.contains(UNSAID));
        Some(better.map_or(own, |(better, _)| better).into())
    }

    /// The Chinese term of the concept that the replacement which a rendering has of its own names: an entry may correct a
    /// name that belongs to another beside it. `None` where it has none, or where that names no concept as a whole.
    fn corrected_term(&self, mention: &Mention, text: &str) -> Option<String> {
        self.rendering(mention).replacement.as_ref()?;
        let right = self.replacement(mention, text)?;
        let (concept, bindings) = self.named_by(&right, mention.concept)?;
        let terms = &self.glossary().concept(concept).source;
        let (filled, unnamed) = self.filled_of(terms, &bindings, &right)?;
        // A term that says less than the English is that of another's beginning: `党的` for `Party's discipline`.
        let says_all = concept == mention.concept || unnamed == 0;
        (says_all && !filled.contains(UNSAID)).then_some(filled)
    }

    /// The term that fits best, and how many members it does not name: with all slots filled, then with all members named,
    /// then the earlier one.
    fn filled_of(
        &self,
        terms: &[Template],
        bindings: &[Binding],
        text: &str,
    ) -> Option<(String, usize)> {
        let glossary = self.glossary();
        let members: Vec<Vec<String>> = bindings
            .iter()
            .filter_map(|binding| {
                let class = glossary.class(ClassId(binding.class?));
                let member = class.members.get(binding.member as usize)?;
                let terms = member.source.iter();
                let filled = terms.map(|term| fill::source(glossary, term, &binding.inner, text));
                Some(filled.collect())
            })
            .collect();
        let filled = terms.iter().map(|term| {
            let filled = fill::source(glossary, term, bindings, text);
            // `…市委` without a place is `市委`.
            let bare = filled.trim_start_matches(UNSAID);
            match bare.contains(UNSAID) || bare.is_empty() {
                true => filled,
                false => bare.to_owned(),
            }
        });
        let unnamed = |term: &String| {
            let is_named = |names: &&Vec<String>| names.iter().any(|name| term.contains(&**name));
            members.len() - members.iter().filter(is_named).count()
        };
        let filled = filled.map(|term| {
            let unnamed = unnamed(&term);
            (term, unnamed)
        });
        filled.min_by_key(|(term, unnamed)| (term.contains(UNSAID), *unnamed))
    }

    /// The concept that a text as a whole is a correct form of, and what its slots hold; of several concepts the wanted one,
    /// or else the first.
    fn named_by(&self, text: &str, wanted: ConceptId) -> Option<(ConceptId, Vec<Binding>)> {
        let mut tokens = Vec::new();
        scan(
            text,
            self.vocabulary(),
            &mut tokens,
            &mut Default::default(),
        );
        let search = self.search(text, &tokens);
        let first = (!tokens.is_empty()).then_some(0)?;
        let named = search.all(first).into_iter().filter_map(|(found, _)| {
            let Owner::Rendering { concept, .. } = found.owner else {
                return None;
            };
            let is_whole = found.end == tokens.len();
            let is_correct = self.form_status(found.form).is_correct();
            (is_whole && is_correct).then_some((ConceptId(concept), found.bindings))
        });
        named.min_by_key(|(concept, bindings)| {
            let fewer = usize::MAX - bindings.len();
            (*concept != wanted, concept.0, fewer)
        })
    }
}
