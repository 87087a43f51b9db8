//! Chinese terms that a question spells, in whole or in part: in characters, in pinyin, or by the initials of pinyin.
//!
//! Pinyin may have spaces and tones or not, and a character is taken in any of its readings.

use std::cell::RefCell;
use std::collections::HashMap;

use pinyin::ToPinyinMulti;
use unicode_normalization::UnicodeNormalization;

use crate::glossary::{ClassId, Concept, Glossary, NUMERAL, Piece, Template};
use crate::text::is_cjk;

/// How deep classes may name classes.
const DEEPEST: u8 = 3;

/// The shortest question that is taken for pinyin, in letters.
const SHORTEST: usize = 3;

/// The shortest pinyin that is looked for inside terms, in letters; shorter ones are in everything.
const SHORTEST_PART: usize = 5;

/// The shortest initials with which a term may begin.
const SHORTEST_INITIALS: usize = 4;

/// The Chinese terms, filled where they name classes, whose pinyin a question is; whole pinyin before initials.
pub(super) fn whole_terms(glossary: &Glossary, question: &str) -> Vec<String> {
    let letters = letters(question);
    if letters.len() < SHORTEST || !letters.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for script in [Script::Pinyin, Script::Initials] {
        let spelling = Spelling::new(glossary, script);
        for term in live(glossary).flat_map(|concept| &concept.source) {
            let ways = spelling.ways(&term.pieces(), &letters, DEEPEST);
            let whole = ways
                .into_iter()
                .filter(|way| way.rest.is_empty() && way.is_whole);
            found.extend(whole.map(|way| way.term));
        }
        if !found.is_empty() {
            break;
        }
    }
    found.sort_by_key(|term| term.chars().count());
    found.dedup();
    found
}

/// A concept whose term a question is a part of.
pub(super) struct Part<'g> {
    pub(super) concept: &'g Concept,
    /// The whole term, where the question is its beginning and the rest has no slots.
    pub(super) term: Option<String>,
}

/// The concepts one of whose Chinese terms a question is a part of: those that begin with it first, then the shortest.
pub(super) fn parts<'g>(glossary: &'g Glossary, question: &str) -> Vec<Part<'g>> {
    let (letters, scripts): (String, &[Script]) = if question.contains(is_cjk) {
        let characters = question.chars().filter(|c| is_cjk(*c));
        (characters.collect(), &[Script::Characters])
    } else {
        (letters(question), &[Script::Pinyin, Script::Initials])
    };
    for &script in scripts {
        let (shortest, anywhere) = match script {
            Script::Characters => (2, true),
            Script::Pinyin => (SHORTEST_PART, true),
            Script::Initials => (SHORTEST_INITIALS, false),
        };
        if letters.chars().count() < shortest {
            continue;
        }
        let spelling = Spelling::new(glossary, script);
        let mut found: Vec<((bool, usize), Part<'g>)> = Vec::new();
        for concept in live(glossary) {
            let terms = concept.source.iter();
            let best = terms
                .filter_map(|term| spelling.part(term, &letters, anywhere))
                .min();
            if let Some((is_inside, length, term)) = best {
                found.push(((is_inside, length), Part { concept, term }));
            }
        }
        if !found.is_empty() {
            found.sort_by_key(|&(rank, _)| rank);
            return found.into_iter().map(|(_, part)| part).collect();
        }
    }
    Vec::new()
}

/// Whether a question is the pinyin of a Chinese wording without slots.
pub(super) fn is_pinyin_of(glossary: &Glossary, question: &str, term: &Template) -> bool {
    let letters = letters(question);
    if letters.len() < SHORTEST || !letters.is_ascii() {
        return false;
    }
    let spelling = Spelling::new(glossary, Script::Pinyin);
    let ways = spelling.ways(&term.pieces(), &letters, 0);
    ways.iter().any(|way| way.is_whole && way.rest.is_empty())
}

fn live(glossary: &Glossary) -> impl Iterator<Item = &Concept> {
    let concepts = glossary.concepts().iter();
    concepts.filter(|concept| !concept.renderings.is_empty())
}

/// The letters of a question, without tones, spaces and apostrophes; `ü` and `v` are one.
fn letters(question: &str) -> String {
    let plain = question
        .to_lowercase()
        .replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v");
    plain.nfd().filter(char::is_ascii_lowercase).collect()
}

/// How a question is spelt.
#[derive(Clone, Copy, PartialEq)]
enum Script {
    Characters,
    Pinyin,
    Initials,
}

/// A term that letters begin with.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Way<'l> {
    /// The term so far, its slots filled.
    term: String,
    /// The letters left.
    rest: &'l str,
    /// Whether the term is at its end.
    is_whole: bool,
}

struct Spelling<'g, 'l> {
    glossary: &'g Glossary,
    script: Script,
    /// The ways of a class, by its number and the letters before which it was tried: many terms name the same classes.
    members: RefCell<HashMap<(u32, usize), Vec<Way<'l>>>>,
}

impl<'g, 'l> Spelling<'g, 'l> {
    fn new(glossary: &'g Glossary, script: Script) -> Self {
        Self {
            glossary,
            script,
            members: RefCell::default(),
        }
    }

    /// Whether letters are a part of a term: whether they begin inside it, its length, and the term where it is known.
    fn part(
        &self,
        term: &Template,
        letters: &'l str,
        anywhere: bool,
    ) -> Option<(bool, usize, Option<String>)> {
        let pieces = term.pieces();
        let length = term.as_str().chars().count();
        let ended = |ways: Vec<Way<'l>>| ways.into_iter().find(|way| way.rest.is_empty());
        if let Some(way) = ended(self.ways(&pieces, letters, DEEPEST)) {
            // What follows the letters is known where it has no slots.
            let known = Template::parse(&way.term).is_ok_and(|term| !term.has_slots());
            return Some((false, length, known.then_some(way.term)));
        }
        if !anywhere {
            return None;
        }
        for (index, piece) in pieces.iter().enumerate() {
            let Piece::Literal(words) = *piece else {
                if index > 0 && ended(self.ways(&pieces[index..], letters, DEEPEST)).is_some() {
                    return Some((true, length, None));
                }
                continue;
            };
            for (at, _) in words.char_indices() {
                let mut rest = vec![Piece::Literal(&words[at..])];
                rest.extend(&pieces[index + 1..]);
                if (index, at) != (0, 0) && ended(self.ways(&rest, letters, DEEPEST)).is_some() {
                    return Some((true, length, None));
                }
            }
        }
        None
    }

    /// The ways in which letters begin with a term, or end inside it; then the rest of the term is as it is written.
    fn ways(&self, pieces: &[Piece<'_>], letters: &'l str, depth: u8) -> Vec<Way<'l>> {
        let mut ways = Vec::new();
        self.follow(pieces, letters, String::new(), depth, &mut ways);
        ways
    }

    fn follow(
        &self,
        pieces: &[Piece<'_>],
        letters: &'l str,
        term: String,
        depth: u8,
        ways: &mut Vec<Way<'l>>,
    ) {
        let Some((piece, pieces)) = pieces.split_first() else {
            ways.push(Way {
                term,
                rest: letters,
                is_whole: true,
            });
            return;
        };
        if letters.is_empty() {
            let rest = std::iter::once(piece).chain(pieces).map(written);
            ways.push(Way {
                term: term + &rest.collect::<String>(),
                rest: letters,
                is_whole: false,
            });
            return;
        }
        match *piece {
            Piece::Literal(words) => {
                let mut ends = vec![letters];
                for c in words.chars() {
                    // Where the letters end first, the rest of the words is still part of the term.
                    let is_over = ends.contains(&"");
                    let mut next: Vec<&'l str> =
                        ends.iter().flat_map(|rest| self.spelt(c, rest)).collect();
                    if is_over {
                        let after = pieces.iter().map(written);
                        ways.push(Way {
                            term: format!("{term}{words}{}", after.collect::<String>()),
                            rest: "",
                            is_whole: false,
                        });
                    }
                    next.sort_unstable();
                    next.dedup();
                    ends = next;
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
                for way in self.ways_of(class, letters, depth - 1) {
                    self.follow(pieces, way.rest, format!("{term}{}", way.term), depth, ways);
                }
            }
        }
    }

    /// The ways in which letters begin with a member of a class.
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
        ways.retain(|way| way.is_whole);
        ways.sort();
        ways.dedup();
        self.members.borrow_mut().insert(key, ways.clone());
        ways
    }

    /// The letters left after one character, for each of its readings that they begin with.
    fn spelt(&self, c: char, letters: &'l str) -> Vec<&'l str> {
        if self.script == Script::Characters {
            return letters.strip_prefix(c).into_iter().collect();
        }
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
                let wanted = match self.script {
                    Script::Initials => reading.get(..1)?,
                    _ => reading,
                };
                letters.strip_prefix(&*wanted.replace('ü', "v"))
            })
            .collect()
    }
}

/// A piece as the glossary writes it.
fn written(piece: &Piece<'_>) -> String {
    match piece {
        Piece::Literal(words) => (*words).to_owned(),
        Piece::Slot(name) => format!("{{{name}}}"),
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
