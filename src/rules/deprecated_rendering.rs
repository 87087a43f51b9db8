//! A rendering that the glossary has withdrawn.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::glossary::{Concept, Condition, Rendering, TermStatus};

/// Reports each mention whose rendering is deprecated, and offers what to write instead.
pub(super) struct DeprecatedRendering;

impl Rule for DeprecatedRendering {
    fn id(&self) -> RuleId {
        RuleId::new("deprecated-rendering")
    }

    fn default_severity(&self) -> Severity {
        Severity::Error
    }

    fn mqm(&self) -> &'static str {
        "terminology/inconsistent-with-terminology-resource"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a wording that the glossary has withdrawn",
            why: "A calque or a scrambled title hides which organ, office or phrase is meant; the reader sees nonsense \
                  or, worse, another organ.",
            mend: "Write the form that the report names. If the wording is right in your house, admit it in a glossary \
                   of your own.",
            example: Example {
                glossary: r#"
[[concept]]
id = "two-upholds"
kind = "phrase"
source = ["两个维护"]
preferred = "Two Upholds"
deprecated = ["two maintenances"]
evidence = "proposed"
"#,
                wrong: "The meeting stressed the two maintenances.",
                right: "The meeting stressed the Two Upholds.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for mention in context.mentions() {
            if mention.status != TermStatus::Deprecated {
                continue;
            }
            let rendering = context.rendering(mention);
            let concept = context.concept(mention);
            let words = context.words(mention);
            let replacement = context.replacement(mention);
            if replacement
                .as_ref()
                .is_some_and(|(right, _)| right == words)
            {
                continue;
            }
            let mut diagnostic =
                context.diagnostic(self.id(), self.default_severity(), mention, "");
            let mut message = context.quoted(words);
            if means_the_concept(rendering, concept) {
                message.push_str(" is a withdrawn rendering of ");
                message.push_str(diagnostic.subject());
            } else {
                message.push_str(" is a withdrawn wording");
            }
            diagnostic.message = message.into();
            if let Some(note) = &rendering.note {
                diagnostic = diagnostic.with_note(note.to_string());
            }
            if let Some((replacement, sure)) = replacement {
                // What the replacement has no room for would be lost. Which word one of two equal ones stands for is a guess,
                // and so is what a wording means that another concept has as well, unless the source says it.
                let loses = rendering.loses_members(&concept.preferred().term);
                let sourced = rendering.condition == Condition::WithSource;
                let shared = mention.ambiguous && !sourced;
                let trust = if loses || shared || !sure || is_doubled(words) {
                    Applicability::Unsafe
                } else {
                    Applicability::Safe
                };
                if !context.mend(&mut diagnostic, trust, mention, &replacement) {
                    continue;
                }
            } else {
                let preferred = &concept.preferred().term;
                let shown = preferred.with_slots_as("…");
                diagnostic = diagnostic.with_help(format!("the glossary has `{shown}`"));
            }
            found.push(diagnostic);
        }
    }
}

/// Whether the same word stands on both sides of `and`: one of the two was another in the Chinese.
fn is_doubled(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    words
        .windows(3)
        .any(|three| three[1] == "and" && three[0].eq_ignore_ascii_case(three[2]))
}

/// Whether what is to be written is about the concept, and not a name that its entry merely corrects beside it, such as
/// that of who holds the post: a name has only capitalised words, and none that a right wording of the concept has.
fn means_the_concept(rendering: &Rendering, concept: &Concept) -> bool {
    let Some(wanted) = &rendering.replacement else {
        return true;
    };
    let wanted = wanted.as_str();
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    if !wanted.split_whitespace().all(is_name) {
        return true;
    }
    let right = concept
        .renderings
        .iter()
        .filter(|form| form.status.is_correct());
    let mut words = right.flat_map(|form| form.term.as_str().split_whitespace());
    words.any(|word| {
        let mut wanted = wanted.split_whitespace();
        word.contains('{') || wanted.any(|other| other.eq_ignore_ascii_case(word))
    })
}
