//! Quick reasons why a form cannot be meant, before it is held against the text word by word.
//!
//! Each says no only where [`judge`](super::judge) would say so in the end; they save nine alignments in ten.

use std::ops::Range;

use super::align::{is_word, window};
use super::connectives::Kind;
use super::explained::Explained;
use super::memo::Noted;
use super::segment::Segment;
use crate::matching::forms::{Element, Step};
use crate::matching::vocabulary::WordId;

/// Words that a slot may take in a text, beyond the first.
pub(super) const SLOT_WORDS: usize = 3;

/// Two words of a text that may stand for two steps of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// The words, the first in the text first.
    pub(super) words: (usize, usize),
    /// The steps that they stand for.
    pub(super) steps: (usize, usize),
}

/// Whether a form may be meant where two of its words stand, in the mention that explains both if there is one.
pub(super) fn is_plausible(
    segment: &Segment<'_>,
    steps: &[Step],
    pair: Pair,
    explained: Option<&Explained>,
) -> bool {
    stand_apart_enough(steps, pair) && may_be_damaged(segment, steps, pair) && {
        let window = window(steps, pair.steps.0, pair.words.0, segment.tokens.len());
        has_enough_words(segment, steps, pair, window, explained)
    }
}

/// Whether the two words stand about as far apart as in the form. Two damages at most lie between two words that stand
/// well; two that stand in the wrong order are neighbours.
fn stand_apart_enough(steps: &[Step], pair: Pair) -> bool {
    let slots = |from: usize, to: usize| {
        let slots = steps[from..to].iter().filter(|step| !is_word(step));
        slots.count() * SLOT_WORDS
    };
    let apart = pair.words.1 - pair.words.0;
    let (step, other) = pair.steps;
    if step < other {
        let expected = other - step;
        apart + 2 >= expected && apart <= expected + 2 + slots(step, other)
    } else {
        let expected = step - other;
        expected <= 2 && apart >= expected && apart <= expected + slots(other, other + 1)
    }
}

/// Where both words stand well and in order and the form has no others, only small words can be wrong, between them.
fn may_be_damaged(segment: &Segment<'_>, steps: &[Step], pair: Pair) -> bool {
    let (step, other) = pair.steps;
    let stands = |at: usize| segment.unknown[at] == Noted::NONE;
    if step > other || !stands(pair.words.0) || !stands(pair.words.1) {
        return true;
    }
    let only_these = steps.iter().enumerate().all(|(place, at)| {
        place == step || place == other || !is_content(segment, at) && is_word(at)
    });
    if !only_these || !is_word(&steps[step]) || !is_word(&steps[other]) {
        return true;
    }
    let mut between = pair.words.0 + 1..pair.words.1;
    (other - step > 1 || pair.words.1 - pair.words.0 > 1)
        && between.all(|at| segment.kind(at).is_connective())
}

/// Whether so many words of the form stand in a part of the text as every damaged form keeps, the first and the last among
/// them unless a small word hangs there; and of words in a mention, one beside it.
fn has_enough_words(
    segment: &Segment<'_>,
    steps: &[Step],
    pair: Pair,
    (from, to): (usize, usize),
    explained: Option<&Explained>,
) -> bool {
    let content = steps.iter().filter(|step| is_content(segment, step));
    let mut absent_yet = if content.count() < 8 { 1 } else { 2 };
    let inside = explained.map_or(from..from, |explained| explained.words.clone());
    let mut beside = inside.is_empty() || !steps.iter().all(is_word);
    for (index, step) in steps.iter().enumerate() {
        let Element::Word(word) = step.element else {
            continue;
        };
        let of_pair = index == pair.steps.0 || index == pair.steps.1;
        if beside && of_pair || !is_content(segment, step) {
            continue;
        }
        let before = index
            .checked_sub(1)
            .map_or(WordId::NONE, |at| steps[at].joined);
        let is = |found: WordId| {
            found.is_known() && [word, step.plural, step.joined, before].contains(&found)
        };
        let as_it_is = |at: usize| {
            let token = &segment.tokens[at];
            is(token.word) || is(token.base) || is(token.joined)
        };
        let as_another = segment.may_be(word, step.plural);
        let stands_in =
            |words: Range<usize>| words.clone().any(as_it_is) || words.clone().any(&as_another);
        let stands = if beside {
            stands_in(from..to)
        } else {
            beside = stands_in(from..inside.start) || stands_in(inside.end..to);
            beside || of_pair || stands_in(inside.clone())
        };
        if !stands {
            let at_the_edge = index == 0 || index + 1 == steps.len();
            if absent_yet == 0 || at_the_edge && !may_hang(segment, steps, pair, index) {
                return false;
            }
            absent_yet -= 1;
        }
    }
    beside
}

/// Whether a small word may be left hanging where the first word or the last is absent, and nothing else is wrong:
/// `the of Culture and Tourism`.
fn may_hang(segment: &Segment<'_>, steps: &[Step], pair: Pair, absent: usize) -> bool {
    let (step, other) = pair.steps;
    let is_small = |at: usize| at < segment.tokens.len() && segment.kind(at).is_connective();
    if step > other {
        false
    } else if absent == 0 {
        let second = (pair.words.0 + 1).checked_sub(step).filter(|&at| at > 0);
        second.is_some_and(|at| is_small(at) && is_small(at - 1))
            && steps[1..step].iter().all(is_word)
    } else {
        let last = pair.words.1 + absent - other;
        last > pair.words.1 && is_small(last - 1) && steps[other..absent].iter().all(is_word)
    }
}

fn is_content(segment: &Segment<'_>, step: &Step) -> bool {
    segment.step_kind(step) == Kind::Content
}
