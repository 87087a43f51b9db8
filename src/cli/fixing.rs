//! `--fix` and `--diff`: what a run does with the fixes it is offered.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;

use super::diff;
use super::files::Input;
use super::output;
use crate::diagnostics::{Applicability, Diagnostic, RuleId};
use crate::documents::Document;
use crate::fix::{self, Places, Settled, WriteError};
use crate::lint::{Findings, Fingerprints};

/// Flags as typed.
#[derive(Clone, Debug, Args)]
pub(super) struct FixOptions {
    /// Write what the safe fixes say into the files; standard input comes out fixed on standard output, and the report on
    /// standard error
    #[arg(long, group = "fixing", conflicts_with = "diff")]
    pub(super) fix: bool,
    /// Show what --fix would change, as a unified difference, and change nothing; exit status 1 where something would
    #[arg(long, group = "fixing")]
    pub(super) diff: bool,
    /// Go through the findings one at a time and decide each with a key; on a terminal. What is accepted is written at
    /// once, and after quitting the next --interactive goes on where this one stopped
    #[arg(long, conflicts_with = "fixing")]
    pub(super) interactive: bool,
    /// With --fix or --diff: also make fixes that may change the meaning
    #[arg(long, requires = "fixing")]
    pub(super) unsafe_fixes: bool,
}

impl FixOptions {
    /// Whether fixes are made at all, in files or on show.
    pub(super) fn any(&self) -> bool {
        self.fix || self.diff
    }

    fn at_least(&self) -> Applicability {
        if self.unsafe_fixes {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        }
    }

    /// One more fixing of a document, whose fixes so far are in a draft; `None` where nothing is left to fix.
    pub(super) fn draft(
        &self,
        draft: Draft,
        check: impl Fn(&Document) -> Findings,
    ) -> Option<Draft> {
        let settled = fix::settle_around(draft.document, self.at_least(), &draft.alone, check);
        let changed = !settled.fixed.is_empty();
        changed.then(|| Draft {
            document: settled.document,
            fixed: sum(draft.fixed, settled.fixed),
            alone: settled.alone,
        })
    }

    /// Fixes one document as asked, from its draft where there is one: what is left of it, and what was done. What is
    /// `accepted` stays as it is.
    pub(super) fn run(
        &self,
        input: &Input,
        before: Document,
        draft: Option<&Draft>,
        accepted: &Places,
        check: impl Fn(&Document) -> Findings,
    ) -> (Document, Findings, Done) {
        let begun = || Draft::of(before.clone(), accepted.clone());
        let draft = draft.cloned().unwrap_or_else(begun);
        let Settled {
            document,
            findings,
            fixed,
            unsettled,
            alone,
        } = fix::settle_around(draft.document, self.at_least(), &draft.alone, &check);
        let fixed = sum(draft.fixed, fixed);
        let path = before.path();
        let mut notes: Vec<String> = unsettled
            .iter()
            .map(|(rule, about)| {
                format!("{path}: fixes of `{about}` by {rule} never come to an end and were left out; see its glossary")
            })
            .collect();
        if !fixed.is_empty() && !alone.is_empty() {
            let known = fingerprints(&before, &check(&before).diagnostics, accepted);
            let mut now = fingerprints(&document, &findings.diagnostics, &alone);
            now.retain(|fingerprint| !known.contains(fingerprint));
            if !now.is_empty() {
                let findings = plural(now.len(), "accepted finding");
                notes.push(format!(
                    "{path}: {findings} beside changed words; accept anew with `tifa check --write-baseline`"
                ));
            }
        }
        let unsafely = |found: &&Diagnostic| {
            found.is_fixable(Applicability::Unsafe)
                && !found.is_fixable(Applicability::Safe)
                && !alone.contains(found)
        };
        let mut done = Done {
            notes,
            left: findings.diagnostics.iter().filter(unsafely).count(),
            ..Done::default()
        };
        let changed = document.parts()[0].text != before.parts()[0].text;
        let result = match input {
            _ if self.diff => {
                if changed {
                    done.diff = Some(diff::Texts::new(&before, &document));
                }
                Ok(())
            }
            Input::Stdin => fix::encode(&before, &document).map(|bytes| done.stdin = Some(bytes)),
            Input::File(path) if changed => fix::write(path, &before, &document),
            Input::File(_) => Ok(()),
        };
        match result {
            Ok(()) => {
                done.fixed = fixed;
                (document, findings, done)
            }
            // What could not be written still has its faults.
            Err(error) => {
                if *input == Input::Stdin {
                    done.stdin = fix::encode(&before, &before).ok();
                }
                done.error = Some(error);
                let findings = check(&before);
                (before, findings, done)
            }
        }
    }
}

/// A document as fixes leave it before anything is written. With --across, a fix in one file may call for another in the
/// next, and all are fixed in drafts until none is left.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) document: Document,
    fixed: BTreeMap<RuleId, usize>,
    /// What is accepted and stays as it is.
    alone: Places,
}

impl Draft {
    /// A document that nothing was fixed in.
    pub(super) fn of(document: Document, accepted: Places) -> Self {
        Self {
            document,
            fixed: BTreeMap::new(),
            alone: accepted,
        }
    }
}

/// Drafts by the number of their file.
pub(super) type Drafts = BTreeMap<usize, Draft>;

fn sum(
    mut counts: BTreeMap<RuleId, usize>,
    more: BTreeMap<RuleId, usize>,
) -> BTreeMap<RuleId, usize> {
    for (rule, count) in more {
        *counts.entry(rule).or_default() += count;
    }
    counts
}

/// What a baseline knows some findings by.
fn fingerprints(document: &Document, found: &[Diagnostic], of: &Places) -> Vec<String> {
    let part = &document.parts()[0];
    let found = found.iter().filter(|found| of.contains(found));
    found
        .map(|found| Fingerprints::new().next(found, part).to_string())
        .collect()
}

/// What was done to one file.
#[derive(Default)]
pub(super) struct Done {
    /// Findings fixed, by rule.
    fixed: BTreeMap<RuleId, usize>,
    /// Findings that only a fix which may change the meaning would mend.
    left: usize,
    /// What would be different, with --diff.
    diff: Option<diff::Texts>,
    /// The fixed text of standard input.
    stdin: Option<Vec<u8>>,
    /// Comments written that silence findings.
    pub(super) comments: usize,
    /// What one should know.
    pub(super) notes: Vec<String>,
    /// Why the file is as it was.
    pub(super) error: Option<WriteError>,
}

/// What was done to all files.
#[derive(Default)]
pub(super) struct Total {
    fixed: BTreeMap<RuleId, usize>,
    files: usize,
    /// Findings that only a fix which may change the meaning would mend.
    left: usize,
    /// Comments written, and the files that have them.
    comments: (usize, usize),
}

impl Total {
    /// Adds what was done to one file and what is left in it, and writes its difference or its fixed text where that goes
    /// to standard output.
    pub(super) fn add(&mut self, done: &Done, color: bool, out: &mut impl Write) -> io::Result<()> {
        self.left += done.left;
        self.comments.0 += done.comments;
        self.comments.1 += usize::from(done.comments > 0);
        if !done.fixed.is_empty() {
            self.files += 1;
        }
        for (rule, count) in &done.fixed {
            *self.fixed.entry(*rule).or_default() += count;
        }
        if let Some(texts) = &done.diff {
            texts.write(color, out)?;
        }
        if let Some(bytes) = &done.stdin {
            out.write_all(bytes)?;
        }
        Ok(())
    }

    /// Says on standard error how many comments were written, and how far they reach.
    pub(super) fn say_comments(&self) {
        let (comments, files) = self.comments;
        if comments == 0 {
            output::note("no comment was written");
            return;
        }
        let (comments, files) = (plural(comments, "comment"), plural(files, "file"));
        output::note(&format!(
            "{comments} written in {files}; each silences a rule in its paragraph, and only for the concept that it names"
        ));
    }

    /// Whether anything was fixed, or would be.
    pub(super) fn any(&self) -> bool {
        !self.fixed.is_empty()
    }

    /// Says on standard error how much was done: the count, and each rule with its own, the most frequent first; and how
    /// much more --unsafe-fixes would do.
    pub(super) fn say(&self, options: &FixOptions) {
        let verb = if options.diff { "would fix" } else { "fixed" };
        let count: usize = self.fixed.values().sum();
        let (findings, files) = (plural(count, "finding"), plural(self.files, "file"));
        let message = if count == 0 {
            format!("{verb} nothing")
        } else {
            let mut rules: Vec<_> = self.fixed.iter().collect();
            rules.sort_by_key(|&(_, count)| std::cmp::Reverse(*count));
            let rules: Vec<_> = rules
                .into_iter()
                .map(|(rule, count)| format!("{count} {rule}"))
                .collect();
            format!("{verb} {findings} in {files}: {}", rules.join(", "))
        };
        let more = match self.left {
            0 => String::new(),
            _ if options.unsafe_fixes => String::new(),
            left => format!("; {left} more with --unsafe-fixes"),
        };
        output::to_stderr(format!("{message}{more}\n").as_bytes());
    }
}

pub(super) fn plural(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
