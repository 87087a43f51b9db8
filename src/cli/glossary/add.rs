//! `tifa glossary add`: one more concept at the end of a glossary file, written only when all of it holds.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;

use super::files::{self, Collection};
use super::{ask, import, test};
use crate::cli::exit_code::Outcome;
use crate::cli::{glossaries, output};
use crate::diagnostics::Severity;
use crate::fix::put;
use crate::glossary::exchange::{Entry, ExampleEntry, Form, FormStatus, append, id_from_name};
use crate::glossary::{self, Condition, Date, Evidence, GlossaryFile, Kind, Problem};
use crate::lint::{Linter, Settings};
use crate::report::sanitize;
use crate::workshop::{Trial, observe, review, trials};

/// A concept in options.
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "On a terminal, what is missing is asked for. Nothing else in the file changes.\n\nExit status: 0 the concept \
                  was added, 2 it was refused and nothing was written."
)]
pub(in crate::cli) struct AddArgs {
    /// The glossary file; begun if there is none
    #[arg(long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// The id of the concept: lower-case letters, digits and hyphens
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
    /// What it is: organ, post, phrase, event, document, place, person, abbreviation
    #[arg(long, value_name = "KIND", value_parser = import::kind)]
    pub(super) kind: Option<Kind>,
    /// The Chinese terms
    #[arg(long, value_name = "CHINESE", num_args = 1..)]
    pub(super) source: Vec<String>,
    /// What to write
    #[arg(long, value_name = "ENGLISH")]
    pub(super) preferred: Option<String>,
    /// What is right as well
    #[arg(long, value_name = "ENGLISH", num_args = 1..)]
    pub(super) admitted: Vec<String>,
    /// Short forms and abbreviations
    #[arg(long, value_name = "ENGLISH", num_args = 1..)]
    pub(super) short: Vec<String>,
    /// What is wrong; `ENGLISH=>ENGLISH` where something else than the preferred form is written instead
    #[arg(long, value_name = "ENGLISH", num_args = 1..)]
    pub(super) deprecated: Vec<String>,
    /// What is wrong only where the Chinese beside the text names the concept: it is ordinary English too
    #[arg(long, value_name = "ENGLISH", num_args = 1..)]
    pub(super) only_with_source: Vec<String>,
    /// What is wrong only in quotation marks
    #[arg(long, value_name = "ENGLISH", num_args = 1..)]
    pub(super) only_in_quotes: Vec<String>,
    /// A regular expression for what is wrong, with `=>` and what is written instead
    #[arg(long, value_name = "REGEX", num_args = 1..)]
    pub(super) pattern: Vec<String>,
    /// What was right up to a day, such as `Ministry of Culture=2018-03-21`
    #[arg(long, value_name = "ENGLISH=DATE", num_args = 1.., value_parser = superseded)]
    pub(super) superseded: Vec<(String, Date)>,
    /// How sure the preferred form is: proposed, compiled, reprint, official
    #[arg(long, value_name = "LEVEL", default_value = "proposed", value_parser = import::evidence)]
    pub(super) evidence: Evidence,
    /// The web address of the page that says so
    #[arg(long, value_name = "URL", value_parser = import::address)]
    pub(super) reference: Option<String>,
    /// A remark for people
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// A sentence in which the concept must be found wrong; what is found is written down with it
    #[arg(long, value_name = "TEXT")]
    pub(super) example: Vec<String>,
    /// A sentence that must stay silent
    #[arg(long, value_name = "TEXT")]
    pub(super) silent: Vec<String>,
    /// A Chinese sentence and its English, in which the concept must be found wrong
    #[arg(long, value_names = ["CHINESE", "ENGLISH"], num_args = 2)]
    pub(super) example_with_source: Vec<String>,
    /// A Chinese sentence and its English, which must stay silent
    #[arg(long, value_names = ["CHINESE", "ENGLISH"], num_args = 2)]
    pub(super) silent_with_source: Vec<String>,
    /// The glossary is used without the bundled ones
    #[arg(long)]
    pub(super) no_bundled: bool,
}

/// A form and the last day on which it was right.
fn superseded(text: &str) -> Result<(String, Date), String> {
    let (term, until) = text
        .rsplit_once('=')
        .ok_or("write the form, `=` and its last day: `Ministry of Culture=2018-03-21`")?;
    Ok((term.trim().to_owned(), until.trim().parse()?))
}

/// Adds a concept.
pub(super) fn run(args: &AddArgs) -> io::Result<Outcome> {
    let mut asked = args.clone();
    if !asked.missing().is_empty() && io::stdin().is_terminal() && io::stderr().is_terminal() {
        ask::ask(&mut asked)?;
    }
    match add(&asked) {
        Ok(line) => {
            let mut out = output::stdout();
            writeln!(out, "{line}")?;
            out.flush()?;
            Ok(Outcome::Clean)
        }
        Err(message) => {
            output::error(&message);
            Ok(Outcome::Failed)
        }
    }
}

impl AddArgs {
    /// The options that a concept cannot do without and that are not given.
    fn missing(&self) -> Vec<&'static str> {
        let given = [
            ("--file", self.file.is_some()),
            ("--id", self.id.is_some()),
            ("--kind", self.kind.is_some()),
            ("--source", !self.source.is_empty()),
            ("--preferred", self.preferred.is_some()),
        ];
        let missing = given.iter().filter(|(_, given)| !given);
        missing.map(|&(name, _)| name).collect()
    }

    fn entry(&self) -> Entry {
        let kinds = [
            (
                FormStatus::Preferred,
                Condition::Always,
                self.preferred.as_slice(),
            ),
            (FormStatus::Admitted, Condition::Always, &self.admitted),
            (FormStatus::Short, Condition::Always, &self.short),
            (FormStatus::Deprecated, Condition::Always, &self.deprecated),
            (
                FormStatus::Deprecated,
                Condition::WithSource,
                &self.only_with_source,
            ),
            (
                FormStatus::Deprecated,
                Condition::InQuotes,
                &self.only_in_quotes,
            ),
            (FormStatus::Pattern, Condition::Always, &self.pattern),
        ];
        let mut forms: Vec<Form> = Vec::new();
        for (status, condition, terms) in kinds {
            forms.extend(terms.iter().map(|term| {
                let withdrawn = matches!(status, FormStatus::Deprecated | FormStatus::Pattern);
                let (term, replacement) = match term.split_once("=>").filter(|_| withdrawn) {
                    Some((term, replacement)) => (term.trim(), Some(replacement.trim().to_owned())),
                    None => (&**term, None),
                };
                Form {
                    term: term.to_owned(),
                    status,
                    condition,
                    replacement,
                    ..Form::default()
                }
            }));
        }
        forms.extend(self.superseded.iter().map(|(term, until)| Form {
            term: term.clone(),
            status: FormStatus::Superseded,
            until: Some(*until),
            ..Form::default()
        }));
        Entry {
            id: self.id.clone().unwrap_or_default(),
            kind: self.kind,
            source: self.source.clone(),
            forms,
            evidence: Some(self.evidence),
            reference: self.reference.clone(),
            note: self.note.clone(),
            ..Entry::default()
        }
    }
}

/// Proves the concept and writes it; the line says what was done, an error why nothing was.
fn add(args: &AddArgs) -> Result<String, String> {
    let missing = args.missing();
    let (Some(path), true) = (&args.file, missing.is_empty()) else {
        let missing = missing.join(", ");
        return Err(format!(
            "nothing was added, because {missing} must be given; on a terminal tifa asks for what is missing"
        ));
    };
    let shown = path.to_string_lossy().replace('\\', "/");
    if let Some(directory) = path.parent()
        && !directory.as_os_str().is_empty()
        && !directory.is_dir()
    {
        return Err(format!(
            "{shown}: there is no such directory; make it first, or name another file"
        ));
    }
    let before = match path.exists() {
        true => Some(glossary::open(path).map_err(|error| error.to_string())?),
        false => None,
    };
    let before = before.as_ref().map(|file| &*file.text);
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let file_id = id_from_name(stem.unwrap_or("house"));
    let mut entry = args.entry();
    let id = entry.id.clone();
    let refused = format!("`{}` was not added, and nothing was written", sanitize(&id));

    // The sentences are read with the concept in place: what is found in them is what it makes of them.
    let load = |entry: &Entry| {
        let text = append(before, &file_id, entry);
        let given = vec![GlossaryFile::new(shown.as_str(), text.clone())];
        let collection = files::join(given, !args.no_bundled);
        (text, collection)
    };
    let (_, collection) = load(&entry);
    if collection.failed || has_warnings(&collection, &id, before.map_or(0, str::len)) {
        return Err(refused);
    }
    let linter = Linter::new(&collection.glossary, Settings::default());
    let pairs = |texts: &[String]| -> Vec<(Option<String>, String)> {
        let pairs = texts.chunks_exact(2);
        pairs
            .map(|pair| (Some(pair[0].clone()), pair[1].clone()))
            .collect()
    };
    let alone = |texts: &[String]| -> Vec<(Option<String>, String)> {
        texts.iter().map(|text| (None, text.clone())).collect()
    };
    let speaking = [alone(&args.example), pairs(&args.example_with_source)].concat();
    for (source, text) in speaking {
        let finds = observe(&linter, &id, &text, source.as_deref());
        let shown = sanitize(&text);
        let finds = finds.map_err(|others| {
            let others = others.join("; ");
            let others = sanitize(&others);
            format!("{refused}: the example `{shown}` has other faults: {others}")
        })?;
        if finds.is_empty() {
            return Err(format!(
                "{refused}: nothing is found in the example `{shown}`; write one with a withdrawn form, or give it as --silent"
            ));
        }
        let finds = finds.into_iter();
        let finds = finds.map(|find| {
            (
                find.text.into(),
                find.rule.into(),
                find.fix.map(String::from),
            )
        });
        entry.examples.push(ExampleEntry {
            source,
            text,
            finds: finds.collect(),
        });
    }
    let silent = [alone(&args.silent), pairs(&args.silent_with_source)].concat();
    entry
        .examples
        .extend(silent.into_iter().map(|(source, text)| ExampleEntry {
            source,
            text,
            ..ExampleEntry::default()
        }));
    let (text, collection) = load(&entry);
    if collection.failed || has_failures(&collection, &id) {
        return Err(refused);
    }
    put(path, text.as_bytes()).map_err(|error| error.to_string())?;
    let examples = output::count(entry.examples.len(), "example");
    let hold = match entry.examples.len() {
        0 => "without an example".to_owned(),
        1 => format!("{examples} holds"),
        _ => format!("{examples} hold"),
    };
    Ok(format!("{shown}: `{id}` added, {hold}"))
}

/// Shows what is doubtful about the concept, which stands behind `start` in its file, as `lint` does.
fn has_warnings(collection: &Collection, id: &str, start: usize) -> bool {
    let name = format!("`{id}`");
    let is_about = |problem: &Problem| {
        let diagnostic = &problem.diagnostic;
        let added = collection.is_own(problem.file) && diagnostic.location.span.start() >= start;
        diagnostic.severity >= Severity::Warning && (added || diagnostic.message.contains(&name))
    };
    let mut problems = review(&collection.glossary);
    problems.retain(is_about);
    let texts = collection.files.iter();
    let texts: Vec<(&str, &str)> = texts.map(|file| (&*file.path, &*file.text)).collect();
    glossaries::show(&texts, &problems);
    !problems.is_empty()
}

/// Runs the examples of the concept, and shows those that do not hold as `test` does.
fn has_failures(collection: &Collection, id: &str) -> bool {
    let linter = Linter::new(&collection.glossary, Settings::default());
    let mut shown = Vec::new();
    let own = |trial: &Trial<'_>| &*trial.concept.id == id;
    for trial in trials(&collection.glossary).filter(own) {
        let failures = trial.run(&linter);
        if !failures.is_empty() {
            // Writing to memory does not fail.
            drop(test::write_failures(
                &mut shown, collection, &trial, &failures,
            ));
        }
    }
    output::to_stderr(&shown);
    !shown.is_empty()
}
