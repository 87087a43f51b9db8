//! Bytes of a file of another tool as text.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::Place;
use super::remark::{ExchangeError, Losses};

/// Text that begins with a byte-order mark, in the encoding that the mark names.
fn marked(bytes: &[u8]) -> Option<Result<String, ExchangeError>> {
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some(decoded(encoding, &bytes[length..], "its byte-order mark"))
}

fn decoded(
    encoding: &'static Encoding,
    bytes: &[u8],
    authority: &str,
) -> Result<String, ExchangeError> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => {
            let valid =
                std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let place = if encoding == UTF_8 {
                Place::Line(lines(&bytes[..valid]) + 1)
            } else {
                Place::Unknown
            };
            let message = format!(
                "not {}, which {authority} says it is; save the file as UTF-8",
                encoding.name()
            );
            Err(ExchangeError::new(place, message))
        }
    }
}

fn lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// The text of an XML file: by its byte-order mark, else by its declaration, else UTF-8.
pub(super) fn xml(bytes: &[u8]) -> Result<String, ExchangeError> {
    if let Some(text) = marked(bytes) {
        return text;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declared = head
        .split_once("<?xml")
        .and_then(|(_, rest)| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding="))
        .map(|(_, value)| value.trim_start_matches(['"', '\'']))
        .and_then(|value| value.split(['"', '\'']).next());
    match declared {
        None => decoded(UTF_8, bytes, "the missing declaration"),
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            // A file without the mark of UTF-16 that can be read so far is none, whatever it says.
            Some(encoding) if encoding.is_ascii_compatible() => {
                decoded(encoding, bytes, "its declaration")
            }
            Some(_) => decoded(UTF_8, bytes, "the missing byte-order mark"),
            None => Err(ExchangeError::new(
                Place::Line(1),
                format!("the encoding `{label}` is not known; save the file as UTF-8"),
            )),
        },
    }
}

/// The text of a table: by its byte-order mark, else UTF-8, else GB 18030, in which Excel saves CSV files in China.
pub(super) fn table(bytes: &[u8], losses: &mut Losses) -> Result<String, ExchangeError> {
    if let Some(text) = marked(bytes) {
        return text;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let message = "an Excel file, not a CSV file; give it the ending .xlsx, or save it as CSV";
        return Err(ExchangeError::new(Place::Unknown, message));
    }
    if bytes.contains(&0) {
        let message = "holds NUL bytes; save it as CSV in UTF-8 (in Excel: `CSV UTF-8`)";
        return Err(ExchangeError::new(Place::Unknown, message));
    }
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        // Western text in an older encoding decodes to rare characters; Chinese decodes to Chinese.
        Some(text) if is_chinese(&text) => {
            losses.add("the file is not UTF-8 and was read as GB 18030", "");
            Ok(text.into_owned())
        }
        _ => Err(ExchangeError::new(
            Place::Line(lines(&bytes[..valid]) + 1),
            "neither UTF-8 nor GB 18030; save it as UTF-8 (in Excel: `CSV UTF-8`)",
        )),
    }
}

/// Whether most characters beyond ASCII are common Chinese ones.
fn is_chinese(text: &str) -> bool {
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let common = |c: &char| matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
    text.chars().filter(common).count() * 10 >= beyond * 9
}
