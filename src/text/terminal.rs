//! Control sequences of terminals, as they get into a text that was copied from one.
//!
//! As in ECMA-48: `ESC [ 1 ; 31 m`, and the same with the one character U+009B; `ESC ] … BEL` with the title of a window or the
//! address of a link; `ESC ( B`, which chooses a set of characters.

/// The longest sequence looked at, in bytes: an address may stand in one.
const LONGEST: usize = 2048;

/// The character that begins a sequence.
pub const ESCAPE: char = '\u{1B}';

/// Where the control sequence ends that begins at `at`; `None` where none does, or where it has no end.
pub fn end_of_control_sequence(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let (inner, kind) = match rest.strip_prefix(ESCAPE) {
        Some(rest) => (rest.get(1..)?, *rest.as_bytes().first()?),
        None => (rest.strip_prefix('\u{9B}')?, b'['),
    };
    let bytes = &inner.as_bytes()[..inner.len().min(LONGEST)];
    let length = match kind {
        b'[' => {
            let parameters = bytes.iter().take_while(|b| matches!(b, 0x30..=0x3F));
            let parameters = parameters.count();
            // A space is one of them for the form of the cursor alone; before any other letter, the sequence was cut off.
            let between = match bytes[parameters..] {
                [b' ', b'q', ..] => 1,
                ref rest => rest.iter().take_while(|b| matches!(b, 0x21..=0x2F)).count(),
            };
            let last = parameters + between;
            matches!(bytes.get(last)?, 0x40..=0x7E).then_some(last + 1)
        }
        b']' => {
            let end = bytes.iter().position(|&b| b < b' ')?;
            match bytes[end..] {
                [0x07, ..] => Some(end + 1),
                [0x1B, b'\\', ..] => Some(end + 2),
                _ => None,
            }
        }
        b'(' | b')' => matches!(bytes.first()?, b'A' | b'B' | b'0'..=b'2').then_some(1),
        _ => None,
    }?;
    Some(text.len() - inner.len() + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_ends_where_it_is_well_formed() {
        for (text, expected) in [
            ("\u{1B}[31mred", Some("\u{1B}[31m")),
            ("\u{1B}[m", Some("\u{1B}[m")),
            ("\u{1B}[1;38;5;196mred", Some("\u{1B}[1;38;5;196m")),
            ("\u{1B}[?25lx", Some("\u{1B}[?25l")),
            ("\u{1B}[2 qx", Some("\u{1B}[2 q")),
            ("\u{9B}31mred", Some("\u{9B}31m")),
            ("\u{1B}(Bred", Some("\u{1B}(B")),
            ("\u{1B}]0;title\u{7}red", Some("\u{1B}]0;title\u{7}")),
            (
                "\u{1B}]8;;https://example.org\u{1B}\\red",
                Some("\u{1B}]8;;https://example.org\u{1B}\\"),
            ),
            ("\u{1B}", None),
            ("\u{1B}[", None),
            ("\u{1B}[31", None),
            ("\u{1B}[31é", None),
            ("\u{1B}[31\nm", None),
            ("\u{1B}[31 was", None),
            ("\u{1B}é", None),
            ("\u{1B}]0;title and no end", None),
            ("\u{1B}]0;title\nnext", None),
            ("\u{1B} and", None),
            ("\u{1B}(see", None),
            ("[31m", None),
            ("", None),
        ] {
            let end = end_of_control_sequence(text, 0);
            assert_eq!(end.map(|end| &text[..end]), expected, "{text:?}");
        }
    }
}
