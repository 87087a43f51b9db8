//! The rows of text that one finding shows, as files that codespan-reporting can draw.
//!
//! What is drawn is not the file but an excerpt: rows cut out of its lines around the marked words, sanitised byte for
//! byte, with the line and column numbers of the file.

use std::ops::Range;

use codespan_reporting::diagnostic::{Label, LabelStyle};
use codespan_reporting::files::{Error, Files, Location};

use super::anchor::{Anchor, Lines};
use super::columns::{forward, text_width};
use super::sanitize::{harmless, sanitize};
use super::window::Room;
use crate::text::{LineIndex, Span, is_space};

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
    text: Lines<'a>,
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
        let text = Lines { text, index: lines };
        let same =
            |file: &Excerpt<'_>| file.name == name && std::ptr::eq(file.text.text, text.text);
        let known = self.files.iter().position(same);
        known.unwrap_or_else(|| {
            self.files.push(Excerpt {
                name: name.into_owned(),
                text,
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
                    file.text.anchor(index, mark.span, room, &mut anchors);
                }
            }
            anchors.sort_by_key(|anchor| (anchor.line, anchor.focus.start, anchor.focus.end));
            let mut rest = anchors.as_slice();
            while !rest.is_empty() {
                let (cluster, others) = rest.split_at(file.text.readable_in_one_row(rest, room));
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
            let lines = self.files[mark.file].text.index;
            lines.line_of(mark.span.end()) + 1
        });
        last.max().unwrap_or(1).ilog10() as usize + 1 + " │ ".chars().count()
    }
}

impl Excerpt<'_> {
    fn add_row(
        &mut self,
        cluster: &[Anchor],
        marks: &[Mark<'_>],
        room: Room,
        ellipsis: &str,
    ) -> Row {
        let line = cluster[0].line;
        let text = self.text.text;
        let content = self.text.content(line);
        let start = cluster[0].focus.start;
        let end = cluster.iter().map(|anchor| anchor.focus.end).max();
        let focus = start..end.unwrap_or(start);
        let captions = cluster
            .iter()
            .filter(|anchor| anchor.last && anchor.focus.end == focus.end)
            .map(|anchor| marks[anchor.mark].message)
            .filter(|message| !message.is_empty());
        let caption = captions.map(|message| text_width(message) + 1).max();
        let caption = caption.unwrap_or(0);
        let continued = self.continued(cluster, focus.end, room);
        let window = match continued {
            Some(from) => {
                let rest = from..content.end;
                room.after_cut()
                    .window(text, rest, from..focus.end, caption)
            }
            None => room.window(text, content.clone(), focus, caption),
        };

        let begin = self.source.len();
        let cut_at_space = |c: Option<char>| c.is_some_and(is_space);
        if window.start > content.start {
            self.source.push_str(ellipsis);
            if cut_at_space(text[..window.start].chars().next_back()) {
                self.source.push(' ');
            }
        }
        let row_start = self.source.len();
        let shown = |c| if c == '\t' { c } else { harmless(c) };
        self.source.extend(text[window.clone()].chars().map(shown));
        if window.end < content.end {
            if cut_at_space(text[window.end..].chars().next()) {
                self.source.push(' ');
            }
            self.source.push_str(ellipsis);
        }
        let shown = begin..self.source.len();
        self.source.push('\n');
        let index = match self.rows.last() {
            Some(row) if row.line + 1 == line || continued.is_some() => row.index + 1,
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

    /// Where a row begins that takes up the row above, because a mark goes on in it and all of it has room.
    fn continued(&self, cluster: &[Anchor], end: usize, room: Room) -> Option<usize> {
        let above = self.rows.last()?;
        let from = above.window.end;
        let goes_on = |anchor: &Anchor| anchor.marked.start < anchor.focus.start.min(from);
        if above.line != cluster[0].line || from >= end || !goes_on(&cluster[0]) {
            return None;
        }
        let words = &self.text.text[from..end];
        let has_room = forward(words, room.after_cut().widest()).0 == words.len();
        let hides_none = cluster
            .iter()
            .all(|anchor| goes_on(anchor) || from <= anchor.focus.start);
        let start = end - words.trim_start_matches(is_space).len();
        (has_room && hides_none).then_some(start)
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
        let place = file.text.index.line_column(file.text.text, offset);
        Ok(Location {
            line_number: place.line,
            column_number: place.column,
        })
    }
}
