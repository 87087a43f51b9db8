//! Which forms may be meant where two of their words stand close together.
//!
//! A damaged form keeps most of its words. Each form is listed under pairs of its rarest words, so that a text which has
//! only common words of many forms asks for none of them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use crate::glossary::{Condition, Glossary, RenderingForm};
use crate::matching::flat::{self, Flat};
use crate::matching::forms::{Element, Forms, Owner, Step};
use crate::matching::lists::Lists;
use crate::matching::table::{PairFilter, PairTable};
use crate::matching::vocabulary::{Vocabulary, WordId};

/// Words farther apart in a text, counted in words, are not asked for together.
pub(super) const REACH: usize = 6;

/// A form is listed under the pairs of so many of its rarest words.
const RAREST: usize = 4;

/// A pair of words that more forms share says little; it is used only for a form that has no other.
const CROWDED: u32 = 24;

/// Forms tried for one pair of words at most.
const TRIED: usize = 96;

/// Numbers from here on are classes; no vocabulary has so many words.
const CLASSES: u32 = 1 << 30;

/// A form that has both words of a pair, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listing {
    pub(super) form: u32,
    /// The step of the word with the smaller number, and that of the other.
    pub(super) steps: [u16; 2],
}

impl Flat for Listing {
    const WIDTH: usize = 2;

    fn write(&self, row: &mut [u32]) {
        let [first, second] = self.steps.map(u32::from);
        row.copy_from_slice(&[self.form, first | second << 16]);
    }

    fn read(row: &[u32]) -> Self {
        Self {
            form: row[0],
            steps: [row[1] as u16, (row[1] >> 16) as u16],
        }
    }
}

/// What a word of the text may stand for in the index.
#[derive(Clone, Copy, Debug, Default)]
struct Role {
    /// The word it is listed under: itself, or the singular; [`WordId::NONE`] where no form is listed under it.
    word: WordId,
    /// Whether it may begin or be a member of a class.
    in_class: bool,
}

impl Flat for Role {
    const WIDTH: usize = 2;

    fn write(&self, row: &mut [u32]) {
        row.copy_from_slice(&[self.word.0, u32::from(self.in_class)]);
    }

    fn read(row: &[u32]) -> Self {
        Self {
            word: WordId(row[0]),
            in_class: row[1] != 0,
        }
    }
}

/// The index.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    filter: PairFilter,
    pairs: PairTable,
    /// The listings of each pair.
    #[serde(with = "flat")]
    listings: Vec<Listing>,
    #[serde(with = "flat")]
    ranges: Vec<(u32, u32)>,
    #[serde(with = "flat")]
    roles: Vec<Role>,
    /// Classes, by the first words of their members.
    classes: Lists,
    /// Forms of members of classes, by each of their words.
    members: Lists,
    /// Forms of one word, by that word or its plural.
    singles: Lists,
}

impl Index {
    pub(super) fn new(
        forms: &Forms,
        glossary: &Glossary,
        vocabulary: &Vocabulary,
        lexicon: &Lexicon,
    ) -> Self {
        let mut listed: Vec<u32> = Vec::new();
        let mut often: HashMap<u32, u32> = HashMap::new();
        let mut roles = vec![Role::default(); vocabulary.len()];
        let mut classes: Vec<(u32, u32)> = Vec::new();
        let mut members: Vec<(u32, u32)> = Vec::new();
        let mut singles: Vec<(u32, u32)> = Vec::new();
        for form in 0..forms.len() {
            let steps = forms.steps(form);
            if let Owner::Member { class, .. } = forms.get(form).owner {
                for (index, (_, key)) in keys(steps, vocabulary, lexicon).enumerate() {
                    if key >= CLASSES {
                        continue;
                    }
                    members.push((key, form));
                    if index == 0 {
                        roles[key as usize].in_class = true;
                        classes.push((key, class));
                    }
                }
                continue;
            }
            if !is_listed(forms, form, glossary) {
                continue;
            }
            if let [step] = steps
                && let Element::Word(word) = step.element
            {
                singles.push((word.0, form));
                if step.plural.is_known() {
                    singles.push((step.plural.0, form));
                }
            }
            if keys(steps, vocabulary, lexicon).count() < 2 {
                continue;
            }
            listed.push(form);
            for (_, key) in keys(steps, vocabulary, lexicon) {
                *often.entry(key).or_default() += 1;
            }
        }
        let mut found: Vec<(u32, u32, Listing)> = Vec::new();
        let mut counts: HashMap<(u32, u32), u32> = HashMap::new();
        let mut rarest: Vec<(u32, usize, u32)> = Vec::new();
        for &form in &listed {
            let steps = forms.steps(form);
            rarest.clear();
            rarest.extend(keys(steps, vocabulary, lexicon).map(|(step, key)| {
                let often = often.get(&key).copied().unwrap_or_default();
                (often, step, key)
            }));
            rarest.sort_unstable();
            rarest.truncate(RAREST);
            for (index, &(_, left_step, left)) in rarest.iter().enumerate() {
                for &(_, right_step, right) in &rarest[index + 1..] {
                    if left == right || left_step.abs_diff(right_step) >= REACH {
                        continue;
                    }
                    let (low, high) = (left.min(right), left.max(right));
                    let steps = if left < right {
                        [left_step as u16, right_step as u16]
                    } else {
                        [right_step as u16, left_step as u16]
                    };
                    *counts.entry((low, high)).or_default() += 1;
                    found.push((low, high, Listing { form, steps }));
                }
            }
            for step in steps {
                if let Element::Word(word) = step.element
                    && !lexicon.kind(word).is_connective()
                {
                    roles[word.0 as usize].word = word;
                    if step.plural.is_known() && !roles[step.plural.0 as usize].word.is_known() {
                        roles[step.plural.0 as usize].word = word;
                    }
                }
            }
        }
        thin_out(&mut found, &counts);
        found
            .sort_unstable_by_key(|&(low, high, listing)| (low, high, listing.form, listing.steps));
        let mut index = Self {
            filter: PairFilter::new(found.len()),
            pairs: PairTable::new(),
            ranges: Vec::new(),
            listings: found.iter().map(|&(_, _, listing)| listing).collect(),
            roles,
            classes: Lists::new(vocabulary.len(), classes),
            members: Lists::new(vocabulary.len(), members),
            singles: Lists::new(vocabulary.len(), singles),
        };
        let mut start = 0;
        for group in found.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
            let end = start + group.len() as u32;
            index.filter.insert(group[0].0, group[0].1);
            let range = index.ranges.len() as u32;
            index.pairs.insert(group[0].0, group[0].1, range);
            index.ranges.push((start, end));
            start = end;
        }
        index
    }

    /// Adds what a word of a text may be asked for as.
    pub(super) fn keys_of(&self, word: WordId, mut each: impl FnMut(u32)) {
        let role = self.roles[word.0 as usize];
        if role.word.is_known() {
            each(role.word.0);
        }
        if role.in_class {
            for &class in self.classes.of(word.0) {
                each(CLASSES + class);
            }
        }
    }

    /// The forms that have both words; the flag says that the first given is the first of each listing's steps.
    pub(super) fn forms_with(&self, left: u32, right: u32) -> (&[Listing], bool) {
        let (low, high) = (left.min(right), left.max(right));
        if !self.filter.may_have(low, high) {
            return (&[], true);
        }
        let Some(range) = self.pairs.get(low, high) else {
            return (&[], true);
        };
        let (start, end) = self.ranges[range as usize];
        let listings = &self.listings[start as usize..end as usize];
        (&listings[..listings.len().min(TRIED)], left == low)
    }

    /// The forms that are one word and no more.
    pub(super) fn single(&self, word: WordId) -> &[u32] {
        self.singles.of(word.0)
    }

    /// The forms of members of classes that have a word.
    pub(super) fn members_with(&self, word: WordId) -> &[u32] {
        self.members.of(word.0)
    }
}

/// Whether damaged copies of a form are looked for.
pub(super) fn is_listed(forms: &Forms, form: u32, glossary: &Glossary) -> bool {
    let Owner::Rendering { concept, rendering } = forms.get(form).owner else {
        return false;
    };
    let concept = &glossary.concepts()[concept as usize];
    let rendering = &concept.renderings[rendering as usize];
    // What stands in brackets is an addition to a name, which may be left out.
    concept.fuzzy
        && !forms.get(form).bracketed
        && rendering.status.is_correct()
        && rendering.condition == Condition::Always
        && matches!(rendering.form, RenderingForm::Full | RenderingForm::Short)
}

/// Leaves out crowded pairs of forms that have others.
fn thin_out(found: &mut Vec<(u32, u32, Listing)>, counts: &HashMap<(u32, u32), u32>) {
    let crowd = |low: u32, high: u32| counts.get(&(low, high)).copied().unwrap_or_default();
    let mut least: HashMap<u32, u32> = HashMap::new();
    let mut roomy: HashMap<u32, u32> = HashMap::new();
    for &(low, high, listing) in found.iter() {
        let crowd = crowd(low, high);
        let entry = least.entry(listing.form).or_insert(crowd);
        *entry = (*entry).min(crowd);
        *roomy.entry(listing.form).or_default() += u32::from(crowd <= CROWDED);
    }
    found.retain(|&(low, high, listing)| {
        let crowd = crowd(low, high);
        crowd <= CROWDED || roomy[&listing.form] < 3
    });
}

/// What a form is listed under: its content words and its classes, with their steps.
fn keys<'a>(
    steps: &'a [Step],
    vocabulary: &'a Vocabulary,
    lexicon: &'a Lexicon,
) -> impl Iterator<Item = (usize, u32)> + 'a {
    steps.iter().enumerate().filter_map(|(index, step)| {
        let key = match step.element {
            Element::Word(word) => {
                let text = vocabulary.word(word);
                (text.len() > 1 && !lexicon.kind(word).is_connective()).then_some(word.0)?
            }
            Element::Class(class) => CLASSES + class.0,
            Element::Numeral => return None,
        };
        Some((index, key))
    })
}
