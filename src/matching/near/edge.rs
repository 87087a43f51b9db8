//! What may happen at one place of a form, and what it costs.

use super::connectives::Kind;
use super::damage::DamageKind::{
    self, Added, Missing, Misspelt, Mistaken, OtherConnective, OtherEnding, OtherNumber, Repeated,
    Swapped, Untranslated,
};

/// A way from one state to another: from so many steps of the form and words of the text to more of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
    pub(super) damage: Option<DamageKind>,
    pub(super) cost: u16,
    /// Where the second of two swapped places begins; elsewhere where the way leads.
    pub(super) middle: (usize, usize),
    /// Whether a stray mark stands before the words.
    pub(super) cut: bool,
}

impl Edge {
    pub(super) fn new(
        from: (usize, usize),
        to: (usize, usize),
        damage: Option<DamageKind>,
        cost: u16,
    ) -> Self {
        let (middle, cut) = (to, false);
        Self {
            from,
            to,
            damage,
            cost,
            middle,
            cut,
        }
    }

    pub(super) fn swapped(
        from: (usize, usize),
        middle: (usize, usize),
        to: (usize, usize),
        cost: u16,
    ) -> Self {
        Self {
            middle,
            ..Self::new(from, to, Some(Swapped), cost)
        }
    }

    /// The same with a stray mark before it, or without.
    pub(super) fn cut(self, cut: bool) -> Self {
        Self { cut, ..self }
    }
}

/// What damage costs, before it is known which word it is.
pub(super) fn cost(damage: Option<DamageKind>) -> u16 {
    match damage {
        None => 0,
        Some(Misspelt(letters)) => 1 + u16::from(letters.min(2)),
        Some(Mistaken | Untranslated | Swapped) => 3,
        Some(OtherNumber | OtherEnding | OtherConnective | Repeated | DamageKind::Cut) => 2,
        Some(Missing | Added) => 4,
    }
}

/// What a word costs that is missing or too many.
pub(super) fn weight(kind: Kind, damage: DamageKind) -> u16 {
    match kind {
        Kind::Article => 1,
        Kind::Connective => 2,
        Kind::Content => cost(Some(damage)),
    }
}
