//! Where things are: spans, lines and columns, and the way back from extracted text to the file.
//!
//! Offsets are bytes of UTF-8 everywhere; only [`LineIndex`] turns them into lines and columns. Read [`Span`] first.

mod characters;
mod folding;
mod line_index;
mod location;
mod offset_map;
mod ordinal;
mod shortened;
mod span;
mod terminal;
mod verbs;

pub use characters::{
    is_apostrophe, is_cjk, is_closing_quote, is_dash, is_direction_changing, is_invisible,
    is_opening_quote, is_quote, is_space,
};
pub use folding::{comparison_key, fold_word};
pub use line_index::{LineColumn, LineCursor, LineIndex};
pub use location::{Location, PartId};
pub use offset_map::OffsetMap;
pub use ordinal::{is_ordinal_word, numeral_value, ordinal, ordinal_ending};
pub use shortened::shortened;
pub use span::Span;
pub use terminal::{ESCAPE, end_of_control_sequence};
pub use verbs::{OBJECTS, PARTICLES, Verb, VerbForm, inflected, is_plural_noun, verb};
