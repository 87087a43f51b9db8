//! What was written: files read into segments of prose, each with the way back to the bytes of the file.
//!
//! Read [`Document`] and [`Segment`] first, then [`open`] for how a file becomes one.

mod blanked;
mod character_references;
mod comment;
mod document;
mod encoding;
mod error;
mod extraction;
mod format;
mod front_matter;
mod html_attributes;
mod html_elements;
mod html_text;
mod nesting;
mod not_prose;
mod not_text;
mod open;
mod read_html;
mod read_markdown;
mod read_text;
mod segment;
mod unclosed;

use extraction::Extraction;

pub use comment::Comment;
pub use document::{Document, Part};
pub use encoding::{DAMAGED_UTF_8, encode};
pub use error::{DocumentError, DocumentErrorKind};
pub use format::Format;
pub use open::{DEFAULT_SIZE_LIMIT, OpenOptions, open, read_bytes, read_str, reread};
pub use segment::{PLACEHOLDER, Role, Segment};
