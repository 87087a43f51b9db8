//! What would change, never how it is applied.

use smallvec::{SmallVec, smallvec};

use crate::text::{Location, Span};

/// How far a fix may be trusted. Ordered: a run asks for "at least this".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Shown, never applied: several renderings would do.
    Manual,
    /// Applied when asked: the meaning may change.
    Unsafe,
    /// Applied freely: the glossary leaves one choice.
    Safe,
}

impl Applicability {
    /// The name, as in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// One replacement of bytes of the diagnosed part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace, in the part that the diagnostic is about.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// A proposed change: edits that belong together and do not overlap, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// How far the change may be trusted.
    pub applicability: Applicability,
    /// What would change; nearly always one place.
    pub edits: SmallVec<[Edit; 1]>,
}

impl Fix {
    /// A fix of one edit.
    pub fn new(applicability: Applicability, span: Span, replacement: impl Into<String>) -> Self {
        Self {
            applicability,
            edits: smallvec![Edit {
                span,
                replacement: replacement.into(),
            }],
        }
    }

    /// A fix that may be applied freely.
    pub fn safe(location: Location, replacement: impl Into<String>) -> Self {
        Self::new(Applicability::Safe, location.span, replacement)
    }
}
