//! `--interactive`: one finding at a time, with its context; one key decides it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use console::{Key, Term};
use dialoguer::Input as Line;

use super::files::Input;
use super::output;
use super::stopped::Stopped;
use crate::diagnostics::{Applicability, Diagnostic, Edit, RuleId};
use crate::documents::{Document, DocumentError, Format, reread};
use crate::fix::{self, Places, Unsettled};
use crate::lint::{Findings, Fingerprints, Ignored, ignore};
use crate::report::{FileReport, ReportFormat, ReportOptions, sanitize};
use crate::text::Span;

/// Reads a file.
type Open<'a> = &'a dyn Fn(&Input) -> Result<Document, DocumentError>;

/// Switches a concept off for a file by its number, in a file that it returns.
type Disable<'a> = &'a dyn Fn(usize, &str) -> Result<PathBuf, String>;

/// How a session ended.
#[derive(Default)]
pub(super) struct Ended {
    /// Whether something could not be done.
    pub(super) failed: bool,
    /// Concepts that were switched off.
    pub(super) disabled: BTreeSet<Arc<str>>,
}

/// Goes through the findings of all files, which `check` gives for a file by its number. What is accepted is in the file at
/// once; where it stops, the next session goes on.
pub(super) fn run(
    open: Open<'_>,
    check: &dyn Fn(usize, &Document) -> Findings,
    disable: Disable<'_>,
    accepted: &[Places],
    report: &ReportOptions,
    inputs: &[Input],
) -> io::Result<Ended> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        output::error("--interactive needs a terminal; use --fix or --diff");
        return Ok(Ended {
            failed: true,
            ..Ended::default()
        });
    }
    let mut session = Session {
        open,
        disable,
        report,
        failed: false,
        disabled: Rc::default(),
        accepted: 0,
        skipped: 0,
        always: BTreeSet::new(),
        term: Term::stdout(),
    };
    session.files(check, accepted, inputs)?;
    Ok(Ended {
        failed: session.failed,
        disabled: session.disabled.take(),
    })
}

struct Session<'a> {
    open: Open<'a>,
    disable: Disable<'a>,
    disabled: Rc<RefCell<BTreeSet<Arc<str>>>>,
    /// How findings are shown.
    report: &'a ReportOptions,
    /// Whether something could not be done.
    failed: bool,
    accepted: usize,
    skipped: usize,
    /// Rule and concept, or words, of findings that are accepted without being shown.
    always: BTreeSet<Kind>,
    term: Term,
}

type Kind = (RuleId, Arc<str>);

/// How one file ended.
#[derive(PartialEq, Eq)]
enum FileEnded {
    Through,
    Quit,
}

/// Whether a finding is about a concept that is switched off.
pub(super) fn is_disabled(found: &Diagnostic, disabled: &BTreeSet<Arc<str>>) -> bool {
    found
        .concept
        .as_ref()
        .is_some_and(|concept| disabled.contains(concept))
}

/// What a key asks for.
enum Decision {
    Accept(usize),
    Edit,
    Skip,
    All,
    Ignore,
    Disable,
    Quit,
}

impl Session<'_> {
    fn files(
        &mut self,
        check: &dyn Fn(usize, &Document) -> Findings,
        accepted: &[Places],
        inputs: &[Input],
    ) -> io::Result<()> {
        let mut stopped = Stopped::read();
        let mut through = true;
        for (number, input) in inputs.iter().enumerate() {
            let Input::File(path) = input else {
                output::error(
                    "-: standard input cannot be fixed one by one; name a file, or use --fix",
                );
                self.failed = true;
                continue;
            };
            let document = match (self.open)(input) {
                Ok(document) => document,
                Err(error) => {
                    output::error(&error.to_string());
                    self.failed = true;
                    continue;
                }
            };
            let disabled = self.disabled.clone();
            let check = |document: &Document| {
                let mut findings = check(number, document);
                let is_on = |found: &Diagnostic| !is_disabled(found, &disabled.borrow());
                findings.diagnostics.retain(is_on);
                findings
            };
            let mut file = OpenFile::new(
                document,
                &check,
                accepted.get(number).cloned().unwrap_or_default(),
                stopped.of(path),
            );
            if file.resumed > 0 {
                let (name, count) = (file.document.path(), file.resumed);
                self.say(&format!(
                    "{name}: goes on where it stopped; skipped before: {count}"
                ))?;
            }
            let ended = self.file(number, input, &mut file, &mut |skipped| {
                stopped.keep(path, skipped)
            })?;
            self.skipped += file.skipped.len() - file.resumed.min(file.skipped.len());
            if ended == FileEnded::Quit {
                through = false;
                break;
            }
        }
        if through {
            for input in inputs {
                if let Input::File(path) = input {
                    stopped.forget(path);
                }
            }
        }
        let (accepted, skipped) = (self.accepted, self.skipped);
        self.say(&format!("accepted {accepted}, skipped {skipped}"))?;
        if !through {
            self.say("the next --interactive goes on here")?;
        }
        Ok(())
    }

    fn file(
        &mut self,
        number: usize,
        input: &Input,
        file: &mut OpenFile<'_>,
        keep: &mut dyn FnMut(Vec<String>),
    ) -> io::Result<FileEnded> {
        loop {
            self.accept_always(input, file)?;
            let Some(finding) = file.next() else {
                return Ok(FileEnded::Through);
            };
            self.show(file, finding)?;
            let has_comments = file.document.format() != Format::Text;
            let decision = self.ask(&file.findings.diagnostics[finding], has_comments)?;
            match decision {
                Decision::Accept(number) => {
                    let edits = file.findings.diagnostics[finding].fixes[number]
                        .edits
                        .clone();
                    self.write(input, file, finding, &edits)?;
                }
                Decision::Edit => {
                    if let Some(edit) = self.edit(file, finding)? {
                        self.write(input, file, finding, &[edit])?;
                    }
                }
                Decision::Skip => file.skip(finding),
                Decision::All => {
                    let kind = file.kind(finding);
                    self.always.insert(kind);
                }
                Decision::Ignore => self.ignore(input, file, finding)?,
                Decision::Disable => self.disable(number, file, finding)?,
                Decision::Quit => {
                    keep(file.fingerprints());
                    return Ok(FileEnded::Quit);
                }
            }
            keep(file.fingerprints());
        }
    }

    /// Accepts what is to be accepted without asking. Fixes that never end are shown after all.
    fn accept_always(&mut self, input: &Input, file: &mut OpenFile<'_>) -> io::Result<()> {
        const ROUNDS: usize = 10;
        for _ in 0..ROUNDS {
            let text = &file.document.parts()[0].text;
            let due: Vec<Diagnostic> = (0..file.findings.diagnostics.len())
                .filter(|&finding| {
                    !file.is_skipped(finding) && self.always.contains(&file.kind(finding))
                })
                .map(|finding| file.findings.diagnostics[finding].clone())
                .collect();
            let chosen = fix::select(text, &due, Applicability::Manual, &Unsettled::default());
            let edits: Vec<Edit> = chosen
                .iter()
                .flat_map(|choice| choice.fix.edits.clone())
                .collect();
            if edits.is_empty() || !file.change(input, &edits, self)? {
                return Ok(());
            }
            self.accepted += chosen.len();
        }
        self.always.clear();
        Ok(())
    }

    /// Writes a comment that silences the rule of a finding in its paragraph; where none can stand, the finding is skipped.
    fn ignore(&mut self, input: &Input, file: &mut OpenFile<'_>, finding: usize) -> io::Result<()> {
        let diagnostic = &file.findings.diagnostics[finding];
        let Ignored { edits, .. } = ignore(&file.document, std::slice::from_ref(diagnostic), None);
        if edits.is_empty() {
            self.say("no comment can stand here; skipped")?;
        }
        if edits.is_empty() || !file.change(input, &edits, self)? {
            file.skip(finding);
        }
        Ok(())
    }

    /// Switches the concept of a finding off; where that cannot be done, the finding is skipped.
    fn disable(
        &mut self,
        number: usize,
        file: &mut OpenFile<'_>,
        finding: usize,
    ) -> io::Result<()> {
        let Some(concept) = file.findings.diagnostics[finding].concept.clone() else {
            return Ok(());
        };
        match (self.disable)(number, &concept) {
            Ok(path) => {
                self.say(&format!(
                    "`{concept}` is not looked for any more: {}",
                    path.display()
                ))?;
                self.disabled.borrow_mut().insert(concept);
                file.find();
            }
            Err(error) => {
                output::error(&error);
                self.failed = true;
                file.skip(finding);
            }
        }
        Ok(())
    }

    fn show(&self, file: &OpenFile<'_>, finding: usize) -> io::Result<()> {
        let left = (0..file.findings.diagnostics.len())
            .filter(|&finding| !file.is_skipped(finding))
            .count();
        let mut shown = Vec::new();
        writeln!(shown)?;
        let diagnostic = std::slice::from_ref(&file.findings.diagnostics[finding]);
        let mut reporter = ReportFormat::Human.reporter(self.report);
        reporter.file(&mut shown, &FileReport::new(&file.document, diagnostic))?;
        let path = file.document.path();
        write!(shown, "{left} left in {}  ", sanitize(path))?;
        (&self.term).write_all(&shown)?;
        self.term.flush()
    }

    fn ask(&self, diagnostic: &Diagnostic, has_comments: bool) -> io::Result<Decision> {
        let fixes = diagnostic.fixes.len();
        let accept = match fixes {
            0 => String::new(),
            1 => "[a]ccept ".to_owned(),
            _ => format!("[a]ccept, or [1-{}] ", fixes.min(9)),
        };
        let all = if fixes > 0 { "[A]ll like this " } else { "" };
        let has_concept = diagnostic.concept.is_some();
        let concept = if has_concept { "ignore [c]oncept " } else { "" };
        let here = if has_comments { "[i]gnore here " } else { "" };
        let prompt = format!("{accept}[e]dit [s]kip {all}{here}{concept}[q]uit [?] ");
        (&self.term).write_all(prompt.as_bytes())?;
        self.term.flush()?;
        loop {
            let key = match self.term.read_key_raw() {
                Ok(key) => key,
                // Nobody is there any more.
                Err(_) => return Ok(Decision::Quit),
            };
            let (decision, said) = match key {
                Key::Char('a') if fixes > 0 => (Decision::Accept(0), "accepted"),
                Key::Char(digit @ '1'..='9') if (digit as usize - '1' as usize) < fixes => {
                    (Decision::Accept(digit as usize - '1' as usize), "accepted")
                }
                Key::Char('A') if fixes > 0 => (Decision::All, "all accepted"),
                Key::Char('e') => (Decision::Edit, ""),
                Key::Char('i') if has_comments => (Decision::Ignore, "ignored here"),
                Key::Char('c') if has_concept => (Decision::Disable, "concept ignored"),
                Key::Char('s') => (Decision::Skip, "skipped"),
                Key::Char('q') | Key::CtrlC => (Decision::Quit, "stopped"),
                Key::Char('?' | 'h') => {
                    self.say(&format!("\n{}", help(diagnostic, has_comments)))?;
                    (&self.term).write_all(prompt.as_bytes())?;
                    self.term.flush()?;
                    continue;
                }
                Key::Unknown => return Ok(Decision::Quit),
                _ => continue,
            };
            self.say(said)?;
            return Ok(decision);
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
        let line = Line::<String>::new()
            .with_prompt("write")
            .with_initial_text(proposed.split_whitespace().collect::<Vec<_>>().join(" "))
            .allow_empty(true)
            .interact_text_on(&self.term)
            .map_err(|dialoguer::Error::IO(error)| error)?;
        let edit = Edit {
            span,
            replacement: line,
        };
        Ok((edit.replacement != span.of(text)).then_some(edit))
    }

    fn write(
        &mut self,
        input: &Input,
        file: &mut OpenFile<'_>,
        finding: usize,
        edits: &[Edit],
    ) -> io::Result<()> {
        if file.change(input, edits, self)? {
            self.accepted += 1;
        } else if finding < file.findings.diagnostics.len() {
            // It would be asked for ever.
            file.skip(finding);
        }
        Ok(())
    }

    fn say(&self, line: &str) -> io::Result<()> {
        self.term.write_line(
            &line
                .split('\n')
                .map(sanitize)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    }
}

/// What each key does with this finding.
fn help(diagnostic: &Diagnostic, has_comments: bool) -> String {
    let mut lines = String::new();
    for (number, fix) in diagnostic.fixes.iter().enumerate().take(9) {
        let key = if number == 0 {
            "a".to_owned()
        } else {
            (number + 1).to_string()
        };
        let words: Vec<&str> = fix
            .edits
            .iter()
            .map(|edit| edit.replacement.trim())
            .collect();
        let what = match words.join(" … ") {
            words if words.is_empty() => "remove what is underlined too much".to_owned(),
            words => format!(
                "write `{}`",
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            ),
        };
        lines.push_str(&format!("  {key}  accept: {what}\n"));
    }
    lines.push_str("  e  edit: write something else\n  s  skip: leave it for now\n");
    if !diagnostic.fixes.is_empty() {
        lines.push_str("  A  accept this one and all of the same rule and concept, in all files\n");
    }
    if has_comments {
        lines.push_str(
            "  i  ignore here: a comment in the file silences the rule in this paragraph\n",
        );
    }
    if let Some(concept) = &diagnostic.concept {
        lines.push_str(&format!(
            "  c  ignore concept: `{concept}` is not looked for any more; written into tifa.toml\n"
        ));
    }
    lines.push_str(
        "  q  quit: what was accepted is in the file, the next --interactive goes on here",
    );
    lines
}

/// One file as it is now, with what was skipped in it.
struct OpenFile<'a> {
    document: Document,
    findings: Findings,
    check: &'a dyn Fn(&Document) -> Findings,
    /// The findings that were skipped.
    skipped: Places,
    /// Those that a baseline holds, which are not asked about.
    accepted: Places,
    /// How many of them an earlier session skipped.
    resumed: usize,
    /// Where the last decision was made.
    from: usize,
}

impl<'a> OpenFile<'a> {
    fn new(
        document: Document,
        check: &'a dyn Fn(&Document) -> Findings,
        accepted: Places,
        skipped_before: &BTreeSet<String>,
    ) -> Self {
        let mut file = Self {
            document,
            findings: Findings::default(),
            check,
            skipped: Places::default(),
            accepted,
            resumed: 0,
            from: 0,
        };
        file.find();
        for (finding, fingerprint) in file.all_fingerprints().into_iter().enumerate() {
            if skipped_before.contains(&fingerprint) {
                file.skip(finding);
            }
        }
        file.resumed = file.skipped.len();
        file.from = 0;
        file
    }

    /// The next finding to decide, from the last one on, then from the beginning.
    fn next(&self) -> Option<usize> {
        let open = |&finding: &usize| !self.is_skipped(finding);
        let diagnostics = &self.findings.diagnostics;
        let after = |&finding: &usize| diagnostics[finding].location.span.start() >= self.from;
        let all = || (0..diagnostics.len()).filter(open);
        all().find(after).or_else(|| all().next())
    }

    /// Checks the text as it is now.
    fn find(&mut self) {
        self.findings = (self.check)(&self.document);
        let accepted = &self.accepted;
        let is_open = |found: &Diagnostic| !accepted.contains(found);
        self.findings.diagnostics.retain(is_open);
    }

    /// What is accepted, in another state of the file.
    fn accepted_in(&self, document: &Document) -> Places {
        let print = |document: &Document, found: &Diagnostic| {
            let part = &document.parts()[0];
            Fingerprints::new().next(found, part).to_string()
        };
        if self.accepted.is_empty() {
            return Places::default();
        }
        let before = (self.check)(&self.document).diagnostics.into_iter();
        let before = before.filter(|found| self.accepted.contains(found));
        let known: BTreeSet<String> = before.map(|found| print(&self.document, &found)).collect();
        let mut accepted = Places::default();
        for found in (self.check)(document).diagnostics {
            if known.contains(&print(document, &found)) {
                accepted.insert(&found);
            }
        }
        accepted
    }

    fn is_skipped(&self, finding: usize) -> bool {
        self.skipped.contains(&self.findings.diagnostics[finding])
    }

    fn skip(&mut self, finding: usize) {
        let diagnostic = &self.findings.diagnostics[finding];
        self.from = diagnostic.location.span.start();
        self.skipped.insert(diagnostic);
    }

    fn kind(&self, finding: usize) -> Kind {
        let diagnostic = &self.findings.diagnostics[finding];
        let text = &self.document.parts()[0].text;
        let words = || diagnostic.location.span.of(text).into();
        (
            diagnostic.rule,
            diagnostic.concept.clone().unwrap_or_else(words),
        )
    }

    /// Makes edits and writes the file; `false` where that could not be done, which is said. A file that changed meanwhile
    /// is read again.
    fn change(
        &mut self,
        input: &Input,
        edits: &[Edit],
        session: &mut Session<'_>,
    ) -> io::Result<bool> {
        let Input::File(path) = input else {
            return Ok(false);
        };
        let text = fix::apply(&self.document.parts()[0].text, edits);
        let after = reread(&self.document, text);
        if let Err(error) = fix::write(path, &self.document, &after) {
            output::error(&error.to_string());
            session.failed = true;
            if matches!(error.kind, fix::WriteErrorKind::Changed)
                && let Ok(document) = (session.open)(input)
            {
                let skipped = self.fingerprints().into_iter().collect();
                let accepted = self.accepted_in(&document);
                *self = OpenFile::new(document, self.check, accepted, &skipped);
                // The finding is shown again, as the file has it now.
                return Ok(true);
            }
            return Ok(false);
        }
        self.from = edits.first().map_or(0, |edit| edit.span.start());
        self.skipped = self.skipped.moved(edits);
        self.accepted = self.accepted.moved(edits);
        self.document = after;
        self.find();
        Ok(true)
    }

    fn all_fingerprints(&self) -> Vec<String> {
        let mut fingerprints = Fingerprints::new();
        let part = &self.document.parts()[0];
        let diagnostics = self.findings.diagnostics.iter();
        diagnostics
            .map(|diagnostic| fingerprints.next(diagnostic, part).to_string())
            .collect()
    }

    /// What tells the skipped findings apart, in another session too.
    fn fingerprints(&self) -> Vec<String> {
        let all = self.all_fingerprints().into_iter().enumerate();
        all.filter(|&(finding, _)| self.is_skipped(finding))
            .map(|(_, fingerprint)| fingerprint)
            .collect()
    }
}
