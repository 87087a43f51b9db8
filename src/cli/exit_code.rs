//! What the run says to the shell.

use std::io;
use std::process::ExitCode;

use super::output;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing at or above the severity that fails a run.
    Clean,
    /// Some finding.
    Findings,
    /// Something could not be done; what could was done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => Self::from(0),
            Outcome::Findings => Self::from(1),
            Outcome::Failed => Self::from(2),
        }
    }
}

/// The outcome of a command; what stopped it is said on standard error. A reader that went away is none of it.
pub(super) fn of(result: io::Result<Outcome>) -> Outcome {
    match result {
        Ok(outcome) => outcome,
        Err(error) => {
            output::error(&format!("the report cannot be written: {error}"));
            Outcome::Failed
        }
    }
}
