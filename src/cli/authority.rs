//! Who says so: the glossary entry behind a finding, for people.

use std::collections::HashSet;

use crate::diagnostics::Diagnostic;
use crate::glossary::Glossary;

/// Adds to the first finding about each concept where the glossary has it, and on whose authority.
pub(super) fn cite(diagnostics: &mut [Diagnostic], glossary: &Glossary) {
    let mut cited = HashSet::new();
    for diagnostic in diagnostics {
        let Some(concept) = diagnostic
            .concept
            .as_deref()
            .and_then(|id| glossary.find(id))
        else {
            continue;
        };
        if !cited.insert(concept.id.clone()) {
            continue;
        }
        let file = glossary.file_name(concept.origin.file);
        let evidence = concept.evidence.name();
        let note = match &concept.reference {
            Some(reference) => format!("`{}` in {file}; {evidence}: {reference}", concept.id),
            None => format!("`{}` in {file}; {evidence}", concept.id),
        };
        diagnostic.notes.push(note.into());
    }
}
