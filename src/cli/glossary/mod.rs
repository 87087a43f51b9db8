//! `tifa glossary …`: what a glossary maintainer needs. One file for each command.

mod export;
mod files;
mod import;
mod test;
mod write_file;

use std::io;

use clap::Subcommand;

use crate::cli::exit_code::Outcome;

#[derive(Debug, Subcommand)]
pub(super) enum GlossaryCommand {
    /// Run the examples of glossaries and show what does not hold
    Test(test::TestOptions),
    /// Turn a term base of another tool (TBX, CSV, XLSX) into a glossary file
    Import(Box<import::ImportArgs>),
    /// Write glossaries as TBX, CSV or XLSX for other tools
    Export(export::ExportArgs),
}

/// Runs one of the commands.
pub(super) fn run(command: &GlossaryCommand) -> io::Result<Outcome> {
    match command {
        GlossaryCommand::Test(options) => test::run(options),
        GlossaryCommand::Import(args) => import::run(args),
        GlossaryCommand::Export(args) => export::run(args),
    }
}
