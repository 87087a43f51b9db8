//! What a glossary says of a concept, on one card: plain values for the terminal, for JSON and for a page.

use serde::Serialize;

use crate::glossary::{
    Class, Concept, Condition, Glossary, Member, Rendering, RenderingForm, Template, TermStatus,
};
use crate::text::comparison_key;

/// Kinds of places that are named with the place, and not left out as `City` mostly is.
const KINDS_OF_PLACES: [(&str, &str); 3] = [("县", "County"), ("区", "District"), ("旗", "Banner")];

/// What a glossary says of a concept, or of a member of a class.
#[derive(Clone, Debug, Serialize)]
pub struct Card {
    /// The concept's id, or the member's.
    pub id: String,
    /// What sort of thing it is; `member` for a member of a class.
    pub kind: &'static str,
    /// The class whose member it is, where it is no concept.
    pub class: Option<String>,
    /// Its Chinese terms; where one was asked for, that one first.
    pub source: Vec<String>,
    /// Its English wordings, the preferred one first.
    pub forms: Vec<CardForm>,
    /// Longer wordings in which it is not meant.
    pub not_in: Vec<String>,
    /// How sure the preferred form is; empty for a member of a class, of which the glossary does not say it.
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
    /// Whether its slots are filled with an example, because the question does not say what they hold.
    pub example: bool,
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

/// What a card has for the slots of a term.
pub(super) enum Filled {
    /// What the question says.
    Known(String),
    /// An example.
    Example(String),
    /// Their names.
    Named(String),
}

impl Card {
    /// The card of a concept, as the glossary writes it.
    pub fn new(glossary: &Glossary, concept: &Concept) -> Self {
        let text = |term: &Template| Filled::Known(term.as_str().to_owned());
        let forms = concept.renderings.iter();
        let forms = forms
            .map(|rendering| CardForm::new(rendering, text))
            .collect();
        Self::with(glossary, concept, strings(&concept.source), forms)
    }

    /// The card of a concept with the slots of its English terms as `fill` says, or else as in an `example`. Where the
    /// question `says` what they hold, forms that it does not fill are left out, and so are withdrawn ones that none of the
    /// correct ones replaces: they are about other members.
    pub(super) fn filled(
        glossary: &Glossary,
        concept: &Concept,
        source: Vec<String>,
        says: bool,
        fill: impl Fn(&Template) -> Option<String>,
        example: impl Fn(&Template) -> Filled,
    ) -> Self {
        let preferred = &concept.preferred().term;
        let known = |term: &Template| match term.has_slots() {
            true => fill(term),
            false => Some(term.as_str().to_owned()),
        };
        // An example is looked for only where it is shown.
        let text = |term: &Template| known(term).map_or_else(|| example(term), Filled::Known);
        let right: Vec<String> = concept
            .renderings
            .iter()
            .filter(|rendering| rendering.status.is_correct())
            .filter_map(|rendering| known(&rendering.term))
            .map(|text| comparison_key(&text))
            .collect();
        let says = says && !right.is_empty();
        let is_shown = |rendering: &&Rendering| {
            if !says {
                return true;
            }
            if known(&rendering.term).is_none() {
                return false;
            }
            let written = rendering.replacement.as_ref();
            let written = written.filter(|_| preferred.has_slots());
            written.is_none_or(|written| {
                known(written).is_some_and(|written| right.contains(&comparison_key(&written)))
            })
        };
        let shown = concept.renderings.iter().filter(is_shown);
        let mut forms: Vec<CardForm> = Vec::new();
        for rendering in shown {
            let form = CardForm::new(rendering, text);
            // Templates that the question fills alike say nothing more.
            if !forms
                .iter()
                .any(|other| other.text == form.text && other.status == form.status)
            {
                forms.push(form);
            }
        }
        let preferred = forms[0].text.clone();
        for form in &mut forms {
            form.write = form.write.take().filter(|written| *written != preferred);
        }
        Self::with(glossary, concept, source, forms)
    }

    fn with(
        glossary: &Glossary,
        concept: &Concept,
        source: Vec<String>,
        forms: Vec<CardForm>,
    ) -> Self {
        Self {
            id: concept.id.to_string(),
            kind: concept.kind.name(),
            class: None,
            source,
            forms,
            not_in: strings(&concept.not_in),
            evidence: concept.evidence.name(),
            reference: concept.reference.as_deref().map(str::to_owned),
            glossary: glossary.file_name(concept.origin.file).to_owned(),
            note: concept.note.as_deref().map(str::to_owned),
        }
    }

    /// The card of a member of a class, such as a place.
    pub(super) fn of_member(glossary: &Glossary, class: &Class, member: &Member) -> Self {
        let forms = member.target.iter().enumerate().map(|(place, term)| {
            let status = match place {
                0 => TermStatus::Preferred,
                _ => TermStatus::Admitted,
            };
            CardForm {
                status: status.name(),
                text: term.as_str().to_owned(),
                example: false,
                pattern: false,
                only: None,
                write: None,
                until: None,
                register: None,
                note: None,
            }
        });
        let file = class
            .origin
            .map_or("", |origin| glossary.file_name(origin.file));
        Self {
            id: member.id.to_string(),
            kind: "member",
            class: Some(class.id.to_string()),
            source: strings(&member.source),
            forms: forms.collect(),
            not_in: Vec::new(),
            evidence: "",
            reference: None,
            glossary: file.to_owned(),
            note: None,
        }
    }
}

impl Card {
    /// Puts the full name of a place first, where the question has it: `Qinghe County` for 清河县, of which the glossary
    /// has the short name.
    pub(super) fn name_in_full(&mut self, question: &str) {
        let full = KINDS_OF_PLACES.iter().find_map(|(chinese, english)| {
            let short = question.strip_suffix(chinese)?;
            self.source.iter().find(|term| *term == short)?;
            let preferred = self.forms.first()?;
            (!preferred.text.ends_with(english)).then(|| format!("{} {english}", preferred.text))
        });
        let Some(full) = full else {
            return;
        };
        let mut form = self.forms[0].clone();
        form.text = full;
        for other in &mut self.forms {
            other.status = "short";
        }
        self.forms.insert(0, form);
    }
}

impl CardForm {
    fn new(rendering: &Rendering, text: impl Fn(&Template) -> Filled) -> Self {
        let status = match (rendering.status, rendering.form) {
            (TermStatus::Admitted, RenderingForm::Short) => "short",
            (TermStatus::Admitted, RenderingForm::Abbreviation) => "abbreviation",
            (status, _) => status.name(),
        };
        let words = |filled: Filled| match filled {
            Filled::Known(text) => (text, false),
            Filled::Example(text) => (text, true),
            Filled::Named(text) => (text, false),
        };
        let (written, example) = words(text(&rendering.term));
        Self {
            status,
            text: written,
            example,
            pattern: rendering.form == RenderingForm::Pattern,
            only: match rendering.condition {
                Condition::Always => None,
                Condition::WithSource => Some("with-source"),
                Condition::InQuotes => Some("in-quotes"),
            },
            write: rendering
                .replacement
                .as_ref()
                .map(|term| words(text(term)).0),
            until: rendering.until.map(|until| until.to_string()),
            register: rendering.register.as_deref().map(str::to_owned),
            note: rendering.note.as_deref().map(str::to_owned),
        }
    }
}

fn strings(terms: &[Template]) -> Vec<String> {
    terms.iter().map(|term| term.as_str().to_owned()).collect()
}
