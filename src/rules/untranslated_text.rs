//! Chinese left in the English.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::text::{Span, is_cjk, is_opening_quote, is_space};

/// Reports Chinese in an English text. A gloss in brackets stands, and a text that is Chinese throughout is reported once.
pub(super) struct UntranslatedText;

impl Rule for UntranslatedText {
    fn id(&self) -> RuleId {
        RuleId::new("untranslated-text")
    }

    fn default_severity(&self) -> Severity {
        Severity::Error
    }

    fn mqm(&self) -> &'static str {
        "accuracy/untranslated"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "Chinese characters left in the English",
            why: "The reader of the English cannot read them.",
            mend: "Translate them, or put them in brackets after their English as a gloss.",
            example: Example {
                glossary: "",
                wrong: "The meeting studied the 讲话 of the mayor.",
                right: "The meeting studied the speech of the mayor.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let (mut chinese, mut all) = (0, 0);
        let mut runs: Vec<(usize, Span)> = Vec::new();
        for segment in context.segments() {
            let own = runs_of(segment.text, segment.reading.foreign);
            if !own.is_empty() {
                chinese += own
                    .iter()
                    .map(|span| span.of(segment.text).chars().filter(|&c| is_cjk(c)).count())
                    .sum::<usize>();
            }
            all += segment.text.len();
            runs.extend(own.into_iter().map(|span| (segment.number, span)));
        }
        // Three bytes a character; an English article with a few names in Chinese stays far below.
        if chinese * 3 * 2 > all
            && let Some(&(segment, span)) = runs.first()
        {
            let message = "most of the text is Chinese";
            found.push(
                context
                    .diagnostic_at(self.id(), self.default_severity(), segment, span, message)
                    .with_help("check its English translation instead"),
            );
            return;
        }
        for (segment, span) in runs {
            let text = context.segment_text(segment);
            if is_gloss(text, span) {
                continue;
            }
            let message = format!("{} is not translated", context.quoted(span.of(text)));
            found.push(
                context
                    .diagnostic_at(self.id(), self.default_severity(), segment, span, message)
                    .with_help("translate it, or put it in brackets after its English"),
            );
        }
    }
}

/// Runs of Chinese, joined over Chinese punctuation and spaces.
fn runs_of(text: &str, foreign: &[Span]) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for &span in foreign {
        if !span.of(text).contains(is_cjk) {
            continue;
        }
        let between = |last: &Span| &text[last.end()..span.start()];
        match runs.last_mut() {
            Some(last) if between(last).chars().all(is_inner) => *last = last.joined(span),
            _ => runs.push(span),
        }
    }
    runs
}

/// What may stand inside a run of Chinese.
fn is_inner(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            '，' | '。' | '、' | '；' | '：' | '·' | '“' | '”' | '《' | '》' | '—' | '-'
        )
}

/// How far from a gloss its brackets may stand, in bytes.
const GLOSS: usize = 400;

/// The last character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

/// Whether a run is a gloss: brackets around it, English before them.
fn is_gloss(text: &str, span: Span) -> bool {
    let quote =
        |c: char| is_space(c) || is_opening_quote(c) || matches!(c, '"' | '”' | '’' | '《' | '》');
    let start = floor(text, span.start().saturating_sub(GLOSS));
    let before = text[start..span.start()].trim_end_matches(quote);
    let after = &text[span.end()..floor(text, span.end() + GLOSS)];
    // `(Chinese: 两个维护)` and `(两个维护, literally …)` are glosses as well.
    let opened = before.rfind(['(', '（', '[']);
    let closed = before.rfind([')', '）', ']']);
    let inside = match (opened, closed) {
        (Some(open), Some(close)) => open > close,
        (Some(_), None) => true,
        _ => false,
    };
    inside
        && after.contains([')', '）', ']'])
        && opened.is_some_and(|open| {
            before[..open].trim_end().ends_with(|c: char| {
                !is_cjk(c)
                    && (c.is_alphanumeric() || !c.is_ascii_punctuation() || matches!(c, '"' | '\''))
            })
        })
}
