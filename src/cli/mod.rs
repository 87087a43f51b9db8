//! The command line: flags in, reports out, and what the run says to the shell.
//!
//! [`run`] is the whole program. One file for each command; nothing here knows how a defect is found.

mod accepting;
mod args;
mod authority;
mod cache;
mod card;
mod check;
mod diff;
mod directories;
mod disabling;
mod exit_code;
mod explain;
mod files;
mod fixing;
mod glossaries;
mod glossary;
mod ignoring;
mod init;
mod interactive;
mod lookup;
mod output;
mod project_glossary;
mod rules;
mod settings;
mod shell;
mod show_settings;
mod stats;
mod stopped;
mod watch;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};

/// Runs the program with the given arguments, the first of which is its name.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return shell::usage(&error),
    };
    let outcome = match &arguments.command {
        Command::Check(options) => check::run(options),
        Command::Rules(options) => rules::run(options),
        Command::Lookup(options) => lookup::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Init(options) => init::run(options),
        Command::Glossary(command) => glossary::run(command),
        Command::Why(options) => why::run(options),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man => shell::manual(),
    };
    exit_code::of(outcome).into()
}
