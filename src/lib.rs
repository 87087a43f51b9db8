//! Checks the English of official Chinese articles against glossaries of canonical titles, organ names and set phrases.
//!
//! ```text
//! files ──> Document ─┐
//!                     ├──> Mentions ──> rules ──> Diagnostics ──┬──> Reporter ──> terminal, JSON
//! TOML ───> Glossary ─┘                                         └──> Fix ───────> corrected file
//! ```
//!
//! | Module | What it holds |
//! |---|---|
//! | [`text`] | where things are: spans, lines and columns, the way back from extracted text |
//! | [`diagnostics`] | what is said: one defect, how grave, where, what would mend it |
//! | [`glossary`] | what things are called |
//! | [`documents`] | what was written: files read into segments of prose |
//! | [`matching`] | which concept is meant where |
//! | [`rules`] | one file for each kind of defect |
//! | [`lint`] | the run: documents and a glossary in, sorted diagnostics out |
//! | [`fix`] | using the fixes: which apply together, the text they give, the file that is replaced |
//! | [`config`] | where the settings come from |
//! | [`report`] | showing the findings |
//! | [`workshop`] | what proves a glossary and shows the effect of changing it |
//!
//! A module imports only those above it; `tests/layers.rs` holds that.
//!
//! # Example
//!
//! ```
//! use tifa::documents::{Format, read_str};
//! use tifa::glossary;
//! use tifa::lint::{Linter, Settings};
//!
//! let loaded = glossary::load(&glossary::bundled());
//! let linter = Linter::new(&loaded.glossary, Settings::default());
//! let document = read_str("article.txt", "They will strengthen the two maintenances.", Format::Text);
//! let findings = linter.lint(&document);
//! assert_eq!(findings.diagnostics[0].rule.as_str(), "deprecated-rendering");
//! ```

#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostics;
pub mod documents;
pub mod fix;
pub mod glossary;
pub mod lint;
pub mod matching;
pub mod report;
pub mod rules;
pub mod text;
pub mod workshop;

/// The first page, whose example is run with the others.
#[cfg(doctest)]
#[allow(
    rustdoc::invalid_codeblock_attributes,
    reason = "`console no-run` is a mark of the console sessions"
)]
#[doc = include_str!("../README.md")]
pub struct FirstPage;
