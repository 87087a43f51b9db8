//! What was written: files read into segments of prose, each with the way back to the bytes of the file.
//!
//! Read [`Document`] and [`Segment`] first, then [`open`] for how a file becomes one.

mod document;
mod encoding;
mod error;
mod extraction;
mod format;
mod open;
mod read_html;
mod read_markdown;
mod read_text;
mod segment;

pub use document::{Document, Part};
pub use error::{DocumentError, DocumentErrorKind};
pub use format::Format;
pub use open::{DEFAULT_SIZE_LIMIT, OpenOptions, open, read_bytes, read_str};
pub use segment::{Role, Segment};
