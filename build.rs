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

use std::path::Path;
use std::{env, fs};

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
    pub use collection::{Glossary, StoredGlossary};
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
    mod automaton;
    mod flat;
    mod forms;
    mod gaps;
    mod index;
    mod inflection;
    mod marks;
    mod plain_words;
    mod table;
    mod vocabulary;
    mod words;

    /// The stored index of a glossary.
    pub(crate) fn stored(glossary: &crate::glossary::Glossary) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(&index::Index::new(glossary))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let out = Path::new(&out);
    // Mistakes in a glossary are shown by `tifa glossary lint` and fail the tests; here what is whole is enough.
    let glossary = glossary::load(&glossary::bundled()).glossary;
    fs::write(out.join("index.bin"), matching::stored(&glossary)?)?;
    let stored = glossary.into_stored();
    fs::write(out.join("glossary.bin"), postcard::to_allocvec(&stored)?)?;
    Ok(())
}
