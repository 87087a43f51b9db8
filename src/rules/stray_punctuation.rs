//! Punctuation with a space too many, doubled, or of another script.

use super::context::SegmentView;
use super::glued::glued;
use super::hyphens;
use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::glossary::TermStatus;
use crate::matching::Compound;
use crate::text::{Span, is_cjk, is_space};

/// Reports what is wrong between two words, where nothing but the punctuation itself is at fault.
pub(super) struct StrayPunctuation;

/// One fault: bytes of the segment, what it is, what to write, and how sure that is.
struct Stray {
    span: Span,
    message: &'static str,
    replacement: String,
    applicability: Applicability,
}

impl Rule for StrayPunctuation {
    fn id(&self) -> RuleId {
        RuleId::new("stray-punctuation")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "linguistic-conventions/punctuation"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a space before a mark or an apostrophe, around a hyphen or inside a bracket, none after a mark, doubled marks, full-width punctuation in English",
            why: "Sentences joined by a machine leave such seams, and a term that is cut by one is not found any more.",
            mend: "Write the mark that English has there. Ellipses, abbreviations and decimals are spared.",
            example: Example {
                glossary: "",
                wrong: "They met the groups , and then left.",
                right: "They met the groups, and then left.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for segment in context.segments() {
            if is_chinese(&segment) {
                continue;
            }
            for &gap in segment.reading.gaps {
                let Some(stray) = stray(segment.text, gap) else {
                    continue;
                };
                if is_reported_with_its_term(context, segment.number, stray.span) {
                    continue;
                }
                let diagnostic = context.diagnostic_at(
                    self.id(),
                    self.default_severity(),
                    segment.number,
                    stray.span,
                    stray.message,
                );
                let fix = context.fix(
                    stray.applicability,
                    segment.number,
                    stray.span,
                    &stray.replacement,
                );
                let shown = stray.replacement.trim();
                let diagnostic = if shown.is_empty() {
                    diagnostic.with_help("remove it")
                } else {
                    diagnostic.with_help(format!("write `{shown}`"))
                };
                found.push(match fix {
                    Some(fix) => diagnostic.with_fix(fix),
                    None => diagnostic,
                });
            }
        }
    }
}

/// Whether a fault lies inside a wording that is rewritten as a whole: `grass -roots` for `grassroots`.
fn is_reported_with_its_term(context: &RuleContext<'_>, segment: usize, span: Span) -> bool {
    let mentions = context.mentions();
    let next = mentions
        .partition_point(|other| (other.segment, other.span.start()) <= (segment, span.start()));
    mentions[..next].last().is_some_and(|mention| {
        mention.segment == segment
            && mention.span.contains(span)
            && (mention.compound == Compound::Misformed || mention.status == TermStatus::Deprecated)
    })
}

/// Whether a paragraph is Chinese with foreign words in it, and its punctuation Chinese: it is not to be made half English.
fn is_chinese(segment: &SegmentView<'_>) -> bool {
    let words = segment.reading.foreign.iter();
    let chinese = words.filter(|word| word.of(segment.text).starts_with(is_cjk));
    chinese.map(|word| word.len()).sum::<usize>() * 2 > segment.text.len()
}

/// What is wrong in one gap; the first fault of it.
fn stray(text: &str, gap: Span) -> Option<Stray> {
    let marks = gap.of(text);
    // Nearly every gap is one of these.
    if matches!(
        marks,
        ". " | "-" | ".\n" | ",\n" | ".\r\n" | " “" | "” " | "’" | ": " | "; "
    ) {
        return None;
    }
    if marks == ", " {
        return in_number(text, gap);
    }
    if matches!(marks, "," | ".") {
        return glued(text, gap).map(|spaced| Stray {
            span: gap,
            message: "no space after the mark",
            replacement: spaced.to_owned(),
            applicability: Applicability::Safe,
        });
    }
    let before = text[..gap.start()].chars().next_back();
    let after = text[gap.end()..].chars().next();
    full_width(marks, gap, before, after)
        .or_else(|| space_before(text, marks, gap, before, after))
        .or_else(|| doubled(text, marks, gap, before))
        .or_else(|| hyphen(text, gap))
        .or_else(|| possessive(text, gap))
        .or_else(|| in_brackets(marks, gap, before, after))
}

/// `，` in English; beside Chinese it belongs to what was left untranslated. All of a gap are mended together, so that a
/// bracket does not part from its counterpart.
fn full_width(marks: &str, gap: Span, before: Option<char>, after: Option<char>) -> Option<Stray> {
    let (first, _) = marks
        .char_indices()
        .find(|&(_, mark)| half_width(mark).is_some())?;
    if before.is_some_and(is_cjk) || after.is_some_and(is_cjk) {
        return None;
    }
    let (last, final_mark) = marks
        .char_indices()
        .rfind(|&(_, mark)| half_width(mark).is_some())?;
    let end = last + final_mark.len_utf8();
    let mut replacement: String = marks[first..end]
        .chars()
        .map(|mark| half_width(mark).unwrap_or(mark))
        .collect();
    let opening = replacement.ends_with('(');
    if marks[first..].starts_with('（') && first == 0 && before.is_some() {
        replacement.insert(0, ' ');
    }
    // `100，000`, `3：30`, `www。gov。cn`: no space inside a number, a time, an address.
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let inside = digit(before) && digit(after)
        || final_mark == '。' && after.is_some_and(|c| c.is_ascii_lowercase());
    if end == marks.len() && after.is_some() && !opening && !inside {
        replacement.push(' ');
    }
    Some(Stray {
        span: Span::new(gap.start() + first, gap.start() + end),
        message: "full-width punctuation in English",
        replacement,
        applicability: Applicability::Safe,
    })
}

/// The mark that English has for a full-width one.
fn half_width(mark: char) -> Option<char> {
    Some(match mark {
        '，' | '、' => ',',
        '。' => '.',
        '；' => ';',
        '：' => ':',
        '！' => '!',
        '？' => '?',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}

/// `groups , Further`, `time. , forming`.
fn space_before(
    text: &str,
    marks: &str,
    gap: Span,
    before: Option<char>,
    after: Option<char>,
) -> Option<Stray> {
    let at = marks.char_indices().find_map(|(index, c)| {
        let mark = matches!(c, ',' | '.' | ';' | ':' | '!' | '?');
        let spaced = mark && marks[..index].ends_with(is_space);
        spaced.then_some((index, c))
    });
    let (index, mark) = at?;
    let head = marks[..index].trim_end_matches(is_space);
    let tail = &marks[index + 1..];
    let next = tail.chars().next().or(after);
    // `.NET`, ` .5`, ` ...`, ` :)`, ` !=`
    let glued = tail.is_empty() && after.is_some();
    if mark == '.' && (glued || tail.trim_start().starts_with('.'))
        || matches!(next, Some(')' | '(' | '=' | '-' | '/'))
    {
        return None;
    }
    if glued && matches!(mark, ':' | '!' | '?') || before.is_none() && head.is_empty() {
        return None;
    }
    // The first of the two marks stands where one follows another: `time. , forming`.
    let abbreviated = head.ends_with('.') && ends_abbreviation(&text[..gap.start()]);
    let doubled = head.ends_with(['.', ',', ';', ':']) && !abbreviated;
    if doubled && head.ends_with('.') && mark == '.' {
        return None; // `. . .`
    }
    if !head.is_empty()
        && !doubled
        && !abbreviated
        && !head.ends_with(['”', '"', ')', '’', '%', ']'])
    {
        return None;
    }
    let start = gap.start() + head.len() - usize::from(doubled);
    let span = Span::new(start, gap.start() + index + 1);
    let space = if glued { " " } else { "" };
    // A capital says that a sentence begins: then the full stop is the right one of the two.
    let sentence = head.ends_with('.')
        && text[gap.end()..].starts_with(|c: char| c.is_uppercase() || c == '“');
    let (message, kept) = if doubled {
        (
            "two marks where one belongs",
            if sentence { '.' } else { mark },
        )
    } else {
        ("a space before the mark", mark)
    };
    Some(Stray {
        span,
        message,
        replacement: format!("{kept}{space}"),
        applicability: if doubled {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        },
    })
}

/// Whether a text ends with a word whose full stop belongs to it.
fn ends_abbreviation(text: &str) -> bool {
    const SHORTENED: [&str; 14] = [
        "etc", "inc", "ltd", "co", "corp", "no", "vs", "dr", "mr", "mrs", "ms", "st", "jr", "sr",
    ];
    let word = text
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    word.len() == 1 || SHORTENED.contains(&word.to_ascii_lowercase().as_str())
}

/// `,,`, `;;`, `,.`; two full stops that are neither an ellipsis nor an abbreviation's.
fn doubled(text: &str, marks: &str, gap: Span, before: Option<char>) -> Option<Stray> {
    let bytes = marks.as_bytes();
    let is_mark = |byte: u8| matches!(byte, b',' | b';' | b':' | b'.');
    let index = (0..bytes.len().saturating_sub(1)).find(|&index| {
        let pair = (bytes[index], bytes[index + 1]);
        let run = |byte: u8| bytes.iter().filter(|&&other| other == byte).count();
        match pair {
            (b',', b',') | (b';', b';') => true,
            (b',', b'.') | (b',', b';') => true,
            (b';', b',' | b'.') => index > 0 || !ends_entity(text, gap.start()),
            (b'.', b'.') => index == 0 && run(b'.') == 2 && before.is_some_and(char::is_lowercase),
            _ => false,
        }
    })?;
    let end = (index..bytes.len())
        .find(|&at| !is_mark(bytes[at]))
        .unwrap_or(bytes.len());
    if marks[index..end].len() > 2 {
        return None; // a leader or an ellipsis typed otherwise
    }
    let kept = if bytes[index..end].contains(&b'.') {
        '.'
    } else {
        char::from(bytes[index])
    };
    // Which of two different marks was meant is a guess.
    let applicability = if bytes[index] == bytes[index + 1] {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    Some(Stray {
        span: Span::new(gap.start() + index, gap.start() + end),
        message: "two marks where one belongs",
        replacement: kept.to_string(),
        applicability,
    })
}

/// Whether a semicolon there ends a raw entity, `&rsquo;`, which is another rule's business.
fn ends_entity(text: &str, at: usize) -> bool {
    let name = text[..at]
        .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '#')
        .next();
    name.is_some_and(|name| !name.is_empty() && text[..at - name.len()].ends_with('&'))
}

/// `34 - year - old`, `decision -making`.
fn hyphen(text: &str, gap: Span) -> Option<Stray> {
    let spaced = hyphens::spaced(text, gap).map(|(span, replacement, sure)| Stray {
        span,
        message: "spaces around a hyphen",
        replacement,
        applicability: if sure {
            Applicability::Safe
        } else {
            Applicability::Unsafe
        },
    });
    spaced.or_else(|| {
        hyphens::space_before(text, gap).then(|| Stray {
            span: gap,
            message: "a space before the hyphen",
            replacement: "-".to_owned(),
            applicability: Applicability::Unsafe,
        })
    })
}

/// `the people 's congress`, `nine o 'clock`.
fn possessive(text: &str, gap: Span) -> Option<Stray> {
    let mark = gap.of(text).strip_prefix(' ')?;
    let (head, tail) = (&text[..gap.start()], &text[gap.end()..]);
    let marks = [' ', '\n', ',', '.', ';', '?', '!', ':', ')', '”', '"'];
    let ends = |rest: &str| rest.starts_with(marks) || rest.is_empty();
    let has_s = tail.strip_prefix('s').is_some_and(ends) && head.ends_with(char::is_alphabetic);
    let clock = tail.strip_prefix("clock").is_some_and(ends) && head.ends_with(" o");
    (matches!(mark, "'" | "’") && (has_s || clock)).then(|| Stray {
        span: gap,
        message: "a space before the apostrophe",
        replacement: mark.to_owned(),
        applicability: Applicability::Safe,
    })
}

/// `( text`, `text )`, `“ text`, `text ”`.
fn in_brackets(marks: &str, gap: Span, before: Option<char>, after: Option<char>) -> Option<Stray> {
    let mut chars = marks.char_indices().peekable();
    while let Some((index, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let smiley = marks[..index].ends_with([':', ';', '-']);
        // A quotation mark that stands against a word on its other side faces the wrong way, and that is another fault.
        let left = marks[..index].chars().next_back().or(before);
        let right = marks[index..].chars().nth(2).or(after);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opened = (c == '(' || c == '“' && !word(left)) && next == Some(' ') && !smiley;
        let closed = c == ' ' && (next == Some(')') || next == Some('”') && !word(right));
        if opened || closed {
            let bracket = if opened { c } else { next? };
            let width = c.len_utf8() + next?.len_utf8();
            let start = gap.start() + index;
            return Some(Stray {
                span: Span::new(start, start + width),
                message: "a space inside the bracket or quotation mark",
                replacement: bracket.to_string(),
                applicability: Applicability::Safe,
            });
        }
    }
    None
}

/// `20, 000`: no number begins with a zero, so the two are one.
fn in_number(text: &str, gap: Span) -> Option<Stray> {
    if !text[gap.end()..].starts_with('0') {
        return None;
    }
    let before = text[..gap.start()]
        .chars()
        .rev()
        .take_while(char::is_ascii_digit)
        .count();
    let after = text[gap.end()..]
        .chars()
        .take_while(char::is_ascii_digit)
        .count();
    let split = (1..=3).contains(&before) && after == 3;
    split.then(|| Stray {
        span: gap,
        message: "a space inside the number",
        replacement: ",".to_owned(),
        applicability: Applicability::Safe,
    })
}
