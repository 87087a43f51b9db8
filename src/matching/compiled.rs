//! What is made of a glossary for finding its forms, stored: in the program for the bundled ones, in a file for others.

use std::fmt;

use super::index::Index;
use super::near::Tables;
use crate::glossary::{Compiled, Glossary, StoredGlossary};

/// Written by `build.rs`, as is [`NEAR`].
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/index.bin"));

static NEAR: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/near.bin"));

/// The tables for damaged forms that were stored together with an index.
#[derive(Clone, Copy)]
pub(super) struct StoredTables(&'static [u8]);

impl StoredTables {
    /// Reads them; `None` where they cannot be read.
    pub(super) fn read(self) -> Option<Tables> {
        postcard::from_bytes(self.0).ok()
    }
}

impl fmt::Debug for StoredTables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoredTables({} bytes)", self.0.len())
    }
}

/// The stored index of a glossary and the tables that belong to it; `None` for one that has none.
pub(super) fn stored(glossary: &Glossary) -> Option<(Index, StoredTables)> {
    let (index, near) = match glossary.compiled() {
        Compiled::Nothing => return None,
        Compiled::Bundled => (INDEX, NEAR),
        Compiled::Read { index, near } => (index, near),
    };
    Some((postcard::from_bytes(index).ok()?, StoredTables(near)))
}

/// A glossary and all that is made of it, as bytes for [`read_compiled()`]. `None` where it cannot be written so.
pub fn compile(glossary: &Glossary) -> Option<Vec<u8>> {
    let made = Index::new(glossary);
    let tables = Tables::new(&made.forms, glossary, &made.vocabulary);
    let index = postcard::to_allocvec(&made).ok()?;
    let near = postcard::to_allocvec(&tables).ok()?;
    let bytes = postcard::to_allocvec(&(index.len(), near.len())).ok()?;
    let bytes = postcard::to_extend(&glossary.clone().into_stored(), bytes).ok()?;
    Some([bytes, index, near].concat())
}

/// The glossary that [`compile()`] of the same build wrote; `None` for bytes that are something else.
///
/// The bytes must be just those that were written: what they say is believed.
pub fn read_compiled(bytes: &'static [u8]) -> Option<Glossary> {
    let ((index, near), bytes): ((usize, usize), _) = postcard::take_from_bytes(bytes).ok()?;
    let (stored, bytes) = postcard::take_from_bytes::<StoredGlossary>(bytes).ok()?;
    let (index, near) = (
        bytes.get(..index)?,
        bytes.get(index..index.checked_add(near)?)?,
    );
    Some(Glossary::stored(stored, Compiled::Read { index, near }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{self, GlossaryFile};

    #[test]
    fn a_compiled_glossary_is_the_same() {
        let text = "[glossary]\nformat = 1\nid = \"g\"\n\n[[concept]]\nid = \"two-upholds\"\nkind = \"phrase\"\n\
                    source = [\"两个维护\"]\nevidence = \"proposed\"\npreferred = \"Two Upholds\"\n\
                    deprecated = [\"two maintenances\"]\n";
        let mut files = glossary::bundled();
        files.push(GlossaryFile::new("g.toml", text));
        for files in [&files[..], &files[files.len() - 1..], &[]] {
            let glossary = glossary::load(files).glossary;
            let bytes: &[u8] = compile(&glossary).unwrap().leak();
            let read = read_compiled(bytes).unwrap();
            assert_eq!(compile(&read).unwrap(), bytes);
            assert_eq!(
                read.find("two-upholds").is_some(),
                glossary.find("two-upholds").is_some()
            );
            let (_, tables) = stored(&read).unwrap();
            assert!(tables.read().is_some());
            for length in 0..bytes.len().min(40) {
                assert!(read_compiled(&bytes[..length]).is_none());
            }
        }
    }
}
