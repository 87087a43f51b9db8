//! `--baseline` and `--write-baseline`: findings accepted earlier.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::files::Input;
use super::output;
use crate::config::absolute;
use crate::documents::Document;
use crate::lint::{Baseline, Findings, Holding, Reach, Renewal};

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
        renewal: Renewal,
        /// Whether the file could not be written.
        failed: bool,
    },
}

/// The file that a run is given, and what for.
pub(super) enum Asked {
    /// None.
    Nothing,
    /// What it holds is left out.
    Hold(PathBuf),
    /// It is written anew.
    Write(PathBuf),
}

/// What a run looks at.
#[derive(Default)]
pub(super) struct Looked<'a> {
    /// As given.
    pub(super) paths: &'a [PathBuf],
    /// What they mean.
    pub(super) inputs: &'a [Input],
    /// The name of standard input.
    pub(super) stdin: &'a str,
}

impl Accepting {
    /// What a run was asked to do; `None` after it was said what is wrong with the file.
    pub(super) fn new(asked: Asked, looked: &Looked<'_>) -> Option<Self> {
        let (file, write) = match asked {
            Asked::Nothing => return Some(Self::None),
            Asked::Hold(file) => (absolute(&file), false),
            Asked::Write(file) => (absolute(&file), true),
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
        let baseline = match read {
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
        let directory = file.parent().unwrap_or(&file).to_path_buf();
        let renewal = Renewal::new(baseline, looked.reach(&directory));
        Some(Self::Writing {
            file,
            renewal,
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
            Self::Writing { file, renewal, .. } => {
                let path = name_of(file, document);
                renewal.add(&path, document, &findings.diagnostics);
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
            renewal,
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
        let baseline = renewal.clone().finish();
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

impl Looked<'_> {
    /// What a run knows of the files that a baseline in a directory names.
    fn reach(&self, directory: &Path) -> impl Fn(&str) -> Reach {
        let checked: HashSet<String> = self
            .inputs
            .iter()
            .map(|input| match input {
                Input::File(path) => name(directory, path),
                Input::Stdin => name(directory, Path::new(self.stdin)),
            })
            .collect();
        let directories: Vec<PathBuf> = self
            .paths
            .iter()
            .filter(|path| path.is_dir())
            .map(|path| absolute(path))
            .collect();
        let stdin = name(directory, Path::new("-"));
        let directory = directory.to_path_buf();
        move |path| {
            let at = absolute(&directory.join(path));
            match path {
                _ if checked.contains(path) => Reach::Inside,
                // What came from standard input is nowhere.
                _ if path == stdin || at.exists() => Reach::Outside,
                _ if directories.iter().any(|within| at.starts_with(within)) => Reach::Inside,
                _ => Reach::Gone,
            }
        }
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
