//! A closed set of wordings that a term may name in braces.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ConceptId, Origin, Template};

/// A class by its place in the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClassId(pub u32);

/// A closed set of wordings that a term may name in braces.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Class {
    /// The name between braces.
    #[serde(with = "super::stored::arc")]
    pub id: Arc<str>,
    /// What may stand there.
    pub members: Vec<Member>,
    /// Where it is defined; `None` when only concepts make it up.
    pub origin: Option<Origin>,
}

/// One member of a class.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Member {
    /// Unique in its class.
    #[serde(with = "super::stored::arc")]
    pub id: Arc<str>,
    /// Its Chinese wordings.
    pub source: Vec<Template>,
    /// Its English wordings, the preferred one first; never empty.
    pub target: Vec<Template>,
    /// The concept whose renderings these are, for a class of concepts.
    pub concept: Option<ConceptId>,
}
