//! Using the fixes: which apply together, the text they give, and the file that is replaced.
//!
//! Read [`settle()`] first: it fixes one document until nothing is left to fix. [`select()`] decides which fixes of one
//! reading go together, [`Places`] are left alone, [`apply()`] makes the edits, [`write()`] replaces the file of a
//! document, [`put()`] any other. Nothing here finds a defect.

mod apply;
mod places;
mod replace;
mod select;
mod settle;
mod write;

pub use apply::apply;
pub use places::Places;
pub use replace::put;
pub use select::{Choice, Unsettled, select};
pub use settle::{Settled, settle, settle_around};
pub use write::{WriteError, WriteErrorKind, encode, write};
