//! `tifa glossary impact`: what a changed glossary does to the findings in real texts.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::*;

use super::corpus::Corpus;
use super::files::{self, FileOptions};
use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::config::Pair;
use crate::documents::{self, DocumentError, OpenOptions};
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
    /// The Chinese beside each text: what counts only where the Chinese names a concept is looked for too. Stars stand for
    /// the same, as in zh/*.txt=en/*.txt
    #[arg(long, value_name = "CHINESE=ENGLISH")]
    pair: Vec<Pair>,
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
    let corpus = Corpus::find(&options.corpus);
    failed |= corpus.failed;
    let before = Linter::new(&old.glossary, Settings::default());
    let after = Linter::new(&new.glossary, Settings::default());
    let paired: Vec<(&PathBuf, Option<PathBuf>)> = corpus
        .texts
        .iter()
        .map(|path| (path, source_of(path, &options.pair)))
        .collect();
    // The Chinese of a text is no text to be checked itself.
    let sources: HashSet<&PathBuf> = paired
        .iter()
        .filter_map(|(_, source)| source.as_ref())
        .collect();
    let texts: Vec<_> = paired
        .iter()
        .filter(|(path, _)| !sources.contains(path))
        .collect();
    let results: Vec<_> = texts
        .par_iter()
        .map(|(path, source)| {
            let open = |path: &PathBuf| documents::open(path, &OpenOptions::default());
            let source = source.as_ref().map(open).transpose()?;
            let source = source.map(|source| source.parts()[0].text.clone());
            let document = open(path)?;
            Ok::<_, DocumentError>(impact(&document, source.as_deref(), &before, &after))
        })
        .collect();
    let mut moved: BTreeMap<String, Vec<Moved>> = BTreeMap::new();
    let (mut compared, mut beside) = (0, 0);
    for (result, (_, source)) in results.into_iter().zip(&texts) {
        match result {
            Ok(found) => {
                compared += 1;
                beside += usize::from(source.is_some());
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
    if compared == 0 {
        output::error("nothing was compared: no text could be read");
        return Ok(Outcome::Failed);
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
    let beside = match options.pair.is_empty() {
        true => String::new(),
        false => format!(", {} with the Chinese beside them", output::grouped(beside)),
    };
    writeln!(
        out,
        "{} in {}{beside}: {appear} appear, {disappear} disappear",
        output::count(moved.len(), "concept"),
        output::count(compared, "text"),
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

/// The Chinese file that belongs to a text, where there is one.
fn source_of(path: &Path, pairs: &[Pair]) -> Option<PathBuf> {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = path.trim_start_matches("./");
    let sources = pairs.iter().filter_map(|pair| pair.source_of(path));
    sources.map(PathBuf::from).find(|source| source.is_file())
}
