//! Who says so: the glossary entry behind a finding, for people.

use std::collections::HashSet;

use crate::diagnostics::Diagnostic;
use crate::glossary::{Evidence, Glossary};

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
        let id = &concept.id;
        let after = match concept.evidence {
            Evidence::Official => "after an official text",
            Evidence::Reprint => "after a reprint of an official text",
            Evidence::Compiled => "after a compiled list",
            Evidence::Proposed => "proposed, and not attested",
        };
        // Whoever reprints a text is no authority: the address is left to `tifa explain`. It comes last, so that it is whole
        // on its line.
        let official = concept.evidence == Evidence::Official;
        let note = match concept.reference.as_ref().filter(|_| official) {
            Some(reference) => format!("`{id}` in {file}, {after}: {reference}"),
            None => format!("`{id}` in {file}, {after}"),
        };
        diagnostic.notes.push(note.into());
    }
}
