//! Forms that a text can hold and that are not found there, or are found as a form of another concept.
//!
//! Each form is put into a sentence and read as any text is. A form with classes is tried with several members, so that
//! what two concepts say after expansion meets here.

use super::review::problem;
use crate::diagnostics::Severity;
use crate::documents::{Format, read_str};
use crate::glossary::{
    Concept, Condition, Glossary, NUMERAL, Piece, Problem, Rendering, RenderingForm, Template,
    TermStatus,
};
use crate::matching::{Matcher, SourceTerms};
use crate::text::Span;

/// The sentence that a form is put into.
const CARRIER: [&str; 2] = ["They spoke about ", " that day."];

/// Members with which a form is tried; classes of places are longer, and alike.
const MEMBERS: usize = 24;

/// How deep classes may name classes.
const DEEPEST: u8 = 4;

/// Forms that are never found, or found as those of another concept.
pub(super) fn check(glossary: &Glossary, found: &mut Vec<Problem>) {
    let matcher = Matcher::new(glossary);
    let sources = SourceTerms::new(glossary);
    let concepts = glossary.concepts().iter();
    for concept in concepts.filter(|concept| !concept.renderings.is_empty()) {
        for form in &concept.renderings {
            if form.form == RenderingForm::Pattern || form.condition != Condition::Always {
                continue;
            }
            let trial = Trial {
                glossary,
                matcher: &matcher,
                sources: &sources,
                concept,
                form,
            };
            found.extend(trial.run());
        }
    }
}

/// One form of one concept.
struct Trial<'g> {
    glossary: &'g Glossary,
    matcher: &'g Matcher<'g>,
    sources: &'g SourceTerms<'g>,
    concept: &'g Concept,
    form: &'g Rendering,
}

/// What becomes of a form in a sentence.
enum Fate<'g> {
    Found,
    /// A form of another concept says the same, and both are preferred; whether one is a special case that the template of
    /// the other covers, or both go by one Chinese term.
    Shared(&'g Concept, bool),
    /// It is taken for a form of another concept, which is right or withdrawn.
    Taken(&'g Concept, TermStatus),
    Lost,
}

impl<'g> Trial<'g> {
    fn run(&self) -> Option<Problem> {
        let wordings = wordings(self.glossary, &self.form.term);
        let fates: Vec<(&String, Fate<'g>)> = wordings
            .iter()
            .enumerate()
            .map(|(turn, wording)| (wording, self.fate(wording, turn)))
            .collect();
        let is_found = |fate: &Fate<'_>| matches!(fate, Fate::Found);
        let (first, fate) = fates.iter().find(|(_, fate)| !is_found(fate))?;
        let never = !fates.iter().any(|(_, fate)| is_found(fate));
        let term = &self.form.term;
        let is_right = self.form.status.is_correct();
        let named = if term.has_slots() && !never {
            format!("`{term}`, as `{first}`,")
        } else {
            format!("`{term}`")
        };
        let (severity, message, help) = match fate {
            Fate::Found => return None,
            Fate::Shared(other, true) => (
                Severity::Note,
                format!(
                    "{named} is preferred by `{}` as well, for the same Chinese",
                    other.id
                ),
                "leave it to one of the two, if they say the same",
            ),
            Fate::Shared(other, false) => (
                Severity::Warning,
                format!("{named} is preferred by `{}` as well", other.id),
                "if both Chinese terms are so rendered, write `homonym = true` in both",
            ),
            Fate::Taken(other, status) if status.is_correct() != is_right => (
                Severity::Warning,
                match is_right {
                    true => format!("{named} is right here and withdrawn by `{}`", other.id),
                    false => format!("{named} is withdrawn here and right for `{}`", other.id),
                },
                "withdraw it `only-with-source`, or remove one of the two",
            ),
            Fate::Taken(other, _) if never => (
                Severity::Warning,
                format!("{named} is always taken for `{}`", other.id),
                "remove the form, or mend what hides it",
            ),
            Fate::Taken(other, _) => (
                Severity::Note,
                format!("{named} is taken for `{}`", other.id),
                "remove one of the two forms, or make them differ",
            ),
            Fate::Lost if never => (
                Severity::Warning,
                format!("{named} is never found in a text"),
                "remove the form, or mend what hides it: a mark between its words, or a `not-in`",
            ),
            Fate::Lost => return None,
        };
        let span = self.form.span;
        Some(problem(
            severity,
            self.concept,
            span,
            message,
            help.to_owned(),
        ))
    }

    fn fate(&self, wording: &str, turn: usize) -> Fate<'g> {
        let text = format!("{}{wording}{}", CARRIER[0], CARRIER[1]);
        let form = Span::new(CARRIER[0].len(), CARRIER[0].len() + wording.len());
        let document = read_str("form.txt", &text, Format::Text);
        let mentions = self.matcher.read(&document).mentions;
        let is_own = |concept: &Concept| std::ptr::eq(concept, self.concept);
        for mention in mentions
            .iter()
            .filter(|mention| mention.span.overlaps(form))
        {
            let other = self.matcher.concept(mention);
            if !is_own(other) && !mention.ambiguous {
                let status = self.matcher.rendering(mention).status;
                let covers = mention.span.contains(form);
                if covers || !mentions.iter().any(|all| is_own(self.matcher.concept(all))) {
                    return Fate::Taken(other, status);
                }
            }
        }
        let own = mentions
            .iter()
            .find(|mention| mention.ambiguous || is_own(self.matcher.concept(mention)));
        let Some(own) = own else {
            return Fate::Lost;
        };
        if own.ambiguous && self.form.status == TermStatus::Preferred {
            return self.shared(&text, own.span, turn).unwrap_or(Fate::Found);
        }
        Fate::Found
    }

    /// Another concept that prefers the same words, where not both are homonyms.
    fn shared(&self, text: &str, span: Span, turn: usize) -> Option<Fate<'g>> {
        let candidates = self.matcher.candidates_at(text, span.start());
        let others = candidates.iter().filter(|other| other.span == span);
        others
            .filter_map(|other| {
                let concept = self.glossary.concept(other.concept());
                let form = &concept.renderings[other.rendering?];
                let shares = form.status == TermStatus::Preferred
                    && !std::ptr::eq(concept, self.concept)
                    && !(concept.homonym && self.concept.homonym);
                shares.then(|| {
                    let is_special = form.term.has_slots() != self.form.term.has_slots();
                    Fate::Shared(concept, is_special || self.has_chinese_of(concept, turn))
                })
            })
            .next()
    }

    /// Whether a Chinese term of the concept, with the members of the given turn, is one of another concept as well.
    fn has_chinese_of(&self, other: &Concept, turn: usize) -> bool {
        let terms = self.concept.source.iter();
        let filled =
            terms.filter_map(|term| filled(self.glossary, term, turn, DEEPEST, Language::Chinese));
        filled.into_iter().any(|term| {
            let mentions = self.sources.find(&term);
            mentions.iter().any(|mention| {
                mention.span.len() == term.len()
                    && std::ptr::eq(self.glossary.concept(mention.concept), other)
            })
        })
    }
}

/// A term with members of its classes in its slots; a term without slots as it is.
pub(super) fn wordings(glossary: &Glossary, term: &Template) -> Vec<String> {
    let mut wordings: Vec<String> = Vec::new();
    for turn in 0..MEMBERS {
        let Some(wording) = filled(glossary, term, turn, DEEPEST, Language::English) else {
            break;
        };
        if turn > 0 && wordings.contains(&wording) {
            break;
        }
        wordings.push(wording);
    }
    wordings
}

/// Which side of a member fills a term.
#[derive(Clone, Copy)]
enum Language {
    Chinese,
    English,
}

/// A term with the members of the given turn in its slots, and a numeral; `None` where classes nest deeply.
fn filled(
    glossary: &Glossary,
    term: &Template,
    turn: usize,
    depth: u8,
    language: Language,
) -> Option<String> {
    let mut text = String::new();
    let pieces = term.pieces();
    for (index, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Literal(words) => text.push_str(words),
            Piece::Slot(NUMERAL) => {
                let next = pieces.get(index + 1);
                let is_ordinal =
                    matches!(next, Some(Piece::Literal(next)) if next.starts_with("th"));
                text.push_str(match language {
                    Language::Chinese => "二",
                    Language::English if is_ordinal => "14",
                    Language::English => "two",
                });
            }
            Piece::Slot(name) => {
                let class = glossary.class(glossary.class_id(name)?);
                let depth = depth.checked_sub(1)?;
                let member = class.members.get(turn % class.members.len().max(1))?;
                let own = match language {
                    Language::Chinese => member.source.first()?,
                    Language::English => member.target.first()?,
                };
                text.push_str(&filled(glossary, own, turn, depth, language)?);
            }
        }
    }
    Some(text)
}
