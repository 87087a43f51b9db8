//! The configuration file as written.

use std::path::PathBuf;
use std::sync::Arc;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use toml::de::{DeTable, DeValue};

use super::layer::{Layer, Place, Stated, replace};
use super::value::{FailOn, size};
use crate::diagnostics::{RuleId, Severity};
use crate::glossary::{
    Date, Fields, Mistakes, Problem, Value, expect_table, nearest, parse, span_of,
};
use crate::lint::nearest_rule;
use crate::rules;
use crate::text::Span;

/// What the file is called where its mistakes are shown.
pub(super) const RULE: RuleId = RuleId::new("configuration");

/// What a configuration file may be called; in one directory the first one counts.
pub const NAMES: [&str; 2] = ["tifa.toml", ".tifa.toml"];

/// Keys that may differ from path to path.
const PATH_KEYS: [&str; 9] = [
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

/// Which Chinese file belongs to which English one: two patterns, whose stars stand for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The Chinese files.
    pub source: String,
    /// The English files.
    pub target: String,
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
        let known: Vec<&str> = RUN_KEYS.into_iter().chain(PATH_KEYS).collect();
        let top = Span::new(0, 0);
        let mut fields = Fields::new(table, top, "the configuration", &known, mistakes);
        let mut reader = Reader { number };
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
                    if rules::find(name).is_none() {
                        match rule_meant(name) {
                            Some(near) => fields.mistakes().add(
                                span,
                                format!("no rule is named `{name}`"),
                                format!("did you mean `{near}`?"),
                            ),
                            None => self.named.push((name.into(), span)),
                        }
                    }
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

/// Reads values of one file and marks where they stand.
struct Reader {
    number: usize,
}

impl Reader {
    fn stated<T>(&self, value: T, span: Span) -> Stated<T> {
        let file = self.number;
        Stated {
            value,
            place: Place::File { file, span },
        }
    }

    fn layer(&mut self, fields: &mut Fields<'_, '_>) -> Layer {
        let strings = |fields: &mut Fields<'_, '_>, key| {
            let texts = fields.strings(key).into_iter();
            texts
                .map(|(text, span)| self.stated(text.to_owned(), span))
                .collect::<Vec<_>>()
        };
        Layer {
            glossaries: strings(fields, "glossaries"),
            bundled: self.flag(fields, "bundled"),
            disable: strings(fields, "disable")
                .into_iter()
                .map(|id| Stated {
                    value: id.value.into(),
                    place: id.place,
                })
                .collect(),
            prefer: self
                .pairs_of(fields, "prefer")
                .into_iter()
                .map(|(id, term, span)| self.stated((id.into(), term.into()), span))
                .collect(),
            select: self.rules(fields, "select"),
            ignore: self.rules(fields, "ignore"),
            severity: self.severities(fields),
            date: self.date(fields),
            require_reason: self.flag(fields, "require-reason"),
        }
    }

    fn run(&mut self, fields: &mut Fields<'_, '_>, directory: &std::path::Path) -> RunSettings {
        let word = |fields: &mut Fields<'_, '_>, key| {
            let (text, span) = fields.string(key)?;
            Some(self.stated(text.to_owned(), span))
        };
        RunSettings {
            format: word(fields, "format"),
            color: word(fields, "color"),
            fail_on: self.parsed(fields, "fail-on", str::parse),
            across: self.flag(fields, "across"),
            max_size: self.max_size(fields),
            jobs: self.jobs(fields),
            stats: self.flag(fields, "stats"),
            baseline: word(fields, "baseline").map(|path| Stated {
                value: directory.join(path.value),
                place: path.place,
            }),
            pairs: Vec::new(),
        }
    }

    fn flag(&self, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Stated<bool>> {
        let span = span_of(fields.get(key)?);
        Some(self.stated(fields.flag(key), span))
    }

    /// A string that means something; what it cannot mean is said at its place.
    fn parsed<T>(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Stated<T>> {
        let (text, span) = fields.string(key)?;
        match read(text) {
            Ok(value) => Some(self.stated(value, span)),
            Err(error) => {
                add_error(&error, span, fields.mistakes());
                None
            }
        }
    }

    fn max_size(&self, fields: &mut Fields<'_, '_>) -> Option<Stated<u64>> {
        let value = fields.get("max-size")?;
        if let DeValue::Integer(number) = value.get_ref() {
            let span = span_of(value);
            return match size(number.as_str()) {
                Ok(size) => Some(self.stated(size, span)),
                Err(error) => {
                    add_error(&error, span, fields.mistakes());
                    None
                }
            };
        }
        self.parsed(fields, "max-size", size)
    }

    fn jobs(&self, fields: &mut Fields<'_, '_>) -> Option<Stated<u16>> {
        let value = fields.get("jobs")?;
        let span = span_of(value);
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|&jobs| jobs > 0),
            _ => None,
        };
        if number.is_none() {
            let message = "`jobs` must be a number of threads";
            fields
                .mistakes()
                .add(span, message, "write such as `jobs = 2`");
        }
        number.map(|jobs| self.stated(jobs, span))
    }

    fn date(&self, fields: &mut Fields<'_, '_>) -> Option<Stated<Date>> {
        let value = fields.get("date")?;
        if let DeValue::Datetime(date) = value.get_ref() {
            let span = span_of(value);
            return match date.to_string().parse() {
                Ok(date) => Some(self.stated(date, span)),
                Err(error) => {
                    add_error(&error, span, fields.mistakes());
                    None
                }
            };
        }
        self.parsed(fields, "date", str::parse)
    }

    fn rules(&self, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Stated<Vec<String>>> {
        let span = span_of(fields.get(key)?);
        let names = fields.strings(key);
        let known = names
            .into_iter()
            .filter(|&(name, span)| check_rule(name, span, fields.mistakes()))
            .map(|(name, _)| name.to_owned())
            .collect();
        Some(self.stated(known, span))
    }

    fn severities(&self, fields: &mut Fields<'_, '_>) -> Vec<Stated<(String, Option<Severity>)>> {
        let mut severities = Vec::new();
        for (rule, level, span) in self.pairs_of(fields, "severity") {
            let level = match level.as_str() {
                "off" => None,
                level => match level.parse() {
                    Ok(level) => Some(level),
                    Err(_) => {
                        fields.mistakes().add(
                            span,
                            format!("`{level}` is no severity"),
                            "write `note`, `warning`, `error` or `off`",
                        );
                        continue;
                    }
                },
            };
            if check_rule(&rule, span, fields.mistakes()) {
                severities.push(self.stated((rule, level), span));
            }
        }
        severities
    }

    /// The keys and strings of a table inside the table, each with the place of the value.
    fn pairs_of(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
    ) -> Vec<(String, String, Span)> {
        let Some(value) = fields.get(key) else {
            return Vec::new();
        };
        let Some(table) = expect_table(value, key, fields.mistakes()) else {
            return Vec::new();
        };
        let mut pairs: Vec<_> = table
            .iter()
            .filter_map(|(name, value)| {
                let text = fields.expect_string(name.get_ref(), value)?;
                Some((name.get_ref().to_string(), text.to_owned(), span_of(value)))
            })
            .collect();
        pairs.sort_by_key(|&(_, _, span)| span.start());
        pairs
    }

    fn scope(&mut self, value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Scope> {
        let table = expect_table(value, "override", mistakes)?;
        let known: Vec<&str> = ["paths"].into_iter().chain(PATH_KEYS).collect();
        let mut fields = Fields::new(table, span_of(value), "`[[override]]`", &known, mistakes);
        let patterns = fields.strings("paths");
        if patterns.is_empty() {
            let span = fields.span();
            let message = "`[[override]]` names no paths";
            let help = "add `paths = [\"archive/**\"]`";
            fields.mistakes().add(span, message, help);
            return None;
        }
        let layer = self.layer(&mut fields);
        let paths = globs(&patterns, fields.mistakes())?;
        Some(Scope { paths, layer })
    }

    fn pair(&self, value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Stated<Pair>> {
        let table = expect_table(value, "pairs", mistakes)?;
        let span = span_of(value);
        let known = ["source", "target"];
        let mut fields = Fields::new(table, span, "`[[pairs]]`", &known, mistakes);
        let (source, target) = (fields.required("source"), fields.required("target"));
        let (source, target) = (source?, target?);
        for pattern in [source, target] {
            globs(&[pattern], fields.mistakes())?;
        }
        let stars = |(pattern, _): (&str, Span)| pattern.matches('*').count();
        if stars(source) != stars(target) {
            fields.mistakes().add(
                target.1,
                "the two patterns have not the same number of stars",
                "each star of `source` stands for the same as that of `target`",
            );
            return None;
        }
        let (source, target) = (source.0.to_owned(), target.0.to_owned());
        Some(self.stated(Pair { source, target }, span))
    }
}

/// An error of the form `what is wrong; what to write`.
fn add_error(error: &str, span: Span, mistakes: &mut Mistakes) {
    let (message, help) = error.split_once("; ").unwrap_or((error, ""));
    mistakes.add(span, message, help);
}

/// Whether a name is a rule's; if not, it is said.
fn check_rule(name: &str, span: Span, mistakes: &mut Mistakes) -> bool {
    if rules::find(name).is_some() {
        return true;
    }
    let help = match nearest_rule(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`tifa rules` lists them".to_owned(),
    };
    mistakes.add(span, format!("no rule is named `{name}`"), help);
    false
}

/// Patterns of paths; `None` where one cannot be read, which is said.
fn globs(patterns: &[(&str, Span)], mistakes: &mut Mistakes) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for &(pattern, span) in patterns {
        match glob(pattern) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => {
                let message = format!("`{pattern}` is no pattern of paths: {}", error.kind());
                mistakes.add(span, message, "write such as `archive/**` or `*.md`");
                return None;
            }
        }
    }
    set.build().ok()
}

/// As in `.gitignore`: a pattern without a slash means the name in any directory, a star stops at a slash.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let pattern = pattern.trim_start_matches("./");
    let anywhere;
    let pattern = match pattern.strip_suffix('/') {
        Some(directory) => {
            anywhere = format!("{directory}/**");
            &anywhere
        }
        None if !pattern.contains('/') => {
            anywhere = format!("**/{pattern}");
            &anywhere
        }
        None => pattern.trim_start_matches('/'),
    };
    GlobBuilder::new(pattern).literal_separator(true).build()
}
