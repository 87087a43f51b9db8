//! Where the settings come from: `tifa.toml`, which lies beside the texts or in a directory above them.
//!
//! [`Finder`] finds the file that governs a path and reads it with all that it extends; [`Config::for_path`] says what it
//! asks for there. Read [`Layer`] first: every source of settings is one, the command line too, and a later one wins.
//! Mistakes are [`crate::diagnostics`] that point into the file.

mod file;
mod find;
mod layer;
mod pair;
mod paths;
mod reader;
mod template;
mod value;

pub use file::{ConfigFile, NAMES, RunSettings};
pub use find::{Finder, Found, absolute, shown};
pub use layer::{Config, Layer, PathSettings, Place, Stated};
pub use pair::Pair;
pub use template::{GLOSSARY, SETTINGS};
pub use value::{FailOn, size};
