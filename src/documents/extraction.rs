//! Prose being pulled out of markup: text and offset map grow together.

use super::{PLACEHOLDER, Role, Segment, not_prose};
use crate::text::{OffsetMap, Span, is_invisible, is_space};

/// The segment under construction.
#[derive(Debug, Default)]
pub(super) struct Extraction {
    text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the text and where it came from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    text: Span,
    source: Span,
    verbatim: bool,
}

impl Piece {
    /// The part of the piece that lies in `text`; a replaced piece keeps its whole source.
    fn cut(self, text: Span) -> Self {
        let start = self.text.start().max(text.start());
        let end = self.text.end().min(text.end());
        let source = if self.verbatim {
            let shift = self.source.start();
            Span::new(
                shift + start - self.text.start(),
                shift + end - self.text.start(),
            )
        } else {
            self.source
        };
        Self {
            text: Span::new(start, end),
            source,
            verbatim: self.verbatim,
        }
    }
}

impl Extraction {
    /// Appends text that stands in the part exactly so, at `source`.
    pub(super) fn push_verbatim(&mut self, text: &str, source: Span) {
        debug_assert_eq!(text.len(), source.len(), "a verbatim run keeps its length");
        if text.is_empty() {
            return;
        }
        let span = self.append(text);
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && last.source.end() == source.start()
        {
            last.text = last.text.joined(span);
            last.source = last.source.joined(source);
            return;
        }
        self.pieces.push(Piece {
            text: span,
            source,
            verbatim: true,
        });
    }

    /// Appends text that the part writes differently, such as an entity.
    pub(super) fn push_replaced(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let span = self.append(text);
        self.pieces.push(Piece {
            text: span,
            source,
            verbatim: false,
        });
    }

    /// Appends the mark of something that is not prose, such as inline code.
    pub(super) fn push_placeholder(&mut self, source: Span) {
        self.push_replaced(PLACEHOLDER.encode_utf8(&mut [0; 4]), source);
    }

    fn append(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    /// Whether prose was appended.
    pub(super) fn has_prose(&self) -> bool {
        self.text.chars().any(is_prose)
    }

    /// The text appended so far.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where in the part the last appended text ends.
    pub(super) fn source_end(&self) -> Option<usize> {
        self.pieces.last().map(|piece| piece.source.end())
    }

    /// Ends the segment; `None` when it holds no prose. The extraction is empty afterwards.
    ///
    /// White space at both ends is left out; addresses become placeholders.
    pub(super) fn finish(&mut self, role: Role) -> Option<Segment> {
        let segment = self.segment(role);
        self.text.clear();
        self.pieces.clear();
        segment
    }

    fn segment(&self, role: Role) -> Option<Segment> {
        if !self.has_prose() {
            return None;
        }
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        let pieces = self.cut(Span::new(start, end), &not_prose::find(&self.text));
        let [first, ..] = pieces[..] else {
            return None;
        };
        if pieces.len() == 1 && first.verbatim {
            return Some(Segment::verbatim(role, first.source));
        }
        let mut text = String::with_capacity(end - start);
        let mut map = OffsetMap::new();
        for piece in &pieces {
            if piece.verbatim {
                map.push_verbatim(text.len(), piece.source);
                text.push_str(piece.text.of(&self.text));
            } else {
                let begin = text.len();
                if piece.text.is_empty() {
                    text.push(PLACEHOLDER);
                } else {
                    text.push_str(piece.text.of(&self.text));
                }
                map.push_replaced(Span::new(begin, text.len()), piece.source);
            }
        }
        let covered = pieces
            .iter()
            .fold(first.source, |covered, piece| covered.joined(piece.source));
        Some(Segment::extracted(role, covered, text, map))
    }

    /// The pieces inside `kept`, with an empty piece in the place of each span of `masked`.
    fn cut(&self, kept: Span, masked: &[Span]) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(self.pieces.len());
        let mut masks = masked.iter().copied().peekable();
        for &piece in &self.pieces {
            let mut from = piece.text.start().max(kept.start());
            let end = piece.text.end().min(kept.end());
            while from < end {
                while masks.next_if(|mask| mask.end() <= from).is_some() {}
                let mask = masks.peek().copied().filter(|mask| mask.start() < end);
                let Some(mask) = mask else {
                    pieces.push(piece.cut(Span::new(from, end)));
                    break;
                };
                if from < mask.start() {
                    pieces.push(piece.cut(Span::new(from, mask.start())));
                }
                let hidden = piece.cut(mask);
                match pieces.last_mut() {
                    // The address began in an earlier piece.
                    Some(last) if mask.start() < from => {
                        last.source = last.source.joined(hidden.source);
                    }
                    _ => pieces.push(Piece {
                        text: Span::default(),
                        source: hidden.source,
                        verbatim: false,
                    }),
                }
                from = mask.end().min(end);
            }
        }
        pieces
    }
}

fn is_prose(c: char) -> bool {
    !is_space(c) && !is_invisible(c) && c != PLACEHOLDER
}
