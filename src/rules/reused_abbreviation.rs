//! One abbreviation for two concepts.

use std::collections::HashMap;

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::glossary::RenderingForm;
use crate::matching::Mention;
use crate::text::{Location, Span, is_quote};

/// Reports an abbreviation that a document introduces, in brackets after a full form, for a second concept.
pub(super) struct ReusedAbbreviation;

impl Rule for ReusedAbbreviation {
    fn id(&self) -> RuleId {
        RuleId::new("reused-abbreviation")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "terminology/inconsistent-use-of-terminology"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "one abbreviation that a document introduces for two concepts",
            why: "After the second introduction nobody can tell which organ is meant.",
            mend: "Keep the abbreviation for one of the two and write the other out.",
            example: Example {
                glossary: r#"
[[concept]]
id = "audit-commission"
kind = "organ"
source = ["中央审计委员会"]
preferred = "Central Audit Commission"
evidence = "proposed"

[[concept]]
id = "cyberspace-administration"
kind = "organ"
source = ["国家互联网信息办公室"]
preferred = "Cyberspace Administration of China"
evidence = "proposed"
"#,
                wrong: "The Central Audit Commission (CAC) met the Cyberspace Administration of China (CAC).",
                right: "The Central Audit Commission (CAC) met the Cyberspace Administration of China.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let mut introduced: HashMap<&str, (&Mention, Location)> = HashMap::new();
        for mention in context.mentions() {
            if !mention.status.is_correct() || mention.form == RenderingForm::Abbreviation {
                continue;
            }
            let Some((abbreviation, span)) = introduction(context, mention) else {
                continue;
            };
            let location = context.document().location(mention.segment, span);
            let Some(&(first, place)) = introduced.get(abbreviation) else {
                introduced.insert(abbreviation, (mention, location));
                continue;
            };
            if first.concept == mention.concept && first.members() == mention.members() {
                continue;
            }
            let preferred = |mention: &Mention| {
                let text = context.segment_text(mention.segment);
                context.matcher().wording(0, mention, text)
            };
            let (one, two) = (preferred(first), preferred(mention));
            let message = format!("`{abbreviation}` stands for `{one}` and for `{two}`");
            found.push(
                context
                    .diagnostic_at(
                        self.id(),
                        self.default_severity(),
                        mention.segment,
                        span,
                        message,
                    )
                    .with_label(place, "introduced here for the other")
                    .with_help("write one of the two out"),
            );
        }
    }
}

/// The abbreviation in brackets after a mention, and its place in the segment.
fn introduction<'a>(context: &RuleContext<'a>, mention: &Mention) -> Option<(&'a str, Span)> {
    let text = context.segment_text(mention.segment);
    let rest = &text[mention.span.end()..];
    let inner = rest.trim_start().strip_prefix('(')?;
    let inner = inner.trim_start_matches(is_quote);
    let start = mention.span.end() + rest.len() - inner.len();
    let word = inner.split(')').next()?.trim_end_matches(is_quote);
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let plain = word
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (plain && capitals >= 2 && word.len() <= 12 && inner.len() > word.len())
        .then(|| (word, Span::new(start, start + word.len())))
}
