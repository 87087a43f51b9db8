//! One file for each kind of defect. The name of a rule states the defect; its file, its type and its cases bear it.
//!
//! To add one: a file with a type that implements [`Rule`], its two lines here, and its cases in `tests/rules/`. What two
//! rules share belongs to [`RuleContext`] or to `matching`; no rule imports another.

mod broken_encoding;
mod context;
mod deprecated_rendering;
mod explanation;
mod fitting;
mod garbled_rendering;
mod glued;
mod hyphens;
mod idle_suppression;
mod inconsistent_name;
mod inconsistent_post;
mod inconsistent_rendering;
mod letter_case;
mod lines;
mod mending;
mod miscased_rendering;
mod misformed_compound;
mod misformed_ordinal;
mod placed;
mod repeated_conjunct;
mod repeated_words;
mod reused_abbreviation;
mod stray_punctuation;
mod superseded_rendering;
mod unbalanced_quotes;
mod undefined_abbreviation;
mod untranslated_text;
mod unused_suppression;

use crate::diagnostics::{Diagnostic, RuleId, Severity};

pub use context::RuleContext;
pub use explanation::{Example, Explanation};
pub use idle_suppression::{IdleSuppression, Idleness};

/// One kind of defect.
pub trait Rule: Sync {
    /// The name, which states the defect.
    fn id(&self) -> RuleId;

    /// How grave the defect is unless the settings say otherwise.
    fn default_severity(&self) -> Severity;

    /// The error type in the Multidimensional Quality Metrics typology (themqm.org), as `dimension/type`.
    fn mqm(&self) -> &'static str;

    /// What the rule reports and why, with an example that is run.
    fn explanation(&self) -> Explanation;

    /// Whether the rule is about suppressions, and so comes when it is known what they silenced.
    fn judges_suppressions(&self) -> bool {
        false
    }

    /// Whether the rule looks at damaged forms, which are found only where it is on.
    fn needs_near(&self) -> bool {
        false
    }

    /// Whether what the rule finds in a segment depends on no other segment: it may then be asked stretch by stretch, with
    /// a context that has no more than that.
    fn goes_by_segment(&self) -> bool {
        false
    }

    /// Adds what the rule finds in one document, or in a stretch of it, to `found`.
    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>);
}

/// Every rule, in alphabetical order; reports and documentation follow this order.
pub static RULES: &[&dyn Rule] = &[
    &broken_encoding::BrokenEncoding,
    &deprecated_rendering::DeprecatedRendering,
    &garbled_rendering::GarbledRendering,
    &inconsistent_name::InconsistentName,
    &inconsistent_post::InconsistentPost,
    &inconsistent_rendering::InconsistentRendering,
    &miscased_rendering::MiscasedRendering,
    &misformed_compound::MisformedCompound,
    &misformed_ordinal::MisformedOrdinal,
    &repeated_conjunct::RepeatedConjunct,
    &repeated_words::RepeatedWords,
    &reused_abbreviation::ReusedAbbreviation,
    &stray_punctuation::StrayPunctuation,
    &superseded_rendering::SupersededRendering,
    &unbalanced_quotes::UnbalancedQuotes,
    &undefined_abbreviation::UndefinedAbbreviation,
    &untranslated_text::UntranslatedText,
    &unused_suppression::UnusedSuppression,
];

/// The rule of the given name.
pub fn find(name: &str) -> Option<&'static dyn Rule> {
    RULES
        .iter()
        .copied()
        .find(|rule| rule.id().as_str() == name)
}
