//! What a missing word leaves of a form: the less that is, or the more it is English, the less can be said.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::support::CONNECTIVES;

/// What is left of a form without one of its words, by the first line that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Left {
    OneWord,
    Hanging,
    WithoutFirst,
    WithoutLast,
    TwoWords,
    Name,
    PhraseWithoutHead,
    PhraseWithoutQualifier,
}

impl Left {
    /// What it is, and what a reader makes of it.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::OneWord => (
                "one word that says anything: `of Transport`",
                "it may be any of many things",
            ),
            Self::Hanging => (
                "a small word that hangs in the air: `the of Culture and Tourism`, `Federation of and Commerce`",
                "something is missing",
            ),
            Self::WithoutFirst => (
                "all but the first word: `Policy Research Office`, `Provincial Fire and Rescue Corps`",
                "a short form, or another organ's name",
            ),
            Self::WithoutLast => (
                "all but the last word: `National Immigration`, `new tests on the road`",
                "a short form, or ordinary English",
            ),
            Self::TwoWords => (
                "two words of three: `public center`, `Tibet Region`",
                "ordinary English, or a short form",
            ),
            Self::Name => (
                "three words or more of a name: `National Development and Commission`",
                "a damaged name, unless what is left is a name of its own",
            ),
            Self::PhraseWithoutHead => (
                "three words or more of a phrase, whose noun is missing: `true to the original and founding mission`",
                "a damaged phrase, if it is long",
            ),
            Self::PhraseWithoutQualifier => (
                "three words or more of a phrase, less precise: `plan for legal education`",
                "ordinary English",
            ),
        }
    }
}

/// What is left where one of the words of a form is left out in a sentence.
pub(crate) fn left(whole: &[String], left: &[String], carrier: &str) -> Left {
    let at = (0..left.len())
        .find(|&at| whole[at] != left[at])
        .unwrap_or(left.len());
    let content = left.iter().filter(|word| !is_small(word)).count();
    if content < 2 {
        return Left::OneWord;
    }
    let (before, after) = carrier.split_once('#').unwrap();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let next = match after.strip_prefix(' ') {
        Some(rest) => rest.split_whitespace().next().unwrap_or_default(),
        None => after,
    };
    let words = [&[last.to_owned()], left, &[next.to_owned()]].concat();
    if hangs(&words[at], &words[at + 1]) {
        return Left::Hanging;
    }
    if at == 0 {
        return Left::WithoutFirst;
    }
    if at == left.len() {
        return Left::WithoutLast;
    }
    if content == 2 {
        return Left::TwoWords;
    }
    let is_name = |word: &String| {
        is_small(word) || word.starts_with(|first: char| first.is_uppercase() || first.is_numeric())
    };
    if whole.iter().all(is_name) {
        Left::Name
    } else if is_small(&whole[at + 1]) || whole[at].ends_with(',') {
        Left::PhraseWithoutHead
    } else {
        Left::PhraseWithoutQualifier
    }
}

/// Whether no sentence has the two words side by side.
fn hangs(word: &str, next: &str) -> bool {
    let follows = CONNECTIVES.contains(&next) && next != "from" && next != "at";
    match word {
        "the" | "a" | "an" => follows || next.starts_with([',', '.']),
        "of" | "for" | "from" | "with" | "to" | "at" => follows,
        "in" | "on" | "by" => next == "of",
        _ => false,
    }
}

fn is_small(word: &str) -> bool {
    let rare = [
        "a", "an", "the", "as", "by", "through", "under", "or", "over", "within",
    ];
    CONNECTIVES.contains(&word) || rare.contains(&word)
}

/// The shares as a table of a page.
pub(crate) fn table(missing: &BTreeMap<Left, (usize, usize)>) -> String {
    let all: usize = missing.values().map(|(cases, _)| cases).sum();
    let share = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
    let mut table = String::from(
        "| what a missing word leaves | what a reader makes of it | share of the cases | found |\n|---|---|---|---|\n",
    );
    for (left, (cases, found)) in missing {
        let (what, reader) = left.words();
        writeln!(
            table,
            "| {what} | {reader} | {:.1} % | {:.1} % |",
            share(*cases, all),
            share(*found, *cases)
        )
        .unwrap();
    }
    table
}
