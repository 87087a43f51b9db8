//! Terms with their slots filled as a Chinese mention says.

use super::numerals::{numeral_value, ordinal_ending};
use super::reading::{SourceMention, flatten};
use super::terms::SourceTerms;
use crate::glossary::{ClassId, Kind, NUMERAL, Piece, Template};
use crate::matching::{Binding, fill};

impl SourceTerms<'_> {
    /// An English wording with its slots filled as a Chinese mention of its concept says; `None` where the Chinese does
    /// not say what a slot holds. `text` is what the mention was found in.
    pub fn fill(&self, term: &Template, mention: &SourceMention, text: &str) -> Option<String> {
        let mut chinese = Vec::new();
        flatten(&mention.bindings, &mut chinese);
        let concept = self.glossary.concept(mention.concept);
        let counts = |term: &Template| term.as_str().contains("第{n}");
        let known = Known {
            bindings: &chinese,
            text,
            ordinal: concept.kind == Kind::Event || concept.source.iter().any(counts),
        };
        self.fill_from(term, &known)
    }

    /// Another Chinese term of a mention's concept, filled in the same way.
    pub fn fill_source(
        &self,
        term: &Template,
        mention: &SourceMention,
        text: &str,
    ) -> Option<String> {
        // A numeral is written in more than one way.
        if term.slots().any(|slot| slot == NUMERAL) {
            return None;
        }
        let filled = fill::source(self.glossary, term, &mention.bindings, text);
        (!filled.contains('…')).then_some(filled)
    }

    fn fill_from(&self, term: &Template, known: &Known<'_>) -> Option<String> {
        let mut filled = String::new();
        let pieces = term.pieces();
        for (index, &piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Literal(words) => filled.push_str(words),
                Piece::Slot(NUMERAL) => {
                    let mut bindings = known.bindings.iter();
                    let binding = bindings.find(|binding| binding.class.is_none())?;
                    let value = numeral_value(binding.span.of(known.text))?;
                    filled.push_str(&value.to_string());
                    let next = pieces.get(index + 1);
                    let ends = matches!(next, Some(Piece::Literal(next)) if next.starts_with(char::is_alphabetic));
                    if known.ordinal && !ends {
                        filled.push_str(ordinal_ending(value));
                    }
                }
                Piece::Slot(name) => {
                    let wanted = self.glossary.class_id(name)?;
                    filled.push_str(&self.member_for(wanted, known)?);
                }
            }
        }
        Some(filled)
    }

    /// What a slot of a class holds: the member that the Chinese names, or its namesake in this class.
    fn member_for(&self, wanted: ClassId, known: &Known<'_>) -> Option<String> {
        let members = &self.glossary.class(wanted).members;
        let same = known
            .bindings
            .iter()
            .find(|binding| binding.class == Some(wanted.0));
        let member = match same {
            Some(binding) => members.get(binding.member as usize)?,
            None => known.bindings.iter().find_map(|binding| {
                let class = self.glossary.class(ClassId(binding.class?));
                let named = class.members.get(binding.member as usize)?;
                members.iter().find(|member| member.id == named.id)
            })?,
        };
        self.fill_from(member.target.first()?, known)
    }
}

/// What a Chinese mention says of the slots of an English wording.
struct Known<'a> {
    bindings: &'a [&'a Binding],
    text: &'a str,
    /// Whether a numeral counts in order: 第二十次.
    ordinal: bool,
}
