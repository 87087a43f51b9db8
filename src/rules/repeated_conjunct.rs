//! The same word on both sides of `and`.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::text::{Span, is_space};

/// Reports `accountability and accountability`: two words of the Chinese that became one word of English.
pub(super) struct RepeatedConjunct;

/// Shorter words are doubled in many idioms: `on and on`, `half and half`.
const SHORTEST: usize = 5;

/// Letters of the shortest plural that is not taken for something counted: `waves and waves`, `pages and pages`.
const SHORTEST_PLURAL: usize = 7;

/// Words that English does double, for emphasis or for a large number.
const DOUBLED: &[&str] = &[
    "again",
    "billions",
    "bunches",
    "centuries",
    "decades",
    "dozens",
    "generations",
    "hundreds",
    "millions",
    "minutes",
    "round",
    "seconds",
    "thousands",
    "through",
    "volumes",
];

/// Endings of comparatives and of forms of verbs, which tell of something that goes on: `higher and higher`, `waited and
/// waited`.
const GOING_ON: &[&str] = &["er", "ing", "ed"];

/// Endings of adjectives, which stand before a noun.
const ADJECTIVES: &[&str] = &["ive", "ous", "ful", "some", "able", "ible", "less"];

/// Words after which the second word goes with nothing. What follows any other word may belong to it: `art and art history`.
const ENDS: &[&str] = &[
    "and", "are", "as", "because", "can", "had", "has", "have", "is", "it", "its", "must", "or",
    "our", "should", "so", "that", "the", "their", "these", "this", "was", "were", "when", "where",
    "which", "while", "who", "will", "would",
];

/// Words that go on with both, or with the second alone where the first has a word of its own before it: `nationwide
/// fitness and fitness for all`.
const GOES_ON: &[&str] = &[
    "across", "after", "against", "among", "at", "before", "between", "by", "during", "for",
    "from", "in", "into", "of", "on", "over", "through", "to", "under", "with", "within",
];

/// Words that belong to both.
const BEFORE: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "her", "his", "in", "its", "more", "of", "on", "or",
    "our", "some", "the", "their", "this", "to", "with",
];

impl Rule for RepeatedConjunct {
    fn id(&self) -> RuleId {
        RuleId::new("repeated-conjunct")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "accuracy/mistranslation"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "the same word on both sides of `and`",
            why: "Chinese pairs words of nearly one meaning; machines give both the same English, and half is lost.",
            mend: "Write the word that was meant for the second, or keep one of the two. What English doubles is spared \
                   (`again and again`, `thousands and thousands`), and so is a word that belongs to what follows (`law \
                   and law enforcement`).",
            example: Example {
                glossary: "",
                wrong: "Units put forward suggestions and suggestions.",
                right: "Units put forward opinions and suggestions.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for segment in context.segments() {
            for &span in segment.reading.conjuncts {
                let words = span.of(segment.text);
                let end = words.find(is_space).unwrap_or(words.len());
                let word = &words[..end];
                if !is_slip(word)
                    || !stands_apart(segment.text, span)
                    || !belong_together(segment.text, span, word)
                    || context.is_mentioned(segment.number, span)
                {
                    continue;
                }
                let diagnostic = context.diagnostic_at(
                    self.id(),
                    self.default_severity(),
                    segment.number,
                    span,
                    format!("`{word}` stands on both sides of `and`"),
                );
                let rest = Span::new(span.start() + end, span.end());
                // Which of two words the second should be is not to be told.
                let fix = context.fix(Applicability::Unsafe, segment.number, rest, "");
                let diagnostic =
                    diagnostic.with_help("write what the second was meant to be, or keep one");
                found.push(match fix {
                    Some(fix) => diagnostic.with_fix(fix),
                    None => diagnostic,
                });
            }
        }
    }
}

/// Whether a word is none that English doubles.
fn is_slip(word: &str) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_counted = word.ends_with('s') && word.len() < SHORTEST_PLURAL;
    word.len() >= SHORTEST
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !ends(GOING_ON)
        && !is_counted
        && !DOUBLED.contains(&word)
}

/// Whether neither word is part of a compound, a path or the like, and what stands before asks for no second: `between
/// department and department`.
fn stands_apart(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let joins = |c: char| !is_space(c) && !matches!(c, ',' | '.' | ';' | ':' | '(' | ')');
    let quotes = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'');
    let dotted = after
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let last = before.split_whitespace().next_back().unwrap_or_default();
    !before.ends_with(|c| joins(c) && !quotes(c))
        && !before.ends_with('.')
        && !after.starts_with(|c| joins(c) && !quotes(c))
        && !dotted
        && !matches!(last, "between" | "among" | "from")
}

/// Whether nothing but the two words stands on both sides of `and`: neither has more of its own.
fn belong_together(text: &str, span: Span, word: &str) -> bool {
    let next = text[span.end()..].trim_start_matches(is_space);
    let end = next.find(|c: char| !c.is_alphabetic());
    let next = &next[..end.unwrap_or(next.len())];
    let before = text[..span.start()].trim_end_matches(is_space);
    let start = before.trim_end_matches(char::is_alphabetic).len();
    let before = before[start..].to_lowercase();
    let is_bare = before.is_empty() || BEFORE.contains(&before.as_str());
    let is_adjective = ADJECTIVES.iter().any(|ending| word.ends_with(ending));
    next.is_empty()
        || ENDS.contains(&next)
        || is_bare && GOES_ON.contains(&next)
        || is_adjective && next.starts_with(char::is_lowercase)
}
