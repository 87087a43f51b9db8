//! Quotation marks and brackets that open and never close, close and never open, or do not match.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::text::{ESCAPE, Span, is_space};

/// Reports each mark without its counterpart. A quotation may run over paragraphs, each of which opens it again.
pub(super) struct UnbalancedQuotes;

/// One mark, and which way it faces.
#[derive(Clone, Copy, Debug)]
struct Mark {
    segment: usize,
    span: Span,
    /// Its opening form; `"` for the straight one.
    kind: char,
    /// Which way the character faces; `None` for one that does not tell.
    faces: Option<Facing>,
    /// Which way its neighbours make it face; `None` where they do not tell.
    stands: Option<Facing>,
    /// Whether no word stands before it in its paragraph.
    first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Facing {
    Opening,
    Closing,
}

/// What is wrong with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NeverCloses,
    NeverOpens,
    /// It stands where the other one of its pair belongs, which is given.
    Reversed(char),
    /// It closes what another kind of mark opened; the one that belongs there.
    Mismatched(char),
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
            what: "a quotation mark or bracket without its counterpart, or with a wrong one",
            why: "Where a quotation ends decides who said what; a slogan torn from its marks is read as the writer's own.",
            mend: "Add the missing mark, turn the one that faces the wrong way, or remove the stray one. A quotation of \
                   several paragraphs may open each of them.",
            example: Example {
                glossary: "",
                wrong: "The theme “building together was chosen.",
                right: "The theme “building together” was chosen.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let mut balance = Balance::default();
        let mut marks = Vec::new();
        for segment in context.segments() {
            marks.clear();
            collect(
                segment.number,
                segment.text,
                segment.reading.gaps,
                &mut marks,
            );
            balance.paragraph(segment.text, &marks);
        }
        let mut faults = balance.finish();
        faults.sort_by_key(|(mark, _)| (mark.segment, mark.span.start()));
        for (mark, fault) in faults {
            found.push(self.report(context, mark, fault));
        }
    }
}

impl UnbalancedQuotes {
    fn report(&self, context: &RuleContext<'_>, mark: Mark, fault: Fault) -> Diagnostic {
        let text = mark.span.of(context.segment_text(mark.segment));
        let name = if is_quote(mark.kind) {
            "quotation mark"
        } else {
            "bracket"
        };
        let (message, help, meant) = match fault {
            Fault::NeverCloses => {
                let help = "add the closing mark, or remove this one";
                (
                    format!("the {name} `{text}` opens and never closes"),
                    help.to_owned(),
                    None,
                )
            }
            Fault::NeverOpens => {
                let help = "add the opening mark, or remove this one";
                (
                    format!("the {name} `{text}` closes and never opens"),
                    help.to_owned(),
                    None,
                )
            }
            Fault::Reversed(meant) => {
                let message = format!("the {name} `{text}` faces the wrong way");
                (message, format!("write `{meant}`"), Some(meant))
            }
            Fault::Mismatched(meant) => {
                let message = format!("the {name} `{text}` does not match the one that opens");
                (message, format!("write `{meant}`"), Some(meant))
            }
        };
        let severity = self.default_severity();
        let diagnostic = context
            .diagnostic_at(self.id(), severity, mark.segment, mark.span, message)
            .with_help(help);
        let fix = meant.and_then(|meant| {
            context.fix(
                Applicability::Unsafe,
                mark.segment,
                mark.span,
                &meant.to_string(),
            )
        });
        match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        }
    }
}

/// What is open, and what went wrong so far.
#[derive(Default)]
struct Balance {
    open: Vec<Mark>,
    /// How many of each kind are in `open`.
    counts: [usize; KINDS.len()],
    /// A quotation left open by an earlier paragraph.
    carried: Option<Mark>,
    faults: Vec<(Mark, Fault)>,
}

impl Balance {
    fn paragraph(&mut self, text: &str, marks: &[Mark]) {
        let mut quotes = 0;
        for &mark in marks {
            match self.facing(mark) {
                Facing::Opening => {
                    if is_quote(mark.kind) && quotes == 0 {
                        // Each paragraph of a long quotation opens it again; anything else was never closed.
                        let torn = self.carried.take().filter(|_| !mark.first);
                        self.faults
                            .extend(torn.map(|torn| (torn, Fault::NeverCloses)));
                    }
                    if mark.faces == Some(Facing::Closing) {
                        self.faults.push((mark, Fault::Reversed(mark.kind)));
                    }
                    *self.count_mut(mark.kind) += 1;
                    self.open.push(mark);
                }
                Facing::Closing => self.close(text, mark),
            }
            quotes += usize::from(is_quote(mark.kind));
        }
        self.counts = Default::default();
        for mark in std::mem::take(&mut self.open) {
            if is_quote(mark.kind) && self.carried.is_none() {
                self.carried = Some(mark);
            } else {
                self.faults.push((mark, Fault::NeverCloses));
            }
        }
    }

    /// Which way a mark is meant: as the character says, unless its neighbours and what is open both say otherwise.
    fn facing(&self, mark: Mark) -> Facing {
        let is_open = is_quote(mark.kind) && self.count('“') + self.count('"') > 0;
        match (mark.faces, mark.stands) {
            (Some(Facing::Opening), Some(Facing::Closing)) if is_open => Facing::Closing,
            (Some(Facing::Closing), Some(Facing::Opening))
                if !is_open && self.carried.is_none() =>
            {
                Facing::Opening
            }
            (Some(facing), _) => facing,
            (None, Some(facing)) => facing,
            (None, None) if is_open => Facing::Closing,
            (None, None) => Facing::Opening,
        }
    }

    fn close(&mut self, text: &str, mark: Mark) {
        let other = if mark.kind == '“' { '"' } else { '“' };
        if self.count(mark.kind) > 0 {
            self.close_to(mark.kind);
            if mark.faces == Some(Facing::Opening) {
                self.faults
                    .push((mark, Fault::Reversed(closing(mark.kind))));
            }
        } else if is_quote(mark.kind) && self.count(other) > 0 {
            self.close_to(other);
            self.faults.push((mark, Fault::Mismatched(closing(other))));
        } else if is_quote(mark.kind) && self.carried.is_some_and(|carried| carried.kind == '“') {
            self.carried = None;
        } else if !is_enumerator(text, mark) {
            // A straight mark does not tell which way it faces: only one that opens the next paragraph goes on.
            if is_quote(mark.kind) {
                self.faults
                    .extend(self.carried.take().map(|torn| (torn, Fault::NeverCloses)));
            }
            self.faults.push((mark, Fault::NeverOpens));
        }
    }

    /// Closes the last open mark of a kind; what was opened after it has no counterpart.
    fn close_to(&mut self, kind: char) {
        while let Some(last) = self.open.pop() {
            *self.count_mut(last.kind) -= 1;
            if last.kind == kind {
                return;
            }
            self.faults.push((last, Fault::NeverCloses));
        }
    }

    /// How many marks of a kind are open.
    fn count(&self, kind: char) -> usize {
        self.counts[place(kind)]
    }

    fn count_mut(&mut self, kind: char) -> &mut usize {
        &mut self.counts[place(kind)]
    }

    fn finish(mut self) -> Vec<(Mark, Fault)> {
        self.faults
            .extend(self.carried.map(|mark| (mark, Fault::NeverCloses)));
        self.faults
    }
}

/// The kinds of marks, by their opening forms.
const KINDS: [char; 6] = ['“', '"', '(', '[', '《', '「'];

fn place(kind: char) -> usize {
    KINDS
        .iter()
        .position(|&other| other == kind)
        .unwrap_or_default()
}

fn is_quote(kind: char) -> bool {
    matches!(kind, '“' | '"')
}

fn closing(kind: char) -> char {
    match kind {
        '“' => '”',
        '(' => ')',
        '[' => ']',
        '《' => '》',
        '「' => '」',
        other => other,
    }
}

/// The marks of a segment. Single quotation marks are too like apostrophes.
fn collect(segment: usize, text: &str, gaps: &[Span], marks: &mut Vec<Mark>) {
    use Facing::{Closing, Opening};
    // Whether a straight quotation is open, which tells its end from the sign of inches.
    let mut straight = false;
    for gap in gaps {
        let inside = gap.of(text);
        // Nearly all gaps are a mark of two bytes at most.
        if inside.len() <= 2
            && inside
                .bytes()
                .all(|byte| matches!(byte, b',' | b'.' | b' ' | b'-' | b'\n'))
        {
            continue;
        }
        for (index, c) in inside.char_indices() {
            let (kind, faces) = match c {
                '“' => ('“', Some(Opening)),
                '”' => ('“', Some(Closing)),
                '(' | '（' => ('(', Some(Opening)),
                ')' | '）' => ('(', Some(Closing)),
                '[' => ('[', Some(Opening)),
                ']' => ('[', Some(Closing)),
                '《' => ('《', Some(Opening)),
                '》' => ('《', Some(Closing)),
                '「' => ('「', Some(Opening)),
                '」' => ('「', Some(Closing)),
                '"' => ('"', None),
                _ => continue,
            };
            let at = gap.start() + index;
            let end = at + c.len_utf8();
            let (before, after) = (text[..at].chars().next_back(), text[end..].chars().next());
            let eyes = text[..at].trim_end_matches('-').chars().next_back();
            let smiley = kind == '(' && eyes.is_some_and(|c| matches!(c, ':' | ';'));
            let inches = kind == '"' && !straight && before.is_some_and(|c| c.is_ascii_digit());
            // Part of a control sequence, which another rule reports.
            let control = before == Some(ESCAPE);
            if smiley || inches || control {
                continue;
            }
            straight ^= kind == '"';
            // Only the gap before the first word begins where the text does.
            let first = gap.start() == 0;
            let stands = is_quote(kind).then(|| standing(before, after)).flatten();
            marks.push(Mark {
                segment,
                span: Span::new(at, end),
                kind,
                faces,
                stands,
                first,
            });
        }
    }
}

/// Which way a quotation mark faces by its neighbours.
fn standing(before: Option<char>, after: Option<char>) -> Option<Facing> {
    let open =
        before.is_none_or(|c| is_space(c) || matches!(c, '(' | '[' | '—' | '–' | '“' | '‘' | '/'));
    let close = after.is_none_or(|c| {
        is_space(c)
            || matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '—' | '–' | '”' | '’'
            )
    });
    match (open, close) {
        (true, false) => Some(Facing::Opening),
        (false, true) => Some(Facing::Closing),
        // Alone at an end of the paragraph.
        (true, true) if after.is_none() && before.is_some() => Some(Facing::Closing),
        (true, true) if before.is_none() && after.is_some() => Some(Facing::Opening),
        _ => None,
    }
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
    let number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    !word.is_empty() && (number || word.len() == 1 || roman)
}
