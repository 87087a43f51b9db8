//! Placeholder.

use super::Segment;

pub(super) fn segments(text: &str) -> Vec<Segment> {
    super::read_text::segments(text)
}
