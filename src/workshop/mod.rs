//! The maintainer's workshop: what proves a glossary, what answers from it, and what shows the effect of changing it.
//!
//! [`trials`] lists the examples of a glossary, [`Trial::run`] holds one of them against the real pipeline; [`Lookup`]
//! answers how something is written, with the [`Card`] of a concept. Everything here answers with plain values; printing
//! is the task of the command line.

mod card;
mod lookup;
mod pinyin;
mod trial;

pub use card::{Card, CardForm};
pub use lookup::{Answer, Fit, Lookup};
pub use trial::{Failure, Trial, trials};
