//! A term base as rows: one for each English form.

use super::columns::{Field, MEMBER, OWN};
use super::entry::{Entry, Form, FormStatus, TermBase, condition_name};
use super::json::example_to_json;
use super::tbx_names::{EXACT, HOMONYM, WELL_KNOWN};
use super::words::{join_list, quote_item};

/// The heading and the rows. What is said of the concept stands in the first of its rows, its id and its Chinese in all,
/// so that a table may be sorted.
pub(super) fn rows(base: &TermBase) -> Vec<Vec<String>> {
    let mut rows = vec![OWN.iter().map(|(_, name)| (*name).to_owned()).collect()];
    for entry in &base.entries {
        for (index, form) in entry.forms.iter().enumerate() {
            let cell = |&(field, _): &(Field, &str)| cell(entry, form, index == 0, field);
            rows.push(OWN.iter().map(cell).collect());
        }
    }
    rows
}

/// The same with a row for each member of a class at the end, for formats that have one table only.
pub(super) fn all_rows(base: &TermBase) -> Vec<Vec<String>> {
    let mut rows = rows(base);
    for class in &base.classes {
        for member in &class.members {
            let cell = |&(field, _): &(Field, &str)| match field {
                Field::Id => member.id.clone(),
                Field::Chinese => join_list(&member.source),
                Field::English => join_list(&member.target),
                Field::Status => MEMBER.to_owned(),
                Field::Classes => class.id.clone(),
                _ => String::new(),
            };
            rows.push(OWN.iter().map(cell).collect());
        }
    }
    rows
}

fn cell(entry: &Entry, form: &Form, first: bool, field: Field) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match field {
        Field::Id => entry.id.clone(),
        Field::Chinese => join_list(&entry.source),
        Field::English if form.status == FormStatus::Pattern => form.term.clone(),
        Field::English => quote_item(&form.term),
        Field::Status => form.status.name().to_owned(),
        Field::Use => text(&form.replacement),
        Field::Until => form.until.map(|date| date.to_string()).unwrap_or_default(),
        Field::Condition => condition_name(form.condition).to_owned(),
        Field::Register => text(&form.register),
        Field::Remark => text(&form.note),
        _ if !first => String::new(),
        Field::Kind => entry.kind.map_or("", |kind| kind.name()).to_owned(),
        Field::Classes => join_list(&entry.classes),
        Field::NotIn => join_list(&entry.not_in),
        Field::Case => entry.case.map_or("", |case| case.name()).to_owned(),
        Field::Flags => {
            let flags = [
                (entry.well_known, WELL_KNOWN),
                (entry.homonym, HOMONYM),
                (entry.exact, EXACT),
            ];
            let set: Vec<String> = flags
                .into_iter()
                .filter(|&(set, _)| set)
                .map(|(_, name)| name.to_owned())
                .collect();
            join_list(&set)
        }
        Field::Evidence => entry
            .evidence
            .map_or("", |evidence| evidence.name())
            .to_owned(),
        Field::Reference => text(&entry.reference),
        Field::Note => text(&entry.note),
        Field::Examples if entry.examples.is_empty() => String::new(),
        Field::Examples => {
            let examples: Vec<_> = entry.examples.iter().map(example_to_json).collect();
            serde_json::Value::from(examples).to_string()
        }
        Field::Forbidden | Field::Preferred | Field::Info => String::new(),
    }
}
