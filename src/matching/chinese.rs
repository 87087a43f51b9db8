//! Chinese terms in Chinese text: a trie over characters, whose edges may also be classes and numerals.
//!
//! There are no words to go by: every place of the text is tried, and every term that begins there is found, the longer
//! ones beside the shorter. Width variants compare equal, and white space inside a term does not count.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::{Binding, Capitals, fill};
use crate::glossary::{ClassId, ConceptId, Glossary, Kind, NUMERAL, Piece, Template};
use crate::text::{Span, is_closing_quote, is_invisible, is_opening_quote, is_space};

/// How deep classes may name classes.
const DEEPEST: u8 = 4;

/// Nodes entered for one place of a text: bounds what a glossary of many nested classes can cost.
const BUDGET: u32 = 4096;

/// The longest numeral, in characters: 二千零二十四.
const LONGEST_NUMERAL: usize = 8;

/// The Chinese terms of a glossary, ready for finding. Immutable; threads share it.
#[derive(Debug)]
pub struct SourceTerms<'g> {
    glossary: &'g Glossary,
    edges: HashMap<(u32, Edge), u32>,
    /// Edges that are slots, by node.
    slots: Vec<Vec<(Edge, u32)>>,
    /// What ends at each node.
    ends: Vec<Vec<Owner>>,
}

/// The way from one node to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Edge {
    Char(char),
    Class(u32),
    Numeral,
}

/// Whose term it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Concept { concept: u32, term: u32 },
    Member { member: u32 },
}

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
    glossary: &'g Glossary,
    mentions: Vec<SourceMention>,
}

/// One character of a text in its comparison form, with the bytes it comes from.
#[derive(Clone, Copy)]
struct Folded {
    c: char,
    span: Span,
}

/// A way through the trie.
struct Found {
    owner: Owner,
    end: usize,
    bindings: Vec<Binding>,
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
        let spans: Vec<(Span, ConceptId)> = mentions
            .iter()
            .map(|mention| (mention.span, mention.concept))
            .collect();
        mentions.retain(|mention| {
            !spans.iter().any(|&(span, concept)| {
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
                mentions.push(SourceMention {
                    span: Span::new(folded[start].span.start(), last.span.end()),
                    concept: ConceptId(concept),
                    term: term as usize,
                    bindings: found.bindings.clone().into_boxed_slice(),
                });
            }
        }
        mentions
    }
}

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

/// The trie held against one text.
struct Search<'a> {
    terms: &'a SourceTerms<'a>,
    text: &'a [Folded],
}

impl Search<'_> {
    fn explore(
        &self,
        node: u32,
        at: usize,
        bindings: &mut Vec<Binding>,
        depth: u8,
        budget: &mut u32,
        found: &mut Vec<Found>,
    ) {
        let Some(rest) = budget.checked_sub(1) else {
            return;
        };
        *budget = rest;
        for &owner in &self.terms.ends[node as usize] {
            found.push(Found {
                owner,
                end: at,
                bindings: bindings.clone(),
            });
        }
        let Some(next) = self.text.get(at) else {
            return;
        };
        if let Some(&next) = self.terms.edges.get(&(node, Edge::Char(next.c))) {
            self.explore(next, at + 1, bindings, depth, budget, found);
        }
        for &(edge, next) in &self.terms.slots[node as usize] {
            match edge {
                Edge::Class(class) if depth > 0 => {
                    let mut members = Vec::new();
                    let root = class + 1;
                    let inner = &mut Vec::new();
                    self.explore(root, at, inner, depth - 1, budget, &mut members);
                    for member in members {
                        let Owner::Member { member: number } = member.owner else {
                            continue;
                        };
                        let (end, inner) = (member.end, member.bindings);
                        bindings.push(self.bind(Some(class), number, at, end, inner));
                        self.explore(next, end, bindings, depth, budget, found);
                        bindings.pop();
                    }
                }
                Edge::Numeral => {
                    let numerals = self.text[at..].iter().take(LONGEST_NUMERAL);
                    let length = numerals.take_while(|folded| is_numeral(folded.c)).count();
                    for end in (at + 1..=at + length).rev() {
                        bindings.push(self.bind(None, 0, at, end, Vec::new()));
                        self.explore(next, end, bindings, depth, budget, found);
                        bindings.pop();
                    }
                }
                _ => {}
            }
        }
    }

    fn bind(
        &self,
        class: Option<u32>,
        member: u32,
        start: usize,
        end: usize,
        inner: Vec<Binding>,
    ) -> Binding {
        Binding {
            class,
            member,
            target: 0,
            tokens: (start, end),
            span: Span::new(self.text[start].span.start(), self.text[end - 1].span.end()),
            inner,
            plural: false,
            capitals: Capitals::default(),
        }
    }
}

impl SourceReading<'_> {
    /// The concepts named, in the order of the text.
    pub fn mentions(&self) -> &[SourceMention] {
        &self.mentions
    }

    /// Whether the text names a concept with the members that an English mention of it has.
    pub(super) fn names(&self, concept: ConceptId, bindings: &[Binding]) -> bool {
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
fn flatten<'b>(bindings: &'b [Binding], flat: &mut Vec<&'b Binding>) {
    for binding in bindings {
        flat.push(binding);
        flatten(&binding.inner, flat);
    }
}

/// The characters of a text that count, width variants and quotation marks made equal.
fn fold(text: &str) -> Vec<Folded> {
    let mut folded = Vec::with_capacity(text.len() / 3);
    for (start, c) in text.char_indices() {
        if is_space(c) || is_invisible(c) {
            continue;
        }
        let span = Span::new(start, start + c.len_utf8());
        if is_opening_quote(c) {
            folded.push(Folded { c: '“', span });
        } else if is_closing_quote(c) {
            folded.push(Folded { c: '”', span });
        } else {
            let lower = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
            folded.extend(lower.map(|c| Folded { c, span }));
        }
    }
    folded
}

/// Characters of a Chinese numeral, figures among them.
fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千两".contains(c)
}

/// What a Chinese mention says of the slots of an English wording.
struct Known<'a> {
    bindings: &'a [&'a Binding],
    text: &'a str,
    /// Whether a numeral counts in order: 第二十次.
    ordinal: bool,
}

/// The ending of an ordinal in figures.
fn ordinal_ending(value: u32) -> &'static str {
    match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// The value of a Chinese numeral or of figures: 二十, 二〇二四, 20.
fn numeral_value(text: &str) -> Option<u32> {
    let mut total = 0u32;
    let mut open: Option<u32> = None;
    for Folded { c, .. } in fold(text) {
        let digit = match c {
            '两' => Some(2),
            _ => c.to_digit(10).or_else(|| {
                let place = "〇一二三四五六七八九".chars().position(|digit| digit == c);
                place.or((c == '零').then_some(0)).map(|place| place as u32)
            }),
        };
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                open = Some(open.unwrap_or(0).checked_mul(10)?.checked_add(digit?)?);
                continue;
            }
        };
        total = total.checked_add(open.take().unwrap_or(1).checked_mul(unit)?)?;
    }
    total.checked_add(open.unwrap_or(0))
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
    fn numerals_have_values() {
        for (text, value) in [
            ("二十", Some(20)),
            ("十四", Some(14)),
            ("二百零三", Some(203)),
            ("二〇二四", Some(2024)),
            ("２０", Some(20)),
            ("大", None),
        ] {
            assert_eq!(numeral_value(text), value, "{text}");
        }
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
            ("县委", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
