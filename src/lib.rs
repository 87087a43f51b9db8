//! Placeholder map.

pub mod diagnostics;
pub mod documents;
pub mod glossary;
pub mod report;
pub mod text;
