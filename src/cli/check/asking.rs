//! `--interactive`: the session on a terminal, and what is left when it ends.

use std::io;

use super::run::AllUsage;
use super::{accepted, prepare};
use crate::cli::args::CheckOptions;
use crate::cli::exit_code::Outcome;
use crate::cli::files::Input;
use crate::cli::{authority, disabling, interactive, output};
use crate::diagnostics::Diagnostic;
use crate::documents::Document;
use crate::report::{Failure, FileReport};

/// Goes through the findings of all files, and reports what is left of them.
pub(super) fn run(
    options: &CheckOptions,
    inputs: &[Input],
    failures: Vec<Failure>,
) -> io::Result<Outcome> {
    let Some(prepared) = prepare(options, inputs.to_vec(), failures) else {
        return Ok(Outcome::Failed);
    };
    let linters = super::linters(&prepared.plan, &prepared.glossaries, &prepared.of_group);
    let run = prepared.run(options, &linters);
    let usage: AllUsage = run.settings.across.then(|| run.usage(&Default::default()));
    let accepted = accepted::of(&run, &prepared.accepting, &usage);
    let open = |input: &Input| run.open(input);
    let cited = |number: usize, document: &Document| {
        let mut findings = run.lint(number, document, &usage);
        let glossary = run.linter(number).matcher().glossary();
        authority::cite(&mut findings.diagnostics, glossary);
        findings
    };
    let disable = |number: usize, concept: &str| {
        if options.glossaries.config.isolated {
            return Err("no tifa.toml is read with --isolated; leave it out".to_owned());
        }
        disabling::disable(run.configs[run.group_of[number]], concept)
    };
    let report = run.report_options();
    let ended = interactive::run(&open, &cited, &disable, &accepted, &report, inputs)?;
    let mut accepting = prepared.accepting.clone();
    let mut summary = run.empty_summary();
    let mut out = output::stdout();
    for (number, input) in inputs.iter().enumerate() {
        // What cannot be read was said already.
        if let Ok(document) = run.open(input) {
            let mut findings = run.lint(number, &document, &usage);
            let is_on = |found: &Diagnostic| !interactive::is_disabled(found, &ended.disabled);
            findings.diagnostics.retain(is_on);
            accepting.pass(&document, &mut findings);
            let report = FileReport::new(&document, &findings.diagnostics);
            summary.add(&report, findings.words);
        }
    }
    let mut reporter = run.settings.format.reporter(&report);
    reporter.finish(&mut out, &summary)?;
    io::Write::flush(&mut out)?;
    if prepared.failed || ended.failed || !prepared.failures.is_empty() {
        return Ok(Outcome::Failed);
    }
    Ok(prepared.outcome(&summary))
}
