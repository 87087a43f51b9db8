//! Chinese terms by their pinyin: whole or by initials, with or without spaces and tones, in any reading of a character.

use std::cell::RefCell;
use std::collections::HashMap;

use pinyin::ToPinyinMulti;
use unicode_normalization::UnicodeNormalization;

use crate::glossary::{ClassId, Glossary, NUMERAL, Piece, Template};

/// How deep classes may name classes.
const DEEPEST: u8 = 3;

/// The shortest question that is taken for pinyin, in letters.
const SHORTEST: usize = 3;

/// The Chinese terms, filled where they name classes, whose pinyin a question is; whole pinyin before initials.
pub(super) fn terms(glossary: &Glossary, question: &str) -> Vec<String> {
    let letters = letters(question);
    if letters.len() < SHORTEST || !letters.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for by_initials in [false, true] {
        let spelling = Spelling {
            glossary,
            by_initials,
            members: RefCell::default(),
        };
        for concept in glossary.concepts() {
            if concept.renderings.is_empty() {
                continue;
            }
            for term in &concept.source {
                let mut ways = Vec::new();
                spelling.follow(&term.pieces(), &letters, String::new(), DEEPEST, &mut ways);
                let whole = ways.into_iter().filter(|(_, rest)| rest.is_empty());
                found.extend(whole.map(|(term, _)| term));
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found.sort_by_key(|term| term.chars().count());
    found.dedup();
    found
}

/// The letters of a question, without tones, spaces and apostrophes; `ü` and `v` are one.
fn letters(question: &str) -> String {
    let plain = question
        .to_lowercase()
        .replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v");
    plain.nfd().filter(char::is_ascii_lowercase).collect()
}

/// A term that letters begin with, and the letters left.
type Way<'l> = (String, &'l str);

struct Spelling<'g, 'l> {
    glossary: &'g Glossary,
    by_initials: bool,
    /// The ways of a class, by its number and the letters before which it was tried: many terms name the same classes.
    members: RefCell<HashMap<(u32, usize), Vec<Way<'l>>>>,
}

impl<'l> Spelling<'_, 'l> {
    /// The ways in which `letters` begin with the pinyin of a term: the term so far, and the letters left.
    fn follow(
        &self,
        pieces: &[Piece<'_>],
        letters: &'l str,
        term: String,
        depth: u8,
        ways: &mut Vec<Way<'l>>,
    ) {
        let Some((piece, pieces)) = pieces.split_first() else {
            ways.push((term, letters));
            return;
        };
        match *piece {
            Piece::Literal(words) => {
                let mut ends = vec![letters];
                for c in words.chars() {
                    ends = ends.iter().flat_map(|rest| self.spelt(c, rest)).collect();
                    ends.sort_unstable();
                    ends.dedup();
                    if ends.is_empty() {
                        return;
                    }
                }
                for rest in ends {
                    self.follow(pieces, rest, format!("{term}{words}"), depth, ways);
                }
            }
            Piece::Slot(NUMERAL) => {}
            Piece::Slot(name) => {
                let Some(class) = self.glossary.class_id(name).filter(|_| depth > 0) else {
                    return;
                };
                for (filled, rest) in self.ways_of(class, letters, depth - 1) {
                    self.follow(pieces, rest, format!("{term}{filled}"), depth, ways);
                }
            }
        }
    }

    /// The ways in which `letters` begin with the pinyin of a member of a class.
    fn ways_of(&self, class: ClassId, letters: &'l str, depth: u8) -> Vec<Way<'l>> {
        let key = (class.0, letters.len());
        if let Some(known) = self.members.borrow().get(&key) {
            return known.clone();
        }
        let mut ways = Vec::new();
        let members = &self.glossary.class(class).members;
        for member in members.iter().flat_map(|member| &member.source) {
            let own = Template::pieces(member);
            self.follow(&own, letters, String::new(), depth, &mut ways);
        }
        ways.sort();
        ways.dedup();
        self.members.borrow_mut().insert(key, ways.clone());
        ways
    }

    /// The letters left after one character, for each of its readings that they begin with.
    fn spelt(&self, c: char, letters: &'l str) -> Vec<&'l str> {
        let Some(readings) = c.to_pinyin_multi() else {
            let own = c.to_lowercase().next().filter(char::is_ascii_alphanumeric);
            return match own {
                Some(own) => letters.strip_prefix(own).into_iter().collect(),
                None => vec![letters],
            };
        };
        readings
            .into_iter()
            .filter_map(|reading| {
                let reading = reading.plain();
                let wanted = if self.by_initials {
                    reading.get(..1)?
                } else {
                    reading
                };
                letters.strip_prefix(&*wanted.replace('ü', "v"))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_and_spaces_do_not_count() {
        for (question, expected) in [
            ("shì zhí jī guān", "shizhijiguan"),
            ("Guang'an", "guangan"),
            ("lǚ", "lv"),
            ("shi4zhi2", "shizhi"),
        ] {
            assert_eq!(letters(question), expected);
        }
    }
}
