//! Where an interactive session stopped: what was skipped in each file, kept until all files have been gone through.
//!
//! It lies in the user's own directory for such things and never beside the texts, so that nothing has to be ignored or
//! cleaned up there: `$XDG_STATE_HOME/tifa/interactive.json`, or the same under `~/.local/state` or `%LOCALAPPDATA%`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{directories, output};

/// The version of the file.
const VERSION: u32 = 1;

/// What was skipped, by file.
#[derive(Debug, Default)]
pub(super) struct Stopped {
    path: Option<PathBuf>,
    state: State,
    /// It is said only once that nothing can be kept.
    failed: bool,
}

#[derive(Debug, Default, Deserialize, Serialize)]
struct State {
    version: u32,
    /// Fingerprints of the findings that were skipped.
    skipped: BTreeMap<PathBuf, BTreeSet<String>>,
}

const NOTHING: &BTreeSet<String> = &BTreeSet::new();

impl Stopped {
    /// What the last session left; nothing where there was none, or where its file cannot be read.
    #[expect(
        clippy::disallowed_methods,
        reason = "the command line keeps its own state"
    )]
    pub(super) fn read() -> Self {
        let path = place();
        let read = path.as_ref().and_then(|path| fs::read(path).ok());
        let state = read.and_then(|bytes| serde_json::from_slice::<State>(&bytes).ok());
        Self {
            path,
            state: state
                .filter(|state| state.version == VERSION)
                .unwrap_or_default(),
            failed: false,
        }
    }

    /// What was skipped in a file.
    pub(super) fn of(&self, path: &Path) -> &BTreeSet<String> {
        self.state.skipped.get(&key(path)).unwrap_or(NOTHING)
    }

    /// Keeps what is skipped in a file, at once: a session may end at any time.
    pub(super) fn keep(&mut self, path: &Path, skipped: Vec<String>) {
        let skipped: BTreeSet<String> = skipped.into_iter().collect();
        if *self.of(path) == skipped {
            return;
        }
        self.state.skipped.insert(key(path), skipped);
        self.write();
    }

    /// Forgets a file that was gone through to its end.
    pub(super) fn forget(&mut self, path: &Path) {
        if self.state.skipped.remove(&key(path)).is_some() {
            self.write();
        }
    }

    fn write(&mut self) {
        self.state.version = VERSION;
        self.state
            .skipped
            .retain(|path, skipped| !skipped.is_empty() && path.exists());
        let result = match &self.path {
            Some(path) => replace(path, &self.state),
            None => Err(io::Error::other("no home directory is known")),
        };
        if let Err(error) = result
            && !std::mem::replace(&mut self.failed, true)
        {
            output::note(&format!("where this session stops cannot be kept: {error}"));
        }
    }
}

fn replace(path: &Path, state: &State) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    serde_json::to_writer(&mut file, state)?;
    file.write_all(b"\n")?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The name under which a file is kept, the same from any directory.
fn key(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn place() -> Option<PathBuf> {
    Some(directories::of_program("XDG_STATE_HOME", ".local/state")?.join("interactive.json"))
}
