//! The run: documents and a glossary in, sorted diagnostics out.
//!
//! [`Linter`] is the one function that command line, editor and browser share; [`Settings`] are plain values.

mod article_date;
mod pipeline;
mod settings;

pub use pipeline::{Findings, Linter};
pub use settings::{Settings, UnknownRule, nearest_rule};
