//! One defect found.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use smallvec::SmallVec;

use super::{Fix, Severity};
use crate::text::Location;

/// The name of a rule, which states the defect: `deprecated-rendering`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// A rule's name: lower-case words joined by hyphens.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// The name.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// A second place that explains a diagnostic: the first use, the contradicting entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The file, when it is not the diagnosed one.
    pub path: Option<Arc<str>>,
    /// The place in that file.
    pub location: Location,
    /// What stands there; lower case, no full stop.
    pub message: Cow<'static, str>,
}

/// One defect found in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that speaks.
    pub rule: RuleId,
    /// How grave it is.
    pub severity: Severity,
    /// How grave it can be, whatever the settings say: less than an error where the evidence is weak.
    pub cap: Severity,
    /// Where it is.
    pub location: Location,
    /// What is wrong, in one line that makes sense alone; lower case, no full stop, found text in backquotes.
    pub message: Cow<'static, str>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
    /// What to write, when the fix alone does not say it.
    pub help: Option<Cow<'static, str>>,
    /// Why, or who says so; each a line of its own.
    pub notes: Vec<Cow<'static, str>>,
    /// The glossary's concept that is meant, by id.
    pub concept: Option<Arc<str>>,
    /// The Chinese term of that concept.
    pub source_term: Option<Arc<str>>,
    /// How sure it is that the concept is meant, in percent; `None` where nothing is guessed.
    pub confidence: Option<u8>,
    /// What would mend it, the best first; nearly always one.
    pub fixes: SmallVec<[Fix; 1]>,
}

impl Diagnostic {
    /// A diagnostic with nothing but its message.
    pub fn new(
        rule: RuleId,
        severity: Severity,
        location: Location,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            rule,
            severity,
            cap: Severity::Error,
            location,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            notes: Vec::new(),
            concept: None,
            source_term: None,
            confidence: None,
            fixes: SmallVec::new(),
        }
    }

    /// Adds a place in the same file.
    #[must_use]
    pub fn with_label(mut self, location: Location, message: impl Into<Cow<'static, str>>) -> Self {
        // Most findings have one: no room for more.
        self.labels.reserve_exact(1);
        self.labels.push(Label {
            path: None,
            location,
            message: message.into(),
        });
        self
    }

    /// Adds a place in another file.
    #[must_use]
    pub fn with_label_in(
        mut self,
        path: Arc<str>,
        location: Location,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.labels.reserve_exact(1);
        self.labels.push(Label {
            path: Some(path),
            location,
            message: message.into(),
        });
        self
    }

    /// Says what to write.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a line that says why, or who says so.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<Cow<'static, str>>) -> Self {
        self.notes.reserve_exact(1);
        self.notes.push(note.into());
        self
    }

    /// Says how grave it can be at most.
    #[must_use]
    pub fn with_cap(mut self, cap: Severity) -> Self {
        self.cap = cap;
        self
    }

    /// Names the concept that is meant.
    #[must_use]
    pub fn with_concept(mut self, id: Arc<str>, source_term: Option<Arc<str>>) -> Self {
        self.concept = Some(id);
        self.source_term = source_term;
        self
    }

    /// Says how sure it is that the concept is meant, in percent.
    #[must_use]
    pub fn with_confidence(mut self, percent: u8) -> Self {
        self.confidence = Some(percent);
        self
    }

    /// Adds a change that would mend it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// The Chinese term of the concept that is meant, its id where it has none; empty where no concept is meant.
    pub fn subject(&self) -> &str {
        let subject = self.source_term.as_deref().or(self.concept.as_deref());
        subject.unwrap_or_default()
    }

    /// What to write: the help where there is one, else what the first fix of one edit writes.
    pub fn help(&self) -> Option<Cow<'_, str>> {
        if let Some(help) = &self.help {
            return Some(Cow::Borrowed(help));
        }
        let replacement = self.replacement()?;
        Some(Cow::Owned(format!("write `{replacement}`")))
    }

    /// What the first fix writes, where that is one wording: a fix of several edits or one that only deletes has none.
    pub fn replacement(&self) -> Option<&str> {
        match self.fixes.first()?.edits.as_slice() {
            [edit] if !edit.replacement.trim().is_empty() => Some(&edit.replacement),
            _ => None,
        }
    }

    /// Whether a fix of at least the given trust is offered.
    pub fn is_fixable(&self, at_least: super::Applicability) -> bool {
        self.fixes.iter().any(|fix| fix.applicability >= at_least)
    }
}
