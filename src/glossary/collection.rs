//! The proven collection.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::load::Problem;
use super::{Class, ClassId, Concept, ConceptId};
use crate::text::Span;

/// All concepts of all loaded glossaries, proven consistent. Immutable; threads share it.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    pub(super) concepts: Vec<Concept>,
    pub(super) classes: Vec<Class>,
    pub(super) concept_ids: HashMap<Arc<str>, ConceptId>,
    pub(super) class_ids: HashMap<Arc<str>, ClassId>,
    pub(super) files: Vec<(Arc<str>, Arc<str>)>,
    pub(super) compiled: Compiled,
}

/// What has been made of a glossary for finding its forms, and is stored, so that it need not be made again.
#[derive(Clone, Copy, Debug, Default)]
pub enum Compiled {
    /// Nothing.
    #[default]
    Nothing,
    /// What the program has of the bundled glossaries; nothing has been added to them or changed.
    Bundled,
    /// What was read with the glossary.
    Read {
        /// What finds its forms.
        index: &'static [u8],
        /// What finds damaged copies of them.
        near: &'static [u8],
    },
}

/// A glossary as it is stored: in the program, or in a file that a program of the same build reads.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct StoredGlossary {
    concepts: Vec<Concept>,
    classes: Vec<Class>,
    disabled: Vec<ConceptId>,
    files: Vec<(Arc<str>, Arc<str>)>,
}

impl Glossary {
    /// A glossary that was stored, with what else was.
    pub fn stored(stored: StoredGlossary, compiled: Compiled) -> Self {
        let concepts = stored.concepts.iter().zip(0..);
        let concept_ids = concepts.map(|(concept, id)| (concept.id.clone(), ConceptId(id)));
        let classes = stored.classes.iter().zip(0..);
        let class_ids = classes.map(|(class, id)| (class.id.clone(), ClassId(id)));
        Self {
            concept_ids: concept_ids
                .filter(|(_, id)| !stored.disabled.contains(id))
                .collect(),
            class_ids: class_ids.collect(),
            concepts: stored.concepts,
            classes: stored.classes,
            files: stored.files,
            compiled,
        }
    }

    /// The glossary, to be stored.
    pub fn into_stored(self) -> StoredGlossary {
        let disabled = |&id: &ConceptId| self.concept_ids.get(&self.concept(id).id) != Some(&id);
        let ids = (0..self.concepts.len() as u32).map(ConceptId);
        StoredGlossary {
            disabled: ids.filter(disabled).collect(),
            concepts: self.concepts,
            classes: self.classes,
            files: self.files,
        }
    }

    /// What is stored of it besides itself.
    pub fn compiled(&self) -> Compiled {
        self.compiled
    }

    /// Takes the concepts out of the classes that they are members of, as before [`load`](super::load) put them there.
    pub(super) fn without_memberships(mut self) -> Self {
        for class in &mut self.classes {
            class.members.retain(|member| member.concept.is_none());
        }
        self.classes.retain(|class| class.origin.is_some());
        let ids = self.classes.iter().zip(0..);
        self.class_ids = ids
            .map(|(class, id)| (class.id.clone(), ClassId(id)))
            .collect();
        self.compiled = Compiled::Nothing;
        self
    }

    /// All concepts, in the order of loading.
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// One concept.
    ///
    /// # Panics
    ///
    /// When `id` is of another glossary.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[id.0 as usize]
    }

    /// The concept of the given name.
    pub fn find(&self, id: &str) -> Option<&Concept> {
        self.concept_ids.get(id).map(|&id| self.concept(id))
    }

    /// All classes.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }

    /// The class of the given name.
    pub fn class_id(&self, name: &str) -> Option<ClassId> {
        self.class_ids.get(name).copied()
    }

    /// One class.
    ///
    /// # Panics
    ///
    /// When `id` is of another glossary.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// Leaves out the wordings that have faults, and the whole concept where its preferred one has.
    pub(super) fn leave_out(&mut self, faults: &[Problem]) {
        if faults.is_empty() {
            return;
        }
        let places: HashSet<(usize, Span)> = faults
            .iter()
            .map(|fault| (fault.file, fault.diagnostic.location.span))
            .collect();
        for concept in &mut self.concepts {
            let file = concept.origin.file;
            let is_faulty = |span: Span| places.contains(&(file, span));
            let preferred = concept.renderings.first();
            if preferred.is_some_and(|preferred| is_faulty(preferred.span)) {
                concept.renderings.clear();
            }
            concept
                .renderings
                .retain(|rendering| !is_faulty(rendering.span));
        }
    }

    /// The path and the title of a loaded file, by its place in the order of loading.
    pub fn file_name(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |(path, _)| path)
    }

    /// The `id` that a loaded file gives itself.
    pub fn file_id(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |(_, id)| id)
    }
}
