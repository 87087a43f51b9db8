//! The same word twice.

use std::ops::Range;

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::matching::{Damage, DamageKind};
use crate::text::{Span, is_apostrophe, is_dash, is_invisible, is_space};

/// Reports a word that stands twice with nothing but white space between. Names are spared.
pub(super) struct RepeatedWords;

/// A syllable of pinyin, in bytes: `Ni ni` may be a name, `Institutionalization institutionalization` is none.
const LONGEST_NAME: usize = 6;

impl Rule for RepeatedWords {
    fn id(&self) -> RuleId {
        RuleId::new("repeated-words")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "accuracy/addition"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a word that stands twice in a row",
            why: "Machine translation and hasty editing double words; readers stumble over them.",
            mend: "Remove one of the two. Names such as `Yang Yang` are spared, and so are words that English doubles, \
                   such as `had had`.",
            example: Example {
                glossary: "",
                wrong: "The leading leading group met on Monday.",
                right: "The leading group met on Monday.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for segment in context.segments() {
            for &span in segment.reading.repeats {
                let words = span.of(segment.text);
                let Some(middle) = middle(words) else {
                    continue;
                };
                let (first, second) = (&words[..middle.start], &words[middle.end..]);
                // `Party School` on one line and `School leaders` on the next: two lines of a list, or of a form.
                let next_line = words[middle.clone()].contains('\n');
                let word = first
                    .chars()
                    .all(|c| c.is_alphabetic() || is_apostrophe(c) || is_invisible(c));
                let name = first.len() <= LONGEST_NAME
                    && second.starts_with(char::is_lowercase)
                    && first.starts_with(char::is_uppercase)
                    && !context.starts_sentence(segment.number, span.start());
                let spared = is_spared(first, second)
                    && !(is_title(first, second)
                        && !next_line
                        && is_in_a_term(context, segment.number, span))
                    && !is_damage(context, segment.number, span);
                if !word || name || spared || is_in_compound(segment.text, span) {
                    continue;
                }
                let mut message = String::with_capacity(first.len() + 18);
                message.push('`');
                message.push_str(first);
                message.push_str("` stands twice");
                let diagnostic = context.diagnostic_at(
                    self.id(),
                    self.default_severity(),
                    segment.number,
                    span,
                    message,
                );
                let fix = context
                    .fix(
                        Applicability::Safe,
                        segment.number,
                        surplus(segment.text, span, &middle),
                        "",
                    )
                    .or_else(|| context.fix(Applicability::Safe, segment.number, span, first));
                found.push(match fix {
                    Some(fix) => diagnostic.with_fix(fix).with_help("remove one of the two"),
                    None => diagnostic.with_help("remove one of the two"),
                });
            }
        }
    }
}

/// What stands between the two words of a doubled one: white space, or in its place characters without width. `None` where
/// that is not to be told.
fn middle(words: &str) -> Option<Range<usize>> {
    // Nearly always they are equally long, with one space between.
    let half = words.len() / 2;
    if words.is_ascii()
        && let (first, [b' ' | b'\n', second @ ..]) = words.as_bytes().split_at(half)
        && first.len() == second.len()
        && first.last().is_some_and(u8::is_ascii_graphic)
    {
        return Some(half..half + 1);
    }
    if let Some((space, _)) = words.char_indices().find(|&(_, c)| is_space(c)) {
        let rest = words.trim_end_matches(|c| !is_space(c)).len();
        return Some(words[..space].trim_end_matches(is_invisible).len()..rest);
    }
    words.char_indices().find_map(|(at, c)| {
        let rest = words[at..].trim_start_matches(is_invisible);
        let same = is_invisible(c) && words[..at].to_lowercase() == rest.to_lowercase();
        same.then(|| at..words.len() - rest.len())
    })
}

/// What to remove: the second word with the space before it, or with the space after it where a line ends between the two.
fn surplus(text: &str, span: Span, middle: &Range<usize>) -> Span {
    let (between, rest) = (&span.of(text)[middle.clone()], &text[span.end()..]);
    if between.contains('\n') && rest.starts_with(' ') && !rest.trim_start_matches(' ').is_empty() {
        return Span::new(span.start() + middle.end, span.end() + 1);
    }
    Span::new(span.start() + middle.start, span.end())
}

/// Whether one of the two words belongs to a compound: `in in-depth talks`, `the sit-in in the hall`.
/// or to a path or a name of a file: `lib/a.t t/b.t`.
fn is_in_compound(text: &str, span: Span) -> bool {
    let joins = |c: char| is_dash(c) || matches!(c, '/' | '_' | ':' | '@' | '\\' | '#' | '=');
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    // A full stop before a word without a space, and after it before a letter, is none of a sentence's.
    let dotted = before.ends_with('.')
        || after
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    before.ends_with(joins) || after.starts_with(joins) || dotted
}

/// Whether both words have a capital.
fn is_title(first: &str, second: &str) -> bool {
    first.starts_with(char::is_uppercase) && second.starts_with(char::is_uppercase)
}

/// Whether one of the two words is part of a longer term and the other is not: then `Committee Committee` is no name. A
/// form that has both is found as such.
fn is_in_a_term(context: &RuleContext<'_>, segment: usize, span: Span) -> bool {
    let mentions = context.mentions();
    let from = mentions
        .partition_point(|other| (other.segment, other.span.end()) <= (segment, span.start()));
    mentions[from..]
        .iter()
        .take_while(|other| other.segment == segment && other.span.start() < span.end())
        .any(|other| !span.contains(other.span) && !other.span.contains(span))
}

/// Whether the doubled word is what damages a form: the form has it once.
fn is_damage(context: &RuleContext<'_>, segment: usize, span: Span) -> bool {
    let repeated =
        |damage: &Damage| damage.kind == DamageKind::Repeated && span.contains(damage.span);
    let near = context.near();
    let from = near.partition_point(|near| {
        (near.mention.segment, near.mention.span.end()) <= (segment, span.start())
    });
    near[from..]
        .iter()
        .take_while(|near| {
            near.mention.segment == segment && near.mention.span.start() < span.end()
        })
        .any(|near| near.damage.iter().any(repeated))
}

/// Names and words that may be doubled. A name has a capital in both halves; `The the` and `The The` are none.
fn is_spared(first: &str, second: &str) -> bool {
    let folded = first.to_ascii_lowercase();
    is_doubled_in_english(&folded) || is_title(first, second) && !is_function_word(&folded)
}

/// Words that English does repeat.
fn is_doubled_in_english(folded: &str) -> bool {
    matches!(
        folded,
        "that"
            | "had"
            | "very"
            | "so"
            | "no"
            | "yes"
            | "long"
            | "far"
            | "many"
            | "much"
            | "more"
            | "really"
            | "now"
            | "there"
            | "blah"
            | "ha"
            | "bye"
            | "knock"
            | "do"
            | "is"
            | "her"
            | "what"
            | "who"
            | "big"
            | "too"
            | "bang"
            | "tut"
            | "hear"
            | "paid"
            | "did"
            | "can"
            | "chop"
            | "aye"
            | "night"
            | "tom"
            | "tuk"
            | "tsk"
            | "hush"
            | "go"
            | "help"
    )
}

/// Words that are no name, be they written with a capital.
fn is_function_word(folded: &str) -> bool {
    matches!(
        folded,
        "the" | "a" | "an" | "of" | "and" | "to" | "in" | "for" | "on" | "at" | "by" | "with"
    )
}
