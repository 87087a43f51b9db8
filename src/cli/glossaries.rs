//! Which glossaries a run uses, and how their mistakes are shown.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::GlossaryOptions;
use super::cache::Cache;
use super::output;
use super::settings::{self, Group};
use crate::config::{self, Config, Layer, Place};
use crate::documents::{Document, Format, Part};
use crate::glossary::{self, Glossary, GlossaryFile, Loaded, Problem};
use crate::report::{FileReport, ReportFormat, ReportOptions, SourceTexts};

/// Loads the glossaries that a command asks for in the working directory. Mistakes are shown on standard error; the flag
/// says whether there were any.
pub(super) fn load(options: &GlossaryOptions) -> (Glossary, bool) {
    let Some((config, layer)) = settings::glossaries_here(options) else {
        return (Glossary::default(), true);
    };
    let found = read_layer(&layer, &config, options.cache());
    found.say("entries with mistakes take no part");
    (found.glossary, found.mistakes.any())
}

/// Loads what the groups of files want, each combination once: the glossaries, and which of them each group has. `None`
/// after mistakes in a configuration were shown.
pub(super) fn load_groups(
    groups: &[Group],
    cache: Cache,
    failed: &mut bool,
) -> Option<(Vec<Glossary>, Vec<usize>)> {
    let mut loaded = Vec::new();
    let mut firsts: Vec<&Group> = Vec::new();
    let mut of_group = Vec::with_capacity(groups.len());
    for group in groups {
        let known = firsts
            .iter()
            .position(|first| first.has_glossaries_of(group));
        of_group.push(known.unwrap_or(firsts.len()));
        if known.is_none() {
            let (glossary, wrong) = load_layer(&group.settings.layer, &group.config, cache)?;
            *failed |= wrong;
            loaded.push(glossary);
            firsts.push(group);
        }
    }
    Some((loaded, of_group))
}

/// The glossary files of a layer of settings, in the order of loading, and those that cannot be opened: where each is
/// named, and what is wrong.
pub(super) fn files(layer: &Layer, config: &Config) -> (Vec<GlossaryFile>, Vec<(Place, String)>) {
    let is_bundled = layer.bundled.as_ref().is_none_or(|flag| flag.value);
    let bundled = glossary::bundled();
    let mut files = if is_bundled {
        bundled.clone()
    } else {
        Vec::new()
    };
    let mut missing: Vec<(Place, String)> = Vec::new();
    for stated in &layer.glossaries {
        let path = match stated.place {
            Place::CommandLine => PathBuf::from(&stated.value),
            Place::File { file, .. } => config.files[file].directory.join(&stated.value),
        };
        if let Some(file) = named(&bundled, &stated.value, &path) {
            if !is_bundled {
                files.push(file.clone());
            }
            continue;
        }
        match glossary::open(&config::shown(&path)) {
            Ok(file) => files.push(file),
            Err(error) => missing.push((stated.place, error.to_string())),
        }
    }
    (files, missing)
}

/// Loads the glossaries of a layer of settings, in the style of the configuration that it comes from; the flag says whether
/// something is wrong in them. `None` after mistakes in the configuration were shown: a text is not to be checked, and not
/// to be changed, by other settings than those that were meant.
pub(super) fn load_layer(layer: &Layer, config: &Config, cache: Cache) -> Option<(Glossary, bool)> {
    let found = read_layer(layer, config, cache);
    if found.mistakes.in_configuration > 0 {
        found.say("nothing was checked");
        return None;
    }
    found.say("entries with mistakes take no part");
    Some((found.glossary, found.mistakes.any()))
}

/// The glossaries of a layer of settings, and how many mistakes were shown.
struct LayerRead {
    glossary: Glossary,
    mistakes: Mistaken,
}

/// How many mistakes there are, by where they are.
#[derive(Default)]
struct Mistaken {
    in_glossaries: usize,
    in_configuration: usize,
    /// Files named on the command line that cannot be opened.
    typed: usize,
}

impl Mistaken {
    fn any(&self) -> bool {
        self.in_glossaries + self.in_configuration + self.typed > 0
    }
}

impl LayerRead {
    /// Says how many mistakes there are, and what follows from them.
    fn say(&self, so: &str) {
        let count = self.mistakes.in_glossaries + self.mistakes.in_configuration;
        let place = match (self.mistakes.in_glossaries, self.mistakes.in_configuration) {
            (0, 0) => return,
            (0, _) => "configuration",
            (_, 0) => "glossaries",
            _ => "glossaries and the configuration",
        };
        let mistakes = if count == 1 { "mistake" } else { "mistakes" };
        output::error(&format!("{count} {mistakes} in the {place}; {so}"));
    }
}

/// Reads the glossaries of a layer of settings, and shows what is wrong in them and in what the configuration says of them.
fn read_layer(layer: &Layer, config: &Config, cache: Cache) -> LayerRead {
    let mut mistakes = Mistaken::default();
    let (files, missing) = files(layer, config);
    let Loaded {
        glossary,
        mut problems,
    } = cache.load(&files, &config.styles(layer));
    for (place, error) in missing {
        match place {
            Place::CommandLine => {
                output::error(&error);
                mistakes.typed += 1;
            }
            Place::File { file, span } => {
                problems.push(settings::problem(files.len() + file, span, &error));
            }
        }
    }
    problems.sort_by_key(|problem| (problem.file, problem.diagnostic.location.span.start()));
    let texts = files
        .iter()
        .map(|file| (&*file.path, &*file.text))
        .chain(config.files.iter().map(|file| (&*file.path, &*file.text)));
    show(&texts.collect::<Vec<_>>(), &problems);
    let in_config = |problem: &&Problem| problem.file >= files.len();
    mistakes.in_configuration = problems.iter().filter(in_config).count();
    mistakes.in_glossaries = problems.len() - mistakes.in_configuration;
    LayerRead { glossary, mistakes }
}

/// A bundled glossary by its name, unless there is a file of that name.
fn named<'a>(bundled: &'a [GlossaryFile], name: &str, path: &Path) -> Option<&'a GlossaryFile> {
    if path.exists() {
        return None;
    }
    bundled.iter().find(|file| {
        Path::new(&*file.path)
            .file_stem()
            .is_some_and(|stem| stem == name)
    })
}

/// Texts of files, for labels that point from one into another.
struct Texts<'a>(&'a [(&'a str, &'a str)]);

impl SourceTexts for Texts<'_> {
    fn text(&self, path: &str) -> Option<&str> {
        let file = self.0.iter().find(|(name, _)| *name == path);
        file.map(|(_, text)| *text)
    }
}

/// Shows mistakes in files, which are given by path and text, at their places.
pub(super) fn show(files: &[(&str, &str)], problems: &[Problem]) {
    let mut shown = Vec::new();
    // Writing to memory does not fail.
    drop(write(&mut shown, files, problems));
    output::to_stderr(&shown);
}

/// Writes mistakes in files, which are given by path and text, at their places.
pub(super) fn write(
    out: &mut dyn Write,
    files: &[(&str, &str)],
    problems: &[Problem],
) -> io::Result<()> {
    let options = ReportOptions {
        width: output::width(),
        ..ReportOptions::default()
    };
    let mut reporter = ReportFormat::Human.reporter(&options);
    for (index, &(path, text)) in files.iter().enumerate() {
        let own: Vec<_> = problems
            .iter()
            .filter(|problem| problem.file == index)
            .map(|problem| problem.diagnostic.clone())
            .collect();
        if own.is_empty() {
            continue;
        }
        let part = Part::new(None, text.to_owned(), Vec::new());
        let document = Document::new(path, Format::Text, part);
        let texts = Texts(files);
        let report = FileReport::new(&document, &own).with_texts(&texts);
        reporter.file(out, &report)?;
    }
    Ok(())
}
