//! One English wording of a concept.

use serde::{Deserialize, Serialize};

use super::{Date, NUMERAL, Template};
use crate::text::Span;

/// How the glossary judges a wording (ISO 704).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TermStatus {
    /// The one to write.
    Preferred,
    /// Right as well.
    Admitted,
    /// Right once, renamed on a known date.
    Superseded,
    /// Withdrawn.
    Deprecated,
}

impl TermStatus {
    /// The name, as in a glossary card.
    pub fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Superseded => "superseded",
            Self::Deprecated => "deprecated",
        }
    }

    /// Whether the wording may stand in a text.
    pub fn is_correct(self) -> bool {
        matches!(self, Self::Preferred | Self::Admitted)
    }
}

/// How long a wording is against the full name (TBX: term type).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RenderingForm {
    /// The full wording.
    Full,
    /// A shorter wording, free to stand beside the full one.
    Short,
    /// An abbreviation by initials: `NPC`.
    Abbreviation,
    /// A regular expression over the text.
    Pattern,
}

/// When a wording counts as a fault.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Condition {
    /// Wherever it stands.
    #[default]
    Always,
    /// Only where the Chinese source names the concept: the words are ordinary English.
    WithSource,
    /// Only as a label between quotation marks.
    InQuotes,
}

impl Condition {
    /// Every condition.
    pub const ALL: &'static [Self] = &[Self::Always, Self::WithSource, Self::InQuotes];
}

/// One English wording of a concept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rendering {
    /// The wording, or the regular expression of a [`RenderingForm::Pattern`].
    pub term: Template,
    /// How the glossary judges it.
    pub status: TermStatus,
    /// How long it is.
    pub form: RenderingForm,
    /// When it counts as a fault.
    pub condition: Condition,
    /// What to write instead, where that is not the preferred wording.
    pub replacement: Option<Template>,
    /// The last day on which a superseded wording was right.
    pub until: Option<Date>,
    /// Wordings of different registers are never inconsistent with one another.
    pub register: Option<Box<str>>,
    /// Why, as the glossary says it.
    pub note: Option<Box<str>>,
    /// Where the glossary file says so.
    pub span: Span,
}

impl Rendering {
    /// A wording with nothing but its text and status.
    pub(super) fn new(term: Template, status: TermStatus, form: RenderingForm, span: Span) -> Self {
        Self {
            term,
            status,
            form,
            condition: Condition::Always,
            replacement: None,
            until: None,
            register: None,
            note: None,
            span,
        }
    }

    /// Whether the term names a class that what replaces it does not: then the replacement says less. `preferred` is the
    /// concept's preferred wording.
    pub fn loses_members(&self, preferred: &Template) -> bool {
        let written = self.replacement.as_ref().unwrap_or(preferred);
        self.term
            .slots()
            .any(|slot| slot != NUMERAL && !written.slots().any(|other| other == slot))
    }

    /// Whether a short form is made of initials: capitals, at least two, in one word (`NPC`, `MoU`, `R&D`).
    pub(super) fn form_of_short(term: &str) -> RenderingForm {
        let capitals = term.chars().filter(char::is_ascii_uppercase).count();
        let small = term.chars().filter(char::is_ascii_lowercase).count();
        if capitals >= 2 && capitals > small && !term.contains(' ') {
            RenderingForm::Abbreviation
        } else {
            RenderingForm::Short
        }
    }
}
