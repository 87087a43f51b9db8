//! Where something stands in a file of another tool.

use std::fmt;
use std::sync::Arc;

/// Where something stands in the file it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Nowhere: it comes from a glossary.
    #[default]
    Unknown,
    /// A line, from 1.
    Line(usize),
    /// A row of a sheet, from 1, and the letters of a column where one cell is meant.
    Cell(Arc<str>, usize, Option<usize>),
}

impl fmt::Display for Place {
    /// What stands after the path: `:12`, or `: sheet terms, cell B12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Line(line) => write!(f, ":{line}"),
            Self::Cell(sheet, row, None) => write!(f, ": sheet `{sheet}`, row {row}"),
            Self::Cell(sheet, row, Some(column)) => {
                write!(f, ": sheet `{sheet}`, cell {}{row}", letters(*column))
            }
        }
    }
}

/// The letters of a column, counted from 0: A, B, …, Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut name = Vec::new();
    while rest > 0 {
        name.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name.iter().rev().collect()
}
