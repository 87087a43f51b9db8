#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the sources are read here to hold them to their conventions"
)]
//! What every rule, case file and message owes.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::case_files;
use tifa::rules::{RULES, find};

/// Files of `src/rules/` that hold no rule.
const NO_RULES: [&str; 10] = [
    "mod",
    "context",
    "glued",
    "hyphens",
    "letter_case",
    "lines",
    "mending",
    "explanation",
    "idle_suppression",
    "placed",
];

/// The file of each rule: its name and its text.
fn rule_files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir("src/rules")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            (stem, fs::read_to_string(&path).unwrap())
        })
        .filter(|(stem, _)| !NO_RULES.contains(&stem.as_str()))
        .collect();
    files.sort();
    files
}

#[test]
fn rules_are_in_alphabetical_order_without_repeats() {
    for pair in RULES.windows(2) {
        let (first, second) = (pair[0].id().as_str(), pair[1].id().as_str());
        assert!(first < second, "`{second}` stands after `{first}`");
    }
}

#[test]
fn every_rule_file_is_listed_and_names_its_id() {
    let files = rule_files();
    for (stem, text) in &files {
        let id = stem.replace('_', "-");
        assert!(
            find(&id).is_some(),
            "src/rules/{stem}.rs: `{id}` is not in RULES"
        );
        let named = format!("RuleId::new(\"{id}\")");
        assert!(text.contains(&named), "src/rules/{stem}.rs: no `{named}`");
        assert_eq!(
            text.matches("RuleId::new(").count(),
            1,
            "src/rules/{stem}.rs"
        );
    }
    assert_eq!(files.len(), RULES.len());
}

#[test]
fn no_rule_imports_another() {
    let files = rule_files();
    for (stem, text) in &files {
        for (other, _) in files.iter().filter(|(other, _)| other != stem) {
            for path in [format!("super::{other}"), format!("rules::{other}")] {
                assert!(
                    !text.contains(&path),
                    "src/rules/{stem}.rs imports `{other}`"
                );
            }
        }
    }
}

#[test]
fn every_rule_has_cases_and_every_case_file_a_rule() {
    let files = case_files(Path::new("tests/rules")).unwrap_or_else(|error| panic!("{error}"));
    for rule in RULES {
        let id = rule.id().as_str();
        let path = Path::new("tests/rules").join(format!("{id}.md"));
        let file = files.iter().find(|file| file.path == path);
        let cases = &file
            .unwrap_or_else(|| panic!("{} is missing", path.display()))
            .cases;
        let speaking = cases.iter().filter(|case| case.speaks(id)).count();
        let silent = cases.len() - speaking;
        let counts = format!("{}: {speaking} speak, {silent} are silent", path.display());
        assert!(
            speaking > 0 && silent >= speaking && cases.len() >= 12,
            "{counts}"
        );
        for (index, case) in cases.iter().enumerate() {
            let repeated = cases[..index].iter().any(|other| other.title == case.title);
            assert!(
                !repeated,
                "{}:{}: the title is used twice",
                path.display(),
                case.line
            );
        }
    }
    assert_eq!(files.len(), RULES.len());
}

#[test]
fn messages_follow_the_form() {
    let files = case_files(Path::new("tests/rules")).unwrap_or_else(|error| panic!("{error}"));
    let mut seen = 0;
    for file in &files {
        for case in &file.cases {
            let report = case.report.as_ref().map_or("", |block| &block.content);
            for line in report.lines().filter(|line| !line.starts_with(' ')) {
                let place = file.place(case);
                let (rest, rule) = line
                    .rsplit_once(" [")
                    .unwrap_or_else(|| panic!("{place}\n{line}"));
                assert!(
                    find(rule.trim_end_matches(']')).is_some(),
                    "{place}\n{line}"
                );
                let mut parts = rest.splitn(3, ": ");
                let message = parts.nth(2).unwrap_or_else(|| panic!("{place}\n{line}"));
                check_message(message, &place);
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "only {seen} messages");
}

fn check_message(message: &str, place: &str) {
    let begins = message.starts_with(|c: char| c.is_lowercase() || c == '`');
    assert!(
        begins,
        "{place}\n{message}: begin lower case or with the words found"
    );
    // The help stands in brackets; those of the words found stand between backquotes.
    let help = message
        .match_indices(" (")
        .find(|&(at, _)| message[..at].matches('`').count().is_multiple_of(2))
        .map_or(message.len(), |(at, _)| at);
    let (message, help) = message.split_at(help);
    for part in [message, help.trim_end_matches(')')] {
        assert!(!part.ends_with('.'), "{place}\n{part}: no full stop");
        let marks = part.matches('`').count();
        assert!(
            marks.is_multiple_of(2),
            "{place}\n{part}: a backquote is missing"
        );
    }
}

#[test]
fn explanations_are_sentences() {
    for rule in RULES {
        let (id, told) = (rule.id(), rule.explanation());
        assert!(!told.what.ends_with('.'), "{id}: `what` is no sentence");
        for text in [told.why, told.mend] {
            assert!(text.ends_with('.'), "{id}: {text}");
            assert!(
                text.starts_with(|c: char| c.is_uppercase() || c == '`'),
                "{id}: {text}"
            );
        }
        let mut parts = rule.mqm().split('/');
        let whole = parts.by_ref().take(2).all(|part| !part.is_empty());
        assert!(whole && parts.next().is_none(), "{id}: {}", rule.mqm());
    }
}

#[test]
fn nothing_is_left_undone() {
    // Put together here, so that this file does not name them itself.
    let marks = [
        ["todo", "!("],
        ["unimplemented", "!("],
        ["#[ig", "nore"],
        ["dbg", "!("],
    ];
    let mut open = vec![
        PathBuf::from("src"),
        PathBuf::from("tests"),
        PathBuf::from("benches"),
    ];
    let mut seen = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for mark in marks.map(|parts| parts.concat()) {
                assert!(!text.contains(&mark), "{}: `{mark}`", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 80, "only {seen} sources");
}
