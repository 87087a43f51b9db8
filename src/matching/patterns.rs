//! Regular expressions of the glossary: each is compiled when a text first has the words that its matches have.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::Capitals;
use super::inflection::{head, singulars};
use super::mention::Binding;
use super::needles::{Needles, Place, expanded, has_odd_case, places};
use crate::glossary::{Condition, Glossary, NUMERAL, group_name};
use crate::text::{Span, is_apostrophe, is_invisible};

/// The largest compiled pattern, in bytes.
const SIZE_LIMIT: usize = 32 << 20;

/// All patterns of a glossary.
#[derive(Debug)]
pub(super) struct Patterns {
    patterns: Vec<(Place, OnceLock<Option<Pattern>>)>,
    needles: Needles,
    /// Made for the first text: a run without one needs none of it.
    search: OnceLock<Search>,
}

/// The needles made ready.
#[derive(Debug)]
struct Search {
    /// `None` where there are too many of them to be looked for.
    searcher: Option<AhoCorasick>,
    /// The patterns whose first group has a needle, by needle.
    asked_by: Vec<Vec<u32>>,
    /// Patterns without needles.
    always: Vec<u32>,
}

/// A pattern made ready.
#[derive(Debug)]
struct Pattern {
    regex: Regex,
    /// Names between braces, each with the name of its group.
    slots: Vec<(Box<str>, String)>,
}

/// One place where a pattern matches.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) concept: u32,
    pub(super) rendering: u32,
    pub(super) span: Span,
    pub(super) bindings: Vec<Binding>,
    /// Whether the head noun is the plural of one that the pattern asks for as well.
    pub(super) plural: bool,
}

impl Patterns {
    /// The patterns of a glossary that are under one of the conditions, with their needles.
    pub(super) fn new(glossary: &Glossary, conditions: &[Condition], needles: Needles) -> Self {
        let places = places(glossary, conditions);
        Self {
            patterns: places.map(|place| (place, OnceLock::new())).collect(),
            needles,
            search: OnceLock::new(),
        }
    }

    /// Where the patterns match in a text; may overlap. Characters without width are not there for them.
    pub(super) fn find(&self, text: &str, glossary: &Glossary) -> Vec<Found> {
        if self.patterns.is_empty() {
            return Vec::new();
        }
        if text.is_ascii() || !text.contains(is_invisible) {
            return self.find_visible(text, glossary);
        }
        let mut visible = String::with_capacity(text.len());
        // Where each byte of the visible text stands, and where the text ends.
        let mut places = Vec::with_capacity(text.len() + 1);
        for (at, c) in text.char_indices().filter(|&(_, c)| !is_invisible(c)) {
            visible.push(c);
            places.extend(at..at + c.len_utf8());
        }
        places.push(text.len());
        let placed = |span: Span| {
            let last = span.end().saturating_sub(1).max(span.start());
            Span::new(
                places[span.start()],
                places[last] + usize::from(!span.is_empty()),
            )
        };
        let mut found = self.find_visible(&visible, glossary);
        for one in &mut found {
            one.span = placed(one.span);
            for binding in &mut one.bindings {
                binding.span = placed(binding.span);
            }
        }
        found
    }

    fn find_visible(&self, text: &str, glossary: &Glossary) -> Vec<Found> {
        let mut found = Vec::new();
        for index in self.likely(text) {
            let (place, pattern) = &self.patterns[index as usize];
            let pattern = pattern.get_or_init(|| Pattern::new(glossary, *place));
            let Some(pattern) = pattern else {
                continue;
            };
            for captures in pattern.regex.captures_iter(text) {
                let whole = captures.get_match();
                if whole.is_empty() {
                    continue;
                }
                let bindings = pattern
                    .slots
                    .iter()
                    .filter_map(|(slot, group)| {
                        let words = captures.name(group)?;
                        bind(glossary, slot, Span::new(words.start(), words.end()), text)
                    })
                    .collect();
                found.push(Found {
                    concept: place.0,
                    rendering: place.1,
                    span: Span::new(whole.start(), whole.end()),
                    bindings,
                    plural: pattern.is_plural(whole.as_str()),
                });
            }
        }
        found
    }

    /// The patterns that may match in a text, in order.
    fn likely(&self, text: &str) -> Vec<u32> {
        let search = self.search.get_or_init(|| Search::new(&self.needles));
        let searcher = search.searcher.as_ref().filter(|_| !has_odd_case(text));
        let Some(searcher) = searcher else {
            return (0..self.patterns.len() as u32).collect();
        };
        let mut stands = vec![false; self.needles.words.len()];
        let mut likely = search.always.clone();
        for found in searcher.find_overlapping_iter(text) {
            let needle = found.pattern().as_usize();
            if !std::mem::replace(&mut stands[needle], true) {
                likely.extend(&search.asked_by[needle]);
            }
        }
        likely.retain(|&pattern| {
            let mut groups = self.needles.of_pattern[pattern as usize].iter();
            groups.all(|group| group.iter().any(|&needle| stands[needle as usize]))
        });
        likely.sort_unstable();
        likely.dedup();
        likely
    }
}

impl Search {
    fn new(needles: &Needles) -> Self {
        let mut asked_by = vec![Vec::new(); needles.words.len()];
        let mut always = Vec::new();
        for (groups, pattern) in needles.of_pattern.iter().zip(0..) {
            match groups.first() {
                Some(group) => {
                    for &needle in group {
                        asked_by[needle as usize].push(pattern);
                    }
                }
                None => always.push(pattern),
            }
        }
        let searcher = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&needles.words);
        Self {
            searcher: searcher.ok(),
            asked_by,
            always,
        }
    }
}

impl Pattern {
    fn new(glossary: &Glossary, place: Place) -> Option<Self> {
        let regex = regex::RegexBuilder::new(&expanded(glossary, place)?)
            .size_limit(SIZE_LIMIT)
            .build()
            .ok()?;
        let form = &glossary.concepts()[place.0 as usize].renderings[place.1 as usize];
        let written = form.term.as_str();
        let names = glossary.classes().iter().map(|class| &*class.id);
        let slots = names
            .chain([NUMERAL])
            .filter(|name| written.contains('{') && written.contains(&format!("{{{name}}}")))
            .map(|name| (Box::from(name), group_name(name)))
            .collect();
        Some(Self { regex, slots })
    }

    /// Whether words that match would match in the singular as well: then what is written instead has their number.
    fn is_plural(&self, found: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || is_apostrophe(c);
        let parts = found.split(|c| !is_part(c)).filter(|part| !part.is_empty());
        let words: Vec<String> = parts.clone().map(str::to_lowercase).collect();
        let head = head(words.iter().map(String::as_str));
        let (Some(many), Some(part)) = (words.get(head), { parts }.nth(head)) else {
            return false;
        };
        let start = part.as_ptr() as usize - found.as_ptr() as usize;
        singulars(many).any(|one| {
            let singular = [&found[..start], &one, &found[start + part.len()..]].concat();
            let whole = |found: regex::Match<'_>| found.len() == singular.len();
            self.regex.find(&singular).is_some_and(whole)
        })
    }
}

/// The member of a class whose wording was found.
fn bind(glossary: &Glossary, slot: &str, span: Span, text: &str) -> Option<Binding> {
    let binding = |class, member: usize, target: usize| Binding {
        class,
        member: member as u32,
        target: target as u32,
        tokens: (0, 0),
        span,
        inner: Vec::new(),
        plural: false,
        capitals: Capitals::default(),
    };
    if slot == NUMERAL {
        return Some(binding(None, 0, 0));
    }
    let class = glossary.class_id(slot)?;
    let key = crate::text::comparison_key(span.of(text));
    for (member, entry) in glossary.class(class).members.iter().enumerate() {
        for (target, term) in entry.target.iter().enumerate() {
            if crate::text::comparison_key(term.as_str()) == key {
                return Some(binding(Some(class.0), member, target));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary;

    /// Every pattern is tried on every example of the bundled glossaries, and finds no more than those that are asked.
    #[test]
    fn needles_hide_no_match() {
        let glossary = glossary::load(&glossary::bundled()).glossary;
        let needles = Needles::of(&glossary, Condition::ALL);
        let none = Needles {
            words: Vec::new(),
            of_pattern: vec![Vec::new(); needles.of_pattern.len()],
        };
        let known = needles
            .of_pattern
            .iter()
            .filter(|groups| !groups.is_empty());
        assert!(known.count() * 10 > needles.of_pattern.len() * 9);
        let asked = Patterns::new(&glossary, Condition::ALL, needles);
        let all = Patterns::new(&glossary, Condition::ALL, none);
        let places = |found: Vec<Found>| -> Vec<(u32, u32, Span)> {
            let places = found.iter();
            places
                .map(|found| (found.concept, found.rendering, found.span))
                .collect()
        };
        let mut matches = 0;
        let examples = glossary
            .concepts()
            .iter()
            .flat_map(|concept| concept.examples.iter());
        let texts: Vec<String> = examples.map(|example| example.text.to_string()).collect();
        // Several examples together, so that words of one stand beside those of another.
        for texts in texts.chunks(16) {
            for text in [texts.join("\n"), texts.join(" ").to_uppercase()] {
                let found = places(asked.find(&text, &glossary));
                assert_eq!(found, places(all.find(&text, &glossary)), "{text}");
                matches += found.len();
            }
        }
        assert!(matches > 100, "only {matches}");
        let odd = "ſpecific deployment of “1310”";
        assert_eq!(
            places(asked.find(odd, &glossary)),
            places(all.find(odd, &glossary))
        );
    }
}
