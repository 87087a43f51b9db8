//! `tifa lookup`: how is it written?

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::args::{ColorChoice, GlossaryOptions};
use super::exit_code::Outcome;
use super::{card, glossaries, output};
use crate::report::sanitize;
use crate::text::shortened;
use crate::workshop::{Answer, Card, Fit, Lookup};

/// Withdrawn forms shown on a card.
const WITHDRAWN: usize = 8;

/// What is asked, and how the answer is written.
#[derive(Debug, Args)]
pub(super) struct LookupOptions {
    /// Chinese, English, pinyin (with or without spaces and tones, or initials), or the id of a concept
    #[arg(value_name = "TERM", required = true)]
    terms: Vec<String>,
    #[command(flatten)]
    glossaries: GlossaryOptions,
    /// How the answer is written
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: LookupFormat,
    /// When the answer is coloured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    color: ColorChoice,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum LookupFormat {
    /// A card for each concept
    #[default]
    Human,
    Json,
}

/// The answers as JSON; fields are added, never changed.
#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    answers: Vec<WrittenAnswer<'a>>,
}

#[derive(Serialize)]
struct WrittenAnswer<'a> {
    term: &'a str,
    fit: &'static str,
    #[serde(flatten)]
    card: &'a Card,
}

/// Answers each question; the status is 1 where one has no answer.
pub(super) fn run(options: &LookupOptions) -> io::Result<Outcome> {
    let asks_nothing = |term: &&String| !term.contains(char::is_alphanumeric);
    if let Some(term) = options.terms.iter().find(asks_nothing) {
        output::error(&format!(
            "`{}` holds no word; name a term, such as `tifa lookup 市委` or `tifa lookup \"Party committee\"`",
            sanitize(&shortened(term))
        ));
        return Ok(Outcome::Failed);
    }
    let (glossary, failed) = glossaries::load(&options.glossaries);
    let lookup = Lookup::new(&glossary);
    let answers: Vec<(&str, Vec<Answer>)> = options
        .terms
        .iter()
        .map(|term| (term.as_str(), lookup.find(term)))
        .collect();
    let mut out = output::stdout();
    let mut missing = false;
    if options.format == LookupFormat::Json {
        write_json(&mut out, &answers)?;
        missing = answers.iter().any(|(_, answers)| answers.is_empty());
    } else {
        let color = output::color(options.color);
        for (index, (term, answers)) in answers.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            if answers.is_empty() {
                missing = true;
                out.flush()?;
                output::error(&format!(
                    "no glossary has `{}`, nor anything near it; `tifa init` writes a first glossary of your own",
                    shortened(term)
                ));
            }
            write_cards(&mut out, term, answers, color)?;
        }
    }
    out.flush()?;
    // The process ends next; taking a large glossary apart piece by piece would be wasted.
    std::mem::forget(lookup);
    std::mem::forget(glossary);
    Ok(match (failed, missing) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    })
}

fn write_cards(
    out: &mut impl Write,
    term: &str,
    answers: &[Answer],
    color: bool,
) -> io::Result<()> {
    let term = shortened(term);
    match answers.first().map(|answer| answer.fit) {
        Some(Fit::Near) => writeln!(out, "no glossary has `{term}`; near it:\n")?,
        Some(Fit::Within) => writeln!(out, "no glossary has `{term}` as a whole; it is in:\n")?,
        Some(Fit::Part) => writeln!(out, "no glossary has `{term}` as a whole; in it:\n")?,
        _ => {}
    }
    for (index, answer) in answers.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        card::write(out, &answer.card, WITHDRAWN, color)?;
    }
    Ok(())
}

fn write_json(out: &mut impl Write, answers: &[(&str, Vec<Answer>)]) -> io::Result<()> {
    let written = Written {
        version: 1,
        answers: answers
            .iter()
            .flat_map(|&(term, ref answers)| {
                answers.iter().map(move |answer| WrittenAnswer {
                    term,
                    fit: answer.fit.name(),
                    card: &answer.card,
                })
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &written)?;
    writeln!(out)
}
