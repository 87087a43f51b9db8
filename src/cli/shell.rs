//! What the shell is told: usage errors, completions, the manual page.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;

use super::args::Arguments;
use super::exit_code::Outcome;
use super::output;

/// Shows what clap has to say: help and version on standard output, an error on standard error.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    // A closed pipe while printing help is no error.
    drop(error.print());
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell) -> io::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tifa", &mut script);
    print(&script)
}

/// Prints the manual page.
pub(super) fn manual() -> io::Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page)?;
    print(&page)
}

fn print(bytes: &[u8]) -> io::Result<Outcome> {
    let mut out = output::stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Clean)
}
