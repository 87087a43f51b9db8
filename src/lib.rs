//! Placeholder map.

pub mod diagnostics;
pub mod documents;
pub mod glossary;
pub mod matching;
pub mod report;
pub mod rules;
pub mod text;
