//! Spaces beside a hyphen: `34 - year - old` and `so - called`, where no dash can stand, and `decision -making`.

use crate::text::Span;

/// What stands between two words that a hyphen parts.
const SPACED: &str = " - ";

/// Beginnings of words that are no words themselves.
const PREFIXES: [&str; 6] = ["anti", "inter", "multi", "non", "pre", "semi"];

/// Second halves of compounds before a noun: `state-owned enterprises`.
const HALVES: [&str; 7] = [
    "based",
    "known",
    "mentioned",
    "oriented",
    "owned",
    "related",
    "sized",
];

/// Endings of second halves, and other such halves: `decision -making`, `grass -roots`.
const ENDINGS: [&str; 5] = ["ance", "ed", "ence", "ing", "ness"];

const SECONDS: [&str; 20] = [
    "border", "carbon", "class", "depth", "end", "free", "level", "line", "quality", "range",
    "reform", "roots", "scale", "sector", "speed", "tech", "term", "to", "up", "wide",
];

/// Words with which such a half, or a prefix, would go on as words of its own: `firms - owned by the state - are few`.
const GOES_ON: [&str; 43] = [
    "about", "above", "after", "against", "along", "also", "and", "around", "as", "at", "before",
    "below", "between", "by", "during", "even", "for", "from", "here", "in", "into", "just",
    "near", "now", "on", "only", "or", "outside", "over", "since", "than", "that", "then", "there",
    "through", "to", "today", "toward", "towards", "under", "until", "upon", "with",
];

/// Measures that stand in the singular in a compound after a number: `14-day quarantine`.
const MEASURES: [&str; 11] = [
    "day",
    "degree",
    "hectare",
    "hour",
    "kilometer",
    "meter",
    "minute",
    "month",
    "point",
    "week",
    "year",
];

/// Small words inside a compound: `year-on-year`, `commander-in-chief`.
const INNER: [&str; 7] = ["at", "by", "for", "in", "of", "on", "to"];

const NUMBERS: [&str; 11] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// What belongs where a hyphen has spaces on both sides: the bytes that it takes, the words, and whether there is no doubt.
/// `None` where a dash may be meant, or where the compound was reported at its first hyphen.
pub(super) fn spaced(text: &str, gap: Span) -> Option<(Span, String, bool)> {
    if gap.of(text) != SPACED {
        return None;
    }
    let (before, after) = (
        last_word(&text[..gap.start()]),
        first_word(&text[gap.end()..]),
    );
    let tail = &text[gap.end() + after.len()..];
    let is_small = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    if before.is_empty() || !is_small(after) {
        return None;
    }
    // `year - on - year`, `34 - year - old`: reported as a whole at the first hyphen.
    let third = tail.strip_prefix(SPACED).map_or("", first_word);
    let inner = INNER.contains(&after) && is_small(before) && is_small(third);
    let measured = is_number(before) && MEASURES.contains(&after);
    if inner || measured && third == "old" {
        let span = Span::new(gap.start(), gap.end() + after.len() + SPACED.len());
        return Some((span, format!("-{after}-"), true));
    }
    let head = &text[..gap.start() - before.len()];
    if head.ends_with(SPACED) || head.ends_with('-') {
        return None;
    }
    let word_before = last_word(head.trim_end_matches(' '));
    let begins = head.is_empty() || head.ends_with(". ") || head.ends_with('\n');
    let lower = before.to_ascii_lowercase();
    // `Section 3 - day care`, `a new year - old habits`.
    let certain = measured && begins_small(tail) && (is_small(word_before) || begins)
        || after == "old"
            && MEASURES.contains(&before)
            && matches!(word_before, "a" | "A" | "one" | "One")
        || (lower.as_str(), after) == ("so", "called") && begins_small(tail);
    let likely = PREFIXES.contains(&lower.as_str())
        && (is_small(before) || begins)
        && after.len() > 3
        && !GOES_ON.contains(&after)
        || HALVES.contains(&after) && is_small(before) && begins_small(tail);
    (certain || likely).then(|| (gap, "-".to_owned(), certain))
}

/// Whether a gap is a hyphen with a space before it and none after: `decision -making`.
pub(super) fn space_before(text: &str, gap: Span) -> bool {
    if gap.of(text) != " -" {
        return false;
    }
    let before = text[..gap.start()].chars().next_back();
    // One letter is a flag: `use -v`.
    let mut after = text[gap.end()..].chars();
    let word = after.next().is_some_and(char::is_lowercase)
        && after.next().is_some_and(char::is_alphabetic);
    // `link -lcharset` and `with -pedantic` are options; second halves of compounds are known by their kind.
    let second: String = text[gap.end()..]
        .chars()
        .take_while(|c| c.is_ascii_lowercase())
        .collect();
    let half = ENDINGS.iter().any(|end| second.ends_with(end)) || SECONDS.contains(&&*second);
    word && half && before.is_some_and(char::is_lowercase)
}

/// Whether a noun in small letters may come next.
fn begins_small(tail: &str) -> bool {
    let next = tail.strip_prefix(' ').map_or("", first_word);
    let adverb = next.ends_with("ly");
    next.starts_with(|c: char| c.is_ascii_lowercase()) && !adverb && !GOES_ON.contains(&next)
}

fn is_number(word: &str) -> bool {
    let figures = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    figures && word != "1" || NUMBERS.contains(&word)
}

/// The last word of a text, empty where other marks touch it.
fn last_word(head: &str) -> &str {
    let stem = head.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    // A word with other letters, or with a mark inside, is not read in part: `1,234`.
    let whole = stem.is_empty() || stem.ends_with([' ', '\n', '(', '"', '“', '‘']);
    if whole { &head[stem.len()..] } else { "" }
}

/// The word that a text begins with.
fn first_word(tail: &str) -> &str {
    let end = tail
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tail.len());
    &tail[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with every such hyphen mended.
    fn mended(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for (start, found) in text.match_indices(SPACED) {
            let gap = Span::new(start, start + found.len());
            if let Some(found) = spaced(text, gap) {
                let (span, words, _) = found;
                assert!(span.start() >= at, "{text}");
                out.push_str(&text[at..span.start()]);
                out.push_str(&words);
                at = span.end();
            }
        }
        out + &text[at..]
    }

    #[test]
    fn compounds_are_closed() {
        for (text, expected) in [
            ("the 34 - year - old driver", "the 34-year-old driver"),
            (
                "A year - old child, a two - year - old",
                "A year-old child, a two-year-old",
            ),
            (
                "rose 3 percent year - on - year",
                "rose 3 percent year-on-year",
            ),
            ("the commander - in - chief", "the commander-in-chief"),
            ("so - called experts", "so-called experts"),
            ("Non - commissioned officers", "Non-commissioned officers"),
            ("state - owned enterprises", "state-owned enterprises"),
            ("a 14 - day quarantine", "a 14-day quarantine"),
        ] {
            assert_eq!(mended(text), expected);
        }
    }

    #[test]
    fn dashes_stay() {
        for text in [
            "He came - to be sure - late.",
            "The firms - owned by the state - are few.",
            "The reserve - known locally as the till - is full.",
            "It lasted 14 - days went by.",
            "He was 34 - year after year he waited.",
            "He scored 2 - 1 and 3 - nil.",
            "He was non - Party members were not.",
            "pre - and post-war",
            "The company - based just outside Beijing - grew.",
            "The industry - oriented toward exports - grew.",
            "The figures - mentioned above - are old.",
            "They bought Inter - then left.",
            "Section 3 - day care centers",
            "A new year - old habits die hard.",
            "And so - called upon by all - he spoke.",
            "1,214 - day one",
            "line 1 - day 2",
            "open - Mr Old",
            "a - b - c",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
