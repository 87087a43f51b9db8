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
    /// Whether it is what the bundled glossaries are, and nothing has been added or changed.
    pub(super) as_bundled: bool,
}

/// A glossary as it is stored in the program.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct StoredGlossary {
    concepts: Vec<Concept>,
    classes: Vec<Class>,
    disabled: Vec<ConceptId>,
    files: Vec<(Arc<str>, Arc<str>)>,
}

impl Glossary {
    /// What has been stored.
    pub(super) fn stored(stored: StoredGlossary) -> Self {
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
            as_bundled: true,
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

    /// Whether it is what the bundled glossaries are, and nothing has been added or changed.
    pub fn is_as_bundled(&self) -> bool {
        self.as_bundled
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
        self.as_bundled = false;
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
