//! The table of output formats.

use std::fmt;
use std::str::FromStr;

use super::{Concise, Human, Json, Reporter};
use crate::diagnostics::RuleId;

/// How a report is written.
#[derive(Clone, Copy, Debug)]
pub struct ReportOptions {
    /// Whether the human report is coloured.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether the human report draws with ASCII characters only; text of documents stays as it is.
    pub ascii: bool,
    /// The version of the program, as machine-readable reports state it.
    pub version: &'static str,
    /// The MQM error type of a rule.
    pub mqm: fn(RuleId) -> &'static str,
}

impl ReportOptions {
    /// The width where there is no terminal to ask.
    pub const DEFAULT_WIDTH: usize = 100;
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            color: false,
            width: Self::DEFAULT_WIDTH,
            ascii: false,
            version: env!("CARGO_PKG_VERSION"),
            mqm: |_| "other",
        }
    }
}

/// An output format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReportFormat {
    /// For people: the line, the words underlined, what to write.
    #[default]
    Human,
    /// One line for each finding.
    Concise,
    /// One JSON object.
    Json,
    /// One JSON object for each finding, one a line.
    Jsonl,
}

impl ReportFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Human, Self::Concise, Self::Json, Self::Jsonl];

    /// The name, as typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
        }
    }

    /// A reporter that writes this format.
    pub fn reporter(self, options: &ReportOptions) -> Box<dyn Reporter> {
        match self {
            Self::Human => Box::new(Human::new(options)),
            Self::Concise => Box::new(Concise::new()),
            Self::Json => Box::new(Json::document(options)),
            Self::Jsonl => Box::new(Json::lines(options)),
        }
    }
}

impl fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| {
            format!("`{name}` is no format; write `human`, `concise`, `json` or `jsonl`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for format in ReportFormat::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        let error = "yaml".parse::<ReportFormat>().unwrap_err();
        for format in ReportFormat::ALL {
            assert!(error.contains(format.name()), "{error}");
        }
    }
}
