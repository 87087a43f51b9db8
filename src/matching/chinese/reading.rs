//! The concepts that a Chinese text names.

use crate::glossary::{ClassId, ConceptId, Glossary};
use crate::matching::Binding;
use crate::text::Span;

/// One place where a Chinese text names a concept.
#[derive(Clone, Debug)]
pub struct SourceMention {
    /// The bytes of the text.
    pub span: Span,
    /// The concept named.
    pub concept: ConceptId,
    /// Which of its Chinese terms stands there, by its place.
    pub term: usize,
    /// What stands in the slots of the term, in order.
    pub bindings: Box<[Binding]>,
}

/// The concepts that a Chinese text names.
#[derive(Debug)]
pub struct SourceReading<'g> {
    pub(super) glossary: &'g Glossary,
    pub(super) mentions: Vec<SourceMention>,
}

impl SourceReading<'_> {
    /// The concepts named, in the order of the text.
    pub fn mentions(&self) -> &[SourceMention] {
        &self.mentions
    }

    /// Whether the text names a concept with the members that an English mention of it has.
    pub(in crate::matching) fn names(&self, concept: ConceptId, bindings: &[Binding]) -> bool {
        let mut english = Vec::new();
        flatten(bindings, &mut english);
        self.mentions
            .iter()
            .filter(|mention| mention.concept == concept)
            .any(|mention| {
                let mut chinese = Vec::new();
                flatten(&mention.bindings, &mut chinese);
                chinese
                    .iter()
                    .all(|binding| self.is_same(binding, &english))
            })
    }

    /// Whether what fills a slot of a Chinese term also fills that slot of an English one, where it has such a slot.
    fn is_same(&self, chinese: &Binding, english: &[&Binding]) -> bool {
        let Some(class) = chinese.class else {
            return true;
        };
        let mut same_class = english
            .iter()
            .filter(|binding| binding.class == Some(class))
            .peekable();
        if same_class.peek().is_some() {
            return same_class.any(|binding| binding.member == chinese.member);
        }
        // The same level in another case, the same field as an adjective, go by the same id in another class.
        let members = &self.glossary.class(ClassId(class)).members;
        let named = &members[chinese.member as usize].id;
        let mut namesakes = english
            .iter()
            .filter_map(|binding| {
                let class = self.glossary.class(ClassId(binding.class?));
                Some(&class.members.get(binding.member as usize)?.id)
            })
            .filter(|id| members.iter().any(|member| member.id == **id))
            .peekable();
        namesakes.peek().is_none() || namesakes.any(|id| id == named)
    }
}

/// Bindings with those inside them.
pub(super) fn flatten<'b>(bindings: &'b [Binding], flat: &mut Vec<&'b Binding>) {
    for binding in bindings {
        flat.push(binding);
        flatten(&binding.inner, flat);
    }
}
