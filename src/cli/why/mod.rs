//! `tifa why`: what was looked for at a place, what won, what lost to what, and what became of it.
//!
//! `place.rs` reads the place, `answer.rs` says what stands there, `silence.rs` why nothing does.

mod answer;
mod place;
mod silence;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use self::answer::Answer;
use self::place::{bytes_of, place};
use crate::cli::accepting::{Accepting, Asked, Looked};
use crate::cli::args::GlossaryOptions;
use crate::cli::exit_code::Outcome;
use crate::cli::files::{Input, find};
use crate::cli::{glossaries, output, settings};
use crate::documents::{self, Document, DocumentError, Format, OpenOptions};
use crate::lint::{Linter, Settings};
use crate::matching::{Matcher, SourceTerms, Usage};

#[derive(Debug, Args)]
pub(super) struct WhyOptions {
    /// The place: a file, a line, and a column where one word of the line is meant
    #[arg(value_name = "FILE:LINE[:COL]")]
    place: String,
    /// The Chinese beside the text, which decides what counts only there
    #[arg(long, value_name = "FILE", conflicts_with = "across")]
    source: Option<PathBuf>,
    /// The other files of the run, whose wordings are compared with those of this one
    #[arg(long, value_name = "PATH", num_args = 1..)]
    across: Vec<PathBuf>,
    #[command(flatten)]
    glossaries: GlossaryOptions,
}

/// Answers for one place.
pub(super) fn run(options: &WhyOptions) -> io::Result<Outcome> {
    let Some(place) = place(&options.place) else {
        output::error(&format!(
            "`{}` is no place; write FILE:LINE or FILE:LINE:COLUMN, such as article.md:3:12",
            options.place
        ));
        return Ok(Outcome::Failed);
    };
    let Some((group, baseline)) = settings::for_file(&place.path, &options.glossaries) else {
        return Ok(Outcome::Failed);
    };
    let read = documents::open(&place.path, &OpenOptions::default());
    let source = options
        .source
        .as_ref()
        .map(|path| chinese(path))
        .transpose();
    let (document, source) = match (read, source) {
        (Ok(document), Ok(source)) => (document, source),
        (Err(error), _) | (_, Err(error)) => {
            output::error(&error.to_string());
            return Ok(Outcome::Failed);
        }
    };
    let span = match bytes_of(&document.parts()[0].text, &place) {
        Ok(span) => span,
        Err(error) => {
            output::error(&format!("{}: {error}", place.path.display()));
            return Ok(Outcome::Failed);
        }
    };
    let loaded = glossaries::load_layer(
        &group.settings.layer,
        &group.config,
        options.glossaries.cache(),
    );
    let Some((glossary, failed)) = loaded else {
        return Ok(Outcome::Failed);
    };
    let linter = Linter::new(&glossary, group.settings.lint.clone());
    let everything = Matcher::for_sources(&glossary);
    let asked = baseline.map_or(Asked::Nothing, Asked::Hold);
    let Some(mut accepting) = Accepting::new(asked, &Looked::default()) else {
        return Ok(Outcome::Failed);
    };
    let Some(usage) = usage(options, &document, &linter) else {
        return Ok(Outcome::Failed);
    };
    let check = |linter: &Linter<'_>| match (&source, &usage) {
        (Some(source), _) => linter.lint_with_source(&document, source),
        (None, Some(usage)) => linter.lint_across(&document, usage),
        (None, None) => linter.lint(&document),
    };
    let reading = match &source {
        Some(source) => {
            let source = SourceTerms::new(&glossary).read(source);
            everything.read_for(&document, Some(&source), false)
        }
        None => linter.matcher().read(&document),
    };
    let answer = Answer {
        document: &document,
        glossary: &glossary,
        linter: &linter,
        everything: &everything,
        reading,
        findings: check(&linter),
        all: check(&linter.with_settings(Settings::default())),
        has_source: source.is_some(),
        line: place.line,
    };
    let mut out = output::stdout();
    answer.write(&mut out, span, place.column.is_some(), &mut accepting)?;
    out.flush()?;
    Ok(if failed {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// The Chinese text of a file.
fn chinese(path: &std::path::Path) -> Result<String, DocumentError> {
    let options = OpenOptions {
        format: Some(Format::Text),
        ..OpenOptions::default()
    };
    let document = documents::open(path, &options)?;
    Ok(document.parts()[0].text.clone())
}

/// The wordings of the document and the other files of a run, where those are given; `None` after it was said what cannot be
/// read.
fn usage(options: &WhyOptions, document: &Document, linter: &Linter<'_>) -> Option<Option<Usage>> {
    if options.across.is_empty() {
        return Some(None);
    }
    let (inputs, failures) = find(&options.across);
    let mut errors: Vec<String> = failures.iter().map(ToString::to_string).collect();
    let mut usage = Usage::default();
    let mut has_document = false;
    for input in &inputs {
        let Input::File(path) = input else {
            errors.push("-: standard input is no file of a run here; name files".to_owned());
            continue;
        };
        match documents::open(path, &OpenOptions::default()) {
            Ok(other) => {
                has_document |= other.path() == document.path();
                usage.add(&linter.usage(&other));
            }
            Err(error) => errors.push(error.to_string()),
        }
    }
    if !has_document {
        usage.add(&linter.usage(document));
    }
    for error in &errors {
        output::error(error);
    }
    errors.is_empty().then_some(Some(usage))
}
