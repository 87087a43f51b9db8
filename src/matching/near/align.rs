//! One form held against the words of a text: the cheapest way to make the one of the other, word by word.

use super::alignment::{Alignment, Part};
use super::connectives::Kind;
use super::damage::DamageKind::{
    self, Added, Missing, Misspelt, OtherConnective, Repeated, Swapped,
};
use super::edge::{Edge, cost, weight};
use super::plausible::SLOT_WORDS;
use super::segment::Segment;
use crate::matching::forms::{Element, Step};
use crate::matching::gaps::Gap;
use crate::matching::mention::Binding;
use crate::matching::vocabulary::WordId;

/// Costs above this are no near form.
const DEAREST: u16 = 9;

/// The longest form held against a text, in words.
pub(super) const LONGEST: usize = 48;

/// One state: so many steps and so many words are dealt with.
#[derive(Clone, Copy, Debug)]
struct Cell {
    cost: u16,
    damage: Option<DamageKind>,
    cut: bool,
    /// Steps and words before this piece.
    from: (u16, u16),
    /// The first word covered.
    start: u16,
    /// Where the second of two swapped places begins, in the form and in the text.
    middle: (u16, u16),
    /// The first of the bindings of this piece, and how many there are.
    bindings: (u32, u8),
}

const UNREACHED: Cell = Cell {
    cost: u16::MAX,
    damage: None,
    cut: false,
    from: (0, 0),
    start: 0,
    middle: (0, 0),
    bindings: (0, 0),
};

/// Buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Table {
    cells: Vec<Cell>,
    bindings: Vec<Binding>,
}

/// The words of a text that a form may cover whose step `step` stands at the word `at`: the first, and the one after the
/// last.
pub(super) fn window(steps: &[Step], step: usize, at: usize, words: usize) -> (usize, usize) {
    let slots = |steps: &[Step]| steps.iter().filter(|step| !is_word(step)).count() * SLOT_WORDS;
    let first = at.saturating_sub(step + 2 + slots(&steps[..step]));
    let end = at + steps.len() - step + 2 + slots(&steps[step..]);
    (first, end.min(words))
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
    let (first, end) = window(steps, step, at, segment.tokens.len());
    let last_start = (at + 2).saturating_sub(step).max(first).min(at);
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
        let (binding, count) = (cell.bindings.0 as usize, usize::from(cell.bindings.1));
        let bindings = alignment.bindings.len();
        let own = table.bindings[binding..binding + count].iter().rev();
        alignment.bindings.extend(own.cloned());
        alignment.parts.push(Part {
            damage: cell.damage,
            steps: (before, done),
            tokens: (first + from, first + word),
            bindings: (bindings, bindings + count),
            middle: (
                usize::from(cell.middle.0),
                first + usize::from(cell.middle.1),
            ),
            cut: cell.cut,
        });
        (done, word) = (before, from);
    }
    alignment.parts.reverse();
    alignment.bindings.reverse();
    let count = alignment.bindings.len();
    for part in &mut alignment.parts {
        part.bindings = (count - part.bindings.1, count - part.bindings.0);
    }
    Some(alignment)
}

/// Whether a step is a word, not a slot.
pub(super) fn is_word(step: &Step) -> bool {
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
        let from = (done, word);
        let missing = Edge::new(from, (done + 1, word), Some(Missing), self.weight(&step));
        self.reach(cell, missing, &[]);
        if !more {
            return;
        }
        let Some((gap, cut)) = self.gap(begun, done, at) else {
            return;
        };
        if begun && !cut {
            let (damage, cost) = if self.segment.is_repeated(at) {
                (Some(Repeated), cost(Some(Repeated)))
            } else {
                (Some(Added), weight(self.segment.kind(at), Added))
            };
            self.reach(cell, Edge::new(from, (done, word + 1), damage, cost), &[]);
        }
        if let Some((damage, words)) = self.stands(&step, done, at) {
            let to = (done + 1, word + words);
            if to.1 < self.width {
                let edge = Edge::new(from, to, damage, cost(damage) + gap);
                self.reach(cell, edge.cut(cut), &[]);
            }
        }
        // The words of a compound written as one.
        if step.joined.is_known()
            && self.segment.tokens[at].word == step.joined
            && done + 2 <= self.steps.len()
        {
            let edge = Edge::new(from, (done + 2, word + 1), None, gap);
            self.reach(cell, edge.cut(cut), &[]);
        }
        if let Element::Class(class) = step.element {
            for fill in self.segment.members(class.0, at) {
                let end = fill.binding.tokens.1;
                if end < self.first + self.width {
                    let damage = match fill.letters {
                        0 => None,
                        letters => Some(Misspelt(letters)),
                    };
                    let to = (done + 1, end - self.first);
                    let edge = Edge::new(from, to, damage, cost(damage) + gap);
                    self.reach(cell, edge.cut(cut), &[fill.binding]);
                }
            }
        }
        self.swaps(cell, from, gap, cut);
    }

    /// Two neighbours that have changed places, each a word, a compound or a slot; or two words with a connective between.
    fn swaps(&mut self, cell: Cell, (done, word): (usize, usize), gap: u16, cut: bool) {
        let from = (done, word);
        let at = self.first + word;
        let cost = cost(Some(Swapped)) + gap;
        let middle_step = self.unit_end(done);
        if middle_step < self.steps.len() {
            let end_step = self.unit_end(middle_step);
            for (middle, before) in self.exactly((middle_step, end_step), at) {
                if !self.stands_apart(middle) {
                    continue;
                }
                for (end, after) in self.exactly((done, middle_step), middle) {
                    let middle = (middle_step, middle - self.first);
                    let to = (end_step, end - self.first);
                    if to.1 < self.width {
                        let bindings: Vec<Binding> = before.iter().cloned().chain(after).collect();
                        let edge = Edge::swapped(from, middle, to, cost);
                        self.reach(cell, edge.cut(cut), &bindings);
                    }
                }
            }
        }
        if done + 2 < self.steps.len() && word + 3 < self.width {
            let steps = self.steps;
            let (left, middle, right) = (&steps[done], &steps[done + 1], &steps[done + 2]);
            if self.is_same(right, at)
                && self.is_same(middle, at + 1)
                && self.kind(middle).is_connective()
                && self.is_same(left, at + 2)
                && self.stands_apart(at + 1)
                && self.stands_apart(at + 2)
            {
                let edge = Edge::swapped(from, (done + 2, word + 2), (done + 3, word + 3), cost);
                self.reach(cell, edge.cut(cut), &[]);
            }
        }
    }

    /// Whether there is a word with a mere space before it.
    fn stands_apart(&self, at: usize) -> bool {
        let token = self.segment.tokens.get(at);
        at + 1 < self.first + self.width && token.is_some_and(|token| token.gap == Gap::Space)
    }

    /// Where the compound ends that begins with a step.
    fn unit_end(&self, step: usize) -> usize {
        let rest = &self.steps[step + 1..];
        let more = rest.iter().take_while(|step| step.gap == Gap::Hyphen);
        step + 1 + more.count()
    }

    /// Where a word, a compound or a member of a class that stands undamaged at a word ends, with what fills the slot.
    fn exactly(&mut self, (from, to): (usize, usize), at: usize) -> Vec<(usize, Option<Binding>)> {
        if let [step] = &self.steps[from..to]
            && let Element::Class(class) = step.element
        {
            if at >= self.segment.tokens.len() {
                return Vec::new();
            }
            let fills = self.segment.members(class.0, at);
            let whole = fills.into_iter().filter(|fill| fill.letters == 0);
            return whole
                .map(|fill| (fill.binding.tokens.1, Some(fill.binding)))
                .collect();
        }
        let end = at + to - from;
        let stands = (from..to).zip(at..end).all(|(step, at)| {
            let gap = self.segment.tokens.get(at).map(|token| token.gap);
            gap.is_some_and(|gap| step == from || matches!(gap, Gap::Hyphen | Gap::Space))
                && self.is_same(&self.steps[step], at)
        });
        if stands {
            vec![(end, None)]
        } else {
            Vec::new()
        }
    }

    /// Goes along one edge, where no way to its end is cheaper yet.
    fn reach(&mut self, cell: Cell, edge: Edge, bindings: &[Binding]) {
        let place = &mut self.table.cells[edge.to.0 * self.width + edge.to.1];
        let cost = cell.cost + edge.cost;
        // Of equal ways, the one that begins later covers less.
        if cost > DEAREST || (cost, u16::MAX - cell.start) >= (place.cost, u16::MAX - place.start) {
            return;
        }
        let first = self.table.bindings.len() as u32;
        self.table.bindings.extend_from_slice(bindings);
        *place = Cell {
            cost,
            damage: edge.damage,
            cut: edge.cut,
            from: (edge.from.0 as u16, edge.from.1 as u16),
            start: cell.start,
            middle: (edge.middle.0 as u16, edge.middle.1 as u16),
            bindings: (first, bindings.len() as u8),
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
        weight(self.kind(step), Missing)
    }

    fn kind(&self, step: &Step) -> Kind {
        self.segment.step_kind(step)
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
    fn stands(&self, step: &Step, done: usize, at: usize) -> Option<(Option<DamageKind>, usize)> {
        let token = &self.segment.tokens[at];
        let word = match step.element {
            Element::Word(word) => word,
            Element::Numeral => return token.is_numeral().then_some((None, 1)),
            Element::Class(_) => return None,
        };
        let last = done + 1 == self.steps.len();
        let is = |found: WordId| found.is_known() && (found == word || found == step.plural);
        if is(token.word) || last && is(token.base) {
            return Some((None, 1));
        }
        if is(token.joined) {
            return Some((None, 2));
        }
        let kind = self.kind(step);
        if kind.is_connective() {
            let other = self.segment.kind(at) == kind;
            return other.then_some((Some(OtherConnective), 1));
        }
        let another = self.segment.as_another(at, word, step.plural);
        another.map(|kind| (Some(kind), 1))
    }
}
