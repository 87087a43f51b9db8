//! Workbooks of Excel, both ways.
//!
//! What a workbook unpacks to is bounded before it is read, cells come one by one, and a formula is an error: its value is
//! what some program computed once.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::entry::{ClassEntry, MemberEntry};
use super::place::letters;
use super::remark::ExchangeError;
use super::table::{Row, Table};
use super::words::{join_list, split_list};
use super::{ImportOptions, Place};

/// What a workbook may unpack to, in bytes: some 300,000 rows.
const UNPACKED: u64 = 128 * 1024 * 1024;

/// Cells that are read of one sheet.
const CELLS: usize = 5_000_000;

/// Columns that are read; a term base has few.
const COLUMNS: u32 = 1000;

/// The sheet of the terms and that of the classes in workbooks of this program.
const TERMS: &str = "terms";
const CLASSES: &str = "classes";

/// Reads the table of terms, and the classes where the workbook is one of this program's.
pub(super) fn read(
    bytes: &[u8],
    options: &ImportOptions,
) -> Result<(Table, Vec<ClassEntry>), ExchangeError> {
    check_size(bytes)?;
    let mut workbook: Xlsx<Cursor<&[u8]>> =
        open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let names = workbook.sheet_names();
    let chosen = match &options.sheet {
        Some(name) => names.iter().find(|other| *other == name).cloned(),
        None => {
            let own = names.iter().find(|name| *name == TERMS);
            own.or(names.first()).cloned()
        }
    };
    let Some(sheet) = chosen else {
        let shown: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let asked = options.sheet.as_deref().unwrap_or(TERMS);
        let message = format!(
            "there is no sheet `{asked}`; the workbook has {}",
            shown.join(", ")
        );
        return Err(ExchangeError::new(Place::Unknown, message));
    };
    let table = sheet_table(&mut workbook, &sheet)?;
    if table.rows.is_empty() {
        let message = format!("the sheet `{sheet}` is empty; name another with --sheet");
        return Err(ExchangeError::new(Place::Unknown, message));
    }
    let mut classes = Vec::new();
    if sheet == TERMS && names.iter().any(|name| name == CLASSES) {
        classes = read_classes(&sheet_table(&mut workbook, CLASSES)?);
    }
    Ok((table, classes))
}

fn broken(error: &dyn std::fmt::Display) -> ExchangeError {
    let message = format!("no whole XLSX file ({error}); save it again from Excel as .xlsx");
    ExchangeError::new(Place::Unknown, message)
}

/// Unpacks everything once, keeping nothing: what a workbook says of its size need not be true.
fn check_size(bytes: &[u8]) -> Result<(), ExchangeError> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let message =
            "an .xls file, or one with a password; save it from Excel as .xlsx without a password";
        return Err(ExchangeError::new(Place::Unknown, message));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let mut total = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| broken(&error))?;
        let mut limited = part.take(UNPACKED - total + 1);
        total +=
            std::io::copy(&mut limited, &mut std::io::sink()).map_err(|error| broken(&error))?;
        if total > UNPACKED {
            let limit = UNPACKED / 1024 / 1024;
            let message =
                format!("unpacks to more than {limit} MiB, which no term base needs; split it");
            return Err(ExchangeError::new(Place::Unknown, message));
        }
    }
    Ok(())
}

fn sheet_table(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Table, ExchangeError> {
    let name: Arc<str> = sheet.into();
    let mut reader = workbook
        .worksheet_cells_reader(sheet)
        .map_err(|error| broken(&error))?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = reader
        .next_cell_with_formula_metadata()
        .map_err(|error| broken(&error))?
    {
        let (row, column) = cell.pos;
        let place = || Place::Cell(name.clone(), row as usize + 1, Some(column as usize));
        if cell.formula.is_some() {
            let message =
                "a formula; replace formulas by their values (copy, then paste as values)";
            return Err(ExchangeError::new(place(), message));
        }
        let text = match cell.value {
            DataRef::Empty => continue,
            DataRef::String(text) => text,
            DataRef::SharedString(text) => text.to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::DateTime(date) => {
                let (year, month, day, ..) = date.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text,
            DataRef::Error(error) => {
                let message =
                    format!("the cell holds the error {error}; write the text that belongs there");
                return Err(ExchangeError::new(place(), message));
            }
        };
        if text.is_empty() {
            continue;
        }
        count += 1;
        if column >= COLUMNS || count > CELLS {
            let message =
                format!("more than {COLUMNS} columns or {CELLS} cells; no term base has so many");
            return Err(ExchangeError::new(place(), message));
        }
        let cells = rows.entry(row).or_default();
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    let rows = rows
        .into_iter()
        .map(|(row, cells)| Row {
            number: row as usize + 1,
            cells,
        })
        .collect();
    Ok(Table {
        sheet: Some(name),
        rows,
    })
}

/// Classes, from the sheet in which [`write`] puts them: class, member, Chinese, English.
fn read_classes(table: &Table) -> Vec<ClassEntry> {
    let mut classes: Vec<ClassEntry> = Vec::new();
    for row in table.rows.iter().skip(1) {
        let cell = |index: usize| row.cells.get(index).map_or("", |cell| cell.trim());
        if cell(0).is_empty() {
            continue;
        }
        if classes.last().is_none_or(|class| class.id != cell(0)) {
            classes.push(ClassEntry {
                id: cell(0).to_owned(),
                members: Vec::new(),
            });
        }
        let member = MemberEntry {
            id: cell(1).to_owned(),
            source: split_list(cell(2)),
            target: split_list(cell(3)),
        };
        if let Some(class) = classes.last_mut().filter(|_| !cell(1).is_empty()) {
            class.members.push(member);
        }
    }
    classes
}

/// Writes a workbook: a sheet of terms, and one of classes where there are any. All cells are text, so that none is run.
pub(super) fn write(
    rows: &[Vec<String>],
    classes: &[ClassEntry],
) -> Result<Vec<u8>, ExchangeError> {
    let mut class_rows = vec![["class", "member", "zh", "en"].map(str::to_owned).to_vec()];
    for class in classes {
        for member in &class.members {
            let (source, target) = (join_list(&member.source), join_list(&member.target));
            class_rows.push(vec![class.id.clone(), member.id.clone(), source, target]);
        }
    }
    let mut workbook = Workbook::new();
    // Without a date of its own a workbook would differ each time.
    let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| failed(&error))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    fill(workbook.add_worksheet(), TERMS, rows)?;
    if !classes.is_empty() {
        fill(workbook.add_worksheet(), CLASSES, &class_rows)?;
    }
    workbook.save_to_buffer().map_err(|error| failed(&error))
}

fn failed(error: &XlsxError) -> ExchangeError {
    ExchangeError::new(
        Place::Unknown,
        format!("cannot be written as XLSX: {error}"),
    )
}

fn fill(sheet: &mut Worksheet, name: &str, rows: &[Vec<String>]) -> Result<(), ExchangeError> {
    let (text, heading) = (Format::new().set_num_format("@"), Format::new().set_bold());
    sheet.set_name(name).map_err(|error| failed(&error))?;
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if cell.is_empty() {
                continue;
            }
            let format = if row == 0 { &heading } else { &text };
            let written = sheet.write_string_with_format(row as u32, column as u16, cell, format);
            written.map_err(|error| {
                let place = format!("sheet `{name}`, cell {}{}", letters(column), row + 1);
                ExchangeError::new(
                    Place::Unknown,
                    format!("cannot be written as XLSX: {place}: {error}"),
                )
            })?;
        }
    }
    for column in 0..rows.first().map_or(0, Vec::len) {
        let width = if (1..3).contains(&column) { 40.0 } else { 16.0 };
        sheet
            .set_column_width(column as u16, width)
            .map_err(|error| failed(&error))?;
    }
    sheet
        .set_freeze_panes(1, 0)
        .map_err(|error| failed(&error))?;
    Ok(())
}
