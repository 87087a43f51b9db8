#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the articles are written and read here"
)]
//! A baseline over a project of its real size: 500 articles, 10,000 findings.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const TIFA: &str = env!("CARGO_BIN_EXE_tifa");
const ARTICLES: usize = 500;
const FINDINGS: usize = 10_000;

fn check(directory: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(TIFA)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(["check", "--no-bundled", "--format", "concise"])
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// One sentence with a fault, then one without; no two numbers give the same.
fn paragraph(number: usize) -> String {
    let who = ["mayor", "council", "bureau", "office", "school"][number % 5];
    format!(
        "On day {number} the the {who} of district {} met again, and spoke at length of what had been done in year {}.\n\
         Nothing else was said before the evening of that day, and all went home.\n",
        number / 7,
        number / 3
    )
}

/// Every paragraph on lines of another width.
fn wrapped(text: &str, width: usize) -> String {
    let paragraphs: Vec<String> = text
        .split("\n\n")
        .map(|paragraph| {
            let mut lines = vec![String::new()];
            for word in paragraph.split_whitespace() {
                let line = lines.last_mut().unwrap();
                if !line.is_empty() && line.len() + word.len() >= width {
                    lines.push(word.to_owned());
                } else {
                    if !line.is_empty() {
                        line.push(' ');
                    }
                    line.push_str(word);
                }
            }
            lines.join("\n")
        })
        .collect();
    paragraphs.join("\n\n") + "\n"
}

#[test]
fn a_project_is_adopted_and_only_what_comes_later_is_reported() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    let path = |number: usize| root.join(format!("{:02}/{number:03}.md", number / 50));
    let each = FINDINGS / ARTICLES;
    for number in 0..ARTICLES {
        let paragraphs: Vec<String> = (0..each).map(|at| paragraph(number * each + at)).collect();
        fs::create_dir_all(path(number).parent().unwrap()).unwrap();
        fs::write(path(number), paragraphs.join("\n")).unwrap();
    }
    let (status, _, said) = check(root, &["--write-baseline"]);
    assert_eq!(
        said,
        "note: tifa-baseline.json: 10000 findings in 500 files accepted\n"
    );
    assert_eq!(status, Some(0));
    let written = fs::read_to_string(root.join("tifa-baseline.json")).unwrap();
    let held = ["--baseline", "tifa-baseline.json"];
    let (status, report, _) = check(root, &held);
    assert!(report.starts_with("no findings in 500 files"), "{report}");
    assert!(report.ends_with("; 10,000 in the baseline\n"), "{report}");
    assert_eq!(status, Some(0));

    // One fault more, in the middle of a file.
    let target = path(321);
    let text = fs::read_to_string(&target).unwrap();
    let middle = text.match_indices("\n\n").nth(each / 2).unwrap().0;
    let more = format!(
        "{}\n\nAnd and so it ended.{}",
        &text[..middle],
        &text[middle..]
    );
    fs::write(&target, &more).unwrap();
    let only = |report: &str| {
        let lines: Vec<&str> = report.lines().collect();
        assert_eq!(lines.len(), 2, "{report}");
        assert!(
            lines[0].starts_with("06/321.md:") && lines[0].contains("`And` stands twice"),
            "{report}"
        );
        assert!(lines[1].starts_with("1 warning in 500 files"), "{report}");
        assert!(lines[1].ends_with("; 10,000 in the baseline"), "{report}");
    };
    let (status, report, _) = check(root, &held);
    only(&report);
    assert_eq!(status, Some(1));
    let (_, one_thread, _) = check(root, &[held[0], held[1], "--jobs", "1"]);
    assert_eq!(one_thread, report);

    // All lines wrapped anew, a file renamed, a directory moved.
    for number in 0..ARTICLES {
        let text = fs::read_to_string(path(number)).unwrap();
        fs::write(path(number), wrapped(&text, 40 + number % 30)).unwrap();
    }
    fs::rename(path(7), root.join("00/renamed.md")).unwrap();
    fs::rename(root.join("03"), root.join("moved")).unwrap();
    let (status, report, _) = check(root, &held);
    only(&report);
    assert_eq!(status, Some(1));

    // What is mended is dropped, and what came later is accepted.
    fs::write(&target, "All is well.\n").unwrap();
    let (_, _, said) = check(root, &["--write-baseline"]);
    assert_eq!(
        said,
        "note: tifa-baseline.json: 9980 findings in 499 files accepted\n"
    );
    let again = fs::read_to_string(root.join("tifa-baseline.json")).unwrap();
    assert_eq!(again.lines().count(), written.lines().count() - each);
    let (status, report, _) = check(root, &held);
    assert!(report.ends_with("; 9,980 in the baseline\n"), "{report}");
    assert_eq!(status, Some(0));

    // Only a part is checked: what is said of the rest stays.
    let (_, _, said) = check(root, &["--write-baseline", "05"]);
    assert_eq!(
        said,
        "note: tifa-baseline.json: 9980 findings in 499 files accepted\n"
    );
    assert_eq!(
        fs::read_to_string(root.join("tifa-baseline.json")).unwrap(),
        again
    );
}
