//! Goes through files and findings and does what is decided.

use std::io::{self, Write};
use std::path::Path;

use super::keys::{Choices, Decision};
use super::open_file::{OpenFile, Writing};
use super::{Doing, Ended, State, is_disabled};
use crate::cli::files::Input;
use crate::cli::output;
use crate::diagnostics::{Applicability, Diagnostic, Edit};
use crate::documents::{Document, Format};
use crate::fix::{self, Unsettled};
use crate::lint::{Ignored, ignore};
use crate::report::{FileReport, ReportFormat, sanitize};
use crate::text::Span;

pub(super) struct Session<'a> {
    pub(super) doing: &'a Doing<'a>,
    pub(super) state: &'a mut State,
}

/// How one file ended.
#[derive(PartialEq, Eq)]
enum FileEnded {
    Through,
    Changed,
    Quit,
}

impl Session<'_> {
    pub(super) fn files(&mut self, inputs: &[Input]) -> io::Result<Ended> {
        let (first, from) = self.state.at;
        let mut through = true;
        for (number, input) in inputs.iter().enumerate().skip(first) {
            let Input::File(path) = input else {
                output::error(
                    "-: standard input cannot be fixed one by one; name a file, or use --fix",
                );
                self.state.failed = true;
                continue;
            };
            let document = match (self.doing.open)(path) {
                Ok(document) => document,
                Err(error) => {
                    output::error(&error.to_string());
                    self.state.failed = true;
                    continue;
                }
            };
            let doing = self.doing;
            let disabled = self.state.disabled.clone();
            let check = |document: &Document| {
                let mut findings = (doing.check)(number, document);
                let is_on = |found: &Diagnostic| !is_disabled(found, &disabled);
                findings.diagnostics.retain(is_on);
                findings
            };
            let accepted = doing.accepted.get(number).cloned().unwrap_or_default();
            let mut file = OpenFile::new(document, &check, accepted, self.state.stopped.of(path));
            if number == first && from > 0 {
                file.from = from;
                file.resumed = file.resumed.saturating_sub(self.state.skipped_in_file);
            } else if file.resumed > 0 {
                let (name, count) = (file.document.path(), file.resumed);
                self.say(&format!(
                    "{name}: goes on where it stopped; skipped before: {count}"
                ))?;
            }
            let ended = self.file(number, path, &mut file)?;
            if ended == FileEnded::Changed {
                self.state.at = (number, file.from.max(1));
                self.state.skipped_in_file = file.skipped();
                return Ok(Ended::Changed);
            }
            self.state.skipped += file.skipped();
            if ended == FileEnded::Quit {
                through = false;
                break;
            }
        }
        if through {
            for input in inputs {
                if let Input::File(path) = input {
                    self.state.stopped.forget(path);
                }
            }
        }
        let (accepted, skipped) = (self.state.accepted, self.state.skipped);
        self.say(&format!("accepted {accepted}, skipped {skipped}"))?;
        if !through {
            self.say("the next --interactive goes on here")?;
        }
        Ok(Ended::Done)
    }

    fn file(
        &mut self,
        number: usize,
        path: &Path,
        file: &mut OpenFile<'_>,
    ) -> io::Result<FileEnded> {
        loop {
            self.accept_always(path, file)?;
            let Some(finding) = file.next() else {
                return Ok(FileEnded::Through);
            };
            self.show(file, finding)?;
            let decision = self.ask(&Choices {
                diagnostic: &file.findings.diagnostics[finding],
                has_comments: file.document.format() != Format::Text,
            })?;
            match decision {
                Decision::Accept(number) => {
                    let edits = file.findings.diagnostics[finding].fixes[number]
                        .edits
                        .clone();
                    self.write(path, file, finding, &edits)?;
                }
                Decision::Edit => {
                    if let Some(edit) = self.edit(file, finding)? {
                        self.write(path, file, finding, &[edit])?;
                    }
                }
                Decision::Skip => file.skip(finding),
                Decision::All => {
                    let kind = file.kind(finding);
                    self.state.always.insert(kind);
                }
                Decision::Ignore => self.ignore(path, file, finding)?,
                Decision::Disable => {
                    if self.disable(number, file, finding)? {
                        self.keep(path, file);
                        return Ok(FileEnded::Changed);
                    }
                }
                Decision::Add => {
                    if self.add(number, file, finding)? {
                        self.keep(path, file);
                        return Ok(FileEnded::Changed);
                    }
                }
                Decision::Quit => {
                    self.keep(path, file);
                    return Ok(FileEnded::Quit);
                }
            }
            self.keep(path, file);
        }
    }

    /// Keeps what was skipped, at once.
    fn keep(&mut self, path: &Path, file: &OpenFile<'_>) {
        self.state.stopped.keep(path, file.fingerprints());
    }

    /// Accepts what is to be accepted without asking. Fixes that never end, and what cannot be written, are shown after
    /// all.
    fn accept_always(&mut self, path: &Path, file: &mut OpenFile<'_>) -> io::Result<()> {
        const ROUNDS: usize = 10;
        for _ in 0..ROUNDS {
            let text = &file.document.parts()[0].text;
            let due: Vec<Diagnostic> = (0..file.findings.diagnostics.len())
                .filter(|&finding| {
                    !file.is_skipped(finding) && self.state.always.contains(&file.kind(finding))
                })
                .map(|finding| file.findings.diagnostics[finding].clone())
                .collect();
            let chosen = fix::select(text, &due, Applicability::Manual, &Unsettled::default());
            let edits: Vec<Edit> = chosen
                .iter()
                .flat_map(|choice| choice.fix.edits.clone())
                .collect();
            if edits.is_empty() {
                return Ok(());
            }
            let said = format!("accepted: {}", chosen.len());
            match self.change(path, file, &edits, &said)? {
                Writing::Done => self.state.accepted += chosen.len(),
                Writing::ReadAgain => {}
                Writing::Failed(_) => break,
            }
        }
        self.state.always.clear();
        Ok(())
    }

    /// Writes a comment that silences a finding; where none can stand, the finding is skipped.
    fn ignore(&mut self, path: &Path, file: &mut OpenFile<'_>, finding: usize) -> io::Result<()> {
        let diagnostic = &file.findings.diagnostics[finding];
        let Ignored { edits, .. } = ignore(&file.document, std::slice::from_ref(diagnostic), None);
        if edits.is_empty() {
            self.say("no comment can stand here; skipped")?;
            file.skip(finding);
            return Ok(());
        }
        if let Writing::Failed(_) = self.change(path, file, &edits, "ignored here")? {
            file.skip(finding);
        }
        Ok(())
    }

    /// Changes a file, and says what became of it: the given words where it was done.
    fn change(
        &mut self,
        path: &Path,
        file: &mut OpenFile<'_>,
        edits: &[Edit],
        done: &str,
    ) -> io::Result<Writing> {
        let writing = file.change(path, edits, self.doing.open);
        match &writing {
            Writing::Done => self.say(done)?,
            Writing::ReadAgain => {
                let name = file.document.path();
                self.say_wrapped(&format!(
                    "{name} changed meanwhile: nothing was written, it is read again"
                ))?;
            }
            Writing::Failed(error) => {
                self.fail(&error.to_string())?;
            }
        }
        Ok(writing)
    }

    /// Switches the concept of a finding off, and says whether that was done; where it cannot be, the finding is skipped.
    fn disable(
        &mut self,
        number: usize,
        file: &mut OpenFile<'_>,
        finding: usize,
    ) -> io::Result<bool> {
        let Some(concept) = file.findings.diagnostics[finding].concept.clone() else {
            return Ok(false);
        };
        match (self.doing.disable)(number, &concept) {
            Ok(path) => {
                self.say(&format!(
                    "`{concept}` is not looked for any more: {}",
                    path.display()
                ))?;
                self.state.disabled.insert(concept);
                Ok(true)
            }
            Err(error) => {
                self.fail(&error)?;
                file.skip(finding);
                Ok(false)
            }
        }
    }

    /// Writes into the glossary what the words of a finding are, and says whether that was done.
    fn add(&mut self, number: usize, file: &OpenFile<'_>, finding: usize) -> io::Result<bool> {
        let Some(concept) = file.findings.diagnostics[finding].concept.clone() else {
            return Ok(false);
        };
        let Some(change) = self.wording(number, file.words(finding), &concept)? else {
            return Ok(false);
        };
        match (self.doing.add)(number, &concept, &change) {
            Ok(path) => {
                self.say(&format!("{}: {}", path.display(), change.said_of(&concept)))?;
                Ok(true)
            }
            Err(error) => {
                // It is asked again: something else may be right.
                self.say_wrapped(&format!("nothing was written: {error}"))?;
                Ok(false)
            }
        }
    }

    fn show(&self, file: &OpenFile<'_>, finding: usize) -> io::Result<()> {
        let mut shown = Vec::new();
        writeln!(shown)?;
        let diagnostic = std::slice::from_ref(&file.findings.diagnostics[finding]);
        let mut reporter = ReportFormat::Human.reporter(self.doing.report);
        reporter.file(&mut shown, &FileReport::new(&file.document, diagnostic))?;
        let path = file.document.path();
        writeln!(shown, "{} left in {}", file.left(), sanitize(path))?;
        (&self.state.term).write_all(&shown)?;
        self.state.term.flush()
    }

    fn ask(&self, choices: &Choices<'_>) -> io::Result<Decision> {
        let term = &self.state.term;
        let width = self.doing.report.width;
        let prompt = || -> io::Result<()> {
            let mut out = term;
            out.write_all(choices.prompt(width).as_bytes())?;
            out.flush()
        };
        prompt()?;
        loop {
            let key = match term.read_key_raw() {
                Ok(key) => key,
                // Nobody is there any more.
                Err(_) => return Ok(Decision::Quit),
            };
            if matches!(key, console::Key::Char('?' | 'h')) {
                self.say(&format!("\n{}", choices.help(width)))?;
                prompt()?;
            } else if let Some((decision, said)) = choices.decided(&key) {
                if let Some(said) = said {
                    self.say(said)?;
                }
                return Ok(decision);
            }
        }
    }

    /// Lets the words be edited, as the file has them; `None` where they are left as they are.
    fn edit(&self, file: &OpenFile<'_>, finding: usize) -> io::Result<Option<Edit>> {
        let diagnostic = &file.findings.diagnostics[finding];
        let text = &file.document.parts()[0].text;
        let own = diagnostic.location.span;
        let edits = diagnostic.fixes.first().map_or(&[][..], |fix| &fix.edits);
        let span = edits.iter().fold(own, |span, edit| span.joined(edit.span));
        let proposed = edits.iter().map(|edit| Edit {
            span: Span::new(
                edit.span.start() - span.start(),
                edit.span.end() - span.start(),
            ),
            replacement: edit.replacement.clone(),
        });
        let proposed: Vec<Edit> = proposed.collect();
        let proposed = fix::apply(span.of(text), &proposed);
        let initial = proposed.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(replacement) = self.line("write", &initial)? else {
            return Ok(None);
        };
        let edit = Edit { span, replacement };
        Ok((edit.replacement != span.of(text)).then_some(edit))
    }

    fn write(
        &mut self,
        path: &Path,
        file: &mut OpenFile<'_>,
        finding: usize,
        edits: &[Edit],
    ) -> io::Result<()> {
        match self.change(path, file, edits, "accepted")? {
            Writing::Done => self.state.accepted += 1,
            // It is shown again, as the file has it now.
            Writing::ReadAgain => {}
            // It would be asked for ever.
            Writing::Failed(_) => file.skip(finding),
        }
        Ok(())
    }

    /// Says on a line of its own what could not be done.
    fn fail(&mut self, error: &str) -> io::Result<()> {
        self.say("")?;
        output::error(error);
        self.state.failed = true;
        Ok(())
    }

    /// Says something in lines that fit the terminal.
    pub(super) fn say_wrapped(&self, words: &str) -> io::Result<()> {
        self.say(&output::wrap(words, self.doing.report.width).join("\n"))
    }

    pub(super) fn say(&self, line: &str) -> io::Result<()> {
        self.state.term.write_line(
            &line
                .split('\n')
                .map(sanitize)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    }
}
