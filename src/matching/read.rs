//! From a document to its mentions: the one entry point.

use std::sync::Arc;

use super::automaton::Automaton;
use super::forms::{Forms, Owner, Scratch};
use super::mention::Mention;
use super::overlap;
use super::patterns::Patterns;
use super::verify::{Candidate, Match, Search, term};
use super::vocabulary::Vocabulary;
use super::words::{Gap, Oddities, Token, scan};
use super::{Binding, Compound, fill};
use crate::documents::Document;
use crate::glossary::{
    ClassId, Concept, ConceptId, Condition, Glossary, NUMERAL, Rendering, RenderingForm,
};
use crate::text::{Span, is_closing_quote, is_invisible, is_opening_quote, is_space};

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
}

/// What was found in one document.
#[derive(Debug, Default)]
pub struct Reading {
    /// The mentions of all segments, in order, without overlaps.
    pub mentions: Vec<Mention>,
    /// Words of prose in the document.
    pub words: usize,
    oddities: Oddities,
    /// How many gaps, repeats and foreign words there are up to the end of each segment.
    ends: Vec<[u32; 3]>,
}

/// What is odd about one segment, as spans of its text.
#[derive(Clone, Copy, Debug)]
pub struct SegmentReading<'r> {
    /// What stands between two words and is not mere white space; also before the first word and after the last.
    pub gaps: &'r [Span],
    /// The same word twice with nothing but white space between: the span of both.
    pub repeats: &'r [Span],
    /// Words with letters that are not ASCII; a run of Chinese characters is one.
    pub foreign: &'r [Span],
}

impl Reading {
    /// What is odd about one segment, by its number.
    pub fn segment(&self, number: usize) -> SegmentReading<'_> {
        let ends = |index: Option<usize>| {
            let counts = index
                .and_then(|index| self.ends.get(index))
                .copied()
                .unwrap_or_default();
            counts.map(|count| count as usize)
        };
        let (from, to) = (ends(number.checked_sub(1)), ends(Some(number)));
        let part = |spans: &'_ [Span], which: usize| -> std::ops::Range<usize> {
            from[which].min(spans.len())
                ..to[which].min(spans.len()).max(from[which].min(spans.len()))
        };
        let Oddities {
            gaps,
            repeats,
            foreign,
        } = &self.oddities;
        SegmentReading {
            gaps: &gaps[part(gaps, 0)],
            repeats: &repeats[part(repeats, 1)],
            foreign: &foreign[part(foreign, 2)],
        }
    }
}

impl<'g> Matcher<'g> {
    /// Makes a glossary ready. Forms that count only with a Chinese source take no part.
    pub fn new(glossary: &'g Glossary) -> Self {
        let mut vocabulary = Vocabulary::new();
        let mut forms = Forms::new(&mut vocabulary);
        let mut scratch = Scratch::default();
        let mut add = |owner| {
            forms.add(
                owner,
                term(glossary, owner),
                glossary,
                &mut vocabulary,
                &mut scratch,
            );
        };
        for (concept, entry) in glossary.concepts().iter().enumerate() {
            let concept = concept as u32;
            if entry.renderings.is_empty() {
                continue;
            }
            for (rendering, form) in entry.renderings.iter().enumerate() {
                if form.form != RenderingForm::Pattern && form.condition != Condition::WithSource {
                    add(Owner::Rendering {
                        concept,
                        rendering: rendering as u32,
                    });
                }
            }
            for wording in 0..entry.not_in.len() as u32 {
                add(Owner::NotIn { concept, wording });
            }
        }
        for (class, entry) in glossary.classes().iter().enumerate() {
            for (member, entry) in entry.members.iter().enumerate() {
                for target in 0..entry.target.len() as u32 {
                    add(Owner::Member {
                        class: class as u32,
                        member: member as u32,
                        target,
                    });
                }
            }
        }
        forms.join_compounds(&mut vocabulary);
        let automaton = Automaton::new(&forms, glossary.classes().len(), &vocabulary);
        let full_wordings = glossary.concepts().iter().map(|concept| {
            let full = |rendering: &&Rendering| {
                rendering.status.is_correct() && rendering.form == RenderingForm::Full
            };
            concept.renderings.iter().filter(full).count() as u32
        });
        Self {
            glossary,
            vocabulary,
            forms,
            automaton,
            patterns: Patterns::new(glossary),
            full_wordings: full_wordings.collect(),
        }
    }

    /// How many correct full wordings a concept has.
    pub(super) fn full_wordings(&self, concept: ConceptId) -> u32 {
        self.full_wordings[concept.0 as usize]
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
    pub fn form_text(&self, mention: &Mention, text: &str) -> String {
        fill::as_form(self.glossary, &self.rendering(mention).term, mention, text)
    }

    /// What the glossary would write for a mention, in the number and case of possession that the text has; `None` where
    /// the text does not say what a slot is to be filled with.
    pub fn replacement(&self, mention: &Mention, text: &str) -> Option<String> {
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
    ) -> Option<String> {
        let term = &self.concept(mention).renderings[rendering].term;
        fill::replacement(self.glossary, term, mention, text)
    }

    /// A rendering of the concept that a mention names, by its place, with what the mention has in its slots; for
    /// messages, neither plural nor possessive.
    pub fn wording(&self, rendering: usize, mention: &Mention, text: &str) -> String {
        let term = &self.concept(mention).renderings[rendering].term;
        fill::uninflected(self.glossary, term, mention, text)
    }

    /// The usual Chinese term of the concept that a mention names, with what the mention has in its slots; `None` for a
    /// concept without one.
    pub fn source_term(&self, mention: &Mention, text: &str) -> Option<Arc<str>> {
        let term = self.concept(mention).source.first()?;
        if !term.has_slots() {
            return Some(term.shared());
        }
        Some(fill::source(self.glossary, term, &mention.bindings, text).into())
    }

    /// Finds every form in a document. All parts' segments are numbered in one run.
    pub fn read(&self, document: &Document) -> Reading {
        let mut reading = Reading::default();
        let mut tokens = Vec::new();
        let parts = document.parts().iter();
        let segments =
            parts.flat_map(|part| part.segments.iter().map(move |segment| (part, segment)));
        for (index, (part, segment)) in segments.enumerate() {
            let text = segment.text(&part.text);
            tokens.clear();
            let oddities = &mut reading.oddities;
            reading.words += scan(text, &self.vocabulary, &mut tokens, oddities);
            let counts = [
                oddities.gaps.len(),
                oddities.repeats.len(),
                oddities.foreign.len(),
            ];
            reading.ends.push(counts.map(|count| count as u32));
            self.read_segment(index, text, &tokens, &mut reading.mentions);
        }
        reading
    }

    fn read_segment(
        &self,
        segment: usize,
        text: &str,
        tokens: &[Token],
        mentions: &mut Vec<Mention>,
    ) {
        let search = Search {
            glossary: self.glossary,
            automaton: &self.automaton,
            forms: &self.forms,
            text,
            tokens,
        };
        let first = mentions.len();
        let mut candidates = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if !self.automaton.may_begin(tokens, at) {
                at += 1;
                continue;
            }
            // `third-party building` is not about a party.
            let inside_compound = at > 0 && tokens[at].gap == Gap::Hyphen;
            let found = if inside_compound {
                None
            } else {
                self.best(&search, at, &mut candidates)
            };
            let Some((best, ambiguous)) = found else {
                at += 1;
                continue;
            };
            if let Owner::Rendering { concept, rendering } = best.owner {
                let span = Span::new(tokens[at].start as usize, best.end_byte);
                mentions.push(Mention {
                    segment,
                    span,
                    concept: ConceptId(concept),
                    rendering: rendering as usize,
                    bindings: best.bindings.into_boxed_slice(),
                    capitals: best.capitals,
                    compound: best.compound,
                    plural: best.plural,
                    possessive: best.possessive,
                    ambiguous,
                });
            }
            at = best.end;
        }
        let patterns = self.patterns.find(text, self.glossary);
        if patterns.is_empty() {
            return;
        }
        let mut both = mentions.split_off(first);
        both.extend(patterns.into_iter().map(|found| Mention {
            segment,
            span: found.span,
            concept: ConceptId(found.concept),
            rendering: found.rendering as usize,
            bindings: found.bindings.into_boxed_slice(),
            capitals: super::Capitals::default(),
            compound: super::Compound::AsWritten,
            plural: false,
            possessive: 0,
            ambiguous: false,
        }));
        mentions.extend(overlap::resolve(both));
    }

    /// The form that stands at a word: the longest; among equals one that is listed before one that is inflected, a correct
    /// one before a withdrawn one, then the one whose spelling and capitals fit best. The flag says that a correct form of another concept fits as well.
    fn best(
        &self,
        search: &Search<'_>,
        at: usize,
        candidates: &mut Vec<Candidate>,
    ) -> Option<(Match, bool)> {
        candidates.clear();
        search.candidates(at, candidates);
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.end));
        let mut rest = candidates.as_slice();
        while let Some(first) = rest.first() {
            let same = rest
                .iter()
                .take_while(|candidate| candidate.end == first.end)
                .count();
            let (equals, shorter) = rest.split_at(same);
            rest = shorter;
            let verified = equals
                .iter()
                .filter_map(|candidate| search.verify(at, candidate));
            let found: Vec<Match> = verified
                .filter(|found| self.may_stand(search, at, found))
                .collect();
            if !found.is_empty() {
                return self.choose(found);
            }
        }
        None
    }

    /// The one of several forms of the same words.
    fn choose(&self, mut found: Vec<Match>) -> Option<(Match, bool)> {
        if found.len() == 1 {
            return found.pop().map(|found| (found, false));
        }
        let status = |found: &Match| self.rendering_of(found.owner).map(|(_, form)| form.status);
        let rank = |found: &Match| {
            let withdrawn = status(found).is_some_and(|status| !status.is_correct());
            let (capitals, key) = (found.capitals.distance(), owner_key(found));
            (
                // What the glossary lists as such comes before the plural of another form.
                found.plural,
                withdrawn,
                found.compound,
                capitals,
                status(found),
                key,
            )
        };
        let best = (0..found.len()).min_by_key(|&index| rank(&found[index]))?;
        let best = found.swap_remove(best);
        let concept = self.rendering_of(best.owner).map(|(concept, _)| concept);
        let ambiguous = concept.is_some_and(|concept| {
            found
                .iter()
                .filter_map(|other| self.rendering_of(other.owner))
                .any(|(other, rendering)| other != concept && rendering.status.is_correct())
        });
        Some((best, ambiguous))
    }

    /// The concept and the rendering that a form belongs to; `None` for one that only hides others.
    fn rendering_of(&self, owner: Owner) -> Option<(u32, &'g Rendering)> {
        match owner {
            Owner::Rendering { concept, rendering } => {
                let entry = &self.glossary.concepts()[concept as usize];
                Some((concept, &entry.renderings[rendering as usize]))
            }
            _ => None,
        }
    }

    /// Conditions of a form that words alone do not decide.
    fn may_stand(&self, search: &Search<'_>, at: usize, found: &Match) -> bool {
        let Some((_, rendering)) = self.rendering_of(found.owner) else {
            return true;
        };
        let exact = found.capitals.as_written() && found.compound == Compound::AsWritten;
        if rendering.form == RenderingForm::Abbreviation && !exact {
            return false;
        }
        let tokens = search.tokens;
        let goes_on = tokens
            .get(found.end)
            .is_some_and(|next| next.gap == Gap::Hyphen);
        if goes_on && found.end == at + 1 {
            return false;
        }
        rendering.condition != Condition::InQuotes
            || is_quoted(
                search.text,
                tokens[at].start as usize,
                tokens[found.end - 1].end as usize,
            )
    }
}

/// The order in which equal matches are taken: that of the glossary.
fn owner_key(found: &Match) -> (u32, u32) {
    match found.owner {
        Owner::Rendering { concept, rendering } => (concept, rendering),
        Owner::NotIn { concept, wording } => (concept, wording),
        Owner::Member { class, member, .. } => (class, member),
    }
}

/// Whether quotation marks stand at both ends of a span; a comma or full stop may stand before the closing one.
fn is_quoted(text: &str, start: usize, end: usize) -> bool {
    let room = |c: char| is_space(c) || is_invisible(c);
    let before = text[..start].trim_end_matches(room).chars().next_back();
    let after = text[end..]
        .trim_start_matches(room)
        .trim_start_matches([',', '.'])
        .chars()
        .next();
    let straight = |c: char| matches!(c, '"' | '\'');
    before.is_some_and(|c| is_opening_quote(c) || straight(c))
        && after.is_some_and(|c| is_closing_quote(c) || straight(c))
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
