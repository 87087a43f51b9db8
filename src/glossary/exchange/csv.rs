//! Tables in CSV and TSV, both ways.

use ::csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};

use super::remark::ExchangeError;
use super::table::{Row, Table};
use super::{ExchangeFormat, ImportOptions, Place};

/// Cells in one row.
const CELLS: usize = 1000;

/// Lines that one cell may have; more of them mean that a quotation mark is never closed.
const LINES_OF_A_CELL: usize = 200;

/// What makes a spreadsheet run a cell.
const TRIGGERS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Reads a table; its delimiter is found in its first line.
pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Table, ExchangeError> {
    // Excel's own first line, which names the delimiter.
    let (named, text, skipped) = match text.strip_prefix("sep=") {
        Some(rest) => {
            let mut chars = rest.chars();
            let delimiter = chars.next().filter(char::is_ascii).map(|c| c as u8);
            let rest = chars.as_str();
            let rest = rest.strip_prefix('\r').unwrap_or(rest);
            (delimiter, rest.strip_prefix('\n').unwrap_or(rest), 1)
        }
        None => (None, text, 0),
    };
    let delimiter = match options.format {
        _ if named.is_some() => named.unwrap_or(b','),
        ExchangeFormat::Tsv if text.contains('\t') => b'\t',
        _ => sniff(text),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            ExchangeError::new(Place::Unknown, format!("cannot be read: {error}"))
        })?;
        let line = record.position().map_or(0, |position| position.line()) as usize + skipped;
        if record.len() > CELLS {
            let message = format!("the row has {} cells, more than {CELLS}", record.len());
            return Err(ExchangeError::new(Place::Line(line), message));
        }
        let unclosed = |cell: &str| cell.matches('\n').count() > LINES_OF_A_CELL;
        if record.iter().any(unclosed) {
            let message = format!(
                "a cell of more than {LINES_OF_A_CELL} lines: a quotation mark is opened here and never closed; \
                 close it, or write it twice"
            );
            return Err(ExchangeError::new(Place::Line(line), message));
        }
        let cells = record.iter().map(unescape).collect();
        rows.push(Row {
            number: line,
            cells,
        });
    }
    if rows.is_empty() {
        return Err(ExchangeError::new(Place::Unknown, "holds no row"));
    }
    Ok(Table { sheet: None, rows })
}

/// The delimiter: what stands most often outside quotation marks in the first line.
fn sniff(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; 3];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted && counts.iter().any(|&count| count > 0) => break,
            b',' if !quoted => counts[0] += 1,
            b';' if !quoted => counts[1] += 1,
            b'\t' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let index = counts.iter().position(|&count| count == most);
    b",;\t"[index.unwrap_or_default()]
}

/// Writes rows of cells.
pub(super) fn write(rows: &[Vec<String>], delimiter: u8) -> Result<Vec<u8>, ExchangeError> {
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| {
        ExchangeError::new(Place::Unknown, format!("cannot be written: {error}"))
    };
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        writer
            .write_record(&cells)
            .map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// Whether a cell, or what stands behind its apostrophes, is run by a spreadsheet.
fn is_run(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(TRIGGERS)
}

/// A cell with an apostrophe before what a spreadsheet would run.
fn escape(cell: &str) -> String {
    if is_run(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell without that apostrophe.
fn unescape(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if is_run(rest) => rest.to_owned(),
        _ => cell.to_owned(),
    }
}
