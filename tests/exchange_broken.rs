#![cfg(test)]
#![cfg(feature = "exchange")]
//! Files that are broken, hostile or merely odd: one clear error each, in bounded time and memory, or the right reading.

#[path = "support/exchange.rs"]
mod support;

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use encoding_rs::GB18030;
use pretty_assertions::assert_eq;
use rust_xlsxwriter::{Formula, Workbook};
use support::{ALL, export, import, import_options, reload};
use tifa::glossary::exchange::{self, ExchangeFormat, Losses, TermBase};

/// What is said of a file that cannot be read, which must be said soon.
fn error(bytes: &[u8], format: ExchangeFormat) -> String {
    let start = Instant::now();
    let options = import_options(format);
    let error = exchange::import(bytes, &options).expect_err("a broken file is an error");
    let said = error.in_file("file");
    assert!(start.elapsed() < Duration::from_secs(60), "{said}");
    assert!(said.len() < 400 && !said.contains('\n'), "{said}");
    said
}

fn terms(base: &TermBase) -> Vec<(&str, &str)> {
    base.entries
        .iter()
        .map(|entry| {
            let preferred = entry.preferred().expect("complete");
            (entry.source[0].as_str(), preferred.term.as_str())
        })
        .collect()
}

/// A term base of a few entries.
fn small() -> TermBase {
    let text = "id,zh,en\na,甲,one\nb,乙,two\n";
    let imported = import(text.as_bytes(), &import_options(ExchangeFormat::Csv));
    reload(&imported.text, &[])
}

#[test]
fn broken_xml_is_one_error() {
    let deep = "<tbx>".to_owned() + &"<a>".repeat(300_000);
    let bomb = {
        let mut text = "<!DOCTYPE tbx [<!ENTITY a0 \"aaaaaaaaaa\">".to_owned();
        for level in 1..30 {
            let inner = format!("&a{};", level - 1).repeat(10);
            text += &format!("<!ENTITY a{level} \"{inner}\">");
        }
        text + "]><tbx><text>&a29;</text></tbx>"
    };
    let fetched = "<!DOCTYPE tbx SYSTEM \"file:///etc/passwd\"><tbx><text>&passwd;</text></tbx>";
    let table: [(&[u8], &str); 10] = [
        (
            deep.as_bytes(),
            "file:1: elements nest deeper than 100; this is no TBX file",
        ),
        (
            bomb.as_bytes(),
            "file:1: declares entities of its own, which are not expanded; remove the DOCTYPE",
        ),
        (
            fetched.as_bytes(),
            "file:1: `&passwd;` is no character that XML knows; write the character itself",
        ),
        (
            b"",
            "file: holds no concept: no `conceptEntry` (version 3) and no `termEntry` (version 2)",
        ),
        (
            b"<tbx/>",
            "file: holds no concept: no `conceptEntry` (version 3) and no `termEntry` (version 2)",
        ),
        (
            b"<mtf/>",
            "file:1: no TBX file: its first element is `mtf`; it is a MultiTerm file; export it from MultiTerm as TBX or as a table",
        ),
        (
            b"<tbx>\n<text>",
            "file:2: not well-formed XML: `<text>` is never closed; the file may have been cut off",
        ),
        (
            b"<tbx>\n\n<a></b></tbx>",
            "file:3: not well-formed XML: ill-formed document: expected `</a>`, but `</b>` was found; export the file again, or mend it",
        ),
        (
            b"<tbx>\n\xFF</tbx>",
            "file:2: not UTF-8, which the missing declaration says it is; save the file as UTF-8",
        ),
        (
            b"<?xml version='1.0' encoding='klingon'?><tbx/>",
            "file:1: the encoding `klingon` is not known; save the file as UTF-8",
        ),
    ];
    for (bytes, expected) in table {
        assert_eq!(error(bytes, ExchangeFormat::Tbx), expected);
    }
}

#[test]
fn broken_tables_are_one_error() {
    let unclosed = "zh,en\n甲,\"one\n".to_owned() + &"乙,two\n".repeat(1000);
    let wide = "a,".repeat(2000);
    let table: [(&[u8], &str); 7] = [
        (b"", "file: holds no row"),
        (
            b"zh;de\n",
            "file:1: no column holds the English terms; the first row has `zh`, `de`; name it with `--map en=COLUMN`",
        ),
        (
            unclosed.as_bytes(),
            "file:2: a cell of more than 200 lines: a quotation mark is opened here and never closed; close it, or write it twice",
        ),
        (
            wide.as_bytes(),
            "file:1: the row has 2001 cells, more than 1000",
        ),
        (
            b"zh,en\n\xE9,x",
            "file:2: neither UTF-8 nor GB 18030; save it as UTF-8 (in Excel: `CSV UTF-8`)",
        ),
        (
            b"z\0h\0,\0e\0n\0",
            "file: holds NUL bytes; save it as CSV in UTF-8 (in Excel: `CSV UTF-8`)",
        ),
        (
            b"PK\x03\x04",
            "file: an Excel file, not a CSV file; give it the ending .xlsx, or save it as CSV",
        ),
    ];
    for (bytes, expected) in table {
        assert_eq!(error(bytes, ExchangeFormat::Csv), expected);
    }
}

#[test]
fn tables_are_read_as_spreadsheets_save_them() {
    let text =
        "Chinese\tEnglish\tNote\n社区食堂\tcommunity canteen\t\"two\nlines, \"\"quoted\"\"\"\n";
    let utf_16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let units = text.encode_utf16().flat_map(bytes);
        mark.into_iter().chain(units).collect()
    };
    let (gb18030, _, _) = GB18030.encode(text);
    let marked = ["\u{FEFF}", text].concat();
    let with_separator = format!("sep=\t\r\n{}", text.replace('\n', "\r\n"));
    for bytes in [
        text.as_bytes().to_vec(),
        marked.into_bytes(),
        utf_16([0xFF, 0xFE], u16::to_le_bytes),
        utf_16([0xFE, 0xFF], u16::to_be_bytes),
        gb18030.into_owned(),
        with_separator.into_bytes(),
        text.replace('\t', ";").into_bytes(),
    ] {
        let imported = import(&bytes, &import_options(ExchangeFormat::Csv));
        let base = reload(&imported.text, &[]);
        assert_eq!(terms(&base), [("社区食堂", "community canteen")]);
        let note = base.entries[0]
            .note
            .clone()
            .map(|note| note.replace("\r\n", "\n"));
        assert_eq!(note.as_deref(), Some("two\nlines, \"quoted\""));
    }
}

/// A workbook with a cell that is run, far down.
fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in ["Chinese", "English"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, name).unwrap();
    }
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

/// A workbook whose sheet is exchanged for other bytes.
fn with_sheet(content: &[u8], times: usize) -> Vec<u8> {
    let plain = workbook(|_| {});
    let mut from = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let part = from.by_index_raw(index).unwrap();
        if part.name().unwrap() != "xl/worksheets/sheet1.xml" {
            to.raw_copy_file(part).unwrap();
        }
    }
    let options = zip::write::SimpleFileOptions::default();
    to.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    for _ in 0..times {
        to.write_all(content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn broken_workbooks_are_one_error() {
    let formula = workbook(|sheet| {
        sheet.write_string(1, 0, "社区食堂").unwrap();
        let formula =
            Formula::new("=HYPERLINK(\"http://example.org\")").set_result("community canteen");
        sheet.write_formula(1, 1, formula).unwrap();
    });
    assert_eq!(
        error(&formula, ExchangeFormat::Xlsx),
        "file: sheet `Sheet1`, cell B2: a formula; replace formulas by their values (copy, then paste as values)"
    );
    let whole = export(&small(), ALL[5], &mut Losses::default());
    for length in [0, 1, 100, whole.len() / 2, whole.len() - 1] {
        let said = error(&whole[..length], ExchangeFormat::Xlsx);
        assert!(said.starts_with("file: no whole XLSX file ("), "{said}");
    }
    let said = error(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ExchangeFormat::Xlsx);
    assert!(
        said.starts_with("file: an .xls file, or one with a password"),
        "{said}"
    );
    let bomb = with_sheet(&[b' '; 1 << 20], 130);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(
        error(&bomb, ExchangeFormat::Xlsx),
        "file: unpacks to more than 128 MiB, which no term base needs; split it"
    );
    // A cell at the far corner must not make room for all the cells before it.
    let far = workbook(|sheet| {
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    let said = error(&far, ExchangeFormat::Xlsx);
    assert!(
        said.contains("cell XFD1048576: more than 1000 columns"),
        "{said}"
    );
    let torn = with_sheet(
        b"<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>99</v></c>",
        1,
    );
    let said = error(&torn, ExchangeFormat::Xlsx);
    assert!(said.starts_with("file: "), "{said}");
}

#[test]
fn a_workbook_is_read_cell_by_cell() {
    let bytes = workbook(|sheet| {
        sheet.write_string(1, 0, "社区食堂").unwrap();
        sheet.write_string(1, 1, "community canteen").unwrap();
        sheet.write_string(4, 0, "二〇二四").unwrap();
        sheet.write_number(4, 1, 2024).unwrap();
        sheet.write_string(5, 0, "风筝").unwrap();
    });
    let imported = import(&bytes, &import_options(ExchangeFormat::Xlsx));
    let base = reload(&imported.text, &[]);
    assert_eq!(
        terms(&base),
        [("社区食堂", "community canteen"), ("二〇二四", "2024")]
    );
    let said: Vec<String> = imported
        .left_out
        .iter()
        .map(|reason| reason.in_file("f.xlsx"))
        .collect();
    assert_eq!(
        said,
        ["f.xlsx: sheet `Sheet1`, row 6: no English term for `风筝`; add the English term"]
    );
}

/// What a term base forbids for one source term may be right for another.
#[test]
fn forms_that_are_right_elsewhere_are_bound_to_their_source() {
    let mut text = "id,zh,en,status\n".to_owned();
    for number in 0..3000 {
        text += &format!("a{number},甲{number},form {number},preferred\n");
        text += &format!(
            "a{number},甲{number},form {},deprecated\n",
            (number + 1) % 3000
        );
        text += &format!("a{number},甲{number},shape {},short\n", number / 2);
    }
    let start = Instant::now();
    let imported = import(text.as_bytes(), &import_options(ExchangeFormat::Csv));
    assert!(start.elapsed() < Duration::from_secs(60));
    assert_eq!(imported.concepts, 3000);
    assert_eq!(imported.left_out, []);
    let bound = "withdrawn forms that are right for another concept, made `only-with-source`";
    assert_eq!(imported.losses.count(bound), 3000);
    reload(&imported.text, &[]);
}
