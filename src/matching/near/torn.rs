//! Where a term is torn: what stands on both sides of the damage cannot stand side by side in any sentence.
//!
//! Writers shorten names and phrases as they like, but nobody writes `the of Culture and Tourism`, `Federation of and
//! Commerce` or `the battle for, blue skies`.

use super::alignment::{Alignment, Part};
use super::damage::DamageKind::Missing;
use super::segment::Segment;
use crate::matching::gaps::Gap;

/// What a small word asks of the words beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Small {
    /// Its noun must follow.
    Article,
    /// Its noun follows, unless a verb has taken it along (`dealt with in`).
    Preposition,
    /// A preposition that also stands alone: `carry on with`.
    Particle,
    /// Something of the same kind as before must follow.
    Conjunction,
}

impl Small {
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "a" | "an" | "the" => Self::Article,
            "at" | "for" | "from" | "into" | "of" | "to" | "toward" | "towards" | "upon"
            | "with" => Self::Preposition,
            "by" | "during" | "in" | "on" | "over" | "through" | "under" | "within" => {
                Self::Particle
            }
            "and" | "or" => Self::Conjunction,
            _ => return None,
        })
    }
}

/// Words that say which, and need the noun that they say it of.
const QUALIFIERS: [&str; 18] = [
    "agricultural",
    "central",
    "economic",
    "financial",
    "guiding",
    "judicial",
    "leading",
    "legal",
    "municipal",
    "political",
    "prefectural",
    "provincial",
    "regional",
    "standing",
    "supervisory",
    "supreme",
    "underlying",
    "vice",
];

/// Whether a word is missing, or a comma too many, where no sentence can go on as the text does. `named` says that the
/// form is a name and stands with its capitals: verbs do not, and so take no preposition along.
pub(super) fn is_torn(alignment: &Alignment, segment: &Segment<'_>, named: bool) -> bool {
    let last = alignment.parts.len() - 1;
    alignment.parts.iter().enumerate().any(|(index, part)| {
        if part.damage == Some(Missing) {
            let at = part.tokens.0;
            let inside = index > 0 && index < last;
            return at > 0
                && (is_gap(segment, at, named, inside)
                    || index == last && is_end(segment, at, named));
        }
        part.cut && is_cut_short(segment, part)
    })
}

/// Whether two words cannot meet; `inside` says that both belong to the form.
fn is_gap(segment: &Segment<'_>, at: usize, named: bool, inside: bool) -> bool {
    let gap = |at: usize| segment.tokens.get(at).map(|token| token.gap);
    // `the in-depth study`.
    if gap(at) != Some(Gap::Space) || gap(at + 1) == Some(Gap::Hyphen) {
        return false;
    }
    let (left, right) = (segment.folded(at - 1), segment.folded(at));
    let Some(after) = Small::of(&right) else {
        return false;
    };
    let Some(before) = Small::of(&left) else {
        // `Standing of the People's Congress`, `People's of the county`.
        let qualifies = QUALIFIERS.contains(&&*left) || left.ends_with("'s");
        return inside && qualifies && matches!(&*right, "for" | "of");
    };
    match (before, after) {
        (Small::Article, Small::Article) => false,
        (Small::Article, _) | (Small::Conjunction, Small::Conjunction) => true,
        // `from at least`, `to within`: these begin a measure.
        (Small::Preposition, Small::Preposition | Small::Particle) => match &*right {
            "of" | "for" | "with" => true,
            "by" | "in" | "into" | "on" | "to" => named || inside && left == "of",
            _ => false,
        },
        (Small::Preposition, Small::Conjunction) => named || left == "of",
        (Small::Particle, Small::Preposition) => right == "of",
        _ => false,
    }
}

/// Whether the text goes on after a small word as if its noun stood there, or ends.
fn is_end(segment: &Segment<'_>, at: usize, named: bool) -> bool {
    let article = match Small::of(&segment.folded(at - 1)) {
        Some(Small::Article) => true,
        Some(Small::Preposition) if named => false,
        _ => return false,
    };
    // Where a text is cut off, any word may follow.
    let Some(token) = segment.tokens.get(at) else {
        return false;
    };
    match token.gap {
        Gap::Space => is_auxiliary(&segment.folded(at)),
        Gap::Dot => true,
        // `the Ministry of, among others, Finance`; `the, Central Committee` has a comma too many.
        Gap::Comma => article && !segment.is_capital(at),
        _ => false,
    }
}

/// Whether a word is a verb that needs a noun before it.
pub(super) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "are" | "did" | "does" | "had" | "has" | "have" | "is" | "was" | "were" | "would"
    )
}

/// Whether a comma stands after a word whose noun must follow.
fn is_cut_short(segment: &Segment<'_>, part: &Part) -> bool {
    let at = part.tokens.0;
    at > 0
        && segment.tokens[at].gap == Gap::Comma
        && Small::of(&segment.folded(at - 1)).is_some_and(|small| small != Small::Conjunction)
}
