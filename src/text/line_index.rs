//! Byte offset to line and column, and nowhere else.

use super::Span;

/// Bytes between two checkpoints of the character count.
const STEP: usize = 256;

/// Bytes read for their line ends and then for their characters, while they are in the nearest cache.
const BLOCK: usize = STEP << 6;

/// A place as people count it: both numbers begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters (Unicode scalar values), from 1.
    pub column: usize,
}

/// The lines of one text. A line ends with `\n`, `\r\n` or a lone `\r`.
///
/// Long lines are ordinary (an article may be one line), so characters are counted from checkpoints, not from the start
/// of the line: any look-up costs a search among the lines and at most 256 bytes of counting.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// First byte of each line.
    starts: Vec<u32>,
    /// Characters before byte `STEP * i`.
    checkpoints: Vec<u32>,
    length: usize,
    /// Whether the text begins with a byte-order mark, which is no column.
    marked: bool,
}

impl LineIndex {
    /// Reads the lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut checkpoints = Vec::with_capacity(bytes.len() / STEP + 1);
        let mut characters = 0;
        for (number, block) in bytes.chunks(BLOCK).enumerate() {
            for at in memchr::memchr2_iter(b'\n', b'\r', block) {
                let end = number * BLOCK + at + 1;
                let pair = block[at] == b'\r' && bytes.get(end) == Some(&b'\n');
                if !pair {
                    starts.push(end as u32);
                }
            }
            for chunk in block.chunks(STEP) {
                checkpoints.push(characters);
                characters += count_characters(chunk) as u32;
            }
        }
        if bytes.len().is_multiple_of(STEP) {
            checkpoints.push(characters);
        }
        Self {
            starts,
            checkpoints,
            length: bytes.len(),
            marked: text.starts_with('\u{FEFF}'),
        }
    }

    /// Number of lines; a text that ends with a line end has an empty last line.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds the byte `offset`; offsets beyond the text are on the last line.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
            - 1
    }

    /// The bytes of a line, from 0, its line end included; `None` beyond the last.
    pub fn line_span(&self, line: usize) -> Option<Span> {
        let start = *self.starts.get(line)? as usize;
        let end = self
            .starts
            .get(line + 1)
            .map_or(self.length, |&next| next as usize);
        Some(Span::new(start, end))
    }

    /// Line and column in characters of the byte `offset` of `text`, the text this index was made from.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let line = self.line_of(offset);
        LineColumn {
            line: line + 1,
            column: self.column(text, line, offset),
        }
    }

    /// Column in UTF-16 code units, from 0, as the Language Server Protocol counts by default.
    pub fn utf16_column(&self, text: &str, offset: usize) -> usize {
        let start = self.starts[self.line_of(offset)] as usize;
        text.get(start..offset.min(text.len()))
            .map_or(0, |before| before.encode_utf16().count())
    }

    /// A reader of lines and columns that is cheapest where offsets ascend; `text` is the text of this index.
    pub fn cursor<'a>(&'a self, text: &'a str) -> LineCursor<'a> {
        LineCursor {
            index: self,
            text,
            line: 0,
        }
    }

    /// The column of a byte, from 1; `line` is its line, from 0.
    fn column(&self, text: &str, line: usize, offset: usize) -> usize {
        let start = self.starts[line] as usize;
        match text.as_bytes().get(start..offset) {
            Some(before) if before.len() <= STEP && start > 0 => count_characters(before) + 1,
            _ => self.characters_before(text, offset) - self.characters_before(text, start) + 1,
        }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let step = (offset / STEP).min(self.checkpoints.len() - 1);
        let counted = self.checkpoints[step] as usize
            + count_characters(&text.as_bytes()[step * STEP..offset]);
        counted - usize::from(self.marked && offset > 0)
    }
}

/// Lines and columns of many places of one text, in ascending order: moves forward from line to line instead of
/// searching. Places further back are found as well, by a search.
#[derive(Clone, Debug)]
pub struct LineCursor<'a> {
    index: &'a LineIndex,
    text: &'a str,
    line: usize,
}

impl LineCursor<'_> {
    /// Line and column in characters of the byte `offset`, as [`LineIndex::line_column`].
    pub fn line_column(&mut self, offset: usize) -> LineColumn {
        let starts = &self.index.starts;
        if (starts[self.line] as usize) > offset {
            self.line = self.index.line_of(offset);
        }
        while starts
            .get(self.line + 1)
            .is_some_and(|&next| next as usize <= offset)
        {
            self.line += 1;
        }
        LineColumn {
            line: self.line + 1,
            column: self.index.column(self.text, self.line, offset),
        }
    }
}

/// Characters whose first byte is in `bytes`: all bytes but those that continue a character.
///
/// Sums of at most 255 fit a byte, so that the compiler adds many at a time.
fn count_characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    let begins = |&byte: &u8| u8::from((byte as i8) >= -0x40);
    let sums = bytes.chunks(255);
    sums.map(|chunk| usize::from(chunk.iter().map(begins).sum::<u8>()))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let place = LineIndex::new(text).line_column(text, offset);
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters() {
        let text = "ab\n两个维护🇨🇳e\u{301}x\r\nlast";
        for (offset, expected) in [
            (0, (1, 1)),
            (2, (1, 3)),
            (3, (2, 1)),
            (6, (2, 2)),
            (15, (2, 5)),
            (23, (2, 7)),
            (text.len(), (3, 5)),
        ] {
            assert_eq!(at(text, offset), expected, "offset {offset}");
        }
    }

    #[test]
    fn a_missing_last_newline_and_a_lone_carriage_return_are_lines() {
        assert_eq!(at("a\rb", 2), (2, 1));
        assert_eq!(at("a\r\nb", 3), (2, 1));
        assert_eq!(LineIndex::new("").line_count(), 1);
        assert_eq!(LineIndex::new("a\n").line_count(), 2);
    }

    #[test]
    fn every_offset_agrees_with_plain_counting() {
        let text = "维护 abc\r\nxyz “quote”\n\n".repeat(40);
        let index = LineIndex::new(&text);
        let mut cursor = index.cursor(&text);
        for (offset, _) in text.char_indices() {
            let before = &text[..offset];
            let line = before.matches('\n').count();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let column = text[start..offset].chars().count();
            let place = index.line_column(&text, offset);
            assert_eq!(
                (place.line, place.column),
                (line + 1, column + 1),
                "offset {offset}"
            );
            assert_eq!(cursor.line_column(offset), place, "offset {offset}");
        }
        assert_eq!(cursor.line_column(3), index.line_column(&text, 3));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        assert_eq!(at("\u{FEFF}ab\ncd", 3), (1, 1));
        assert_eq!(at("\u{FEFF}ab\ncd", 4), (1, 2));
        assert_eq!(at("\u{FEFF}ab\ncd", 7), (2, 2));
        assert_eq!(at("\u{FEFF}", 0), (1, 1));
    }

    #[test]
    fn utf16_columns_count_surrogates() {
        let text = "🇨🇳维x";
        let index = LineIndex::new(text);
        assert_eq!(index.utf16_column(text, 8), 4);
        assert_eq!(index.utf16_column(text, 11), 5);
    }
}
