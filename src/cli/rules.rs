//! `tifa rules`: every rule with the severity in force.

use std::io::{self, Write};

use super::args::{RuleOptions, RulesOptions};
use super::exit_code::Outcome;
use super::output;
use crate::lint::Settings;
use crate::rules::RULES;

/// Columns before the description: name, severity, and the gaps after them.
const INDENT: usize = 24 + 1 + 8 + 1;

/// Lists the rules.
pub(super) fn run(options: &RulesOptions) -> io::Result<Outcome> {
    let Some(settings) = settings(&options.rules) else {
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

/// The settings that the flags ask for; `None` after an error was shown.
pub(super) fn settings(options: &RuleOptions) -> Option<Settings> {
    let mut settings = Settings::default();
    let mut apply = || {
        if !options.select.is_empty() {
            settings.select(&options.select)?;
        }
        settings.ignore(&options.ignore)?;
        for (rule, severity) in &options.severities {
            settings.set_severity(rule, *severity)?;
        }
        Ok::<(), crate::lint::UnknownRule>(())
    };
    match apply() {
        Ok(()) => Some(settings),
        Err(error) => {
            output::error(&error.to_string());
            None
        }
    }
}
