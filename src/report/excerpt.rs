//! The rows of text that one finding shows, as files that codespan-reporting can draw.
//!
//! What is drawn is not the file but an excerpt: rows cut out of its lines around the marked words, sanitised byte for
//! byte, with the line and column numbers of the file.

use std::ops::Range;

use codespan_reporting::diagnostic::{Label, LabelStyle};
use codespan_reporting::files::{Error, Files, Location};

use super::columns::{backward, forward, text_width};
use super::sanitize::{harmless, sanitize};
use super::window::Room;
use crate::text::{LineIndex, Span, is_space};

/// Marked lines up to this number are all shown; of more, the first and the last.
const WHOLE_LINES: usize = 3;

/// Words to underline.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark<'a> {
    /// The file, as [`Excerpts::add`] numbered it.
    pub(super) file: usize,
    /// The words; a span that does not fit the text is cut to it.
    pub(super) span: Span,
    /// How they are underlined.
    pub(super) style: LabelStyle,
    /// What stands beside them.
    pub(super) message: &'a str,
}

/// What one finding shows of each file.
#[derive(Debug)]
pub(super) struct Excerpts<'a> {
    files: Vec<Excerpt<'a>>,
    ellipsis: &'static str,
}

#[derive(Debug)]
struct Excerpt<'a> {
    name: String,
    text: &'a str,
    lines: &'a LineIndex,
    source: String,
    rows: Vec<Row>,
}

/// One row: a part of a line.
#[derive(Debug)]
struct Row {
    /// Neighbouring lines have neighbouring indexes; between others codespan-reporting draws a break.
    index: usize,
    /// The line of the file, from 0.
    line: usize,
    /// The bytes of the file shown.
    window: Range<usize>,
    /// Where the row stands in the excerpt, and where the window begins in it.
    shown: Range<usize>,
    start: usize,
}

/// A stretch of one line that must be readable, because a mark begins, ends or lies there.
#[derive(Debug)]
struct Anchor {
    line: usize,
    focus: Range<usize>,
    /// All that is marked of the line.
    marked: Range<usize>,
    mark: usize,
    /// The message stands beside the last anchor of its mark.
    last: bool,
}

impl<'a> Excerpts<'a> {
    /// No files yet; `ellipsis` stands where a line is cut.
    pub(super) fn new(ellipsis: &'static str) -> Self {
        Self {
            files: Vec::new(),
            ellipsis,
        }
    }

    /// The number of a file, which is added where it is not yet known.
    pub(super) fn add(&mut self, name: &str, text: &'a str, lines: &'a LineIndex) -> usize {
        let name = sanitize(name);
        let known = self.files.iter().position(|file| file.name == name);
        known.unwrap_or_else(|| {
            self.files.push(Excerpt {
                name: name.into_owned(),
                text,
                lines,
                source: String::new(),
                rows: Vec::new(),
            });
            self.files.len() - 1
        })
    }

    /// Chooses the rows that make all marks readable in `width` columns, and returns the marks in terms of them.
    pub(super) fn lay_out(&mut self, marks: &[Mark<'_>], width: usize) -> Vec<Label<usize>> {
        let room = Room {
            columns: width.saturating_sub(self.gutter(marks)),
            cut: text_width(self.ellipsis) + 1,
        };
        let mut labels = Vec::with_capacity(marks.len());
        for (id, file) in self.files.iter_mut().enumerate() {
            let mut anchors = Vec::with_capacity(marks.len());
            for (index, mark) in marks.iter().enumerate() {
                if mark.file == id {
                    file.anchor(index, mark.span, room, &mut anchors);
                }
            }
            anchors.sort_by_key(|anchor| (anchor.line, anchor.focus.start, anchor.focus.end));
            let mut rest = anchors.as_slice();
            while !rest.is_empty() {
                let (cluster, others) = rest.split_at(file.readable_in_one_row(rest, room));
                rest = others;
                let row = file.add_row(cluster, marks, room, self.ellipsis);
                for anchor in cluster {
                    let mark = &marks[anchor.mark];
                    let mut label = Label::new(mark.style, id, row.place(&anchor.marked));
                    if anchor.last {
                        label.message = sanitize(mark.message).into_owned();
                    }
                    labels.push(label);
                }
                file.rows.push(row);
            }
        }
        // The first label decides which file is shown first.
        labels.sort_by_key(|label| label.file_id);
        labels
    }

    /// Columns left of the text: the widest line number and the border.
    pub(super) fn gutter(&self, marks: &[Mark<'_>]) -> usize {
        let last = marks.iter().map(|mark| {
            let lines = self.files[mark.file].lines;
            lines.line_of(mark.span.end()) + 1
        });
        last.max().unwrap_or(1).ilog10() as usize + 1 + " │ ".chars().count()
    }
}

impl Excerpt<'_> {
    /// Adds the stretches by which a mark is shown.
    fn anchor(&self, mark: usize, span: Span, room: Room, anchors: &mut Vec<Anchor>) {
        let start = floor_boundary(self.text, span.start());
        let end = ceil_boundary(self.text, span.end()).max(start);
        let first = self.lines.line_of(start);
        let mut last = self.lines.line_of(end);
        if last > first && self.content(last).start == end {
            last -= 1;
        }
        let begun = anchors.len();
        let lines = if last - first < WHOLE_LINES {
            (first..=last).collect()
        } else {
            vec![first, last]
        };
        for line in lines {
            let content = self.content(line);
            let mut marked =
                start.clamp(content.start, content.end)..end.clamp(content.start, content.end);
            if line > first {
                let indent = self.text[marked.clone()].chars().take(room.columns);
                let spaces = indent.take_while(|&c| is_space(c));
                marked.start += spaces.map(char::len_utf8).sum::<usize>();
                if marked.is_empty() {
                    continue;
                }
            }
            let mut push = |focus| {
                anchors.push(Anchor {
                    line,
                    focus,
                    marked: marked.clone(),
                    mark,
                    last: false,
                });
            };
            let words = &self.text[marked.clone()];
            if forward(words, room.widest()).0 == words.len() {
                push(marked.clone());
                continue;
            }
            let half = room.widest() / 2;
            if line == first || line < last {
                push(marked.start..marked.start + forward(words, half).0);
            }
            if line == last {
                push(marked.start + backward(words, half).0..marked.end);
            }
        }
        if let Some(anchor) = anchors[begun..].last_mut() {
            anchor.last = true;
        }
    }

    /// The bytes of a line without its end.
    fn content(&self, line: usize) -> Range<usize> {
        let span = self.lines.line_span(line).unwrap_or_default();
        let end = span.of(self.text).trim_end_matches(['\r', '\n']).len();
        span.start()..span.start() + end
    }

    /// How many of the sorted anchors, from the first on, are readable in one row.
    fn readable_in_one_row(&self, anchors: &[Anchor], room: Room) -> usize {
        let Some(first) = anchors.first() else {
            return 0;
        };
        let mut stretch = first.focus.clone();
        for (index, next) in anchors.iter().enumerate() {
            stretch.end = stretch.end.max(next.focus.end);
            let words = || &self.text[stretch.clone()];
            if next.line != first.line || forward(words(), room.widest()).0 < words().len() {
                return index.max(1);
            }
        }
        anchors.len()
    }

    fn add_row(
        &mut self,
        cluster: &[Anchor],
        marks: &[Mark<'_>],
        room: Room,
        ellipsis: &str,
    ) -> Row {
        let line = cluster[0].line;
        let content = self.content(line);
        let start = cluster[0].focus.start;
        let end = cluster.iter().map(|anchor| anchor.focus.end).max();
        let focus = start..end.unwrap_or(start);
        let captions = cluster
            .iter()
            .filter(|anchor| anchor.last && anchor.focus.end == focus.end)
            .map(|anchor| marks[anchor.mark].message)
            .filter(|message| !message.is_empty());
        let caption = captions.map(|message| text_width(message) + 1).max();
        let window = room.window(self.text, content.clone(), focus, caption.unwrap_or(0));

        let begin = self.source.len();
        let cut_at_space = |c: Option<char>| c.is_some_and(is_space);
        if window.start > content.start {
            self.source.push_str(ellipsis);
            if cut_at_space(self.text[..window.start].chars().next_back()) {
                self.source.push(' ');
            }
        }
        let row_start = self.source.len();
        let text = &self.text[window.clone()];
        let shown = |c| if c == '\t' { c } else { harmless(c) };
        self.source.extend(text.chars().map(shown));
        if window.end < content.end {
            if cut_at_space(self.text[window.end..].chars().next()) {
                self.source.push(' ');
            }
            self.source.push_str(ellipsis);
        }
        let shown = begin..self.source.len();
        self.source.push('\n');
        let index = match self.rows.last() {
            Some(row) if row.line + 1 == line => row.index + 1,
            Some(row) => row.index + 3,
            None => 0,
        };
        Row {
            index,
            line,
            window,
            shown,
            start: row_start,
        }
    }

    /// The row that holds a byte of the excerpt.
    fn row_of(&self, byte: usize) -> Option<&Row> {
        let after = self.rows.partition_point(|row| row.shown.start <= byte);
        self.rows.get(after.checked_sub(1)?)
    }

    fn row(&self, index: usize) -> Result<&Row, Error> {
        let found = self.rows.binary_search_by_key(&index, |row| row.index);
        found
            .map(|at| &self.rows[at])
            .map_err(|at| Error::LineTooLarge {
                given: index,
                max: at,
            })
    }
}

impl Row {
    /// Where bytes of the file stand in the excerpt; what is cut off is pointed at by the cut.
    fn place(&self, marked: &Range<usize>) -> Range<usize> {
        let start = if marked.start < self.window.start {
            self.shown.start
        } else {
            self.start + (marked.start - self.window.start)
        };
        let end = if marked.end > self.window.end {
            self.shown.end
        } else {
            self.start + marked.end.saturating_sub(self.window.start)
        };
        start..end.max(start)
    }
}

impl<'a> Files<'a> for Excerpts<'_> {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.files
            .get(id)
            .map(|file| file.name.as_str())
            .ok_or(Error::FileMissing)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.files
            .get(id)
            .map(|file| file.source.as_str())
            .ok_or(Error::FileMissing)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let row = self.files.get(id).and_then(|file| file.row_of(byte));
        row.map(|row| row.index).ok_or(Error::FileMissing)
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        Ok(file.row(index)?.line + 1)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        Ok(file.row(index)?.shown.clone())
    }

    fn location(&'a self, id: usize, byte: usize) -> Result<Location, Error> {
        let file = self.files.get(id).ok_or(Error::FileMissing)?;
        let row = file.row_of(byte).ok_or(Error::FileMissing)?;
        let offset = row.window.start + byte.saturating_sub(row.start);
        let place = file.lines.line_column(file.text, offset);
        Ok(Location {
            line_number: place.line,
            column_number: place.column,
        })
    }
}

/// The last character boundary at or before `offset`.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary at or after `offset`.
fn ceil_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
