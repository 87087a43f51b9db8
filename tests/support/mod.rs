//! The reader of case files: Markdown in which one heading of the second level is one case.
//!
//! | block | what it holds |
//! |---|---|
//! | `toml glossary` | one layer of glossary; a header is added where there is none |
//! | `text target`, `markdown target`, `html target` | a document; a file name may follow |
//! | `text source` | the Chinese beside the target |
//! | `text settings` | one on a line: `across`, `require-reason`, `date = 2018-01-01`, `escapes` (`\u{A0}` in a target is that character) |
//! | `text report` | what is found, empty for a case that must stay silent |
//!
//! Glossaries above the first case are the lowest layers of every case of the file. A finding is one line of
//! `--format concise`; below it stand, indented, its other places, its notes, and the lines of the file as its fix
//! leaves them. `UPDATE=1` writes the expected reports anew, and adds those that are missing.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use tifa::diagnostics::{Applicability, Diagnostic, Edit, Fix};
use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Date, Glossary, GlossaryFile, Loaded};
use tifa::lint::{Findings, Linter, Settings};
use tifa::matching::Usage;
use tifa::report::{FileReport, ReportFormat, ReportOptions};
use tifa::text::LineIndex;

/// One file of cases.
pub(crate) struct CaseFile {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) cases: Vec<Case>,
}

/// One heading with what stands below it.
pub(crate) struct Case {
    pub(crate) title: String,
    /// The line of the heading, from 1.
    pub(crate) line: usize,
    pub(crate) glossaries: Vec<Block>,
    pub(crate) targets: Vec<Target>,
    /// The Chinese beside the target.
    pub(crate) source: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) across: bool,
    pub(crate) require_reason: bool,
    pub(crate) report: Option<Block>,
    /// Where the case ends in the file.
    end: usize,
}

/// What stands between two fences.
#[derive(Clone)]
pub(crate) struct Block {
    /// The line of the opening fence, from 1.
    pub(crate) line: usize,
    pub(crate) content: String,
    /// Where the content stands in the file.
    start: usize,
}

pub(crate) struct Target {
    pub(crate) path: String,
    pub(crate) format: Format,
    pub(crate) text: String,
}

impl CaseFile {
    /// Reads a file of cases; the error names file and line.
    pub(crate) fn read(path: &Path, text: String) -> Result<Self, String> {
        let cases = read_cases(&text)
            .map_err(|(line, what)| format!("{}:{line}: {what}", path.display()))?;
        let path = path.to_owned();
        Ok(Self { path, text, cases })
    }

    /// Where a case stands, for messages.
    pub(crate) fn place(&self, case: &Case) -> String {
        format!("{}:{}: {}", self.path.display(), case.line, case.title)
    }

    /// The file with the given reports, one for each case, in place of those it has.
    pub(crate) fn with_reports(&self, reports: &[String]) -> String {
        let mut text = self.text.clone();
        for (case, report) in self.cases.iter().zip(reports).rev() {
            match &case.report {
                Some(block) => {
                    text.replace_range(block.start..block.start + block.content.len(), report);
                }
                None => {
                    let end = text[..case.end].trim_end().len();
                    let block = format!("\n\n```text report\n{report}```\n\n");
                    text.replace_range(end..case.end, &block);
                }
            }
        }
        format!("{}\n", text.trim_end())
    }
}

type Mistake = (usize, String);

fn read_cases(text: &str) -> Result<Vec<Case>, Mistake> {
    let mut cases: Vec<Case> = Vec::new();
    let mut shared: Vec<Block> = Vec::new();
    let mut escapes: Vec<bool> = Vec::new();
    let mut lines = Lines {
        text,
        at: 0,
        line: 0,
    };
    while let Some((start, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            if let Some(last) = cases.last_mut() {
                last.end = start;
            }
            cases.push(Case {
                title: title.trim().to_owned(),
                line: lines.line,
                glossaries: shared.clone(),
                targets: Vec::new(),
                source: None,
                date: None,
                across: false,
                require_reason: false,
                report: None,
                end: text.len(),
            });
            escapes.push(false);
            continue;
        }
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks < 3 {
            continue;
        }
        let opened = lines.line;
        let block = lines.block(ticks)?;
        let wrong = |what: &str| Err((opened, what.to_owned()));
        let words: Vec<&str> = line[ticks..].split_whitespace().collect();
        let Some(case) = cases.last_mut() else {
            match words[..] {
                ["toml", "glossary"] => shared.push(block),
                _ => return wrong("only glossaries may stand above the first case"),
            }
            continue;
        };
        match words[..] {
            ["toml", "glossary"] => case.glossaries.push(block),
            [
                syntax @ ("text" | "markdown" | "html"),
                "target",
                ref name @ ..,
            ] => {
                let (format, usual) = match syntax {
                    "text" => (Format::Text, "article.txt"),
                    "markdown" => (Format::Markdown, "article.md"),
                    _ => (Format::Html, "article.html"),
                };
                let path = name.first().copied().unwrap_or(usual).to_owned();
                if name.len() > 1 || case.targets.iter().any(|target| target.path == path) {
                    return wrong("each target of a case needs one file name of its own");
                }
                case.targets.push(Target {
                    path,
                    format,
                    text: block.content,
                });
            }
            ["text", "source"] => {
                if case.source.replace(block.content).is_some() {
                    return wrong("a case has one source");
                }
            }
            ["text", "settings"] => {
                for (index, line) in block.content.lines().enumerate() {
                    match line.split_once(" = ").unwrap_or((line, "")) {
                        ("across", "") => case.across = true,
                        ("require-reason", "") => case.require_reason = true,
                        ("escapes", "") => *escapes.last_mut().unwrap() = true,
                        ("date", date) => {
                            let place = opened + 1 + index;
                            case.date = Some(date.parse().map_err(|what| (place, what))?);
                        }
                        _ => return Err((opened + 1 + index, format!("unknown setting `{line}`"))),
                    }
                }
            }
            ["text", "report"] => {
                if case.report.replace(block).is_some() {
                    return wrong("a case has one report");
                }
            }
            _ => return wrong(&format!("unknown block `{}`", line[ticks..].trim())),
        }
    }
    for (case, escapes) in cases.iter_mut().zip(escapes) {
        if case.targets.is_empty() {
            return Err((case.line, "the case has no target".to_owned()));
        }
        for target in case.targets.iter_mut().filter(|_| escapes) {
            target.text = unescaped(&target.text).map_err(|what| (case.line, what))?;
        }
    }
    Ok(cases)
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    /// The next line and where it begins.
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let line = rest.split_inclusive('\n').next()?;
        self.at += line.len();
        self.line += 1;
        Some((start, line.trim_end_matches(['\n', '\r'])))
    }

    /// What stands up to a fence of at least `ticks` marks.
    fn block(&mut self, ticks: usize) -> Result<Block, Mistake> {
        let (opened, start) = (self.line, self.at);
        while let Some((end, line)) = self.next() {
            if line.len() >= ticks && line.bytes().all(|byte| byte == b'`') {
                let content = self.text[start..end].to_owned();
                return Ok(Block {
                    line: opened,
                    content,
                    start,
                });
            }
        }
        Err((opened, "the block never ends".to_owned()))
    }
}

/// `\u{A0}` as the character it names.
fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (digits, after) = after.split_once('}').ok_or("a `\\u{` without its `}`")?;
        let number = u32::from_str_radix(digits, 16).map_err(|error| error.to_string())?;
        out.push_str(before);
        out.push(char::from_u32(number).ok_or("no such character")?);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// Every character that does not show, or shows as something else, as an escape.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let hidden = c.is_control() || c.is_whitespace() || tifa::text::is_invisible(c);
        if hidden && c != ' ' || tifa::text::is_direction_changing(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// The glossary of some layers; the error is the first problem of each, with its place in the layer.
pub(crate) fn load(layers: &[&str]) -> Result<Glossary, String> {
    let files: Vec<GlossaryFile> = layers
        .iter()
        .enumerate()
        .map(|(index, text)| {
            GlossaryFile::new(
                format!("layer-{}.toml", index + 1),
                with_header(text, index),
            )
        })
        .collect();
    let Loaded { glossary, problems } = glossary::load(&files);
    if problems.is_empty() {
        return Ok(glossary);
    }
    let mut message = String::new();
    for problem in problems {
        let text = &files[problem.file].text;
        let span = problem.diagnostic.location.span;
        writeln!(
            message,
            "glossary: {} at `{}`",
            problem.diagnostic.message,
            text.get(span.start()..span.end()).unwrap_or_default()
        )
        .unwrap();
    }
    Err(message)
}

/// The layer with a header, if it has none.
pub(crate) fn with_header(text: &str, index: usize) -> String {
    if text.lines().any(|line| line.trim() == "[glossary]") {
        return text.to_owned();
    }
    format!(
        "[glossary]\nformat = 1\nid = \"layer-{}\"\n\n{text}",
        index + 1
    )
}

impl Case {
    /// Runs the case: the whole report, or what is wrong with its glossary.
    pub(crate) fn run(&self) -> Result<String, String> {
        let layers: Vec<&str> = self
            .glossaries
            .iter()
            .map(|block| &*block.content)
            .collect();
        let glossary = load(&layers)?;
        let mut settings = Settings::default();
        settings.date = self.date;
        settings.require_reason = self.require_reason;
        let linter = Linter::new(&glossary, settings);
        let documents: Vec<Document> = self
            .targets
            .iter()
            .map(|target| read_str(&target.path, &target.text, target.format))
            .collect();
        let mut usage = Usage::default();
        for document in &documents {
            usage.add(&linter.usage(document));
        }
        let mut report = String::new();
        for document in &documents {
            let Findings { diagnostics, .. } = match &self.source {
                Some(source) => linter.lint_with_source(document, source),
                None if self.across => linter.lint_across(document, &usage),
                None => linter.lint(document),
            };
            for diagnostic in &diagnostics {
                push_finding(diagnostic, document, &documents, &mut report);
            }
        }
        Ok(report)
    }

    /// Whether the expected report has a finding of a rule.
    pub(crate) fn speaks(&self, rule: &str) -> bool {
        let mark = format!(" [{rule}]");
        let report = self.report.as_ref().map_or("", |block| &block.content);
        report
            .lines()
            .any(|line| !line.starts_with(' ') && line.ends_with(&mark))
    }
}

fn push_finding(
    diagnostic: &Diagnostic,
    document: &Document,
    documents: &[Document],
    report: &mut String,
) {
    let mut reporter = ReportFormat::Concise.reporter(&ReportOptions::default());
    let mut line = Vec::new();
    let one = FileReport::new(document, std::slice::from_ref(diagnostic));
    reporter.file(&mut line, &one).unwrap();
    report.push_str(std::str::from_utf8(&line).unwrap());
    for label in &diagnostic.labels {
        let path = label.path.as_ref().unwrap_or(document.path());
        let other = documents.iter().find(|document| document.path() == path);
        let text = &other.unwrap_or(document).part(label.location.part).text;
        let place = LineIndex::new(text).line_column(text, label.location.span.start());
        let (line, column, message) = (place.line, place.column, &label.message);
        writeln!(report, "  {path}:{line}:{column}: {message}").unwrap();
    }
    for note in &diagnostic.notes {
        writeln!(report, "  note: {note}").unwrap();
    }
    let text = &document.part(diagnostic.location.part).text;
    for fix in &diagnostic.fixes {
        let name = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "unsafe fix",
            Applicability::Manual => "proposal",
        };
        writeln!(report, "  {name}: {}", escaped(&fixed_lines(text, fix))).unwrap();
    }
}

/// The lines that a fix touches, as it leaves them.
fn fixed_lines(text: &str, fix: &Fix) -> String {
    let (Some(first), Some(last)) = (fix.edits.first(), fix.edits.last()) else {
        return String::new();
    };
    let start = text[..first.span.start()]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = text[last.span.end()..]
        .find('\n')
        .map_or(text.len(), |at| last.span.end() + at);
    let after = apply(text, &fix.edits);
    let kept = text.len() - end;
    after[start..after.len() - kept]
        .trim_end_matches('\r')
        .to_owned()
}

/// A text with some edits made; they are in order and do not overlap.
pub(crate) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start()]);
        out.push_str(&edit.replacement);
        at = edit.span.end();
    }
    out.push_str(&text[at..]);
    out
}

/// The case files in the folder, in the order of their names.
#[expect(clippy::disallowed_methods, reason = "the cases are read here")]
pub(crate) fn case_files(folder: &Path) -> Result<Vec<CaseFile>, String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            CaseFile::read(path, text)
        })
        .collect()
}
