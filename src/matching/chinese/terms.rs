//! The Chinese terms of a glossary in a trie over characters, whose edges may also be classes and numerals.

use std::collections::HashMap;

use super::fold::fold;
use super::reading::{SourceMention, SourceReading};
use super::search::{BUDGET, DEEPEST, Search};
use super::segmentation::Segmentation;
use crate::glossary::{ConceptId, Glossary, NUMERAL, Piece, Template};
use crate::text::Span;

/// Characters of a term that counts only as a word of its own; longer ones hardly arise by chance.
const SHORT: usize = 2;

/// The Chinese terms of a glossary, ready for finding. Immutable; threads share it.
#[derive(Debug)]
pub struct SourceTerms<'g> {
    pub(super) glossary: &'g Glossary,
    pub(super) edges: HashMap<(u32, Edge), u32>,
    /// Edges that are slots, by node.
    pub(super) slots: Vec<Vec<(Edge, u32)>>,
    /// What ends at each node.
    pub(super) ends: Vec<Vec<Owner>>,
}

/// The way from one node to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Edge {
    Char(char),
    Class(u32),
    Numeral,
}

/// Whose term it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Concept { concept: u32, term: u32 },
    Member { member: u32 },
}

impl<'g> SourceTerms<'g> {
    /// Makes the Chinese terms of a glossary ready.
    pub fn new(glossary: &'g Glossary) -> Self {
        // The root of the concepts, and one for each class.
        let roots = glossary.classes().len() + 1;
        let mut terms = Self {
            glossary,
            edges: HashMap::new(),
            slots: vec![Vec::new(); roots],
            ends: vec![Vec::new(); roots],
        };
        for (concept, entry) in glossary.concepts().iter().enumerate() {
            if entry.renderings.is_empty() {
                continue;
            }
            for (term, template) in entry.source.iter().enumerate() {
                let owner = Owner::Concept {
                    concept: concept as u32,
                    term: term as u32,
                };
                terms.add(0, template, owner);
            }
        }
        for (class, entry) in glossary.classes().iter().enumerate() {
            for (member, entry) in entry.members.iter().enumerate() {
                for template in &entry.source {
                    let owner = Owner::Member {
                        member: member as u32,
                    };
                    terms.add(class as u32 + 1, template, owner);
                }
            }
        }
        terms
    }

    fn add(&mut self, root: u32, template: &Template, owner: Owner) {
        let mut node = root;
        for piece in template.pieces() {
            match piece {
                Piece::Literal(words) => {
                    for folded in fold(words) {
                        node = self.step(node, Edge::Char(folded.c));
                    }
                }
                Piece::Slot(NUMERAL) => node = self.step(node, Edge::Numeral),
                Piece::Slot(name) => match self.glossary.class_id(name) {
                    Some(class) => node = self.step(node, Edge::Class(class.0)),
                    // Reported when the glossary was loaded.
                    None => return,
                },
            }
        }
        if node != root {
            self.ends[node as usize].push(owner);
        }
    }

    fn step(&mut self, node: u32, edge: Edge) -> u32 {
        if let Some(&next) = self.edges.get(&(node, edge)) {
            return next;
        }
        let next = self.ends.len() as u32;
        self.ends.push(Vec::new());
        self.slots.push(Vec::new());
        self.edges.insert((node, edge), next);
        if !matches!(edge, Edge::Char(_)) {
            self.slots[node as usize].push((edge, next));
        }
        next
    }

    /// Every concept that a text names. What lies only inside a longer term of another concept is not meant.
    pub fn read(&self, text: &str) -> SourceReading<'g> {
        let mut mentions = self.find(text);
        let mut spans: Vec<(Span, ConceptId)> = mentions
            .iter()
            .map(|mention| (mention.span, mention.concept))
            .collect();
        spans.sort_unstable_by_key(|(span, _)| span.start());
        let longest = spans.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        mentions.retain(|mention| {
            // What holds a mention begins no further before it than the longest one is long.
            let least = mention.span.start().saturating_sub(longest);
            let first = spans.partition_point(|(span, _)| span.start() < least);
            let near = spans[first..]
                .iter()
                .take_while(|(span, _)| span.start() <= mention.span.start());
            !near.into_iter().any(|&(span, concept)| {
                concept != mention.concept && span.contains(mention.span) && span != mention.span
            })
        });
        SourceReading {
            glossary: self.glossary,
            mentions,
        }
    }

    /// Every place where a text has a term of a concept, those inside longer terms among them.
    pub fn find(&self, text: &str) -> Vec<SourceMention> {
        let folded = fold(text);
        let mut mentions = Vec::new();
        // The characters of each mention.
        let mut places = Vec::new();
        let mut found = Vec::new();
        for start in 0..folded.len() {
            found.clear();
            let mut budget = BUDGET;
            let search = Search {
                terms: self,
                text: &folded,
            };
            search.explore(0, start, &mut Vec::new(), DEEPEST, &mut budget, &mut found);
            for found in &found {
                let Owner::Concept { concept, term } = found.owner else {
                    continue;
                };
                let last = folded[found.end - 1];
                places.push((start, found.end));
                mentions.push(SourceMention {
                    span: Span::new(folded[start].span.start(), last.span.end()),
                    concept: ConceptId(concept),
                    term: term as usize,
                    bindings: found.bindings.clone().into_boxed_slice(),
                });
            }
        }
        let segmentation = Segmentation::new(&folded, &places);
        let mut each = places.iter();
        mentions.retain(|_| {
            let place = each.next().copied();
            place.is_none_or(|(start, end)| end - start != SHORT || segmentation.has((start, end)))
        });
        mentions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{GlossaryFile, load};

    fn named(text: &str) -> Vec<String> {
        let file = GlossaryFile::new(
            "t.toml",
            r#"
            [glossary]
            format = 1
            id = "t"
            [[class]]
            id = "level"
            members = [
              { id = "provincial", source = "省", target = "Provincial" },
              { id = "municipal", source = "市", target = "Municipal" },
            ]
            [[concept]]
            id = "committee"
            kind = "organ"
            classes = ["body"]
            source = ["{level}委"]
            preferred = "{level} Party Committee"
            evidence = "proposed"
            [[concept]]
            id = "secretary"
            kind = "post"
            source = ["{body}书记"]
            preferred = "Secretary of the {body}"
            evidence = "proposed"
            [[concept]]
            id = "congress"
            kind = "event"
            source = ["第{n}次大会"]
            preferred = "the {n} Congress"
            evidence = "proposed"
            [[concept]]
            id = "npc"
            kind = "organ"
            source = ["ABC 委"]
            preferred = "NPC"
            evidence = "proposed"
            "#,
        );
        let loaded = load(&[file]);
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        let terms = SourceTerms::new(&loaded.glossary);
        let reading = terms.read(text);
        reading
            .mentions()
            .iter()
            .map(|mention| {
                let id = &loaded.glossary.concept(mention.concept).id;
                format!("{id}:{}", mention.span.of(text))
            })
            .collect()
    }

    #[test]
    fn terms_are_found_with_their_classes() {
        for (text, expected) in [
            ("省委决定", &["committee:省委"][..]),
            ("市委书记到会", &["secretary:市委书记"]),
            (
                "市委书记在市委讲话",
                &["secretary:市委书记", "committee:市委"],
            ),
            ("市\n委", &["committee:市\n委"]),
            ("第二十次大会", &["congress:第二十次大会"]),
            ("第２０次大会", &["congress:第２０次大会"]),
            ("ＡＢＣ委", &["npc:ＡＢＣ委"]),
            ("縣委與省委", &["committee:省委"]),
            ("城市委员到省委", &["committee:省委"]),
            ("县委", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
