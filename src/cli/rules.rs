//! `tifa rules`: every rule with the severity in force.

use std::io::{self, Write};

use super::args::{RuleOptions, RulesOptions};
use super::exit_code::Outcome;
use super::output;
use crate::lint::Settings;
use crate::rules::RULES;

/// Lists the rules.
pub(super) fn run(options: &RulesOptions) -> io::Result<Outcome> {
    let Some(settings) = settings(&options.rules) else {
        return Ok(Outcome::Failed);
    };
    let mut out = output::stdout();
    for (index, rule) in RULES.iter().enumerate() {
        let severity = settings
            .severity(index)
            .map_or("off", |severity| severity.name());
        writeln!(
            out,
            "{:<24} {:<8} {}",
            rule.id(),
            severity,
            rule.explanation().what
        )?;
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
