//! What makes a finding the same finding after the text around it was edited.
//!
//! A fingerprint depends on rule, concept, found text and the words next to it, never on a line number or the path: a
//! baseline survives edits elsewhere, re-wrapping and renaming. It is the same in every release and on every machine.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hasher;
use std::ops::Range;

use siphasher::sip128::{Hasher128, SipHasher24};

use crate::diagnostics::Diagnostic;
use crate::documents::Part;
use crate::text::{Span, is_cjk, is_space};

/// Any fixed key will do; another one would make every baseline worthless.
const KEY: [u8; 16] = *b"tifa/finding/v1\0";

/// Words looked at on each side.
const NEIGHBOURS: usize = 3;

/// Bytes looked at on each side, so that a text without spaces costs no more than any other.
const REACH: usize = 256;

/// The identity of a finding in its file. Shown as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Gives the findings of one file their fingerprints, in the order of the report.
#[derive(Debug, Default)]
pub struct Fingerprints {
    /// How often each was met; only looked up, never walked.
    seen: HashMap<u128, u64>,
}

impl Fingerprints {
    /// Nothing seen yet; begin anew for each file.
    pub fn new() -> Self {
        Self::default()
    }

    /// The fingerprint of the next finding of the file, which stands in `part`.
    ///
    /// Findings that nothing but their order tells apart get different ones, in order.
    pub fn next(&mut self, diagnostic: &Diagnostic, part: &Part) -> Fingerprint {
        let mut hasher = SipHasher24::new_with_key(&KEY);
        write(diagnostic.rule.as_str(), &mut hasher);
        write(diagnostic.concept.as_deref().unwrap_or(""), &mut hasher);
        let span = diagnostic.location.span;
        for word in span.of(&part.text).split(is_space) {
            if !word.is_empty() {
                write(word, &mut hasher);
            }
        }
        hasher.write_u8(END_OF_TEXT);
        let (before, after) = surroundings(part, span);
        for word in words(before, true).take(NEIGHBOURS) {
            write(word, &mut hasher);
        }
        hasher.write_u8(END_OF_TEXT);
        for word in words(after, false).take(NEIGHBOURS) {
            write(word, &mut hasher);
        }
        let plain = hasher.clone().finish128().as_u128();
        let seen = self.seen.entry(plain).or_insert(0);
        let ordinal = *seen;
        *seen += 1;
        if ordinal == 0 {
            return Fingerprint(plain);
        }
        hasher.write_u8(END_OF_TEXT);
        hasher.write(&ordinal.to_le_bytes());
        Fingerprint(hasher.finish128().as_u128())
    }
}

/// Bytes that occur in no UTF-8 text: what was written before cannot run into what comes after.
const END_OF_WORD: u8 = 0xFF;
const END_OF_TEXT: u8 = 0xFE;

fn write(word: &str, hasher: &mut SipHasher24) {
    hasher.write(word.as_bytes());
    hasher.write_u8(END_OF_WORD);
}

/// The text on both sides of a finding, within its paragraph.
fn surroundings(part: &Part, span: Span) -> (&str, &str) {
    let following = part
        .segments
        .partition_point(|segment| segment.span().start() <= span.start());
    let segment = following
        .checked_sub(1)
        .map(|at| part.segments[at].span())
        .filter(|segment| segment.contains(span));
    let around = segment.unwrap_or(Span::new(0, part.text.len()));
    let reach = |range: Range<usize>| {
        let floor = |at: usize| (0..=at).rev().find(|&at| part.text.is_char_boundary(at));
        let start = floor(range.start.min(part.text.len())).unwrap_or(0);
        let end = floor(range.end.min(part.text.len())).unwrap_or(0);
        part.text.get(start..end).unwrap_or("")
    };
    let before = around.start().max(span.start().saturating_sub(REACH))..span.start();
    let after = span.end()..around.end().min(span.end() + REACH);
    (reach(before), reach(after))
}

/// The words of a text without punctuation and markup, a Chinese character being a word; from the end if `backwards`.
fn words(text: &str, backwards: bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let in_word = |c: char| c.is_alphanumeric() && !is_cjk(c);
        let edge = |c: char| c.is_alphanumeric();
        if backwards {
            rest = rest.trim_end_matches(|c| !edge(c));
            let last = rest.chars().next_back()?;
            let length = match is_cjk(last) {
                true => last.len_utf8(),
                false => rest.len() - rest.trim_end_matches(in_word).len(),
            };
            let (before, word) = rest.split_at(rest.len() - length);
            rest = before;
            Some(word)
        } else {
            rest = rest.trim_start_matches(|c| !edge(c));
            let first = rest.chars().next()?;
            let length = match is_cjk(first) {
                true => first.len_utf8(),
                false => rest.len() - rest.trim_start_matches(in_word).len(),
            };
            let (word, after) = rest.split_at(length);
            rest = after;
            Some(word)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{RuleId, Severity};
    use crate::documents::{Format, read_str};
    use crate::text::{Location, PartId};

    /// Fingerprints of every place of `word` in a text.
    fn of_all(text: &str, word: &str) -> Vec<String> {
        let document = read_str("a.txt", text, Format::Text);
        let mut fingerprints = Fingerprints::new();
        let places = text.match_indices(word);
        places
            .map(|(at, _)| {
                let location = Location::new(PartId(0), Span::new(at, at + word.len()));
                let rule = RuleId::new("deprecated-rendering");
                let found = Diagnostic::new(rule, Severity::Error, location, "m");
                fingerprints.next(&found, &document.parts()[0]).to_string()
            })
            .collect()
    }

    #[test]
    fn wrapping_and_edits_elsewhere_change_nothing() {
        let plain = of_all(
            "First one here.\n\nThe old board met here on Monday.",
            "board",
        );
        for text in [
            "The old board met here on Monday.",
            "\u{FEFF}The\nold board met\nhere on Monday.",
            "The  old  board, met here on Tuesday.",
            "The first paragraph was edited.\r\n\r\nThe old board met here on Monday.",
        ] {
            assert_eq!(of_all(text, "board"), plain, "{text:?}");
        }
        assert_ne!(of_all("A new board met here.", "board"), plain);
        assert_eq!(plain[0].len(), 32);
    }

    #[test]
    fn found_text_is_folded_in_white_space_only() {
        let of = |text: &str| of_all(text, text);
        assert_eq!(of("old  board"), of("old\nboard"));
        assert_ne!(of("old board"), of("oldboard"));
        assert_ne!(of("old board"), of("Old board"));
    }

    #[test]
    fn a_repeated_finding_is_another_one() {
        let found = of_all("the board\n\nthe board\n\nthe board", "board");
        assert_ne!(found[0], found[1]);
        assert_ne!(found[1], found[2]);
        assert_eq!(found[0], of_all("the board", "board")[0]);
    }

    #[test]
    fn words_are_taken_from_both_ends() {
        let text = "— one, two维护 “three”.";
        let expected = ["one", "two", "维", "护", "three"];
        assert_eq!(words(text, false).collect::<Vec<_>>(), expected);
        let mut reversed: Vec<_> = words(text, true).collect();
        reversed.reverse();
        assert_eq!(reversed, expected);
    }

    #[test]
    fn the_algorithm_never_changes() {
        assert_eq!(
            of_all("The old board met.", "board"),
            ["6950194c4bcaba72a36cfb6daaef0582"]
        );
    }
}
