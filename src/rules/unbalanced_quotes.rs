//! Quotation marks and brackets that open and never close, or close and never open.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::text::{Span, is_space};

/// Reports each mark without its counterpart. A quotation may run over paragraphs, each of which opens it again.
pub(super) struct UnbalancedQuotes;

/// One mark, and which way it faces.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mark {
    segment: usize,
    span: Span,
    kind: char,
    opens: bool,
    /// Whether only white space or other marks stand before it in its paragraph.
    first: bool,
}

impl Rule for UnbalancedQuotes {
    fn id(&self) -> RuleId {
        RuleId::new("unbalanced-quotes")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "linguistic-conventions/punctuation"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a quotation mark or bracket without its counterpart",
            why: "Where a quotation ends decides who said what; a slogan torn from its marks is read as the writer's own.",
            mend: "Add the missing mark or remove the stray one. A quotation of several paragraphs may open each of them.",
            example: Example {
                glossary: "",
                wrong: "The theme “building together was chosen.",
                right: "The theme “building together” was chosen.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        // A quotation left open by an earlier paragraph.
        let mut carried: Option<Mark> = None;
        let mut open: Vec<Mark> = Vec::new();
        let mut unpaired: Vec<Mark> = Vec::new();
        for segment in context.segments() {
            let marks = marks(segment.number, segment.text, segment.reading.gaps);
            let mut quotes = 0;
            for mark in marks {
                let quote = is_double(mark.kind);
                if mark.opens {
                    if quote && quotes == 0 && carried.is_some() {
                        // Each paragraph of a long quotation opens it again; anything else was never closed.
                        unpaired.extend(carried.take().filter(|_| !mark.first));
                    }
                    open.push(mark);
                } else if let Some(at) = open.iter().rposition(|other| other.kind == mark.kind) {
                    // What was opened inside and not closed has no counterpart.
                    unpaired.extend(
                        open.drain(at + 1..)
                            .filter(|other| !is_double(other.kind) || quote),
                    );
                    open.truncate(at);
                } else if quote && carried.is_some_and(|other| other.kind == mark.kind) {
                    carried = None;
                } else if !is_enumerator(segment.text, mark) {
                    unpaired.push(mark);
                }
                quotes += usize::from(quote);
            }
            for mark in open.drain(..) {
                if is_double(mark.kind) && mark.kind != '"' && carried.is_none() {
                    carried = Some(mark);
                } else {
                    unpaired.push(mark);
                }
            }
        }
        unpaired.extend(carried);
        unpaired.sort_by_key(|mark| (mark.segment, mark.span.start()));
        for mark in unpaired {
            let text = mark.span.of(context.segment_text(mark.segment));
            let message = match (mark.opens, is_double(mark.kind)) {
                (true, true) => format!("the quotation mark `{text}` opens and never closes"),
                (false, true) => format!("the quotation mark `{text}` closes and never opens"),
                (true, false) => format!("the bracket `{text}` opens and never closes"),
                (false, false) => format!("the bracket `{text}` closes and never opens"),
            };
            let help = if mark.opens {
                "add the closing mark, or remove this one"
            } else {
                "add the opening mark, or remove this one"
            };
            found.push(
                context
                    .diagnostic_at(
                        self.id(),
                        self.default_severity(),
                        mark.segment,
                        mark.span,
                        message,
                    )
                    .with_help(help),
            );
        }
    }
}

fn is_double(kind: char) -> bool {
    matches!(kind, '“' | '"')
}

/// The marks of a segment, each under the name of its opening form. Single quotation marks are too like apostrophes.
fn marks(segment: usize, text: &str, gaps: &[Span]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut straight_open = false;
    let prose = text.len() - text.trim_start().len();
    for gap in gaps {
        for (index, c) in gap.of(text).char_indices() {
            let at = gap.start() + index;
            let (kind, opens) = match c {
                '“' => ('“', true),
                '”' => ('“', false),
                '(' | '（' => ('(', true),
                ')' | '）' => ('(', false),
                '[' => ('[', true),
                ']' => ('[', false),
                '《' => ('《', true),
                '》' => ('《', false),
                '「' => ('「', true),
                '」' => ('「', false),
                '"' => {
                    let before = text[..at].chars().next_back();
                    if before.is_some_and(|c| c.is_ascii_digit()) && !straight_open {
                        continue; // inches
                    }
                    straight_open = !straight_open;
                    ('"', straight_open)
                }
                _ => continue,
            };
            let before = text[..at].chars().next_back();
            if kind == '(' && before.is_some_and(|c| matches!(c, ':' | ';' | '-')) {
                continue; // a smiley
            }
            let first = text[prose.min(at)..at]
                .chars()
                .all(|c| is_space(c) || !c.is_alphanumeric());
            marks.push(Mark {
                segment,
                span: Span::new(at, at + c.len_utf8()),
                kind,
                opens,
                first,
            });
        }
    }
    marks
}

/// Whether a closing bracket belongs to `a)`, `1)` or `iv)`.
fn is_enumerator(text: &str, mark: Mark) -> bool {
    if mark.kind != '(' {
        return false;
    }
    let before = &text[..mark.span.start()];
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let roman = word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    !word.is_empty()
        && (word.len() <= 2 || roman)
        && (word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() == 1 || roman)
}
