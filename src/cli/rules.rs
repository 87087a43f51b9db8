//! `tifa rules`: every rule with the severity in force.

use std::io::{self, Write};

use super::args::RulesOptions;
use super::exit_code::Outcome;
use super::{output, settings};
use crate::rules::RULES;

/// Columns before the description: name, severity, and the gaps after them.
const INDENT: usize = 24 + 1 + 8 + 1;

/// Lists the rules.
pub(super) fn run(options: &RulesOptions) -> io::Result<Outcome> {
    let Some(settings) = settings::here(&options.rules, &options.config) else {
        return Ok(Outcome::Failed);
    };
    let mut out = output::stdout();
    // Other programs get one line for each rule.
    let width = output::terminal_width().map_or(usize::MAX, |width| width.saturating_sub(INDENT));
    for (index, rule) in RULES.iter().enumerate() {
        let severity = settings
            .severity(index)
            .map_or("off", |severity| severity.name());
        let mut lines = output::wrap(rule.explanation().what, width).into_iter();
        let first = lines.next().unwrap_or_default();
        writeln!(out, "{:<24} {severity:<8} {first}", rule.id())?;
        for line in lines {
            writeln!(out, "{:INDENT$}{line}", "")?;
        }
    }
    out.flush()?;
    Ok(Outcome::Clean)
}
