//! `tifa glossary schema`: the format of a glossary file, for editors.

use std::io::{self, Write};

use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::glossary::json_schema;

/// Prints the JSON Schema of the format.
pub(super) fn run() -> io::Result<Outcome> {
    let mut out = output::stdout();
    writeln!(out, "{:#}", json_schema())?;
    out.flush()?;
    Ok(Outcome::Clean)
}
