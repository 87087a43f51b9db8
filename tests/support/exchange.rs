//! Exports and imports in memory.

use std::borrow::Cow;

use tifa::glossary::exchange::{
    self, ColumnMap, ExchangeFormat, ExportOptions, ImportOptions, Imported, Losses, TbxOptions,
    TbxStyle, TbxVersion, TermBase,
};
use tifa::glossary::{self, GlossaryFile, Kind};

pub(crate) const fn tbx(tbx: TbxOptions) -> ExportOptions {
    ExportOptions {
        format: ExchangeFormat::Tbx,
        preset: None,
        tbx,
    }
}

const fn table(format: ExchangeFormat) -> ExportOptions {
    ExportOptions {
        format,
        ..tbx(TBX_3)
    }
}

const TBX_3: TbxOptions = TbxOptions {
    version: TbxVersion::V3,
    style: TbxStyle::Dca,
    basic_only: false,
};

/// Every format that can hold all.
pub(crate) const ALL: [ExportOptions; 6] = [
    tbx(TBX_3),
    tbx(TbxOptions {
        style: TbxStyle::Dct,
        ..TBX_3
    }),
    tbx(TbxOptions {
        version: TbxVersion::V2,
        ..TBX_3
    }),
    table(ExchangeFormat::Csv),
    table(ExchangeFormat::Tsv),
    table(ExchangeFormat::Xlsx),
];

pub(crate) fn export(base: &TermBase, options: ExportOptions, losses: &mut Losses) -> Vec<u8> {
    exchange::export(base, &options, losses).unwrap()
}

/// Import for use without the bundled glossaries.
pub(crate) fn import_options(format: ExchangeFormat) -> ImportOptions {
    ImportOptions {
        format,
        preset: None,
        map: ColumnMap::default(),
        sheet: None,
        id: "imported".to_owned(),
        title: None,
        kind: Kind::Phrase,
        evidence: None,
        reference: None,
        beside_bundled: false,
    }
}

pub(crate) fn import(bytes: &[u8], options: &ImportOptions) -> Imported {
    exchange::import(bytes, options).unwrap()
}

/// A glossary file loaded behind others, which must give no diagnostic, as a term base.
pub(crate) fn reload(text: &str, earlier: &[GlossaryFile]) -> TermBase {
    let mut files = earlier.to_vec();
    files.push(GlossaryFile::new(
        "imported.toml",
        Cow::Owned(text.to_owned()),
    ));
    let loaded = glossary::load(&files);
    let problems: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| problem.diagnostic.message.to_string())
        .collect();
    assert!(problems.is_empty(), "{problems:?}\n{text}");
    TermBase::of(&loaded.glossary, &[earlier.len()])
}
