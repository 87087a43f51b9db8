//! `--interactive`: the session on a terminal, and what is left when it ends.

use std::io::{self, Write};
use std::path::Path;

use super::run::{AllUsage, Run, linters};
use super::{Prepared, accepted, prepare};
use crate::cli::args::CheckOptions;
use crate::cli::exit_code::Outcome;
use crate::cli::files::Input;
use crate::cli::interactive::{Doing, Ended, State, is_disabled};
use crate::cli::project_glossary::{self, Change, Project};
use crate::cli::{authority, disabling, interactive, output};
use crate::diagnostics::Diagnostic;
use crate::documents::Document;
use crate::fix::Places;
use crate::report::{Failure, FileReport};

/// Goes through the findings of all files, and reports what is left of them. Glossaries and settings are read anew each
/// time the session has changed them.
pub(super) fn run(
    options: &CheckOptions,
    inputs: &[Input],
    failures: &[Failure],
) -> io::Result<Outcome> {
    let Some(mut state) = State::begin() else {
        return Ok(Outcome::Failed);
    };
    loop {
        let Some(prepared) = prepare(options, inputs.to_vec(), failures.to_vec()) else {
            return Ok(Outcome::Failed);
        };
        let linters = linters(&prepared.plan, &prepared.glossaries, &prepared.of_group);
        let run = prepared.run(options, &linters);
        let across = run.settings.across;
        let usage: AllUsage = across.then(|| run.usage(&Default::default()));
        let accepted = accepted::of(&run, &prepared.accepting, &usage);
        if session(&run, &prepared, &usage, &accepted, &mut state)? == Ended::Changed {
            continue;
        }
        let summary = left(&run, &prepared, &usage, &state)?;
        let failed = prepared.failed || state.failed || !prepared.failures.is_empty();
        return Ok(match failed {
            true => Outcome::Failed,
            false => prepared.outcome(&summary),
        });
    }
}

fn session(
    run: &Run<'_, '_>,
    prepared: &Prepared,
    usage: &AllUsage,
    accepted: &[Places],
    state: &mut State,
) -> io::Result<Ended> {
    let isolated = run.options.glossaries.config.isolated;
    let check = |number: usize, document: &Document| {
        let mut findings = run.lint(number, document, usage);
        let glossary = run.linter(number).matcher().glossary();
        authority::cite(&mut findings.diagnostics, glossary);
        findings
    };
    let disable = |number: usize, concept: &str| {
        if isolated {
            return Err("no tifa.toml is read with --isolated; leave it out".to_owned());
        }
        disabling::disable(run.configs[run.group_of[number]], concept)
    };
    let is_right = |number: usize, concept: &str, words: &str| {
        let glossary = run.linter(number).matcher().glossary();
        glossary.find(concept).is_some_and(|concept| {
            let mut renderings = concept.renderings.iter();
            renderings.any(|form| form.status.is_correct() && form.term.as_str() == words)
        })
    };
    let add = |number: usize, concept: &str, change: &Change| {
        let group = &prepared.plan.groups[run.group_of[number]];
        let text = match &run.inputs[number] {
            Input::File(path) => path.as_path(),
            Input::Stdin => Path::new("-"),
        };
        let project = Project {
            text,
            config: &group.config,
            layer: &group.settings.layer,
            glossary: run.linter(number).matcher().glossary(),
            isolated,
        };
        project_glossary::change(&project, concept, change)
    };
    let doing = Doing {
        open: &|path| run.open(&Input::File(path.to_path_buf())),
        check: &check,
        disable: &disable,
        is_right: &is_right,
        add: &add,
        accepted,
        report: &run.report_options(),
    };
    interactive::run(&doing, run.inputs, state)
}

/// Reports how much is left.
fn left(
    run: &Run<'_, '_>,
    prepared: &Prepared,
    usage: &AllUsage,
    state: &State,
) -> io::Result<crate::report::Summary> {
    let mut accepting = prepared.accepting.clone();
    let mut summary = run.empty_summary();
    for (number, input) in run.inputs.iter().enumerate() {
        // What cannot be read was said already.
        if let Ok(document) = run.open(input) {
            let mut findings = run.lint(number, &document, usage);
            let is_on = |found: &Diagnostic| !is_disabled(found, &state.disabled);
            findings.diagnostics.retain(is_on);
            accepting.pass(&document, &mut findings);
            let report = FileReport::new(&document, &findings.diagnostics);
            summary.add(&report, findings.words);
        }
    }
    summary.accepted = accepting.held();
    let mut out = output::stdout();
    let mut reporter = run.settings.format.reporter(&run.report_options());
    reporter.finish(&mut out, &summary)?;
    out.flush()?;
    Ok(summary)
}
