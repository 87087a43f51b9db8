//! `tifa glossary test`: every example through the real pipeline.

use std::collections::HashSet;
use std::io::{self, Write};

use clap::Args;
use rayon::prelude::*;
use similar::{ChangeTag, TextDiff};

use super::files::{self, Collection, FileOptions};
use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::lint::{Linter, Settings};
use crate::report::sanitize;
use crate::text::LineIndex;
use crate::workshop::{Failure, Trial, trials};

/// Which examples are run.
#[derive(Debug, Args)]
pub(in crate::cli) struct TestOptions {
    #[command(flatten)]
    files: FileOptions,
    /// Run only the examples of concepts whose id contains these letters
    #[arg(long, value_name = "ID")]
    filter: Option<String>,
}

/// Runs the examples; the status says whether all of them hold.
pub(super) fn run(options: &TestOptions) -> io::Result<Outcome> {
    let collection = files::load(&options.files);
    if collection.is_empty() {
        return Ok(Outcome::Failed);
    }
    let linter = Linter::new(&collection.glossary, Settings::default());
    let chosen: Vec<Trial<'_>> = trials(&collection.glossary)
        .filter(|trial| collection.is_own(trial.concept.origin.file))
        .filter(|trial| {
            let filter = options.filter.as_deref();
            filter.is_none_or(|filter| trial.concept.id.contains(filter))
        })
        .collect();
    if let (Some(filter), true) = (&options.filter, chosen.is_empty()) {
        output::error(&format!(
            "no concept with an example has `{filter}` in its id; `tifa lookup` finds a concept by its words"
        ));
        return Ok(Outcome::Failed);
    }
    let results: Vec<Vec<Failure>> = chosen.par_iter().map(|trial| trial.run(&linter)).collect();
    let mut out = output::stdout();
    for (trial, failures) in chosen.iter().zip(&results) {
        if !failures.is_empty() {
            write_failures(&mut out, &collection, trial, failures)?;
        }
    }
    let concepts: HashSet<&str> = chosen.iter().map(|trial| &*trial.concept.id).collect();
    let failed = results
        .iter()
        .filter(|failures| !failures.is_empty())
        .count();
    writeln!(
        out,
        "{} of {}: {} passed, {} failed, 0 skipped",
        output::count(chosen.len(), "example"),
        output::count(concepts.len(), "concept"),
        output::grouped(chosen.len() - failed),
        output::grouped(failed),
    )?;
    out.flush()?;
    Ok(match (collection.failed, failed) {
        (true, _) => Outcome::Failed,
        (false, 0) => Outcome::Clean,
        (false, _) => Outcome::Findings,
    })
}

/// What does not hold of an example, at its place.
pub(super) fn write_failures(
    out: &mut impl Write,
    collection: &Collection,
    trial: &Trial<'_>,
    failures: &[Failure],
) -> io::Result<()> {
    let (concept, example) = (trial.concept, trial.example);
    let file = &collection.files[concept.origin.file];
    let place = LineIndex::new(&file.text).line_column(&file.text, example.span.start());
    writeln!(out, "{}:{}: `{}`", file.path, place.line, concept.id)?;
    if let Some(source) = &example.source {
        writeln!(out, "  source    {}", sanitize(source))?;
    }
    writeln!(out, "  text      {}", sanitize(&example.text))?;
    for failure in failures {
        match failure {
            Failure::Findings { expected, actual } => {
                writeln!(out, "  expected (-) and found (+):")?;
                write_difference(out, expected, actual)?;
            }
            Failure::Fixed { text, found } => {
                writeln!(out, "  fixed     {}", sanitize(text))?;
                writeln!(out, "  which is still not right:")?;
                for found in found {
                    writeln!(out, "    {}", sanitize(found))?;
                }
            }
            Failure::Restless { text } => {
                writeln!(out, "  fixed     {}", sanitize(text))?;
                writeln!(out, "  which the fixes change again and again")?;
            }
        }
    }
    writeln!(out)
}

/// Two lists line by line: what only the first has, what only the second has, what both have.
fn write_difference(out: &mut impl Write, old: &[String], new: &[String]) -> io::Result<()> {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        old.iter().map(String::as_str).collect(),
        new.iter().map(String::as_str).collect(),
    );
    for change in TextDiff::from_slices(&old, &new).iter_all_changes() {
        let mark = match change.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        writeln!(out, "    {mark} {}", sanitize(change.value()))?;
    }
    Ok(())
}
