//! Rows of a table become entries: rows of one id, or of the same Chinese, are one concept.

use std::collections::HashMap;

use super::columns::{Columns, Field, MEMBER};
use super::complete::one_line;
use super::entry::{ClassEntry, Entry, Form, FormStatus, MemberEntry, TermBase, condition_of};
use super::json::example_from_json;
use super::remark::{ExchangeError, LeftOut, Losses};
use super::table::{Row, Table, check_languages};
use super::tbx_names::{EXACT, HOMONYM, WELL_KNOWN};
use super::words::{is_yes, split_list, status};
use super::{ImportOptions, Place};
use crate::glossary::{Case, Evidence, Kind};

/// Reads the entries of a table.
pub(super) fn read(
    table: Table,
    options: &ImportOptions,
    left_out: &mut Vec<LeftOut>,
    losses: &mut Losses,
) -> Result<TermBase, ExchangeError> {
    let first = &table.rows[0];
    let place = table.place(first, None);
    let columns = Columns::find(&first.cells, place, &options.map, options.preset, losses)?;
    check_languages(&table, &columns)?;
    let mut base = TermBase::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    let from = usize::from(columns.has_heading);
    for row in &table.rows[from..] {
        if row.cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if let Err(reason) = read_row(&table, row, &columns, &mut base, &mut places, losses) {
            left_out.push(reason);
        }
    }
    Ok(base)
}

/// What a row says of its forms, and what of its concept.
#[derive(Default)]
struct Cells {
    entry: Entry,
    status: FormStatus,
    form: Form,
    forms: Vec<Form>,
}

fn read_row(
    table: &Table,
    row: &Row,
    columns: &Columns,
    base: &mut TermBase,
    places: &mut HashMap<String, usize>,
    losses: &mut Losses,
) -> Result<(), LeftOut> {
    let width = columns.fields.len();
    let surplus = row
        .cells
        .iter()
        .skip(width)
        .any(|cell| !cell.trim().is_empty());
    if surplus {
        let message = format!(
            "the row has {} cells, the first row {width}",
            row.cells.len()
        );
        let help = "put quotation marks around cells that hold the delimiter";
        return Err(LeftOut::new(table.place(row, None), message, help));
    }
    let of = |wanted: Field| {
        let mut both = row.cells.iter().zip(&columns.fields);
        both.find(|(_, field)| **field == Some(wanted))
            .map_or("", |(cell, _)| cell.trim())
    };
    if of(Field::Status) == MEMBER {
        read_member(base, of);
        return Ok(());
    }
    let mut cells = Cells::default();
    cells.entry.place = table.place(row, None);
    // The status decides how the English is read.
    let with_field = row.cells.iter().zip(&columns.fields).enumerate();
    for (index, (cell, field)) in with_field.clone() {
        if *field == Some(Field::Status) && !cell.trim().is_empty() {
            cells.status = status(cell).ok_or_else(|| {
                let names: Vec<&str> = FormStatus::ALL.iter().map(|status| status.name()).collect();
                let message = format!("the status `{}` is not known", one_line(cell));
                let help = format!("write one of {}", names.join(", "));
                LeftOut::new(table.place(row, Some(index)), message, help)
            })?;
        }
    }
    for (index, (cell, field)) in with_field {
        let Some(field) = field else { continue };
        if !cell.trim().is_empty() {
            let place = table.place(row, Some(index));
            read_cell(&mut cells, *field, cell, place, losses)?;
        }
    }
    finish_row(cells, base, places, losses);
    Ok(())
}

/// A member of a class, as [`super::table_write`] writes it.
fn read_member<'r>(base: &mut TermBase, of: impl Fn(Field) -> &'r str) {
    let class = of(Field::Classes);
    let at = base.classes.iter().position(|other| other.id == class);
    let at = at.unwrap_or_else(|| {
        base.classes.push(ClassEntry {
            id: class.to_owned(),
            members: Vec::new(),
        });
        base.classes.len() - 1
    });
    base.classes[at].members.push(MemberEntry {
        id: of(Field::Id).to_owned(),
        source: split_list(of(Field::Chinese)),
        target: split_list(of(Field::English)),
    });
}

fn read_cell(
    cells: &mut Cells,
    field: Field,
    cell: &str,
    place: Place,
    losses: &mut Losses,
) -> Result<(), LeftOut> {
    let entry = &mut cells.entry;
    let name = entry.source.first().cloned().unwrap_or_default();
    let text = cell.trim();
    match field {
        Field::Id => entry.id = text.to_owned(),
        Field::Chinese => entry.source.extend(split_list(cell)),
        Field::English => {
            let terms = if cells.status == FormStatus::Pattern {
                vec![cell.to_owned()]
            } else {
                split_list(cell)
            };
            cells.forms.extend(terms.into_iter().map(|term| Form {
                term,
                status: cells.status,
                place: place.clone(),
                ..Form::default()
            }));
        }
        Field::Status => {}
        Field::Use => cells.form.replacement = Some(text.to_owned()),
        Field::Until => {
            let date = text
                .parse()
                .map_err(|message| LeftOut::new(place, message, ""))?;
            cells.form.until = Some(date);
        }
        Field::Condition => {
            cells.form.condition = condition_of(text).ok_or_else(|| {
                let message = format!("the condition `{text}` is not known");
                LeftOut::new(place, message, "write only-with-source or only-in-quotes")
            })?;
        }
        Field::Register => cells.form.register = Some(text.to_owned()),
        Field::Remark => cells.form.note = Some(cell.to_owned()),
        Field::Kind => match Kind::ALL.iter().find(|kind| kind.name() == text) {
            Some(&kind) => entry.kind = Some(kind),
            None => losses.add(format!("kind `{text}`, which is not known"), &name),
        },
        Field::Classes => entry.classes.extend(split_list(cell)),
        Field::NotIn => entry.not_in.extend(split_list(cell)),
        Field::Case => match Case::ALL.iter().find(|case| case.name() == text) {
            Some(&case) => entry.case = Some(case),
            None => losses.add(format!("case `{text}`, which is not known"), &name),
        },
        Field::Flags => {
            for flag in split_list(cell) {
                match flag.as_str() {
                    WELL_KNOWN => entry.well_known = true,
                    HOMONYM => entry.homonym = true,
                    EXACT => entry.exact = true,
                    _ => losses.add(format!("flag `{flag}`, which is not known"), &name),
                }
            }
        }
        Field::Evidence => {
            match Evidence::ALL
                .iter()
                .find(|evidence| evidence.name() == text)
            {
                Some(&evidence) => entry.evidence = Some(evidence),
                None => losses.add(format!("evidence `{text}`, which is not known"), &name),
            }
        }
        Field::Reference => entry.reference = Some(text.to_owned()),
        Field::Note => append(&mut entry.note, cell),
        Field::Examples => {
            let value: Option<serde_json::Value> = serde_json::from_str(text).ok();
            let list = value.as_ref().and_then(serde_json::Value::as_array);
            let read = list.and_then(|list| list.iter().map(example_from_json).collect());
            match read {
                Some(examples) => entry.examples = examples,
                None => losses.add("examples that cannot be read, left out", &name),
            }
        }
        Field::Forbidden => {
            if is_yes(text) {
                mark(&mut cells.forms, FormStatus::Deprecated);
                cells.status = FormStatus::Deprecated;
            }
        }
        Field::Preferred => {
            if is_yes(text) {
                mark(&mut cells.forms, FormStatus::Preferred);
                cells.status = FormStatus::Preferred;
            }
        }
        Field::Info => {
            // memoQ calls a forbidden term a non-term.
            let forbidden = text.contains("NonTerm") || text.contains("Forbidden");
            if let Some(form) = cells.forms.last_mut().filter(|_| forbidden) {
                form.status = FormStatus::Deprecated;
            }
        }
    }
    Ok(())
}

fn mark(forms: &mut [Form], status: FormStatus) {
    for form in forms {
        form.status = status;
    }
}

fn append(note: &mut Option<String>, more: &str) {
    match note {
        Some(note) if note != more => {
            note.push('\n');
            note.push_str(more);
        }
        Some(_) => {}
        None => *note = Some(more.to_owned()),
    }
}

/// Puts the forms of a row to their concept.
fn finish_row(
    cells: Cells,
    base: &mut TermBase,
    places: &mut HashMap<String, usize>,
    losses: &mut Losses,
) {
    let Cells {
        entry,
        form,
        mut forms,
        ..
    } = cells;
    for written in &mut forms {
        written.replacement.clone_from(&form.replacement);
        written.until = form.until;
        written.condition = form.condition;
        written.register.clone_from(&form.register);
        written.note.clone_from(&form.note);
    }
    let key = match entry.id.as_str() {
        "" if entry.source.is_empty() => None,
        "" => Some(format!("\n{}", entry.source.join("\n"))),
        id => Some(id.to_owned()),
    };
    let next = base.entries.len();
    let at = key.map_or(next, |key| *places.entry(key).or_insert(next));
    if at == next {
        base.entries.push(Entry { forms, ..entry });
        return;
    }
    let earlier = &mut base.entries[at];
    earlier.forms.extend(forms);
    join(earlier, entry, losses);
}

/// What two rows say of one concept: the first to say something counts.
fn join(earlier: &mut Entry, later: Entry, losses: &mut Losses) {
    fn first<T: PartialEq>(one: &mut Option<T>, other: Option<T>) -> bool {
        match (&one, other) {
            (None, other) => {
                *one = other;
                true
            }
            (Some(_), None) => true,
            (Some(one), Some(other)) => *one == other,
        }
    }
    for (one, other) in [
        (&mut earlier.source, later.source),
        (&mut earlier.classes, later.classes),
        (&mut earlier.not_in, later.not_in),
    ] {
        for item in other {
            if !one.contains(&item) {
                one.push(item);
            }
        }
    }
    earlier.well_known |= later.well_known;
    earlier.homonym |= later.homonym;
    earlier.exact |= later.exact;
    if earlier.examples.is_empty() {
        earlier.examples = later.examples;
    }
    if let Some(note) = later.note {
        append(&mut earlier.note, &note);
    }
    let agree = [
        first(&mut earlier.kind, later.kind),
        first(&mut earlier.case, later.case),
        first(&mut earlier.evidence, later.evidence),
        first(&mut earlier.reference, later.reference),
    ];
    if agree.contains(&false) {
        losses.add(
            "rows that say of their concept otherwise than an earlier one, which counts",
            earlier.name(),
        );
    }
}
