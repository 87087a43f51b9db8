//! One person's name in two spellings.

use std::collections::HashMap;

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::matching::{PersonName, person_names};

/// Reports names in pinyin that differ from a name used more often by a hyphen, a space or capitals, or, where they stand
/// once, by one letter.
pub(super) struct InconsistentName;

/// A name must stand so often for one that is a letter off to be a slip of it.
const OFTEN: usize = 2;

/// Shorter given names are too near those of other people.
const LONG_GIVEN: usize = 6;

/// Names compared with the ones that stand once at most.
const COMPARED: usize = 400;

/// One spelling of a name.
struct Spelling<'a> {
    written: &'a str,
    name: PersonName,
    segment: usize,
    places: Vec<(usize, PersonName)>,
}

impl Rule for InconsistentName {
    fn id(&self) -> RuleId {
        RuleId::new("inconsistent-name")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "terminology/inconsistent-use-of-terminology"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "one person's name in two spellings",
            why: "A name that is spelt in two ways reads as two people, and a search finds only one of them.",
            mend: "Keep to one spelling. The report shows the one that the text uses more often; where both are right, \
                   because there are two people, switch the rule off for the file.",
            example: Example {
                glossary: "",
                wrong: "Li Wenhua spoke first. Li Wenhua left at noon. Later Li Wen-hua wrote a letter.",
                right: "Li Wenhua spoke first. Li Wenhua left at noon. Later Li Wenhua wrote a letter.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let spellings = spellings(context);
        for rare in &spellings {
            let Some(standard) = standard_of(rare, &spellings) else {
                continue;
            };
            for (segment, name) in &rare.places {
                let message = format!(
                    "{} is spelt `{}` elsewhere",
                    context.quoted(rare.written),
                    standard.written
                );
                let mut diagnostic = context.diagnostic_at(
                    self.id(),
                    self.default_severity(),
                    *segment,
                    name.span,
                    message,
                );
                let first = context
                    .document()
                    .location(standard.segment, standard.name.span);
                let count = standard.places.len();
                let times = if count == 1 {
                    "once".to_owned()
                } else {
                    format!("{count} times")
                };
                diagnostic =
                    diagnostic.with_label(first, format!("`{}`, used {times}", standard.written));
                if let Some(fix) =
                    context.fix(Applicability::Unsafe, *segment, name.span, standard.written)
                {
                    diagnostic = diagnostic.with_fix(fix);
                }
                found.push(diagnostic);
            }
        }
    }
}

/// Every spelling of every name, the first used first.
fn spellings<'a>(context: &RuleContext<'a>) -> Vec<Spelling<'a>> {
    let mut spellings: Vec<Spelling<'a>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for segment in context.segments() {
        for name in person_names(segment.text) {
            let written = name.span.of(segment.text);
            let one_line = written.replace(['\n', '\u{A0}'], " ");
            let place = *places.entry(one_line).or_insert_with(|| {
                spellings.push(Spelling {
                    written,
                    name: name.clone(),
                    segment: segment.number,
                    places: Vec::new(),
                });
                spellings.len() - 1
            });
            spellings[place].places.push((segment.number, name));
        }
    }
    spellings
}

/// The spelling that a rarer one should have had.
fn standard_of<'s, 'a>(rare: &Spelling<'a>, all: &'s [Spelling<'a>]) -> Option<&'s Spelling<'a>> {
    let count = rare.places.len();
    // The same letters: a hyphen, a space or capitals differ.
    let same = all
        .iter()
        .filter(|other| other.name.key == rare.name.key && other.written != rare.written);
    let best = same.max_by_key(|other| {
        (
            other.places.len(),
            is_joined(other),
            std::cmp::Reverse(other.name.span),
        )
    });
    if let Some(best) = best {
        let wins = (best.places.len(), is_joined(best)) > (count, is_joined(rare));
        return (wins && best.name.is_pinyin).then_some(best);
    }
    // One letter differs: only for a name that stands once, beside one that stands often and in other paragraphs.
    if count > 1 || rare.name.key.len() < LONG_GIVEN + 3 {
        return None;
    }
    let surname = |spelling: &Spelling<'_>| spelling.name.key.split(' ').next().map(str::to_owned);
    let mut near = all.iter().take(COMPARED).filter(|other| {
        other.places.len() >= OFTEN
            && other.name.is_pinyin
            && surname(other) == surname(rare)
            && is_one_letter_off(&other.name, &rare.name)
            && other
                .places
                .iter()
                .all(|(segment, _)| *segment != rare.segment)
    });
    let best = near.next()?;
    near.next().is_none().then_some(best)
}

/// Whether the given name is one word, as the standard has it.
fn is_joined(spelling: &Spelling<'_>) -> bool {
    let given = &spelling.written[spelling.name.surname.end() - spelling.name.surname.start()..];
    !given.trim().contains([' ', '-', '\n'])
        && !given.trim().chars().skip(1).any(char::is_uppercase)
}

/// Whether the given names, of at least two syllables, differ in one letter.
fn is_one_letter_off(one: &PersonName, other: &PersonName) -> bool {
    let given = |name: &PersonName| name.key.split(' ').nth(1).unwrap_or_default().to_owned();
    let (one, other) = (given(one), given(other));
    one.len() >= LONG_GIVEN
        && other.len() >= LONG_GIVEN - 1
        && strsim::osa_distance(&one, &other) == 1
}
