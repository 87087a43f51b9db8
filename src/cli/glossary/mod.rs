//! `tifa glossary …`: what a glossary maintainer needs. One file for each command.

mod add;
mod ask;
mod corpus;
mod diff;
mod export;
mod files;
mod impact;
mod import;
mod lint;
mod list;
mod schema;
mod test;

use std::io;

use clap::Subcommand;

use crate::cli::exit_code::Outcome;

#[derive(Debug, Subcommand)]
pub(super) enum GlossaryCommand {
    /// Find contradictions, forms that are never found, and other doubtful things
    Lint(lint::LintOptions),
    /// Run the examples of glossaries and show what does not hold
    Test(test::TestOptions),
    /// List the concepts, one a line: id, kind, Chinese, preferred form
    List(list::ListOptions),
    /// Count concepts and forms, and name those that texts never mention
    Stats(list::StatsOptions),
    /// Add a concept to a glossary file, from options or by questions, once its examples hold
    Add(Box<add::AddArgs>),
    /// Show what changed between two glossaries, by concept
    Diff(diff::DiffOptions),
    /// Show what a changed glossary does to the findings in texts
    Impact(impact::ImpactOptions),
    /// Turn a term base of another tool (TBX, CSV, XLSX) into a glossary file
    Import(Box<import::ImportArgs>),
    /// Write glossaries as TBX, CSV or XLSX for other tools
    Export(export::ExportArgs),
    /// Print the JSON Schema of a glossary file, for editors
    Schema,
}

/// Runs one of the commands.
pub(super) fn run(command: &GlossaryCommand) -> io::Result<Outcome> {
    match command {
        GlossaryCommand::Lint(options) => lint::run(options),
        GlossaryCommand::List(options) => list::list(options),
        GlossaryCommand::Stats(options) => list::stats(options),
        GlossaryCommand::Add(args) => add::run(args),
        GlossaryCommand::Diff(options) => diff::run(options),
        GlossaryCommand::Impact(options) => impact::run(options),
        GlossaryCommand::Test(options) => test::run(options),
        GlossaryCommand::Import(args) => import::run(args),
        GlossaryCommand::Export(args) => export::run(args),
        GlossaryCommand::Schema => schema::run(),
    }
}
