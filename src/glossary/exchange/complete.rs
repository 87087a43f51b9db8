//! Makes what a format left open definite: which form is preferred, what is a note, which id an entry has.

use std::collections::HashSet;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::ImportOptions;
use super::entry::{Entry, Form, FormStatus};
use super::remark::{LeftOut, Losses};
use crate::glossary::schema::is_id;
use crate::glossary::schema_concept::is_address;
use crate::glossary::{Condition, Evidence};
use crate::text::comparison_key;

/// The longest generated id, in bytes.
const LONGEST_ID: usize = 60;

/// Completes one entry; an entry without Chinese or without a usable English form is left out.
pub(super) fn entry(
    mut entry: Entry,
    options: &ImportOptions,
    losses: &mut Losses,
) -> Result<Entry, LeftOut> {
    entry.source = unique(entry.source);
    entry.not_in = unique(entry.not_in);
    for form in &mut entry.forms {
        if form.status != FormStatus::Pattern {
            form.term = one_line(&form.term);
        }
    }
    entry.forms.retain(|form| !form.term.is_empty());
    if entry.source.is_empty() {
        let english = entry
            .forms
            .first()
            .map(|form| format!(" for `{}`", form.term));
        let message = format!("no Chinese term{}", english.unwrap_or_default());
        return Err(LeftOut::new(entry.place, message, "add the Chinese term"));
    }
    let name = entry.name().to_owned();
    if entry.forms.is_empty() {
        let message = format!("no English term for `{}`", entry.source[0]);
        return Err(LeftOut::new(entry.place, message, "add the English term"));
    }
    choose_preferred(&mut entry)?;
    let mut notes: Vec<String> = entry.note.take().into_iter().collect();
    for form in &mut entry.forms {
        settle(form, &mut notes, &name, losses);
    }
    drop_repeats(&mut entry, losses);
    if let Some(reference) = entry.reference.take() {
        let reference = reference.trim();
        if is_address(reference) {
            entry.reference = Some(reference.to_owned());
        } else if !reference.is_empty() {
            notes.push(format!("Source: {reference}"));
        }
    }
    entry.reference = entry.reference.or_else(|| options.reference.clone());
    entry.evidence = entry.evidence.or(options.evidence);
    let claims = entry.evidence.unwrap_or(Evidence::Proposed) != Evidence::Proposed;
    if claims && entry.reference.is_none() {
        losses.add("evidence without a web address, taken as `proposed`", &name);
        entry.evidence = None;
    }
    if !notes.is_empty() {
        entry.note = Some(notes.join("\n"));
    }
    Ok(entry)
}

/// The first form marked as preferred, else the first one that nothing is said about, else the first that is right.
fn choose_preferred(entry: &mut Entry) -> Result<(), LeftOut> {
    let first = |statuses: &[FormStatus]| {
        let mut forms = entry.forms.iter();
        forms.position(|form| statuses.contains(&form.status))
    };
    let chosen = first(&[FormStatus::Preferred])
        .or_else(|| first(&[FormStatus::Unmarked]))
        .or_else(|| first(&[FormStatus::Admitted]))
        .or_else(|| first(&[FormStatus::Short]));
    let Some(chosen) = chosen else {
        let message = format!("every English form of `{}` is withdrawn", entry.source[0]);
        let help = "add the form to write instead";
        return Err(LeftOut::new(entry.place.clone(), message, help));
    };
    for (index, form) in entry.forms.iter_mut().enumerate() {
        if index == chosen {
            form.status = FormStatus::Preferred;
        } else if matches!(form.status, FormStatus::Preferred | FormStatus::Unmarked) {
            form.status = FormStatus::Admitted;
        }
    }
    Ok(())
}

/// What a glossary file has no place for at this form goes into the notes of the entry, or is counted as lost.
fn settle(form: &mut Form, notes: &mut Vec<String>, name: &str, losses: &mut Losses) {
    if form.status == FormStatus::Superseded && form.until.is_none() {
        losses.add("superseded forms without a date, taken as deprecated", name);
        form.status = FormStatus::Deprecated;
    }
    if form.status != FormStatus::Superseded && form.until.take().is_some() {
        losses.add("dates of forms that are not superseded, left out", name);
    }
    if form.status != FormStatus::Admitted && form.register.take().is_some() {
        losses.add("registers of forms that are not admitted, left out", name);
    }
    if form.status.is_correct() {
        if let Some(note) = form.note.take() {
            notes.push(if form.status == FormStatus::Preferred {
                note
            } else {
                format!("{}: {note}", form.term)
            });
        }
        if form.replacement.take().is_some() {
            losses.add("replacements of forms that are right, left out", name);
        }
    }
    let conditional = matches!(form.status, FormStatus::Deprecated | FormStatus::Pattern);
    if !conditional && form.condition != Condition::Always {
        losses.add(
            "conditions of forms that are not deprecated, left out",
            name,
        );
        form.condition = Condition::Always;
    }
}

/// Leaves out forms that are listed twice alike.
pub(super) fn drop_repeats(entry: &mut Entry, losses: &mut Losses) {
    let name = entry.name().to_owned();
    let mut seen = HashSet::new();
    // The preferred form stays, wherever it stands.
    seen.extend(entry.preferred().map(|form| (form.term.clone(), true)));
    entry.forms.retain(|form| {
        let key = if form.status.is_correct() {
            (form.term.clone(), true)
        } else {
            (comparison_key(&form.term), false)
        };
        let stays = form.status == FormStatus::Preferred || seen.insert(key);
        if !stays {
            losses.add("forms listed twice in one entry, left out once", &name);
        }
        stays
    });
}

/// Gives every entry an id of its own. What the file calls it is kept where it can be an id; otherwise the id is made of
/// the preferred form, and of the Chinese as well where two entries would have the same.
pub(super) fn ids(entries: &mut [Entry], taken: impl Fn(&str) -> bool) {
    let mut used: HashSet<String> = HashSet::new();
    // Ids that the file gives come first: they must not depend on what is generated for others.
    for given in [true, false] {
        for entry in entries.iter_mut() {
            if given == entry.id.is_empty() {
                continue;
            }
            let written = if given {
                slug(&entry.id)
            } else {
                slug(entry.preferred().map_or("", |form| &form.term))
            };
            let mut id = match written.as_str() {
                "" => "entry".to_owned(),
                id if id.bytes().all(|byte| byte.is_ascii_digit()) => format!("entry-{id}"),
                id => id.to_owned(),
            };
            let keeps = entry.overrides;
            if written.is_empty() || !keeps && (used.contains(&id) || taken(&id)) {
                id = format!("{id}-{}", short_hash(&entry.source[0]));
            }
            let base = id.clone();
            let mut number = 2;
            while used.contains(&id) || !keeps && taken(&id) {
                id = format!("{base}-{number}");
                number += 1;
            }
            used.insert(id.clone());
            entry.id = id;
        }
    }
}

/// The id of a glossary that is made of the name of a file.
pub fn id_from_name(name: &str) -> String {
    let slug = slug(name);
    if slug.is_empty() {
        "imported".to_owned()
    } else {
        slug
    }
}

/// A name as an id: lower-case letters, digits and hyphens.
fn slug(name: &str) -> String {
    if is_id(name) {
        return name.to_owned();
    }
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    if slug.len() > LONGEST_ID {
        let end = slug[..LONGEST_ID].rfind('-').unwrap_or(LONGEST_ID);
        slug.truncate(end);
    }
    slug.trim_end_matches('-').to_owned()
}

/// Six hexadecimal digits that stand for a text, the same on every machine.
fn short_hash(text: &str) -> String {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    format!("{:06x}", hasher.finish() & 0xFF_FFFF)
}

/// A text on one line: every run of white space is one space.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The texts on one line each, without empty ones and repeats.
pub(super) fn unique(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    texts
        .into_iter()
        .map(|text| one_line(&text))
        .filter(|text| !text.is_empty() && seen.insert(text.clone()))
        .collect()
}
