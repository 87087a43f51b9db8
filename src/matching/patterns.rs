//! Regular expressions of the glossary, all tried at once and written out and compiled only when first needed.

use std::sync::OnceLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

use super::Capitals;
use super::mention::Binding;
use crate::glossary::{Condition, Glossary, NUMERAL, RenderingForm, expand_pattern, group_name};
use crate::text::{Span, is_invisible};

/// The largest compiled pattern, and the largest set of them, in bytes.
const SIZE_LIMIT: usize = 32 << 20;

/// All patterns of a glossary.
#[derive(Debug)]
pub(super) struct Patterns {
    /// Concept and rendering of each.
    places: Vec<(u32, u32)>,
    /// The same, with their classes written out. A run without a text needs none of it.
    sources: OnceLock<Vec<Pattern>>,
    set: OnceLock<Option<RegexSet>>,
}

#[derive(Debug)]
struct Pattern {
    concept: u32,
    rendering: u32,
    expanded: String,
    /// Names between braces, each with the name of its group.
    slots: Vec<(Box<str>, String)>,
    regex: OnceLock<Option<Regex>>,
}

/// One place where a pattern matches.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) concept: u32,
    pub(super) rendering: u32,
    pub(super) span: Span,
    pub(super) bindings: Vec<Binding>,
}

impl Patterns {
    /// The patterns of a glossary that are under one of the conditions; ones that cannot be used were reported when it
    /// was loaded.
    pub(super) fn new(glossary: &Glossary, conditions: &[Condition]) -> Self {
        let mut places = Vec::new();
        for (concept, entry) in glossary.concepts().iter().enumerate() {
            for (rendering, form) in entry.renderings.iter().enumerate() {
                if form.form == RenderingForm::Pattern && conditions.contains(&form.condition) {
                    places.push((concept as u32, rendering as u32));
                }
            }
        }
        Self {
            places,
            sources: OnceLock::new(),
            set: OnceLock::new(),
        }
    }

    /// Where the patterns match in a text; may overlap. Characters without width are not there for them.
    pub(super) fn find(&self, text: &str, glossary: &Glossary) -> Vec<Found> {
        if self.places.is_empty() {
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
        let all = self.sources.get_or_init(|| {
            let places = self.places.iter();
            places
                .filter_map(|&place| Pattern::new(glossary, place))
                .collect()
        });
        let set = self.set.get_or_init(|| {
            let sources = all.iter().map(|pattern| &pattern.expanded);
            RegexSetBuilder::new(sources)
                .size_limit(SIZE_LIMIT)
                .dfa_size_limit(SIZE_LIMIT)
                .build()
                .ok()
        });
        let matching: Vec<usize> = match set {
            Some(set) => set.matches(text).into_iter().collect(),
            None => (0..all.len()).collect(),
        };
        for index in matching {
            let pattern = &all[index];
            let regex = pattern.regex.get_or_init(|| {
                regex::RegexBuilder::new(&pattern.expanded)
                    .size_limit(SIZE_LIMIT)
                    .build()
                    .ok()
            });
            let Some(regex) = regex else {
                continue;
            };
            for captures in regex.captures_iter(text) {
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
                    concept: pattern.concept,
                    rendering: pattern.rendering,
                    span: Span::new(whole.start(), whole.end()),
                    bindings,
                });
            }
        }
        found
    }
}

impl Pattern {
    /// A pattern with its classes written out; `None` for one that cannot be used.
    fn new(glossary: &Glossary, (concept, rendering): (u32, u32)) -> Option<Self> {
        let form = &glossary.concepts()[concept as usize].renderings[rendering as usize];
        let written = form.term.as_str();
        let expanded = expand_pattern(glossary, written).ok()?;
        let names = glossary.classes().iter().map(|class| &*class.id);
        let slots = names
            .chain([NUMERAL])
            .filter(|name| written.contains('{') && written.contains(&format!("{{{name}}}")))
            .map(|name| (Box::from(name), group_name(name)))
            .collect();
        Some(Self {
            concept,
            rendering,
            expanded,
            slots,
            regex: OnceLock::new(),
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
