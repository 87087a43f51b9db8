//! Words that would stand twice: in the replacement and beside it.

use super::Reads;
use super::phrase::{is_part, word_length, words};
use crate::text::{Span, is_space};

/// Words of the text that are looked at on each side of a replacement.
const REACH: usize = 24;

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
    let new: Vec<&str> = words(replacement).map(|(_, word)| word).collect();
    let most = new.len().saturating_sub(1);
    let (mut start, mut end) = (span.start(), span.end());
    let before = joined_before(text, start, most);
    for count in (1..=before.len()).rev() {
        let tail = before[..count].iter().rev().map(|&(_, word)| word);
        if all_same(tail, &new[..count]) {
            start = before[count - 1].0;
            break;
        }
    }
    let after = joined_after(text, end, most);
    for count in (1..=after.len()).rev() {
        let head = after[..count].iter().map(|&(_, word)| word);
        let only_small = head.clone().all(|word| is_one_of(word, SMALL));
        if all_same(head, &new[new.len() - count..]) && !only_small {
            let (at, word) = after[count - 1];
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
    let fold = |text| -> Vec<&str> { words(text).map(|(_, word)| word).collect() };
    let new = fold(replacement);
    // Words that join, and as many more as the replacement has: what else stands there is not asked for.
    let near = |words: &mut dyn Iterator<Item = &'_ str>| -> usize {
        words.take_while(|word| is_one_of(word, JOINING)).count()
    };
    let joining = near(&mut words_before(text, span.start()));
    let before: Vec<&str> = words_before(text, span.start())
        .take(joining + new.len())
        .collect();
    let joining_after = near(&mut words_after(text, span.end()));
    let after: Vec<&str> = words_after(text, span.end())
        .take((joining_after + new.len()).max(6))
        .collect();
    if new.len() > 1 {
        let stands_before = (0..=joining).any(|from| {
            let tail = before.get(from..from + new.len());
            tail.is_some_and(|tail| all_same(tail.iter().rev().copied(), &new))
        });
        let stands_after = (0..=joining_after).any(|from| {
            let head = after.get(from..from + new.len());
            head.is_some_and(|head| all_same(head.iter().copied(), &new))
        });
        if stands_before || stands_after {
            return Reads::Twice;
        }
    }
    // What the replacement says and the words found did not.
    let was = fold(found);
    let again = |word: &str| {
        word.len() > 3 && !is_one_of(word, SMALL) && is_one_of(word, &new) && !is_one_of(word, &was)
    };
    let of = after.first().is_some_and(|word| is_same(word, "of"));
    let next = after.iter().take(if of { 5 } else { 0 });
    let next = next.filter(|word| again(word)).count();
    if before.first().is_some_and(|word| again(word)) || next > 1 {
        Reads::Perhaps
    } else {
        Reads::Well
    }
}

/// Whether two words are the same but for capitals.
fn is_same(left: &str, right: &str) -> bool {
    match (left.is_ascii(), right.is_ascii()) {
        (true, true) => left.eq_ignore_ascii_case(right),
        (false, false) => left.to_lowercase() == right.to_lowercase(),
        _ => false,
    }
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter()
        .any(|other| word.len() == other.len() && is_same(word, other))
}

fn all_same<'a>(words: impl Iterator<Item = &'a str>, others: &[&str]) -> bool {
    words.zip(others).all(|(word, other)| is_same(word, other))
}

/// At most so many words right before a byte, with nothing but a space between them, and where they begin; the nearest
/// first.
fn joined_before(text: &str, at: usize, most: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut end = at;
    while found.len() < most.min(REACH) {
        let head = &text[..end];
        let trimmed = head.trim_end_matches(is_space);
        let start = trimmed.trim_end_matches(is_part).len();
        if trimmed.len() == head.len() || start == trimmed.len() {
            break;
        }
        found.push((start, &trimmed[start..]));
        end = start;
    }
    found
}

/// The same right after a byte.
fn joined_after(text: &str, at: usize, most: usize) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = at;
    while found.len() < most.min(REACH) {
        let rest = &text[from..];
        let trimmed = rest.trim_start_matches(is_space);
        let length = word_length(trimmed);
        if trimmed.len() == rest.len() || length == 0 {
            break;
        }
        let start = text.len() - trimmed.len();
        found.push((start, &trimmed[..length]));
        from = start + length;
    }
    found
}

/// Marks that end a sentence, or what is said in one place of it; commas do not.
const ENDS: &[char] = &['.', '!', '?', ';', ':', '(', ')', '"', '“', '”'];

/// The words of the sentence before a byte, the nearest first.
fn words_before(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let mut rest = &text[..at];
    std::iter::from_fn(move || {
        let end = rest.trim_end_matches(|c| !is_part(c) && !ENDS.contains(&c));
        let start = end.trim_end_matches(is_part);
        rest = start;
        (start.len() < end.len()).then(|| &end[start.len()..])
    })
    .take(REACH)
}

/// The words of the sentence after a byte.
fn words_after(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let mut rest = &text[at..];
    std::iter::from_fn(move || {
        let word = rest.trim_start_matches(|c| !is_part(c) && !ENDS.contains(&c));
        let end = word_length(word);
        rest = &word[end..];
        (end > 0).then(|| &word[..end])
    })
    .take(REACH)
}
