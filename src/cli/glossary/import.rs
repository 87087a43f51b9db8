//! `tifa glossary import`: a term base of another tool becomes a glossary file.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::exit_code::Outcome;
use crate::cli::output;
use crate::fix::put;
use crate::glossary::exchange::{
    self, ColumnMap, ExchangeFormat, ImportOptions, Imported, Preset, id_from_name,
};
use crate::glossary::{Evidence, Kind, is_address};

/// The largest file that is read, in bytes.
const SIZE_LIMIT: u64 = 64 * 1024 * 1024;

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 all was imported, 1 something was left out, 2 the file could not be read."
)]
pub(in crate::cli) struct ImportArgs {
    /// The file: TBX (version 2 or 3), CSV, TSV or XLSX; `-` is standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The glossary file to write; standard output unless given
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the output file if there is one
    #[arg(long)]
    force: bool,
    /// The format: tbx, csv, tsv, xlsx; by the ending of the file unless given
    #[arg(long, value_name = "FORMAT")]
    from: Option<ExchangeFormat>,
    /// The tool that wrote the table: memoq, deepl, google, weblate, phrase
    #[arg(long, value_name = "TOOL")]
    preset: Option<Preset>,
    /// Which columns hold what, by heading or number: zh=Term,en=3,status=Status
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    map: Option<ColumnMap>,
    /// The first row is no heading
    #[arg(long)]
    no_header: bool,
    /// The sheet of a workbook; the first one unless given
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The id of the glossary; made of the file name unless given
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The kind of entries that do not say theirs: organ, post, phrase, event, document, place, person, abbreviation
    #[arg(long, value_name = "KIND", default_value = "phrase", value_parser = kind)]
    kind: Kind,
    /// The evidence of entries that do not say theirs: proposed, compiled, reprint, official
    #[arg(long, value_name = "LEVEL", value_parser = evidence)]
    evidence: Option<Evidence>,
    /// The web address that stands behind entries that do not say theirs
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    reference: Option<String>,
    /// The glossary will be used without the bundled ones, and need not fit to them
    #[arg(long)]
    no_bundled: bool,
}

pub(super) fn kind(name: &str) -> Result<Kind, String> {
    named(Kind::ALL, Kind::name, name)
}

pub(super) fn evidence(name: &str) -> Result<Evidence, String> {
    named(Evidence::ALL, Evidence::name, name)
}

fn named<T: Copy>(all: &[T], name_of: fn(T) -> &'static str, name: &str) -> Result<T, String> {
    let found = all.iter().copied().find(|&value| name_of(value) == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|&value| name_of(value)).collect();
        format!("write one of {}", names.join(", "))
    })
}

pub(super) fn address(text: &str) -> Result<String, String> {
    if is_address(text) {
        Ok(text.to_owned())
    } else {
        Err("write a web address, such as `https://example.org/style`".to_owned())
    }
}

/// Imports a file.
pub(super) fn run(args: &ImportArgs) -> io::Result<Outcome> {
    match import(args) {
        Ok(outcome) => outcome,
        Err(message) => {
            output::error(&message);
            Ok(Outcome::Failed)
        }
    }
}

fn import(args: &ImportArgs) -> Result<io::Result<Outcome>, String> {
    let path = args.file.to_string_lossy().replace('\\', "/");
    let options = options(args, &path)?;
    if let Some(output) = args.output.as_deref().filter(|_| !args.force)
        && output.exists()
    {
        let shown = output.display();
        return Err(format!(
            "{shown}: there is such a file; name another, or replace it with --force"
        ));
    }
    let bytes = read(&args.file, &path)?;
    let imported = exchange::import(&bytes, &options).map_err(|error| error.in_file(&path))?;
    for reason in &imported.left_out {
        output::error(&reason.in_file(&path));
    }
    for line in imported.losses.lines() {
        output::note(&format!("{path}: {line}"));
    }
    output::note(&summary(&imported));
    if imported.concepts == 0 {
        return Err(format!(
            "{path}: no entry could be used, so nothing was written"
        ));
    }
    let outcome = if imported.left_out.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Findings
    };
    let Some(output) = &args.output else {
        let mut out = output::stdout();
        let written = out
            .write_all(imported.text.as_bytes())
            .and_then(|()| out.flush());
        return Ok(written.map(|()| outcome));
    };
    put(output, imported.text.as_bytes()).map_err(|error| error.to_string())?;
    Ok(Ok(outcome))
}

fn options(args: &ImportArgs, path: &str) -> Result<ImportOptions, String> {
    let format = args.from.or_else(|| ExchangeFormat::from_name(path));
    let format = format.ok_or_else(|| {
        format!("{path}: the ending says no format; give it with --from: tbx, csv, tsv or xlsx")
    })?;
    if args
        .evidence
        .is_some_and(|evidence| evidence != Evidence::Proposed)
        && args.reference.is_none()
    {
        return Err(
            "--evidence needs the address that stands behind it; add --reference".to_owned(),
        );
    }
    let id = match &args.id {
        Some(id) if *id == id_from_name(id) => id.clone(),
        Some(id) => {
            return Err(format!(
                "`{id}` is no id; an id has lower-case letters, digits and hyphens: `party-organs`"
            ));
        }
        None => id_from_name(
            args.file
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or("-"),
        ),
    };
    let mut map = args.map.clone().unwrap_or_default();
    map.headless = args.no_header;
    Ok(ImportOptions {
        format,
        preset: args.preset,
        map,
        sheet: args.sheet.clone(),
        id,
        title: None,
        kind: args.kind,
        evidence: args.evidence,
        reference: args.reference.clone(),
        beside_bundled: !args.no_bundled,
    })
}

/// The bytes of a file, or of standard input, up to the limit.
#[expect(
    clippy::disallowed_methods,
    reason = "files of other tools are opened by the command line"
)]
fn read(file: &Path, path: &str) -> Result<Vec<u8>, String> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => format!("{path}: no such file"),
        _ => format!("{path}: cannot be read: {error}"),
    };
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if path == "-" {
        Box::new(io::stdin().lock())
    } else if file.is_dir() {
        return Err(format!("{path}: is a directory; name a file"));
    } else {
        Box::new(std::fs::File::open(file).map_err(failed)?)
    };
    let mut limited = source.take(SIZE_LIMIT + 1);
    limited.read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > SIZE_LIMIT {
        let limit = SIZE_LIMIT / 1024 / 1024;
        return Err(format!(
            "{path}: larger than {limit} MiB, the limit for a term base; split it"
        ));
    }
    if bytes.is_empty() {
        return Err(format!("{path}: the file is empty"));
    }
    Ok(bytes)
}

fn summary(imported: &Imported) -> String {
    let count = imported.concepts;
    let mut line = format!(
        "{count} {}",
        if count == 1 { "concept" } else { "concepts" }
    );
    if imported.replacing > 0 {
        line += &format!(", {} of them in place of a bundled one", imported.replacing);
    }
    if imported.known > 0 {
        let are = if imported.known == 1 { "is" } else { "are" };
        line += &format!("; {} more {are} bundled already", imported.known);
    }
    if !imported.left_out.is_empty() {
        line += &format!("; {} left out", imported.left_out.len());
    }
    line
}
