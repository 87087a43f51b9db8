//! Flags as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::fixing::FixOptions;
use crate::diagnostics::Severity;
use crate::glossary::Date;
use crate::report::ReportFormat;

/// Checks the English of official Chinese articles against glossaries of canonical wordings.
#[derive(Debug, Parser)]
#[command(
    name = "tifa",
    version,
    about,
    max_term_width = 100,
    propagate_version = true
)]
#[command(
    after_help = "Exit status: 0 no findings at or above --fail-on, 1 some findings, 2 the run failed in part or whole."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check texts and report what is wrong, where, and what to write instead
    Check(Box<CheckOptions>),
    /// List the rules with the severities in force
    Rules(RulesOptions),
    /// Explain a rule or a concept: what, why, how to mend
    Explain(ExplainOptions),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// Files and directories to check; `-` is standard input
    #[arg(
        value_name = "PATH",
        default_value = ".",
        default_value_if("stdin_filename", clap::builder::ArgPredicate::IsPresent, "-")
    )]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) glossaries: GlossaryOptions,
    #[command(flatten)]
    pub(super) rules: RuleOptions,
    #[command(flatten)]
    pub(super) fixes: FixOptions,
    /// How the report is written: human, concise, json, jsonl
    #[arg(long, value_name = "FORMAT", default_value_t)]
    pub(super) format: ReportFormat,
    /// When the report is coloured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(super) color: ColorChoice,
    /// From which severity on a finding fails the run: note, warning, error, or never
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    pub(super) fail_on: FailOn,
    /// Look for inconsistent wordings over all files together
    #[arg(long)]
    pub(super) across: bool,
    /// The date of the articles, such as 2018-03-21: what was renamed later is right. Without it, the
    /// first date in figures near the top of an article counts
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// The name under which standard input is reported; its ending decides the format
    #[arg(long, value_name = "NAME", default_value = "-")]
    pub(super) stdin_filename: String,
    /// The largest file that is read, such as 64M
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(super) max_size: u64,
    /// Number of threads; as many as the machine has unless given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    /// Print findings by rule and by concept after the report; on standard error beside JSON
    #[arg(long)]
    pub(super) stats: bool,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryOptions {
    /// Glossary files to load after the bundled ones, or names of bundled ones with --no-bundled
    #[arg(long = "glossary", value_name = "FILE|NAME", value_delimiter = ',')]
    pub(super) files: Vec<String>,
    /// Leave the bundled glossaries out
    #[arg(long)]
    pub(super) no_bundled: bool,
}

#[derive(Debug, Args)]
pub(super) struct RuleOptions {
    /// Check with these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Check without these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Change the severity of a rule, such as repeated-words=error
    #[arg(long = "severity", value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = severity)]
    pub(super) severities: Vec<(String, Severity)>,
}

#[derive(Debug, Args)]
pub(super) struct RulesOptions {
    #[command(flatten)]
    pub(super) rules: RuleOptions,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// A rule (deprecated-rendering) or a concept, by its id (two-upholds) or a Chinese term of it
    #[arg(value_name = "RULE|CONCEPT")]
    pub(super) name: String,
    #[command(flatten)]
    pub(super) glossaries: GlossaryOptions,
}

/// From which severity on a finding fails the run.
#[derive(Clone, Copy, Debug)]
pub(super) struct FailOn(pub(super) Option<Severity>);

impl std::str::FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" {
            return Ok(Self(None));
        }
        text.parse()
            .map(|severity| Self(Some(severity)))
            .map_err(|_| {
                format!("`{text}` is no severity; write `note`, `warning`, `error` or `never`")
            })
    }
}

fn severity(text: &str) -> Result<(String, Severity), String> {
    let (rule, level) = text
        .split_once('=')
        .ok_or("write RULE=LEVEL, such as repeated-words=error")?;
    Ok((rule.to_owned(), level.parse()?))
}

/// A size in bytes, with K, M or G for powers of 1024.
fn size(text: &str) -> Result<u64, String> {
    let wrong =
        || format!("`{text}` is no size; write a number of bytes, or such as 512K, 64M, 1G");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor: u64 = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number
        .checked_mul(factor)
        .filter(|&size| size > 0)
        .ok_or_else(wrong)
}
