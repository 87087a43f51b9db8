//! A damaged rendering: words misspelt, missing, added, swapped.

use super::{Example, Explanation, Rule, RuleContext, fitting};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::matching::{Damage, DamageKind, NearMention};

/// Reports each damaged form, says what is wrong with it, and offers the text with the damage undone.
pub(super) struct GarbledRendering;

impl Rule for GarbledRendering {
    fn id(&self) -> RuleId {
        RuleId::new("garbled-rendering")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "terminology/wrong-term"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a damaged wording: words misspelt, missing, added or swapped",
            why: "A title with a wrong word in it names no organ, or another one; a search for the right name does not \
                  find it.",
            mend: "Write the form that the report names. If the words are right as they are, admit them in a glossary of \
                   your own, or set `fuzzy = false` there.",
            example: Example {
                glossary: r#"
[[concept]]
id = "discipline-commission"
kind = "organ"
source = ["纪委"]
preferred = "Commission for Discipline Inspection"
evidence = "official"
reference = "https://example.org/terms"
"#,
                wrong: "The Comission for Discipline Inspection met on Monday.",
                right: "The Commission for Discipline Inspection met on Monday.",
            },
        }
    }

    fn needs_near(&self) -> bool {
        true
    }

    fn goes_by_segment(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for near in context.near() {
            // A doubled word is reported as one.
            if is_only_repeated(near) {
                continue;
            }
            let mention = &near.mention;
            if is_conjugated(near, context.segment_text(mention.segment)) {
                continue;
            }
            let text = context.segment_text(mention.segment);
            let words = context.words(mention);
            let form = context.matcher().form_text(mention, text);
            let mut message = context.quoted(words);
            message.push_str(" looks like a damaged `");
            message.push_str(&form);
            message.push_str("`: ");
            for (index, damage) in near.damage.iter().enumerate() {
                if index > 0 {
                    message.push_str("; ");
                }
                describe(damage, text, &mut message);
            }
            let sure = near.confidence;
            let mut diagnostic = context
                .diagnostic(self.id(), self.default_severity(), mention, message)
                .with_confidence(sure);
            if let Some((concept, rendering)) = near.other {
                let other = context.matcher().glossary().concept(concept);
                let term = &other.renderings[rendering].term;
                diagnostic = diagnostic
                    .with_note(format!("`{term}` is as near ({})", other.source_term()))
                    .with_help("two concepts are equally near; write the one that is meant");
            } else {
                let mended = context.with_sentence_capital(mention, &near.mended);
                if !context.repair(&mut diagnostic, trust(near), mention, &mended) {
                    continue;
                }
                diagnostic = diagnostic.with_note(format!("{sure} % sure that this form is meant"));
            }
            found.push(diagnostic);
        }
    }
}

fn is_only_repeated(near: &NearMention) -> bool {
    let repeated = |damage: &Damage| damage.kind == DamageKind::Repeated;
    near.damage.iter().all(repeated)
}

/// Whether all that differs is the form of a verb: `pursued progress` is no damaged `pursue progress`.
fn is_conjugated(near: &NearMention, text: &str) -> bool {
    near.damage.iter().all(|damage| {
        matches!(damage.kind, DamageKind::Misspelt(_) | DamageKind::Mistaken)
            && fitting::is_same_verb(damage.span.of(text), &damage.expected)
    })
}

/// One wrong letter leaves one choice; anything else is for a person to confirm.
fn trust(near: &NearMention) -> Applicability {
    match near.damage.as_slice() {
        [damage] if damage.kind == DamageKind::Misspelt(1) => Applicability::Safe,
        _ => Applicability::Unsafe,
    }
}

/// What is wrong, in words.
fn describe(damage: &Damage, text: &str, message: &mut String) {
    let (found, expected) = (&one_line(damage.span.of(text)), &one_line(&damage.expected));
    let words = match damage.kind {
        DamageKind::Misspelt(_) | DamageKind::Mistaken if !expected.starts_with('{') => {
            format!("`{found}` for `{expected}`")
        }
        DamageKind::Misspelt(_) | DamageKind::Mistaken => format!("`{found}` is misspelt"),
        DamageKind::Untranslated => format!("`{found}` is not translated"),
        DamageKind::OtherNumber | DamageKind::OtherEnding => format!("`{found}` for `{expected}`"),
        DamageKind::OtherConnective => format!("`{found}` where `{expected}` is expected"),
        DamageKind::Missing => format!("`{expected}` is missing"),
        DamageKind::Added => format!("`{found}` is too much"),
        DamageKind::Repeated => format!("`{found}` stands twice"),
        DamageKind::Swapped => format!("`{found}` for `{expected}`, the words have changed places"),
        DamageKind::Cut => format!("a stray `{}`", found.trim()),
    };
    message.push_str(&words);
}

/// Words as a message has them, whatever stands between them in the text.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
