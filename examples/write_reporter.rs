//! A report format of one's own: findings as a Markdown table, for a merge request or a wiki.
//!
//! `cargo run --example write_reporter -- examples/article.en.md`

#![expect(
    clippy::disallowed_methods,
    reason = "an example is a program of its own, with arguments"
)]

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use tifa::documents::{self, OpenOptions};
use tifa::glossary;
use tifa::lint::{Linter, Settings};
use tifa::report::{FileReport, Reporter, Summary, sanitize};

/// One row for each finding, the counts as the last line.
#[derive(Default)]
struct MarkdownTable {
    begun: bool,
}

impl Reporter for MarkdownTable {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport<'_>) -> io::Result<()> {
        if !self.begun {
            writeln!(
                out,
                "| Place | Severity | Finding | Remedy |\n|---|---|---|---|"
            )?;
            self.begun = true;
        }
        for found in report.diagnostics {
            let part = report.document.part(found.location.part);
            let at = part
                .lines
                .line_column(&part.text, found.location.span.start());
            writeln!(
                out,
                "| {}:{}:{} | {} | {} | {} |",
                cell(report.document.path()),
                at.line,
                at.column,
                found.severity,
                cell(&found.message),
                cell(&found.help().unwrap_or_default()),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "\n{summary}")
    }
}

/// Text for a cell: control characters shown instead of sent, bars that do not end the cell.
fn cell(text: &str) -> String {
    sanitize(text).replace('|', "\\|")
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1);
    let path = path.as_deref().unwrap_or("examples/article.en.md");

    let loaded = glossary::load(&glossary::bundled());
    let linter = Linter::new(&loaded.glossary, Settings::default());
    let document = documents::open(Path::new(path), &OpenOptions::default())?;
    let findings = linter.lint(&document);

    let report = FileReport::new(&document, &findings.diagnostics);
    let mut summary = Summary::default();
    summary.add(&report, findings.words);
    let mut reporter = MarkdownTable::default();
    let mut out = io::stdout().lock();
    reporter.file(&mut out, &report)?;
    reporter.finish(&mut out, &summary)?;
    Ok(())
}
