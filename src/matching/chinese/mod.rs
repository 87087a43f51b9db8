//! Chinese terms in Chinese text.
//!
//! There are no words to go by: every place of a text is tried ([`SourceTerms::find`]), and every term that begins there is
//! found, the longer ones beside the shorter. Width variants, Traditional and Simplified characters compare equal
//! (`fold.rs`), and white space inside a term does not count. A term of two characters counts only where both belong to it
//! and not to the words around it (`segmentation.rs`).

mod fold;
mod numerals;
mod reading;
mod search;
mod segmentation;
mod terms;
mod wording;

pub use reading::{SourceMention, SourceReading};
pub use terms::SourceTerms;
