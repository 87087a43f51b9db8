#![cfg(test)]
//! Every rule's cases, and the example of every explanation.
//!
//! `UPDATE=1 cargo test --test rules` writes the expected reports anew; review them as text.

mod support;

use std::fmt::Write as _;
use std::path::Path;

use pretty_assertions::{StrComparison, assert_eq};
use support::{CaseFile, apply, case_files, load};
use tifa::diagnostics::Applicability;
use tifa::documents::{Format, read_str};
use tifa::lint::{Linter, Settings};
use tifa::rules::RULES;

#[test]
fn cases_report_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for file in case_files(Path::new("tests/rules")).unwrap_or_else(|error| panic!("{error}")) {
        let mut reports = Vec::new();
        for case in &file.cases {
            let place = file.place(case);
            let report = match case.run() {
                Ok(report) => report,
                Err(error) => panic!("{place}\n{error}"),
            };
            match &case.report {
                _ if update => {}
                None => writeln!(wrong, "{place}\nthe case has no report\n").unwrap(),
                Some(expected) if expected.content == report => {}
                Some(expected) => {
                    let difference = StrComparison::new(&expected.content, &report);
                    writeln!(wrong, "{place}\n{difference}\n").unwrap();
                }
            }
            reports.push(report);
        }
        if update {
            std::fs::write(&file.path, file.with_reports(&reports)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn explanations_hold() {
    for rule in RULES {
        let id = rule.id();
        let example = rule.explanation().example;
        let glossary = load(&[example.glossary]).unwrap_or_else(|error| panic!("{id}: {error}"));
        let linter = Linter::new(&glossary, Settings::default());
        let lint = |text: &str| {
            let format = Format::detect(Path::new("example"), text);
            let document = read_str("example", text, format);
            linter.lint(&document).diagnostics
        };
        let found = lint(example.wrong);
        let names: Vec<&str> = found.iter().map(|found| found.rule.as_str()).collect();
        assert_eq!(names, [id.as_str()], "{id}: {}", example.wrong);
        for fix in &found[0].fixes {
            if fix.applicability == Applicability::Safe {
                assert_eq!(apply(example.wrong, &fix.edits), example.right, "{id}");
            }
        }
        let found = lint(example.right);
        assert!(found.is_empty(), "{id}: {}: {found:?}", example.right);
    }
}

#[test]
fn a_case_file_with_mistakes_names_the_line() {
    for (text, expected) in [
        (
            "## A\n\n```text target\nx\n",
            "a.md:3: the block never ends",
        ),
        (
            "## A\n\n```toml config\n```\n",
            "a.md:3: unknown block `toml config`",
        ),
        ("## A\n\n```\n```\n", "a.md:3: unknown block ``"),
        ("## A\n\n## B\n", "a.md:1: the case has no target"),
        (
            "## A\n```text settings\nacross\ncolour = red\n```\n",
            "a.md:4: unknown setting `colour = red`",
        ),
        (
            "## A\n```text settings\ndate = May\n```\n",
            "a.md:3: `May` is no date; write `2018-03-21`, `2018-03` or `2018`",
        ),
        (
            "## A\n```text target\n```\n```text target\n```\n",
            "a.md:4: each target of a case needs one file name of its own",
        ),
        (
            "## A\n```text report\n```\n```text report\n```\n",
            "a.md:4: a case has one report",
        ),
        (
            "# A\n```text target\n```\n",
            "a.md:2: only glossaries may stand above the first case",
        ),
    ] {
        let read = CaseFile::read(Path::new("a.md"), text.to_owned());
        assert_eq!(read.err().as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn reports_are_rewritten_in_place() {
    let text = "# A\n\n## One\n\n```text target\nx\n```\n\n## Two\n\n```text target\nx\n```\n\n\
                ```text report\nold\n```\n\n## Three\n\n````text target\n```\n````\n";
    let file = CaseFile::read(Path::new("a.md"), text.to_owned()).unwrap();
    assert_eq!(file.cases[2].targets[0].text, "```\n");
    let rewritten = file.with_reports(&["1\n".to_owned(), String::new(), "3\n".to_owned()]);
    let expected = "# A\n\n## One\n\n```text target\nx\n```\n\n```text report\n1\n```\n\n## Two\n\n\
                    ```text target\nx\n```\n\n```text report\n```\n\n## Three\n\n\
                    ````text target\n```\n````\n\n```text report\n3\n```\n";
    assert_eq!(rewritten, expected);
}
