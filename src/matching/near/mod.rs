//! Damaged forms: misspelt, missing, added and swapped words, wrong connectives, stray marks.
//!
//! [`Near::find`] is the one entry point; what it knows of a glossary is in [`Tables`]. Two words of a form that stand close together ask the [`index`] for the forms
//! that have both; [`align`] holds each against the text word by word; [`judge`] decides whether what stands undamaged
//! identifies a concept, and [`choice`] which of several forms is the nearest.

mod align;
mod alignment;
mod choice;
mod connectives;
mod damage;
mod edge;
mod endings;
mod english;
mod explained;
mod index;
mod judge;
mod lexicon;
mod memo;
mod mend;
mod neighbours;
mod phrase;
mod plausible;
mod segment;
mod spelling;
mod tables;
mod torn;

use std::collections::HashMap;

use self::align::Table;
use self::alignment::Alignment;
use self::choice::Candidate;
use self::english::English;
use self::explained::Explained;
use self::index::REACH;
use self::memo::{Memo, Noted};
use self::neighbours::touching;
use self::plausible::{Pair, is_plausible};
use self::segment::Segment;
use crate::glossary::Glossary;
use crate::matching::automaton::Automaton;
use crate::matching::forms::Forms;
use crate::matching::gaps::Gap;
use crate::matching::mention::Mention;
use crate::matching::names::is_pinyin;
use crate::matching::verify::Search;
use crate::matching::vocabulary::Vocabulary;
use crate::matching::words::Token;
use crate::text::Span;

pub(super) use self::tables::Tables;

pub use self::choice::NearMention;
pub use self::damage::{Damage, DamageKind};

/// Whether a word in its comparison form is ordinary English.
pub fn is_english(folded: &str) -> bool {
    English::new().has(folded)
}

/// Alignments tried from one word of a text at most.
const TRIED: usize = 160;

/// Words after which what was learnt of earlier words is forgotten: one line may be as long as a book.
const FORGOTTEN_AFTER: usize = 1024;

/// A term of one word must be so long for a misspelling of it to be told from another word.
const LONG_WORD: usize = 6;

/// The glossary made ready for finding damaged forms.
#[derive(Debug)]
pub(super) struct Near {
    english: English,
    tables: Tables,
}

/// What is kept from one run of prose to the next.
#[derive(Debug, Default)]
pub(super) struct State {
    memo: Memo,
    table: Table,
    unknown: Vec<Noted>,
    /// Words that may be misspelt.
    meant: Vec<u32>,
    anchors: Vec<(u32, u32)>,
    tried: Tried,
}

/// One run of prose that was read for exact forms.
pub(super) struct Run<'r> {
    pub(super) number: usize,
    pub(super) text: &'r str,
    pub(super) tokens: &'r [Token],
    /// Its mentions, in order.
    pub(super) mentions: &'r [Mention],
    /// Where a longer wording stands in which no concept is meant.
    pub(super) not_meant: &'r [Span],
}

impl Near {
    /// Makes the tables of a glossary ready for use.
    pub(super) fn new(tables: Tables) -> Self {
        Self {
            english: English::new(),
            tables,
        }
    }

    /// Adds the damaged forms of one run of prose.
    #[expect(clippy::too_many_arguments, reason = "the parts of a matcher")]
    pub(super) fn find(
        &self,
        run: &Run<'_>,
        glossary: &Glossary,
        forms: &Forms,
        vocabulary: &Vocabulary,
        automaton: &Automaton,
        state: &mut State,
        found: &mut Vec<NearMention>,
    ) {
        self.note_words(run, vocabulary, state);
        let State {
            memo,
            table,
            unknown,
            meant,
            anchors,
            tried,
        } = state;
        tried.begin(run.tokens.len(), forms.len() as usize);
        let mut segment = Segment {
            text: run.text,
            tokens: run.tokens,
            forms,
            vocabulary,
            glossary,
            lexicon: &self.tables.lexicon,
            index: &self.tables.index,
            english: &self.english,
            memo,
            unknown,
            search: Search {
                glossary,
                automaton,
                forms,
                text: run.text,
                tokens: run.tokens,
                source: None,
            },
            fills: HashMap::new(),
        };
        let mut candidates: Vec<Candidate> = Vec::new();
        for at in meant.iter().map(|&at| at as usize) {
            for form in self.misspelt_singles(&segment, at) {
                let alignment = align::align(&mut segment, table, form, 0, at);
                let alignment = alignment.filter(|found| found.cost > 0 && is_open(found, run));
                if let Some(alignment) = alignment
                    && let Some(score) = judge::score(&alignment, &segment, &self.english, run)
                {
                    candidates.push(Candidate::new(alignment, score, &segment));
                }
            }
        }
        segment.fills.clear();
        let mut forgotten = 0;
        for (place, &(at, key)) in anchors.iter().enumerate() {
            if at as usize >= forgotten + FORGOTTEN_AFTER {
                forgotten = at as usize;
                let begins = forgotten.saturating_sub(align::LONGEST);
                segment.fills.retain(|&(_, at), _| at >= begins);
            }
            let mut budget = TRIED;
            for &(other_at, other) in &anchors[place + 1..] {
                if (other_at - at) as usize > REACH {
                    break;
                }
                if other_at == at || key == other {
                    continue;
                }
                let (listings, in_order) = self.tables.index.forms_with(key, other);
                if listings.is_empty() {
                    continue;
                }
                let explained = Explained::of((at as usize, other_at as usize), run);
                for listing in listings {
                    let [first, second] = listing.steps.map(usize::from);
                    let pair = Pair {
                        words: (at as usize, other_at as usize),
                        steps: if in_order {
                            (first, second)
                        } else {
                            (second, first)
                        },
                    };
                    let steps = forms.steps(listing.form);
                    let begins = pair.words.0 + steps.len() - pair.steps.0;
                    if budget == 0
                        || tried.has(listing.form, begins)
                        || explained
                            .as_ref()
                            .is_some_and(|explained| explained.rules_out(listing.form, forms, run))
                        || !is_plausible(&segment, steps, pair, explained.as_ref())
                    {
                        continue;
                    }
                    tried.note(listing.form, begins);
                    budget -= 1;
                    let alignment = align::align(
                        &mut segment,
                        table,
                        listing.form,
                        pair.steps.0,
                        pair.words.0,
                    );
                    let Some(alignment) = alignment.filter(|alignment| alignment.cost > 0) else {
                        continue;
                    };
                    if !is_open(&alignment, run) {
                        continue;
                    }
                    if let Some(score) = judge::score(&alignment, &segment, &self.english, run) {
                        candidates.push(Candidate::new(alignment, score, &segment));
                    }
                }
            }
        }
        if !candidates.is_empty() {
            choice::choose(candidates, &segment, run, found);
        }
    }

    /// Terms of one long word that a word is one letter off, where no other word is as near.
    fn misspelt_singles(&self, segment: &Segment<'_>, at: usize) -> Vec<u32> {
        let Some(unknown) = segment.unknown(at) else {
            return Vec::new();
        };
        let near = match unknown.meant() {
            [near] => near,
            [near, next, ..] if next.letters > 1 => near,
            _ => return Vec::new(),
        };
        let word = segment.vocabulary.word(near.word);
        // A misspelt word of every day (`offical`) says nothing about a term, and `MacOS` is a name whatever it is near.
        let odd = segment.written(at).chars().skip(1).any(char::is_uppercase);
        if near.letters > 1
            || odd
            || word.len() < LONG_WORD
            || is_pinyin(word)
            || self.english.is_everyday(word)
        {
            return Vec::new();
        }
        let begins = at == 0 || segment.tokens[at].gap != Gap::Space;
        let capital = segment.is_capital(at);
        let forms = self.tables.index.single(near.word).iter().copied().take(4);
        forms
            .filter(|&form| {
                let own = segment.term(form).starts_with(char::is_uppercase);
                own == capital || begins && capital
            })
            .collect()
    }

    /// Notes what each word of a run may stand for.
    fn note_words(&self, run: &Run<'_>, vocabulary: &Vocabulary, state: &mut State) {
        state.meant.clear();
        state.anchors.clear();
        state.memo.note(
            run.text,
            run.tokens,
            &self.english,
            &self.tables.spelling,
            vocabulary,
            &mut state.unknown,
        );
        for (at, token) in run.tokens.iter().enumerate() {
            let noted = state.unknown[at];
            let at = at as u32;
            for word in [token.word, token.base, token.joined] {
                if word.is_known() {
                    self.tables
                        .index
                        .keys_of(word, |key| state.anchors.push((at, key)));
                }
            }
            if let Some(place) = noted.place().filter(|_| noted.is_meant()) {
                state.meant.push(at);
                for near in state.memo.get(place).meant() {
                    self.tables
                        .index
                        .keys_of(near.word, |key| state.anchors.push((at, key)));
                }
            }
        }
    }
}

/// Which forms were tried last where, so that other words of the same damaged form do not try it again.
#[derive(Debug, Default)]
struct Tried {
    /// For each form a place, counted over all runs of prose of the document.
    last: Vec<u64>,
    /// The places of this run begin here, and there are so many.
    first: u64,
    length: u64,
}

impl Tried {
    /// Begins a run of so many words.
    fn begin(&mut self, words: usize, forms: usize) {
        self.last.resize(forms, 0);
        self.first += self.length.max(1);
        self.length = (words + align::LONGEST) as u64;
    }

    fn has(&self, form: u32, place: usize) -> bool {
        self.last[form as usize] == self.first + place as u64
    }

    fn note(&mut self, form: u32, place: usize) {
        self.last[form as usize] = self.first + place as u64;
    }
}

/// Whether an alignment leaves the mentions of the run alone: each lies outside it, or inside it among undamaged words.
fn is_open(alignment: &Alignment, run: &Run<'_>) -> bool {
    let (start, end) = alignment.tokens;
    let span = Span::new(
        run.tokens[start].start as usize,
        run.tokens[end - 1].end as usize,
    );
    // Looked up by place: one line may hold tens of thousands of mentions.
    if !touching(run.not_meant, span, |other| *other).is_empty() {
        return false;
    }
    for mention in touching(run.mentions, span, |mention| mention.span) {
        let other = mention.span;
        if other.start() < span.start() || other.end() > span.end() || other == span {
            return false;
        }
        let damaged = alignment.parts.iter().any(|part| {
            if matches!(part.damage, None | Some(DamageKind::Repeated)) && !part.cut {
                return false;
            }
            let (from, to) = part.tokens;
            // `Market Regulations` for `Market Regulation`: a word that is a term in the other number only.
            let only_this = from + 1 == to && other == word_span(run, from);
            if part.damage == Some(DamageKind::OtherNumber) && !part.cut && only_this {
                return false;
            }
            if part.damage == Some(DamageKind::Swapped) {
                // One of the two words may be a term of its own.
                return (from + 1..to).any(|at| {
                    let start = run.tokens[at].start as usize;
                    other.start() < start && start < other.end()
                });
            }
            if from == to {
                // Something is missing: inside the mention, or at its edge.
                let at = run
                    .tokens
                    .get(from)
                    .map_or(span.end(), |token| token.start as usize);
                return other.start() < at && at < other.end();
            }
            let first = run.tokens[from].start as usize;
            let last = run.tokens[to - 1].end as usize;
            first < other.end() && other.start() < last
        });
        if damaged {
            return false;
        }
    }
    true
}

fn word_span(run: &Run<'_>, at: usize) -> Span {
    let token = &run.tokens[at];
    Span::new(token.start as usize, token.end as usize)
}
