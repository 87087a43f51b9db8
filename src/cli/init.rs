//! `tifa init`: a commented configuration and a first glossary.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::exit_code::Outcome;
use super::output;
use crate::config;

#[derive(Debug, Args)]
pub(super) struct InitOptions {
    /// The directory to write to
    #[arg(value_name = "DIRECTORY", default_value = ".")]
    directory: PathBuf,
}

/// What the glossary is called in the configuration.
const GLOSSARY: &str = "glossary.toml";

/// Writes what is not there yet.
pub(super) fn run(options: &InitOptions) -> io::Result<Outcome> {
    let directory = &options.directory;
    let names = config::NAMES.iter().map(|name| directory.join(name));
    if let Some(path) = { names }.find(|path| path.exists()) {
        let path = path.strip_prefix("./").unwrap_or(&path).display();
        output::error(&format!(
            "{path}: is there already and stays as it is; move it away to begin anew"
        ));
        return Ok(Outcome::Failed);
    }
    let mut outcome = Outcome::Clean;
    let mut out = output::stdout();
    for (name, text) in [
        (config::NAMES[0], config::SETTINGS),
        (GLOSSARY, config::GLOSSARY),
    ] {
        let path = directory.join(name);
        let shown = path.strip_prefix("./").unwrap_or(&path).display();
        match write(&path, text) {
            Ok(()) => writeln!(out, "{shown}: written")?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                writeln!(out, "{shown}: is there already and stays as it is")?;
            }
            Err(error) => {
                output::error(&format!(
                    "{shown}: cannot be written: {error}; check the directory"
                ));
                outcome = Outcome::Failed;
                break;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Writes a file that must not be there yet.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}
