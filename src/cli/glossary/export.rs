//! `tifa glossary export`: glossaries in the formats of other tools.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::args::{ConfigOptions, GlossaryOptions};
use crate::cli::exit_code::Outcome;
use crate::cli::{glossaries, output};
use crate::fix::put;
use crate::glossary::exchange::{
    self, ExchangeFormat, ExportOptions, Losses, Preset, TbxOptions, TbxStyle, TbxVersion, TermBase,
};
use crate::glossary::{self, Glossary};

#[derive(Debug, Args)]
#[command(
    after_help = "What the format cannot hold is said on standard error.\n\nExit status: 0 written, 2 the run failed in part or whole."
)]
pub(in crate::cli) struct ExportArgs {
    /// Glossary files, or names of bundled ones; all bundled ones unless given
    #[arg(value_name = "FILE|NAME")]
    files: Vec<String>,
    /// The file to write; standard output unless given
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format: tbx, csv, tsv, xlsx; by the ending of the output, else tbx
    #[arg(long, value_name = "FORMAT")]
    to: Option<ExchangeFormat>,
    /// The tool that will read the table: deepl, google, weblate, phrase
    #[arg(long, value_name = "TOOL")]
    preset: Option<Preset>,
    /// For tools that know terms alone: templates are written out, patterns and what is tifa's own is left out
    #[arg(long)]
    plain: bool,
    /// The version of TBX
    #[arg(long, value_name = "VERSION", value_enum, default_value_t)]
    tbx_version: Version,
    /// The style of TBX 3
    #[arg(long, value_name = "STYLE", value_enum, default_value_t)]
    tbx_style: Style,
    /// Begin a CSV with a byte-order mark, by which Excel recognizes UTF-8
    #[arg(long)]
    bom: bool,
    /// Load the named files without the bundled glossaries
    #[arg(long)]
    no_bundled: bool,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Version {
    /// ISO 30042:2008
    #[value(name = "2")]
    Two,
    /// ISO 30042:2019
    #[default]
    #[value(name = "3")]
    Three,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Style {
    /// Data categories as attributes
    #[default]
    Dca,
    /// Data categories as elements
    Dct,
}

/// Exports glossaries.
pub(super) fn run(args: &ExportArgs) -> io::Result<Outcome> {
    match export(args) {
        Ok(outcome) => outcome,
        Err(message) => {
            output::error(&message);
            Ok(Outcome::Failed)
        }
    }
}

fn export(args: &ExportArgs) -> Result<io::Result<Outcome>, String> {
    let by_ending = |path: &PathBuf| ExchangeFormat::from_name(&path.to_string_lossy());
    let format = match (args.to, &args.output) {
        (Some(format), _) => format,
        (None, Some(path)) => by_ending(path).ok_or_else(|| {
            let path = path.display();
            format!("{path}: the ending says no format; give it with --to: tbx, csv, tsv or xlsx")
        })?,
        (None, None) if args.preset.is_some() => ExchangeFormat::Csv,
        (None, None) => ExchangeFormat::Tbx,
    };
    if format == ExchangeFormat::Xlsx && args.output.is_none() {
        return Err("a workbook is no text; name the file with --output terms.xlsx".to_owned());
    }
    let loading = GlossaryOptions {
        files: args.files.clone(),
        no_bundled: args.no_bundled,
        no_cache: true,
        // What is exported is what the files say, in whichever directory.
        config: ConfigOptions {
            config: None,
            isolated: true,
        },
    };
    let (glossary, failed) = glossaries::load(&loading);
    let mut losses = Losses::default();
    let mut base = TermBase::of(&glossary, &chosen(&glossary, &args.files));
    if base.entries.is_empty() && base.classes.is_empty() {
        return Err("nothing to export: the glossaries hold no concept".to_owned());
    }
    for name in &args.files {
        // A file that cannot be opened was reported when the glossaries were loaded.
        if let Ok(file) = glossary::open(Path::new(name)) {
            exchange::count_unexchanged(&file, &mut losses);
        }
    }
    if args.plain || args.preset.is_some() {
        base.write_out(&glossary, &mut losses);
    }
    let options = ExportOptions {
        format,
        preset: args.preset,
        tbx: TbxOptions {
            version: match args.tbx_version {
                Version::Two => TbxVersion::V2,
                Version::Three => TbxVersion::V3,
            },
            style: match args.tbx_style {
                Style::Dca => TbxStyle::Dca,
                Style::Dct => TbxStyle::Dct,
            },
            basic_only: args.plain,
        },
    };
    let mut bytes =
        exchange::export(&base, &options, &mut losses).map_err(|error| error.to_string())?;
    if args.bom && matches!(format, ExchangeFormat::Csv | ExchangeFormat::Tsv) {
        bytes.splice(0..0, *b"\xEF\xBB\xBF");
    }
    for line in losses.lines() {
        output::note(&line);
    }
    let outcome = if failed {
        Outcome::Failed
    } else {
        Outcome::Clean
    };
    let Some(path) = &args.output else {
        let mut out = output::stdout();
        let written = out.write_all(&bytes).and_then(|()| out.flush());
        return Ok(written.map(|()| outcome));
    };
    put(path, &bytes).map_err(|error| error.to_string())?;
    let count = base.entries.len();
    let concepts = if count == 1 { "concept" } else { "concepts" };
    output::note(&format!("{count} {concepts} written to {}", path.display()));
    Ok(Ok(outcome))
}

/// The loaded files that are meant: those named, or all.
fn chosen(glossary: &Glossary, names: &[String]) -> Vec<usize> {
    let files = (0..).take_while(|&file| !glossary.file_name(file).is_empty());
    files
        .filter(|&file| {
            let path = glossary.file_name(file);
            let is_named = |name: &String| {
                let same = path == name.replace('\\', "/");
                same || glossary::bundled().iter().any(|bundled| {
                    &*bundled.path == path && path == format!("glossaries/{name}.toml")
                })
            };
            names.is_empty() || names.iter().any(is_named)
        })
        .collect()
}
