//! Words that would stand twice: in the replacement and beside it.

use super::Reads;
use super::phrase::words;
use crate::text::{Span, is_space};

/// Words of the text that are looked at on each side of a replacement.
const REACH: usize = 24;

/// Bytes of the text that are looked at on each side.
const WINDOW: usize = 320;

/// Words that a name on each side may be joined by.
const JOINING: &[&str] = &["and", "or", "the", "of", "its", "as", "well", "a", "an"];

/// Words that belong to no name.
const SMALL: &[&str] = &[
    "and", "or", "the", "of", "its", "as", "a", "an", "in", "on", "for", "to", "at", "by", "with",
    "from", "their", "under",
];

/// The span with the words before and after it that the replacement begins or ends with, so that they do not stand twice:
/// `CPC` before `CPC Municipal Committee`. Where only a part of a name would be taken in, that may read badly.
pub(super) fn covered(text: &str, span: Span, replacement: &str) -> (Span, Reads) {
    let new: Vec<String> = words(replacement)
        .map(|(_, word)| word.to_lowercase())
        .collect();
    let (mut start, mut end) = (span.start(), span.end());
    let before = joined_before(text, start);
    let most = before.len().min(new.len().saturating_sub(1));
    for count in (1..=most).rev() {
        let tail = &before[before.len() - count..];
        let same = tail.iter().zip(&new);
        if same.clone().all(|((_, word), new)| word == new) {
            start = tail[0].0;
            break;
        }
    }
    let after = joined_after(text, end);
    let most = after.len().min(new.len().saturating_sub(1));
    for count in (1..=most).rev() {
        let same = after[..count].iter().zip(&new[new.len() - count..]);
        let only_small = after[..count]
            .iter()
            .all(|(_, word)| SMALL.contains(&word.as_str()));
        if same.clone().all(|((_, word), new)| word == new) && !only_small {
            let (at, word) = &after[count - 1];
            end = at + word.len();
            break;
        }
    }
    let reads = if (start, end) == (span.start(), span.end()) {
        Reads::Well
    } else {
        Reads::Perhaps
    };
    (Span::new(start, end), reads)
}

/// Whether what the replacement names stands beside it already: `the Ministry of Finance and the …`; whether the words
/// beside it say a part of it again: `Publicity Department of the CPC Municipal Committee of the Municipal Committee`.
pub(super) fn repeats(text: &str, span: Span, found: &str, replacement: &str) -> Reads {
    let fold =
        |text: &str| -> Vec<String> { words(text).map(|(_, word)| word.to_lowercase()).collect() };
    let content = |words: Vec<String>| -> Vec<String> {
        words
            .into_iter()
            .filter(|word| !SMALL.contains(&word.as_str()))
            .collect()
    };
    let new = fold(replacement);
    let before: Vec<String> = sentence_before(text, span.start());
    let after: Vec<String> = sentence_after(text, span.end());
    let joins = |words: &[String]| words.iter().all(|word| JOINING.contains(&word.as_str()));
    if new.len() > 1 {
        let stands_before = (0..before.len().saturating_sub(new.len() - 1))
            .any(|at| before[at..at + new.len()] == new && joins(&before[at + new.len()..]));
        let stands_after = (0..after.len().saturating_sub(new.len() - 1))
            .any(|at| after[at..at + new.len()] == new && joins(&after[..at]));
        if stands_before || stands_after {
            return Reads::Twice;
        }
    }
    // What the replacement says and the words found did not.
    let was = fold(found);
    let added: Vec<String> = content(new)
        .into_iter()
        .filter(|word| !was.contains(word))
        .collect();
    let again = |word: &&String| word.len() > 3 && added.contains(word);
    let of = after.first().is_some_and(|word| word == "of");
    let next = content(after.into_iter().take(if of { 5 } else { 0 }).collect());
    let next = next.iter().filter(again).count();
    if before.last().filter(again).is_some() || next > 1 {
        Reads::Perhaps
    } else {
        Reads::Well
    }
}

/// The words, in small letters, right before a byte, with nothing but a space between them, and where they begin; the nearest
/// last.
fn joined_before(text: &str, at: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut end = at;
    while found.len() < REACH {
        let head = &text[..end];
        let trimmed = head.trim_end_matches(is_space);
        if trimmed.len() == head.len() {
            break;
        }
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
        let start = trimmed.trim_end_matches(is_part).len();
        if start == trimmed.len() {
            break;
        }
        found.push((start, trimmed[start..].to_lowercase()));
        end = start;
    }
    found.reverse();
    found
}

/// The same right after a byte, the nearest first.
fn joined_after(text: &str, at: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut from = at;
    while found.len() < REACH {
        let rest = &text[from..];
        let trimmed = rest.trim_start_matches(is_space);
        if trimmed.len() == rest.len() {
            break;
        }
        let start = text.len() - trimmed.len();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
        let end = trimmed
            .find(|c| !is_part(c))
            .map_or(text.len(), |end| start + end);
        if end == start {
            break;
        }
        found.push((start, text[start..end].to_lowercase()));
        from = end;
    }
    found
}

/// The last words of the sentence before a byte; commas do not end it.
fn sentence_before(text: &str, at: usize) -> Vec<String> {
    let near = boundary(text, at.saturating_sub(WINDOW));
    let head = &text[near..at];
    let from = head
        .rfind(['.', '!', '?', ';', ':', '(', '"', '“', '”'])
        .map_or(near, |mark| boundary(text, near + mark + 1));
    let mut all: Vec<String> = words(&text[from..at])
        .map(|(_, word)| word.to_lowercase())
        .collect();
    if all.len() > REACH {
        all.drain(..all.len() - REACH);
    }
    all
}

/// The first words of the sentence after a byte.
fn sentence_after(text: &str, at: usize) -> Vec<String> {
    let rest = &text[at..boundary(text, (at + WINDOW).min(text.len()))];
    let end = rest
        .find(['.', '!', '?', ';', ':', ')', '"', '“', '”'])
        .unwrap_or(rest.len());
    words(&rest[..end])
        .take(REACH)
        .map(|(_, word)| word.to_lowercase())
        .collect()
}

/// The first character boundary at or after a byte.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}
