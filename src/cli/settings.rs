//! Settings as meant: what was typed laid over what the configuration files say.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::ValueEnum;

use super::args::{CheckOptions, ColorChoice, ConfigOptions, GlossaryOptions, RuleOptions};
use super::files::Input;
use super::{glossaries, output};
use crate::config::{Config, FailOn, Finder, Found, Layer, PathSettings, Place, Stated, absolute};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::documents::DEFAULT_SIZE_LIMIT;
use crate::glossary::Problem;
use crate::lint::{Settings, UnknownRule};
use crate::report::ReportFormat;
use crate::text::{Location, PartId, Span};

/// What a run of `check` was asked to do.
pub(super) struct Plan {
    /// What is in force for some of the files.
    pub(super) groups: Vec<Group>,
    /// The group of each file, in the order of the files.
    pub(super) group_of: Vec<usize>,
    /// What is in force for the whole run.
    pub(super) whole: WholeRun,
    /// The configuration that the settings of the whole run come from.
    pub(super) config: Config,
}

/// Files with the same settings.
pub(super) struct Group {
    pub(super) config: Config,
    pub(super) settings: PathSettings,
}

impl Group {
    /// Whether the glossaries, and what is wanted of them, are those of another group.
    pub(super) fn has_glossaries_of(&self, other: &Self) -> bool {
        let files = |group: &Self| {
            let files = group.config.files.iter();
            files.map(|file| file.path.clone()).collect::<Vec<_>>()
        };
        let (own, others) = (&self.settings.layer, &other.settings.layer);
        files(self) == files(other)
            && own.glossaries == others.glossaries
            && own.bundled == others.bundled
            && own.disable == others.disable
            && own.prefer == others.prefer
    }
}

/// Settings of the whole run, each with its default filled in.
#[derive(Clone, Debug)]
pub(super) struct WholeRun {
    pub(super) format: ReportFormat,
    pub(super) color: ColorChoice,
    pub(super) fail_on: FailOn,
    pub(super) across: bool,
    pub(super) max_size: u64,
    pub(super) jobs: Option<u16>,
    pub(super) stats: bool,
    pub(super) baseline: Option<PathBuf>,
}

/// What is in force for the given files; `None` after mistakes were shown.
pub(super) fn plan(options: &CheckOptions, inputs: &[Input]) -> Option<Plan> {
    let mut typed = typed_rules(&options.rules)?;
    add_glossaries(&options.glossaries, &mut typed);
    typed.date = options.date.map(Stated::typed);
    let mut finder = finder(&options.glossaries.config);
    let paths: Vec<PathBuf> = inputs
        .iter()
        .map(|input| match input {
            Input::File(path) => absolute(path),
            Input::Stdin => absolute(Path::new(&options.stdin_filename)),
        })
        .collect();
    let governing: Vec<usize> = paths.iter().map(|path| finder.for_file(path)).collect();
    let whole = finder.for_directory(&common_directory(&options.paths));
    let mut problems: Vec<Vec<Problem>> = vec![Vec::new(); finder.found().len()];
    let config = finder.found()[whole].config.clone();
    let whole_run = whole_run(options, &config, &mut problems[whole]);
    if !show(&finder, &problems) {
        return None;
    }
    let mut groups: Vec<Group> = Vec::new();
    if inputs.is_empty() {
        // Shown by --show-settings, which a directory without texts has as well.
        groups.push(Group {
            settings: config.for_path(&common_directory(&options.paths), &typed),
            config: config.clone(),
        });
    }
    let mut known = Vec::new();
    let mut group_of = Vec::with_capacity(paths.len());
    for (path, &number) in paths.iter().zip(&governing) {
        let config = &finder.found()[number].config;
        let key = (number, config.parts_for(path));
        let group = known.iter().position(|other| *other == key);
        group_of.push(group.unwrap_or(known.len()));
        if group.is_none() {
            groups.push(Group {
                config: config.clone(),
                settings: config.for_path(path, &typed),
            });
            known.push(key);
        }
    }
    Some(Plan {
        groups,
        group_of,
        whole: whole_run,
        config,
    })
}

/// What is in force for one file, and the baseline that it is held against; `None` after mistakes were shown.
pub(super) fn for_file(path: &Path, options: &GlossaryOptions) -> Option<(Group, Option<PathBuf>)> {
    let mut typed = Layer::default();
    add_glossaries(options, &mut typed);
    let mut finder = finder(&options.config);
    let number = finder.for_file(path);
    if !show(&finder, &[]) {
        return None;
    }
    let config = finder.found()[number].config.clone();
    let settings = config.for_path(&absolute(path), &typed);
    let baseline = config.run_settings().baseline.map(|stated| stated.value);
    Some((Group { config, settings }, baseline))
}

/// The rules in force in the working directory; `None` after mistakes were shown.
pub(super) fn here(rules: &RuleOptions, config: &ConfigOptions) -> Option<Settings> {
    let typed = typed_rules(rules)?;
    let (config, here) = config_here(config)?;
    Some(config.for_path(&here, &typed).lint)
}

/// The glossaries in force in the working directory; `None` after mistakes were shown.
pub(super) fn glossaries_here(options: &GlossaryOptions) -> Option<(Config, Layer)> {
    let mut typed = Layer::default();
    add_glossaries(options, &mut typed);
    let (config, here) = config_here(&options.config)?;
    let layer = config.for_path(&here, &typed).layer;
    Some((config, layer))
}

fn config_here(options: &ConfigOptions) -> Option<(Config, PathBuf)> {
    let mut finder = finder(options);
    let here = absolute(Path::new("."));
    let number = finder.for_directory(&here);
    if !show(&finder, &[]) {
        return None;
    }
    // No pattern of paths is satisfied by the directory itself.
    Some((finder.found()[number].config.clone(), here))
}

fn finder(options: &ConfigOptions) -> Finder {
    match &options.config {
        Some(path) => Finder::with_file(path),
        None if options.isolated => Finder::isolated(),
        None => Finder::nearest(),
    }
}

fn typed_rules(options: &RuleOptions) -> Option<Layer> {
    let mut settings = Settings::default();
    let mut check = || {
        settings.select(&options.select)?;
        settings.ignore(&options.ignore)?;
        for (rule, severity) in &options.severities {
            settings.set_severity(rule, *severity)?;
        }
        Ok::<(), UnknownRule>(())
    };
    if let Err(error) = check() {
        output::error(&error.to_string());
        return None;
    }
    let names = |names: &[String]| {
        let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
        (!names.is_empty()).then(|| Stated::typed(names))
    };
    let severity = options.severities.iter();
    Some(Layer {
        select: names(&options.select),
        ignore: names(&options.ignore),
        severity: severity
            .map(|(rule, level)| Stated::typed((rule.trim().to_owned(), Some(*level))))
            .collect(),
        ..Layer::default()
    })
}

fn add_glossaries(options: &GlossaryOptions, layer: &mut Layer) {
    let files = options.files.iter().cloned();
    layer.glossaries.extend(files.map(Stated::typed));
    if options.no_bundled {
        layer.bundled = Some(Stated::typed(false));
    }
}

/// The directory that holds all of the given paths.
fn common_directory(paths: &[PathBuf]) -> PathBuf {
    let directories = paths.iter().map(|path| {
        let path = absolute(path);
        match path.parent() {
            Some(parent) if !path.is_dir() => parent.to_path_buf(),
            _ => path,
        }
    });
    let common = directories.reduce(|common, path| {
        let both = common.components().zip(path.components());
        both.take_while(|(left, right)| left == right)
            .map(|(left, _)| left)
            .collect()
    });
    common.unwrap_or_else(|| absolute(Path::new(".")))
}

fn whole_run(options: &CheckOptions, config: &Config, problems: &mut Vec<Problem>) -> WholeRun {
    let run = config.run_settings();
    let read_color = |name: &str| {
        ColorChoice::from_str(name, false).map_err(|_| {
            format!("`{name}` is no choice of colour; write `auto`, `always` or `never`")
        })
    };
    let format = run.format.as_ref();
    let format = format.and_then(|name| understood(name, ReportFormat::from_str, problems));
    let color = run.color.as_ref();
    let color = color.and_then(|name| understood(name, read_color, problems));
    WholeRun {
        format: options.format.or(format).unwrap_or_default(),
        color: options.color.or(color).unwrap_or_default(),
        fail_on: options.fail_on.or(value(&run.fail_on)).unwrap_or_default(),
        across: options.across || value(&run.across).unwrap_or_default(),
        max_size: options
            .max_size
            .or(value(&run.max_size))
            .unwrap_or(DEFAULT_SIZE_LIMIT),
        jobs: options.jobs.or(value(&run.jobs)),
        stats: options.stats || value(&run.stats).unwrap_or_default(),
        baseline: options
            .baseline
            .clone()
            .or_else(|| run.baseline.as_ref().map(|stated| stated.value.clone())),
    }
}

fn value<T: Copy>(stated: &Option<Stated<T>>) -> Option<T> {
    stated.as_ref().map(|stated| stated.value)
}

/// What a word of the configuration means; what it cannot mean is noted at its place.
fn understood<T>(
    stated: &Stated<String>,
    read: impl Fn(&str) -> Result<T, String>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let error = match read(&stated.value) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    if let Place::File { file, span } = stated.place {
        problems.push(problem(file, span, &error));
    }
    None
}

/// An error of the form `what is wrong; what to write` at a place of a configuration file.
pub(super) fn problem(file: usize, span: Span, error: &str) -> Problem {
    let location = Location::new(PartId(0), span);
    let rule = RuleId::new("configuration");
    let (message, help) = error.split_once("; ").unwrap_or((error, ""));
    let mut diagnostic = Diagnostic::new(rule, Severity::Error, location, message.to_owned());
    if !help.is_empty() {
        diagnostic = diagnostic.with_help(help.to_owned());
    }
    Problem { file, diagnostic }
}

/// Shows what is wrong in the configurations, `more` among it; whether nothing is.
fn show(finder: &Finder, more: &[Vec<Problem>]) -> bool {
    for error in finder.errors() {
        output::error(error);
    }
    let mut count = 0;
    for (number, Found { config, problems }) in finder.found().iter().enumerate() {
        let mut problems = problems.clone();
        problems.extend(more.get(number).into_iter().flatten().cloned());
        problems.sort_by_key(|problem| problem.diagnostic.location.span.start());
        let files = config.files.iter().map(|file| (&*file.path, &*file.text));
        glossaries::show(&files.collect::<Vec<_>>(), &problems);
        count += problems.len();
    }
    if count > 0 {
        let mistakes = if count == 1 { "mistake" } else { "mistakes" };
        output::error(&format!(
            "{count} {mistakes} in the configuration; nothing was checked"
        ));
    }
    count == 0 && finder.errors().is_empty()
}
