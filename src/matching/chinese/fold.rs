//! The comparison form of Chinese: width, quotation marks, and Traditional characters as Simplified ones.
//!
//! Each character is folded by itself, so that every one of them knows its bytes. The table of Traditional characters is
//! that of OpenCC (`TSCharacters.txt`, Apache License 2.0), as far as its characters are of the basic plane;
//! `tests/chinese_lists.rs` makes it. What stands for several Traditional characters compares equal to all of them.

use unicode_normalization::UnicodeNormalization;

use crate::text::{Span, is_closing_quote, is_invisible, is_opening_quote, is_space};

/// Lines of a Traditional character and the Simplified one, in the order of the characters.
static SIMPLIFIED: &[u8] = include_bytes!("simplified.txt");

/// Bytes of a line: two characters of three bytes, and the line break.
const LINE: usize = 7;

/// One character of a text in its comparison form, with the bytes it comes from.
#[derive(Clone, Copy)]
pub(super) struct Folded {
    pub(super) c: char,
    pub(super) span: Span,
}

/// The characters of a text that count, in their comparison form.
pub(super) fn fold(text: &str) -> Vec<Folded> {
    let mut folded = Vec::with_capacity(text.len() / 3);
    for (start, c) in text.char_indices() {
        if is_space(c) || is_invisible(c) {
            continue;
        }
        let span = Span::new(start, start + c.len_utf8());
        if is_opening_quote(c) {
            folded.push(Folded { c: '“', span });
        } else if is_closing_quote(c) {
            folded.push(Folded { c: '”', span });
        } else {
            let lower = std::iter::once(c).nfkc().flat_map(char::to_lowercase);
            folded.extend(lower.map(|c| Folded {
                c: simplified(c),
                span,
            }));
        }
    }
    folded
}

/// The Simplified character for a Traditional one; any other as it is.
fn simplified(c: char) -> char {
    if c < '\u{3400}' || c.len_utf8() != 3 {
        return c;
    }
    let mut bytes = [0; 3];
    let wanted = c.encode_utf8(&mut bytes).as_bytes();
    let (mut low, mut high) = (0, SIMPLIFIED.len() / LINE);
    while low < high {
        let middle = (low + high) / 2;
        let line = &SIMPLIFIED[middle * LINE..(middle + 1) * LINE];
        match line[..3].cmp(wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                let folded = str::from_utf8(&line[3..6]).ok();
                return folded.and_then(|folded| folded.chars().next()).unwrap_or(c);
            }
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(text).iter().map(|folded| folded.c).collect()
    }

    #[test]
    fn variants_compare_equal_and_keep_their_places() {
        for (text, expected) in [
            ("省委", "省委"),
            ("縣委書記", "县委书记"),
            ("國務院", "国务院"),
            ("檢察機關", "检察机关"),
            ("臺灣、台灣", "台湾、台湾"),
            ("後與后", "后与后"),
            ("ＡＢ　Ｃ", "abc"),
            ("「兩個維護」", "“两个维护”"),
            ("𠀀", "𠀀"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected);
        }
        let text = "中 國";
        let spans: Vec<&str> = fold(text)
            .iter()
            .map(|folded| folded.span.of(text))
            .collect();
        assert_eq!(spans, ["中", "國"]);
    }

    #[test]
    fn the_table_is_in_order() {
        let text = str::from_utf8(SIMPLIFIED).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.len() > 2900, "{} lines", lines.len());
        assert!(lines.iter().all(|line| line.len() == LINE - 1));
        assert!(lines.windows(2).all(|pair| pair[0] < pair[1]));
        // What has been folded is folded no further.
        for line in lines {
            let once = folded(line);
            assert_eq!(folded(&once), once);
        }
    }
}
