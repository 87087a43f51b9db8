//! `tifa glossary lint`: contradictions, and what loads and is still doubtful.

use std::io::{self, Write};

use clap::Args;

use super::files::{self, FileOptions};
use crate::cli::exit_code::Outcome;
use crate::cli::{glossaries, output};
use crate::config::FailOn;
use crate::diagnostics::Severity;
use crate::glossary::Problem;
use crate::workshop::review;

/// What is looked at.
#[derive(Debug, Args)]
pub(in crate::cli) struct LintOptions {
    #[command(flatten)]
    files: FileOptions,
    /// From which severity on a finding fails the run: note, warning, error, or never
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    fail_on: FailOn,
    /// Show notes too: forms that are never found, missing examples, preferred forms that are nearly the same
    #[arg(long)]
    notes: bool,
}

/// Looks at the glossaries; the status says whether there is something at or above --fail-on.
pub(super) fn run(options: &LintOptions) -> io::Result<Outcome> {
    let collection = files::load(&options.files);
    if collection.is_empty() {
        return Ok(Outcome::Failed);
    }
    let mut problems: Vec<Problem> = review(&collection.glossary);
    problems.retain(|problem| collection.is_own(problem.file));
    let count = |severity: Severity| {
        let of_severity = |problem: &&Problem| problem.diagnostic.severity == severity;
        problems.iter().filter(of_severity).count()
    };
    let (warnings, notes) = (count(Severity::Warning), count(Severity::Note));
    let fails = options.fail_on.0.is_some_and(|level| {
        problems
            .iter()
            .any(|problem| problem.diagnostic.severity >= level)
    });
    let shown: Vec<Problem> = problems
        .iter()
        .filter(|problem| options.notes || problem.diagnostic.severity > Severity::Note)
        .cloned()
        .collect();
    let texts = collection.files.iter();
    let texts: Vec<(&str, &str)> = texts.map(|file| (&*file.path, &*file.text)).collect();
    let mut out = output::stdout();
    glossaries::write(&mut out, &texts, &shown)?;
    let concepts = collection.glossary.concepts().iter();
    let concepts = concepts
        .filter(|concept| collection.is_own(concept.origin.file))
        .filter(|concept| !concept.renderings.is_empty());
    let hint = if notes > 0 && !options.notes {
        " (--notes shows them)"
    } else {
        ""
    };
    writeln!(
        out,
        "{}: {}, {}{hint}",
        output::count(concepts.count(), "concept"),
        output::count(warnings, "warning"),
        output::count(notes, "note"),
    )?;
    out.flush()?;
    Ok(match (collection.failed, fails) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    })
}
