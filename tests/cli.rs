#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "pages and generated files are read and written here"
)]
//! The command line as its users see it: the sessions in `tests/cli/*.md` and in README.md, and what a page cannot show.
//!
//! `UPDATE=1 cargo test --test cli` writes the outputs in the pages anew; review them as text.

#[path = "support/console.rs"]
mod console;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use console::Place;
use pretty_assertions::assert_eq;
use tifa::documents::{Format, read_str};
use tifa::glossary::Glossary;
use tifa::lint::{Linter, Settings};
use tifa::rules::RULES;

const TIFA: &str = env!("CARGO_BIN_EXE_tifa");

fn assert_as_shown(page: &Path, place: &Place) {
    let update = std::env::var_os("UPDATE").is_some();
    let wrong = console::run(page, place, update);
    let count = wrong.len();
    assert!(
        wrong.is_empty(),
        "{count} outputs differ; `UPDATE=1 cargo test --test cli` writes them anew\n\n{}",
        wrong.join("\n")
    );
}

#[test]
fn sessions_print_what_they_show() {
    let mut pages: Vec<_> = fs::read_dir("tests/cli")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    assert!(pages.len() >= 5, "only {} pages found", pages.len());
    std::thread::scope(|scope| {
        for page in &pages {
            scope.spawn(|| assert_as_shown(page, &Place::Temporary));
        }
    });
}

#[test]
fn the_readme_shows_what_is_printed() {
    let root = std::env::current_dir().unwrap();
    assert_as_shown(Path::new("README.md"), &Place::Existing(root));
}

#[test]
fn the_guide_to_other_tools_shows_what_is_printed() {
    assert_as_shown(Path::new("docs/exchange.md"), &Place::Temporary);
}

#[test]
fn the_guide_to_reports_shows_what_is_printed() {
    assert_as_shown(Path::new("docs/reports.md"), &Place::Temporary);
}

#[test]
fn the_readme_lists_every_rule() {
    let readme = fs::read_to_string("README.md").unwrap();
    let listed: Vec<_> = readme
        .lines()
        .skip_while(|line| *line != "|---|---|---|")
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .collect();
    let rules: Vec<_> = RULES
        .iter()
        .map(|rule| {
            let what = rule.explanation().what;
            format!("| `{}` | {} | {what} |", rule.id(), rule.default_severity())
        })
        .collect();
    assert_eq!(listed, rules);
    assert!(readme.lines().count() < 150, "the first page is short");
}

fn check(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(TIFA)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .arg("check")
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap()
}

/// An article of a few sentences, each with a fault or two; no two numbers give the same.
fn article(number: usize) -> String {
    let meeting = ["enlarged", "expanded"][number % 2];
    let mut text = format!("The {meeting} meeting of town {number} was held .\n\n");
    for paragraph in 0..number % 7 + 1 {
        text.push_str("They stressed the \"two maintenances\" and praised ");
        text.push_str(&"very ".repeat(paragraph % 3));
        text.push_str("grass-roots units; party building went on.\n\n");
    }
    text
}

#[test]
fn threads_change_nothing_in_the_output() {
    let directory = tempfile::tempdir().unwrap();
    for number in 0..50 {
        let name = format!("{}/{number}.txt", number % 4);
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, article(number)).unwrap();
    }
    fs::write(directory.path().join("2/broken.txt"), b"a\0b").unwrap();
    for format in ["human", "concise", "json", "jsonl"] {
        for across in [&["--stats"][..], &["--stats", "--across"]] {
            let run = |jobs| {
                let mut arguments = vec!["--format", format, "--jobs", jobs];
                arguments.extend(across);
                check(directory.path(), &arguments)
            };
            let (one, four) = (run("1"), run("4"));
            assert_eq!(one.status.code(), Some(2));
            assert!(one.stdout.len() > 10_000, "{format} says too little");
            assert!(one == four, "{format} {across:?} differs by threads");
        }
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("long.txt");
    fs::write(&path, "They met the the mayor .\n\n".repeat(20_000)).unwrap();
    let long = path.to_str().unwrap();
    for arguments in [
        &["check", long][..],
        &["check", "--format", "concise", long],
        &["check", "--format", "json", long],
        &["check", "--format", "jsonl", long],
        &["completions", "bash"],
        &["man"],
        &["--help"],
    ] {
        let mut child = Command::new(TIFA)
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0];
        let mut stdout = child.stdout.take().unwrap();
        assert_eq!(stdout.read(&mut first).unwrap(), 1);
        drop(stdout);
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(said, "", "{arguments:?}");
        // How much was read changes nothing about what was found.
        let findings = i32::from(arguments[0] == "check");
        assert_eq!(ended.status.code(), Some(findings), "{arguments:?}");
    }
}

#[test]
fn a_closed_standard_error_is_no_error_either() {
    for arguments in [
        &["check", "missing.txt"][..],
        &["explain", "nothing-of-the-name"],
    ] {
        let mut child = Command::new(TIFA)
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn runs_of_marks_are_read_in_linear_time() {
    // Each took minutes at this size while marks were held against all that stood before them; the runner's own time
    // limit is the measure, no clock is read here. One goes through the whole program; for the others the findings are
    // enough, which cost a fraction of writing them down.
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("quotes.txt");
    fs::write(&path, "“".repeat(60_000)).unwrap();
    let path = path.to_str().unwrap();
    let run = check(
        directory.path(),
        &["--no-bundled", "--format", "jsonl", path],
    );
    assert_eq!(run.status.code(), Some(1));
    let glossary = Glossary::default();
    let linter = Linter::new(&glossary, Settings::default());
    for (name, format, text, findings) in [
        ("spaced", Format::Text, "—“ ".repeat(40_000), 40_000),
        (
            "brackets",
            Format::Text,
            format!("{}{}", "(".repeat(100_000), "]".repeat(100_000)),
            200_000,
        ),
        ("straight", Format::Text, "\"".repeat(100_001), 1),
        ("mixed", Format::Text, "“([\"".repeat(30_000), 119_998),
        (
            "entities",
            Format::Html,
            "&amp;&#x4e2d;&bogus;&".repeat(20_000),
            20_000,
        ),
    ] {
        let found = linter.lint(&read_str(name, &text, format)).diagnostics;
        assert_eq!(found.len(), findings, "{name}");
    }
}

#[test]
fn an_article_of_one_long_line_is_checked() {
    let directory = tempfile::tempdir().unwrap();
    let mut text = "The meeting praised the work of all units. ".repeat(2400);
    text.push_str("They stressed the two maintenances.");
    assert!(text.len() > 100_000);
    fs::write(directory.path().join("long.txt"), &text).unwrap();
    let run = check(directory.path(), &["long.txt"]);
    let report = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(report.contains("write `Two Upholds`"), "{report}");
    let widest = report.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "a line of {widest:?} columns");
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let made = Command::new("mkfifo")
        .arg(directory.path().join("pipe.txt"))
        .status()
        .unwrap();
    assert!(made.success());
    fs::write(directory.path().join("a.txt"), "All is well.").unwrap();
    // A pipe that is opened would be waited for without end.
    for (path, what) in [("pipe.txt", "a pipe"), ("/dev/zero", "a device")] {
        let run = check(directory.path(), &[path, "a.txt", "--format", "concise"]);
        assert_eq!(run.status.code(), Some(2));
        let said = String::from_utf8(run.stderr).unwrap();
        let expected = format!(
            "error: {path}: {what}, not a file; write `-` and send the text to standard input\n"
        );
        assert_eq!(said, expected);
        let report = String::from_utf8(run.stdout).unwrap();
        assert_eq!(
            report,
            "no findings in 1 file (3 words); 1 file could not be read\n"
        );
    }
    for option in ["--glossary", "--config", "--baseline"] {
        for path in ["pipe.txt", "/dev/zero"] {
            let run = check(directory.path(), &[option, path, "a.txt"]);
            assert_eq!(run.status.code(), Some(2), "{option} {path}");
            let said = String::from_utf8(run.stderr).unwrap();
            assert!(said.contains("file"), "{option} {path}: {said}");
        }
    }
}
