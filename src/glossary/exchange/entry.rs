//! A concept on its way between formats: as loaded, but with everything optional that another format may not know.

use super::place::Place;
use crate::glossary::schema_concept::own_replacements;
use crate::glossary::{
    Case, Concept, Condition, Date, Evidence, Example, Glossary, Kind, Rendering, RenderingForm,
    TermStatus,
};

/// What an exchanged file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TermBase {
    /// What it is called.
    pub title: Option<String>,
    /// Closed sets of wordings, which terms name in braces.
    pub classes: Vec<ClassEntry>,
    /// The concepts.
    pub entries: Vec<Entry>,
}

/// A class and its members; those that are concepts are none of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassEntry {
    /// The name between braces.
    pub id: String,
    /// What may stand there.
    pub members: Vec<MemberEntry>,
}

/// A member of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MemberEntry {
    /// Unique in its class.
    pub id: String,
    /// Its Chinese wordings.
    pub source: Vec<String>,
    /// Its English wordings.
    pub target: Vec<String>,
}

/// A concept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its id; empty where the format has none.
    pub id: String,
    /// Whether it replaces a concept of an earlier glossary.
    pub overrides: bool,
    /// What sort of thing it is.
    pub kind: Option<Kind>,
    /// The classes whose member it is.
    pub classes: Vec<String>,
    /// Its Chinese terms.
    pub source: Vec<String>,
    /// Its English wordings.
    pub forms: Vec<Form>,
    /// Longer wordings in which it is not meant.
    pub not_in: Vec<String>,
    /// Which capitals its wordings may have, where that does not follow from the preferred one.
    pub case: Option<Case>,
    /// Whether every reader knows its abbreviation.
    pub well_known: bool,
    /// Whether it may share its preferred wording.
    pub homonym: bool,
    /// Whether only exact wordings count.
    pub exact: bool,
    /// How sure the preferred form is.
    pub evidence: Option<Evidence>,
    /// Who says so.
    pub reference: Option<String>,
    /// A remark for people.
    pub note: Option<String>,
    /// Sentences that prove it.
    pub examples: Vec<ExampleEntry>,
    /// Where it was read.
    pub place: Place,
}

/// An English wording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The words, or a regular expression.
    pub term: String,
    /// How it is judged.
    pub status: FormStatus,
    /// When it counts as a fault.
    pub condition: Condition,
    /// What to write instead, where that is not the preferred wording.
    pub replacement: Option<String>,
    /// The last day on which a superseded wording was right.
    pub until: Option<Date>,
    /// Wordings of different registers are never inconsistent with one another.
    pub register: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// Where it was read.
    pub place: Place,
}

/// A sentence that proves an entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExampleEntry {
    /// The Chinese.
    pub source: Option<String>,
    /// The English.
    pub text: String,
    /// What is found in it: the words, the rule, what the fix writes.
    pub finds: Vec<(String, String, Option<String>)>,
}

/// How a wording is judged, in the words that tables use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormStatus {
    /// The file does not say.
    #[default]
    Unmarked,
    /// The one to write.
    Preferred,
    /// Right as well.
    Admitted,
    /// A short form or an abbreviation, right as well.
    Short,
    /// Withdrawn.
    Deprecated,
    /// Withdrawn, and a regular expression.
    Pattern,
    /// Right once.
    Superseded,
}

impl FormStatus {
    /// Every status but the missing one.
    pub(super) const ALL: [Self; 6] = [
        Self::Preferred,
        Self::Admitted,
        Self::Short,
        Self::Deprecated,
        Self::Pattern,
        Self::Superseded,
    ];

    /// The word that a table writes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unmarked => "",
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Short => "short",
            Self::Deprecated => "deprecated",
            Self::Pattern => "pattern",
            Self::Superseded => "superseded",
        }
    }

    /// Whether the wording may stand in a text.
    pub(super) fn is_correct(self) -> bool {
        matches!(
            self,
            Self::Unmarked | Self::Preferred | Self::Admitted | Self::Short
        )
    }
}

impl TermBase {
    /// The concepts and classes that the given files define, by their places among the loaded ones.
    pub fn of(glossary: &Glossary, files: &[usize]) -> Self {
        let classes = glossary
            .classes()
            .iter()
            .filter(|class| {
                class
                    .origin
                    .is_some_and(|origin| files.contains(&origin.file))
            })
            .map(|class| ClassEntry {
                id: class.id.to_string(),
                members: class
                    .members
                    .iter()
                    .filter(|member| member.concept.is_none())
                    .map(|member| MemberEntry {
                        id: member.id.to_string(),
                        source: member.source.iter().map(|term| term.to_string()).collect(),
                        target: member.target.iter().map(|term| term.to_string()).collect(),
                    })
                    .collect(),
            })
            .collect();
        let entries = glossary
            .concepts()
            .iter()
            .filter(|concept| {
                !concept.renderings.is_empty() && files.contains(&concept.origin.file)
            })
            .map(Entry::of)
            .collect();
        let title = match files {
            [file] => Some(glossary.file_id(*file).to_owned()),
            _ => None,
        };
        Self {
            title,
            classes,
            entries,
        }
    }
}

impl Entry {
    /// A concept as its glossary wrote it.
    pub fn of(concept: &Concept) -> Self {
        // Loading adds the replacements that hold what they replace; they are found again at the next loading.
        let derived = own_replacements(&concept.renderings);
        let not_in = concept
            .not_in
            .strip_suffix(&derived[..])
            .unwrap_or(&concept.not_in);
        let has_capitals = concept
            .preferred()
            .term
            .as_str()
            .contains(char::is_uppercase);
        let usual_case = if has_capitals {
            Case::Fixed
        } else {
            Case::Common
        };
        Self {
            id: concept.id.to_string(),
            overrides: false,
            kind: Some(concept.kind),
            classes: concept.classes.iter().map(|id| id.to_string()).collect(),
            source: concept.source.iter().map(|term| term.to_string()).collect(),
            forms: concept.renderings.iter().map(Form::of).collect(),
            not_in: not_in.iter().map(|term| term.to_string()).collect(),
            case: Some(concept.case).filter(|&case| case != usual_case),
            well_known: concept.well_known,
            homonym: concept.homonym,
            exact: !concept.fuzzy,
            evidence: Some(concept.evidence),
            reference: concept.reference.as_ref().map(|text| text.to_string()),
            note: concept.note.as_ref().map(|note| note.to_string()),
            examples: concept.examples.iter().map(ExampleEntry::of).collect(),
            place: Place::Unknown,
        }
    }

    /// What the entry is called in a message: its id, else its first term.
    pub(super) fn name(&self) -> &str {
        if !self.id.is_empty() {
            return &self.id;
        }
        let form = self.forms.first().map(|form| &form.term);
        self.source.first().or(form).map_or("", |name| name)
    }

    /// The preferred form, once it is known.
    pub fn preferred(&self) -> Option<&Form> {
        self.forms
            .iter()
            .find(|form| form.status == FormStatus::Preferred)
    }
}

impl Form {
    fn of(rendering: &Rendering) -> Self {
        let pattern = rendering.form == RenderingForm::Pattern;
        let full = rendering.form == RenderingForm::Full;
        let status = match rendering.status {
            TermStatus::Preferred => FormStatus::Preferred,
            TermStatus::Admitted if full => FormStatus::Admitted,
            TermStatus::Admitted => FormStatus::Short,
            TermStatus::Deprecated if pattern => FormStatus::Pattern,
            TermStatus::Deprecated => FormStatus::Deprecated,
            TermStatus::Superseded => FormStatus::Superseded,
        };
        Self {
            term: rendering.term.to_string(),
            status,
            condition: rendering.condition,
            replacement: rendering.replacement.as_ref().map(|term| term.to_string()),
            until: rendering.until,
            register: rendering.register.as_ref().map(|name| name.to_string()),
            note: rendering.note.as_ref().map(|note| note.to_string()),
            place: Place::Unknown,
        }
    }
}

impl ExampleEntry {
    fn of(example: &Example) -> Self {
        Self {
            source: example.source.as_ref().map(|text| text.to_string()),
            text: example.text.to_string(),
            finds: example
                .finds
                .iter()
                .map(|found| {
                    let fix = found.fix.as_ref().map(|fix| fix.to_string());
                    (found.text.to_string(), found.rule.to_string(), fix)
                })
                .collect(),
        }
    }
}

/// The word for a condition.
pub(super) fn condition_name(condition: Condition) -> &'static str {
    match condition {
        Condition::Always => "",
        Condition::WithSource => "only-with-source",
        Condition::InQuotes => "only-in-quotes",
    }
}

/// The condition of a word; `None` for a word that is none.
pub(super) fn condition_of(word: &str) -> Option<Condition> {
    [
        Condition::Always,
        Condition::WithSource,
        Condition::InQuotes,
    ]
    .into_iter()
    .find(|&condition| condition_name(condition) == word)
}
