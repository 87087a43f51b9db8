//! The questions of `tifa glossary add` on a terminal.

use std::io;

use dialoguer::{Input, Select};

use super::add::AddArgs;
use crate::glossary::Kind;

/// What separates the answers to one question; commas stand in names.
const SEPARATOR: char = ';';

/// Asks for what the options do not say; an empty answer leaves out what a concept can do without.
pub(super) fn ask(args: &mut AddArgs) -> io::Result<()> {
    if args.file.is_none() {
        args.file = Some(line("glossary file, begun if there is none", false)?.into());
    }
    if args.source.is_empty() {
        args.source = lines("Chinese terms", false)?;
    }
    if args.preferred.is_none() {
        args.preferred = Some(line("English to write", false)?);
    }
    if args.id.is_none() {
        args.id = Some(line("id: lower-case letters, digits, hyphens", false)?);
    }
    if args.kind.is_none() {
        args.kind = Some(kind()?);
    }
    for (list, prompt) in [
        (&mut args.admitted, "right as well"),
        (&mut args.short, "short forms"),
        (&mut args.deprecated, "wrong English"),
        (
            &mut args.only_with_source,
            "wrong only where the Chinese names the concept",
        ),
        (&mut args.only_in_quotes, "wrong only in quotation marks"),
    ] {
        if list.is_empty() {
            *list = lines(prompt, true)?;
        }
    }
    for (list, prompt) in [
        (
            &mut args.example,
            "a sentence with wrong English, which must be found",
        ),
        (&mut args.silent, "a sentence that must stay silent"),
    ] {
        if list.is_empty() && !args.deprecated.is_empty() {
            list.extend(Some(line(prompt, true)?).filter(|text| !text.is_empty()));
        }
    }
    Ok(())
}

fn line(prompt: &str, optional: bool) -> io::Result<String> {
    let prompt = match optional {
        true => format!("{prompt} (may be empty)"),
        false => prompt.to_owned(),
    };
    let answer = Input::<String>::new()
        .with_prompt(prompt)
        .allow_empty(optional)
        .interact_text();
    answer
        .map(|text| text.trim().to_owned())
        .map_err(|dialoguer::Error::IO(error)| error)
}

fn lines(prompt: &str, optional: bool) -> io::Result<Vec<String>> {
    let answer = line(&format!("{prompt}, separated by `{SEPARATOR}`"), optional)?;
    let parts = answer.split(SEPARATOR).map(str::trim);
    Ok(parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect())
}

fn kind() -> io::Result<Kind> {
    let names: Vec<&str> = Kind::ALL.iter().map(|&kind| kind.name()).collect();
    let chosen = Select::new()
        .with_prompt("kind")
        .items(&names)
        .default(0)
        .interact()
        .map_err(|dialoguer::Error::IO(error)| error)?;
    Ok(Kind::ALL[chosen])
}
