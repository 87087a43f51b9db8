//! Loads the bundled glossaries and makes their index, so that no run of the program has to.
//!
//! The modules are the program's own; a change in them or in a glossary builds this again.

#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    reason = "the modules are the program's, and the program uses all of them"
)]

use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/diagnostics/mod.rs"]
mod diagnostics;
#[path = "src/text/mod.rs"]
mod text;

/// As `src/glossary/mod.rs`, but that nothing is compiled yet.
#[path = "src/glossary"]
mod glossary {
    mod bundled;
    mod class;
    mod collection;
    mod concept;
    mod date;
    mod examples;
    mod fields;
    mod load;
    mod pattern;
    mod rendering;
    mod schema;
    mod schema_concept;
    mod stored;
    mod template;
    mod validate;

    mod compiled {
        use super::{Glossary, GlossaryFile};

        pub(super) fn glossary(_: &[GlossaryFile]) -> Option<Glossary> {
            None
        }
    }

    pub use bundled::bundled;
    pub use class::{Class, ClassId, Member};
    pub use collection::{Compiled, Glossary, StoredGlossary};
    pub use concept::{Case, Concept, ConceptId, Evidence, Example, ExpectedFinding, Kind, Origin};
    pub use date::Date;
    pub use examples::Examples;
    pub use load::{GlossaryError, GlossaryFile, Loaded, Problem, load, open};
    pub use pattern::{expand_pattern, group_name};
    pub use rendering::{Condition, Rendering, RenderingForm, TermStatus};
    pub use template::{NUMERAL, Piece, Template};
}

/// The part of `src/matching` that makes an index.
#[path = "src/matching"]
mod matching {
    mod alike;
    mod automaton;
    mod conjugation;
    mod flat;
    mod forms;
    mod gaps;
    mod index;
    mod inflection;
    mod lists;
    mod marks;
    mod needles;
    mod oddities;
    mod parting;
    mod plain_words;
    mod table;
    mod vocabulary;
    mod words;

    /// The part of `src/matching/near` that makes its tables.
    mod near {
        mod connectives;
        mod index;
        mod lexicon;
        mod spelling;
        mod tables;

        pub(super) use tables::Tables;
    }

    /// The stored index of a glossary, and the stored tables for damaged forms.
    pub(crate) fn stored(
        glossary: &crate::glossary::Glossary,
    ) -> postcard::Result<(Vec<u8>, Vec<u8>)> {
        let index = index::Index::new(glossary);
        let tables = near::Tables::new(&index.forms, glossary, &index.vocabulary);
        Ok((
            postcard::to_allocvec(&index)?,
            postcard::to_allocvec(&tables)?,
        ))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=TIFA_BUILD={:016x}", build()?);
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let out = Path::new(&out);
    // Mistakes in a glossary fail the tests; here what is whole is enough.
    let glossary = glossary::load(&glossary::bundled()).glossary;
    let (index, near) = matching::stored(&glossary)?;
    fs::write(out.join("index.bin"), index)?;
    fs::write(out.join("near.bin"), near)?;
    let stored = glossary.into_stored();
    fs::write(out.join("glossary.bin"), postcard::to_allocvec(&stored)?)?;
    Ok(())
}

/// What decides how a glossary is stored: a number that differs where these sources do.
#[expect(
    clippy::disallowed_methods,
    reason = "the sources are read here to tell one build from another"
)]
fn build() -> io::Result<u64> {
    let mut files: Vec<PathBuf> = vec!["Cargo.toml".into(), "build.rs".into()];
    for directory in [
        "src/diagnostics",
        "src/text",
        "src/glossary",
        "src/matching",
        "glossaries",
    ] {
        println!("cargo::rerun-if-changed={directory}");
        add_files(Path::new(directory), &mut files)?;
    }
    files.sort_unstable();
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.to_string_lossy().as_bytes());
        let bytes = fs::read(file)?;
        hasher.write_usize(bytes.len());
        hasher.write(&bytes);
    }
    Ok(hasher.finish())
}

fn add_files(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            add_files(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
