//! What things are called: glossaries of concepts and their renderings, loaded and proven consistent.
//!
//! [`load`] turns files into one [`Glossary`] and reports every mistake as a diagnostic that points into the TOML. Read
//! [`Concept`] and [`Rendering`] first; `schema.rs` is the file format, `validate.rs` what must not contradict.

mod bundled;
mod class;
mod collection;
mod compiled;
mod concept;
mod date;
mod examples;
#[cfg(feature = "exchange")]
pub mod exchange;
mod fields;
#[cfg(feature = "cli")]
mod json_schema;
mod load;
mod pattern;
mod rendering;
mod schema;
mod schema_concept;
mod stored;
mod template;
mod validate;

pub use bundled::bundled;
pub use class::{Class, ClassId, Member};
pub use collection::{Compiled, Glossary, StoredGlossary};
pub use concept::{Case, Concept, ConceptId, Evidence, Example, ExpectedFinding, Kind, Origin};
pub use date::Date;
pub use examples::Examples;
pub(crate) use fields::{Fields, Mistakes, Value, nearest, parse, span_of};
#[cfg(feature = "cli")]
pub use json_schema::json_schema;
pub use load::{
    GlossaryError, GlossaryFile, HouseStyle, Loaded, Problem, declared_id, load, load_in_style,
    open,
};
pub use pattern::{expand_pattern, group_name};
pub use rendering::{Condition, Rendering, RenderingForm, TermStatus};
pub(crate) use schema::expect_table;
pub use schema_concept::is_address;
pub use template::{NUMERAL, Piece, Template};
