//! Glossaries as they were made ready for an earlier run, kept in the user's cache directory.
//!
//! A file there is named after all that went into it: the build of the program, the texts of the glossaries and the house
//! styles. So it is never out of date, and one that is damaged or cannot be written only costs the time to make it anew.

use std::fs;
use std::hash::Hasher;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::directories;
use crate::glossary::{self, Glossary, GlossaryFile, HouseStyle, Loaded};
use crate::matching;

/// The sources that decide what is stored and how, as `build.rs` found them.
const BUILD: &str = env!("TIFA_BUILD");

/// A file begins with this, the check sum of what follows, and that.
const MARK: &[u8] = b"tifa glossary\n";

/// Glossaries without the bundled ones are read as fast as looked up while their texts are shorter, in bytes.
const SHORT: usize = 32 * 1024;

/// The files that are kept, in bytes together: some forty projects of the size of the bundled glossaries, or two of a
/// hundred thousand concepts.
const KEPT: u64 = 384 * 1024 * 1024;

/// Whether what is made of glossaries is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cache {
    /// Looked up, and kept for the next run. What was looked up stays in memory until the program ends.
    Kept,
    /// Every glossary is read anew.
    Off,
}

impl Cache {
    /// Loads glossaries in the given styles, as [`glossary::load_in_style`] does.
    pub(super) fn load(self, files: &[GlossaryFile], styles: &[HouseStyle]) -> Loaded {
        let path = match self {
            Self::Kept if is_worthwhile(files, styles) => directory(),
            _ => None,
        };
        let Some(path) = path.map(|directory| directory.join(name(files, styles))) else {
            return glossary::load_in_style(files, styles);
        };
        if let Some(glossary) = read(&path) {
            return Loaded {
                glossary,
                problems: Vec::new(),
            };
        }
        let mut loaded = glossary::load_in_style(files, styles);
        if loaded.problems.is_empty()
            && let Some(bytes) = matching::compile(&loaded.glossary)
        {
            // A cache that cannot be written, as in a home that is read-only, is no cause for complaint.
            drop(write(&path, &bytes));
            if let Some(glossary) = matching::read_compiled(bytes.leak()) {
                loaded.glossary = glossary;
            }
        }
        loaded
    }
}

/// Whether looking up is faster than reading: the bundled glossaries alone are in the program.
fn is_worthwhile(files: &[GlossaryFile], styles: &[HouseStyle]) -> bool {
    let own = files.iter().filter(|file| !file.is_bundled());
    let bytes: usize = own.map(|file| file.text.len()).sum();
    let has_bundled = files.iter().any(GlossaryFile::is_bundled);
    let is_plain = bytes == 0 && styles.iter().all(HouseStyle::asks_nothing);
    bytes >= SHORT || has_bundled && !is_plain
}

/// The name of the file for a combination of glossaries.
fn name(files: &[GlossaryFile], styles: &[HouseStyle]) -> String {
    let mut hasher = SipHasher13::new();
    let mut add = |part: &str| {
        hasher.write_usize(part.len());
        hasher.write(part.as_bytes());
    };
    add(BUILD);
    for file in files {
        add(&file.path);
        // The texts of the bundled ones are part of the build.
        add(if file.is_bundled() { "" } else { &file.text });
    }
    for style in styles {
        add(&format!("{style:?}"));
    }
    format!("{:032x}", hasher.finish128().as_u128())
}

/// What is kept in a file; `None` where there is none, or it is not whole.
#[expect(
    clippy::disallowed_methods,
    reason = "a file of the cache, which no glossary and no text is"
)]
fn read(path: &Path) -> Option<Glossary> {
    if !fs::symlink_metadata(path).ok()?.is_file() {
        return None;
    }
    let bytes = fs::read(path).ok()?;
    let (sum, stored) = bytes.strip_prefix(MARK)?.split_first_chunk()?;
    if u32::from_le_bytes(*sum) != crc32fast::hash(stored) {
        return None;
    }
    let start = bytes.len() - stored.len();
    matching::read_compiled(&bytes.leak()[start..])
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(MARK)?;
    file.write_all(&crc32fast::hash(bytes).to_le_bytes())?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    remove_oldest(directory)
}

/// Removes the files that were written first, but for as many as are kept.
fn remove_oldest(directory: &Path) -> io::Result<()> {
    let mut files: Vec<(SystemTime, PathBuf, u64)> = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        if metadata.is_file() {
            files.push((metadata.modified()?, entry.path(), metadata.len()));
        }
    }
    files.sort_unstable_by(|one, other| other.cmp(one));
    let mut bytes = 0;
    for (_, path, length) in files {
        bytes += length;
        if bytes > KEPT {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn directory() -> Option<PathBuf> {
    Some(directories::of_program("XDG_CACHE_HOME", ".cache")?.join("glossaries"))
}
