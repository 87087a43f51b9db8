//! Text that was decoded wrongly somewhere on its way.

use encoding_rs::{Encoding, GBK, UTF_8, WINDOWS_1252};

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::matching::Mention;
use crate::text::{ESCAPE, Span, end_of_control_sequence, is_direction_changing, is_invisible};

/// Reports mojibake, replacement characters, raw entities, control and direction-changing characters.
pub(super) struct BrokenEncoding;

impl Rule for BrokenEncoding {
    fn id(&self) -> RuleId {
        RuleId::new("broken-encoding")
    }

    fn default_severity(&self) -> Severity {
        Severity::Error
    }

    fn mqm(&self) -> &'static str {
        "linguistic-conventions/character-encoding"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "mojibake, replacement characters, raw entities, control and direction-changing characters, lost spaces",
            why: "Such characters come from a wrong conversion; the reader sees garbage, or does not see what is there.",
            mend: "Write the character that was meant; the fix shows it where it can be told.",
            example: Example {
                glossary: "",
                wrong: "The governor&apos;s speech was printed.",
                right: "The governor's speech was printed.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let mut lost = Vec::new();
        for segment in context.segments() {
            let text = segment.text;
            let parts = |gap: &&Span| parts_words(text, **gap);
            let gaps = segment.reading.gaps.iter().filter(parts);
            lost.extend(gaps.map(|&gap| (segment.number, gap)));
            let odd = |span: &&Span| span.of(text).bytes().any(may_be_broken);
            let gaps = segment.reading.gaps.iter().filter(odd);
            let mut spans: Vec<Span> = gaps.chain(segment.reading.foreign).copied().collect();
            spans.sort_unstable();
            let mut seen = 0;
            for span in spans {
                // A fault may reach beyond the gap in which it begins: `Ã©` is a letter and a mark.
                let start = span.start().max(seen);
                for (index, c) in text[start..span.end().max(start)].char_indices() {
                    let at = start + index;
                    if at < seen {
                        continue;
                    }
                    let Some(broken) = broken(text, at, c) else {
                        continue;
                    };
                    seen = broken.span.end();
                    let diagnostic = context.diagnostic_at(
                        self.id(),
                        self.default_severity(),
                        segment.number,
                        broken.span,
                        broken.message,
                    );
                    let fix = broken.meant.and_then(|(meant, applicability)| {
                        context.fix(applicability, segment.number, broken.span, &meant)
                    });
                    found.push(match fix {
                        Some(fix) => diagnostic.with_fix(fix),
                        None => {
                            diagnostic.with_help("write the character that was meant, or remove it")
                        }
                    });
                }
            }
        }
        if !lost.is_empty() {
            self.lost_spaces(context, &lost, found);
        }
    }
}

impl BrokenEncoding {
    /// Reports the characters without width that stand where a right wording needs a space. Elsewhere a line may break there,
    /// and a wrong wording is mended as a whole.
    fn lost_spaces(
        &self,
        context: &RuleContext<'_>,
        gaps: &[(usize, Span)],
        found: &mut Vec<Diagnostic>,
    ) {
        let right = |mention: &&Mention| mention.status.is_correct();
        for mention in context.mentions().iter().filter(right) {
            let begin = gaps.partition_point(|&(segment, gap)| {
                (segment, gap.start()) < (mention.segment, mention.span.start())
            });
            let inside = gaps[begin..].iter().take_while(|(segment, gap)| {
                *segment == mention.segment && gap.end() <= mention.span.end()
            });
            for &(segment, gap) in inside {
                let text = context.segment_text(segment);
                let c = gap.of(text).chars().next().unwrap_or_default();
                let diagnostic = context
                    .diagnostic_at(
                        self.id(),
                        self.default_severity(),
                        segment,
                        gap,
                        format!(
                            "only the invisible character U+{:04X} stands between two words",
                            c as u32
                        ),
                    )
                    .with_help("write a space");
                found.push(match context.fix(Applicability::Safe, segment, gap, " ") {
                    Some(fix) => diagnostic.with_fix(fix),
                    None => diagnostic,
                });
            }
        }
    }
}

/// Whether nothing but characters without width stands between two words.
fn parts_words(text: &str, gap: Span) -> bool {
    let inside = gap.of(text);
    // Nearly all gaps are a mark and a space.
    inside.len() > 1
        && gap.start() > 0
        && gap.end() < text.len()
        && inside.starts_with(is_invisible)
        && inside.chars().all(is_invisible)
}

/// Whether a byte may be part of a fault: of a character that is not ASCII, of an entity, or a control character.
fn may_be_broken(byte: u8) -> bool {
    byte >= 0x80 || byte == b'&' || byte < b' ' && !byte.is_ascii_whitespace()
}

/// One fault, with what was meant where that can be told.
struct Broken {
    span: Span,
    message: String,
    meant: Option<(String, Applicability)>,
}

fn broken(text: &str, at: usize, c: char) -> Option<Broken> {
    let one = Span::new(at, at + c.len_utf8());
    match c {
        ' '..='%' | '\''..='~' => None,
        '&' => entity(text, at),
        '\u{FFFD}' => {
            let count = text[at..].chars().take_while(|&c| c == '\u{FFFD}').count();
            let message = "a character was lost in conversion".to_owned();
            Some(Broken {
                span: Span::new(at, at + 3 * count),
                message,
                meant: None,
            })
        }
        _ if is_direction_changing(c) => {
            let message = format!(
                "the invisible character U+{:04X} changes the direction of the text",
                c as u32
            );
            Some(Broken {
                span: one,
                message,
                meant: Some((String::new(), Applicability::Safe)),
            })
        }
        ESCAPE | '\u{9B}' => Some(terminal(text, at, c)),
        _ if c.is_control() && !c.is_whitespace() => {
            let message = format!("the control character U+{:04X} is no text", c as u32);
            Some(Broken {
                span: one,
                message,
                meant: Some((String::new(), Applicability::Safe)),
            })
        }
        '\u{80}'..='\u{17F}' => mojibake(text, at),
        _ => None,
    }
}

/// A control sequence of a terminal goes as a whole. What else follows its first character belongs to something that nobody
/// can tell from the text.
fn terminal(text: &str, at: usize, c: char) -> Broken {
    match end_of_control_sequence(text, at) {
        Some(end) => Broken {
            span: Span::new(at, end),
            message: "a control sequence of a terminal is no text".to_owned(),
            meant: Some((String::new(), Applicability::Safe)),
        },
        None => Broken {
            span: Span::new(at, at + c.len_utf8()),
            message: format!("the control character U+{:04X} is no text", c as u32),
            meant: None,
        },
    }
}

/// Entities that are left in a text when it was escaped twice, or never unescaped.
fn entity(text: &str, at: usize) -> Option<Broken> {
    let rest = &text[at + 1..];
    let end = rest.bytes().take(10).position(|byte| byte == b';')?;
    let name = &rest[..end];
    let meant = match name {
        "amp" => "&".to_owned(),
        "apos" | "rsquo" | "lsquo" => "'".to_owned(),
        "quot" | "ldquo" | "rdquo" => "\"".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "nbsp" => " ".to_owned(),
        "mdash" => "—".to_owned(),
        "ndash" => "–".to_owned(),
        "hellip" => "…".to_owned(),
        "middot" => "·".to_owned(),
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)
                .filter(|c| !c.is_control())?
                .to_string()
        }
    };
    let span = Span::new(at, at + end + 2);
    let message = format!("the entity `&{name};` stands in the text as such");
    Some(Broken {
        span,
        message,
        meant: Some((meant, Applicability::Safe)),
    })
}

/// The longest run looked at, in characters; real ones are two or three.
const LONGEST_RUN: usize = 24;

/// Bytes of one encoding read as those of another: `â€™` is UTF-8 read as Windows-1252, `¡¯` is GBK.
fn mojibake(text: &str, at: usize) -> Option<Broken> {
    let run: String = text[at..]
        .chars()
        .take_while(|c| !c.is_ascii())
        .take(LONGEST_RUN)
        .collect();
    if run.chars().count() < 2 {
        return None;
    }
    // The longest beginning of the run that decodes is what was meant.
    let ends: Vec<usize> = run
        .char_indices()
        .map(|(index, c)| index + c.len_utf8())
        .collect();
    for &end in ends[1..].iter().rev() {
        let Some(bytes) = single_bytes(&run[..end]) else {
            continue;
        };
        let meant = decoded(UTF_8, &bytes).or_else(|| {
            // Only punctuation: two Latin letters with accents may well be a word.
            let punctuation = |c: char| !c.is_alphanumeric();
            let first = run
                .chars()
                .next()
                .is_some_and(|c| matches!(c, '¡' | '£' | '¢'));
            decoded(GBK, &bytes).filter(|meant| first && meant.chars().all(punctuation))
        });
        if let Some(meant) = meant {
            let found = &run[..end];
            let message = format!("`{found}` is `{meant}` in the wrong encoding");
            let span = Span::new(at, at + end);
            return Some(Broken {
                span,
                message,
                meant: Some((meant, Applicability::Unsafe)),
            });
        }
    }
    None
}

/// The bytes that a text was before it was read as Windows-1252 or Latin-1.
fn single_bytes(text: &str) -> Option<Vec<u8>> {
    text.chars()
        .map(|c| {
            if (c as u32) < 0x100 {
                return Some(c as u32 as u8);
            }
            let mut buffer = [0; 4];
            let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
            (!unmappable && bytes.len() == 1).then(|| bytes[0])
        })
        .collect()
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    // What texts of this kind really have; two letters of a file name decode to some script or other as well.
    let likely = |c: char| matches!(c, '\0'..='\u{24F}' | '\u{2000}'..='\u{206F}' | '\u{20AC}' | '\u{2122}' | '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}');
    if !text.chars().all(likely) {
        return None;
    }
    let whole = text
        .chars()
        .all(|c| !c.is_control() && !matches!(c, '\u{E000}'..='\u{F8FF}'));
    (whole && text.chars().count() < bytes.len()).then(|| text.into_owned())
}
