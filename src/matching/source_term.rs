//! The Chinese of what a mention names, for messages.

use std::sync::Arc;

use super::fill;
use super::forms::Owner;
use super::mention::{Binding, Mention};
use super::read::Matcher;
use super::words::scan;
use crate::glossary::{ClassId, Template};

/// What stands where a mention does not say what fills a slot.
const UNSAID: char = '…';

impl Matcher<'_> {
    /// The Chinese term of the concept that a mention names, with what the mention has in its slots: of several terms the
    /// one that names the members which the mention has; the usual one where that does not tell. `None` for a concept
    /// without a Chinese term.
    pub fn source_term(&self, mention: &Mention, text: &str) -> Option<Arc<str>> {
        let terms = &self.concept(mention).source;
        let usual = terms.first()?;
        if mention.bindings.is_empty() && !usual.has_slots() {
            return Some(usual.shared());
        }
        let own = self.filled_of(terms, &mention.bindings, text)?;
        if !own.contains(UNSAID) {
            return Some(own.into());
        }
        // A wrong wording may say in plain words what the right one has in its slots.
        let better = self.replacement(mention, text).and_then(|right| {
            let bindings = self.bindings_of(mention, &right)?;
            self.filled_of(terms, &bindings, &right)
        });
        let better = better.filter(|better| !better.contains(UNSAID));
        Some(better.unwrap_or(own).into())
    }

    /// The term that fits best: with all slots filled, then with all members named, then the earlier one.
    fn filled_of(&self, terms: &[Template], bindings: &[Binding], text: &str) -> Option<String> {
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
        filled.min_by_key(|term| (term.contains(UNSAID), unnamed(term)))
    }

    /// What the slots hold when a text is a form of the concept that a mention names.
    fn bindings_of(&self, mention: &Mention, text: &str) -> Option<Vec<Binding>> {
        let mut tokens = Vec::new();
        scan(
            text,
            self.vocabulary(),
            &mut tokens,
            &mut Default::default(),
        );
        let search = self.search(text, &tokens);
        let first = (!tokens.is_empty()).then_some(0)?;
        search
            .all(first)
            .into_iter()
            .filter(|(found, _)| {
                found.end == tokens.len()
                    && matches!(found.owner, Owner::Rendering { concept, .. } if concept == mention.concept.0)
            })
            .map(|(found, _)| found.bindings)
            .max_by_key(Vec::len)
    }
}
