//! Which concept is meant where: words become numbers, one automaton over them finds every form of every concept.
//!
//! [`Matcher`] is built once from a glossary and shared by threads; [`Matcher::read`] turns a document into a
//! [`Reading`]: the mentions, and the odd places of the text that the rules of form look at. Nothing here judges.

mod alike;
mod automaton;
mod capitals;
mod chinese;
mod choice;
mod compiled;
mod conjugation;
mod considered;
mod counted;
mod fill;
mod flat;
mod forms;
mod gaps;
mod index;
mod inflection;
mod lists;
mod marks;
mod mention;
mod names;
mod near;
mod needles;
mod oddities;
mod overlap;
mod parting;
mod patterns;
mod plain_words;
mod read;
mod reading;
mod source_term;
mod table;
mod typeset;
mod usage;
mod verify;
mod vocabulary;
mod words;

pub use capitals::Capitals;
pub use chinese::{SourceMention, SourceReading, SourceTerms};
pub use compiled::{compile, read_compiled};
pub use considered::Considered;
pub use gaps::Gap;
pub use mention::{Binding, Compound, Mention};
pub use names::{PersonName, person_names};
pub use near::{Damage, DamageKind, NearMention, is_english};
pub use read::Matcher;
pub use reading::{Reading, SegmentReading};
pub use usage::{Usage, WordingUse};
