//! What a run of `check` works with: files, settings, linters, threads.

use std::io::{self, Read};
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::cli::args::CheckOptions;
use crate::cli::files::Input;
use crate::cli::fixing::{Draft, Drafts};
use crate::cli::settings::{Plan, WholeRun};
use crate::config::Config;
use crate::documents::{self, Document, DocumentError, DocumentErrorKind, OpenOptions};
use crate::fix::Places;
use crate::glossary::Glossary;
use crate::lint::{Findings, Linter, Settings};
use crate::matching::Usage;

/// Files read at once for each thread: enough to keep all busy, few enough to bound the memory.
pub(super) const BATCH: usize = 16;

/// Files, what is in force for each, and the linters made for them.
pub(super) struct Run<'a, 'g> {
    pub(super) options: &'a CheckOptions,
    pub(super) settings: &'a WholeRun,
    /// One for each group of files.
    pub(super) linters: &'a [Linter<'g>],
    /// The configuration of each group.
    pub(super) configs: Vec<&'a Config>,
    /// The group of each input.
    pub(super) group_of: &'a [usize],
    /// The glossary of each group.
    pub(super) glossary_of: &'a [usize],
    pub(super) inputs: &'a [Input],
    pub(super) stdin: OnceLock<io::Result<Vec<u8>>>,
}

/// A linter for each group of files; groups with the same glossary share what was made of it.
pub(super) fn linters<'g>(
    plan: &Plan,
    glossaries: &'g [Glossary],
    of_group: &[usize],
) -> Vec<Linter<'g>> {
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

/// The wordings of all files of a run together, by glossary; `None` where each file stands for itself.
pub(super) type AllUsage = Option<Vec<Usage>>;

impl<'g> Run<'_, 'g> {
    /// Threads for more than one file; one file needs none.
    pub(super) fn pool(&self) -> Option<rayon::ThreadPool> {
        let threads = self.settings.jobs.map_or(0, usize::from);
        if self.inputs.len() < 2 || threads == 1 {
            return None;
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .ok()
    }

    /// Checks one document, which is the input of that number.
    pub(super) fn lint(&self, number: usize, document: &Document, usage: &AllUsage) -> Findings {
        let linter = self.linter(number);
        match usage {
            Some(usage) => linter.lint_across(document, &usage[self.glossary(number)]),
            None => linter.lint(document),
        }
    }

    /// The wordings of all files together, for --across; with --fix, those that all files have when all are fixed.
    pub(super) fn settled_usage(&self, drafts: &mut Drafts, accepted: &[Places]) -> Vec<Usage> {
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
                        None => Draft::of(self.open(input).ok()?, of_input(accepted, number)),
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
    pub(super) fn usage(&self, drafts: &Drafts) -> Vec<Usage> {
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
    pub(super) fn linter(&self, number: usize) -> &Linter<'g> {
        &self.linters[self.group_of[number]]
    }

    /// The glossary for an input, by its number.
    pub(super) fn glossary(&self, number: usize) -> usize {
        self.glossary_of[self.group_of[number]]
    }

    /// Does something for each file of a batch, on all threads, with the results in order.
    pub(super) fn each<T: Send>(
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
    pub(super) fn batches(&self) -> impl Iterator<Item = Range<usize>> {
        let count = self.inputs.len();
        // To ask for the number of threads starts them.
        let alone = count < 2 || self.settings.jobs == Some(1);
        let threads = if alone {
            1
        } else {
            rayon::current_num_threads()
        };
        let size = BATCH * threads;
        (0..count)
            .step_by(size)
            .map(move |start| start..count.min(start + size))
    }

    pub(super) fn open(&self, input: &Input) -> Result<Document, DocumentError> {
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
}

/// What is accepted in one input; nothing where no baseline was asked.
pub(super) fn of_input(accepted: &[Places], number: usize) -> Places {
    accepted.get(number).cloned().unwrap_or_default()
}
