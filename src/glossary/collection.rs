//! The proven collection.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

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
}

impl Glossary {
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
