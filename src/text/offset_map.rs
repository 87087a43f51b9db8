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

#[cfg(test)]
mod tests {
    use super::*;

    /// `The <b>Party</b>&amp;x` read as `The Party&x`.
    fn map() -> OffsetMap {
        let mut map = OffsetMap::new();
        map.push_verbatim(0, Span::new(0, 2));
        map.push_verbatim(2, Span::new(2, 4));
        map.push_verbatim(4, Span::new(7, 12));
        map.push_verbatim(9, Span::new(16, 16));
        map.push_replaced(Span::new(9, 10), Span::new(16, 21));
        map.push_verbatim(10, Span::new(21, 22));
        map
    }

    #[test]
    fn a_span_in_one_piece_can_be_edited() {
        for (text, source, covering) in [
            ((0, 4), Some((0, 4)), Some((0, 4))),
            ((1, 3), Some((1, 3)), Some((1, 3))),
            ((4, 9), Some((7, 12)), Some((7, 12))),
            // Across markup.
            ((3, 5), None, Some((3, 8))),
            ((0, 11), None, Some((0, 22))),
            // A replaced run maps as a whole and joins with its neighbours.
            ((9, 10), Some((16, 21)), Some((16, 21))),
            ((9, 11), Some((16, 22)), Some((16, 22))),
            // Nothing at all stands where it stands.
            ((0, 0), Some((0, 0)), Some((0, 0))),
            ((2, 2), Some((2, 2)), Some((2, 2))),
            ((11, 11), Some((22, 22)), Some((22, 22))),
            // Outside the text.
            ((10, 12), None, None),
            ((12, 12), None, None),
        ] {
            let spans =
                |pair: Option<(usize, usize)>| pair.map(|(start, end)| Span::new(start, end));
            let span = Span::new(text.0, text.1);
            assert_eq!(map().to_source(span), spans(source), "{text:?}");
            assert_eq!(map().to_source_covering(span), spans(covering), "{text:?}");
        }
    }

    #[test]
    fn a_cut_in_a_replaced_run_cannot_be_edited() {
        let mut map = OffsetMap::new();
        map.push_verbatim(0, Span::new(0, 1));
        map.push_replaced(Span::new(1, 3), Span::new(1, 8));
        map.push_verbatim(3, Span::new(8, 9));
        for (start, end) in [(1, 2), (2, 3), (0, 2), (2, 4)] {
            let span = Span::new(start, end);
            assert_eq!(map.to_source(span), None, "{span:?}");
            let covering = map.to_source_covering(span);
            assert!(covering.is_some_and(|source| source.contains(Span::new(1, 8))));
        }
        assert_eq!(map.to_source(Span::new(0, 4)), Some(Span::new(0, 9)));
    }

    #[test]
    fn adjacent_verbatim_runs_are_one() {
        let runs: Vec<(Span, Span)> = map().verbatim_runs().collect();
        let run = |text, source, length| {
            (
                Span::new(text, text + length),
                Span::new(source, source + length),
            )
        };
        assert_eq!(runs, [run(0, 0, 4), run(4, 7, 5), run(10, 21, 1)]);
        assert_eq!(OffsetMap::new().to_source(Span::new(0, 0)), None);
    }
}
