//! Whether an alignment is a damaged form or ordinary English that shares its words.
//!
//! What stands undamaged must identify the concept. Words of ordinary English prove little by themselves; capitals in the
//! right places, a word that is no English, or many words in the right order prove more.

use super::Run;
use super::alignment::{Alignment, Part};
use super::connectives::Kind;
use super::damage::DamageKind::{
    Added, Cut, Missing, Misspelt, Mistaken, OtherConnective, OtherEnding, OtherNumber, Repeated,
    Swapped, Untranslated,
};
use super::english::English;
use super::phrase;
use super::segment::Segment;
use super::torn::{is_auxiliary, is_torn};
use crate::matching::forms::{Element, Owner, Step};
use crate::matching::gaps::Gap;

/// What speaks for an alignment.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Content words of the form, slots among them.
    content: usize,
    /// Those that stand undamaged.
    same: usize,
    /// Of the undamaged, those that are not among the commonest English words.
    telling: usize,
    /// The form is a name, and its words have their capitals in the text.
    named: bool,
    misspelt: usize,
    /// Of the misspelt, those that lack more letters than fingers slip over.
    clipped: usize,
    mistaken: usize,
    missing: usize,
    /// The first word or the last is missing.
    missing_edge: bool,
    added: usize,
    /// Words that stand twice.
    repeated: usize,
    connectives: usize,
    added_connectives: usize,
    swapped: usize,
    /// Content words, slots among them, that stand for swapped places of which one is a slot.
    swapped_slots: usize,
    cuts: usize,
    number: usize,
    other_endings: usize,
    /// Those of them that stand before a noun, where English may have the adjective or the noun.
    attributes: usize,
    untranslated: usize,
    /// Slots that a member fills as it is.
    slots: usize,
    /// Slots that nothing fills.
    missing_slots: usize,
    /// Undamaged content words that no exact mention explains.
    unexplained: usize,
    /// Those that an exact mention of the same concept explains.
    own: usize,
}

/// How well an alignment fits: greater is better; `None` for what is no damaged form.
pub(super) fn score(
    alignment: &Alignment,
    segment: &Segment<'_>,
    english: &English,
    run: &Run<'_>,
) -> Option<i32> {
    let steps = segment.forms.steps(alignment.form);
    let seen = evidence(alignment, steps, segment, english, run);
    let numeral = alignment
        .parts
        .iter()
        .any(|part| part.damage == Some(Added) && segment.tokens[part.tokens.0].is_numeral());
    let is_damaged = is_damaged_form(&seen) || is_broken(alignment, &seen, segment);
    if numeral
        || !is_damaged
        || lends_its_ending(alignment, segment)
        || stands_in_a_longer_name(alignment, &seen, segment)
    {
        return None;
    }
    Some(seen.same as i32 * 2 - i32::from(alignment.cost))
}

impl Evidence {
    fn damages(&self) -> usize {
        self.misspelt
            + self.mistaken
            + self.missing
            + self.added
            + self.repeated
            + self.connectives
            + self.swapped
            + self.cuts
            + self.number
            + self.other_endings
            + self.untranslated
    }
}

/// Whether one thing is missing, too many or another, where what is left is no English or a set phrase all the same.
fn is_broken(alignment: &Alignment, seen: &Evidence, segment: &Segment<'_>) -> bool {
    if seen.damages() != 1
        || seen.missing + seen.connectives + seen.cuts != 1
        || seen.missing_slots > 0
    {
        return false;
    }
    let words = seen.same.saturating_sub(seen.slots);
    // Where the first word or the last is missing, the rest alone must say which it was.
    let says_which = !seen.missing_edge || words >= 2 && seen.unexplained >= 1;
    if seen.same >= 2 && words >= 1 && says_which && is_torn(alignment, segment, seen.named) {
        return true;
    }
    !seen.missing_edge && seen.unexplained >= 2 && phrase::is_damaged(alignment, segment)
}

fn is_damaged_form(seen: &Evidence) -> bool {
    let damages = seen.damages();
    if damages == 0 || damages > 3 || seen.missing_slots > 0 {
        return false;
    }
    if seen.content == 1 {
        return seen.misspelt == 1 && damages == 1;
    }
    if seen.other_endings > 0 {
        let rest = seen.same - seen.slots.min(seen.same);
        return damages == 1
            && seen.named
            && rest >= 2 + seen.attributes
            && seen.unexplained + seen.own >= 2;
    }
    // A word that is missing or too many, or a wrong connective, is a writer's own choice unless the rest is a name that
    // no exact form explains.
    let own_choice = seen.missing + seen.added + seen.connectives + seen.number + seen.cuts;
    if own_choice > 0 && !seen.named {
        return false;
    }
    if own_choice == damages && seen.unexplained < 2 {
        return false;
    }
    // More than one damage needs more that is undamaged.
    let mut needed = match damages {
        1 => 1,
        2 => 2,
        _ => 4,
    };
    if seen.mistaken > 0 || seen.clipped > 0 || seen.untranslated > 0 || seen.repeated > 0 {
        needed = needed.max(2);
    }
    // Without its first or last word a name is another name: the committee, not its chairman.
    if seen.missing_edge {
        return false;
    }
    if seen.missing > 0 || seen.added > 0 {
        if seen.added > 1 || seen.missing > 1 && seen.same < 6 {
            return false;
        }
        let words = 2 + seen.missing + seen.added;
        let words = words + usize::from(seen.slots > 0);
        if seen.same - seen.slots.min(seen.same) < words {
            return false;
        }
    }
    if seen.connectives > 0 {
        needed = needed.max(2 * seen.connectives + seen.added_connectives);
    }
    // Slots say little: another word of the form must stand beside them, and none may be missing.
    if seen.swapped_slots > 0 && seen.missing + seen.added > 0 {
        return false;
    }
    if seen.swapped_slots > 0 && seen.same < seen.swapped_slots + 1 {
        return false;
    }
    if seen.swapped > 0 && !(seen.named || seen.content >= 3 || seen.telling >= 1) {
        return false;
    }
    if seen.cuts > 0 {
        if damages > 1 {
            return false;
        }
        needed = needed.max(3);
    }
    seen.same >= needed
}

fn evidence(
    alignment: &Alignment,
    steps: &[Step],
    segment: &Segment<'_>,
    english: &English,
    run: &Run<'_>,
) -> Evidence {
    let mut seen = Evidence::default();
    let kind = |step: &Step| segment.step_kind(step);
    let mention_at = |at: usize| {
        let start = segment.tokens[at].start as usize;
        let after = run
            .mentions
            .partition_point(|mention| mention.span.end() <= start);
        let mention = run.mentions.get(after);
        mention.filter(|mention| mention.span.start() <= start)
    };
    let is_explained = |at: usize| mention_at(at).is_some();
    let owner = segment.forms.get(alignment.form).owner;
    let is_own = |at: usize| {
        let concept = mention_at(at).map(|mention| mention.concept.0);
        matches!(owner, Owner::Rendering { concept: of, .. } if concept == Some(of))
    };
    // Only swapped words ask for it.
    let has_swapped = alignment
        .parts
        .iter()
        .any(|part| part.damage == Some(Swapped));
    let (mut capitals, mut raised, mut words) = (0, 0, 0);
    let last = alignment.parts.len() - 1;
    for (index, part) in alignment.parts.iter().enumerate() {
        seen.cuts += usize::from(part.cut);
        let content = steps[part.steps.0..part.steps.1]
            .iter()
            .filter(|step| !kind(step).is_connective())
            .count();
        seen.content += content;
        if content > 0 && part.damage != Some(Missing) {
            let capital = is_capital_form(segment, alignment.form, part);
            let weight = if part.damage == Some(Swapped) {
                content
            } else {
                1
            };
            let word = matches!(steps[part.steps.0].element, Element::Word(_));
            let weight = weight * usize::from(word);
            words += weight;
            capitals += weight * usize::from(capital);
            let is_raised =
                segment.is_capital(part.tokens.0) && segment.is_capital(part.tokens.1 - 1);
            raised += weight * usize::from(capital && is_raised);
        }
        match part.damage {
            None => {
                seen.same += content;
                let step = &steps[part.steps.0];
                seen.slots += usize::from(matches!(step.element, Element::Class(_)));
                if content > 0 {
                    seen.unexplained += usize::from(!is_explained(part.tokens.0));
                    seen.own += usize::from(is_own(part.tokens.0));
                    let telling = has_swapped && !segment.is_common(part.tokens.0, english);
                    seen.telling += usize::from(telling);
                }
            }
            Some(Cut) => seen.cuts += 1,
            Some(Misspelt(letters)) => {
                seen.misspelt += 1;
                seen.clipped += usize::from(letters > 2);
            }
            Some(Repeated) => seen.repeated += 1,
            Some(Mistaken) => seen.mistaken += 1,
            Some(Untranslated) => seen.untranslated += 1,
            Some(OtherNumber) => seen.number += 1,
            Some(OtherEnding) => {
                let next = steps.get(part.steps.1);
                let noun = next.is_some_and(|next| !kind(next).is_connective());
                seen.other_endings += 1;
                seen.attributes += usize::from(noun);
            }
            Some(OtherConnective) => seen.connectives += 1,
            Some(Missing) if content == 0 => {
                seen.connectives += usize::from(kind(&steps[part.steps.0]) == Kind::Connective);
            }
            Some(Missing) => {
                seen.missing += 1;
                let slot = !matches!(steps[part.steps.0].element, Element::Word(_));
                seen.missing_slots += usize::from(slot);
                seen.missing_edge |= index == 0 || index == last;
            }
            Some(Added) => {
                let kind = segment.kind(part.tokens.0);
                if kind.is_connective() {
                    seen.connectives += usize::from(kind == Kind::Connective);
                    seen.added_connectives += 1;
                } else {
                    seen.added += 1;
                }
            }
            Some(Swapped) => {
                seen.swapped += 1;
                let slot = part.bindings.0 < part.bindings.1;
                seen.swapped_slots += content * usize::from(slot);
                seen.same += content;
                seen.unexplained += content;
                for at in part.tokens.0..part.tokens.1 {
                    let content = !segment.kind(at).is_connective();
                    let telling = content && !segment.is_common(at, english);
                    seen.telling += usize::from(telling);
                }
            }
        }
    }
    seen.named = capitals >= 2 && raised == capitals && capitals == words;
    seen
}

/// Whether the form has a capital where a part of the alignment stands.
fn is_capital_form(segment: &Segment<'_>, form: u32, part: &Part) -> bool {
    let step = &segment.forms.steps(form)[part.steps.0];
    match step.element {
        Element::Word(_) => segment
            .form_word(form, step)
            .starts_with(char::is_uppercase),
        Element::Class(_) => segment.is_capital(part.tokens.0),
        Element::Numeral => false,
    }
}

/// Whether the last word has another ending and a noun may follow that it belongs to: `Bank of Chinese Taipei`.
fn lends_its_ending(alignment: &Alignment, segment: &Segment<'_>) -> bool {
    let end = alignment.tokens.1;
    let last = alignment.parts.last();
    last.is_some_and(|part| part.damage == Some(OtherEnding))
        && segment.tokens.get(end).is_some_and(|next| {
            let word = segment.folded(end);
            let is_verb = is_auxiliary(&word) || word.ends_with("ed") && !segment.is_capital(end);
            matches!(next.gap, Gap::Space | Gap::Hyphen)
                && !is_verb
                && !segment.kind(end).is_connective()
        })
}

/// Whether a word is missing or added where a longer name seems to stand: an organ that no glossary has.
fn stands_in_a_longer_name(alignment: &Alignment, seen: &Evidence, segment: &Segment<'_>) -> bool {
    let (start, end) = alignment.tokens;
    let (first, last) = (alignment.parts.first(), alignment.parts.last());
    let is_missing = |part: Option<&Part>| part.is_some_and(|part| part.damage == Some(Missing));
    let capital_before = start > 0
        && segment.tokens[start].gap == Gap::Space
        && segment.is_capital(start - 1)
        && start >= 2;
    let capital_after = segment
        .tokens
        .get(end)
        .is_some_and(|next| next.gap == Gap::Space && segment.is_capital(end));
    if is_missing(first) && capital_before || is_missing(last) && capital_after {
        return true;
    }
    // `Central Work Committee for Social Affairs`: another committee, not one that lacks a word. A place or a level before a
    // name says whose it is.
    let is_whose = || segment.is_named_member(start - 1) || segment.kind(start - 1).is_connective();
    if seen.missing > 0 && seen.named && capital_before && !is_whose() {
        return true;
    }
    // `the Research Office and the State Council Secretariat`: two names, of which the second goes on.
    let lists = |part: &Part| {
        part.damage == Some(OtherConnective)
            && (part.tokens.0..part.tokens.1).any(|at| segment.written(at) == "and")
    };
    if capital_after && alignment.parts.iter().any(lists) {
        return true;
    }
    // `Commission of the Standing Committee of the regional congress`: the name goes on and says what seems to be missing.
    let goes_on = || {
        let next = segment.tokens.get(end);
        next.is_some_and(|next| next.gap == Gap::Space) && segment.written(end) == "of"
    };
    if seen.missing > 0 && goes_on() {
        return true;
    }
    // A capitalised word inside a name makes another name of it.
    seen.added > 0
        && alignment.parts.iter().any(|part| {
            part.damage == Some(Added)
                && segment.is_capital(part.tokens.0)
                && !segment.kind(part.tokens.0).is_connective()
        })
}
