//! `tifa glossary diff`: what changed by concept.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::files;
use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::glossary::Glossary;
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
    let (Some(old), Some(new)) = (load(&options.old), load(&options.new)) else {
        return Ok(Outcome::Failed);
    };
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

/// The glossary of one file or directory by itself; `None` after it was said that there is none.
fn load(path: &Path) -> Option<Glossary> {
    let (files, failed) = files::open(&[path.to_path_buf()]);
    // Classes that other files define are no mistake here: what is written is compared.
    (!failed).then(|| crate::glossary::load(&files).glossary)
}
