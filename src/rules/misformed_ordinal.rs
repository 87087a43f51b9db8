//! An ordinal in figures with the ending of another: `42th`, `21th`; or with none: `the 20 National Congress`.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::text::{Span, is_apostrophe, is_space, ordinal, ordinal_ending};

/// Reports figures whose ending is not that of the ordinal, stands apart from them, or is missing where a term has an
/// ordinal.
pub(super) struct MisformedOrdinal;

impl Rule for MisformedOrdinal {
    fn id(&self) -> RuleId {
        RuleId::new("misformed-ordinal")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "linguistic-conventions/spelling"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "an ordinal in figures with a wrong ending, or with none",
            why: "Chinese has one word before every ordinal; machines turn it into `th` after every figure.",
            mend: "Write `42nd` for `42th`, `20th National Congress` for `20 National Congress`. Weights in stone \
                   (`11st 4lb`), names that contain figures, and the protocols 4rd and 6rd in a text about networks are \
                   spared.",
            example: Example {
                glossary: "",
                wrong: "It was the 42th meeting.",
                right: "It was the 42nd meeting.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for segment in context.segments() {
            let mut at = 0;
            for &word in segment.reading.figures {
                // `000` of `42,000th` is no number of its own.
                let start = word.start();
                if start < at {
                    continue;
                }
                let end = end_of_figures(segment.text.as_bytes(), start);
                at = end;
                let Some((span, ending)) = misformed(segment.text, start, end) else {
                    continue;
                };
                let figures = &segment.text[start..end];
                let capitals = segment.text[end..span.end()].contains(char::is_uppercase);
                let meant = if capitals {
                    format!("{figures}{}", ending.to_ascii_uppercase())
                } else {
                    format!("{figures}{ending}")
                };
                let trust = if is_ending_at_fault(figures, &segment.text[end..span.end()]) {
                    Applicability::Safe
                } else {
                    Applicability::Unsafe
                };
                found.push(self.finding(context, segment.number, span, &meant, trust));
            }
        }
        for mention in context.mentions() {
            // Of many, the figure says how many: `20 Party congresses`. What is withdrawn is replaced as a whole.
            if mention.bindings.is_empty()
                || mention.plural
                || !mention.status.is_correct()
                || !context.concept(mention).has_ordinal()
            {
                continue;
            }
            let text = context.segment_text(mention.segment);
            for span in mention.numerals() {
                let figures = span.of(text);
                let Some(meant) = ordinal(figures) else {
                    continue;
                };
                // `two National Congress` may be a slip for two of them.
                if figures.starts_with(char::is_lowercase)
                    || !counts_on(&text[..span.start()])
                    || counts_things(&text[mention.span.end()..])
                {
                    continue;
                }
                let trust = Applicability::Safe;
                found.push(self.finding(context, mention.segment, span, &meant, trust));
            }
        }
    }
}

impl MisformedOrdinal {
    /// What is reported of a numeral at a span of a segment, where another is `meant`.
    fn finding(
        &self,
        context: &RuleContext<'_>,
        segment: usize,
        span: Span,
        meant: &str,
        trust: Applicability,
    ) -> Diagnostic {
        let severity = self.default_severity();
        let message = format!("`{}` is no ordinal", span.of(context.segment_text(segment)));
        let diagnostic = context
            .diagnostic_at(self.id(), severity, segment, span, message)
            .with_help(format!("write `{meant}`"));
        match context.fix(trust, segment, span, meant) {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        }
    }
}

/// Whether figures after a text count what follows: `of the 20 National Congress`, `the Party's 20 …`, not `Chapter 3`,
/// `May 4` or `9/11`.
fn counts_on(before: &str) -> bool {
    let word = before
        .strip_suffix(is_space)
        .and_then(|before| before.rsplit(is_space).next());
    word.is_some_and(|word| {
        word == "The"
            || word.starts_with(char::is_lowercase)
            || word.ends_with("'s")
            || word.ends_with("’s")
    })
}

/// Whether the word after a term is what is counted: `the 14 Five-Year Plan projects`, `the 50 anniversary coins`.
fn counts_things(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(is_space) else {
        return false;
    };
    let end = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    let (word, rest) = rest.split_at(end);
    // Shorter ones are `is`, `was`, `has`, `its`.
    word.len() > 4 && word.ends_with('s') && !rest.starts_with(is_apostrophe)
}

/// Where figures end, the thousands set off by commas with them.
fn end_of_figures(bytes: &[u8], start: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) || bytes.get(end) == Some(&b',') && (end + 1..end + 4).all(digit) {
        end += 1;
    }
    end
}

/// The ordinal that the figures between `start` and `end` begin, where it is misformed, and the ending that it needs.
fn misformed(text: &str, start: usize, end: usize) -> Option<(Span, &'static str)> {
    let (before, figures, after) = (&text[..start], &text[start..end], &text[end..]);
    let apart = after.starts_with(' ');
    let ending = after.get(usize::from(apart)..usize::from(apart) + 2)?;
    let rest = &after[usize::from(apart) + 2..];
    let stands = ["st", "nd", "rd", "th"]
        .iter()
        .any(|&right| ending == right || !apart && ending.eq_ignore_ascii_case(right));
    if !stands || rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/')) {
        return None;
    }
    // Part of a name (`B21th`), of a decimal, of a path.
    let joined = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/' | '\\' | '#' | '$');
    if before.ends_with(joined) {
        return None;
    }
    let right = ordinal_ending(figures);
    let wrong = !ending.eq_ignore_ascii_case(right);
    // Apart from the figures, only `th` is no word of any kind.
    if apart && (wrong || right != "th") || !apart && !wrong {
        return None;
    }
    // A weight in stone: `11st 4lb`, `he weighs 14st`.
    if ending.eq_ignore_ascii_case("st")
        && (!figures.ends_with('1') || rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    if matches!(figures, "4" | "6")
        && ending.eq_ignore_ascii_case("rd")
        && is_protocol(before, rest)
    {
        return None;
    }
    let length = usize::from(apart) + 2;
    Some((Span::new(start, end + length), right))
}

/// Words of texts about networks, where 4rd and 6rd are protocols: RFC 7600 and RFC 5969.
const OF_NETWORKS: &[&str] = &[
    "6in4", "6to4", "dhcp", "dhcpv4", "dhcpv6", "dslite", "ethernet", "ip", "ipv4", "ipv6",
    "isatap", "lan", "nat", "nat64", "netdev", "network", "networks", "packet", "packets",
    "prefix", "prefixes", "rfc", "router", "routers", "teredo", "tunnel", "tunnels", "vpn", "wan",
];

/// Words that follow a name and never an ordinal whose noun is still to come.
const AFTER_A_NAME: &[&str] = &[
    "and", "are", "as", "at", "but", "by", "can", "does", "for", "from", "has", "if", "in", "is",
    "may", "must", "nor", "not", "of", "on", "or", "over", "that", "to", "was", "when", "which",
    "will", "with",
];

/// Words looked at on each side.
const NEAR: usize = 40;

/// Whether `4rd` or `6rd` between two texts is the protocol: it counts nothing that is named, or the text is about networks.
fn is_protocol(before: &str, after: &str) -> bool {
    let is_end = |c: char| !c.is_ascii_alphanumeric();
    let is_in =
        |list: &[&str], word: &str| list.iter().any(|other| word.eq_ignore_ascii_case(other));
    let next = after
        .strip_prefix(' ')
        .and_then(|rest| rest.split(is_end).next());
    match next {
        None | Some("") => return true,
        Some(next) if is_in(AFTER_A_NAME, next) => return true,
        Some(_) => {}
    }
    let before = before.rsplit(is_end).take(NEAR);
    let mut near = before.chain(after.split(is_end).take(NEAR));
    near.any(|word| is_in(OF_NETWORKS, word))
}

/// Whether the ending is what is wrong, and not a figure: `th` is what every ordinal is given, and `11st` follows its last
/// figure; `5rd` may be the third.
fn is_ending_at_fault(figures: &str, ending: &str) -> bool {
    let ending = ending.trim_start();
    let follows = |(figure, right): (char, &str)| {
        figures.ends_with(figure) && ending.eq_ignore_ascii_case(right)
    };
    ending.eq_ignore_ascii_case("th")
        || [('1', "st"), ('2', "nd"), ('3', "rd")]
            .into_iter()
            .any(follows)
}
