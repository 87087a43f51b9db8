//! `--interactive`: one finding at a time, with its context; one key decides it.
//!
//! `session.rs` goes through files and findings, `keys.rs` says what a key decides, `open_file.rs` is a file as it is now,
//! `wording.rs` asks what is to go into the glossary, `line.rs` is a line that can be edited.

mod keys;
mod line;
mod open_file;
mod session;
mod wording;

use std::collections::BTreeSet;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use console::Term;

use self::session::Session;
use crate::cli::files::Input;
use crate::cli::output;
use crate::cli::project_glossary::Change;
use crate::cli::stopped::Stopped;
use crate::diagnostics::{Diagnostic, RuleId};
use crate::documents::{Document, DocumentError};
use crate::fix::Places;
use crate::lint::Findings;
use crate::report::ReportOptions;

/// Checks a document.
type Check<'a> = &'a dyn Fn(&Document) -> Findings;

/// Reads a file.
type Open<'a> = &'a dyn Fn(&Path) -> Result<Document, DocumentError>;

/// Rule and concept, or words.
type Kind = (RuleId, Arc<str>);

/// What a session can do with the inputs, which go by their numbers.
pub(super) struct Doing<'a> {
    /// Reads a file.
    pub(super) open: Open<'a>,
    /// Checks a document.
    pub(super) check: &'a dyn Fn(usize, &Document) -> Findings,
    /// Switches a concept off, in a file that it returns.
    pub(super) disable: &'a dyn Fn(usize, &str) -> Result<PathBuf, String>,
    /// Whether words are a form of a concept that may stand.
    pub(super) is_right: &'a dyn Fn(usize, &str, &str) -> bool,
    /// Changes what the glossary of the project says of a concept, in a file that it returns.
    pub(super) add: &'a dyn Fn(usize, &str, &Change) -> Result<PathBuf, String>,
    /// What a baseline holds.
    pub(super) accepted: &'a [Places],
    /// How findings are shown.
    pub(super) report: &'a ReportOptions,
}

/// What a session remembers while the glossaries are read anew.
pub(super) struct State {
    /// Whether something could not be done.
    pub(super) failed: bool,
    /// Concepts that were switched off.
    pub(super) disabled: BTreeSet<Arc<str>>,
    accepted: usize,
    skipped: usize,
    /// What is accepted without being shown.
    always: BTreeSet<Kind>,
    stopped: Stopped,
    /// The file that is open, and the place in it.
    at: (usize, usize),
    /// What was skipped in the open file by this session.
    skipped_in_file: usize,
    term: Term,
}

/// How a session came to stand still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// All was gone through, or it was quit.
    Done,
    /// A glossary changed: it is to be read, and the session goes on.
    Changed,
}

impl State {
    /// The beginning of a session; `None` where there is no terminal, which is said.
    pub(super) fn begin() -> Option<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            output::error("--interactive needs a terminal; use --fix or --diff");
            return None;
        }
        Some(Self {
            failed: false,
            disabled: BTreeSet::new(),
            accepted: 0,
            skipped: 0,
            always: BTreeSet::new(),
            stopped: Stopped::read(),
            at: (0, 0),
            skipped_in_file: 0,
            term: Term::stdout(),
        })
    }
}

/// Goes through the findings of all files. What is accepted is in the file at once; where it stops, the next session goes
/// on.
pub(super) fn run(doing: &Doing<'_>, inputs: &[Input], state: &mut State) -> io::Result<Ended> {
    Session { doing, state }.files(inputs)
}

/// Whether a finding is about a concept that is switched off.
pub(super) fn is_disabled(found: &Diagnostic, disabled: &BTreeSet<Arc<str>>) -> bool {
    found
        .concept
        .as_ref()
        .is_some_and(|concept| disabled.contains(concept))
}
