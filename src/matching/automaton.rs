//! Every known form at once: a trie over word numbers, whose edges may also be classes and numerals.
//!
//! A class has a trie of its own, entered from wherever a form names it, so that 3,000 places under 60 templates cost
//! 3,060 entries. Most words of a text begin no form, and most that do are not followed by a word that could go on: two
//! small tables answer both before the trie is entered.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::conjugation::elements;
use super::flat::{self, Flat};
use super::forms::{Element, Forms, Owner};
use super::gaps::Gap;
use super::table::{PairFilter, PairTable};
use super::vocabulary::{Vocabulary, WordId};
use super::words::Token;

/// The root of the forms of concepts.
pub(super) const ROOT: u32 = 0;

/// The root of the wordings of a class.
pub(super) fn class_root(class: u32) -> u32 {
    class + 1
}

/// No entry.
const END: u32 = u32::MAX;

/// The words and slots of the forms that the glossary writes, as far as one with another form of its verb begins as they do:
/// what the glossary writes counts.
fn written_like_others(forms: &Forms) -> HashSet<Vec<Element>> {
    let first = |form: u32| forms.steps(form)[0].element;
    let all = 0..forms.len();
    let others = all.clone().filter(|&form| !forms.is_written(form));
    let firsts: HashSet<Element> = others.map(first).collect();
    all.filter(|&form| forms.is_written(form) && firsts.contains(&first(form)))
        .filter(|&form| !matches!(forms.get(form).owner, Owner::Member { .. }))
        .map(|form| elements(forms.steps(form)))
        .collect()
}

/// What a slot edge takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SlotEdge {
    Class(u32),
    Numeral,
}

impl SlotEdge {
    /// The edge's place among the words of the table: beyond all of them.
    fn key(self) -> u32 {
        match self {
            Self::Class(class) => SLOTS + class,
            Self::Numeral => u32::MAX,
        }
    }
}

impl Flat for (u32, SlotEdge, u32) {
    const WIDTH: usize = 3;

    fn write(&self, row: &mut [u32]) {
        row.copy_from_slice(&[self.0, self.1.key(), self.2]);
    }

    fn read(row: &[u32]) -> Self {
        let edge = match row[1] {
            u32::MAX => SlotEdge::Numeral,
            key => SlotEdge::Class(key - SLOTS),
        };
        (row[0], edge, row[2])
    }
}

/// Edges from this number on are slots; no vocabulary has so many words.
const SLOTS: u32 = 1 << 31;

/// The trie of all forms.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Automaton {
    edges: PairTable,
    /// Edges that are slots, by node; few nodes have any.
    #[serde(with = "flat")]
    slots: Vec<(u32, SlotEdge, u32)>,
    /// The first of the slots of each node, and of the node after the last.
    #[serde(with = "flat")]
    slots_from: Vec<u32>,
    /// First entry of each node.
    #[serde(with = "flat")]
    first: Vec<u32>,
    /// Forms that end at a node: the form and the next entry.
    #[serde(with = "flat")]
    entries: Vec<(u32, u32)>,
    /// The node that each word leads to from the root, by word; [`END`] for none.
    #[serde(with = "flat")]
    roots: Vec<u32>,
    /// Whether a word may begin a form, by word: 0 no, 1 with the right next word, 2 whatever follows.
    begins: Vec<u8>,
    /// First words together with the words that may follow them.
    pairs: PairFilter,
    /// Whether a numeral may begin a form.
    numeral_begins: bool,
}

impl Automaton {
    /// Builds the trie; `classes` is the number of classes.
    pub(super) fn new(forms: &Forms, classes: usize, vocabulary: &Vocabulary) -> Self {
        let mut automaton = Self {
            edges: PairTable::new(),
            slots: Vec::new(),
            slots_from: Vec::new(),
            first: vec![END; classes + 1],
            entries: Vec::with_capacity(forms.len() as usize),
            roots: Vec::new(),
            begins: Vec::new(),
            pairs: PairFilter::new(0),
            numeral_begins: false,
        };
        let mut path = Vec::new();
        let written = written_like_others(forms);
        let is_new = |form: &u32| {
            forms.is_written(*form) || !written.contains(&elements(forms.steps(*form)))
        };
        for form in (0..forms.len()).filter(is_new) {
            automaton.add(forms, form, &mut path);
        }
        automaton.slots.sort_by_key(|&(node, ..)| node);
        let mut from = 0;
        for node in 0..=automaton.first.len() as u32 {
            let slots = &automaton.slots[from..];
            from += slots.iter().take_while(|slot| slot.0 < node).count();
            automaton.slots_from.push(from as u32);
        }
        automaton.fill_tables(vocabulary);
        automaton
    }

    fn add(&mut self, forms: &Forms, form: u32, path: &mut Vec<u32>) {
        let root = match forms.get(form).owner {
            Owner::Member { class, .. } => class_root(class),
            _ => ROOT,
        };
        let steps = forms.steps(form);
        path.clear();
        path.push(root);
        let mut node = root;
        for step in steps {
            node = self.step(node, step.element);
            path.push(node);
        }
        self.end(node, form);
        for (index, step) in steps.iter().enumerate() {
            if step.plural.is_known() {
                self.alternative(
                    forms,
                    form,
                    path[index],
                    step.plural,
                    path[index + 1],
                    index + 1,
                );
            }
            if step.joined.is_known() {
                self.alternative(
                    forms,
                    form,
                    path[index],
                    step.joined,
                    path[index + 2],
                    index + 2,
                );
            }
        }
    }

    /// Another word that leads from a node of a form to a later one; `rest` is the step after it.
    fn alternative(
        &mut self,
        forms: &Forms,
        form: u32,
        from: u32,
        word: WordId,
        to: u32,
        rest: usize,
    ) {
        match self.edges.get(from, word.0) {
            None => self.edges.insert(from, word.0, to),
            Some(node) if node == to => {}
            Some(mut node) => {
                for step in &forms.steps(form)[rest..] {
                    node = self.step(node, step.element);
                }
                self.end(node, form);
            }
        }
    }

    fn step(&mut self, node: u32, element: Element) -> u32 {
        let slot = match element {
            Element::Word(word) => {
                if let Some(next) = self.edges.get(node, word.0) {
                    return next;
                }
                let next = self.node();
                self.edges.insert(node, word.0, next);
                return next;
            }
            Element::Class(class) => SlotEdge::Class(class.0),
            Element::Numeral => SlotEdge::Numeral,
        };
        if let Some(next) = self.edges.get(node, slot.key()) {
            return next;
        }
        let next = self.node();
        self.edges.insert(node, slot.key(), next);
        self.slots.push((node, slot, next));
        next
    }

    fn node(&mut self) -> u32 {
        self.first.push(END);
        self.first.len() as u32 - 1
    }

    fn end(&mut self, node: u32, form: u32) {
        self.entries.push((form, self.first[node as usize]));
        self.first[node as usize] = self.entries.len() as u32 - 1;
    }

    fn fill_tables(&mut self, vocabulary: &Vocabulary) {
        let mut begins = vec![0; vocabulary.len()];
        let mut roots = vec![END; vocabulary.len()];
        // The root, and the roots of the classes with which a form may begin.
        let mut entered = vec![false; self.first.len()];
        let mut numeral_begins = false;
        let mut open = vec![ROOT];
        while let Some(root) = open.pop() {
            if std::mem::replace(&mut entered[root as usize], true) {
                continue;
            }
            for &(_, slot, _) in self.slots_of(root) {
                match slot {
                    SlotEdge::Class(class) => open.push(class_root(class)),
                    SlotEdge::Numeral => numeral_begins = true,
                }
            }
        }
        // Nodes one word away from the root, with that word.
        let mut firsts: Vec<(u32, u32)> = Vec::new();
        for (node, word, next) in self.word_edges() {
            if !entered[node as usize] {
                continue;
            }
            let begin = &mut begins[word as usize];
            if node != ROOT {
                *begin = 2;
                continue;
            }
            let always = self.first[next as usize] != END || !self.slots_of(next).is_empty();
            *begin = if always { 2 } else { (*begin).max(1) };
            firsts.push((next, word));
            roots[word as usize] = next;
        }
        firsts.sort_unstable();
        let mut pairs = PairFilter::new(self.entries.len() * 2);
        for (node, word, _) in self.word_edges() {
            let from = firsts.partition_point(|&(first, _)| first < node);
            for &(_, first) in firsts[from..]
                .iter()
                .take_while(|&&(first, _)| first == node)
            {
                pairs.insert(first, word);
            }
        }
        (self.begins, self.pairs, self.numeral_begins) = (begins, pairs, numeral_begins);
        self.roots = roots;
    }

    fn word_edges(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        self.edges.iter().filter(|&(_, word, _)| word < SLOTS)
    }

    /// The next word from `at` on with which a form may begin; wrong only by naming one that begins none.
    #[inline]
    pub(super) fn next_beginning(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let (begins, numeral_begins) = (self.begins.as_slice(), self.numeral_begins);
        let is_quiet = |token: &Token| {
            begins[token.word.0 as usize] == 0
                && (token.base.0 | token.joined.0) == 0
                && !(numeral_begins && token.is_numeral())
        };
        let mut from = at;
        loop {
            let quiet = tokens
                .get(from..)?
                .iter()
                .position(|token| !is_quiet(token))?;
            from += quiet;
            if self.may_begin(tokens, from) {
                return Some(from);
            }
            from += 1;
        }
    }

    /// Whether a form may begin at the word `at`; wrong only by saying yes.
    #[inline]
    pub(super) fn may_begin(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        if self.numeral_begins && token.is_numeral() {
            return true;
        }
        if (token.base.0 | token.joined.0) != 0 {
            return true;
        }
        match self.begins[token.word.0 as usize] {
            0 => false,
            1 => tokens.get(at + 1).is_some_and(|next| {
                next.gap != Gap::Break
                    && ((next.base.0 | next.joined.0) != 0
                        || self.pairs.may_have(token.word.0, next.word.0))
            }),
            _ => true,
        }
    }

    /// The node that a word leads to.
    #[inline]
    pub(super) fn next(&self, node: u32, word: WordId) -> Option<u32> {
        if !word.is_known() {
            return None;
        }
        if node == ROOT {
            let next = self.roots[word.0 as usize];
            return (next != END).then_some(next);
        }
        self.edges.get(node, word.0)
    }

    /// The slots that may stand after a node.
    pub(super) fn slots_of(&self, node: u32) -> &[(u32, SlotEdge, u32)] {
        let node = node as usize;
        &self.slots[self.slots_from[node] as usize..self.slots_from[node + 1] as usize]
    }

    /// The forms that end at a node, the one added last first.
    pub(super) fn forms_at(&self, node: u32) -> impl Iterator<Item = u32> + '_ {
        let mut entry = self.first[node as usize];
        std::iter::from_fn(move || {
            let (form, next) = *self.entries.get(entry as usize)?;
            entry = next;
            Some(form)
        })
    }
}
