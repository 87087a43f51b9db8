//! A table as read from a file, before its columns are known.

use std::sync::Arc;

use super::Place;
use super::columns::{Columns, Field};
use super::remark::ExchangeError;

/// A table as read.
pub(super) struct Table {
    /// The sheet, where it is one of a workbook.
    pub(super) sheet: Option<Arc<str>>,
    /// Its rows; never none.
    pub(super) rows: Vec<Row>,
}

/// A row with its number, or its line, in the file.
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) cells: Vec<String>,
}

impl Table {
    /// Where a row stands, or one of its cells.
    pub(super) fn place(&self, row: &Row, column: Option<usize>) -> Place {
        match &self.sheet {
            Some(sheet) => Place::Cell(sheet.clone(), row.number, column),
            None => Place::Line(row.number),
        }
    }
}

/// A glossary in the other direction is not guessed at: that is an error, which says so.
pub(super) fn check_languages(table: &Table, columns: &Columns) -> Result<(), ExchangeError> {
    let from = usize::from(columns.has_heading);
    // Filled cells of a field, and how many of them hold Chinese.
    let count = |wanted: Field| {
        let rows = table.rows[from..].iter();
        let cells = rows.flat_map(|row| row.cells.iter().zip(&columns.fields));
        let filled = cells.filter(|(cell, field)| **field == Some(wanted) && !cell.is_empty());
        filled.fold((0, 0), |(all, chinese), (cell, _)| {
            let is_chinese = cell.contains(|c| ('\u{3400}'..='\u{9FFF}').contains(&c));
            (all + 1, chinese + usize::from(is_chinese))
        })
    };
    let (english, english_in_chinese) = count(Field::English);
    if english_in_chinese * 2 > english && count(Field::Chinese).1 == 0 {
        let message = "the column of the Chinese terms holds no Chinese, that of the English ones does; name the \
                       columns with `--map zh=COLUMN,en=COLUMN`";
        return Err(ExchangeError::new(
            table.place(&table.rows[0], None),
            message,
        ));
    }
    Ok(())
}
