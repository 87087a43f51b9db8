//! Words that every match of a pattern has, so that a pattern is tried only on a text that has them.
//!
//! Patterns are many and match seldom. A search for words of theirs, all in one pass, leaves nearly none to be tried, and
//! those that are never tried need not be compiled either.

use std::collections::HashMap;

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};
use serde::{Deserialize, Serialize};

use crate::glossary::{Condition, Glossary, RenderingForm, expand_pattern};

/// Concept and rendering of a pattern.
pub(super) type Place = (u32, u32);

/// The patterns of a glossary that are under one of the conditions, in the order of their concepts.
pub(super) fn places(glossary: &Glossary, conditions: &[Condition]) -> impl Iterator<Item = Place> {
    glossary
        .concepts()
        .iter()
        .zip(0..)
        .flat_map(move |(concept, number)| {
            let renderings = concept.renderings.iter().zip(0..);
            renderings
                .filter(move |(rendering, _)| {
                    rendering.form == RenderingForm::Pattern
                        && conditions.contains(&rendering.condition)
                })
                .map(move |(_, rendering)| (number, rendering))
        })
}

/// A pattern with its classes written out; `None` for one that cannot be used, which was reported when it was loaded.
pub(super) fn expanded(glossary: &Glossary, (concept, rendering): Place) -> Option<String> {
    let form = &glossary.concepts()[concept as usize].renderings[rendering as usize];
    expand_pattern(glossary, form.term.as_str()).ok()
}

/// Letters of the shortest needle.
const SHORTEST: usize = 3;

/// Groups kept of one pattern: those with the longest needles.
const GROUPS: usize = 4;

/// Needles of the largest group.
const LARGEST: usize = 64;

/// Needles that stand for each other: any match has one of them.
type Group = Vec<u32>;

/// The needles of all patterns of a glossary.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Needles {
    /// Runs of bytes with the capitals of ASCII made small, each once.
    pub(super) words: Vec<Vec<u8>>,
    /// For each pattern, groups of which any match has a needle each; none for a pattern of which nothing is known. The
    /// group with the longest needles comes first.
    pub(super) of_pattern: Vec<Vec<Group>>,
}

impl Needles {
    /// The needles of the patterns of a glossary that are under one of the conditions.
    pub(super) fn of(glossary: &Glossary, conditions: &[Condition]) -> Self {
        Self::new(places(glossary, conditions).map(|place| expanded(glossary, place)))
    }

    /// The needles of patterns, in their order. What is no regular expression has none.
    fn new(patterns: impl Iterator<Item = Option<String>>) -> Self {
        let mut needles = Self::default();
        let mut numbers: HashMap<Vec<u8>, u32> = HashMap::new();
        for pattern in patterns {
            let hir = pattern.and_then(|pattern| regex_syntax::parse(&pattern).ok());
            let groups = hir.map_or_else(Vec::new, |hir| groups(&hir));
            let mut number = |word: Vec<u8>| {
                *numbers.entry(word).or_insert_with_key(|word| {
                    needles.words.push(word.clone());
                    needles.words.len() as u32 - 1
                })
            };
            let numbered = groups.into_iter().map(|group| {
                let group = group.into_iter();
                group.map(&mut number).collect()
            });
            let numbered: Vec<Group> = numbered.collect();
            needles.of_pattern.push(numbered);
        }
        needles
    }
}

/// The groups of an expression, the one with the longest needles first.
fn groups(hir: &Hir) -> Vec<Vec<Vec<u8>>> {
    let mut found = Found::default();
    found.read(hir);
    found.end_run();
    let mut groups = found.groups;
    groups.sort_by_key(|group| std::cmp::Reverse(shortest(group)));
    groups.dedup();
    groups.truncate(GROUPS);
    groups
}

fn shortest(group: &[Vec<u8>]) -> usize {
    group.iter().map(Vec::len).min().unwrap_or_default()
}

/// What was found so far.
#[derive(Default)]
struct Found {
    groups: Vec<Vec<Vec<u8>>>,
    /// Letters that follow one another in any match.
    run: Vec<u8>,
}

impl Found {
    /// Reads a part that any match has.
    fn read(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.run.extend(literal.0.to_ascii_lowercase()),
            HirKind::Class(class) => match letter(class) {
                Some(letter) => self.run.push(letter),
                None => self.end_run(),
            },
            HirKind::Repetition(Repetition { min, sub, .. }) => {
                self.end_run();
                if *min > 0 {
                    self.read(sub);
                    self.end_run();
                }
            }
            HirKind::Capture(capture) => self.read(&capture.sub),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.read(part)),
            HirKind::Alternation(parts) => {
                self.end_run();
                // One group of the needles of each: the best that each has.
                let best = |part| groups(part).into_iter().next();
                if let Some(best) = parts.iter().map(best).collect::<Option<Vec<_>>>() {
                    let mut group = best.concat();
                    group.sort_unstable();
                    group.dedup();
                    if group.len() <= LARGEST {
                        self.groups.push(group);
                    }
                }
            }
        }
    }

    fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.len() >= SHORTEST {
            self.groups.push(vec![run]);
        }
    }
}

/// The small letter of a class that is one letter in both cases. The Kelvin sign and the long s, which Unicode counts as
/// cases of k and s, belong to it: see [`has_odd_case`].
fn letter(class: &Class) -> Option<u8> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let mut letters = class.iter().flat_map(|range| range.start()..=range.end());
    let small = |c: char| match c {
        KELVIN => Some(b'k'),
        LONG_S => Some(b's'),
        _ => c
            .is_ascii_alphabetic()
            .then(|| c.to_ascii_lowercase() as u8),
    };
    let first = small(letters.next()?)?;
    letters.all(|c| small(c) == Some(first)).then_some(first)
}

const KELVIN: char = '\u{212A}';
const LONG_S: char = 'ſ';

/// Whether a text has letters that are cases of ASCII letters and not ASCII; needles do not find them.
pub(super) fn has_odd_case(text: &str) -> bool {
    !text.is_ascii() && text.contains([KELVIN, LONG_S])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_any_match_has_is_found() {
        for (pattern, expected) in [
            ("head geese", vec!["head geese"]),
            (r"(?i)\bHead\s+geese\b", vec!["geese", "head"]),
            (
                r"(?i)\bthe\s+word\s+[“”]stability[“”]",
                vec!["stability", "word", "the"],
            ),
            (r"hundreds?\s+of", vec!["hundred"]),
            (r"(?:very\s+)?old\b", vec!["old"]),
            (r"(?:very\s+)+old\b", vec!["very", "old"]),
            (
                r"(?P<level>county|city|town)\s+leaders",
                vec!["leaders", "city|county|town"],
            ),
            (r"(?:a|city)\s+leaders", vec!["leaders"]),
            (r"(?:county|)\s+leaders", vec!["leaders"]),
            (r"a(?:bc)d", vec!["abcd"]),
            (r"\d+th", vec![]),
            (r"[a-z]+", vec![]),
            (r"(?i)Kiosk's", vec!["kiosk's"]),
            (r"résumé", vec!["résumé"]),
            ("", vec![]),
            ("(", vec![]),
        ] {
            let needles = Needles::new([Some(pattern.to_owned())].into_iter());
            let words = |group: &Group| -> String {
                let words = group.iter().map(|&word| {
                    String::from_utf8_lossy(&needles.words[word as usize]).into_owned()
                });
                words.collect::<Vec<_>>().join("|")
            };
            let found: Vec<String> = needles.of_pattern[0].iter().map(words).collect();
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
