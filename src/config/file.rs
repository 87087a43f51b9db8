//! The configuration file as written.

use std::path::PathBuf;
use std::sync::Arc;

use globset::GlobSet;
use toml::de::DeTable;

use super::layer::{Layer, Stated, replace};
use super::pair::Pair;
use super::paths::globs;
use super::reader::{Reader, check_rule};
use super::value::FailOn;
use crate::diagnostics::RuleId;
use crate::glossary::{Fields, Mistakes, Problem, Value, expect_table, nearest, parse, span_of};
use crate::rules;
use crate::text::Span;

/// What the file is called where its mistakes are shown.
pub(super) const RULE: RuleId = RuleId::new("configuration");

/// What a configuration file may be called; in one directory the first one counts.
pub const NAMES: [&str; 2] = ["tifa.toml", ".tifa.toml"];

/// Keys that may differ from path to path.
pub(super) const PATH_KEYS: [&str; 9] = [
    "glossaries",
    "bundled",
    "disable",
    "prefer",
    "select",
    "ignore",
    "severity",
    "date",
    "require-reason",
];

/// Keys of the whole run, and those that hold others.
const RUN_KEYS: [&str; 12] = [
    "extend",
    "format",
    "color",
    "fail-on",
    "across",
    "max-size",
    "jobs",
    "stats",
    "baseline",
    "per-file-ignores",
    "override",
    "pairs",
];

/// Keys that are near to none and likely all the same, and what to write.
const GUESSES: [(&str, &str); 5] = [
    ("rules", SEVERITIES),
    ("rule", SEVERITIES),
    ("lint", SEVERITIES),
    (
        "exclude",
        "name the files in `.tifaignore`, or silence rules in them under `[per-file-ignores]`",
    ),
    (
        "files",
        "name files on the command line; `[[override]]` holds settings for some of them",
    ),
];

const SEVERITIES: &str =
    "severities of rules stand under `[severity]`, such as `repeated-words = \"off\"`";

/// Settings of a whole run.
#[derive(Clone, Debug, Default)]
pub struct RunSettings {
    /// How the report is written.
    pub format: Option<Stated<String>>,
    /// When the report is coloured.
    pub color: Option<Stated<String>>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<Stated<FailOn>>,
    /// Whether wordings are compared over all files.
    pub across: Option<Stated<bool>>,
    /// The largest file that is read, in bytes.
    pub max_size: Option<Stated<u64>>,
    /// Threads.
    pub jobs: Option<Stated<u16>>,
    /// Whether findings are counted by rule and concept.
    pub stats: Option<Stated<bool>>,
    /// The file of findings accepted earlier.
    pub baseline: Option<Stated<PathBuf>>,
    /// Chinese files and their English counterparts.
    pub pairs: Vec<Stated<Pair>>,
}

impl RunSettings {
    pub(super) fn add(&mut self, later: &Self) {
        replace(&mut self.format, &later.format);
        replace(&mut self.color, &later.color);
        replace(&mut self.fail_on, &later.fail_on);
        replace(&mut self.across, &later.across);
        replace(&mut self.max_size, &later.max_size);
        replace(&mut self.jobs, &later.jobs);
        replace(&mut self.stats, &later.stats);
        replace(&mut self.baseline, &later.baseline);
        self.pairs.extend(later.pairs.iter().cloned());
    }
}

/// One configuration file, read.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// The file, as shown to people.
    pub path: Arc<str>,
    /// What it holds.
    pub text: Arc<str>,
    /// The directory that its paths start from.
    pub directory: PathBuf,
    /// The file that it extends.
    pub extend: Option<(String, Span)>,
    /// What it says of the whole run.
    pub run: RunSettings,
    /// What it says of every path.
    pub layer: Layer,
    pub(super) overrides: Vec<Scope>,
    pub(super) ignores: Vec<Ignores>,
    /// Concepts named where a rule might be.
    pub(super) named: Vec<(Arc<str>, Span)>,
}

/// What a file says of some paths.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) paths: GlobSet,
    pub(super) layer: Layer,
}

/// What is silenced in some paths: rules and concepts.
#[derive(Clone, Debug)]
pub(super) struct Ignores {
    pub(super) paths: GlobSet,
    pub(super) subjects: Vec<Stated<Arc<str>>>,
}

impl ConfigFile {
    /// Reads a file. `number` is its place among the files of the configuration.
    pub fn read(
        path: Arc<str>,
        text: Arc<str>,
        directory: PathBuf,
        number: usize,
    ) -> (Self, Vec<Problem>) {
        let mut mistakes = Mistakes::of(RULE, number);
        let mut file = Self {
            path,
            text: text.clone(),
            directory,
            extend: None,
            run: RunSettings::default(),
            layer: Layer::default(),
            overrides: Vec::new(),
            ignores: Vec::new(),
            named: Vec::new(),
        };
        parse(&text, &mut mistakes, |table, mistakes| {
            file.read_table(table, number, mistakes);
        });
        (file, mistakes.into_problems())
    }

    /// The patterns that say which of its parts count for a path.
    pub(super) fn globs(&self) -> impl Iterator<Item = &GlobSet> {
        let scopes = self.overrides.iter().map(|scope| &scope.paths);
        scopes.chain(self.ignores.iter().map(|ignores| &ignores.paths))
    }

    fn read_table(&mut self, table: &DeTable<'_>, number: usize, mistakes: &mut Mistakes) {
        let mut known: Vec<&str> = RUN_KEYS.into_iter().chain(PATH_KEYS).collect();
        for key in table.keys() {
            let guess = GUESSES.iter().find(|(guess, _)| *guess == &**key.get_ref());
            if let Some((guess, help)) = guess {
                let message = format!("unknown key `{guess}` in the configuration");
                mistakes.add(span_of_key(key), message, *help);
                known.push(guess);
            }
        }
        let top = Span::new(0, 0);
        let mut fields = Fields::new(table, top, "the configuration", &known, mistakes);
        let mut reader = Reader::new(number);
        self.extend = fields
            .string("extend")
            .map(|(path, span)| (path.to_owned(), span));
        self.layer = reader.layer(&mut fields);
        self.run = reader.run(&mut fields, &self.directory);
        if let Some(value) = fields.get("per-file-ignores") {
            self.read_ignores(value, &reader, fields.mistakes());
        }
        for value in fields.list("override") {
            self.overrides
                .extend(reader.scope(value, fields.mistakes()));
        }
        for value in fields.list("pairs") {
            let pair = reader.pair(value, fields.mistakes());
            self.run.pairs.extend(pair);
        }
    }

    fn read_ignores(&mut self, value: &Value<'_>, reader: &Reader, mistakes: &mut Mistakes) {
        let Some(table) = expect_table(value, "per-file-ignores", mistakes) else {
            return;
        };
        let known: Vec<&str> = table.keys().map(|key| &**key.get_ref()).collect();
        let span = span_of(value);
        let mut fields = Fields::new(table, span, "`[per-file-ignores]`", &known, mistakes);
        for key in table.keys() {
            let name: &str = key.get_ref();
            let paths = globs(&[(name, span_of(key))], fields.mistakes());
            let names = fields.strings_of(name, &table[name]);
            let subjects = names
                .into_iter()
                .map(|(name, span)| {
                    // `RULE:CONCEPT` is two names.
                    let (rule, concept) = match name.split_once(':') {
                        Some((rule, concept)) => (Some(rule), Some(concept)),
                        None if rules::find(name).is_some() => (Some(name), None),
                        None if rule_meant(name).is_some() => (Some(name), None),
                        None => (None, Some(name)),
                    };
                    if let Some(rule) = rule {
                        check_rule(rule, span, fields.mistakes());
                    }
                    self.named
                        .extend(concept.map(|concept| (concept.into(), span)));
                    reader.stated(name.into(), span)
                })
                .collect();
            self.ignores
                .extend(paths.map(|paths| Ignores { paths, subjects }));
        }
    }
}

/// The rule that a misspelt name means beyond doubt; any other may be a concept's.
fn rule_meant(name: &str) -> Option<&'static str> {
    nearest(name, rules::RULES.iter().map(|rule| rule.id().as_str()))
}

fn span_of_key(key: &toml::Spanned<toml::de::DeString<'_>>) -> Span {
    let span = key.span();
    Span::new(span.start, span.end)
}
