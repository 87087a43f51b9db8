//! A half-open range of bytes.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in one text: `start` is inside, `end` is not.
///
/// Offsets are kept in 32 bits; readers refuse larger texts long before.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The longest text that spans can point into, in bytes.
    pub const LIMIT: usize = u32::MAX as usize;

    /// The span from byte `start` up to, not including, byte `end`.
    ///
    /// An `end` before `start` gives the empty span at `start`; offsets beyond [`Span::LIMIT`] stop there.
    pub fn new(start: usize, end: usize) -> Self {
        let start = start.min(Self::LIMIT) as u32;
        let end = end.min(Self::LIMIT) as u32;
        Self {
            start,
            end: end.max(start),
        }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after the span.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte is inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether all of `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The same span, `offset` bytes further on.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start() + offset, self.end() + offset)
    }

    /// The bytes of `text` inside the span; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }
}
