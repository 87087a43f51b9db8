//! Nouns that decide what may stand around them: the last of a replacement, and the one after it.

use super::article::{Before, PREPOSITIONS, is_possessive, word_before};
use super::is_action;
use super::phrase::is_adverb;
use super::words::{List, is_same, last_word, word_length};
use crate::text::{Span, is_space};

/// Nouns that stand without an article where nothing narrows them.
static ABSTRACT: List = List::new(&[
    "advancement",
    "alignment",
    "building",
    "conduct",
    "confidence",
    "construction",
    "culture",
    "democracy",
    "development",
    "discipline",
    "education",
    "employment",
    "governance",
    "innovation",
    "integrity",
    "leadership",
    "modernization",
    "oversight",
    "prevention",
    "progress",
    "prosperity",
    "rejuvenation",
    "revitalization",
    "safety",
    "security",
    "self-confidence",
    "self-governance",
    "self-reform",
    "socialism",
    "solidarity",
    "supervision",
    "unity",
    "urbanization",
    "work",
]);

/// Names and nouns that stand without an article even where the words they replace had one.
static BARE: List = List::new(&[
    "covid-19",
    "democracy",
    "governance",
    "modernization",
    "prosperity",
    "revitalization",
    "self-governance",
    "self-reform",
    "urbanization",
]);

/// The `the` before a replacement that asks for none, with the space after it: `the` before `governance of the party`, but
/// not before `Party self-governance`; in `Wang Wei, the standing committee`, who is one of its members.
pub(super) fn superfluous(
    text: &str,
    span: Span,
    before: Option<Before>,
    replacement: &str,
) -> Option<Span> {
    let before = before.filter(|before| !before.quoted)?.word;
    if !before.of(text).eq_ignore_ascii_case("the") {
        return None;
    }
    if is_member(replacement) && !is_member(span.of(text)) && text[..before.start()].ends_with(", ")
    {
        return Some(Span::new(before.start(), span.start()));
    }
    let narrows = |words: &str| {
        [" of ", " in ", " for ", " with ", " on "]
            .iter()
            .any(|word| words.contains(word))
    };
    let last = replacement.rsplit(' ').next()?;
    let is_bare = BARE.has(last) || ABSTRACT.has(last) && narrows(span.of(text));
    // The article of `the Party's self-reform` is that of the Party.
    let owned = ["'s ", "’s "]
        .iter()
        .any(|ending| replacement.contains(ending));
    if !is_bare || owned || narrows(replacement) {
        return None;
    }
    let rest = text[span.end()..].trim_start_matches(is_space);
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let next = &rest[..end];
    let ends = next.is_empty()
        || next != "of" && PREPOSITIONS.has(next)
        || matches!(
            next,
            "and" | "or" | "to" | "as" | "is" | "was" | "has" | "must" | "should"
        );
    ends.then(|| Span::new(before.start(), span.start()))
}

fn is_member(words: &str) -> bool {
    words.starts_with("member of ")
}

/// Nouns that an organ's or a phrase's name stands before: `the leading group meeting`.
static NOUNS: List = List::new(&[
    "activities",
    "activity",
    "brand",
    "brands",
    "building",
    "cadre",
    "cadres",
    "campaign",
    "center",
    "centers",
    "chairman",
    "chief",
    "conference",
    "construction",
    "director",
    "document",
    "documents",
    "goal",
    "goals",
    "group",
    "groups",
    "head",
    "heads",
    "leader",
    "leaders",
    "level",
    "mechanism",
    "meeting",
    "meetings",
    "member",
    "members",
    "network",
    "office",
    "officer",
    "official",
    "officials",
    "plan",
    "platform",
    "platforms",
    "policies",
    "policy",
    "program",
    "programs",
    "project",
    "projects",
    "reform",
    "report",
    "secretary",
    "service",
    "services",
    "session",
    "spirit",
    "staff",
    "station",
    "stations",
    "system",
    "task",
    "tasks",
    "team",
    "teams",
    "volunteer",
    "volunteers",
    "work",
]);

/// Whether a replacement cannot stand before the noun that follows, as the words it replaces could: `the leading group of
/// the committee meeting`; or before an adverb, which would go to the verb in it: `fight the battle to keep our skies blue
/// well`.
pub(super) fn is_torn_from_noun(text: &str, span: Span, replacement: &str) -> bool {
    let rest = &text[span.end()..];
    let next = rest.trim_start_matches(is_space);
    let end = next
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(next.len());
    if next.len() == rest.len() {
        return false;
    }
    let (next, found) = (&next[..end], span.of(text));
    let acts = || replacement.contains(" to ") && !found.contains(" to ");
    NOUNS.has(next) && reaches(replacement) && !reaches(found) || is_adverb(next) && acts()
}

/// Nouns that the name of an organ ends with.
static ORGANS: List = List::new(&[
    "bureau",
    "center",
    "centre",
    "commission",
    "committee",
    "department",
    "group",
    "office",
    "station",
    "team",
]);

/// Words that the name of an organ goes on with at most.
const REST_OF_NAME: usize = 8;

/// Whether a replacement in small letters would stand in the name of an organ, which goes on behind it: the phrase in
/// `spiritual civilization construction Guidance Commission`.
pub(super) fn is_in_name(text: &str, span: Span, replacement: &str) -> bool {
    let small = last_word(replacement).is_some_and(|word| word.starts_with(char::is_lowercase));
    if !small {
        return false;
    }
    let mut last = "";
    let mut rest = &text[span.end()..];
    // Bounded: a line may have nothing but capitals, and a finding in every word.
    for _ in 0..REST_OF_NAME {
        let next = rest.strip_prefix(is_space);
        let Some(next) = next.filter(|next| next.starts_with(char::is_uppercase)) else {
            break;
        };
        (last, rest) = next.split_at(word_length(next));
    }
    ORGANS.has(last)
}

/// Whether a phrase goes on after its noun.
fn reaches(words: &str) -> bool {
    [" of ", " for ", " to ", " in ", " on "]
        .iter()
        .any(|word| words.contains(word))
}

/// Whether a replacement says whose it is, or for whom, where a possessive before it does so already: `their responsibilities
/// for each post`.
pub(super) fn has_two_owners(
    text: &str,
    span: Span,
    before: Option<Before>,
    replacement: &str,
) -> bool {
    let owned = before.is_some_and(|before| !before.quoted && is_possessive(before.word.of(text)));
    let owns = |words: &str| words.contains(" of ") || words.contains(" for ");
    owned && owns(replacement) && !owns(span.of(text))
}

/// Words that put two nouns beside each other.
static PAIRING: List = List::new(&["and", "or"]);

/// Whether words beside a replacement, whose words are `new`, belong to a noun that it has not in the same place: the
/// object of a verb before `of all parties`, the `work` after `flood prevention and`.
pub(super) fn is_torn_from_rest(text: &str, span: Span, replacement: &str, new: &[&str]) -> bool {
    let found = span.of(text);
    let (Some(head), Some(last)) = (last_word(found), new.last()) else {
        return false;
    };
    if is_same(head, last) || head.starts_with(char::is_uppercase) {
        return false;
    }
    let after = text[span.end()..].strip_prefix(is_space);
    let goes_on = after.is_some_and(|rest| {
        let rest = rest.trim_start_matches(is_space);
        rest[..word_length(rest)].eq_ignore_ascii_case("of")
    });
    let moved = new.iter().any(|word| is_same(word, head));
    let paired = || {
        let before = word_before(text, span.start()).filter(|before| !before.quoted);
        before.is_some_and(|before| PAIRING.has(before.word.of(text)))
    };
    goes_on && is_action(replacement) || moved && paired()
}

/// Whether the abbreviation in brackets after a name is not that of the name to be written.
pub(super) fn is_abbreviated_otherwise(text: &str, span: Span, replacement: &str) -> bool {
    let rest = text[span.end()..].strip_prefix(" (");
    let Some((inside, _)) = rest.and_then(|rest| rest.split_once(')')) else {
        return false;
    };
    let is_abbreviation = inside.len() > 1 && inside.bytes().all(|byte| byte.is_ascii_uppercase());
    let initials = replacement
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase());
    is_abbreviation && !initials.eq(inside.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_of_cannot_stand_before_a_noun() {
        for (text, found, replacement, torn) in [
            (
                "the party leading group meeting",
                "party leading group",
                "leading group of the Party",
                true,
            ),
            (
                "the party leading group met",
                "party leading group",
                "leading group of the Party",
                false,
            ),
            (
                "the party leading group, meeting",
                "party leading group",
                "leading group of the Party",
                false,
            ),
            (
                "the party leading group meeting",
                "party leading group",
                "Party leadership group",
                false,
            ),
            (
                "the group of the party meeting",
                "group of the party",
                "leading group of the Party",
                false,
            ),
        ] {
            let start = text.find(found).unwrap();
            let span = Span::new(start, start + found.len());
            assert_eq!(
                is_torn_from_noun(text, span, replacement),
                torn,
                "{text}: {replacement}"
            );
        }
    }

    #[test]
    fn the_name_of_an_organ_goes_on_for_a_few_words() {
        for (rest, expected) in [
            (" Guidance Commission met", true),
            (" Guidance commission met", false),
            (" One Two Three Four Five Six Seven Eight Commission", false),
            ("", false),
        ] {
            let text = format!("construction{rest}");
            let found = Span::new(0, "construction".len());
            assert_eq!(is_in_name(&text, found, "building"), expected, "{text}");
        }
    }
}
