//! One organ, office, title or programme, whatever it is called.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::examples::Examples;
use super::{Rendering, RenderingForm, Template, TermStatus};
use crate::diagnostics::Severity;
use crate::text::Span;

/// A concept by its place in the collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptId(pub u32);

macro_rules! named {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word that a glossary writes.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

named! {
    /// What sort of thing a concept is.
    Kind {
        /// A body: committee, ministry, court.
        Organ = "organ",
        /// An office that a person holds.
        Post = "post",
        /// A set phrase.
        Phrase = "phrase",
        /// A meeting, a campaign.
        Event = "event",
        /// A decision, a plan, a law.
        Document = "document",
        /// A place.
        Place = "place",
        /// A person.
        Person = "person",
        /// Something known by its initials.
        Abbreviation = "abbreviation",
    }
}

named! {
    /// How sure the preferred form is.
    Evidence {
        /// No source: a proposal of the glossary's.
        Proposed = "proposed",
        /// A compiled list, an encyclopaedia.
        Compiled = "compiled",
        /// A reprint of an official text.
        Reprint = "reprint",
        /// An official site or outlet.
        Official = "official",
    }
}

named! {
    /// Which capitals a concept's wordings may have.
    Case {
        /// As the glossary writes them.
        Fixed = "fixed",
        /// Sentence case and title case both stand.
        Common = "common",
        /// As for `common`; and without its capitals the wording is ordinary English, unless the text around it speaks of
        /// what the capitals stand for.
        Contextual = "contextual",
    }
}

impl Evidence {
    /// The gravest severity that a finding resting on this evidence may have.
    pub fn severity_cap(self) -> Severity {
        match self {
            Self::Proposed => Severity::Note,
            Self::Compiled => Severity::Warning,
            Self::Reprint | Self::Official => Severity::Error,
        }
    }
}

/// Where a glossary says something: the file, by its place among the loaded ones, and the bytes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The file, in the order of loading.
    pub file: usize,
    /// The bytes of that file.
    pub span: Span,
}

/// One organ, office, title or programme, with all its wordings.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Concept {
    /// Stable name; reports, suppressions, overrides and baselines use it.
    #[serde(with = "super::stored::arc")]
    pub id: Arc<str>,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The classes whose member it is.
    pub classes: Vec<Arc<str>>,
    /// Its Chinese terms, the usual one first.
    pub source: Vec<Template>,
    /// Its English wordings; the first is the preferred one.
    pub renderings: Vec<Rendering>,
    /// Longer wordings in which the concept is not meant.
    pub not_in: Vec<Template>,
    /// Which capitals its wordings may have.
    pub case: Case,
    /// Whether every reader knows its abbreviation.
    pub well_known: bool,
    /// Whether it may share its preferred wording with another concept.
    pub homonym: bool,
    /// Whether damaged forms of its wordings are looked for.
    pub fuzzy: bool,
    /// How sure the preferred form is.
    pub evidence: Evidence,
    /// Who says so: an address.
    pub reference: Option<Arc<str>>,
    /// A remark for people.
    pub note: Option<Box<str>>,
    /// Sentences that prove the entry.
    pub examples: Examples,
    /// Where it is defined.
    pub origin: Origin,
}

/// A sentence that proves an entry.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Example {
    /// The Chinese, where the bilingual rules take part.
    pub source: Option<Box<str>>,
    /// The English.
    pub text: Box<str>,
    /// What must be found in it, in order; nothing else may be.
    pub finds: Vec<ExpectedFinding>,
    /// Where it is written.
    pub span: Span,
}

/// One finding that an example expects.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExpectedFinding {
    /// The words pointed at.
    pub text: Box<str>,
    /// The rule that speaks.
    pub rule: Box<str>,
    /// Where that is written.
    pub rule_span: Span,
    /// What the fix writes, where that is to be proven.
    pub fix: Option<Box<str>>,
}

/// What stands around a numeral in Chinese that counts in order: 第20次, 20届, 党的20大, 20周年.
const ORDINALS: [&str; 4] = ["第{n}", "{n}届", "党的{n}大", "{n}周年"];

impl Concept {
    /// The gravest severity that a finding about it may have: what rests on thin evidence, or on the context alone, is no
    /// error.
    pub fn severity_cap(&self) -> Severity {
        match self.case {
            Case::Contextual => Severity::Note,
            Case::Fixed | Case::Common => self.evidence.severity_cap(),
        }
    }

    /// The wording to write.
    pub fn preferred(&self) -> &Rendering {
        &self.renderings[0]
    }

    /// The first Chinese term; empty for a concept without one.
    pub fn source_term(&self) -> &str {
        self.source.first().map_or("", Template::as_str)
    }

    /// Whether the numeral in its slot is an ordinal, as its Chinese says.
    pub fn has_ordinal(&self) -> bool {
        let is_ordinal = |term: &Template| {
            ORDINALS
                .iter()
                .any(|ordinal| term.as_str().contains(ordinal))
        };
        self.source.iter().any(is_ordinal)
    }

    /// The wordings of one status, in the order of the glossary.
    pub fn with_status(&self, status: TermStatus) -> impl Iterator<Item = &Rendering> {
        self.renderings
            .iter()
            .filter(move |rendering| rendering.status == status)
    }

    /// Whether the concept has an abbreviation by initials.
    pub fn has_abbreviation(&self) -> bool {
        self.renderings
            .iter()
            .any(|rendering| rendering.form == RenderingForm::Abbreviation)
    }
}
