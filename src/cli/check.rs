//! `tifa check`: read, check, report.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Read, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::accepting::Accepting;
use super::args::CheckOptions;
use super::exit_code::Outcome;
use super::files::{self, Input};
use super::fixing::{self, Done, Draft, Drafts};
use super::settings::{self, Plan, WholeRun};
use super::{
    authority, disabling, glossaries, ignoring, interactive, output, show_settings, stats, watch,
};
use crate::config::Config;
use crate::diagnostics::{Diagnostic, RuleId};
use crate::documents::{self, Document, DocumentError, DocumentErrorKind, OpenOptions};
use crate::glossary::Glossary;
use crate::lint::{Findings, Linter, Settings};
use crate::matching::Usage;
use crate::report::{FileReport, ReportFormat, ReportOptions, SourceTexts, Summary};

/// Files read at once for each thread: enough to keep all busy, few enough to bound the memory.
const BATCH: usize = 16;

/// Checks what the options name: once, or with --watch again and again.
pub(super) fn run(options: &CheckOptions) -> io::Result<Outcome> {
    if options.watch {
        watch::run(options, || once(options))
    } else {
        once(options)
    }
}

fn once(options: &CheckOptions) -> io::Result<Outcome> {
    let (inputs, errors) = files::find(&options.paths);
    for error in &errors {
        output::error(error);
    }
    let Some(plan) = settings::plan(options, &inputs) else {
        return Ok(Outcome::Failed);
    };
    if options.show_settings {
        show_settings::run(options, &plan, &inputs)?;
        return Ok(Outcome::Clean);
    }
    let mut failed = !errors.is_empty();
    let baseline = plan.whole.baseline.clone();
    let Some(mut accepting) = Accepting::new(baseline, options.write_baseline, &inputs) else {
        return Ok(Outcome::Failed);
    };
    let (glossaries, of_group) = glossaries::load_groups(&plan.groups, &mut failed);
    let linters = linters(&plan, &glossaries, &of_group);
    let run = Run {
        options,
        settings: &plan.whole,
        linters: &linters,
        configs: plan.groups.iter().map(|group| &group.config).collect(),
        group_of: &plan.group_of,
        glossary_of: &of_group,
        inputs: &inputs,
        stdin: OnceLock::new(),
    };
    let pool = run.pool();
    let ended = match pool {
        Some(pool) => pool.install(|| run.report(&mut accepting, &mut failed))?,
        None => run.report(&mut accepting, &mut failed)?,
    };
    let Ended { summary, fixed } = ended;
    if options.fixes.any() {
        fixed.say(&options.fixes);
    }
    if !options.watch {
        // The process ends next; taking a large glossary apart piece by piece would be wasted.
        std::mem::forget(linters);
        std::mem::forget(glossaries);
    }
    if options.fixes.diff {
        return Ok(match (failed, fixed.any()) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::Findings,
            (false, false) => Outcome::Clean,
        });
    }
    let fails = plan.whole.fail_on.0.is_some_and(|level| {
        let severities = crate::diagnostics::Severity::ALL;
        severities
            .into_iter()
            .any(|severity| severity >= level && summary.count(severity) > 0)
    });
    Ok(match (failed, fails) {
        (true, _) => Outcome::Failed,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Clean,
    })
}

/// What a run says at its end.
struct Ended {
    summary: Summary,
    fixed: fixing::Total,
}

/// A linter for each group of files; groups with the same glossary share what was made of it.
fn linters<'g>(plan: &Plan, glossaries: &'g [Glossary], of_group: &[usize]) -> Vec<Linter<'g>> {
    let mut ready: Vec<Option<Linter<'g>>> = vec![None; glossaries.len()];
    plan.groups
        .iter()
        .zip(of_group)
        .map(|(group, &glossary)| {
            let settings = group.settings.lint.clone();
            let first = ready[glossary]
                .get_or_insert_with(|| Linter::new(&glossaries[glossary], Settings::default()));
            first.with_settings(settings)
        })
        .collect()
}

struct Run<'a, 'g> {
    options: &'a CheckOptions,
    settings: &'a WholeRun,
    /// One for each group of files.
    linters: &'a [Linter<'g>],
    /// The configuration of each group.
    configs: Vec<&'a Config>,
    /// The group of each input.
    group_of: &'a [usize],
    /// The glossary of each group.
    glossary_of: &'a [usize],
    inputs: &'a [Input],
    stdin: OnceLock<io::Result<Vec<u8>>>,
}

impl<'g> Run<'_, 'g> {
    /// Threads for more than one file; one file needs none.
    fn pool(&self) -> Option<rayon::ThreadPool> {
        let threads = self.settings.jobs.map_or(0, usize::from);
        if self.inputs.len() < 2 || threads == 1 {
            return None;
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .ok()
    }

    /// Checks all files, in batches, and writes their reports in order.
    fn report(&self, accepting: &mut Accepting, failed: &mut bool) -> io::Result<Ended> {
        let options = self.settings;
        let report = ReportOptions {
            color: output::color(options.color),
            width: output::width(),
            mqm,
            ..ReportOptions::default()
        };
        let mut reporter = options.format.reporter(&report);
        let mut out = self.report_to();
        let mut texts = output::stdout();
        let mut fixed = fixing::Total::default();
        let mut summary = if options.stats {
            Summary::detailed()
        } else {
            Summary::default()
        };
        let mut others = Others::default();
        let mut drafts = Drafts::new();
        let usage = options.across.then(|| self.settled_usage(&mut drafts));
        let check = |number: usize, document: &Document| {
            let linter = self.linter(number);
            match &usage {
                Some(usage) => linter.lint_across(document, &usage[self.glossary(number)]),
                None => linter.lint(document),
            }
        };
        if self.options.fixes.interactive {
            let open = |input: &Input| self.open(input);
            let cited = |number: usize, document: &Document| {
                let mut findings = check(number, document);
                let glossary = self.linter(number).matcher().glossary();
                authority::cite(&mut findings.diagnostics, glossary);
                findings
            };
            let disable = |number: usize, concept: &str| {
                if self.options.glossaries.config.isolated {
                    return Err("no tifa.toml is read with --isolated; leave it out".to_owned());
                }
                disabling::disable(self.configs[self.group_of[number]], concept)
            };
            let ended = interactive::run(&open, &cited, &disable, &report, self.inputs)?;
            *failed |= ended.failed;
            for (number, input) in self.inputs.iter().enumerate() {
                // What cannot be read was said already.
                if let Ok(document) = self.open(input) {
                    let mut findings = check(number, &document);
                    let is_on =
                        |found: &Diagnostic| !interactive::is_disabled(found, &ended.disabled);
                    findings.diagnostics.retain(is_on);
                    accepting.pass(&document, &mut findings);
                    let report = FileReport::new(&document, &findings.diagnostics);
                    summary.add(&report, findings.words);
                }
            }
            reporter.finish(&mut out, &summary)?;
            out.flush()?;
            return Ok(Ended { summary, fixed });
        }
        let progress = self.progress();
        // Files whose findings another file's entries of the baseline may hold, and those after them.
        let mut waiting: Vec<(usize, Document, Findings)> = Vec::new();
        for batch in self.batches() {
            let checked = self.each(batch.clone(), |number, input| {
                let document = self.open(input)?;
                let linter = self.linter(number);
                let check = |document: &Document| check(number, document);
                let fixes = &self.options.fixes;
                let (document, mut findings, done) = if fixes.any() {
                    fixes.run(input, document, drafts.get(&number), check)
                } else if let Some(reason) = &self.options.add_ignore {
                    ignoring::run(input, document, reason, check)
                } else {
                    let findings = check(&document);
                    (document, findings, Done::default())
                };
                if options.format == ReportFormat::Human && !accepting.is_asked() {
                    authority::cite(&mut findings.diagnostics, linter.matcher().glossary());
                }
                Ok::<_, DocumentError>((document, findings, done))
            });
            for (number, result) in batch.clone().zip(checked) {
                progress.inc(1);
                match result {
                    Ok((document, mut findings, done)) => {
                        for note in &done.notes {
                            progress.suspend(|| output::note(note));
                        }
                        if let Some(error) = &done.error {
                            progress.suspend(|| output::error(&error.to_string()));
                            *failed = true;
                        }
                        progress.suspend(|| {
                            fixed.add(&done, &findings.diagnostics, report.color, &mut texts)
                        })?;
                        for note in document.notes() {
                            progress.suspend(|| {
                                output::note(&format!("{}: {note}", document.path()));
                            });
                        }
                        if findings.words == 0 && findings.diagnostics.is_empty() {
                            progress.suspend(|| {
                                output::note(&format!("{}: no words in it", document.path()));
                            });
                        }
                        let may_pass = accepting.pass(&document, &mut findings);
                        if !may_pass || !waiting.is_empty() {
                            waiting.push((number, document, findings));
                            continue;
                        }
                        if accepting.is_asked() && options.format == ReportFormat::Human {
                            let glossary = self.linter(number).matcher().glossary();
                            authority::cite(&mut findings.diagnostics, glossary);
                        }
                        let diagnostics = &findings.diagnostics;
                        others.read(diagnostics, self);
                        let report = FileReport::new(&document, diagnostics).with_texts(&others);
                        progress.suspend(|| reporter.file(&mut out, &report))?;
                        summary.add(&report, findings.words);
                        if batch.len() == 1 && self.inputs.len() == 1 && !self.options.watch {
                            // The process ends next; taking the findings apart one by one would be wasted.
                            std::mem::forget((document, findings));
                        }
                    }
                    Err(error) => {
                        progress.suspend(|| output::error(&error.to_string()));
                        *failed = true;
                    }
                }
            }
        }
        for (number, document, mut findings) in waiting {
            accepting.pass_late(&document, &mut findings);
            if options.format == ReportFormat::Human {
                let glossary = self.linter(number).matcher().glossary();
                authority::cite(&mut findings.diagnostics, glossary);
            }
            others.read(&findings.diagnostics, self);
            let report = FileReport::new(&document, &findings.diagnostics).with_texts(&others);
            progress.suspend(|| reporter.file(&mut out, &report))?;
            summary.add(&report, findings.words);
        }
        progress.finish_and_clear();
        summary.accepted = accepting.held();
        if accepting.is_writing() {
            *failed |= !accepting.finish(*failed);
            return Ok(Ended { summary, fixed });
        }
        reporter.finish(&mut out, &summary)?;
        if options.stats {
            match options.format {
                ReportFormat::Human | ReportFormat::Concise => stats::write(&mut out, &summary)?,
                // A reader of JSON expects nothing else.
                ReportFormat::Json | ReportFormat::Jsonl => {
                    let mut table = Vec::new();
                    stats::write(&mut table, &summary)?;
                    out.flush()?;
                    output::to_stderr(&table);
                }
            }
        }
        out.flush()?;
        texts.flush()?;
        Ok(Ended { summary, fixed })
    }

    /// Where the report goes: to standard output, unless that has the differences or the fixed text of standard input.
    fn report_to(&self) -> Box<dyn Write> {
        if self.options.fixes.diff || self.options.write_baseline {
            Box::new(io::sink())
        } else if self.options.fixes.fix && self.inputs.contains(&Input::Stdin) {
            Box::new(output::Errors)
        } else {
            Box::new(output::stdout())
        }
    }

    /// The wordings of all files together, for --across; with --fix, those that all files have when all are fixed.
    fn settled_usage(&self, drafts: &mut Drafts) -> Vec<Usage> {
        /// Times that all files are fixed: a fix in one may call for another in the next.
        const PASSES: usize = 10;
        let fixes = &self.options.fixes;
        let mut usage = self.usage(drafts);
        for _ in 0..if fixes.any() { PASSES } else { 0 } {
            let mut more = Drafts::new();
            for batch in self.batches() {
                let fixed = self.each(batch, |number, input| {
                    let draft = match drafts.get(&number) {
                        Some(draft) => draft.clone(),
                        None => Draft::of(self.open(input).ok()?),
                    };
                    let (linter, usage) = (self.linter(number), &usage[self.glossary(number)]);
                    let draft =
                        fixes.draft(draft, |document| linter.lint_across(document, usage))?;
                    Some((number, draft))
                });
                more.extend(fixed.into_iter().flatten());
            }
            if more.is_empty() {
                break;
            }
            drafts.extend(more);
            usage = self.usage(drafts);
        }
        usage
    }

    /// The wordings of all files together, of drafts where there are any: those of each glossary.
    fn usage(&self, drafts: &Drafts) -> Vec<Usage> {
        let glossaries = self.glossary_of.iter().max().map_or(0, |last| last + 1);
        let mut all = vec![Usage::default(); glossaries];
        for batch in self.batches() {
            // A file that cannot be read is reported when it is checked.
            let read = self.each(batch, |number, input| {
                let linter = self.linter(number);
                let usage = match drafts.get(&number) {
                    Some(draft) => linter.usage(&draft.document),
                    None => linter.usage(&self.open(input).ok()?),
                };
                Some((self.glossary(number), usage))
            });
            for (glossary, usage) in read.iter().flatten() {
                all[*glossary].add(usage);
            }
        }
        all
    }

    /// The linter for an input, by its number.
    fn linter(&self, number: usize) -> &Linter<'g> {
        &self.linters[self.group_of[number]]
    }

    /// The glossary for an input, by its number.
    fn glossary(&self, number: usize) -> usize {
        self.glossary_of[self.group_of[number]]
    }

    /// Does something for each file of a batch, on all threads, with the results in order.
    fn each<T: Send>(
        &self,
        batch: Range<usize>,
        work: impl Fn(usize, &Input) -> T + Sync + Send,
    ) -> Vec<T> {
        let work = |number: usize| work(number, &self.inputs[number]);
        if batch.len() < 2 || self.settings.jobs == Some(1) {
            return batch.map(work).collect();
        }
        batch.into_par_iter().map(work).collect()
    }

    /// The inputs by number, so many at a time that the memory is bounded.
    fn batches(&self) -> impl Iterator<Item = Range<usize>> {
        let size = BATCH * rayon::current_num_threads().max(1);
        let count = self.inputs.len();
        (0..count)
            .step_by(size)
            .map(move |start| start..count.min(start + size))
    }

    fn open(&self, input: &Input) -> Result<Document, DocumentError> {
        let options = OpenOptions {
            size_limit: self.settings.max_size,
            ..OpenOptions::default()
        };
        match input {
            Input::File(path) => documents::open(path, &options),
            Input::Stdin => {
                let name = &self.options.stdin_filename;
                // It can be read only once, and may be wanted more often.
                let read = self.stdin.get_or_init(|| {
                    let mut bytes = Vec::new();
                    let limit = self.settings.max_size.saturating_add(1);
                    io::stdin()
                        .lock()
                        .take(limit)
                        .read_to_end(&mut bytes)
                        .map(|_| bytes)
                });
                match read {
                    Ok(bytes) => documents::read_bytes(name, bytes.clone(), &options),
                    Err(error) => Err(DocumentError {
                        path: name.as_str().into(),
                        kind: DocumentErrorKind::Io(error.kind().into()),
                    }),
                }
            }
        }
    }

    /// A bar on standard error for long runs on a terminal; it appears only when the run takes a while.
    fn progress(&self) -> ProgressBar {
        if !io::stderr().is_terminal() || self.inputs.len() < 2 * BATCH {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(self.inputs.len() as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files {eta}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        bar
    }
}

/// The texts of other files of the run, which labels point into when wordings are counted over all files.
#[derive(Default)]
struct Others {
    texts: HashMap<Arc<str>, String>,
}

impl Others {
    /// Reads the files that labels name and that are not at hand yet. One that is gone meanwhile is shown by name alone.
    fn read(&mut self, diagnostics: &[Diagnostic], run: &Run<'_, '_>) {
        for label in diagnostics.iter().flat_map(|diagnostic| &diagnostic.labels) {
            let Some(path) = label
                .path
                .as_ref()
                .filter(|path| !self.texts.contains_key(*path))
            else {
                continue;
            };
            let input = if **path == *run.options.stdin_filename {
                Input::Stdin
            } else {
                Input::File(PathBuf::from(&**path))
            };
            if let Ok(document) = run.open(&input) {
                self.texts.insert(
                    path.clone(),
                    document.part(label.location.part).text.clone(),
                );
            }
        }
    }
}

impl SourceTexts for Others {
    fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }
}

/// The MQM error type of a rule.
fn mqm(rule: RuleId) -> &'static str {
    crate::rules::find(rule.as_str()).map_or("other", |rule| rule.mqm())
}
