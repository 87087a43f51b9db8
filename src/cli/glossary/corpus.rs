//! The texts that `--corpus` names.

use std::path::PathBuf;

use crate::cli::files::{Input, find};
use crate::cli::output;

/// Texts to be read, and whether something that was named is none.
pub(super) struct Corpus {
    pub(super) texts: Vec<PathBuf>,
    pub(super) failed: bool,
}

impl Corpus {
    /// The texts of files and directories; what names none is said.
    pub(super) fn find(named: &[PathBuf]) -> Self {
        let (inputs, errors) = find(named);
        for error in &errors {
            output::error(&error.to_string());
        }
        let mut corpus = Self {
            texts: Vec::with_capacity(inputs.len()),
            failed: !errors.is_empty(),
        };
        for input in inputs {
            match input {
                Input::File(path) => corpus.texts.push(path),
                Input::Stdin => {
                    output::error("-: standard input is no corpus; name files or directories");
                    corpus.failed = true;
                }
            }
        }
        corpus
    }
}
