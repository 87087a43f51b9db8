//! `tifa glossary diff`: what changed by concept.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::files;
use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::glossary::{Glossary, GlossaryFile, Loaded};
use crate::report::sanitize;
use crate::workshop::{Change, difference};

/// What is compared.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffOptions {
    /// The earlier glossary: a file, or a directory of them
    old: PathBuf,
    /// The later one
    new: PathBuf,
}

/// Shows the concepts that differ; the status is 1 where some do.
pub(super) fn run(options: &DiffOptions) -> io::Result<Outcome> {
    let (Some(old), Some(new)) = (open(&options.old), open(&options.new)) else {
        return Ok(Outcome::Failed);
    };
    let (old, new) = loaded(&old, &new);
    let changes = difference(&old, &new);
    let mut out = output::stdout();
    let (mut added, mut removed, mut changed) = (0, 0, 0);
    for (id, change) in &changes {
        match change {
            Change::Added => {
                added += 1;
                writeln!(out, "+ {id}")?;
            }
            Change::Removed => {
                removed += 1;
                writeln!(out, "- {id}")?;
            }
            Change::Changed {
                removed: without,
                added: with,
            } => {
                changed += 1;
                writeln!(out, "~ {id}")?;
                for line in without {
                    writeln!(out, "    - {}", sanitize(line))?;
                }
                for line in with {
                    writeln!(out, "    + {}", sanitize(line))?;
                }
            }
        }
    }
    writeln!(out, "{added} added, {removed} removed, {changed} changed")?;
    out.flush()?;
    Ok(if changes.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

/// The files of one side; `None` after it was said what could not be read.
fn open(path: &Path) -> Option<Vec<GlossaryFile>> {
    let (files, failed) = files::open(&[path.to_path_buf()]);
    (!failed).then_some(files)
}

/// Both sides over the bundled glossaries, whose classes they name, and whose entries they may disable or prefer otherwise.
/// Where they repeat entries of those, as an export does, over the classes alone.
fn loaded(old: &[GlossaryFile], new: &[GlossaryFile]) -> (Glossary, Glossary) {
    let all = crate::glossary::bundled();
    let mut classes = all.clone();
    classes.retain(|file| !file.text.contains("[[concept]]"));
    let over = |below: &[GlossaryFile], own: &[GlossaryFile]| {
        let (files, _) = files::lay_over(below.to_vec(), own.to_vec());
        crate::glossary::load(&files)
    };
    let whole = |loaded: &Loaded| loaded.problems.is_empty();
    let mut sides = (over(&all, old), over(&all, new));
    if !whole(&sides.0) || !whole(&sides.1) {
        sides = (over(&classes, old), over(&classes, new));
    }
    if !whole(&sides.0) || !whole(&sides.1) {
        output::note("entries with mistakes take no part; `tifa glossary lint` shows them");
    }
    (sides.0.glossary, sides.1.glossary)
}
