//! What a glossary says of a concept, on one card: plain values for the terminal, for JSON and for a page.

use serde::Serialize;

use crate::glossary::{
    Concept, Condition, Glossary, Rendering, RenderingForm, Template, TermStatus,
};

/// What a glossary says of a concept.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// The concept's id.
    pub id: String,
    /// What sort of thing it is.
    pub kind: &'static str,
    /// Its Chinese terms; where one was asked for, that one first.
    pub source: Vec<String>,
    /// Its English wordings, the preferred one first.
    pub forms: Vec<CardForm>,
    /// Longer wordings in which it is not meant.
    pub not_in: Vec<String>,
    /// How sure the preferred form is.
    pub evidence: &'static str,
    /// Who says so.
    pub reference: Option<String>,
    /// The glossary file that has it.
    pub glossary: String,
    /// A remark for people.
    pub note: Option<String>,
}

/// One English wording on a card.
#[derive(Clone, Debug, Serialize)]
pub struct CardForm {
    /// `preferred`, `admitted`, `short`, `abbreviation`, `superseded` or `deprecated`.
    pub status: &'static str,
    /// The wording, filled where the question says what its slots hold.
    pub text: String,
    /// Whether it is a regular expression.
    pub pattern: bool,
    /// When it is a fault, where that is not always: `with-source` or `in-quotes`.
    pub only: Option<&'static str>,
    /// What to write instead, where that is not the preferred form.
    pub write: Option<String>,
    /// The last day on which a superseded wording was right.
    pub until: Option<String>,
    /// The register it belongs to.
    pub register: Option<String>,
    /// Why.
    pub note: Option<String>,
}

impl Card {
    /// The card of a concept, as the glossary writes it.
    pub fn new(glossary: &Glossary, concept: &Concept) -> Self {
        let written = |term: &Template| Some(term.as_str().to_owned());
        Self::filled(glossary, concept, written, written)
    }

    /// The card of a concept as a question means it. `source` and `fill` write a Chinese and an English term with its
    /// slots filled; terms whose slots the question does not fill are left out, the preferred one aside.
    pub fn filled(
        glossary: &Glossary,
        concept: &Concept,
        source: impl Fn(&Template) -> Option<String>,
        fill: impl Fn(&Template) -> Option<String>,
    ) -> Self {
        let is_known = |term: &Template| !term.has_slots() || fill(term).is_some();
        let is_shown = |rendering: &&Rendering| {
            rendering.status == TermStatus::Preferred || is_known(&rendering.term)
        };
        let text = |term: &Template| {
            let filled = term.has_slots().then(|| fill(term)).flatten();
            filled.unwrap_or_else(|| term.as_str().to_owned())
        };
        Self {
            id: concept.id.to_string(),
            kind: concept.kind.name(),
            source: concept.source.iter().filter_map(source).collect(),
            forms: concept
                .renderings
                .iter()
                .filter(is_shown)
                .map(|rendering| CardForm::new(rendering, text))
                .collect(),
            not_in: strings(&concept.not_in),
            evidence: concept.evidence.name(),
            reference: concept.reference.as_deref().map(str::to_owned),
            glossary: glossary.file_name(concept.origin.file).to_owned(),
            note: concept.note.as_deref().map(str::to_owned),
        }
    }
}

impl CardForm {
    fn new(rendering: &Rendering, text: impl Fn(&Template) -> String) -> Self {
        let status = match (rendering.status, rendering.form) {
            (TermStatus::Admitted, RenderingForm::Short) => "short",
            (TermStatus::Admitted, RenderingForm::Abbreviation) => "abbreviation",
            (status, _) => status.name(),
        };
        Self {
            status,
            text: text(&rendering.term),
            pattern: rendering.form == RenderingForm::Pattern,
            only: match rendering.condition {
                Condition::Always => None,
                Condition::WithSource => Some("with-source"),
                Condition::InQuotes => Some("in-quotes"),
            },
            write: rendering.replacement.as_ref().map(&text),
            until: rendering.until.map(|until| until.to_string()),
            register: rendering.register.as_deref().map(str::to_owned),
            note: rendering.note.as_deref().map(str::to_owned),
        }
    }
}

fn strings(terms: &[Template]) -> Vec<String> {
    terms.iter().map(|term| term.as_str().to_owned()).collect()
}
