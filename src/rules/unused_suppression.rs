//! A suppression that silences nothing.

use super::{Example, Explanation, Idleness, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, Fix, RuleId, Severity};

/// Reports what a text says to the program and what has no effect.
pub(super) struct UnusedSuppression;

impl Rule for UnusedSuppression {
    fn id(&self) -> RuleId {
        RuleId::new("unused-suppression")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "design/markup"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a comment or a line of front matter that is to silence a finding, and silences none",
            why: "A suppression that outlives its fault hides the next one.",
            mend: "Delete it, or correct the name of the rule or concept; where a reason is required, write it after `--`.",
            example: Example {
                glossary: "",
                wrong: "<html><p>They met the mayor. <!-- tifa-ignore repeated-words --></p>",
                right: "<html><p>They met the mayor.</p>",
            },
        }
    }

    fn judges_suppressions(&self) -> bool {
        true
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for idle in context.idle_suppressions() {
            let at = idle.location;
            let report =
                |message: String| Diagnostic::new(self.id(), self.default_severity(), at, message);
            let removal = idle
                .removed
                .map(|span| Fix::new(Applicability::Safe, span, ""));
            found.push(match (&idle.why, &idle.name) {
                (Idleness::Unknown { nearest }, Some(name)) => {
                    let report = report(format!("no rule and no concept is named `{name}`"));
                    match nearest {
                        Some(near) => report
                            .with_help(format!("did you mean `{near}`?"))
                            .with_fix(Fix::new(Applicability::Unsafe, at.span, near.clone())),
                        None => report.with_help(
                            "`tifa rules` lists the rules, `tifa explain` shows a concept",
                        ),
                    }
                }
                (Idleness::Misspelt { nearest }, Some(word)) => {
                    let report = report(format!("no suppression is named `{word}`"));
                    match nearest {
                        Some(near) => report
                            .with_help(format!("did you mean `{near}`?"))
                            .with_fix(Fix::new(Applicability::Unsafe, at.span, *near)),
                        None => report.with_help(
                            "write `tifa-ignore`, `tifa-ignore-file`, `tifa-disable` or `tifa-enable`, or begin \
                             with another word",
                        ),
                    }
                }
                (Idleness::Unexplained, _) => {
                    report("a suppression without a reason silences nothing".to_owned())
                        .with_help("write the reason after `--`")
                }
                (_, name) => {
                    let message = match name {
                        Some(name) => format!("`{name}` is silenced here and not found"),
                        None => "this suppression silences nothing".to_owned(),
                    };
                    let report = report(message).with_help("delete it");
                    match removal {
                        Some(fix) => report.with_fix(fix),
                        None => report,
                    }
                }
            });
        }
    }
}
