//! `tifa glossary impact`: what a changed glossary does to the findings in real texts.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::files::{self, FileOptions};
use crate::cli::exit_code::Outcome;
use crate::cli::files::{Input, find};
use crate::cli::output;
use crate::documents::{self, OpenOptions};
use crate::lint::{Linter, Settings};
use crate::report::sanitize;
use crate::workshop::{Moved, impact};

/// What changes, and on which texts.
#[derive(Debug, Args)]
pub(in crate::cli) struct ImpactOptions {
    /// The changed glossary files; one with the id of a bundled glossary stands in its place
    #[arg(value_name = "NEW", required = true)]
    new: Vec<PathBuf>,
    /// Files and directories of texts
    #[arg(long, value_name = "DIR", required = true)]
    corpus: Vec<PathBuf>,
    /// The glossary files as they were, where they are not the bundled ones
    #[arg(long, value_name = "FILE")]
    old: Vec<PathBuf>,
    /// Leave the bundled glossaries out
    #[arg(long, requires = "old")]
    no_bundled: bool,
    /// Concepts whose findings must not change
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    no_change: Vec<String>,
}

/// Shows the findings that appear and disappear; the status is 1 where a concept of --no-change moved.
pub(super) fn run(options: &ImpactOptions) -> io::Result<Outcome> {
    let load = |files: &[PathBuf]| {
        files::load(&FileOptions {
            files: files.to_vec(),
            no_bundled: options.no_bundled,
        })
    };
    let (old, new) = (load(&options.old), load(&options.new));
    if new.is_empty() || old.is_empty() {
        return Ok(Outcome::Failed);
    }
    let mut failed = old.failed || new.failed;
    for id in &options.no_change {
        if old.glossary.find(id).is_none() && new.glossary.find(id).is_none() {
            output::error(&format!("no glossary has the concept `{id}`"));
            failed = true;
        }
    }
    let (inputs, errors) = find(&options.corpus);
    for error in &errors {
        output::error(&error.to_string());
    }
    failed |= !errors.is_empty();
    let before = Linter::new(&old.glossary, Settings::default());
    let after = Linter::new(&new.glossary, Settings::default());
    let results: Vec<_> = inputs
        .par_iter()
        .map(|input| match input {
            Input::File(path) => documents::open(path, &OpenOptions::default())
                .map(|document| impact(&document, &before, &after)),
            Input::Stdin => Ok(BTreeMap::new()),
        })
        .collect();
    let mut moved: BTreeMap<String, Vec<Moved>> = BTreeMap::new();
    for result in results {
        match result {
            Ok(found) => {
                for (concept, these) in found {
                    moved.entry(concept).or_default().extend(these);
                }
            }
            Err(error) => {
                output::error(&error.to_string());
                failed = true;
            }
        }
    }
    let mut out = output::stdout();
    let (mut appear, mut disappear) = (0, 0);
    for (concept, these) in &moved {
        let name = if concept.is_empty() {
            "of no concept"
        } else {
            concept
        };
        writeln!(out, "{name}")?;
        for moved in these {
            let mark = if moved.appears { '+' } else { '-' };
            let Moved {
                path, line, rule, ..
            } = moved;
            writeln!(
                out,
                "  {mark} {path}:{line}: {} [{rule}]",
                sanitize(&moved.message)
            )?;
            writeln!(out, "      {}", sanitize(&moved.context))?;
        }
        let new = these.iter().filter(|moved| moved.appears).count();
        appear += new;
        disappear += these.len() - new;
    }
    writeln!(
        out,
        "{} in {} texts: {appear} appear, {disappear} disappear",
        output::count(moved.len(), "concept"),
        inputs.len(),
    )?;
    out.flush()?;
    let mut forbidden = false;
    for id in options
        .no_change
        .iter()
        .filter(|id| moved.contains_key(*id))
    {
        output::error(&format!("the findings of `{id}` were not to change"));
        forbidden = true;
    }
    Ok(match (failed, forbidden) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    })
}
