//! Writes into the glossary of a project what words are to a concept: right, preferred, wrong, or not about it.
//!
//! A concept that the project's own file has is changed there; any other is taken over with `override = true`. All
//! glossaries are loaded with the change before anything is written.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::glossaries;
use crate::config::{self, Config, Layer, Place};
use crate::documents::{self, Format, OpenOptions, reread};
use crate::fix;
use crate::glossary::exchange::{Entry, Form, FormStatus, append};
use crate::glossary::{self, Glossary, GlossaryFile};

/// The glossary that is begun where a project has none, and its configuration.
const GLOSSARY: &str = "glossary.toml";
const SETTINGS: &str = "tifa.toml";

/// What is said of a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// These words are right as well.
    Admit(String),
    /// These are the words to write.
    Prefer(String),
    /// These words are wrong.
    Withdraw(String),
    /// In these longer words it is not meant.
    NotIn(String),
}

impl Change {
    /// What was written, for people.
    pub(super) fn said_of(&self, concept: &str) -> String {
        match self {
            Self::Admit(term) => format!("`{term}` is right for `{concept}`"),
            Self::Prefer(term) => format!("`{term}` is the preferred form of `{concept}`"),
            Self::Withdraw(term) => format!("`{term}` is wrong for `{concept}`"),
            Self::NotIn(term) => format!("`{concept}` is not meant in `{term}`"),
        }
    }
}

/// Where a text gets its glossaries from.
pub(super) struct Project<'a> {
    /// The text.
    pub(super) text: &'a Path,
    pub(super) config: &'a Config,
    pub(super) layer: &'a Layer,
    /// All glossaries, as they are loaded.
    pub(super) glossary: &'a Glossary,
    /// Whether no configuration is read.
    pub(super) isolated: bool,
}

/// Changes what is said of a concept. Returns the glossary file.
///
/// # Errors
///
/// One line that says what is wrong and what to do. Nothing is written then.
pub(super) fn change(
    project: &Project<'_>,
    concept: &str,
    change: &Change,
) -> Result<PathBuf, String> {
    let Some(found) = project.glossary.find(concept) else {
        return Err(format!("no glossary has the concept `{concept}`"));
    };
    let own = own_file(project);
    let path = match &own {
        Some(path) => config::shown(path),
        None if project.isolated => {
            return Err(
                "no tifa.toml is read with --isolated; name a glossary with --glossary".to_owned(),
            );
        }
        None => begun_at(project)?,
    };
    let shown = path.display().to_string().replace('\\', "/");
    let options = OpenOptions {
        format: Some(Format::Text),
        ..OpenOptions::default()
    };
    let before = match path.exists() {
        true => Some(documents::open(&path, &options).map_err(|error| error.to_string())?),
        false => None,
    };
    let text = before.as_ref().map(|document| &*document.parts()[0].text);
    let after = match text.and_then(|text| in_place(text, concept, change)) {
        Some(changed) => changed?,
        None => {
            let entry = taken_over(Entry::of(found), change)?;
            append(text, "project", &entry)
        }
    };
    prove(project, &shown, &after)?;
    match before {
        Some(before) => {
            let after = reread(&before, after);
            fix::write(&path, &before, &after).map_err(|error| error.to_string())?;
        }
        None => make(&path, &after)?,
    }
    if own.is_none() {
        name_in_settings(project, &path)?;
    }
    Ok(path)
}

/// The last glossary of the project that is a file.
fn own_file(project: &Project<'_>) -> Option<PathBuf> {
    let stated = project.layer.glossaries.iter().rev();
    let paths = stated.map(|stated| match stated.place {
        Place::CommandLine => PathBuf::from(&stated.value),
        Place::File { file, .. } => project.config.files[file].directory.join(&stated.value),
    });
    { paths }.find(|path| path.is_file())
}

/// Where a glossary is begun: beside the configuration, or where one would govern the text.
fn begun_at(project: &Project<'_>) -> Result<PathBuf, String> {
    let directory = match project.config.files.last() {
        Some(file) => file.directory.clone(),
        None => {
            let here = config::absolute(Path::new("."));
            let text = config::absolute(project.text);
            match text.parent() {
                Some(parent) if !text.starts_with(&here) => parent.to_path_buf(),
                _ => here,
            }
        }
    };
    let path = config::shown(&directory.join(GLOSSARY));
    if path.exists() {
        let path = path.display();
        return Err(format!(
            "{path} is there and no tifa.toml names it; write `glossaries = [\"{GLOSSARY}\"]` there"
        ));
    }
    Ok(path)
}

/// The text of a glossary file with the change made to an entry that it has; `None` where it has none of the id.
fn in_place(text: &str, concept: &str, change: &Change) -> Option<Result<String, String>> {
    let mut written: DocumentMut = text.parse().ok()?;
    let concepts = written
        .get_mut("concept")
        .and_then(Item::as_array_of_tables_mut)?;
    let entry = of_id(concepts, concept)?;
    let changed = change_entry(entry, change);
    Some(changed.map(|()| written.to_string()))
}

fn of_id<'t>(concepts: &'t mut ArrayOfTables, id: &str) -> Option<&'t mut Table> {
    let is_it = |table: &&mut Table| table.get("id").and_then(Item::as_str) == Some(id);
    concepts.iter_mut().find(is_it)
}

fn change_entry(entry: &mut Table, change: &Change) -> Result<(), String> {
    let preferred = entry.get("preferred").and_then(Item::as_str);
    let preferred = preferred.unwrap_or_default().to_owned();
    let (Change::Admit(term) | Change::Prefer(term) | Change::Withdraw(term) | Change::NotIn(term)) =
        change;
    let lists: &[&str] = match change {
        Change::NotIn(_) => &[],
        _ => &["admitted", "short", "deprecated", "superseded"],
    };
    if matches!(change, Change::Admit(_) | Change::Withdraw(_)) && *term == preferred {
        return Err(preferred_already(term));
    }
    for list in lists {
        remove(entry, list, term);
    }
    match change {
        Change::Admit(_) => push(entry, "admitted", term),
        Change::Withdraw(_) => push(entry, "deprecated", term),
        Change::NotIn(_) => push(entry, "not-in", term),
        Change::Prefer(_) if *term == preferred => Err(preferred_already(term)),
        Change::Prefer(_) => {
            if let Some(item) = entry.get_mut("preferred").and_then(Item::as_value_mut) {
                let decor = item.decor().clone();
                *item = Value::from(&**term);
                *item.decor_mut() = decor;
            }
            push(entry, "admitted", &preferred)
        }
    }
}

fn preferred_already(term: &str) -> String {
    format!("`{term}` is the preferred form; choose another one with [p] first")
}

/// Takes a term out of a list of an entry; an empty list goes.
fn remove(entry: &mut Table, key: &str, term: &str) {
    let Some(list) = entry.get_mut(key).and_then(Item::as_array_mut) else {
        return;
    };
    list.retain(|item| {
        let table = item.as_inline_table();
        let written = item
            .as_str()
            .or_else(|| table.and_then(|table| table.get("term")?.as_str()));
        written != Some(term)
    });
    if list.is_empty() {
        entry.remove(key);
    }
}

/// Adds a term to a list of an entry, in the way the list is laid out.
fn push(entry: &mut Table, key: &str, term: &str) -> Result<(), String> {
    let is_known = entry.contains_key(key);
    let item = entry
        .entry(key)
        .or_insert_with(|| value(Array::new()))
        .as_array_mut()
        .ok_or_else(|| format!("`{key}` is no list there; mend it first"))?;
    if item.iter().any(|known| known.as_str() == Some(term)) {
        return Ok(());
    }
    let decor = item.iter().last().map(|last| last.decor().clone());
    let trailing = item.trailing_comma();
    item.push(term);
    if let (Some(decor), true) = (decor, trailing)
        && let Some(last) = item.iter_mut().last()
    {
        // One item a line: the next line begins as the last one does.
        *last.decor_mut() = decor;
    }
    if !is_known {
        after(entry, key, "preferred");
    }
    Ok(())
}

/// Moves a key that was added at the end of an entry behind another one.
fn after(entry: &mut Table, key: &str, first: &str) {
    let order: Vec<String> = entry.iter().map(|(key, _)| key.to_owned()).collect();
    let place = |name: &str| {
        let at = order.iter().position(|known| known == name);
        at.map_or(order.len() * 2, |at| 2 * at)
    };
    let behind = place(first) + 1;
    entry.sort_values_by(|left, _, right, _| {
        let rank = |name: &str| if name == key { behind } else { place(name) };
        rank(left.get()).cmp(&rank(right.get()))
    });
}

/// An entry of another glossary with the change made to it, as the project's file takes it over.
fn taken_over(mut entry: Entry, change: &Change) -> Result<Entry, String> {
    entry.overrides = true;
    // They prove the entry as it was.
    entry.examples.clear();
    let form = |term: &str, status| Form {
        term: term.to_owned(),
        status,
        ..Form::default()
    };
    let preferred = entry.preferred().map(|form| form.term.clone());
    match change {
        Change::NotIn(term) => entry.not_in.push(term.clone()),
        Change::Admit(term) | Change::Withdraw(term) | Change::Prefer(term)
            if preferred.as_deref() == Some(term) =>
        {
            return Err(preferred_already(term));
        }
        Change::Admit(term) => {
            entry.forms.retain(|form| form.term != *term);
            entry.forms.push(form(term, FormStatus::Admitted));
        }
        Change::Withdraw(term) => {
            entry.forms.retain(|form| form.term != *term);
            entry.forms.push(form(term, FormStatus::Deprecated));
        }
        Change::Prefer(term) => {
            entry.forms.retain(|form| form.term != *term);
            for form in &mut entry.forms {
                if form.status == FormStatus::Preferred {
                    form.status = FormStatus::Admitted;
                }
            }
            entry.forms.insert(0, form(term, FormStatus::Preferred));
        }
    }
    Ok(entry)
}

/// Loads all glossaries with a file as it is to be. The first mistake that is not there without it is the error.
fn prove(project: &Project<'_>, path: &str, text: &str) -> Result<(), String> {
    let styles = project.config.styles(project.layer);
    let (files, _) = glossaries::files(project.layer, project.config);
    let known: Vec<String> = glossary::load_in_style(&files, &styles)
        .problems
        .into_iter()
        .map(|problem| problem.diagnostic.message.into_owned())
        .collect();
    let mut changed = files;
    let file = GlossaryFile::new(path, text.to_owned());
    match changed.iter_mut().find(|known| *known.path == *path) {
        Some(known) => *known = file,
        None => changed.push(file),
    }
    let problems = glossary::load_in_style(&changed, &styles).problems;
    let is_new = |message: &str| !known.iter().any(|known| known == message);
    let mut diagnostics = problems.into_iter().map(|problem| problem.diagnostic);
    match diagnostics.find(|found| is_new(&found.message)) {
        None => Ok(()),
        Some(found) => {
            let help = found.help();
            let help = help.map_or(String::new(), |help| format!("; {help}"));
            Err(format!("{}{help}", found.message))
        }
    }
}

/// Makes a file that must not be there.
fn make(path: &Path, text: &str) -> Result<(), String> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| format!("{}: cannot be made: {error}", path.display()))
}

/// Names a glossary that was begun in the configuration, which is begun as well where there is none.
fn name_in_settings(project: &Project<'_>, glossary: &Path) -> Result<(), String> {
    let Some(file) = project.config.files.last() else {
        let path = glossary.with_file_name(SETTINGS);
        let text = format!(
            "# Your own glossaries, loaded after the ones inside the program.\nglossaries = [\"{GLOSSARY}\"]\n"
        );
        return make(&path, &text);
    };
    let path = PathBuf::from(&*file.path);
    super::disabling::edit(&path, |settings| {
        let list = settings
            .entry("glossaries")
            .or_insert_with(|| value(Array::new()))
            .as_array_mut()
            .ok_or_else(|| {
                format!("`glossaries` is no list; write `glossaries = [\"{GLOSSARY}\"]`")
            })?;
        list.push(GLOSSARY);
        Ok(())
    })
}
