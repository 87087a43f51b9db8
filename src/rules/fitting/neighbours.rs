//! Words that would stand twice: in the replacement and beside it.

use super::words::{
    List, is_same, last_in_sentence, next_in_sentence, word_length, word_start, words,
};
use super::{Reads, is_action};
use crate::text::{Span, Verb, VerbForm, is_closing_quote, is_opening_quote, is_space, verb};

/// Words of the text that are looked at on each side of a replacement.
const REACH: usize = 24;

/// Words after a replacement, `of` among them, that may say a part of it again.
const OBJECT: usize = 5;

/// Words that a name on each side may be joined by.
static JOINING: List = List::new(&["and", "or", "the", "of", "its", "as", "well", "a", "an"]);

/// Words that belong to no name.
static SMALL: List = List::new(&[
    "and", "or", "the", "of", "its", "as", "a", "an", "in", "on", "for", "to", "at", "by", "with",
    "from", "their", "under",
]);

/// The span with the words beside it that the replacement, whose words are `new`, has as well, and how it reads there.
/// `found` are the words that are replaced.
pub(super) fn beside(text: &str, span: Span, found: &str, new: &[&str]) -> (Span, Reads) {
    let of = words_after(text, span.end()).next();
    if !of.is_some_and(|word| is_same(word, "of"))
        && !is_near(words_before(text, span.start()), new)
        && !is_near(words_after(text, span.end()), new)
    {
        return (span, Reads::Well);
    }
    let (covered, reads) = covered(text, span, new);
    (covered, reads.max(repeats(text, covered, found, new)))
}

/// How a replacement reads in quotation marks, as the label of the noun that follows or that stands before: its words do
/// not stand in both, and a label before a noun is no action.
pub(super) fn as_label(text: &str, span: Span, replacement: &str) -> Reads {
    let is_quote = |c: char| is_opening_quote(c) || is_closing_quote(c) || c == '"';
    let found = span.of(text);
    let rest = text[span.end()..].trim_start_matches(is_quote);
    let start = text[..span.start()].trim_end_matches(is_quote).len();
    let after = words_after(text, text.len() - rest.len()).next();
    let after = after.filter(|_| rest.starts_with(is_space));
    let before = words_before(text, start).find(|word| !JOINING.has(word));
    let again = |word: &str| {
        let has = |text: &str| words(text).any(|(_, other)| is_same(word, other));
        word.len() > 3 && has(replacement) && !has(found)
    };
    let is_noun = |word: &str| {
        let noun_as_well = |verb: Verb| verb.ambiguous && verb.form == VerbForm::Base;
        word.starts_with(char::is_lowercase)
            && !SMALL.has(word)
            && verb(word).is_none_or(noun_as_well)
    };
    let labels = after.is_some_and(is_noun) && is_action(replacement) && !is_action(found);
    if labels || after.is_some_and(again) || before.is_some_and(again) {
        Reads::Perhaps
    } else {
        Reads::Well
    }
}

/// Whether a word of the replacement stands beside it, words that join aside.
fn is_near<'t>(beside: impl Iterator<Item = &'t str>, new: &[&str]) -> bool {
    for word in beside {
        if is_one_of(word, new) {
            return true;
        }
        if !JOINING.has(word) {
            break;
        }
    }
    false
}

/// The span with the words before and after it that the replacement begins or ends with, so that they do not stand twice:
/// `CPC` before `CPC Municipal Committee`. Where only a part of a name would be taken in, that may read badly.
fn covered(text: &str, span: Span, new: &[&str]) -> (Span, Reads) {
    let most = new.len().saturating_sub(1).min(REACH);
    let (mut start, mut end) = (span.start(), span.end());
    let before: Vec<(usize, &str)> = joined_before(text, start).take(most).collect();
    let is_head = |count: &usize| {
        let tail = before[..*count].iter().rev().map(|&(_, word)| word);
        all_same(tail, &new[..*count])
    };
    if let Some(count) = (1..=before.len()).rev().find(is_head) {
        start = before[count - 1].0;
    }
    let after: Vec<(usize, &str)> = joined_after(text, end).take(most).collect();
    let is_tail = |count: &usize| {
        let head = after[..*count].iter().map(|&(_, word)| word);
        let only_small = head.clone().all(|word| SMALL.has(word));
        all_same(head, &new[new.len() - count..]) && !only_small
    };
    if let Some(count) = (1..=after.len()).rev().find(is_tail) {
        let (at, word) = after[count - 1];
        end = at + word.len();
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
fn repeats(text: &str, span: Span, found: &str, new: &[&str]) -> Reads {
    let before = || words_before(text, span.start());
    let after = || words_after(text, span.end());
    // Words that join two names, and right behind them every word of the replacement.
    let joining = |word: &&str| JOINING.has(word);
    let stands_before = || {
        let joining = before().take_while(joining).count();
        (0..=joining).any(|from| has_all(before().skip(from), new.iter().rev()))
    };
    let stands_after = || {
        let joining = after().take_while(joining).count();
        (0..=joining).any(|from| has_all(after().skip(from), new.iter()))
    };
    if new.len() > 1 && (stands_before() || stands_after()) {
        return Reads::Twice;
    }
    // What the replacement says and the words found did not.
    let again = |word: &&str| {
        word.len() > 3
            && is_one_of(word, new)
            && !SMALL.has(word)
            && !words(found).any(|(_, was)| is_same(word, was))
    };
    let of = after().next().is_some_and(|word| is_same(word, "of"));
    // The nearest that is no small word: `the reform of` before `reform to streamline administration`.
    let nearest = before().find(|word| !JOINING.has(word));
    if nearest.is_some_and(|word| again(&word))
        || of && after().take(OBJECT).filter(again).count() > 1
    {
        Reads::Perhaps
    } else {
        Reads::Well
    }
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|other| is_same(word, other))
}

fn all_same<'a>(words: impl Iterator<Item = &'a str>, others: &[&str]) -> bool {
    words.zip(others).all(|(word, other)| is_same(word, other))
}

/// Whether words begin with all the others.
fn has_all<'a>(
    mut words: impl Iterator<Item = &'a str>,
    mut others: impl Iterator<Item = &'a &'a str>,
) -> bool {
    others.all(|other| words.next().is_some_and(|word| is_same(word, other)))
}

/// The words right before a byte, with nothing but a space between them, and where they begin; the nearest first.
fn joined_before(text: &str, at: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut end = at;
    std::iter::from_fn(move || {
        let head = &text[..end];
        let trimmed = head.trim_end_matches(is_space);
        let start = word_start(trimmed);
        if trimmed.len() == head.len() || start == trimmed.len() {
            return None;
        }
        end = start;
        Some((start, &trimmed[start..]))
    })
}

/// The same right after a byte.
fn joined_after(text: &str, at: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut from = at;
    std::iter::from_fn(move || {
        let rest = &text[from..];
        let trimmed = rest.trim_start_matches(is_space);
        let length = word_length(trimmed);
        if trimmed.len() == rest.len() || length == 0 {
            return None;
        }
        let start = text.len() - trimmed.len();
        from = start + length;
        Some((start, &trimmed[..length]))
    })
}

/// The words of the sentence before a byte, the nearest first.
fn words_before(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let mut rest = &text[..at];
    std::iter::from_fn(move || {
        let (word, before) = last_in_sentence(rest)?;
        rest = before;
        Some(word)
    })
    .take(REACH)
}

/// The words of the sentence after a byte.
fn words_after(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let mut rest = &text[at..];
    std::iter::from_fn(move || {
        let (word, after) = next_in_sentence(rest)?;
        rest = after;
        Some(word)
    })
    .take(REACH)
}
