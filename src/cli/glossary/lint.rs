//! `tifa glossary lint`: contradictions, what loads and is still doubtful, and the layout of the files.

use std::io::{self, Write};
use std::path::Path;

use clap::Args;

use super::files::{self, FileOptions};
use crate::cli::exit_code::Outcome;
use crate::cli::{glossaries, output};
use crate::config::FailOn;
use crate::diagnostics::Severity;
use crate::fix::put;
use crate::glossary::Problem;
use crate::workshop::{layout, review, tidy};

/// Places of one file that are shown where its layout departs; one command mends them all.
const PLACES: usize = 10;

/// What is looked at.
#[derive(Debug, Args)]
pub(in crate::cli) struct LintOptions {
    #[command(flatten)]
    files: FileOptions,
    /// From which severity on a finding fails the run: note, warning, error, or never
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    fail_on: FailOn,
    /// Show notes too: missing examples and references, preferred forms that are nearly the same, shared Chinese terms
    #[arg(long)]
    notes: bool,
    /// Mend the layout of the files: the order of keys, spaces, lists, empty lines. What a file says, and its comments,
    /// stay
    #[arg(long, requires = "files")]
    fix: bool,
}

/// Looks at the glossaries; the status says whether there is something at or above --fail-on.
pub(super) fn run(options: &LintOptions) -> io::Result<Outcome> {
    let is_written = !options.fix || fix(&options.files);
    let collection = files::load(&options.files);
    if collection.is_empty() {
        return Ok(Outcome::Failed);
    }
    let mut problems: Vec<Problem> = review(&collection.glossary);
    problems.retain(|problem| collection.is_own(problem.file));
    let mut untidy: Vec<(&str, usize)> = Vec::new();
    for (file, written) in collection.files.iter().enumerate() {
        if !collection.is_own(file) {
            continue;
        }
        let mut found = layout(&written.text);
        if found.len() > PLACES {
            untidy.push((&written.path, found.len() - PLACES));
            found.truncate(PLACES);
        }
        let found = found.into_iter();
        problems.extend(found.map(|diagnostic| Problem { file, diagnostic }));
    }
    problems.sort_by_key(|problem| (problem.file, problem.diagnostic.location.span.start()));
    let more: usize = untidy.iter().map(|(_, count)| count).sum();
    let count = |severity: Severity| {
        let of_severity = |problem: &&Problem| problem.diagnostic.severity == severity;
        problems.iter().filter(of_severity).count()
    };
    let (warnings, notes) = (count(Severity::Warning) + more, count(Severity::Note));
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
    for (path, count) in untidy {
        let places = output::count(count, "more place");
        writeln!(
            out,
            "{path}: {places} with another layout; `tifa glossary lint --fix {path}` mends them all\n"
        )?;
    }
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
    Ok(match (collection.failed || !is_written, fails) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    })
}

/// Mends the layout of the files and says of which; whether all of them could be written.
fn fix(options: &FileOptions) -> bool {
    let mut is_written = true;
    // What cannot be read, or is no TOML, is reported when the glossaries are loaded.
    for file in files::readable(&options.files) {
        let Some(text) = tidy(&file.text) else {
            continue;
        };
        match put(Path::new(&*file.path), text.as_bytes()) {
            Ok(()) => output::note(&format!("{}: layout mended", file.path)),
            Err(error) => {
                output::error(&error.to_string());
                is_written = false;
            }
        }
    }
    is_written
}
