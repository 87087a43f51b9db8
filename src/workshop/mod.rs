//! The maintainer's workshop: what proves a glossary, and what shows the effect of changing it.
//!
//! [`trials`] lists the examples of a glossary, [`Trial::run`] holds one of them against the real pipeline. Everything
//! here answers with plain values; printing is the task of the command line.

mod trial;

pub use trial::{Failure, Trial, trials};
