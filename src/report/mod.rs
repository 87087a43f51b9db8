//! Showing the findings: one file for each output format.
//!
//! Read [`Reporter`] first, then [`ReportFormat`] for the formats there are. Text from documents reaches a terminal only
//! through [`sanitize()`].

mod anchor;
mod columns;
mod concise;
mod excerpt;
mod format;
mod human;
mod ink;
mod json;
mod json_fields;
mod reporter;
mod sanitize;
mod summary;
mod window;

pub use columns::{forward, text_width};
pub use concise::Concise;
pub use format::{ReportFormat, ReportOptions};
pub use human::Human;
pub use json::Json;
pub use reporter::{FileReport, Reporter, SourceTexts};
pub use sanitize::{harmless, sanitize};
pub use summary::{Failure, Summary};
