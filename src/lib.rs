//! Placeholder map.

pub mod diagnostics;
pub mod documents;
pub mod report;
pub mod text;
