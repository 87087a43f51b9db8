//! Flags as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::cache::Cache;
use super::fixing::FixOptions;
use super::glossary::GlossaryCommand;
use crate::config::{FailOn, size};
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
    /// Say how a Chinese or English term is written, and who says so
    Lookup(super::lookup::LookupOptions),
    /// Explain a rule or a concept: what, why, how to mend
    Explain(ExplainOptions),
    /// Say what was looked for at a place of a text, what won, what lost to what, and why
    Why(super::why::WhyOptions),
    /// Write a commented tifa.toml and a first glossary; files that are there stay as they are
    Init(super::init::InitOptions),
    /// Keep glossaries: prove them, list them, change them, exchange them
    #[command(subcommand)]
    Glossary(GlossaryCommand),
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

impl ColorChoice {
    /// The name, as typed.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
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
    /// How the report is written: human (the default), concise, json, jsonl
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<ReportFormat>,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with = "interactive")]
    pub(super) watch: bool,
    /// When the report is coloured
    #[arg(long, value_name = "WHEN", value_enum)]
    pub(super) color: Option<ColorChoice>,
    /// From which severity on a finding fails the run: note, warning (the default), error, or never
    #[arg(long, value_name = "LEVEL")]
    pub(super) fail_on: Option<FailOn>,
    /// Look for inconsistent wordings over all files together
    #[arg(long)]
    pub(super) across: bool,
    /// The date of the articles, such as 2018-03-21: what was renamed later is right. Without it, the
    /// first date near the top of an article counts
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<Date>,
    /// The name under which standard input is reported; its ending decides the format
    #[arg(long, value_name = "NAME", default_value = "-")]
    pub(super) stdin_filename: String,
    /// The largest file that is read, such as 512K; 64M unless given
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(super) max_size: Option<u64>,
    /// Number of threads; as many as the machine has unless given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    /// Print findings by rule and by concept after the report; on standard error beside JSON
    #[arg(long)]
    pub(super) stats: bool,
    /// Report only what this file of accepted findings does not hold
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Accept all that is found and report nothing: write it to this file, else to that of --baseline, else to
    /// tifa-baseline.json. What the file says of texts outside the PATHs stays
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["fixing", "add_ignore"]
    )]
    pub(super) write_baseline: Option<String>,
    /// Write comments into the files that silence what is found, with a reason after `=` if you give one. A comment names
    /// rule and concept and counts for its paragraph only
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with = "fixing"
    )]
    pub(super) add_ignore: Option<String>,
    /// Show which settings are in force and where each is written, and check nothing
    #[arg(long)]
    pub(super) show_settings: bool,
}

#[derive(Clone, Debug, Default, Args)]
pub(super) struct ConfigOptions {
    /// The configuration of every text, instead of the nearest tifa.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Leave every tifa.toml out
    #[arg(long)]
    pub(super) isolated: bool,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryOptions {
    /// Glossary files to load after the bundled ones, or names of bundled ones with --no-bundled
    #[arg(long = "glossary", value_name = "FILE|NAME", value_delimiter = ',')]
    pub(super) files: Vec<String>,
    /// Leave the bundled glossaries out
    #[arg(long)]
    pub(super) no_bundled: bool,
    /// Read the glossaries anew, and keep nothing of them in the cache directory for the next run
    #[arg(long)]
    pub(super) no_cache: bool,
    #[command(flatten)]
    pub(super) config: ConfigOptions,
}

impl GlossaryOptions {
    /// Whether what is made of the glossaries is kept.
    pub(super) fn cache(&self) -> Cache {
        if self.no_cache {
            Cache::Off
        } else {
            Cache::Kept
        }
    }
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
    #[command(flatten)]
    pub(super) config: ConfigOptions,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// A rule (deprecated-rendering) or a concept, by its id (two-upholds) or a Chinese term of it
    #[arg(value_name = "RULE|CONCEPT")]
    pub(super) name: String,
    #[command(flatten)]
    pub(super) glossaries: GlossaryOptions,
}

fn severity(text: &str) -> Result<(String, Severity), String> {
    let (rule, level) = text
        .split_once('=')
        .ok_or("write RULE=LEVEL, such as repeated-words=error")?;
    Ok((rule.to_owned(), level.parse()?))
}
