//! One form held against the words of a text: the cheapest way to make the one of the other, word by word.

use super::connectives::{is_article, is_connective};
use super::segment::Segment;
use crate::matching::forms::{Element, Step};
use crate::matching::gaps::Gap;
use crate::matching::mention::Binding;
use crate::matching::vocabulary::WordId;

/// Costs above this are no near form.
const DEAREST: u16 = 9;

/// The longest form held against a text, in words.
pub(super) const LONGEST: usize = 48;

/// What happened to one place of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// The word, or a member of the class, stands there.
    Same,
    /// The same, one or two letters off, and no English word.
    Misspelt(u8),
    /// An English word that no form has and that is one letter off.
    Mistaken,
    /// A Chinese word stands there.
    Untranslated,
    /// The same noun in the other number.
    OtherNumber,
    /// Another preposition or article.
    OtherConnective,
    /// Nothing stands there.
    Missing,
    /// The text has a word that the form has not.
    Added,
    /// Two words, or what stands on both sides of a connective, have changed places.
    Swapped,
}

/// A piece of an alignment: which steps of the form stand for which words of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) op: Op,
    pub(super) steps: (usize, usize),
    pub(super) tokens: (usize, usize),
    /// What fills a slot, by its place among the alignment's bindings.
    pub(super) binding: Option<usize>,
    /// A comma or full stop stands before it and does not belong there.
    pub(super) cut: bool,
}

/// A form held against a text.
#[derive(Clone, Debug)]
pub(super) struct Alignment {
    pub(super) form: u32,
    pub(super) cost: u16,
    pub(super) parts: Vec<Part>,
    pub(super) bindings: Vec<Binding>,
    /// The words of the text that it covers.
    pub(super) tokens: (usize, usize),
}

impl Op {
    fn cost(self) -> u16 {
        match self {
            Self::Same => 0,
            Self::Misspelt(letters) => 1 + u16::from(letters),
            Self::Mistaken | Self::Untranslated | Self::Swapped => 3,
            Self::OtherNumber | Self::OtherConnective => 2,
            Self::Missing | Self::Added => 4,
        }
    }
}

/// One state: so many steps and so many words are dealt with.
#[derive(Clone, Copy, Debug)]
struct Cell {
    cost: u16,
    op: Op,
    cut: bool,
    /// Steps and words before this piece.
    from: (u16, u16),
    /// The first word covered.
    start: u16,
    binding: u32,
}

const UNREACHED: Cell = Cell {
    cost: u16::MAX,
    op: Op::Same,
    cut: false,
    from: (0, 0),
    start: 0,
    binding: u32::MAX,
};

/// Buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<Cell>,
    bindings: Vec<Binding>,
}

/// Holds a form against the words around the word `at`, which may stand for its step `step`.
pub(super) fn align(
    segment: &mut Segment<'_>,
    table: &mut Table,
    form: u32,
    step: usize,
    at: usize,
) -> Option<Alignment> {
    let forms = segment.forms;
    let steps = forms.steps(form);
    if steps.len() > LONGEST {
        return None;
    }
    let slots = |steps: &[Step]| {
        let slots = steps.iter().filter(|step| !is_word(step));
        slots.count() * 3
    };
    let first = at.saturating_sub(step + 2 + slots(&steps[..step]));
    let last_start = (at + 2).saturating_sub(step).max(first).min(at);
    let end = (at + steps.len() - step + 2 + slots(&steps[step..])).min(segment.tokens.len());
    let width = end - first + 1;
    table.cells.clear();
    table.cells.resize((steps.len() + 1) * width, UNREACHED);
    table.bindings.clear();
    for (start, cell) in table.cells[..=last_start - first].iter_mut().enumerate() {
        (cell.cost, cell.start) = (0, start as u16);
    }
    let mut walk = Walk {
        segment,
        table,
        steps,
        first,
        width,
    };
    for done in 0..=steps.len() {
        for word in 0..width {
            let cell = walk.table.cells[done * width + word];
            if cell.cost <= DEAREST {
                walk.go_on(done, word, cell);
            }
        }
    }
    let row = &table.cells[steps.len() * width..];
    let (end, best) = row
        .iter()
        .enumerate()
        .filter(|(end, cell)| cell.cost <= DEAREST && usize::from(cell.start) < *end)
        .min_by_key(|(end, cell)| (cell.cost, usize::from(cell.start).abs_diff(*end)))?;
    let (cost, start) = (best.cost, usize::from(best.start));
    let mut alignment = Alignment {
        form,
        cost,
        parts: Vec::new(),
        bindings: Vec::new(),
        tokens: (first + start, first + end),
    };
    let (mut done, mut word) = (steps.len(), end);
    while done > 0 || word > start {
        let cell = table.cells[done * width + word];
        let (before, from) = (usize::from(cell.from.0), usize::from(cell.from.1));
        let binding = table.bindings.get(cell.binding as usize).map(|binding| {
            alignment.bindings.push(binding.clone());
            alignment.bindings.len() - 1
        });
        alignment.parts.push(Part {
            op: cell.op,
            steps: (before, done),
            tokens: (first + from, first + word),
            binding,
            cut: cell.cut,
        });
        (done, word) = (before, from);
    }
    alignment.parts.reverse();
    alignment.bindings.reverse();
    let count = alignment.bindings.len();
    for part in &mut alignment.parts {
        part.binding = part.binding.map(|place| count - 1 - place);
    }
    Some(alignment)
}

fn is_word(step: &Step) -> bool {
    matches!(step.element, Element::Word(_))
}

/// The state of the walk through the table.
struct Walk<'w, 'a> {
    segment: &'w mut Segment<'a>,
    table: &'w mut Table,
    steps: &'a [Step],
    first: usize,
    width: usize,
}

impl Walk<'_, '_> {
    /// Every way on from one state.
    fn go_on(&mut self, done: usize, word: usize, cell: Cell) {
        let at = self.first + word;
        let begun = usize::from(cell.start) < word;
        let more = word + 1 < self.width;
        let Some(step) = self.steps.get(done).copied() else {
            return;
        };
        self.reach(
            cell,
            (done, word),
            (done + 1, word),
            Op::Missing,
            self.weight(&step),
            false,
            None,
        );
        if !more {
            return;
        }
        let Some((gap, cut)) = self.gap(begun, done, at) else {
            return;
        };
        if begun && !cut {
            let weight = self.added_weight(at);
            self.reach(
                cell,
                (done, word),
                (done, word + 1),
                Op::Added,
                weight,
                false,
                None,
            );
        }
        for (op, words) in self.stands(&step, done, at).into_iter().flatten() {
            let to = (done + 1, word + words);
            if to.1 < self.width {
                self.reach(cell, (done, word), to, op, op.cost() + gap, cut, None);
            }
        }
        // The words of a compound written as one.
        if step.joined.is_known()
            && self.segment.tokens[at].word == step.joined
            && done + 2 <= self.steps.len()
        {
            self.reach(
                cell,
                (done, word),
                (done + 2, word + 1),
                Op::Same,
                gap,
                cut,
                None,
            );
        }
        if let Element::Class(class) = step.element {
            for fill in self.segment.members(class.0, at) {
                let end = fill.binding.tokens.1;
                if end < self.first + self.width {
                    let to = (done + 1, end - self.first);
                    let op = match fill.letters {
                        0 => Op::Same,
                        letters => Op::Misspelt(letters),
                    };
                    self.reach(
                        cell,
                        (done, word),
                        to,
                        op,
                        op.cost() + gap,
                        cut,
                        Some(fill.binding),
                    );
                }
            }
        }
        self.swaps(cell, (done, word), gap, cut);
    }

    /// Two words that have changed places, a connective between them or not.
    fn swaps(&mut self, cell: Cell, (done, word): (usize, usize), gap: u16, cut: bool) {
        let at = self.first + word;
        for apart in [1, 2] {
            if done + apart >= self.steps.len() || word + apart + 1 >= self.width {
                continue;
            }
            let (left, right) = (self.steps[done], self.steps[done + apart]);
            if !is_word(&left)
                || !is_word(&right)
                || self.segment.tokens[at + apart].gap != Gap::Space
            {
                continue;
            }
            if apart == 2 {
                let middle = self.steps[done + 1];
                let same = self.is_same(&middle, at + 1) && self.is_connective(&middle);
                if !same || self.segment.tokens[at + 1].gap != Gap::Space {
                    continue;
                }
            }
            if self.is_same(&right, at) && self.is_same(&left, at + apart) {
                let to = (done + apart + 1, word + apart + 1);
                self.reach(
                    cell,
                    (done, word),
                    to,
                    Op::Swapped,
                    Op::Swapped.cost() + gap,
                    cut,
                    None,
                );
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one edge of a graph")]
    fn reach(
        &mut self,
        cell: Cell,
        from: (usize, usize),
        to: (usize, usize),
        op: Op,
        cost: u16,
        cut: bool,
        binding: Option<Binding>,
    ) {
        let place = &mut self.table.cells[to.0 * self.width + to.1];
        let cost = cell.cost + cost;
        // Of equal ways, the one that begins later covers less.
        if cost > DEAREST || (cost, u16::MAX - cell.start) >= (place.cost, u16::MAX - place.start) {
            return;
        }
        let binding = binding.map_or(u32::MAX, |binding| {
            self.table.bindings.push(binding);
            self.table.bindings.len() as u32 - 1
        });
        *place = Cell {
            cost,
            op,
            cut,
            from: (from.0 as u16, from.1 as u16),
            start: cell.start,
            binding,
        };
    }

    /// What the gap before a word costs, and whether it cuts the term; `None` where no term goes on.
    fn gap(&self, begun: bool, done: usize, at: usize) -> Option<(u16, bool)> {
        if !begun {
            return Some((0, false));
        }
        let found = self.segment.tokens[at].gap;
        let expected = if done == 0 {
            Gap::Space
        } else {
            self.steps[done].gap
        };
        let plain = |gap| matches!(gap, Gap::Space | Gap::Hyphen | Gap::SpacedHyphen);
        match (expected, found) {
            _ if expected == found => Some((0, false)),
            _ if plain(expected) && plain(found) => Some((0, false)),
            (Gap::Comma, Gap::Space) => Some((0, false)),
            (Gap::Space, Gap::Comma | Gap::Dot) => Some((3, true)),
            _ => None,
        }
    }

    /// What leaving out a step costs.
    fn weight(&self, step: &Step) -> u16 {
        if !self.is_connective(step) {
            return Op::Missing.cost();
        }
        if self.is_article(step) { 1 } else { 2 }
    }

    fn added_weight(&self, at: usize) -> u16 {
        let folded = self.segment.folded(at);
        if is_article(&folded) {
            1
        } else if is_connective(&folded) {
            2
        } else {
            Op::Added.cost()
        }
    }

    fn is_connective(&self, step: &Step) -> bool {
        matches!(step.element, Element::Word(word) if is_connective(self.segment.vocabulary.word(word)))
    }

    fn is_article(&self, step: &Step) -> bool {
        matches!(step.element, Element::Word(word) if is_article(self.segment.vocabulary.word(word)))
    }

    /// Whether a word stands exactly as a step has it, in either number.
    fn is_same(&self, step: &Step, at: usize) -> bool {
        let Element::Word(word) = step.element else {
            return false;
        };
        let token = &self.segment.tokens[at];
        token.word.is_known() && (token.word == word || token.word == step.plural)
    }

    /// How a word of the text may stand for a step, and over how many words.
    fn stands(&self, step: &Step, done: usize, at: usize) -> [Option<(Op, usize)>; 2] {
        let word = match step.element {
            Element::Word(word) => word,
            Element::Numeral => {
                let numeral = self.segment.tokens[at].numeral;
                return [numeral.then_some((Op::Same, 1)), None];
            }
            Element::Class(_) => return [None, None],
        };
        let token = &self.segment.tokens[at];
        let last = done + 1 == self.steps.len();
        let is = |found: WordId| found.is_known() && (found == word || found == step.plural);
        if is(token.word) || last && is(token.base) {
            return [Some((Op::Same, 1)), None];
        }
        if is(token.joined) {
            return [Some((Op::Same, 2)), None];
        }
        let connective = self.is_connective(step);
        if connective {
            let other = is_connective(&self.segment.folded(at))
                && is_article(self.segment.vocabulary.word(word))
                    == is_article(&self.segment.folded(at));
            return [other.then_some((Op::OtherConnective, 1)), None];
        }
        [
            self.segment
                .as_another(at, word, step.plural)
                .map(|op| (op, 1)),
            None,
        ]
    }
}
