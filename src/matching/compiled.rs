//! The index of the bundled glossaries, made when the program was built.

use super::index::Index;
use crate::glossary::Glossary;

/// Written by `build.rs`.
static STORED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/index.bin"));

/// The index of a glossary that is just the bundled ones; `None` for any other.
pub(super) fn index(glossary: &Glossary) -> Option<Index> {
    if !glossary.is_as_bundled() {
        return None;
    }
    postcard::from_bytes(STORED).ok()
}
