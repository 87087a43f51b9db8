//! The glossaries that a maintainer's command is about, and those it needs beside them.

use std::path::{Path, PathBuf};

use clap::Args;
use ignore::WalkBuilder;

use crate::cli::{glossaries, output};
use crate::glossary::{self, Glossary, GlossaryFile, Loaded, Problem};

/// Which glossaries a command is about.
#[derive(Debug, Args)]
pub(super) struct FileOptions {
    /// Glossary files, or directories of them; the bundled glossaries unless given. A file with the id of a
    /// bundled glossary stands in its place
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Load the given files without the bundled glossaries
    #[arg(long, requires = "files")]
    pub(super) no_bundled: bool,
}

/// Loaded glossaries, some of which the command is about.
pub(super) struct Collection {
    /// All files, in the order of loading.
    pub(super) files: Vec<GlossaryFile>,
    /// Of each file, whether the command is about it.
    own: Vec<bool>,
    /// All files together.
    pub(super) glossary: Glossary,
    /// Whether something could not be read or had mistakes; they have been shown.
    pub(super) failed: bool,
}

impl Collection {
    /// Whether there is no file that the command could be about.
    pub(super) fn is_empty(&self) -> bool {
        !self.own.contains(&true)
    }

    /// Whether the command is about a file, by its place.
    pub(super) fn is_own(&self, file: usize) -> bool {
        self.own[file]
    }
}

/// Loads what the options name, the bundled glossaries below it.
pub(super) fn load(options: &FileOptions) -> Collection {
    let (given, failed) = open(&options.files);
    let mut collection = join(given, !options.no_bundled);
    if options.files.is_empty() {
        collection.own.fill(true);
    }
    collection.failed |= failed;
    collection
}

/// Loads the given files, which the command is about, over the bundled ones. Mistakes are shown.
pub(super) fn join(given: Vec<GlossaryFile>, over_bundled: bool) -> Collection {
    let below = if over_bundled {
        glossary::bundled()
    } else {
        Vec::new()
    };
    let (files, own) = lay_over(below, given);
    let Loaded { glossary, problems } = glossary::load(&files);
    let failed = !problems.is_empty();
    show(&files, &problems);
    Collection {
        files,
        own,
        glossary,
        failed,
    }
}

/// Lays files over others, each in the place of the one that has its id; the flags say which of all are of those above.
pub(super) fn lay_over(
    below: Vec<GlossaryFile>,
    given: Vec<GlossaryFile>,
) -> (Vec<GlossaryFile>, Vec<bool>) {
    let mut files = below;
    let mut own = vec![false; files.len()];
    for file in given {
        let id = id_of(&file);
        let place = files.iter().position(|other| id_of(other) == id);
        match place.filter(|&place| !own[place]) {
            Some(place) => {
                files[place] = file;
                own[place] = true;
            }
            None => {
                files.push(file);
                own.push(true);
            }
        }
    }
    (files, own)
}

/// Reads glossary files; the flag says whether one of them could not be read, which has been shown.
pub(super) fn open(paths: &[PathBuf]) -> (Vec<GlossaryFile>, bool) {
    let mut files = Vec::new();
    let mut failed = false;
    for path in paths.iter().flat_map(|path| in_directory(path)) {
        match glossary::open(&path) {
            Ok(file) => files.push(file),
            Err(error) => {
                output::error(&error.to_string());
                failed = true;
            }
        }
    }
    (files, failed)
}

/// The glossary files that can be read; nothing is said of the others.
pub(super) fn readable(paths: &[PathBuf]) -> Vec<GlossaryFile> {
    let paths = paths.iter().flat_map(|path| in_directory(path));
    paths
        .filter_map(|path| glossary::open(&path).ok())
        .collect()
}

/// The glossary files in a directory, sorted; any other path as it is.
fn in_directory(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_path_buf()];
    }
    let walk = WalkBuilder::new(path)
        .max_depth(Some(1))
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    let files: Vec<PathBuf> = walk
        .filter_map(Result::ok)
        .map(ignore::DirEntry::into_path)
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    if files.is_empty() {
        // Opening the directory itself says what is wrong with it.
        return vec![path.to_path_buf()];
    }
    files
}

/// Shows mistakes on standard error, each at its place, and says how many there are.
pub(super) fn show(files: &[GlossaryFile], problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    let texts = files.iter().map(|file| (&*file.path, &*file.text));
    glossaries::show(&texts.collect::<Vec<_>>(), problems);
    let count = output::count(problems.len(), "mistake");
    output::error(&format!(
        "{count} in the glossaries; entries with mistakes take no part"
    ));
}

/// The `id` that a glossary gives itself; its path where it has none.
fn id_of(file: &GlossaryFile) -> String {
    glossary::declared_id(&file.text).unwrap_or_else(|| file.path.to_string())
}
