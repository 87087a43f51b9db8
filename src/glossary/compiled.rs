//! The bundled glossaries, loaded and proven when the program was built.

use super::collection::Compiled;
use super::{Glossary, GlossaryFile, bundled};

/// Written by `build.rs`.
static STORED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/glossary.bin"));

/// What loading the bundled glossaries gives, where `files` begin with them; `None` where they do not.
pub(super) fn glossary(files: &[GlossaryFile]) -> Option<Glossary> {
    let bundled = bundled::FILES;
    let first = files.get(..bundled.len())?;
    let all = first
        .iter()
        .zip(bundled)
        .all(|(file, (path, _))| file.proven && *file.path == **path);
    if !all {
        return None;
    }
    let stored = postcard::from_bytes(STORED).ok()?;
    Some(Glossary::stored(stored, Compiled::Bundled))
}
