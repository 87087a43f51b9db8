//! A compound with another hyphen or space than in the glossary.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::glossary::Case;
use crate::matching::Compound;

/// Reports each correct mention whose compounds are spelt otherwise than the glossary spells them.
pub(super) struct MisformedCompound;

impl Rule for MisformedCompound {
    fn id(&self) -> RuleId {
        RuleId::new("misformed-compound")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "linguistic-conventions/spelling"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a compound spelt with a hyphen, a space or neither, against the glossary",
            why: "`grass-roots` beside `grassroots` looks like carelessness, and searches find only one of them.",
            mend: "Spell the compound as the glossary does. `of high quality` needs no hyphen and is not reported.",
            example: Example {
                glossary: r#"
[[concept]]
id = "primary-level"
kind = "phrase"
source = ["基层"]
preferred = "grassroots"
evidence = "proposed"
"#,
                wrong: "The work of grass-roots units was praised.",
                right: "The work of grassroots units was praised.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for mention in context.mentions() {
            if mention.compound != Compound::Misformed || !mention.status.is_correct() {
                continue;
            }
            let words = context.words(mention);
            let text = context.segment_text(mention.segment);
            let form = context.matcher().form_text(mention, text);
            // What needs company to have its capitals may stand without.
            let raise = context.concept(mention).case != Case::Contextual;
            let form = keep_capitals(words, &form, raise);
            if form == words {
                continue;
            }
            let mut message = context.quoted(words);
            message.push_str(" is spelt otherwise in the glossary: ");
            message.push_str(&context.source_term(mention));
            let mut diagnostic =
                context.diagnostic(self.id(), self.default_severity(), mention, message);
            if context.mend(&mut diagnostic, Applicability::Safe, mention, &form) {
                found.push(diagnostic);
            }
        }
    }
}

/// The form in the capitals of the text, letter by letter, with those that it has itself if `raise`: `grass-roots party
/// organizations` are mended at once. A capital after a hyphen goes with the hyphen: `Grass-Roots` is `Grassroots`.
fn keep_capitals(words: &str, form: &str, raise: bool) -> String {
    let shouted = !words.contains(char::is_lowercase);
    let mut before = None;
    let mut letters = words.chars().filter_map(|c| {
        let begins = !before.replace(c).is_some_and(char::is_alphanumeric);
        c.is_alphanumeric().then_some((c, begins))
    });
    let mut inside = false;
    form.chars()
        .map(|c| {
            if !c.is_alphanumeric() {
                inside = false;
                return c;
            }
            let joined = std::mem::replace(&mut inside, true);
            match letters.next() {
                Some((_, true)) if joined && !shouted => c,
                Some(_) if raise && c.is_uppercase() => c,
                Some((letter, _)) if letter.to_lowercase().eq(c.to_lowercase()) => letter,
                _ => c,
            }
        })
        .collect()
}
