//! Bytes that are no text, or are text in units of two bytes.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much of a file is looked at for control bytes.
const SAMPLE: usize = 64 * 1024;

/// One control byte in so many makes a file binary.
const CONTROL_SHARE: usize = 10;

/// First bytes of common formats that are no plain text, and what to call a file that begins with them.
const FIRST_BYTES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (as DOCX, XLSX and EPUB are)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (
        b"\xD0\xCF\x11\xE0",
        "an old Office document (DOC, XLS, PPT)",
    ),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1A\n", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\xFD7zXZ\0", "an xz archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
    (b"Rar!\x1A\x07", "a RAR archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7FELF", "a program"),
];

/// What a file is by its first bytes, with its article; `None` for what may be text.
pub(super) fn known_format(bytes: &[u8]) -> Option<&'static str> {
    let known = FIRST_BYTES.iter();
    known
        .filter(|(first, _)| bytes.starts_with(first))
        .map(|&(_, name)| name)
        .next()
}

/// The first control byte of a text that has more of them than a text can have.
///
/// Few of them may be damage in a text, which is for a rule to report.
pub(super) fn too_many_controls(bytes: &[u8]) -> Option<usize> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let is_control = |&byte: &u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls = sample.iter().filter(|byte| is_control(byte)).count();
    let first = sample.iter().position(is_control);
    first.filter(|_| controls * CONTROL_SHARE > sample.len())
}

/// The byte order of a text with NUL bytes, where all of them stand on one side of its units of two bytes.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let mut sides = [0_usize; 2];
    for at in memchr::memchr_iter(0, bytes) {
        sides[at % 2] += 1;
    }
    // What is UTF-8 but for a few NUL bytes is damaged, not in another encoding.
    if (sides[0] + sides[1]) * 2 < bytes.len() && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let encoding = match sides {
        [0, _] => UTF_16LE,
        [_, 0] => UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let strange =
        |c: char| c.is_control() && !c.is_whitespace() || ('\u{E000}'..'\u{F900}').contains(&c);
    (!text.chars().any(strange)).then_some(encoding)
}
