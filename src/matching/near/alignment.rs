//! A form held against the words of a text, place by place.

use super::damage::DamageKind;
use crate::matching::mention::Binding;

/// A piece of an alignment: which steps of the form stand for which words of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// What is wrong; `None` where the words, or a member of the class, stand as they should.
    pub(super) damage: Option<DamageKind>,
    pub(super) steps: (usize, usize),
    pub(super) tokens: (usize, usize),
    /// What fills its slots, in the order of the text, by the places among the alignment's bindings.
    pub(super) bindings: (usize, usize),
    /// Where the second of two swapped places begins, in the form and in the text; elsewhere the end.
    pub(super) middle: (usize, usize),
    /// A comma or full stop stands before it and does not belong there.
    pub(super) cut: bool,
}

/// The cheapest way to make a form of the words of a text.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    pub(super) form: u32,
    pub(super) cost: u16,
    pub(super) parts: Vec<Part>,
    pub(super) bindings: Vec<Binding>,
    /// The words of the text that it covers.
    pub(super) tokens: (usize, usize),
}
