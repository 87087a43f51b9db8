//! From a span of extracted text to the span of the file it came from.

use super::Span;

/// The way back from text that a reader extracted to the text of the file.
///
/// A reader appends text and map together, in order; nothing ever searches the file for what it has already found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: Span,
    source: Span,
    verbatim: bool,
}

impl Run {
    /// Where the byte `offset` of the text, which lies in this run or at its end, stands in the file.
    fn source_of(&self, offset: usize, is_end: bool) -> usize {
        if self.verbatim {
            self.source.start() + (offset - self.text.start())
        } else if is_end && offset > self.text.start() {
            self.source.end()
        } else {
            self.source.start()
        }
    }
}

impl OffsetMap {
    /// A map without runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a run that stands in the file exactly as in the text, from byte `text_start` of the text.
    ///
    /// Runs must be appended in the order of the text.
    pub fn push_verbatim(&mut self, text_start: usize, source: Span) {
        if source.is_empty() {
            return;
        }
        let text = Span::new(text_start, text_start + source.len());
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && last.text.end() == text_start
            && last.source.end() == source.start()
        {
            last.text = last.text.joined(text);
            last.source = last.source.joined(source);
            return;
        }
        self.runs.push(Run {
            text,
            source,
            verbatim: true,
        });
    }

    /// Appends a run that the file writes differently, such as an entity; it maps as a whole.
    pub fn push_replaced(&mut self, text: Span, source: Span) {
        self.runs.push(Run {
            text,
            source,
            verbatim: false,
        });
    }

    /// Where a span of the text stands in the file, in one piece.
    ///
    /// `None` when it crosses markup, so that it cannot be edited as one piece, or when it cuts a replaced run.
    pub fn to_source(&self, text: Span) -> Option<Span> {
        let (first, last) = self.runs_of(text)?;
        let runs = &self.runs[first..=last];
        let contiguous = runs
            .windows(2)
            .all(|pair| pair[0].source.end() == pair[1].source.start());
        let whole = |run: &Run| run.verbatim || text.contains(run.text);
        let editable = contiguous && runs.iter().all(whole);
        editable.then(|| self.covering(text, first, last))
    }

    /// The smallest span of the file that covers a span of the text, markup between its parts included.
    ///
    /// `None` only for a span outside the text.
    pub fn to_source_covering(&self, text: Span) -> Option<Span> {
        let (first, last) = self.runs_of(text)?;
        Some(self.covering(text, first, last))
    }

    /// The runs that are verbatim: the span in the text and the span in the file, which hold the same bytes.
    pub fn verbatim_runs(&self) -> impl Iterator<Item = (Span, Span)> + '_ {
        self.runs
            .iter()
            .filter(|run| run.verbatim)
            .map(|run| (run.text, run.source))
    }

    fn covering(&self, text: Span, first: usize, last: usize) -> Span {
        let start = self.runs[first].source_of(text.start(), false);
        let end = self.runs[last].source_of(text.end(), true);
        Span::new(start, end)
    }

    /// The first and last run that a span touches; an empty span touches the run it stands in.
    fn runs_of(&self, text: Span) -> Option<(usize, usize)> {
        let first = self
            .runs
            .partition_point(|run| run.text.end() <= text.start());
        let last = self
            .runs
            .partition_point(|run| run.text.start() < text.end());
        if text.is_empty() {
            let at = first.min(self.runs.len().checked_sub(1)?);
            return (text.start() <= self.runs[at].text.end()).then_some((at, at));
        }
        (first < last && text.end() <= self.runs[last - 1].text.end()).then(|| (first, last - 1))
    }
}
