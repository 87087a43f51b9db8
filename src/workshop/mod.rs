//! The maintainer's workshop: what proves a glossary, what answers from it, and what shows the effect of changing it.
//!
//! [`trials`] lists the examples of a glossary, [`Trial::run`] holds one of them against the real pipeline; [`Lookup`]
//! answers how something is written, with the [`Card`] of a concept; [`review`] finds what loads and is
//! still doubtful, [`layout()`] where a file departs from the usual layout, [`difference`] and [`impact`] show what a change does. Everything here answers with plain values; printing
//! is the task of the command line.

mod card;
mod difference;
mod impact;
mod layout;
mod lookup;
mod reach;
mod replacements;
mod review;
mod spelling;
mod trial;

pub use card::{Card, CardForm};
pub use difference::{Change, difference};
pub use impact::{Moved, impact};
pub use layout::{layout, tidy};
pub use lookup::{Answer, Fit, Lookup};
pub use review::review;
pub use trial::{Failure, Trial, observe, trials};
