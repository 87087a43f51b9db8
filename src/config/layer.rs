//! Settings in layers: defaults, the files, what they say of some paths, the command line. A later layer wins.

use std::path::Path;
use std::sync::Arc;

use super::file::{ConfigFile, RunSettings};
use crate::diagnostics::Severity;
use crate::glossary::{Date, HouseStyle};
use crate::lint::Settings;
use crate::text::Span;

/// Where a setting is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the command line.
    CommandLine,
    /// In a file, by its place among those of the configuration.
    File {
        /// The file.
        file: usize,
        /// The bytes of it.
        span: Span,
    },
}

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

impl<T> Stated<T> {
    /// A value of the command line.
    pub fn typed(value: T) -> Self {
        Self {
            value,
            place: Place::CommandLine,
        }
    }
}

/// The settings that may differ from path to path, as one source states them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layer {
    /// Glossary files, or names of bundled glossaries.
    pub glossaries: Vec<Stated<String>>,
    /// Whether the bundled glossaries are loaded.
    pub bundled: Option<Stated<bool>>,
    /// Concepts switched off, by id.
    pub disable: Vec<Stated<Arc<str>>>,
    /// Concepts and the admitted form to prefer.
    pub prefer: Vec<Stated<(Arc<str>, Box<str>)>>,
    /// The only rules that are on. What earlier layers ignore is forgotten.
    pub select: Option<Stated<Vec<String>>>,
    /// Rules that are off.
    pub ignore: Option<Stated<Vec<String>>>,
    /// Severities of rules; `None` switches one off.
    pub severity: Vec<Stated<(String, Option<Severity>)>>,
    /// The date of the articles.
    pub date: Option<Stated<Date>>,
    /// Whether every suppression must give a reason.
    pub require_reason: Option<Stated<bool>>,
}

/// A configuration: a file and all that it extends, what is extended first.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The files, the farthest first.
    pub files: Vec<ConfigFile>,
}

/// What is in force for a path.
#[derive(Clone, Debug, Default)]
pub struct PathSettings {
    /// The layers joined.
    pub layer: Layer,
    /// What the run is asked to do.
    pub lint: Settings,
}

impl Config {
    /// The settings of the whole run: those of the nearest file that states them.
    pub fn run_settings(&self) -> RunSettings {
        let mut joined = RunSettings::default();
        for file in &self.files {
            joined.add(&file.run);
        }
        joined
    }

    /// Which parts of the files count for a path: equal for paths with the same settings.
    pub fn parts_for(&self, path: &Path) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        for (number, file) in self.files.iter().enumerate() {
            let within = path.strip_prefix(&file.directory).unwrap_or(path);
            let globs = file.globs();
            let matching = globs.enumerate().filter(|(_, glob)| glob.is_match(within));
            parts.extend(matching.map(|(part, _)| (number, part)));
        }
        parts
    }

    /// What is in force for a path, which is absolute; `typed` is the command line's layer.
    pub fn for_path(&self, path: &Path, typed: &Layer) -> PathSettings {
        let mut layer = Layer::default();
        let mut ignores = Vec::new();
        for file in &self.files {
            layer.add(&file.layer);
        }
        for file in &self.files {
            let within = path.strip_prefix(&file.directory).unwrap_or(path);
            for scope in &file.overrides {
                if scope.paths.is_match(within) {
                    layer.add(&scope.layer);
                }
            }
            for silenced in &file.ignores {
                if silenced.paths.is_match(within) {
                    ignores.extend(
                        silenced
                            .subjects
                            .iter()
                            .map(|subject| subject.value.clone()),
                    );
                }
            }
        }
        layer.add(typed);
        let mut lint = layer.settings();
        lint.silenced = ignores;
        PathSettings { layer, lint }
    }

    /// Where `per-file-ignores` names a rule or a concept.
    pub fn ignored_at(&self, name: &str) -> Option<Place> {
        let ignores = self.files.iter().flat_map(|file| &file.ignores);
        let mut subjects = ignores.flat_map(|ignores| &ignores.subjects);
        let found = subjects.find(|subject| &*subject.value == name);
        found.map(|subject| subject.place)
    }

    /// What the files want otherwise than the glossaries have it, one style for each file.
    pub fn styles(&self, layer: &Layer) -> Vec<HouseStyle> {
        let of_file = |wanted: usize, place: Place| match place {
            Place::File { file, span } if file == wanted => Some(span),
            _ => None,
        };
        (0..self.files.len())
            .map(|number| HouseStyle {
                name: super::file::RULE,
                named: self.files[number].named.clone(),
                disable: layer
                    .disable
                    .iter()
                    .filter_map(|id| Some((id.value.clone(), of_file(number, id.place)?)))
                    .collect(),
                prefer: layer
                    .prefer
                    .iter()
                    .filter_map(|wish| {
                        let (id, term) = wish.value.clone();
                        Some((id, term, of_file(number, wish.place)?))
                    })
                    .collect(),
            })
            .collect()
    }
}

impl Layer {
    /// Lays a later layer over this one.
    pub fn add(&mut self, later: &Self) {
        self.glossaries.extend(later.glossaries.iter().cloned());
        replace(&mut self.bundled, &later.bundled);
        for id in &later.disable {
            if !self.disable.iter().any(|other| other.value == id.value) {
                self.disable.push(id.clone());
            }
        }
        for wish in &later.prefer {
            self.prefer.retain(|other| other.value.0 != wish.value.0);
            self.prefer.push(wish.clone());
        }
        if later.select.is_some() {
            self.select.clone_from(&later.select);
            self.ignore = None;
        }
        match (&mut self.ignore, &later.ignore) {
            (Some(own), Some(more)) => {
                own.value.extend(more.value.iter().cloned());
                own.place = more.place;
            }
            (own, Some(more)) => *own = Some(more.clone()),
            (_, None) => {}
        }
        for severity in &later.severity {
            self.severity
                .retain(|other| other.value.0 != severity.value.0);
            self.severity.push(severity.clone());
        }
        replace(&mut self.date, &later.date);
        replace(&mut self.require_reason, &later.require_reason);
    }

    /// What the rules are told. Names that are no rule's were reported where they are written.
    fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        // A name that is no rule's changes nothing.
        if let Some(select) = &self.select {
            drop(settings.select(&select.value));
        }
        if let Some(ignore) = &self.ignore {
            drop(settings.ignore(&ignore.value));
        }
        for severity in &self.severity {
            let (rule, level) = &severity.value;
            match level {
                Some(level) => drop(settings.set_severity(rule, *level)),
                None => drop(settings.ignore(std::slice::from_ref(rule))),
            }
        }
        settings.date = self.date.as_ref().map(|date| date.value);
        settings.require_reason = self.require_reason.as_ref().is_some_and(|flag| flag.value);
        settings
    }
}

/// The later of two statements.
pub(super) fn replace<T: Clone>(own: &mut Option<Stated<T>>, later: &Option<Stated<T>>) {
    if later.is_some() {
        own.clone_from(later);
    }
}
