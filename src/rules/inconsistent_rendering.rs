//! One concept under several full forms.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::matching::WordingUse;

/// Reports each mention that is not in the form which the text uses elsewhere: the preferred one where the text has it,
/// else the most frequent.
pub(super) struct InconsistentRendering;

impl Rule for InconsistentRendering {
    fn id(&self) -> RuleId {
        RuleId::new("inconsistent-rendering")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "terminology/inconsistent-use-of-terminology"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "one concept under two full forms in one document, or in one run with --across",
            why: "One organ under two names reads as two organs. Short forms and abbreviations are free to stand beside \
                  the full one.",
            mend: "Keep to one form. The report shows where the other form is first used, and how often each is.",
            example: Example {
                glossary: r#"
[[concept]]
id = "enlarged-meeting"
kind = "event"
source = ["扩大会议"]
preferred = "enlarged meeting"
admitted = ["expanded meeting"]
evidence = "proposed"
"#,
                wrong: "An enlarged meeting was held. The expanded meeting closed at noon.",
                right: "An enlarged meeting was held. The enlarged meeting closed at noon.",
            },
        }
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for mention in context.mentions() {
            let Some((uses, own)) = context.usage().of_mention(mention, context.matcher()) else {
                continue;
            };
            if uses.len() < 2 {
                continue;
            }
            let concept = context.concept(mention);
            let register = |used: &WordingUse| &concept.renderings[used.rendering].register;
            let peers = || {
                uses.iter()
                    .copied()
                    .filter(|used| register(used) == register(uses[own]))
            };
            // The preferred form is the first rendering; ties go to the form used first.
            let standard = peers().enumerate().max_by_key(|(index, used)| {
                (used.rendering == 0, used.count, std::cmp::Reverse(*index))
            });
            let Some((_, standard)) = standard else {
                continue;
            };
            if standard.rendering == uses[own].rendering {
                continue;
            }
            let mut diagnostic =
                context.diagnostic(self.id(), self.default_severity(), mention, "");
            let mut message = context.quoted(context.words(mention));
            let text = context.segment_text(mention.segment);
            let wording = |rendering| context.matcher().wording(rendering, mention, text);
            let wanted = wording(standard.rendering);
            message.push_str(" and `");
            message.push_str(&wanted);
            message.push_str("` both name ");
            message.push_str(diagnostic.subject());
            diagnostic.message = message.into();
            let label = counts(standard.count, "first `", &wanted);
            diagnostic = if *standard.path == **context.document().path() {
                diagnostic.with_label(standard.first, label)
            } else {
                diagnostic.with_label_in(standard.path.clone(), standard.first, label)
            };
            let own_use = uses[own];
            let own_term = wording(own_use.rendering);
            diagnostic = diagnostic.with_note(counts(own_use.count, "`", &own_term));
            if let Some(replacement) = context.replacement_by(standard.rendering, mention) {
                context.mend(
                    &mut diagnostic,
                    Applicability::Unsafe,
                    mention,
                    &replacement,
                );
            }
            found.push(diagnostic);
        }
    }
}

/// `first `enlarged meeting`, used 3 times`.
fn counts(count: usize, before: &str, term: &str) -> String {
    let mut text = String::with_capacity(before.len() + term.len() + 24);
    text.push_str(before);
    text.push_str(term);
    match count {
        1 => text.push_str("`, used once"),
        2 => text.push_str("`, used twice"),
        _ => {
            text.push_str("`, used ");
            text.push_str(&count.to_string());
            text.push_str(" times");
        }
    }
    text
}
