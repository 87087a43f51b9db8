//! Glossaries in and out of the formats of other tools: TBX, CSV, TSV, XLSX.
//!
//! [`import`] turns the bytes of a file into the text of a glossary file that loads without a mistake, and says what it
//! left out. [`export`] turns a [`TermBase`] into the bytes of a file, and says what the format cannot hold. Neither opens
//! a file. `docs/exchange.md` says what each format keeps.

mod among;
mod columns;
mod complete;
mod csv;
mod decode;
mod entry;
mod json;
mod known;
mod place;
mod preset;
mod prove;
mod remark;
mod table;
mod table_read;
mod table_write;
mod tbx_entry;
mod tbx_names;
mod tbx_read;
mod tbx_write;
mod toml_write;
mod words;
mod write_out;
mod xlsx;

use std::str::FromStr;

use crate::glossary::{Evidence, GlossaryFile, Kind, Mistakes, fields, schema};

pub use columns::{ColumnMap, Field};
pub use complete::id_from_name;
pub use entry::{ClassEntry, Entry, ExampleEntry, Form, FormStatus, MemberEntry, TermBase};
pub use place::Place;
pub use preset::Preset;
pub use remark::{ExchangeError, LeftOut, Losses};
pub use tbx_names::{TbxOptions, TbxStyle, TbxVersion};
pub use toml_write::append;

/// A format of other tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangeFormat {
    /// TermBase eXchange, ISO 30042.
    Tbx,
    /// Comma-separated values; semicolons and tabs are recognized on import.
    Csv,
    /// Tab-separated values.
    Tsv,
    /// An Excel workbook.
    Xlsx,
}

impl ExchangeFormat {
    /// The format that the ending of a file name means.
    pub fn from_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "xml" | "tbxm" => Some(Self::Tbx),
            "txt" | "tab" => Some(Self::Tsv),
            ending => ending.parse().ok(),
        }
    }
}

impl FromStr for ExchangeFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "tbx" => Ok(Self::Tbx),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(format!(
                "`{name}` is no format; write tbx, csv, tsv or xlsx"
            )),
        }
    }
}

/// How a file is read, and what its entries are where it does not say.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The format.
    pub format: ExchangeFormat,
    /// The tool whose table it is.
    pub preset: Option<Preset>,
    /// Which columns hold what.
    pub map: ColumnMap,
    /// The sheet of a workbook; the first one unless given.
    pub sheet: Option<String>,
    /// The id of the glossary that is written.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// The kind of entries without one.
    pub kind: Kind,
    /// The evidence of entries without any.
    pub evidence: Option<Evidence>,
    /// The reference of entries without one.
    pub reference: Option<String>,
    /// Whether the glossary will be used beside the bundled ones, and must not contradict them.
    pub beside_bundled: bool,
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The glossary file.
    pub text: String,
    /// How many concepts it has.
    pub concepts: usize,
    /// How many of them replace a bundled one.
    pub replacing: usize,
    /// How many entries said nothing that is not bundled.
    pub known: usize,
    /// What could not be used.
    pub left_out: Vec<LeftOut>,
    /// What was changed, by kinds.
    pub losses: Losses,
}

/// Reads a file of another tool.
///
/// # Errors
///
/// When the file cannot be read at all; a row that cannot be used is left out and said so in the result.
pub fn import(bytes: &[u8], options: &ImportOptions) -> Result<Imported, ExchangeError> {
    let mut losses = Losses::default();
    let mut left_out = Vec::new();
    let base = match options.format {
        ExchangeFormat::Tbx => tbx_read::read(&decode::xml(bytes)?, &mut left_out, &mut losses)?,
        ExchangeFormat::Csv | ExchangeFormat::Tsv => {
            let text = decode::table(bytes, &mut losses)?;
            let table = csv::read(&text, options)?;
            table_read::read(table, options, &mut left_out, &mut losses)?
        }
        ExchangeFormat::Xlsx => {
            let (table, classes) = xlsx::read(bytes, options)?;
            let mut base = table_read::read(table, options, &mut left_out, &mut losses)?;
            base.classes.extend(classes);
            base
        }
    };
    Ok(prove::glossary_file(base, options, left_out, losses))
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub struct ExportOptions {
    /// The format.
    pub format: ExchangeFormat,
    /// The tool that will read the table.
    pub preset: Option<Preset>,
    /// Which TBX.
    pub tbx: TbxOptions,
}

/// Counts what a glossary file says of other glossaries, for which no format has a place.
pub fn count_unexchanged(file: &GlossaryFile, losses: &mut Losses) {
    let written = fields::parse(&file.text, &mut Mistakes::new(0), schema::read);
    for (id, _) in &written.disabled {
        losses.add("concepts switched off with `disable`, left out", id);
    }
    for (id, ..) in &written.prefer {
        losses.add("choices of `[prefer]`, left out", id);
    }
}

/// Writes a term base. What the format cannot hold is counted in `losses`.
///
/// # Errors
///
/// When a preset and the format do not go together, or a workbook cannot be made of so many rows.
pub fn export(
    base: &TermBase,
    options: &ExportOptions,
    losses: &mut Losses,
) -> Result<Vec<u8>, ExchangeError> {
    match (options.format, options.preset) {
        (ExchangeFormat::Tbx, None) => Ok(tbx_write::write(base, &options.tbx, losses)),
        (ExchangeFormat::Tbx, Some(preset)) => Err(ExchangeError::new(
            Place::Unknown,
            format!(
                "{} reads no TBX by this preset; leave --preset out",
                preset.name()
            ),
        )),
        (ExchangeFormat::Csv, None) => csv::write(&table_write::all_rows(base), b','),
        (ExchangeFormat::Tsv, None) => csv::write(&table_write::all_rows(base), b'\t'),
        (ExchangeFormat::Xlsx, None) => xlsx::write(&table_write::rows(base), &base.classes),
        (format, Some(preset)) => preset::write(base, preset, format, losses),
    }
}
