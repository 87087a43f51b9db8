//! `tifa check`: read, check, report.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::args::CheckOptions;
use super::exit_code::Outcome;
use super::files::{self, Input};
use super::fixing::{self, Done};
use super::{authority, glossaries, output, rules, stats};
use crate::diagnostics::{Diagnostic, RuleId};
use crate::documents::{self, Document, DocumentError, DocumentErrorKind, OpenOptions};
use crate::lint::{Findings, Linter};
use crate::matching::Usage;
use crate::report::{FileReport, ReportFormat, ReportOptions, SourceTexts, Summary};

/// Files read at once for each thread: enough to keep all busy, few enough to bound the memory.
const BATCH: usize = 16;

/// Checks what the options name.
pub(super) fn run(options: &CheckOptions) -> io::Result<Outcome> {
    let Some(mut settings) = rules::settings(&options.rules) else {
        return Ok(Outcome::Failed);
    };
    settings.date = options.date;
    let (glossary, mut failed) = glossaries::load(&options.glossaries);
    let (inputs, errors) = files::find(&options.paths);
    for error in &errors {
        output::error(error);
    }
    failed |= !errors.is_empty();
    let linter = Linter::new(&glossary, settings);
    let run = Run {
        options,
        linter: &linter,
        inputs: &inputs,
        stdin: OnceLock::new(),
    };
    let pool = run.pool();
    let ended = match pool {
        Some(pool) => pool.install(|| run.report(&mut failed))?,
        None => run.report(&mut failed)?,
    };
    let Ended { summary, fixed } = ended;
    if options.fixes.any() {
        fixed.say(&options.fixes);
    }
    // The process ends next; taking a large glossary apart piece by piece would be wasted.
    std::mem::forget(linter);
    std::mem::forget(glossary);
    if options.fixes.diff {
        return Ok(match (failed, fixed.any()) {
            (true, _) => Outcome::Failed,
            (false, true) => Outcome::Findings,
            (false, false) => Outcome::Clean,
        });
    }
    let fails = options.fail_on.0.is_some_and(|level| {
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

struct Run<'a> {
    options: &'a CheckOptions,
    linter: &'a Linter<'a>,
    inputs: &'a [Input],
    stdin: OnceLock<io::Result<Vec<u8>>>,
}

impl Run<'_> {
    /// Threads for more than one file; one file needs none.
    fn pool(&self) -> Option<rayon::ThreadPool> {
        let threads = self.options.jobs.map_or(0, usize::from);
        if self.inputs.len() < 2 || threads == 1 {
            return None;
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .ok()
    }

    /// Checks all files, in batches, and writes their reports in order.
    fn report(&self, failed: &mut bool) -> io::Result<Ended> {
        let options = self.options;
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
        let usage = options.across.then(|| self.usage());
        let progress = self.progress();
        for batch in self.inputs.chunks(self.batch()) {
            let checked = self.each(batch, |input| {
                let document = self.open(input)?;
                let check = |document: &Document| match &usage {
                    Some(usage) => self.linter.lint_across(document, usage),
                    None => self.linter.lint(document),
                };
                let (document, mut findings, done) = if options.fixes.any() {
                    options.fixes.run(input, document, check)
                } else {
                    let findings = check(&document);
                    (document, findings, Done::default())
                };
                if options.format == ReportFormat::Human {
                    authority::cite(&mut findings.diagnostics, self.linter.matcher().glossary());
                }
                Ok::<_, DocumentError>((document, findings, done))
            });
            for result in checked {
                progress.inc(1);
                match result {
                    Ok((document, findings, done)) => {
                        let Findings { diagnostics, words } = &findings;
                        for note in &done.notes {
                            progress.suspend(|| output::note(note));
                        }
                        if let Some(error) = &done.error {
                            progress.suspend(|| output::error(&error.to_string()));
                            *failed = true;
                        }
                        progress.suspend(|| fixed.add(&done, report.color, &mut texts))?;
                        for note in document.notes() {
                            progress.suspend(|| {
                                output::note(&format!("{}: {note}", document.path()));
                            });
                        }
                        if *words == 0 && diagnostics.is_empty() {
                            progress.suspend(|| {
                                output::note(&format!("{}: no words in it", document.path()));
                            });
                        }
                        others.read(diagnostics, self);
                        let report = FileReport::new(&document, diagnostics).with_texts(&others);
                        progress.suspend(|| reporter.file(&mut out, &report))?;
                        summary.add(&report, *words);
                        if batch.len() == 1 && self.inputs.len() == 1 {
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
        progress.finish_and_clear();
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
        if self.options.fixes.diff {
            Box::new(io::sink())
        } else if self.options.fixes.fix && self.inputs.contains(&Input::Stdin) {
            Box::new(output::Errors)
        } else {
            Box::new(output::stdout())
        }
    }

    /// The wordings of all files together, for --across.
    fn usage(&self) -> Usage {
        let mut all = Usage::default();
        for batch in self.inputs.chunks(self.batch()) {
            // A file that cannot be read is reported when it is checked.
            let read = self.each(batch, |input| {
                Some(self.linter.usage(&self.open(input).ok()?))
            });
            for usage in read.iter().flatten() {
                all.add(usage);
            }
        }
        all
    }

    /// Does something for each file of a batch, on all threads, with the results in order.
    fn each<T: Send>(&self, batch: &[Input], work: impl Fn(&Input) -> T + Sync + Send) -> Vec<T> {
        if batch.len() < 2 || self.options.jobs == Some(1) {
            return batch.iter().map(work).collect();
        }
        batch.par_iter().map(work).collect()
    }

    fn batch(&self) -> usize {
        BATCH * rayon::current_num_threads().max(1)
    }

    fn open(&self, input: &Input) -> Result<Document, DocumentError> {
        let options = OpenOptions {
            size_limit: self.options.max_size,
            ..OpenOptions::default()
        };
        match input {
            Input::File(path) => documents::open(path, &options),
            Input::Stdin => {
                let name = &self.options.stdin_filename;
                // It can be read only once, and may be wanted more often.
                let read = self.stdin.get_or_init(|| {
                    let mut bytes = Vec::new();
                    let limit = self.options.max_size.saturating_add(1);
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
    fn read(&mut self, diagnostics: &[Diagnostic], run: &Run<'_>) {
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
