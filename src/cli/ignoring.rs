//! `--add-ignore`: comments that silence what a run finds.

use super::files::Input;
use super::fixing::{Done, plural};
use crate::diagnostics::Diagnostic;
use crate::documents::{self, Document, Format};
use crate::fix::{self, Places};
use crate::lint::{Findings, Ignored, ignore};
use crate::rules;

/// Writes the comments for one document: what is left of its findings, and what was done. What is accepted needs none. An
/// empty reason is none.
pub(super) fn run(
    input: &Input,
    document: Document,
    reason: &str,
    accepted: &Places,
    check: impl Fn(&Document) -> Findings,
) -> (Document, Findings, Done) {
    let findings = check(&document);
    let mut done = Done::default();
    let wanted: Vec<Diagnostic> = findings
        .diagnostics
        .iter()
        .filter(|found| {
            let rule = rules::find(found.rule.as_str());
            rule.is_some_and(|rule| !rule.judges_suppressions()) && !accepted.contains(found)
        })
        .cloned()
        .collect();
    let reason = Some(reason.trim()).filter(|reason| !reason.is_empty());
    let Ignored { edits, left } = ignore(&document, &wanted, reason);
    if !left.is_empty() {
        let path = document.path();
        let findings = plural(left.len(), "finding");
        let remedy = "name the rules under `[per-file-ignores]` in tifa.toml, or accept what there is with --write-baseline";
        done.notes.push(if document.format() == Format::Text {
            format!("{path}: plain text has no comments, so {findings} cannot be silenced there; {remedy}")
        } else {
            format!("{path}: no comment can stand where {findings} would be silenced; {remedy}")
        });
    }
    let Input::File(path) = input else {
        done.notes
            .push("-: comments are written into files only".to_owned());
        return (document, findings, done);
    };
    if edits.is_empty() {
        return (document, findings, done);
    }
    let text = fix::apply(&document.parts()[0].text, &edits);
    let after = documents::reread(&document, text);
    match fix::write(path, &document, &after) {
        Ok(()) => {
            done.comments = edits.len();
            let findings = check(&after);
            (after, findings, done)
        }
        Err(error) => {
            done.error = Some(error);
            (document, findings, done)
        }
    }
}
