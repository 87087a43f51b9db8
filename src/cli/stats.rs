//! `--stats`: findings by rule and by concept, what they cost, and which concepts go under most wordings.

use std::io::{self, Write};

use crate::glossary::TermStatus;
use crate::lint::Wordings;
use crate::report::{Summary, sanitize};

/// Concepts listed; the rest is counted.
const CONCEPTS: usize = 20;

/// Penalty points of the Multidimensional Quality Metrics (themqm.org, scoring models) for a major error, which an error of
/// this program is, and for a minor one, which a warning is. A note is neutral, and nothing found here is critical.
const MAJOR: usize = 5;
const MINOR: usize = 1;

/// Writes the tables; nothing where there is nothing to count.
pub(super) fn write(
    out: &mut impl Write,
    summary: &Summary,
    wordings: &Wordings,
) -> io::Result<()> {
    if summary.findings() > 0 {
        findings(out, summary)?;
    }
    inconsistent(out, wordings)
}

fn findings(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    let head = |out: &mut dyn Write, name| {
        writeln!(
            out,
            "\n{name:<40} {:>8} {:>16}",
            "findings", "per 1,000 words"
        )
    };
    let line = |out: &mut dyn Write, name: &str, count| {
        let rate = summary.per_thousand_words(count);
        writeln!(out, "{name:<40} {count:>8} {rate:>16.2}")
    };
    head(out, "rule")?;
    for (rule, count) in summary.by_rule() {
        line(out, rule.as_str(), count)?;
    }
    line(out, "all", summary.findings())?;
    let points = MAJOR * summary.errors + MINOR * summary.warnings;
    let penalty = summary.per_thousand_words(points);
    writeln!(
        out,
        "\nMQM penalty {penalty:.2} per 1,000 words (an error counts {MAJOR}, a warning {MINOR}, a note nothing)"
    )?;
    let concepts = summary.by_concept();
    if concepts.is_empty() {
        return Ok(());
    }
    head(out, "concept")?;
    for (concept, count) in concepts.iter().take(CONCEPTS) {
        line(out, concept, *count)?;
    }
    and_more(out, concepts.len())
}

/// Concepts under several wordings, each with its wordings below it.
fn inconsistent(out: &mut impl Write, wordings: &Wordings) -> io::Result<()> {
    let concepts = wordings.most_inconsistent();
    if concepts.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{:<40} {:>8} {:>16}",
        "most inconsistent concepts", "wordings", "uses"
    )?;
    for concept in concepts.iter().take(CONCEPTS) {
        let name = match concept.source_term {
            "" => concept.concept.to_owned(),
            term => format!("{} {term}", concept.concept),
        };
        // A Chinese character takes two columns.
        let wide = name.chars().filter(|c| !c.is_ascii()).count();
        let width = 40_usize.saturating_sub(wide);
        writeln!(
            out,
            "{name:<width$} {:>8} {:>16}",
            concept.wordings.len(),
            concept.uses()
        )?;
        for wording in &concept.wordings {
            let judged = match wording.status {
                TermStatus::Preferred | TermStatus::Admitted => "",
                TermStatus::Superseded => ", renamed",
                TermStatus::Deprecated => ", withdrawn",
            };
            writeln!(
                out,
                "  {:>6}  {}{judged}",
                wording.count,
                sanitize(&wording.term)
            )?;
        }
    }
    and_more(out, concepts.len())
}

fn and_more(out: &mut impl Write, count: usize) -> io::Result<()> {
    match count.checked_sub(CONCEPTS).filter(|&rest| rest > 0) {
        Some(rest) => writeln!(out, "and {rest} more"),
        None => Ok(()),
    }
}
