//! Why nothing was looked for at a place, or nothing stands there.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::answer::{Answer, overlaps};
use crate::documents;
use crate::glossary::{Concept, NUMERAL, Template};
use crate::matching::is_english;
use crate::report::sanitize;
use crate::text::{Span, comparison_key};

/// How alike words and a form must be for the form to be worth naming: of 1.
const ALIKE: f64 = 0.8;

impl Answer<'_> {
    /// Forms at the place whose conditions do not hold, or in which a concept is not meant.
    pub(super) fn conditions(&self, out: &mut impl Write, place: Span) -> io::Result<bool> {
        let part = &self.document.parts()[0];
        let mut said = false;
        let reading = &self.reading;
        for (number, segment) in part.segments.iter().enumerate() {
            if !overlaps(segment.span(), place) {
                continue;
            }
            let text = segment.text(&part.text);
            let Some(at) = offset_in(segment, text, place) else {
                continue;
            };
            let candidates = self.everything.candidates_at(text, at);
            let first = candidates.iter().find(|other| other.may_stand).cloned();
            let mut told = BTreeSet::new();
            for other in candidates {
                if !told.insert((other.span, other.concept)) {
                    continue;
                }
                let covered = reading
                    .mentions
                    .iter()
                    .any(|mention| mention.segment == number && overlaps(mention.span, other.span));
                if covered {
                    continue;
                }
                said = true;
                let concept = self.glossary.concept(other.concept());
                let words = sanitize(other.span.of(text)).into_owned();
                let why = match (self.condition(&other), &first) {
                    (Some(condition), _) => condition.to_owned(),
                    (None, Some(first)) => {
                        let longer = sanitize(first.span.of(text)).into_owned();
                        format!("the longer `{longer}` stands")
                    }
                    (None, None) => "another form begins before it".to_owned(),
                };
                writeln!(out, "`{words}` is a form of `{}`: {why}", concept.id)?;
            }
        }
        Ok(said)
    }

    /// Why there is nothing to say.
    pub(super) fn nothing(
        &self,
        out: &mut impl Write,
        place: Span,
        is_word: bool,
    ) -> io::Result<()> {
        let part = &self.document.parts()[0];
        let segment = part
            .segments
            .iter()
            .rev()
            .find(|segment| overlaps(segment.span(), place));
        let Some(segment) = segment else {
            let line = self.line;
            return writeln!(
                out,
                "line {line}: no prose; code, addresses, markup and front matter are not looked at"
            );
        };
        if !is_word {
            return writeln!(
                out,
                "line {}: no form of the glossaries, and nothing to report; name a column to ask about one word",
                self.line
            );
        }
        let text = segment.text(&part.text);
        let Some(at) = offset_in(segment, text, place) else {
            return writeln!(out, "no prose: code, an address or markup is not looked at");
        };
        let words = around(text, at);
        writeln!(
            out,
            "`{}`: no form of the glossaries has these words",
            sanitize(words[0])
        )?;
        match self.nearest(&words) {
            Some(Nearest {
                words,
                term,
                concept,
            }) => {
                let id = &concept.id;
                writeln!(
                    out,
                    "  the nearest form is `{term}` of `{id}`: {}",
                    why_not(&words, &term, concept)
                )
            }
            None => writeln!(out, "  no form is near either"),
        }
    }

    /// The form nearest to the words at a place, one of which must be its own.
    fn nearest(&self, words: &[&str]) -> Option<Nearest<'_>> {
        let keys: Vec<String> = words.iter().map(|words| comparison_key(words)).collect();
        let around: BTreeSet<&str> = keys.iter().flat_map(|words| words.split(' ')).collect();
        // Nearly all forms have no word in common with the place, which is soon seen.
        let is_known = |own: &str| {
            around.iter().any(|word| {
                word.len().abs_diff(own.len()) <= 1 && strsim::osa_distance(own, word) <= 1
            })
        };
        let mut best: Option<(f64, Nearest<'_>)> = None;
        for concept in self.glossary.concepts() {
            for rendering in &concept.renderings {
                let key = comparison_key(rendering.term.as_str());
                if !key.split(' ').any(|own| own.len() > 3 && is_known(own)) {
                    continue;
                }
                for words in &keys {
                    if words.len() * 5 < key.len() * 4 || key.len() * 5 < words.len() * 4 {
                        // The names of slots may be long.
                        if !rendering.term.has_slots() {
                            continue;
                        }
                    }
                    let term = self.filled(&rendering.term, words);
                    let key = comparison_key(&term);
                    let near = strsim::normalized_damerau_levenshtein(words, &key);
                    if near >= ALIKE && best.as_ref().is_none_or(|(known, _)| near > *known) {
                        let words = words.clone();
                        let found = Nearest {
                            words,
                            term,
                            concept,
                        };
                        best = Some((near, found));
                    }
                }
            }
        }
        best.map(|(_, nearest)| nearest)
    }

    /// A term with its slots filled by the words that stand where they do, if these can; else with the names of the slots.
    fn filled(&self, term: &Template, words: &str) -> String {
        let own: Vec<&str> = term.as_str().split(' ').collect();
        let words: Vec<&str> = words.split(' ').collect();
        if !term.has_slots() || own.len() != words.len() {
            return term.with_named_slots();
        }
        let filled = own.iter().zip(&words).map(|(own, word)| {
            let Some(slot) = own.strip_prefix('{').and_then(|own| own.strip_suffix('}')) else {
                return Some(*own);
            };
            let fills = if slot == NUMERAL {
                word.starts_with(|c: char| c.is_ascii_digit())
            } else {
                let class = self.glossary.class(self.glossary.class_id(slot)?);
                let mut members = class.members.iter().flat_map(|member| &member.target);
                members.any(|target| comparison_key(target.as_str()) == *word)
            };
            fills.then_some(*word)
        });
        let filled: Option<Vec<&str>> = filled.collect();
        filled.map_or_else(|| term.with_named_slots(), |words| words.join(" "))
    }
}

/// The form nearest to words of a text.
struct Nearest<'g> {
    /// The words in their comparison form.
    words: String,
    /// The form, its slots filled.
    term: String,
    concept: &'g Concept,
}

/// Why words near a form are not reported as a damaged one.
fn why_not(words: &str, term: &str, concept: &Concept) -> String {
    if !concept.fuzzy {
        return "damaged forms of this entry are not looked for (`fuzzy = false`)".to_owned();
    }
    let key = comparison_key(term);
    let own: Vec<&str> = key.split(' ').collect();
    let others: Vec<&str> = words
        .split(' ')
        .filter(|word| !own.contains(word))
        .collect();
    let named = sanitize(&others.join("` and `")).into_owned();
    if others.is_empty() {
        "too like ordinary English, with all that stands there being words of it".to_owned()
    } else if others.iter().all(|word| is_english(word)) {
        format!("too like ordinary English, where `{named}` may be meant")
    } else {
        format!("too far from it, with `{named}` wrong")
    }
}

/// Where a place of the file is in a segment's text.
fn offset_in(segment: &documents::Segment, text: &str, place: Span) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|&at| {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let source = segment.to_source_covering(Span::new(at, end));
        overlaps(source, place) && !text[at..].starts_with(documents::PLACEHOLDER)
    })
}

/// The word at a place, then it with up to five more on either side.
fn around(text: &str, at: usize) -> Vec<&str> {
    let words: Vec<(usize, usize)> = text
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + word.len())
        })
        .collect();
    let here = words
        .iter()
        .rposition(|&(start, _)| start <= at)
        .unwrap_or_default();
    let mut found = Vec::new();
    for before in 0..6 {
        for after in 0..6 {
            let (Some(first), Some(last)) = (here.checked_sub(before), words.get(here + after))
            else {
                continue;
            };
            let span = &text[words[first].0..last.1];
            found.push(span.trim_matches(|c: char| !c.is_alphanumeric()));
        }
    }
    if found.is_empty() {
        found.push("");
    }
    found
}
