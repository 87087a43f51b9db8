//! From the trie's candidates to matches: gaps, number, possession, compounds and capitals of one form, word by word.

use super::SourceReading;
use super::automaton::{Automaton, ROOT, SlotEdge, class_root};
use super::capitals::Capitals;
use super::forms::{Element, Forms, Owner, Spelling, Step, term};
use super::gaps::Gap;
use super::mention::{Binding, Compound};
use super::words::Token;
use crate::glossary::{Glossary, Template};
use crate::text::Span;

/// The longest form followed, in words; the glossary refuses longer terms anyway.
const LONGEST: usize = 96;

/// How deep classes may name classes.
const DEEPEST: u8 = 4;

/// Nodes entered for one place of a text: bounds what a glossary of many nested classes can cost.
const BUDGET: u32 = 4096;

/// A form found in a text.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) form: u32,
    pub(super) owner: Owner,
    /// The first token after it.
    pub(super) end: usize,
    pub(super) bindings: Vec<Binding>,
    pub(super) capitals: Capitals,
    pub(super) compound: Compound,
    pub(super) plural: bool,
    pub(super) possessive: usize,
    /// The first byte of the segment's text after it.
    pub(super) end_byte: usize,
}

/// A form that the trie offers, before its gaps, number and capitals are looked at.
#[derive(Debug)]
pub(super) struct Candidate {
    form: u32,
    /// The first token after it.
    pub(super) end: usize,
    bindings: Vec<Binding>,
}

/// Looks for forms in one segment.
pub(super) struct Search<'a> {
    pub(super) glossary: &'a Glossary,
    pub(super) automaton: &'a Automaton,
    pub(super) forms: &'a Forms,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// What the Chinese beside the document names, where it is known.
    pub(super) source: Option<&'a SourceReading<'a>>,
}

impl Search<'_> {
    /// Every form that may begin at the word `start`, added to `found`.
    pub(super) fn candidates(&self, start: usize, found: &mut Vec<Candidate>) {
        let mut budget = BUDGET;
        self.explore(
            ROOT,
            start,
            start,
            &mut Vec::new(),
            DEEPEST,
            &mut budget,
            found,
        );
    }

    /// Holds a candidate that begins at the word `start` against the text.
    pub(super) fn verify(&self, start: usize, candidate: &Candidate) -> Option<Match> {
        self.align(candidate.form, start, candidate.end, &candidate.bindings)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the state of a recursive descent"
    )]
    pub(super) fn explore(
        &self,
        mut node: u32,
        start: usize,
        mut at: usize,
        bindings: &mut Vec<Binding>,
        depth: u8,
        budget: &mut u32,
        found: &mut Vec<Candidate>,
    ) {
        let token = loop {
            let Some(rest) = budget.checked_sub(1) else {
                return;
            };
            *budget = rest;
            if at > start {
                for form in self.automaton.forms_at(node) {
                    found.push(Candidate {
                        form,
                        end: at,
                        bindings: bindings.clone(),
                    });
                }
            }
            let Some(token) = self.tokens.get(at) else {
                return;
            };
            if at > start && token.gap == Gap::Break || at - start >= LONGEST {
                return;
            }
            // Nearly everywhere there is one way on at most.
            let alone = (token.base.0 | token.joined.0) == 0;
            if !alone || !self.automaton.slots_of(node).is_empty() {
                break token;
            }
            let Some(next) = self.automaton.next(node, token.word) else {
                return;
            };
            (node, at) = (next, at + 1);
        };
        for (word, width) in [(token.word, 1), (token.base, 1), (token.joined, 2)] {
            if let Some(next) = self.automaton.next(node, word) {
                self.explore(next, start, at + width, bindings, depth, budget, found);
            }
        }
        for &(_, slot, next) in self.automaton.slots_of(node) {
            match slot {
                SlotEdge::Numeral => {
                    for end in self.numeral_ends(at) {
                        bindings.push(self.bind(None, at, end));
                        self.explore(next, start, end, bindings, depth, budget, found);
                        bindings.pop();
                    }
                }
                SlotEdge::Class(class) if depth > 0 => {
                    let mut offered = Vec::new();
                    let root = class_root(class);
                    self.explore(
                        root,
                        at,
                        at,
                        &mut Vec::new(),
                        depth - 1,
                        budget,
                        &mut offered,
                    );
                    let mut members: Vec<Match> = offered
                        .iter()
                        .filter_map(|member| self.verify(at, member))
                        .collect();
                    members.sort_by_key(|member| (member.end, member.capitals.distance()));
                    let mut last = None;
                    for member in members {
                        let Owner::Member {
                            member: place,
                            target,
                            ..
                        } = member.owner
                        else {
                            continue;
                        };
                        if last == Some((member.end, place)) {
                            continue;
                        }
                        last = Some((member.end, place));
                        let mut binding = self.bind(Some(class), at, member.end);
                        (binding.member, binding.target) = (place, target);
                        (binding.inner, binding.plural) = (member.bindings, member.plural);
                        binding.capitals = member.capitals;
                        bindings.push(binding);
                        self.explore(next, start, member.end, bindings, depth, budget, found);
                        bindings.pop();
                    }
                }
                SlotEdge::Class(_) => {}
            }
        }
    }

    fn bind(&self, class: Option<u32>, start: usize, end: usize) -> Binding {
        let last = self.tokens[end - 1];
        let tail = last.end as usize - last.possessive as usize;
        Binding {
            class,
            member: 0,
            target: 0,
            tokens: (start, end),
            span: Span::new(self.tokens[start].start as usize, tail),
            inner: Vec::new(),
            plural: false,
            capitals: Capitals::default(),
        }
    }

    /// Whether figures go on those before them: `000` in `3,000`, `5` in `12.5`.
    fn goes_on_in_figures(&self, at: usize) -> bool {
        let (token, before) = (&self.tokens[at], &self.tokens[at - 1]);
        let is_figures = |token: &Token| {
            let written = &self.text[token.start as usize..token.end as usize];
            written.bytes().all(|byte| byte.is_ascii_digit())
        };
        let marked = match token.gap {
            Gap::Comma => token.end - token.start == 3,
            Gap::Dot => true,
            _ => false,
        };
        marked && token.start == before.end + 1 && is_figures(token) && is_figures(before)
    }

    /// Where a numeral that begins at a word may end: `twenty-first` and `two thousand` are one, and so is `twenty`.
    fn numeral_ends(&self, at: usize) -> impl Iterator<Item = usize> {
        let mut longest = at;
        while self.tokens.get(longest).is_some_and(|token| {
            token.is_numeral()
                && (longest == at
                    || matches!(token.gap, Gap::Hyphen | Gap::Space)
                    || self.goes_on_in_figures(longest))
        }) && longest - at < 6
        {
            longest += 1;
        }
        (at + 1..=longest).rev()
    }

    /// Holds one form against the words from `start` to `end`.
    fn align(&self, form: u32, start: usize, end: usize, bindings: &[Binding]) -> Option<Match> {
        let owner = self.forms.get(form).owner;
        let steps = self.forms.steps(form);
        let mut seen = Match {
            form,
            owner,
            end,
            bindings: Vec::new(),
            capitals: Capitals::default(),
            compound: Compound::AsWritten,
            plural: false,
            possessive: 0,
            end_byte: self.tokens[end - 1].end as usize,
        };
        if self.forms.get(form).bracketed {
            let closing = |c: &char| matches!(c, ')' | '）');
            seen.end_byte += self.text[seen.end_byte..]
                .chars()
                .next()
                .filter(closing)?
                .len_utf8();
        }
        let (mut at, mut slot, mut index) = (start, 0, 0);
        while index < steps.len() {
            let step = &steps[index];
            let last = index + 1 == steps.len();
            let token = self.tokens.get(at).filter(|_| at < end)?;
            if index > 0 {
                let before = &steps[index - 1];
                let listing = self.forms.get(form).listing;
                self.check_gap(before, step, token, last, listing, &mut seen)?;
            }
            let Element::Word(word) = step.element else {
                let binding = bindings
                    .get(slot)
                    .filter(|binding| binding.tokens.0 == at)?;
                slot += 1;
                at = binding.tokens.1;
                index += 1;
                let ending = self.tokens[at - 1].possessive as usize;
                if step.possessive != (ending > 0) {
                    if step.possessive || !last {
                        return None;
                    }
                    seen.possessive = ending;
                }
                seen.plural |= step.head && binding.plural;
                seen.capitals = seen.capitals.and(binding.capitals);
                continue;
            };
            let text = &self.text[token.start as usize..token.end as usize];
            let is = |found| found == word;
            let is_plural = |found| step.plural.is_known() && found == step.plural;
            let mut width = 1;
            if is(token.word) || is_plural(token.word) {
                seen.plural |= !is(token.word);
            } else if last && token.base.is_known() && (is(token.base) || is_plural(token.base)) {
                seen.plural |= !is(token.base);
                seen.possessive = token.possessive as usize;
            } else if token.joined.is_known() && (is(token.joined) || is_plural(token.joined)) {
                seen.plural |= !is(token.joined);
                seen.compound = Compound::Misformed;
                width = 2;
            } else if step.joined.is_known() && token.word == step.joined {
                seen.compound = Compound::Misformed;
                index += 1;
            } else {
                return None;
            }
            // Nearly all words are as they are written: the term itself need not be fetched.
            if step.spelling == Spelling::Other || Spelling::of(text) != step.spelling {
                let term = self.term(owner).as_str();
                let written = &term[step.text.0 as usize..step.text.1 as usize];
                let capitals = capitals(text, written, index == 0, width == 1);
                seen.capitals = seen.capitals.and(capitals);
            }
            at += width;
            index += 1;
        }
        if at != end || !self.same_slots_agree(steps, bindings) {
            return None;
        }
        seen.bindings = bindings.to_vec();
        Some(seen)
    }

    /// Whether what stands before a word in the text is what the form has there, or as good.
    fn check_gap(
        &self,
        before: &Step,
        step: &Step,
        token: &Token,
        last: bool,
        listing: bool,
        seen: &mut Match,
    ) -> Option<()> {
        if token.gap == step.gap {
            return Some(());
        }
        let words = match (before.element, step.element) {
            (Element::Word(left), Element::Word(right)) => Some((left, right)),
            _ => None,
        };
        match (step.gap, token.gap) {
            (Gap::Hyphen, Gap::SpacedHyphen) => {
                seen.compound = Compound::Misformed;
                Some(())
            }
            // `development of high quality` needs no hyphen, `high quality development` does.
            (Gap::Hyphen, Gap::Space) => {
                if !last {
                    seen.compound = Compound::Misformed;
                }
                Some(())
            }
            (Gap::Space, Gap::Hyphen) => words
                .filter(|&(left, right)| self.forms.is_compound(left, right))
                .map(|_| ()),
            (Gap::Comma, Gap::Space) | (Gap::Space, Gap::Comma) if listing => {
                let Element::Word(word) = step.element else {
                    return None;
                };
                self.forms.is_conjunction(word).then_some(())
            }
            _ => None,
        }
    }

    /// A class named twice in one term stands for the same member.
    fn same_slots_agree(&self, steps: &[Step], bindings: &[Binding]) -> bool {
        if bindings.is_empty() {
            // The trie binds every slot that it passes.
            return true;
        }
        let slots = steps
            .iter()
            .filter(|step| !matches!(step.element, Element::Word(_)));
        bindings.len() == slots.count()
            && bindings.iter().enumerate().all(|(index, binding)| {
                bindings[..index].iter().all(|other| {
                    binding.class.is_none()
                        || binding.class != other.class
                        || binding.member == other.member
                })
            })
    }

    fn term(&self, owner: Owner) -> &Template {
        term(self.glossary, owner)
    }
}

/// Compares the capitals of a word of the text with those of the form; where the text has only the beginning of the form's
/// word, those of the first letter.
fn capitals(text: &str, written: &str, first: bool, whole: bool) -> Capitals {
    if whole && text.len() >= written.len() {
        return Capitals::of_word(text, written, first);
    }
    let is_raised = |word: &str| word.starts_with(char::is_uppercase);
    match text.get(..1).zip(written.get(..1)) {
        Some((found, wanted)) if is_raised(text) != is_raised(written) => {
            Capitals::of_word(found, wanted, first)
        }
        _ => Capitals::default(),
    }
}
