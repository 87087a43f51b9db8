//! `--baseline` and `--write-baseline`: findings accepted earlier.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::files::Input;
use super::output;
use crate::config::absolute;
use crate::documents::Document;
use crate::lint::{Baseline, Findings, Holding};

/// What a run does with the findings that are accepted.
#[derive(Clone)]
pub(super) enum Accepting {
    /// All are reported.
    None,
    /// Those that a file holds are left out.
    Holding { file: PathBuf, holding: Holding },
    /// All are written to a file.
    Writing {
        file: PathBuf,
        baseline: Baseline,
        /// Whether the file could not be written.
        failed: bool,
    },
}

impl Accepting {
    /// What a run was asked to do; `None` after it was said what is wrong with the file.
    pub(super) fn new(file: Option<PathBuf>, write: bool, inputs: &[Input]) -> Option<Self> {
        let file = match (file, write) {
            (Some(file), _) => absolute(&file),
            (None, true) => absolute(Path::new("tifa-baseline.json")),
            (None, false) => return Some(Self::None),
        };
        let read = match read(&file) {
            Ok(text) => Baseline::read(&text).map_err(|error| error.to_string()),
            Err(error) if error.kind() == io::ErrorKind::NotFound && write => {
                Ok(Baseline::default())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(
                "no such baseline; check the path, or write it with `tifa check --write-baseline`"
                    .to_owned(),
            ),
            Err(error) => Err(format!("cannot be read: {error}; check the path")),
        };
        let mut baseline = match read {
            Ok(baseline) => baseline,
            Err(error) => {
                output::error(&format!("{}: {error}", shown(&file)));
                return None;
            }
        };
        if !write {
            let holding = Holding::new(&baseline);
            return Some(Self::Holding { file, holding });
        }
        // What is said of files that this run does not look at stays, unless they are gone.
        let directory = file.parent().unwrap_or(&file).to_path_buf();
        let checked: HashSet<String> = inputs
            .iter()
            .map(|input| match input {
                Input::File(path) => name(&directory, path),
                Input::Stdin => "-".to_owned(),
            })
            .collect();
        baseline.retain(|path| !checked.contains(path) && directory.join(path).exists());
        Some(Self::Writing {
            file,
            baseline,
            failed: false,
        })
    }

    /// Takes out what a file's own entries hold. Whether the rest may be shown now, and not when all files were checked.
    pub(super) fn pass(&mut self, document: &Document, findings: &mut Findings) -> bool {
        match self {
            Self::None => true,
            Self::Holding { file, holding } => {
                let path = name_of(file, document);
                holding.own(&path, document, &mut findings.diagnostics);
                !holding.may_hold(document, &findings.diagnostics)
            }
            Self::Writing { file, baseline, .. } => {
                let path = name_of(file, document);
                baseline.add(&path, document, &findings.diagnostics);
                findings.diagnostics.clear();
                true
            }
        }
    }

    /// Takes out what other files' entries hold, now that all files had their own.
    pub(super) fn pass_late(&mut self, document: &Document, findings: &mut Findings) {
        if let Self::Holding { holding, .. } = self {
            holding.elsewhere(document, &mut findings.diagnostics);
        }
    }

    /// Findings that were left out.
    pub(super) fn held(&self) -> Option<usize> {
        match self {
            Self::Holding { holding, .. } => Some(holding.held()),
            Self::None | Self::Writing { .. } => None,
        }
    }

    /// Whether findings are accepted at all.
    pub(super) fn is_asked(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Whether the findings are written down and not reported.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self, Self::Writing { .. })
    }

    /// Whether the file was to be written and could not be.
    pub(super) fn failed(&self) -> bool {
        matches!(self, Self::Writing { failed: true, .. })
    }

    /// Writes the file, where one is to be written and all could be checked.
    pub(super) fn finish(&mut self, unchecked: bool) {
        let Self::Writing {
            file,
            baseline,
            failed,
        } = self
        else {
            return;
        };
        let shown = shown(file);
        if unchecked {
            output::error(&format!(
                "{shown}: not written, because not all could be checked; mend what is said above, or leave it out"
            ));
            *failed = true;
            return;
        }
        if let Err(error) = replace(file, &baseline.write()) {
            output::error(&format!(
                "{shown}: cannot be written: {error}; check the path"
            ));
            *failed = true;
            return;
        }
        let (count, files) = (baseline.count(), baseline.files());
        let findings = if count == 1 { "finding" } else { "findings" };
        let in_files = if files == 1 { "file" } else { "files" };
        output::note(&format!(
            "{shown}: {count} {findings} in {files} {in_files} accepted"
        ));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the command line opens the baseline"
)]
fn read(file: &Path) -> io::Result<String> {
    // A pipe would be waited for, and a device may have no end.
    let metadata = std::fs::metadata(file)?;
    if !metadata.is_file() && !metadata.is_dir() {
        return Err(io::Error::other("it is a pipe or a device, not a file"));
    }
    std::fs::read_to_string(file)
}

/// Replaces a file as a whole: who looks meanwhile sees the earlier one or the later.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let directory = file.parent().unwrap_or(file);
    if !directory.is_dir() {
        return Err(io::Error::other("no such directory"));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tifa-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any file that one writes; the mask of the system is taken off.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut written = builder.tempfile_in(directory)?;
    written.write_all(text.as_bytes())?;
    written.persist(file).map_err(|error| error.error)?;
    Ok(())
}

fn shown(file: &Path) -> String {
    let shown = crate::config::shown(file)
        .to_string_lossy()
        .replace('\\', "/");
    if shown.is_empty() {
        ".".to_owned()
    } else {
        shown
    }
}

/// A document's path from the directory of the baseline, which is the same wherever the program is started.
fn name_of(file: &Path, document: &Document) -> String {
    let directory = file.parent().unwrap_or(file);
    name(directory, Path::new(&**document.path()))
}

fn name(directory: &Path, path: &Path) -> String {
    let path = absolute(path);
    let short = path.strip_prefix(directory).unwrap_or(&path);
    short.to_string_lossy().replace('\\', "/")
}
