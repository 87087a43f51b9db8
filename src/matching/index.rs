//! All that a matcher knows of a glossary: made from it once, or read as it was stored when the program was built.

use serde::{Deserialize, Serialize};

use super::alike::Alike;
use super::automaton::Automaton;
use super::flat;
use super::forms::{Forms, Owner, Scratch, term};
use super::needles::Needles;
use super::vocabulary::Vocabulary;
use crate::glossary::{Condition, Glossary, Rendering, RenderingForm};

/// The conditions that can be told from the English alone.
pub(super) const NO_SOURCE: [Condition; 2] = [Condition::Always, Condition::InQuotes];

/// The forms of all concepts and what finds them. Plain data, which threads share.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    pub(super) vocabulary: Vocabulary,
    pub(super) forms: Forms,
    pub(super) automaton: Automaton,
    /// Correct full wordings of each concept.
    #[serde(with = "flat")]
    pub(super) full_wordings: Vec<u32>,
    pub(super) alike: Alike,
    /// Words of the patterns.
    pub(super) needles: Needles,
}

impl Index {
    /// Makes the index of a glossary. Forms that count only with a Chinese source take no part.
    pub(super) fn new(glossary: &Glossary) -> Self {
        Self::with_conditions(glossary, &NO_SOURCE)
    }

    /// Makes an index of the forms that are under one of the conditions.
    pub(super) fn with_conditions(glossary: &Glossary, conditions: &[Condition]) -> Self {
        let mut vocabulary = Vocabulary::new();
        let mut forms = Forms::new(&mut vocabulary);
        let mut scratch = Scratch::default();
        let mut add = |owner| {
            forms.add(
                owner,
                term(glossary, owner),
                glossary,
                &mut vocabulary,
                &mut scratch,
            );
        };
        for (concept, entry) in glossary.concepts().iter().enumerate() {
            let concept = concept as u32;
            if entry.renderings.is_empty() {
                continue;
            }
            for (rendering, form) in entry.renderings.iter().enumerate() {
                if form.form != RenderingForm::Pattern && conditions.contains(&form.condition) {
                    add(Owner::Rendering {
                        concept,
                        rendering: rendering as u32,
                    });
                }
            }
            for wording in 0..entry.not_in.len() as u32 {
                add(Owner::NotIn { concept, wording });
            }
        }
        for (class, entry) in glossary.classes().iter().enumerate() {
            for (member, entry) in entry.members.iter().enumerate() {
                for target in 0..entry.target.len() as u32 {
                    add(Owner::Member {
                        class: class as u32,
                        member: member as u32,
                        target,
                    });
                }
            }
        }
        forms.conjugate(&mut vocabulary);
        forms.join_compounds(&mut vocabulary);
        let automaton = Automaton::new(&forms, glossary.classes().len(), &vocabulary);
        let full_wordings = glossary.concepts().iter().map(|concept| {
            let full = |rendering: &&Rendering| {
                rendering.status.is_correct() && rendering.form == RenderingForm::Full
            };
            concept.renderings.iter().filter(full).count() as u32
        });
        Self {
            full_wordings: full_wordings.collect(),
            alike: Alike::new(glossary),
            needles: Needles::of(glossary, conditions),
            vocabulary,
            forms,
            automaton,
        }
    }
}
