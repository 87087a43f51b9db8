//! `tifa check`: read, check, report.
//!
//! [`run`] is the command. `run.rs` holds what a run works with, `reporting.rs` goes through the files and writes their
//! reports, `asking.rs` goes through the findings one by one.

mod accepted;
mod asking;
mod others;
mod reporting;
mod run;

use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use self::run::{Run, linters};
use crate::cli::accepting::{Accepting, Asked, Looked};
use crate::cli::args::CheckOptions;
use crate::cli::cache::Cache;
use crate::cli::exit_code::Outcome;
use crate::cli::files::{Input, find};
use crate::cli::fixing;
use crate::cli::settings::{self, Plan};
use crate::cli::{glossaries, output, show_settings, watch};
use crate::diagnostics::Severity;
use crate::glossary::Glossary;
use crate::report::{Failure, Summary};

/// Checks what the options name: once, or with --watch again and again.
pub(super) fn run(options: &CheckOptions) -> io::Result<Outcome> {
    if options.watch {
        watch::run(options, || once(options))
    } else {
        once(options)
    }
}

/// What a run is made of, as the files on the disk have it.
struct Prepared {
    inputs: Vec<Input>,
    plan: Plan,
    accepting: Accepting,
    glossaries: Vec<Glossary>,
    /// The glossary of each group of files.
    of_group: Vec<usize>,
    /// Whether something is wrong with the glossaries.
    failed: bool,
    /// Paths that name nothing to check.
    failures: Vec<Failure>,
}

/// What a run says at its end.
struct Ended {
    summary: Summary,
    fixed: fixing::Total,
}

fn once(options: &CheckOptions) -> io::Result<Outcome> {
    let (inputs, failures) = find(&options.paths);
    for failure in &failures {
        output::error(&failure.to_string());
    }
    if options.show_settings {
        let Some(plan) = settings::plan(options, &inputs) else {
            return Ok(Outcome::Failed);
        };
        show_settings::run(options, &plan, &inputs)?;
        return Ok(Outcome::Clean);
    }
    if options.fixes.interactive {
        return asking::run(options, &inputs, &failures);
    }
    let Some(mut prepared) = prepare(options, inputs, failures) else {
        return Ok(Outcome::Failed);
    };
    let mut accepting = std::mem::replace(&mut prepared.accepting, Accepting::None);
    let linters = linters(&prepared.plan, &prepared.glossaries, &prepared.of_group);
    let run = prepared.run(options, &linters);
    let mut failures = prepared.failures.clone();
    let mut report = || run.report(&mut accepting, prepared.failed, &mut failures);
    let Ended { summary, fixed } = match run.pool() {
        Some(pool) => pool.install(report)?,
        None => report()?,
    };
    if options.fixes.any() {
        fixed.say(&options.fixes);
    }
    if options.add_ignore.is_some() {
        fixed.say_comments();
    }
    let failed = prepared.failed || !failures.is_empty() || accepting.failed();
    let outcome = match (failed, options.fixes.diff) {
        (true, _) => Outcome::Failed,
        (false, true) if fixed.any() => Outcome::Findings,
        (false, true) => Outcome::Clean,
        (false, false) => prepared.outcome(&summary),
    };
    drop(run);
    if !options.watch {
        // The process ends next; taking a large glossary apart piece by piece would be wasted.
        std::mem::forget(linters);
        std::mem::forget(prepared);
    }
    Ok(outcome)
}

/// Reads settings and glossaries; `None` after mistakes were shown.
fn prepare(options: &CheckOptions, inputs: Vec<Input>, failures: Vec<Failure>) -> Option<Prepared> {
    let plan = settings::plan(options, &inputs)?;
    let looked = Looked {
        paths: &options.paths,
        inputs: &inputs,
        stdin: &options.stdin_filename,
    };
    let accepting = Accepting::new(asked(options, &plan)?, &looked)?;
    let mut failed = false;
    // What is looked up stays in memory, and a watch may see its glossaries change a thousand times.
    let cache = if options.watch {
        Cache::Off
    } else {
        options.glossaries.cache()
    };
    let (glossaries, of_group) = glossaries::load_groups(&plan.groups, cache, &mut failed)?;
    Some(Prepared {
        inputs,
        plan,
        accepting,
        glossaries,
        of_group,
        failed,
        failures,
    })
}

/// Which baseline is asked for; `None` after it was said what is wrong with the question.
fn asked(options: &CheckOptions, plan: &Plan) -> Option<Asked> {
    let configured = plan.whole.baseline.clone();
    let Some(named) = &options.write_baseline else {
        return Some(configured.map_or(Asked::Nothing, Asked::Hold));
    };
    if !named.is_empty() {
        let named = PathBuf::from(named);
        if options
            .baseline
            .as_ref()
            .is_some_and(|other| *other != named)
        {
            output::error("--write-baseline and --baseline name two files; name it once");
            return None;
        }
        return Some(Asked::Write(named));
    }
    let is_json = |path: &&PathBuf| path.extension().is_some_and(|end| end == "json");
    if options.baseline.is_none()
        && let Some(path) = options.paths.iter().find(is_json)
    {
        let path = path.display();
        output::error(&format!(
            "{path}: a path is a text to check; to write the baseline to it, write `--write-baseline={path}`"
        ));
        return None;
    }
    let file = configured.unwrap_or_else(|| PathBuf::from("tifa-baseline.json"));
    Some(Asked::Write(file))
}

impl Prepared {
    fn run<'a, 'g>(
        &'a self,
        options: &'a CheckOptions,
        linters: &'a [crate::lint::Linter<'g>],
    ) -> Run<'a, 'g> {
        Run {
            options,
            settings: &self.plan.whole,
            linters,
            configs: self.plan.groups.iter().map(|group| &group.config).collect(),
            group_of: &self.plan.group_of,
            glossary_of: &self.of_group,
            inputs: &self.inputs,
            stdin: OnceLock::new(),
        }
    }

    /// What a whole run says to the shell.
    fn outcome(&self, summary: &Summary) -> Outcome {
        let fails = self.plan.whole.fail_on.0.is_some_and(|level| {
            let mut severities = Severity::ALL.into_iter();
            severities.any(|severity| severity >= level && summary.count(severity) > 0)
        });
        if fails {
            Outcome::Findings
        } else {
            Outcome::Clean
        }
    }
}
