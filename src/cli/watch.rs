//! `--watch`: checks again whenever a text, a glossary or an ignore file is saved.
//!
//! Directories are watched, never files: an editor that writes a file beside the old one and renames it, as many do, would
//! end the watch of a file. What a check reads makes no event that counts, so a check never causes the next one.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify_debouncer_full::notify::event::ModifyKind;
use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use super::args::CheckOptions;
use super::exit_code::Outcome;
use super::output;
use crate::documents::Format;

/// How long files must be quiet before they are checked.
const QUIET: Duration = Duration::from_millis(150);

/// How often a directory that is gone is looked for.
const LOOK: Duration = Duration::from_millis(500);

/// Files beside the texts that decide what is checked, and how.
const SETTINGS: [&str; 5] = [
    ".gitignore",
    ".ignore",
    ".tifaignore",
    "tifa.toml",
    ".tifa.toml",
];

/// What ends the waiting.
enum News {
    /// Something was saved, made or removed.
    Changed,
    /// Ctrl-C.
    Stop,
}

/// Checks, waits for a change, and checks again, until Ctrl-C.
pub(super) fn run(
    options: &CheckOptions,
    mut check: impl FnMut() -> io::Result<Outcome>,
) -> io::Result<Outcome> {
    if options.paths.iter().any(|path| path.as_os_str() == "-") {
        output::error("-: standard input cannot be watched; name files or directories");
        return Ok(Outcome::Failed);
    }
    let (sender, news) = mpsc::channel();
    let stop = sender.clone();
    // A second Ctrl-C, while a check runs, has nobody to tell.
    let handled = ctrlc::set_handler(move || drop(stop.send(News::Stop)));
    let watched = Watched::of(options);
    let names = watched.names.clone();
    let on_event = move |result: DebounceEventResult| {
        let counts = match result {
            Ok(events) => events.iter().any(|event| {
                counts(&event.kind)
                    && event
                        .paths
                        .iter()
                        .any(|path| is_watched(path, &names, &event.kind))
            }),
            // Events were lost: look again.
            Err(_) => true,
        };
        if counts {
            drop(sender.send(News::Changed));
        }
    };
    let debouncer = new_debouncer_opt::<_, RecommendedWatcher, NoCache>(
        QUIET,
        None,
        on_event,
        NoCache,
        Default::default(),
    );
    let mut debouncer = match (debouncer, handled) {
        (Ok(debouncer), Ok(())) => debouncer,
        (Err(error), _) => return Ok(failed(&error.to_string())),
        (_, Err(error)) => return Ok(failed(&error.to_string())),
    };
    let mut missing = watched.roots;
    let mut present = BTreeMap::new();
    loop {
        if let Err(error) = watch(&mut debouncer, &mut missing, &mut present) {
            return Ok(failed(&error));
        }
        clear()?;
        check()?;
        output::to_stderr(b"watching for changes; Ctrl-C ends\n");
        match wait(&news, &mut missing, &mut present) {
            News::Changed => {}
            News::Stop => return Ok(Outcome::Clean),
        }
    }
}

type Roots = BTreeMap<PathBuf, RecursiveMode>;

/// What is watched: directories, and the names that count in those watched for single files.
struct Watched {
    roots: Roots,
    names: BTreeSet<OsString>,
}

impl Watched {
    fn of(options: &CheckOptions) -> Self {
        let mut roots = Roots::new();
        let mut names: BTreeSet<OsString> = SETTINGS.iter().map(OsString::from).collect();
        let glossaries = options.glossaries.files.iter().map(PathBuf::from);
        for directory in Path::new(".")
            .canonicalize()
            .iter()
            .flat_map(|path| path.ancestors())
        {
            if SETTINGS
                .iter()
                .any(|name| name.ends_with("toml") && directory.join(name).is_file())
            {
                roots.insert(directory.to_owned(), RecursiveMode::NonRecursive);
            }
        }
        for path in options.paths.iter().cloned().chain(glossaries) {
            if path.is_dir() {
                roots.insert(path, RecursiveMode::Recursive);
                continue;
            }
            let parent = match path.parent() {
                Some(parent) if parent != Path::new("") => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            // A name of a bundled glossary is no file, and does no harm here.
            names.extend(path.file_name().map(OsString::from));
            roots.entry(parent).or_insert(RecursiveMode::NonRecursive);
        }
        Self { roots, names }
    }
}

/// Watches the directories that are there and not watched yet.
fn watch(
    debouncer: &mut Debouncer<RecommendedWatcher, NoCache>,
    missing: &mut Roots,
    present: &mut Roots,
) -> Result<(), String> {
    for (path, mode) in std::mem::take(missing) {
        if !path.is_dir() {
            missing.insert(path, mode);
            continue;
        }
        debouncer
            .watch(&path, mode)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        present.insert(path, mode);
    }
    Ok(())
}

/// Waits until something changed. A directory that went away is watched again when it comes back.
fn wait(news: &Receiver<News>, missing: &mut Roots, present: &mut Roots) -> News {
    loop {
        for (path, mode) in std::mem::take(present) {
            let roots = if path.is_dir() {
                &mut *present
            } else {
                &mut *missing
            };
            roots.insert(path, mode);
        }
        match news.recv_timeout(LOOK) {
            Ok(news) => return news,
            Err(RecvTimeoutError::Timeout) => {
                if missing.keys().any(|path| path.is_dir()) {
                    return News::Changed;
                }
            }
            Err(RecvTimeoutError::Disconnected) => return News::Stop,
        }
    }
}

/// Whether an event can change what a check says; reading a file does not.
fn counts(kind: &EventKind) -> bool {
    !matches!(kind, EventKind::Access(_))
}

fn is_watched(path: &Path, names: &BTreeSet<OsString>, kind: &EventKind) -> bool {
    let Some(name) = path.file_name() else {
        return true;
    };
    if names.contains(name) {
        return true;
    }
    let hidden = name.to_string_lossy().starts_with('.');
    // A directory that came, went or has another name brings its files with it.
    let moved = matches!(
        kind,
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
    );
    let glossary = path
        .extension()
        .is_some_and(|extension| extension == "toml");
    !hidden
        && (glossary || Format::from_name(path).is_some() || moved && path.extension().is_none())
}

/// An empty screen, and nothing above it to scroll back to, where there is a screen.
fn clear() -> io::Result<()> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        out.write_all(b"\x1B[2J\x1B[3J\x1B[H")?;
        out.flush()?;
    }
    Ok(())
}

fn failed(error: &str) -> Outcome {
    output::error(&format!(
        "files cannot be watched: {error}; name fewer directories, or run without --watch"
    ));
    Outcome::Failed
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify_debouncer_full::notify::event::{AccessKind, CreateKind, DataChange, RemoveKind};

    #[test]
    fn what_is_read_and_what_is_no_text_does_not_count() {
        let names = BTreeSet::from([OsString::from("house.toml")]);
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        for (path, kind, expected) in [
            ("a/b.txt", written, true),
            ("a/b.md", EventKind::Remove(RemoveKind::Any), true),
            ("a/house.toml", written, true),
            ("a/b.csv", written, false),
            ("a/.tifa-x.tmp", EventKind::Create(CreateKind::File), false),
            ("a/.b.txt.swp", written, false),
            ("a/drafts", EventKind::Create(CreateKind::Folder), true),
            ("a/drafts", written, false),
        ] {
            assert_eq!(
                is_watched(Path::new(path), &names, &kind),
                expected,
                "{path}"
            );
        }
        assert!(!counts(&EventKind::Access(AccessKind::Any)));
    }
}
