//! Which file governs a path, and the reading of it with all that it extends.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::file::{ConfigFile, NAMES, RULE};
use super::layer::Config;
use crate::glossary::{Mistakes, Problem};
use crate::text::Span;

/// The largest configuration file that is read, in bytes.
const SIZE_LIMIT: u64 = 1024 * 1024;

/// What marks the top of a repository; nothing above it governs what is inside.
const REPOSITORY: [&str; 3] = [".git", ".hg", ".jj"];

/// Finds and reads configurations, each once.
#[derive(Debug, Default)]
pub struct Finder {
    /// The configuration of every path, where one was named, or none is wanted.
    fixed: Option<usize>,
    /// The configuration that governs each directory looked at.
    directories: HashMap<PathBuf, usize>,
    /// The configurations by their files.
    by_file: HashMap<PathBuf, usize>,
    found: Vec<Found>,
    errors: Vec<String>,
}

/// One configuration and what is wrong in its files.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The configuration; without files where none governs.
    pub config: Config,
    /// The mistakes in its files, by their places in [`Config::files`].
    pub problems: Vec<Problem>,
}

impl Finder {
    /// For each path the nearest file named `tifa.toml` or `.tifa.toml`, in its directory or above, up to the top of the
    /// repository.
    pub fn nearest() -> Self {
        Self {
            found: vec![Found::default()],
            ..Self::default()
        }
    }

    /// No configuration at all.
    pub fn isolated() -> Self {
        Self {
            fixed: Some(0),
            ..Self::nearest()
        }
    }

    /// One file for every path.
    pub fn with_file(path: &Path) -> Self {
        let mut finder = Self::nearest();
        finder.fixed = Some(finder.open(&absolute(path)));
        finder
    }

    /// The number of the configuration that governs a file, which need not exist.
    pub fn for_file(&mut self, path: &Path) -> usize {
        let path = absolute(path);
        self.for_directory(path.parent().unwrap_or(&path))
    }

    /// The number of the configuration that governs a directory.
    pub fn for_directory(&mut self, directory: &Path) -> usize {
        if let Some(fixed) = self.fixed {
            return fixed;
        }
        let directory = absolute(directory);
        let mut passed = Vec::new();
        let mut governing = 0;
        for above in directory.ancestors() {
            if let Some(&known) = self.directories.get(above) {
                governing = known;
                break;
            }
            passed.push(above);
            let file = NAMES.iter().map(|name| above.join(name));
            if let Some(file) = { file }.find(|file| file.is_file()) {
                governing = self.open(&file);
                break;
            }
            if REPOSITORY.iter().any(|mark| above.join(mark).exists()) {
                break;
            }
        }
        for directory in passed {
            self.directories.insert(directory.to_path_buf(), governing);
        }
        governing
    }

    /// All configurations found so far, by number; the first has no files.
    pub fn found(&self) -> &[Found] {
        &self.found
    }

    /// What could not be read at all, one line each.
    pub fn errors(&self) -> &[String] {
        &self.errors
    }

    fn open(&mut self, path: &Path) -> usize {
        if let Some(&known) = self.by_file.get(path) {
            return known;
        }
        let found = self.chain(path);
        let number = self.found.len();
        self.found.push(found);
        self.by_file.insert(path.to_path_buf(), number);
        number
    }

    /// A file and what it extends, the farthest first.
    fn chain(&mut self, path: &Path) -> Found {
        let first = match read(path) {
            Ok(text) => text,
            Err(error) => {
                self.errors.push(format!("{}: {error}", name(path)));
                return Found::default();
            }
        };
        let mut sources = vec![(path.to_path_buf(), Arc::<str>::from(first))];
        let mut fault: Option<(usize, Span, String, String)> = None;
        loop {
            let (path, text) = sources.last().expect("the first file is there");
            let (file, _) = parse(path, text.clone(), 0);
            let Some((extend, span)) = file.extend else {
                break;
            };
            let next = tidy(&file.directory.join(&extend));
            let at = sources.len() - 1;
            if let Some(begin) = sources.iter().position(|(path, _)| *path == next) {
                let way: Vec<String> = sources[begin..]
                    .iter()
                    .map(|(path, _)| format!("`{}`", name(path)))
                    .collect();
                let message = match way.len() {
                    1 => format!("{} extends itself", way[0]),
                    _ => format!("{} extend each other", way.join(" and ")),
                };
                let help = "remove one `extend`".to_owned();
                fault = Some((at, span, message, help));
                break;
            }
            match read(&next) {
                Ok(text) => sources.push((next, text.into())),
                Err(error) => {
                    let (what, help) = error.split_once("; ").unwrap_or((&error, ""));
                    let message = format!("`{}`: {what}", name(&next));
                    fault = Some((at, span, message, help.to_owned()));
                    break;
                }
            }
        }
        let count = sources.len();
        let mut found = Found::default();
        for (number, (path, text)) in sources.into_iter().rev().enumerate() {
            let (file, problems) = parse(&path, text, number);
            found.config.files.push(file);
            found.problems.extend(problems);
        }
        if let Some((at, span, message, help)) = fault {
            let mut mistakes = Mistakes::of(RULE, count - 1 - at);
            mistakes.add(span, message, help);
            found.problems.extend(mistakes.into_problems());
        }
        found.problems.sort_by_key(|problem| {
            let start = problem.diagnostic.location.span.start();
            (problem.file, start)
        });
        found
    }
}

fn parse(path: &Path, text: Arc<str>, number: usize) -> (ConfigFile, Vec<Problem>) {
    let directory = path.parent().unwrap_or(path).to_path_buf();
    ConfigFile::read(name(path).into(), text, directory, number)
}

#[expect(
    clippy::disallowed_methods,
    reason = "configuration files are opened here and nowhere else"
)]
fn read(path: &Path) -> Result<String, String> {
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "no such configuration file; check the path".to_owned(),
        _ => format!("cannot be read: {error}; check the path"),
    })?;
    if metadata.is_dir() {
        return Err("is a directory; name the file in it".to_owned());
    }
    if !metadata.is_file() {
        return Err("a pipe or a device, not a file; write it to a file".to_owned());
    }
    let size = metadata.len();
    if size > SIZE_LIMIT {
        return Err(format!(
            "{size} bytes, larger than the limit of {SIZE_LIMIT} bytes for a configuration; check the path"
        ));
    }
    let bytes = std::fs::read(path)
        .map_err(|error| format!("cannot be read: {error}; check its permissions"))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("not UTF-8 (byte {at}); TOML is always UTF-8, so save it so")
    })
}

/// A path from the root, without `.` and `..`; links are not followed.
pub fn absolute(path: &Path) -> PathBuf {
    tidy(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()))
}

fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                tidied.pop();
            }
            component => tidied.push(component),
        }
    }
    tidied
}

/// A path as people read it: from the working directory, where that is shorter.
pub fn shown(path: &Path) -> PathBuf {
    let here = absolute(Path::new("."));
    let common = here
        .components()
        .zip(path.components())
        .take_while(|(here, there)| here == there)
        .count();
    let up = here.components().count() - common;
    let rest: PathBuf = path.components().skip(common).collect();
    let short: PathBuf = std::iter::repeat_n(Path::new(".."), up)
        .chain([rest.as_path()])
        .collect();
    if common > 1 && short.as_os_str().len() < path.as_os_str().len() {
        short
    } else {
        path.to_path_buf()
    }
}

fn name(path: &Path) -> String {
    shown(path).to_string_lossy().replace('\\', "/")
}
