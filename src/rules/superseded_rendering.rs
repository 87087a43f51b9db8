//! A rendering that was right until its organ was renamed.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::glossary::{Kind, TermStatus};
use crate::matching::Mention;

/// Reports each mention whose rendering ended before the article's date; without a date, every one, as a note: the article
/// may be older than the new name.
pub(super) struct SupersededRendering;

/// What is to be said where it is not known when an article was written.
const UNDATED: &str = "the article has no date; `--date` says when it was written";

/// Words that make an old name the right one.
const FORMER: &[&str] = &[
    "former",
    "formerly",
    "then",
    "old",
    "defunct",
    "erstwhile",
    "predecessor",
    "previous",
    "abolished",
    "ex",
];

/// How far before or after a mention such a word counts, in words.
const NEAR: usize = 4;

impl Rule for SupersededRendering {
    fn id(&self) -> RuleId {
        RuleId::new("superseded-rendering")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "terminology/inconsistent-with-terminology-resource"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a name that its organ no longer had when the article was written",
            why: "The old name sends the reader to an organ that does not exist any more.",
            mend: "Write the new name. For an article about the past say so with --date; `the former …` stands. An article \
                   without a date may be older than the new name, so there it is a note and no safe fix.",
            example: Example {
                glossary: r#"
[[concept]]
id = "transport-ministry"
kind = "organ"
source = ["交通运输部"]
preferred = "Ministry of Transport"
superseded = [{ term = "Ministry of Communications", until = 2008-03-15 }]
evidence = "proposed"
"#,
                wrong: "The Ministry of Communications published the figures on Monday.",
                right: "The Ministry of Transport published the figures on Monday.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let mut latest = None;
        for mention in context.mentions() {
            if mention.status != TermStatus::Superseded {
                continue;
            }
            let rendering = context.rendering(mention);
            let Some(until) = rendering.until else {
                continue;
            };
            if context.date().is_some_and(|date| date <= until)
                || is_historical(context, mention)
                || names_earlier_year(context, mention, until.year)
                || context.date().is_none()
                    && is_of_its_time(
                        *latest.get_or_insert_with(|| latest_year(context)),
                        until.year,
                    )
            {
                continue;
            }
            let words = context.quoted(context.words(mention));
            let source = context.source_term(mention);
            let message = match context.concept(mention).kind {
                Kind::Phrase | Kind::Document | Kind::Abbreviation => {
                    format!(
                        "{words} is not the official wording of {source} any more; it stood until {until}"
                    )
                }
                Kind::Organ | Kind::Post | Kind::Event | Kind::Place | Kind::Person => {
                    format!("{words} was renamed after {until}: {source}")
                }
            };
            let mut diagnostic =
                context.diagnostic(self.id(), self.default_severity(), mention, message);
            let trust = if context.date().is_some() {
                Applicability::Safe
            } else {
                diagnostic.cap = diagnostic.cap.min(Severity::Note);
                Applicability::Unsafe
            };
            if let Some((replacement, _)) = context.replacement(mention)
                && !context.mend(&mut diagnostic, trust, mention, &replacement)
            {
                continue;
            }
            if let Some(note) = &rendering.note {
                diagnostic = diagnostic.with_note(note.to_string());
            }
            if context.date().is_none() {
                diagnostic = diagnostic.with_note(UNDATED);
            }
            found.push(diagnostic);
        }
    }
}

/// How long after the last year that it names an article may have been written, in years.
const LAG: u16 = 2;

/// Whether a text without a date, whose latest year is given, was written while a name stood that ended in the year
/// `until`.
fn is_of_its_time(latest: Option<u16>, until: u16) -> bool {
    latest.is_some_and(|year| year <= until && until - year <= LAG)
}

/// The latest year that a document names.
fn latest_year(context: &RuleContext<'_>) -> Option<u16> {
    let words = context
        .segments()
        .flat_map(|segment| segment.text.split(|c: char| !c.is_ascii_alphanumeric()));
    words
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1950..2100).contains(year))
        .max()
}

/// Whether the sentence of a mention names a year in which the name still stood: `in 2010 the …`.
fn names_earlier_year(context: &RuleContext<'_>, mention: &Mention, until: u16) -> bool {
    let text = context.segment_text(mention.segment);
    let start = text[..mention.span.start()]
        .rfind(". ")
        .map_or(0, |at| at + 2);
    let rest = &text[mention.span.end()..];
    let end = mention.span.end() + rest.find(". ").unwrap_or(rest.len());
    let words = text[start..end].split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.len() == 4).any(|word| {
        word.parse()
            .is_ok_and(|year: u16| (1900..=until).contains(&year))
    })
}

/// Whether the words around a mention say that the name is an old one.
fn is_historical(context: &RuleContext<'_>, mention: &Mention) -> bool {
    let text = context.segment_text(mention.segment);
    let word = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_ascii_lowercase()
    };
    let before = text[..mention.span.start()]
        .split_whitespace()
        .rev()
        .take(NEAR);
    let after = text[mention.span.end()..].split_whitespace().take(NEAR);
    let marks = |found: &str| {
        let found = word(found);
        found.split('-').any(|part| FORMER.contains(&part))
    };
    let turns = |found: &str| {
        matches!(
            word(found).as_str(),
            "now" | "later" | "renamed" | "merged" | "abolished" | "dissolved"
        )
    };
    before.clone().any(marks) || after.clone().any(turns)
}
