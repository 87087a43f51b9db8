//! What a baseline holds in each file, for a run that writes into the files: it stays as it is.

use super::run::{AllUsage, Run};
use crate::cli::accepting::Accepting;
use crate::documents::Document;
use crate::fix::Places;
use crate::lint::Findings;

/// The findings of each input that are accepted, by their places; nothing where there is no baseline.
pub(super) fn of(run: &Run<'_, '_>, accepting: &Accepting, usage: &AllUsage) -> Vec<Places> {
    if !accepting.is_asked() {
        return Vec::new();
    }
    // The count of what is held begins anew for the report.
    let mut accepting = accepting.clone();
    let mut accepted = vec![Places::default(); run.inputs.len()];
    let mut waiting: Vec<(usize, Document, Findings)> = Vec::new();
    for batch in run.batches() {
        let checked = run.each(batch, |number, input| {
            // What cannot be read is said when it is to be changed.
            let document = run.open(input).ok()?;
            let findings = run.lint(number, &document, usage);
            Some((number, document, findings))
        });
        for (number, document, findings) in checked.into_iter().flatten() {
            let mut left = findings.clone();
            let may_pass = accepting.pass(&document, &mut left);
            note(&mut accepted[number], &findings, &left);
            if !may_pass {
                waiting.push((number, document, left));
            }
        }
    }
    for (number, document, findings) in waiting {
        let mut left = findings.clone();
        accepting.pass_late(&document, &mut left);
        note(&mut accepted[number], &findings, &left);
    }
    accepted
}

/// Adds what is not left of some findings.
fn note(places: &mut Places, findings: &Findings, left: &Findings) {
    let mut left = left.diagnostics.iter().peekable();
    for found in &findings.diagnostics {
        // What is left is in the same order.
        if left.next_if(|other| *other == found).is_none() {
            places.insert(found);
        }
    }
}
