//! Which files a path means.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use crate::documents::Format;
use crate::report::Failure;

/// One thing to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// The files that the given paths mean, in a fixed order: as given, and sorted inside a directory. What is wrong with a
/// path is said in the second list.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Input>, Vec<Failure>) {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin);
        } else if path.is_dir() {
            let (found, mut failed) = walk(path);
            if found.is_empty() && failed.is_empty() {
                failed.push(unread(
                    path,
                    "no .txt, .md or .html file in this directory; name a file, or another directory"
                        .to_owned(),
                ));
            }
            inputs.extend(found.into_iter().map(Input::File));
            errors.append(&mut failed);
        } else {
            let shown = path.strip_prefix("./").unwrap_or(path);
            inputs.push(Input::File(shown.to_path_buf()));
        }
    }
    let mut seen = std::collections::HashSet::new();
    inputs.retain(|input| match input {
        Input::Stdin => seen.insert(PathBuf::from("-")),
        Input::File(path) => seen.insert(path.clone()),
    });
    (inputs, errors)
}

fn unread(path: &Path, message: String) -> Failure {
    Failure {
        path: path.to_string_lossy().replace('\\', "/").into(),
        message,
        unread: true,
    }
}

/// The files of a directory that tifa reads, ignore files respected.
fn walk(directory: &Path) -> (Vec<PathBuf>, Vec<Failure>) {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    let walk = WalkBuilder::new(directory)
        .add_custom_ignore_filename(".tifaignore")
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                if is_file && Format::from_name(entry.path()).is_some() {
                    let path = entry.into_path();
                    let shown = path
                        .strip_prefix("./")
                        .map(Path::to_path_buf)
                        .unwrap_or(path);
                    files.push(shown);
                }
            }
            Err(error) => {
                let (path, message) = plainly(&error);
                errors.push(unread(path.unwrap_or(directory), message));
            }
        }
    }
    (files, errors)
}

/// The place of a mistake on the way through a directory, and what is wrong there.
fn plainly(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), plainly(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            plainly(err)
        }
        ignore::Error::Io(error) => {
            let denied = error.kind() == std::io::ErrorKind::PermissionDenied;
            let message = match denied {
                true => "may not be read; check its permissions".to_owned(),
                false => format!("cannot be read: {error}; check the path and the disk"),
            };
            (None, message)
        }
        _ => (None, error.to_string()),
    }
}
