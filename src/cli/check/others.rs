//! Texts of other files of a run, which labels point into when wordings are counted over all files.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::run::Run;
use crate::cli::files::Input;
use crate::diagnostics::Diagnostic;
use crate::report::SourceTexts;

/// The texts that are at hand, by path.
#[derive(Default)]
pub(super) struct Others {
    texts: HashMap<Arc<str>, String>,
}

impl Others {
    /// Reads the files that labels name and that are not at hand yet. One that is gone meanwhile is shown by name alone.
    pub(super) fn read(&mut self, diagnostics: &[Diagnostic], run: &Run<'_, '_>) {
        for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            let Some(path) = label
                .path
                .as_ref()
                .filter(|path| !self.texts.contains_key(*path))
            else {
                continue;
            };
            let input = if **path == *run.options.stdin_filename {
                Input::Stdin
            } else {
                Input::File(PathBuf::from(&**path))
            };
            if let Ok(document) = run.open(&input) {
                self.texts.insert(
                    path.clone(),
                    document.part(label.location.part).text.clone(),
                );
            }
        }
    }
}

impl SourceTexts for Others {
    fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }
}
