//! The trie of Chinese terms held against one text.

use super::fold::Folded;
use super::numerals::{LONGEST_NUMERAL, is_numeral};
use super::terms::{Edge, Owner, SourceTerms};
use crate::matching::{Binding, Capitals};
use crate::text::Span;

/// How deep classes may name classes.
pub(super) const DEEPEST: u8 = 4;

/// Nodes entered for one place of a text: bounds what a glossary of many nested classes can cost.
pub(super) const BUDGET: u32 = 4096;

/// A way through the trie.
pub(super) struct Found {
    pub(super) owner: Owner,
    pub(super) end: usize,
    pub(super) bindings: Vec<Binding>,
}

/// The trie held against one text.
pub(super) struct Search<'a> {
    pub(super) terms: &'a SourceTerms<'a>,
    pub(super) text: &'a [Folded],
}

impl Search<'_> {
    pub(super) fn explore(
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
