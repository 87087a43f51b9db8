//! Document text made harmless for a terminal.
//!
//! A replaced character is as many bytes long as the one it stands for, so spans stay true in sanitised text. Formats
//! with an escape of their own (JSON) ask [`harmless`] which characters need it.

use std::borrow::Cow;

use crate::text::{is_direction_changing, is_invisible};

/// The character shown in place of `c`; `c` itself when it can do no harm.
///
/// Tabs and line ends become spaces, control characters `?` or `·`, a soft hyphen the `¬` by which word processors show
/// it, other invisible and direction-changing characters U+FFFD. Variation selectors stay: emoji need them.
pub fn harmless(c: char) -> char {
    match c {
        // Most text, decided first: ASCII, dashes and quotation marks, Chinese.
        ' '..='~' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{FDFF}' => c,
        '\t' | '\n' | '\r' => ' ',
        '\0'..='\u{1F}' | '\u{7F}' => '?',
        '\u{80}'..='\u{9F}' | '\u{34F}' | '\u{61C}' => '\u{B7}',
        '\u{AD}' => '\u{AC}',
        '\u{FE00}'..='\u{FE0F}' => c,
        // Line and paragraph separators, invisible operators, deprecated format characters, annotations.
        '\u{180E}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2061}'..='\u{206F}'
        | '\u{FFF0}'..='\u{FFFB}' => '\u{FFFD}',
        // Musical and shorthand format controls, tags and supplementary selectors.
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => {
            '\u{1F78E}'
        }
        _ if is_invisible(c) || is_direction_changing(c) => '\u{FFFD}',
        _ => c,
    }
}

/// `text` on one line and without characters that a terminal would obey; as many bytes long as `text`.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(harmless).collect())
    }
}

/// Appends [`sanitize`] of `text` to a buffer.
pub(super) fn push_sanitized(text: &str, buffer: &mut Vec<u8>) {
    if is_plain(text) {
        return buffer.extend_from_slice(text.as_bytes());
    }
    let mut written = 0;
    for (at, c) in text.char_indices() {
        let shown = harmless(c);
        if shown != c {
            buffer.extend_from_slice(&text.as_bytes()[written..at]);
            buffer.extend_from_slice(shown.encode_utf8(&mut [0; 4]).as_bytes());
            written = at + c.len_utf8();
        }
    }
    buffer.extend_from_slice(&text.as_bytes()[written..]);
}

/// Whether no byte of `text` can belong to a character that [`harmless`] replaces.
///
/// Written without early exit, so that it runs sixteen bytes at a time; Chinese text is plain, curly quotes are not.
pub(super) fn is_plain(text: &str) -> bool {
    let doubtful = |byte: u8| {
        (byte < 0x20)
            | (byte == 0x7F)
            | (byte == 0xC2)
            | (byte == 0xCD)
            | (byte == 0xD8)
            | (byte == 0xE1)
            | (byte == 0xE2)
            | (byte == 0xEF)
            | (byte >= 0xF0)
    };
    let is_plain = |lane: &[u8; LANE]| {
        !lane
            .iter()
            .fold(false, |found, &byte| found | doubtful(byte))
    };
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk() else {
        return !bytes.iter().any(|&byte| doubtful(byte));
    };
    // The last lane overlaps the one before it, so that no byte is looked at alone.
    is_plain(last) && bytes.as_chunks().0.iter().all(is_plain)
}

/// Bytes looked at together.
const LANE: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_replacement_has_the_length_of_what_it_replaces() {
        for c in '\0'..=char::MAX {
            assert_eq!(harmless(c).len_utf8(), c.len_utf8(), "{c:?}");
            assert_eq!(harmless(harmless(c)), harmless(c), "{c:?}");
            assert!(!harmless(c).is_control(), "{c:?}");
        }
    }

    #[test]
    fn plain_text_has_nothing_to_replace() {
        let mut bytes = [0; 4];
        for c in '\0'..=char::MAX {
            let text: &str = c.encode_utf8(&mut bytes);
            assert!(!is_plain(text) || harmless(c) == c, "{c:?}");
        }
    }

    #[test]
    fn hidden_characters_become_visible() {
        for (text, expected) in [
            ("a\u{1B}[31mb", "a?[31mb"),
            ("a\u{9B}b", "a·b"),
            ("co\u{AD}operate", "co¬operate"),
            ("two\r\n\tupholds", "two   upholds"),
            ("\u{FEFF}a\u{200B}b\u{202E}c", "\u{FFFD}a\u{FFFD}b\u{FFFD}c"),
            ("“两个维护”…", "“两个维护”…"),
            ("❤\u{FE0F}", "❤\u{FE0F}"),
        ] {
            assert_eq!(sanitize(text), expected);
            let mut buffer = Vec::new();
            push_sanitized(text, &mut buffer);
            assert_eq!(buffer, expected.as_bytes());
        }
    }
}
