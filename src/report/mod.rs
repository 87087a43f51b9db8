//! Showing the findings: one file for each output format.

mod reporter;
mod summary;

pub use reporter::{FileReport, Reporter, SourceTexts};
pub use summary::Summary;
