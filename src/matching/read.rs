//! From a document to its mentions: the one entry point.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::alike::Alike;
use super::automaton::Automaton;
use super::compiled::{self, StoredTables};
use super::considered::Considered;
use super::counted::forget_counted;
use super::forms::{Forms, Owner};
use super::gaps::Gap;
use super::index::{Index, NO_SOURCE};
use super::mention::Mention;
use super::near::{Near, Run, State, Tables};
use super::overlap;
use super::patterns::Patterns;
use super::reading::Reading;
use super::verify::{Candidate, Search};
use super::vocabulary::Vocabulary;
use super::words::{Token, scan};
use super::{Binding, SourceReading, fill};
use crate::documents::Document;
use crate::glossary::{
    ClassId, Concept, ConceptId, Condition, Glossary, NUMERAL, Rendering, RenderingForm, Template,
    TermStatus,
};
use crate::text::Span;

/// A glossary made ready for finding its forms in texts. Immutable; threads share it.
#[derive(Debug)]
pub struct Matcher<'g> {
    glossary: &'g Glossary,
    vocabulary: Vocabulary,
    forms: Forms,
    automaton: Automaton,
    patterns: Patterns,
    /// Correct full wordings of each concept.
    full_wordings: Vec<u32>,
    alike: Alike,
    /// The tables for damaged forms that were stored with the index; `None` where both are to be made.
    tables: Option<StoredTables>,
    /// Made when damaged forms are first asked for.
    near: OnceLock<Near>,
}

/// Lists that each segment fills anew.
#[derive(Default)]
struct Scratch {
    tokens: Vec<Token>,
    candidates: Vec<Candidate>,
    /// Where wordings stand that hide a concept.
    not_meant: Vec<Span>,
}

impl<'g> Matcher<'g> {
    /// Makes a glossary ready. Forms that count only with a Chinese source take no part.
    pub fn new(glossary: &'g Glossary) -> Self {
        let (index, tables) = match compiled::stored(glossary) {
            Some((index, tables)) => (index, Some(tables)),
            None => (Index::new(glossary), None),
        };
        Self::with_index(glossary, index, tables, &NO_SOURCE)
    }

    /// Makes a glossary ready for texts with their Chinese source beside them, for [`Self::read_for`].
    pub fn for_sources(glossary: &'g Glossary) -> Self {
        let index = Index::with_conditions(glossary, Condition::ALL);
        Self::with_index(glossary, index, None, Condition::ALL)
    }

    fn with_index(
        glossary: &'g Glossary,
        index: Index,
        tables: Option<StoredTables>,
        conditions: &[Condition],
    ) -> Self {
        Self {
            glossary,
            vocabulary: index.vocabulary,
            forms: index.forms,
            automaton: index.automaton,
            patterns: Patterns::new(glossary, conditions, index.needles),
            full_wordings: index.full_wordings,
            alike: index.alike,
            tables,
            near: OnceLock::new(),
        }
    }

    /// How many correct full wordings a concept has.
    pub(super) fn full_wordings(&self, concept: ConceptId) -> u32 {
        self.full_wordings[concept.0 as usize]
    }

    /// The rendering of a mention; of those that are spelt alike, the first.
    pub(super) fn wording_of(&self, mention: &Mention) -> usize {
        self.alike.first(mention.concept.0, mention.rendering)
    }

    /// The glossary.
    pub fn glossary(&self) -> &'g Glossary {
        self.glossary
    }

    /// The concept that a mention names.
    pub fn concept(&self, mention: &Mention) -> &'g Concept {
        self.glossary.concept(mention.concept)
    }

    /// The rendering that a mention uses.
    pub fn rendering(&self, mention: &Mention) -> &'g Rendering {
        &self.concept(mention).renderings[mention.rendering]
    }

    /// The form that a mention uses, as the glossary writes it, with what stands in its slots, in the number and case of
    /// possession that the text has. `text` is the text of the mention's segment.
    pub fn form_text(&self, mention: &Mention, text: &str) -> Cow<'g, str> {
        fill::as_form(self.glossary, &self.rendering(mention).term, mention, text)
    }

    /// What the glossary would write for a mention, in the number and case of possession that the text has; `None` where
    /// the text does not say what a slot is to be filled with.
    pub fn replacement(&self, mention: &Mention, text: &str) -> Option<Cow<'g, str>> {
        let rendering = self.rendering(mention);
        let term = rendering
            .replacement
            .as_ref()
            .unwrap_or(&self.concept(mention).preferred().term);
        fill::replacement(self.glossary, term, mention, text)
    }

    /// The same with another rendering of the concept, by its place.
    pub fn replacement_by(
        &self,
        rendering: usize,
        mention: &Mention,
        text: &str,
    ) -> Option<Cow<'g, str>> {
        let term = &self.concept(mention).renderings[rendering].term;
        fill::replacement(self.glossary, term, mention, text)
    }

    /// A term with what a mention has in its slots, neither plural nor possessive; as written where the text does not say
    /// what they hold.
    pub fn uninflected<'t>(&self, term: &'t Template, mention: &Mention, text: &str) -> Cow<'t, str>
    where
        'g: 't,
    {
        fill::uninflected(self.glossary, term, mention, text)
    }

    /// A rendering of the concept that a mention names, by its place, with what the mention has in its slots; for
    /// messages, neither plural nor possessive.
    pub fn wording(&self, rendering: usize, mention: &Mention, text: &str) -> Cow<'g, str> {
        let term = &self.concept(mention).renderings[rendering].term;
        fill::uninflected(self.glossary, term, mention, text)
    }

    /// Any Chinese term of the concept that a mention names, with what the mention has in its slots; `None` where the mention does not say
    /// what a slot holds.
    pub fn fill_source(&self, term: &Template, mention: &Mention, text: &str) -> Option<String> {
        let filled = fill::source(self.glossary, term, &mention.bindings, text);
        (!filled.contains('…')).then_some(filled)
    }

    /// The status of a form, by its number.
    pub(super) fn form_status(&self, form: u32) -> TermStatus {
        self.forms.get(form).status
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// A search in one text, without the Chinese beside it.
    pub(super) fn search<'a>(&'a self, text: &'a str, tokens: &'a [Token]) -> Search<'a> {
        Search {
            glossary: self.glossary,
            automaton: &self.automaton,
            forms: &self.forms,
            text,
            tokens,
            source: None,
        }
    }

    /// The patterns that cover byte `at` of a text.
    pub(super) fn patterns_at(&self, text: &str, at: usize) -> Vec<Considered> {
        let found = self.patterns.find(text, self.glossary).into_iter();
        found
            .filter(|found| found.span.start() <= at && at < found.span.end())
            .map(|found| Considered {
                span: found.span,
                concept: found.concept,
                rendering: Some(found.rendering as usize),
                may_stand: true,
            })
            .collect()
    }

    /// Finds every form in a document. All parts' segments are numbered in one run.
    pub fn read(&self, document: &Document) -> Reading {
        self.read_for(document, None, false)
    }

    /// The same with the Chinese beside it, where it is given: forms that count only with a source count where it names
    /// their concept. With `look_near`, damaged forms are found as well.
    pub fn read_for(
        &self,
        document: &Document,
        source: Option<&SourceReading<'_>>,
        look_near: bool,
    ) -> Reading {
        let (mut state, mut scratch) = (State::default(), Scratch::default());
        let bytes = document.parts().iter().map(|part| part.text.len()).sum();
        let mut reading = Reading::for_text(bytes);
        let parts = document.parts().iter();
        let segments =
            parts.flat_map(|part| part.segments.iter().map(move |segment| (part, segment)));
        for (index, (part, segment)) in segments.enumerate() {
            let text = segment.text(&part.text);
            scratch.tokens.clear();
            let oddities = &mut reading.oddities;
            reading.words += scan(text, &self.vocabulary, &mut scratch.tokens, oddities);
            reading.ends.push(oddities.counts());
            let first = reading.mentions.len();
            scratch.not_meant.clear();
            let mentions = &mut reading.mentions;
            self.read_segment(index, text, source, &mut scratch, mentions);
            if look_near {
                let near = self.near.get_or_init(|| self.make_near());
                let run = Run {
                    number: index,
                    text,
                    tokens: &scratch.tokens,
                    mentions: &reading.mentions[first..],
                    not_meant: &scratch.not_meant,
                };
                near.find(
                    &run,
                    self.glossary,
                    &self.forms,
                    &self.vocabulary,
                    &self.automaton,
                    &mut state,
                    &mut reading.near,
                );
            }
        }
        reading
    }

    fn make_near(&self) -> Near {
        let stored = self.tables.and_then(StoredTables::read);
        let make = || Tables::new(&self.forms, self.glossary, &self.vocabulary);
        Near::new(stored.unwrap_or_else(make))
    }

    fn read_segment(
        &self,
        segment: usize,
        text: &str,
        source: Option<&SourceReading<'_>>,
        scratch: &mut Scratch,
        mentions: &mut Vec<Mention>,
    ) {
        let Scratch {
            tokens,
            candidates,
            not_meant,
        } = scratch;
        let tokens = tokens.as_slice();
        let search = Search {
            glossary: self.glossary,
            automaton: &self.automaton,
            forms: &self.forms,
            text,
            tokens,
            source,
        };
        let first = mentions.len();
        let mut at = 0;
        while let Some(next) = self.automaton.next_beginning(tokens, at) {
            at = next;
            // `third-party building` is not about a party.
            let inside_compound = at > 0 && tokens[at].gap == Gap::Hyphen;
            let found = if inside_compound {
                None
            } else {
                search.best(at, candidates)
            };
            let Some((best, ambiguous)) = found else {
                at += 1;
                continue;
            };
            let span = Span::new(tokens[at].start as usize, best.end_byte);
            if let Owner::Rendering { concept, rendering } = best.owner {
                let judged = self.forms.get(best.form);
                mentions.push(Mention {
                    segment,
                    span,
                    concept: ConceptId(concept),
                    rendering: rendering as usize,
                    status: judged.status,
                    form: judged.form,
                    bindings: best.bindings.into_boxed_slice(),
                    capitals: best.capitals,
                    compound: best.compound,
                    plural: best.plural,
                    possessive: best.possessive,
                    ambiguous,
                });
            } else {
                not_meant.push(span);
            }
            at = best.end;
        }
        forget_counted(mentions, first, text, tokens);
        let mut patterns = self.patterns.find(text, self.glossary);
        patterns.retain(|found| {
            let (concept, rendering) = (found.concept, found.rendering as usize);
            let form = &self.glossary.concepts()[concept as usize].renderings[rendering];
            // In a longer wording its concept is not meant.
            let meant = !not_meant.iter().any(|longer| longer.contains(found.span));
            meant
                && (form.condition != Condition::WithSource
                    || source
                        .is_some_and(|source| source.names(ConceptId(concept), &found.bindings)))
        });
        if patterns.is_empty() {
            return;
        }
        let mut both = mentions.split_off(first);
        both.extend(patterns.into_iter().map(|found| {
            let (concept, rendering) = (ConceptId(found.concept), found.rendering as usize);
            Mention {
                segment,
                span: found.span,
                concept,
                rendering,
                status: self.glossary.concept(concept).renderings[rendering].status,
                form: RenderingForm::Pattern,
                bindings: found.bindings.into_boxed_slice(),
                capitals: super::Capitals::default(),
                compound: super::Compound::AsWritten,
                plural: found.plural,
                possessive: 0,
                ambiguous: false,
            }
        }));
        mentions.extend(overlap::resolve(both));
    }
}

impl Binding {
    /// The bytes of the segment's text that fill the slot.
    pub fn span(&self) -> Span {
        self.span
    }

    /// What the braces name: a class, or a numeral.
    pub fn slot<'g>(&self, glossary: &'g Glossary) -> &'g str {
        self.class
            .map_or(NUMERAL, |class| &glossary.class(ClassId(class)).id)
    }
}
