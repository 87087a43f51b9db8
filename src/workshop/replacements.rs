//! Withdrawn forms whose `use` is withdrawn itself: the fix of one finding would be the next finding.

use super::reach::wordings;
use super::review::problem;
use crate::diagnostics::Severity;
use crate::documents::{Format, read_str};
use crate::glossary::{Concept, Glossary, Problem, Rendering, RenderingForm, TermStatus};
use crate::matching::Matcher;
use crate::text::Span;

/// Words before and after a wording, so that it is not the beginning of a sentence.
const CARRIER: [&str; 2] = ["They spoke about ", " that day."];

/// Every form that says what to write instead is tried: that wording is read as any text is.
pub(super) fn check(glossary: &Glossary, found: &mut Vec<Problem>) {
    let matcher = Matcher::new(glossary);
    for concept in glossary.concepts() {
        for form in &concept.renderings {
            found.extend(withdrawn(glossary, &matcher, concept, form));
        }
    }
}

/// What is wrong with what a form is replaced by.
fn withdrawn(
    glossary: &Glossary,
    matcher: &Matcher<'_>,
    concept: &Concept,
    form: &Rendering,
) -> Option<Problem> {
    // The slots of a pattern are not those of a class.
    let term = form.replacement.as_ref()?;
    if form.form == RenderingForm::Pattern && term.has_slots() {
        return None;
    }
    // What a slot takes over from the text may be withdrawn by itself, and is mended by itself.
    let mut first = None;
    for wording in wordings(glossary, term) {
        let text = format!("{}{wording}{}", CARRIER[0], CARRIER[1]);
        let written = Span::new(CARRIER[0].len(), CARRIER[0].len() + wording.len());
        let document = read_str("use.txt", &text, Format::Text);
        let mentions = matcher.read(&document).mentions;
        let bad = mentions.iter().find(|mention| {
            let words = mention.span.of(&text);
            mention.status == TermStatus::Deprecated
                && written.contains(mention.span)
                // `one vote veto` as a compound is the `one-vote veto` that is written for it.
                && matcher.replacement(mention, &text).as_deref() != Some(words)
        })?;
        let (words, by) = (bad.span.of(&text), &matcher.concept(bad).id);
        let part = match words == wording {
            true => String::new(),
            false => format!(" in `{wording}`"),
        };
        first.get_or_insert_with(|| {
            let message = format!(
                "`{}` is replaced by `{words}`{part}, which `{by}` withdraws",
                form.term
            );
            let help = "write a form in `use` that is right".to_owned();
            problem(Severity::Warning, concept, form.span, message, help)
        });
    }
    first
}
