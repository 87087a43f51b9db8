//! Goes through the files of a run, in batches, and writes their reports in order.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::others::Others;
use super::run::{AllUsage, BATCH, Run, of_input};
use super::{Ended, accepted};
use crate::cli::accepting::Accepting;
use crate::cli::files::Input;
use crate::cli::fixing::{self, Done, Drafts};
use crate::cli::{authority, ignoring, output, stats};
use crate::diagnostics::RuleId;
use crate::documents::{Document, DocumentError};
use crate::lint::{Findings, Wordings};
use crate::report::{Failure, FileReport, ReportFormat, ReportOptions, Reporter, Summary};

/// One file that was read: its number, and what came of it.
type Checked = (Document, Findings, Done);

/// What is written while the files go by.
struct Written {
    reporter: Box<dyn Reporter>,
    /// Where reports go.
    out: Box<dyn Write>,
    summary: Summary,
    /// With --stats.
    wordings: Wordings,
    others: Others,
}

impl Run<'_, '_> {
    /// Checks all files and reports them. What could not be read or written is said, and added to the failures.
    pub(super) fn report(
        &self,
        accepting: &mut Accepting,
        failed: bool,
        failures: &mut Vec<Failure>,
    ) -> io::Result<Ended> {
        let options = self.settings;
        let report = self.report_options();
        let mut written = Written {
            reporter: options.format.reporter(&report),
            out: self.report_to(),
            summary: self.empty_summary(),
            wordings: Wordings::default(),
            others: Others::default(),
        };
        let mut texts = output::stdout();
        let mut fixed = fixing::Total::default();
        let mut drafts = Drafts::new();
        let fixes = &self.options.fixes;
        let mut usage: AllUsage = options.across.then(|| self.usage(&drafts));
        let accepted = if fixes.any() || self.options.add_ignore.is_some() {
            accepted::of(self, accepting, &usage)
        } else {
            Vec::new()
        };
        if options.across && fixes.any() {
            usage = Some(self.settled_usage(&mut drafts, &accepted));
        }
        let progress = self.progress();
        // Files whose findings another file's entries of the baseline may hold, and those after them.
        let mut waiting: Vec<(usize, Document, Findings)> = Vec::new();
        for batch in self.batches() {
            let checked = self.each(batch.clone(), |number, input| {
                let document = self.open(input)?;
                let check = |document: &Document| self.lint(number, document, &usage);
                let alone = of_input(&accepted, number);
                let (document, mut findings, done) = if fixes.any() {
                    fixes.run(input, document, drafts.get(&number), &alone, check)
                } else if let Some(reason) = &self.options.add_ignore {
                    ignoring::run(input, document, reason, &alone, check)
                } else {
                    let findings = check(&document);
                    (document, findings, Done::default())
                };
                if !accepting.is_asked() {
                    self.cite(number, &mut findings);
                }
                Ok::<Checked, DocumentError>((document, findings, done))
            });
            for (number, result) in batch.clone().zip(checked) {
                progress.inc(1);
                let (document, mut findings, done) = match result {
                    Ok(checked) => checked,
                    Err(error) => {
                        progress.suspend(|| output::error(&error.to_string()));
                        failures.push(Failure {
                            path: error.path.clone(),
                            message: error.kind.to_string(),
                            unread: true,
                        });
                        continue;
                    }
                };
                progress.suspend(|| say(&document, &findings, &done));
                if let Some(error) = &done.error {
                    failures.push(Failure {
                        path: error.path.clone(),
                        message: error.kind.to_string(),
                        unread: false,
                    });
                }
                progress.suspend(|| fixed.add(&done, report.color, &mut texts))?;
                let may_pass = accepting.pass(&document, &mut findings);
                if !may_pass || !waiting.is_empty() {
                    waiting.push((number, document, findings));
                    continue;
                }
                if accepting.is_asked() {
                    self.cite(number, &mut findings);
                }
                progress.suspend(|| written.file(self, number, &document, &findings))?;
                if batch.len() == 1 && self.inputs.len() == 1 && !self.options.watch {
                    // The process ends next; taking the findings apart one by one would be wasted.
                    std::mem::forget((document, findings));
                }
            }
        }
        for (number, document, mut findings) in waiting {
            accepting.pass_late(&document, &mut findings);
            self.cite(number, &mut findings);
            progress.suspend(|| written.file(self, number, &document, &findings))?;
        }
        progress.finish_and_clear();
        written.summary.accepted = accepting.held();
        written.summary.failures.clone_from(failures);
        if accepting.is_writing() {
            accepting.finish(failed || !failures.is_empty());
        } else {
            written.finish(self)?;
        }
        texts.flush()?;
        let Written { summary, .. } = written;
        Ok(Ended { summary, fixed })
    }

    /// How reports are shown.
    pub(super) fn report_options(&self) -> ReportOptions {
        ReportOptions {
            color: output::color(self.settings.color),
            width: output::width(),
            mqm,
            ..ReportOptions::default()
        }
    }

    /// A summary that counts what is asked for.
    pub(super) fn empty_summary(&self) -> Summary {
        if self.settings.stats {
            Summary::detailed()
        } else {
            Summary::default()
        }
    }

    /// Says for people which entry is behind a finding.
    fn cite(&self, number: usize, findings: &mut Findings) {
        if self.settings.format == ReportFormat::Human {
            let glossary = self.linter(number).matcher().glossary();
            authority::cite(&mut findings.diagnostics, glossary);
        }
    }

    /// Where the report goes: to standard output, unless that has the differences or the fixed text of standard input.
    fn report_to(&self) -> Box<dyn Write> {
        if self.options.fixes.diff || self.options.write_baseline.is_some() {
            Box::new(io::sink())
        } else if self.options.fixes.fix && self.inputs.contains(&Input::Stdin) {
            Box::new(output::Errors)
        } else {
            Box::new(output::stdout())
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

impl Written {
    fn file(
        &mut self,
        run: &Run<'_, '_>,
        number: usize,
        document: &Document,
        findings: &Findings,
    ) -> io::Result<()> {
        self.others.read(&findings.diagnostics, run);
        let report = FileReport::new(document, &findings.diagnostics).with_texts(&self.others);
        self.reporter.file(&mut self.out, &report)?;
        self.summary.add(&report, findings.words);
        if run.settings.stats {
            let matcher = run.linter(number).matcher();
            self.wordings.add(Wordings::of(document, matcher));
        }
        Ok(())
    }

    fn finish(&mut self, run: &Run<'_, '_>) -> io::Result<()> {
        self.reporter.finish(&mut self.out, &self.summary)?;
        if run.settings.stats {
            match run.settings.format {
                ReportFormat::Human | ReportFormat::Concise => {
                    stats::write(&mut self.out, &self.summary, &self.wordings)?;
                }
                // A reader of JSON expects nothing else.
                ReportFormat::Json | ReportFormat::Jsonl => {
                    let mut table = Vec::new();
                    stats::write(&mut table, &self.summary, &self.wordings)?;
                    self.out.flush()?;
                    output::to_stderr(&table);
                }
            }
        }
        self.out.flush()
    }
}

/// Says what one should know of a file.
fn say(document: &Document, findings: &Findings, done: &Done) {
    let path = document.path();
    for note in document.notes() {
        output::note(&format!("{path}: {note}"));
    }
    for note in &done.notes {
        output::note(note);
    }
    if let Some(error) = &done.error {
        output::error(&error.to_string());
    }
    if findings.words == 0 && findings.diagnostics.is_empty() {
        output::note(&format!("{path}: no words in it"));
    }
}

/// The MQM error type of a rule.
fn mqm(rule: RuleId) -> &'static str {
    crate::rules::find(rule.as_str()).map_or("other", |rule| rule.mqm())
}
