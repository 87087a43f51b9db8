//! Bytes to text: by byte-order mark, strict UTF-8, then declaration, damage and detection.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EncoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{DocumentErrorKind, not_text};

/// How far into a file a declaration of its encoding is looked for, as browsers do.
const DECLARED_WITHIN: usize = 1024;

/// The encoding of a text that is UTF-8 except for a few bytes. It is read, with replacement characters there; what was
/// lost cannot be written again.
pub const DAMAGED_UTF_8: &str = "damaged UTF-8";

/// Broken places that are few in any text; in a long one, one in so many bytes may be.
const FEW: usize = 8;
const FEW_IN: usize = 2048;

/// A decoded text, with a remark where it was not UTF-8.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text; a byte-order mark stays in it.
    pub(super) text: String,
    /// The name of the encoding that the bytes were in.
    pub(super) encoding: &'static str,
    /// What to tell the reader about the encoding.
    pub(super) note: Option<String>,
}

/// Decodes the bytes of a file.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, DocumentErrorKind> {
    if let Some(name) = not_text::known_format(&bytes) {
        return Err(DocumentErrorKind::NotText { name });
    }
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(DocumentErrorKind::Utf32);
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return utf_16(&bytes, encoding, "it begins with the byte-order mark");
    }
    if let Some(offset) = memchr::memchr(0, &bytes) {
        return match not_text::utf_16_without_mark(&bytes) {
            Some(encoding) => utf_16(&bytes, encoding, "every other byte of its ASCII is NUL"),
            None => Err(DocumentErrorKind::Binary { offset }),
        };
    }
    if let Some(offset) = not_text::too_many_controls(&bytes) {
        return Err(DocumentErrorKind::ControlBytes { offset });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text,
            encoding: UTF_8.name(),
            note: None,
        }),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            not_utf_8(error.as_bytes(), offset)
        }
    }
}

fn utf_16(
    bytes: &[u8],
    encoding: &'static Encoding,
    why: &str,
) -> Result<Decoded, DocumentErrorKind> {
    let name = shown(encoding);
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(DocumentErrorKind::Malformed { encoding: name })?;
    if let Some(offset) = memchr::memchr(0, text.as_bytes()) {
        return Err(DocumentErrorKind::Binary { offset });
    }
    Ok(Decoded {
        text: text.into_owned(),
        encoding: name,
        note: Some(format!("read as {name}: {why}")),
    })
}

/// Decodes a text whose byte `offset` is not UTF-8.
fn not_utf_8(bytes: &[u8], offset: usize) -> Result<Decoded, DocumentErrorKind> {
    let is_marked = bytes.starts_with(b"\xEF\xBB\xBF");
    let damage = Damage::of(bytes);
    if is_marked || damage.is_within_utf_8() {
        return damaged(bytes, offset, &damage);
    }
    let declared = declared(bytes).and_then(|encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let name = shown(encoding);
        Some((text, name, format!("read as {name}, which it declares")))
    });
    let read = declared.or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let mut encoding = detector.guess(None, Utf8Detection::Deny);
        // A handful of odd bytes is no evidence for Polish or Greek: English has typographic marks, or damage.
        if encoding.is_single_byte() && damage.is_small(bytes.len()) {
            if !is_western(bytes) {
                return None;
            }
            encoding = WINDOWS_1252;
        }
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        let name = shown(encoding);
        Some((text, name, format!("read as {name}")))
    });
    let Some((text, encoding, note)) = read else {
        return damaged(bytes, offset, &damage);
    };
    Ok(Decoded {
        text: text.into_owned(),
        encoding,
        note: Some(format!("{note}: not valid UTF-8 at byte {offset}")),
    })
}

/// Reads what is UTF-8 except for a few bytes, which are replaced by U+FFFD; a text with many is refused.
fn damaged(bytes: &[u8], offset: usize, damage: &Damage) -> Result<Decoded, DocumentErrorKind> {
    if !damage.is_small(bytes.len()) {
        return Err(DocumentErrorKind::DamagedUtf8 { offset });
    }
    let more = match damage.broken - 1 {
        0 => String::new(),
        1 => " and in one more place".to_owned(),
        more => format!(" and in {more} more places"),
    };
    Ok(Decoded {
        text: String::from_utf8_lossy(bytes).into_owned(),
        encoding: DAMAGED_UTF_8,
        note: Some(format!(
            "not valid UTF-8 at byte {offset}{more}; read with `\u{FFFD}` there, and not to be written; mend it first"
        )),
    })
}

/// How much of a text is not UTF-8.
struct Damage {
    /// Characters that are not ASCII and are UTF-8.
    valid: usize,
    /// Stretches that are not.
    broken: usize,
}

impl Damage {
    fn of(bytes: &[u8]) -> Self {
        let (mut valid, mut broken) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            broken += usize::from(!chunk.invalid().is_empty());
        }
        Self { valid, broken }
    }

    /// Whether most of what is not ASCII is UTF-8 all the same: a cut or mixed file, which no other encoding would mend.
    ///
    /// Chance gives one valid sequence for several broken ones in GB 18030 and Big5, and almost none in single-byte
    /// encodings.
    fn is_within_utf_8(&self) -> bool {
        self.valid > 4 * self.broken
    }

    /// Whether a text of so many bytes can be read in spite of it.
    fn is_small(&self, bytes: usize) -> bool {
        self.broken <= FEW.max(bytes / FEW_IN)
    }
}

/// Whether all bytes beyond ASCII are what English texts in windows-1252 have: typographic marks and signs, and letters
/// with an accent beside another letter.
fn is_western(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, byte)| {
        let letter = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_alphabetic)
        };
        match byte {
            0..=0x7F => true,
            0x80 | 0x85 | 0x91..=0x97 | 0x99 => true,
            0xA0 | 0xA3 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0..=0xB3 | 0xB7 | 0xBB..=0xBE | 0xD7 => {
                true
            }
            0xC0..=0xCF | 0xD1..=0xD6 | 0xD8..=0xDC | 0xDF..=0xEF | 0xF1..=0xF6 | 0xF8..=0xFC => {
                letter(at.checked_sub(1)) || letter(Some(at + 1))
            }
            _ => false,
        }
    })
}

/// The encoding that an HTML or XML file names in its first bytes; `None` for UTF-8 and UTF-16, which it is not.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    ["charset", "encoding"].into_iter().find_map(|key| {
        let start = memchr::memmem::find(&head, key.as_bytes())? + key.len();
        let value = head[start..].trim_ascii_start().strip_prefix(b"=")?;
        let value = value.trim_ascii_start();
        let value = match value {
            [b'"' | b'\'', rest @ ..] => rest,
            _ => value,
        };
        let end = value
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
        let encoding = Encoding::for_label(&value[..end.unwrap_or(value.len())])?;
        (![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) && encoding.is_ascii_compatible())
            .then_some(encoding)
    })
}

/// The name of an encoding as people write it; GBK is decoded as its superset GB 18030.
fn shown(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "GBK" => "gb18030",
        name => name,
    }
}

/// The bytes of a text in an encoding, by the name that its [`super::Document`] gives; a byte-order mark is written where
/// the text has one.
///
/// # Errors
///
/// The first character that the encoding does not have.
pub fn encode(text: &str, encoding: &str) -> Result<Vec<u8>, char> {
    let units = || text.encode_utf16();
    match encoding {
        "UTF-8" => return Ok(text.as_bytes().to_vec()),
        // The encoding library reads UTF-16 and does not write it.
        "UTF-16LE" => return Ok(units().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => return Ok(units().flat_map(u16::to_be_bytes).collect()),
        _ => {}
    }
    let mut encoder = Encoding::for_label(encoding.as_bytes())
        .unwrap_or(UTF_8)
        .new_encoder();
    let mut bytes = Vec::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        bytes.reserve(rest.len() + 16);
        let (result, read) =
            encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[read..];
        match result {
            EncoderResult::InputEmpty => return Ok(bytes),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(character) => return Err(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        bytes.into_owned()
    }

    fn utf_16_bytes(text: &str, little: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            })
            .collect()
    }

    const CHINESE: &str =
        "清河县委书记林德先星期三主持召开会议，研究部署今年的重点工作，强调要为群众办实事。";

    #[test]
    fn utf_8_stays_as_it_is() {
        for text in [
            "",
            "plain",
            "\u{FEFF}marked",
            CHINESE,
            "a\u{FFFD}b\u{1B}[0m",
        ] {
            let decoded = decode(text.as_bytes().to_vec()).unwrap();
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.note, None);
        }
    }

    #[test]
    fn utf_16_is_known_by_its_mark_or_its_ascii() {
        let text = "The 县委 met.\r\n";
        for (bytes, expected, note) in [
            (
                utf_16_bytes(&format!("\u{FEFF}{text}"), true),
                format!("\u{FEFF}{text}"),
                "read as UTF-16LE: it begins with the byte-order mark",
            ),
            (
                utf_16_bytes(&format!("\u{FEFF}{text}"), false),
                format!("\u{FEFF}{text}"),
                "read as UTF-16BE: it begins with the byte-order mark",
            ),
            (
                utf_16_bytes(text, true),
                text.to_owned(),
                "read as UTF-16LE: every other byte of its ASCII is NUL",
            ),
            (
                utf_16_bytes(text, false),
                text.to_owned(),
                "read as UTF-16BE: every other byte of its ASCII is NUL",
            ),
        ] {
            let decoded = decode(bytes).unwrap();
            assert_eq!(decoded.text, expected);
            assert_eq!(decoded.note.as_deref(), Some(note));
        }
    }

    #[test]
    fn other_encodings_are_guessed_and_named() {
        let traditional = "清河縣委書記林德先星期三主持召開會議，研究部署今年的重點工作。";
        let french = "Le comité a été créé à Besançon ; déjà « prêt ».";
        for (text, encoding, name) in [
            (CHINESE, encoding_rs::GB18030, "gb18030"),
            (traditional, encoding_rs::BIG5, "Big5"),
            (french, encoding_rs::WINDOWS_1252, "windows-1252"),
        ] {
            let bytes = encoded(text, encoding);
            let offset = std::str::from_utf8(&bytes).unwrap_err().valid_up_to();
            let decoded = decode(bytes).unwrap();
            assert_eq!(decoded.text, text);
            let note = format!("read as {name}: not valid UTF-8 at byte {offset}");
            assert_eq!(decoded.note, Some(note));
        }
    }

    #[test]
    fn a_declaration_comes_before_a_guess() {
        let page = "<meta charset=\"gb2312\"><p>县委</p>";
        let decoded = decode(encoded(page, encoding_rs::GB18030)).unwrap();
        assert_eq!(decoded.text, page);
        let note = "read as gb18030, which it declares: not valid UTF-8 at byte 26";
        assert_eq!(decoded.note.as_deref(), Some(note));

        let wrong = "<?xml version='1.0' encoding='utf-8'?>".to_owned() + CHINESE;
        let decoded = decode(encoded(&wrong, encoding_rs::GB18030)).unwrap();
        assert_eq!(decoded.text, wrong);
    }

    #[test]
    fn a_few_bad_bytes_are_replaced_and_said() {
        let mut cut = CHINESE.as_bytes().to_vec();
        cut.truncate(cut.len() - 1);
        let long = "The mayor spoke of the plan. ".repeat(1_000);
        for (bytes, broken, note) in [
            (&b"The mayor\xFF spoke."[..], 1, "byte 9;"),
            (
                b"The mayor\x81 spoke to\x8D Li.",
                2,
                "byte 9 and in one more place;",
            ),
            (b"\xEF\xBB\xBFcaf\xE9", 1, "byte 6;"),
            (b"a \xB1\xE6 b", 2, "byte 2 and in one more place;"),
            (&cut, 1, "byte 120;"),
            (
                &[long.as_bytes(), &b" \xFF".repeat(14)].concat(),
                14,
                "byte 29001 and in 13 more places;",
            ),
        ] {
            let decoded = decode(bytes.to_vec()).unwrap();
            assert_eq!(
                decoded.text.matches('\u{FFFD}').count(),
                broken,
                "{bytes:?}"
            );
            assert_eq!(decoded.encoding, DAMAGED_UTF_8);
            let said = decoded.note.unwrap();
            assert!(
                said.starts_with(&format!("not valid UTF-8 at {note}")),
                "{said}"
            );
        }
    }

    #[test]
    fn english_in_windows_1252_is_no_damage() {
        for (bytes, text) in [
            (
                &b"It\x92s a caf\xE9 \x96 for \x805."[..],
                "It\u{2019}s a caf\u{e9} \u{2013} for \u{20ac}5.",
            ),
            (b"\xC9mile\xA0said", "\u{c9}mile\u{a0}said"),
        ] {
            let decoded = decode(bytes.to_vec()).unwrap();
            assert_eq!((&*decoded.text, decoded.encoding), (text, "windows-1252"));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let chinese = CHINESE.repeat(2).into_bytes();
        let mut unpaired = utf_16_bytes("\u{FEFF}ab", true);
        unpaired.extend([0x00, 0xD8, 0x61, 0x00]);
        for (bytes, expected) in [
            (b"ab\0cd".to_vec(), "Binary { offset: 2 }"),
            (vec![0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], "Utf32"),
            (vec![0, 0, 0xFE, 0xFF, 0, 0, 0, 0x41], "Utf32"),
            (vec![0x41, 0, 0, 0, 0x42, 0, 0, 0], "Binary { offset: 1 }"),
            (b"%PDF-1.7\n".to_vec(), "NotText { name: \"a PDF file\" }"),
            (
                b"\x89PNG\r\n\x1A\n\0".to_vec(),
                "NotText { name: \"a PNG image\" }",
            ),
            (b"\x01\x02\x03\x04ab".to_vec(), "ControlBytes { offset: 0 }"),
            (
                [&chinese[..], &b" \xFF".repeat(9)].concat(),
                "DamagedUtf8 { offset: 247 }",
            ),
            (
                [&b"\xEF\xBB\xBFab"[..], &b" \xE9".repeat(9)].concat(),
                "DamagedUtf8 { offset: 6 }",
            ),
            (unpaired, "Malformed { encoding: \"UTF-16LE\" }"),
        ] {
            let error = decode(bytes.clone()).unwrap_err();
            assert_eq!(format!("{error:?}"), expected, "{bytes:?}");
        }
    }
}
