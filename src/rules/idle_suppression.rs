//! What a suppression did not do: data that the run hands to the rule about it.

use crate::text::{Location, Span};

/// A suppression, or one name of it, that silenced nothing.
#[derive(Clone, Debug)]
pub struct IdleSuppression {
    /// The name, or the whole where none is written.
    pub location: Location,
    /// The rule or concept that it names; `None` for everything.
    pub name: Option<String>,
    /// Why it silenced nothing.
    pub why: Idleness,
    /// What to delete; `None` where that is better done by hand.
    pub removed: Option<Span>,
}

/// Why a suppression silenced nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Idleness {
    /// There is nothing to silence.
    Unused,
    /// Its name is no rule's and no concept's.
    Unknown {
        /// The nearest name, where one is near.
        nearest: Option<String>,
    },
    /// Its first word is none that the program knows; `name` has it.
    Misspelt {
        /// The word that may have been meant.
        nearest: Option<&'static str>,
    },
    /// It gives no reason, and the settings require one.
    Unexplained,
}
