//! Every correct form of several words that the glossaries have, for tests that damage them or hold them against each other.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::{HashMap, HashSet};

use tifa::glossary::{Condition, Glossary, Piece, RenderingForm, Template};

/// Small words that hold a form together.
pub(crate) const CONNECTIVES: [&str; 9] =
    ["of", "for", "in", "on", "to", "with", "and", "from", "at"];

/// A correct form, its slots filled.
pub(crate) struct Form {
    pub(crate) words: Vec<String>,
    /// Its concept, and the concepts whose forms fill its slots.
    pub(crate) concepts: Vec<String>,
}

/// Where a form stands, damaged or not.
pub(crate) const CARRIERS: [&str; 6] = [
    "They wrote to the # on Monday, and waited.",
    "A letter from the # arrived today.",
    "What the # means was told in a few words.",
    "All of it was said about the #, they wrote.",
    "He asked what \"#\" was.",
    "On Friday the # again came up.",
];

/// Every correct form of at least two words of every concept whose damaged forms are looked for, slots filled.
pub(crate) fn forms(glossary: &Glossary, random: &mut Random) -> Vec<Form> {
    let mut forms = Vec::new();
    let mut seen = HashSet::new();
    for concept in glossary.concepts().iter().filter(|concept| concept.fuzzy) {
        for rendering in &concept.renderings {
            let full = matches!(rendering.form, RenderingForm::Full | RenderingForm::Short);
            if !full || !rendering.status.is_correct() || rendering.condition != Condition::Always {
                continue;
            }
            let mut concepts = vec![concept.id.to_string()];
            let numeral = if concept.has_ordinal() { "14th" } else { "14" };
            let term = &rendering.term;
            let Some(text) = filled(term, numeral, glossary, random, &mut concepts, 4) else {
                continue;
            };
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            if words.len() >= 2 && seen.insert(text.to_lowercase()) {
                forms.push(Form { words, concepts });
            }
        }
    }
    forms
}

/// A term with each slot filled by a member, the same one wherever a class is named twice.
fn filled(
    term: &Template,
    numeral: &str,
    glossary: &Glossary,
    random: &mut Random,
    concepts: &mut Vec<String>,
    depth: usize,
) -> Option<String> {
    let mut text = String::new();
    let mut chosen: HashMap<&str, String> = HashMap::new();
    for piece in term.pieces() {
        match piece {
            Piece::Literal(words) => text.push_str(words),
            Piece::Slot("n") => text.push_str(numeral),
            Piece::Slot(name) => {
                if let Some(known) = chosen.get(name) {
                    text.push_str(known);
                    continue;
                }
                let class = glossary.class(glossary.class_id(name)?);
                let member = &class.members[random.below(class.members.len())];
                if let Some(concept) = member.concept {
                    concepts.push(glossary.concept(concept).id.to_string());
                }
                let inner = filled(
                    &member.target[0],
                    numeral,
                    glossary,
                    random,
                    concepts,
                    depth.checked_sub(1)?,
                )?;
                text.push_str(&inner);
                chosen.insert(name, inner);
            }
        }
    }
    Some(text)
}

/// The words in small letters.
pub(crate) fn key(words: &[String]) -> String {
    words.join(" ").to_lowercase()
}

/// Numbers that look random and are always the same (SplitMix64).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    /// One of a list.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        if from.is_empty() {
            None
        } else {
            Some(&from[self.below(from.len())])
        }
    }
}
