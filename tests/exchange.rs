#![cfg(test)]
//! Glossaries in and out of other formats: what comes back is what went out, and broken files are one clear error each.

#[path = "support/exchange.rs"]
mod support;

use pretty_assertions::assert_eq;
use support::{ALL, export, import, import_options, reload, tbx};
use tifa::glossary;
use tifa::glossary::exchange::{ExchangeFormat, Losses, TbxOptions, TermBase};

/// The bundled glossaries as a term base.
fn bundled() -> TermBase {
    let files = glossary::bundled();
    let loaded = glossary::load(&files);
    let all: Vec<usize> = (0..files.len()).collect();
    TermBase::of(&loaded.glossary, &all)
}

#[test]
fn the_bundled_glossaries_come_back_from_every_format() {
    let base = bundled();
    assert!(base.entries.len() > 1000 && base.classes.len() > 5);
    for options in ALL {
        let mut losses = Losses::default();
        let bytes = export(&base, options, &mut losses);
        let lines: Vec<String> = losses.lines().collect();
        assert!(lines.is_empty(), "{options:?}: {lines:?}");
        let imported = import(&bytes, &import_options(options.format));
        assert_eq!(imported.left_out, [], "{options:?}");
        let lines: Vec<String> = imported.losses.lines().collect();
        assert!(lines.is_empty(), "{options:?}: {lines:?}");
        let again = reload(&imported.text, &[]);
        same_entries(&base, &again, &format!("{options:?}"));
    }
}

/// Concept by concept, so that a difference is short.
fn same_entries(base: &TermBase, again: &TermBase, what: &str) {
    for (one, other) in base.entries.iter().zip(&again.entries) {
        assert_eq!(one, other, "{what}");
    }
    for (one, other) in base.classes.iter().zip(&again.classes) {
        assert_eq!(one, other, "{what}");
    }
    assert_eq!(base.entries.len(), again.entries.len(), "{what}");
    assert_eq!(base.classes.len(), again.classes.len(), "{what}");
}

#[test]
fn the_same_glossary_gives_the_same_bytes() {
    let base = bundled();
    for options in ALL {
        let first = export(&base, options, &mut Losses::default());
        let second = export(&base, options, &mut Losses::default());
        assert!(first == second, "{options:?}");
    }
}

#[test]
fn what_is_bundled_already_is_not_imported_again() {
    let bytes = export(
        &bundled(),
        tbx(TbxOptions::default()),
        &mut Losses::default(),
    );
    let mut options = import_options(ExchangeFormat::Tbx);
    options.beside_bundled = true;
    let imported = import(&bytes, &options);
    assert_eq!(imported.left_out, []);
    assert_eq!(
        (imported.concepts, imported.known),
        (0, bundled().entries.len())
    );
}
