//! `tifa glossary list` and `tifa glossary stats`: what there is, one concept a line, and how much of it.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::corpus::Corpus;
use super::files::{self, Collection, FileOptions};
use super::import;
use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::documents::{self, OpenOptions};
use crate::glossary::{ClassId, Concept, Evidence, Glossary, Kind, NUMERAL, Template};
use crate::matching::Matcher;
use crate::report::sanitize;

/// What is listed.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListOptions {
    #[command(flatten)]
    files: FileOptions,
    /// Only concepts of these kinds: organ, post, phrase, …
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = import::kind)]
    kind: Vec<Kind>,
    /// Only concepts with this evidence: proposed, official, …
    #[arg(long, value_name = "LEVEL", value_delimiter = ',', value_parser = import::evidence)]
    evidence: Vec<Evidence>,
    /// Only members of these classes
    #[arg(long, value_name = "CLASS", value_delimiter = ',')]
    class: Vec<String>,
}

impl ListOptions {
    /// Whether a concept is asked for.
    fn wants(&self, concept: &Concept) -> bool {
        let class = |class: &String| concept.classes.iter().any(|own| **own == **class);
        (self.kind.is_empty() || self.kind.contains(&concept.kind))
            && (self.evidence.is_empty() || self.evidence.contains(&concept.evidence))
            && (self.class.is_empty() || self.class.iter().any(class))
    }
}

/// What is counted.
#[derive(Debug, Args)]
pub(in crate::cli) struct StatsOptions {
    #[command(flatten)]
    files: FileOptions,
    /// Name the concepts that these texts never mention
    #[arg(long, value_name = "DIR")]
    corpus: Vec<PathBuf>,
}

/// Lists the concepts: id, kind, Chinese, preferred form.
pub(super) fn list(options: &ListOptions) -> io::Result<Outcome> {
    let collection = files::load(&options.files);
    let mut out = output::stdout();
    for concept in own(&collection).filter(|concept| options.wants(concept)) {
        writeln!(
            out,
            "{}\t{}\t{}\t{}",
            concept.id,
            concept.kind.name(),
            sanitize(concept.source_term()),
            sanitize(concept.preferred().term.as_str())
        )?;
    }
    out.flush()?;
    Ok(status(collection.failed || collection.is_empty()))
}

/// Counts the concepts by kind, evidence and class, and their forms.
pub(super) fn stats(options: &StatsOptions) -> io::Result<Outcome> {
    let collection = files::load(&options.files);
    if collection.is_empty() {
        return Ok(Outcome::Failed);
    }
    let mut failed = collection.failed;
    let (mut kinds, mut evidence) = (BTreeMap::new(), BTreeMap::new());
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut concepts, mut examples, mut forms, mut expanded) = (0, 0, 0, 0_u64);
    for concept in own(&collection) {
        concepts += 1;
        examples += concept.examples.len();
        forms += concept.renderings.len();
        *kinds.entry(concept.kind.name()).or_insert(0) += 1;
        *evidence.entry(concept.evidence.name()).or_insert(0) += 1;
        for class in &concept.classes {
            *classes.entry(class).or_default() += 1;
        }
        for form in &concept.renderings {
            let wordings = wordings(&collection.glossary, &form.term, 0);
            expanded = expanded.saturating_add(wordings);
        }
    }
    let mut out = output::stdout();
    writeln!(
        out,
        "{}, {}, {} ({} with their classes filled)",
        output::count(concepts, "concept"),
        output::count(examples, "example"),
        output::count(forms, "form"),
        output::grouped(usize::try_from(expanded).unwrap_or(usize::MAX)),
    )?;
    for (title, counts) in [
        ("kind", &kinds),
        ("evidence", &evidence),
        ("class", &classes),
    ] {
        if !counts.is_empty() {
            writeln!(out, "\n{title:<40} {:>8}", "concepts")?;
        }
        for (name, count) in counts {
            writeln!(out, "{name:<40} {:>8}", output::grouped(*count))?;
        }
    }
    if !options.corpus.is_empty() {
        failed |= unseen(&mut out, &collection, &options.corpus)?;
    }
    out.flush()?;
    Ok(status(failed))
}

fn status(failed: bool) -> Outcome {
    if failed {
        Outcome::Failed
    } else {
        Outcome::Clean
    }
}

fn own(collection: &Collection) -> impl Iterator<Item = &Concept> {
    let concepts = collection.glossary.concepts().iter();
    concepts
        .filter(|concept| collection.is_own(concept.origin.file) && !concept.renderings.is_empty())
}

/// How many wordings a term stands for; a numeral counts once.
fn wordings(glossary: &Glossary, term: &Template, depth: u8) -> u64 {
    term.slots()
        .filter(|&slot| slot != NUMERAL && depth < 4)
        .filter_map(|slot| glossary.class_id(slot))
        .map(|class: ClassId| {
            let members = &glossary.class(class).members;
            let targets = members.iter().flat_map(|member| &member.target);
            targets.fold(0_u64, |sum, target| {
                sum.saturating_add(wordings(glossary, target, depth + 1))
            })
        })
        .fold(1, u64::saturating_mul)
}

/// Names the concepts that no text mentions; the flag says whether a text could not be read.
fn unseen(out: &mut impl Write, collection: &Collection, corpus: &[PathBuf]) -> io::Result<bool> {
    let Corpus { texts, mut failed } = Corpus::find(corpus);
    let matcher = Matcher::new(&collection.glossary);
    let mut seen = HashSet::new();
    let mut read = 0;
    for path in &texts {
        match documents::open(path, &OpenOptions::default()) {
            Ok(document) => {
                read += 1;
                let mentions = matcher.read(&document).mentions;
                seen.extend(mentions.iter().map(|mention| &matcher.concept(mention).id));
            }
            Err(error) => {
                output::error(&error.to_string());
                failed = true;
            }
        }
    }
    if read == 0 {
        // Nothing is known then.
        return Ok(failed);
    }
    let unseen: Vec<&str> = own(collection)
        .filter(|concept| !seen.contains(&concept.id))
        .map(|concept| &*concept.id)
        .collect();
    writeln!(
        out,
        "\n{} never seen in {}",
        output::count(unseen.len(), "concept"),
        output::count(read, "text")
    )?;
    for id in unseen {
        writeln!(out, "  {id}")?;
    }
    Ok(failed)
}
