//! One place where a document uses a form of a concept.

use super::Capitals;
use crate::glossary::{ConceptId, RenderingForm, TermStatus};
use crate::text::Span;

/// One place where a document uses a form of a concept.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The segment, by its place in the document.
    pub segment: usize,
    /// The bytes of the segment's text, a possessive ending included.
    pub span: Span,
    /// The concept meant.
    pub concept: ConceptId,
    /// The rendering used, by its place in the concept.
    pub rendering: usize,
    /// How the glossary judges that rendering.
    pub status: TermStatus,
    /// How long that rendering is against the full name.
    pub form: RenderingForm,
    /// What stands in the slots of the form, in order.
    pub bindings: Box<[Binding]>,
    /// How its capitals differ from the form's.
    pub capitals: Capitals,
    /// How its compounds are spelt against the form's.
    pub compound: Compound,
    /// Whether the text has the plural of the form's head noun.
    pub plural: bool,
    /// Bytes of the possessive ending.
    pub possessive: usize,
    /// Whether the words are a correct form of another concept as well.
    pub ambiguous: bool,
}

/// How a compound is spelt against the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compound {
    /// As in the glossary, or in a way that grammar asks for.
    #[default]
    AsWritten,
    /// Another hyphen or space than in the glossary.
    Misformed,
}

/// What stands in one slot of a form.
#[derive(Clone, Debug)]
pub struct Binding {
    /// What the braces name: a class by its number, or `None` for a numeral.
    pub(super) class: Option<u32>,
    /// The member, by its place in the class; unused for a numeral.
    pub(super) member: u32,
    /// The member's wording that stands there, by its place; unused for a numeral.
    pub(super) target: u32,
    /// The first word of the segment in the slot, and the first after it.
    pub(super) tokens: (usize, usize),
    /// The bytes of the segment's text in the slot.
    pub(super) span: Span,
    /// What stands in the slots of that member's form.
    pub(super) inner: Vec<Binding>,
    /// Whether the member's head noun is plural.
    pub(super) plural: bool,
    /// How its capitals differ from the member's.
    pub(super) capitals: Capitals,
}

impl Mention {
    /// What stands in the slots, apart from its wording: equal for mentions that name the same thing.
    pub fn members(&self) -> Vec<(u32, u32)> {
        let mut members = Vec::new();
        collect_members(&self.bindings, &mut members);
        members
    }

    /// The bytes of the segment's text in the slots for numerals, in order.
    pub fn numerals(&self) -> impl Iterator<Item = Span> + '_ {
        let numerals = self.bindings.iter().filter(|slot| slot.class.is_none());
        numerals.map(|slot| slot.span)
    }
}

fn collect_members(bindings: &[Binding], members: &mut Vec<(u32, u32)>) {
    for binding in bindings {
        if let Some(class) = binding.class {
            members.push((class, binding.member));
        }
        collect_members(&binding.inner, members);
    }
    members.sort_unstable();
}
