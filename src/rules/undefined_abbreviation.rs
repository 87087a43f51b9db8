//! An abbreviation before its full form.

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::glossary::RenderingForm;
use crate::matching::Mention;
use crate::text::is_quote;

/// Reports the first use of an abbreviation that the document has not spelt out before; well-known ones aside.
pub(super) struct UndefinedAbbreviation;

impl Rule for UndefinedAbbreviation {
    fn id(&self) -> RuleId {
        RuleId::new("undefined-abbreviation")
    }

    fn default_severity(&self) -> Severity {
        Severity::Note
    }

    fn mqm(&self) -> &'static str {
        "audience-appropriateness/reader-comprehension"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "an abbreviation that stands in a document before its full form",
            why: "A reader outside the system does not know it.",
            mend: "Spell it out where it first occurs, with the abbreviation in brackets. Abbreviations that every \
                   reader knows are marked `well-known = true` in the glossary and never reported.",
            example: Example {
                glossary: r#"
[[concept]]
id = "ndrc"
kind = "organ"
source = ["国家发展和改革委员会"]
preferred = "National Development and Reform Commission"
short = ["NDRC"]
evidence = "proposed"
"#,
                wrong: "The NDRC approved the plan.",
                right: "The National Development and Reform Commission (NDRC) approved the plan.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        // By concept number.
        let mut known = vec![false; context.matcher().glossary().concepts().len()];
        for mention in context.mentions() {
            let known = &mut known[mention.concept.0 as usize];
            if mention.form != RenderingForm::Abbreviation {
                *known = true;
                continue;
            }
            let concept = context.concept(mention);
            // A heading may be short, and does not spell anything out.
            if concept.well_known || mention.ambiguous || context.is_heading(mention.segment) {
                continue;
            }
            if std::mem::replace(known, true)
                || follows_in_brackets(context, mention)
                || is_introduced(context, mention)
            {
                continue;
            }
            let message = format!(
                "{} stands before its full form",
                context.quoted(context.words(mention))
            );
            found.push(
                context
                    .diagnostic(self.id(), self.default_severity(), mention, message)
                    .with_help(format!(
                        "spell it out first: `{}`",
                        concept.preferred().term
                    )),
            );
        }
    }
}

/// Whether the full form follows at once: `NDRC (National Development and Reform Commission)`.
fn follows_in_brackets(context: &RuleContext<'_>, mention: &Mention) -> bool {
    let text = context.segment_text(mention.segment);
    let rest = text[mention.span.end()..].trim_start();
    rest.strip_prefix('(').is_some_and(|inner| {
        let inner = inner.trim_start();
        let name = inner.strip_prefix("the ").unwrap_or(inner);
        name.starts_with(char::is_uppercase)
    })
}

/// Whether it stands in brackets after what it abbreviates here, be that a wording that no glossary has: `(NDRC)`.
fn is_introduced(context: &RuleContext<'_>, mention: &Mention) -> bool {
    let text = context.segment_text(mention.segment);
    let before = text[..mention.span.start()].trim_end_matches(is_quote);
    let after = text[mention.span.end()..].trim_start_matches(is_quote);
    let named = before.strip_suffix('(').map(str::trim_end);
    after.starts_with(')') && named.is_some_and(|named| named.ends_with(char::is_alphanumeric))
}
