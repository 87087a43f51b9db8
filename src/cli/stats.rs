//! `--stats`: findings by rule and by concept.

use std::io::{self, Write};

use crate::report::Summary;

/// Concepts listed; the rest is counted.
const CONCEPTS: usize = 20;

/// Penalty points of the Multidimensional Quality Metrics (themqm.org, scoring models) for a major error, which an error of
/// this program is, and for a minor one, which a warning is. A note is neutral, and nothing found here is critical.
const MAJOR: usize = 5;
const MINOR: usize = 1;

/// Writes the table; nothing where there is nothing to count.
pub(super) fn write(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    if summary.findings() == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "\n{:<40} {:>8} {:>16}",
        "rule", "findings", "per 1,000 words"
    )?;
    for (rule, count) in summary.by_rule() {
        let rate = summary.per_thousand_words(count);
        writeln!(out, "{:<40} {count:>8} {rate:>16.2}", rule.as_str())?;
    }
    let penalty = summary.per_thousand_words(MAJOR * summary.errors + MINOR * summary.warnings);
    writeln!(
        out,
        "\nMQM penalty {penalty:.2} per 1,000 words (an error counts {MAJOR}, a warning {MINOR}, a note nothing)"
    )?;
    let concepts = summary.by_concept();
    if concepts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{:<40} {:>8}", "concept", "findings")?;
    for (concept, count) in concepts.iter().take(CONCEPTS) {
        writeln!(out, "{concept:<40} {count:>8}")?;
    }
    if let Some(rest) = concepts
        .len()
        .checked_sub(CONCEPTS)
        .filter(|&rest| rest > 0)
    {
        writeln!(out, "and {rest} more")?;
    }
    Ok(())
}
