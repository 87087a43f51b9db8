#![cfg(test)]
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "the files that a session changes are read here"
)]
//! `--interactive` and `--watch` as a person meets them: on a pseudo-terminal, with keys.

use std::fs;
use std::path::Path;
use std::process::Command;

use pretty_assertions::assert_eq;
use rexpect::session::{PtySession, spawn_command};

const GLOSSARY: &str = "[glossary]\nformat = 1\nid = \"g\"\n[[concept]]\nid = \"ferry\"\nkind = \"phrase\"\nsource = [\"渡船\"]\n\
                        preferred = \"ferry\"\ndeprecated = [\"crossing boat\"]\nevidence = \"proposed\"\n";

/// A session in a directory, whose state lies in it as well.
fn tifa(directory: &Path, arguments: &[&str]) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tifa"));
    command
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .arg("check")
        .args(["--no-bundled", "--glossary", "g.toml"])
        .args(arguments)
        .current_dir(directory)
        .env("XDG_STATE_HOME", directory.join("state"))
        .env("NO_COLOR", "1")
        .env("TERM", "xterm");
    // Long enough for a machine that builds something else meanwhile.
    spawn_command(command, Some(60_000)).unwrap()
}

fn directory() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("g.toml"), GLOSSARY).unwrap();
    directory
}

/// Waits for the question about a finding, and answers with a key.
fn answer(session: &mut PtySession, shown: &str, key: &str) {
    session.exp_string(shown).unwrap();
    session.exp_string("[?] ").unwrap();
    session.send(key).unwrap();
    session.flush().unwrap();
}

fn ended(mut session: PtySession, last: &str, status: i32) {
    session.exp_string(last).unwrap();
    session.exp_eof().unwrap();
    let ended = session.process().wait().unwrap();
    assert!(
        format!("{ended:?}").contains(&format!(", {status})")),
        "{ended:?}"
    );
}

#[test]
fn a_session_accepts_skips_stops_and_goes_on() {
    let directory = directory();
    let path = directory.path().join("draft.txt");
    let text = || fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        "A crossing boat.\n\nThe the mayor.\n\nTwo crossing boats , and\nno crossing boat.\n",
    )
    .unwrap();

    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    answer(&mut session, "5 left in draft.txt", "a");
    session.exp_string("accepted").unwrap();
    answer(&mut session, "`The` stands twice", "s");
    // What was accepted is in the file while the session goes on.
    assert_eq!(
        text(),
        "A ferry.\n\nThe the mayor.\n\nTwo crossing boats , and\nno crossing boat.\n"
    );
    answer(&mut session, "`crossing boats`", "q");
    session.exp_string("accepted 1, skipped 1").unwrap();
    ended(session, "goes on here", 1);

    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    session.exp_string("skipped before: 1").unwrap();
    // Every wording of that concept, then the comma.
    answer(&mut session, "3 left in draft.txt", "A");
    answer(&mut session, "1 left in draft.txt", "?");
    session.exp_string("write something else").unwrap();
    answer(&mut session, "", "e");
    session.exp_string("write").unwrap();
    session.send(" also\r").unwrap();
    session.flush().unwrap();
    ended(session, "1 warning in", 1);
    assert!(
        text().starts_with("A ferry.\n\nThe the mayor.\n\nTwo ferries"),
        "{}",
        text()
    );
    assert!(text().ends_with("also and\nno ferry.\n"), "{}", text());

    // All was gone through: what was skipped comes again.
    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    answer(&mut session, "1 left in draft.txt", "a");
    ended(session, "no findings", 0);
}

#[test]
fn a_concept_is_switched_off_in_the_configuration() {
    let directory = directory();
    let path = directory.path().join("draft.txt");
    let text = "A crossing boat.\n\nThe the mayor.\n\nOne crossing boat.\n";
    fs::write(&path, text).unwrap();
    let configuration = directory.path().join("tifa.toml");
    for (before, after) in [
        (
            None,
            "# Concepts that are not looked for.\ndisable = [\"ferry\"]\n",
        ),
        (
            Some("# Ours.\ndate = 2018-03-21 # then\n\n[severity]\nrepeated-words = \"error\"\n"),
            "# Ours.\ndate = 2018-03-21 # then\ndisable = [\"ferry\"]\n\n[severity]\nrepeated-words = \"error\"\n",
        ),
    ] {
        match before {
            Some(before) => fs::write(&configuration, before).unwrap(),
            None => assert!(!configuration.exists()),
        }
        let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
        answer(&mut session, "3 left in draft.txt", "?");
        session
            .exp_string("`ferry` is not looked for any more; written into")
            .unwrap();
        answer(&mut session, "", "c");
        session
            .exp_string("`ferry` is not looked for any more: tifa.toml")
            .unwrap();
        answer(&mut session, "1 left in draft.txt", "s");
        ended(session, "in 1 file", 1);
        assert_eq!(fs::read_to_string(&configuration).unwrap(), after);
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        // The next run reads it.
        let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
        answer(&mut session, "1 left in draft.txt", "q");
        ended(session, "goes on here", 1);
    }
}

#[test]
fn a_finding_is_ignored_by_a_comment_where_it_stands() {
    let directory = directory();
    let path = directory.path().join("draft.md");
    fs::write(
        &path,
        "The the mayor.\n\nThe the mayor and a crossing boat.\n",
    )
    .unwrap();
    let mut session = tifa(directory.path(), &["--interactive", "draft.md"]);
    answer(&mut session, "3 left in draft.md", "?");
    session
        .exp_string("silences `repeated-words` in this paragraph")
        .unwrap();
    answer(&mut session, "", "i");
    session.exp_string("ignored here").unwrap();
    answer(&mut session, "2 left in draft.md", "s");
    answer(&mut session, "1 left in draft.md", "s");
    ended(session, "in 1 file", 1);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "<!-- tifa-ignore repeated-words -->\nThe the mayor.\n\nThe the mayor and a crossing boat.\n"
    );
}

#[test]
fn a_file_that_changes_meanwhile_is_read_again() {
    let directory = directory();
    let path = directory.path().join("draft.txt");
    fs::write(&path, "A crossing boat.\n").unwrap();
    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    session.exp_string("[?] ").unwrap();
    fs::write(&path, "One more line.\n\nA crossing boat.\n").unwrap();
    session.send("a").unwrap();
    session.flush().unwrap();
    session
        .exp_string("draft.txt changed meanwhile: nothing was written")
        .unwrap();
    answer(&mut session, "draft.txt:3:3", "a");
    // Only what is in the file counts.
    session.exp_string("accepted 1, skipped 0").unwrap();
    ended(session, "no findings", 0);
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "One more line.\n\nA ferry.\n"
    );
}

#[test]
fn a_line_that_is_left_changes_nothing() {
    let directory = directory();
    let path = directory.path().join("draft.txt");
    fs::write(&path, "A crossing boat.\n").unwrap();
    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    answer(&mut session, "1 left in draft.txt", "e");
    types(&mut session, "write (Esc: back): ferry", " x\u{1b}");
    answer(&mut session, "1 left in draft.txt", "g");
    types(&mut session, "[r]ight as well", "r");
    types(&mut session, "right (Esc: back): crossing boat", "\u{3}");
    // Keys move the cursor and remove words.
    answer(&mut session, "1 left in draft.txt", "e");
    types(
        &mut session,
        "write (Esc: back): ferry",
        "\u{17}large boat\u{1b}[H",
    );
    types(&mut session, "large boat", "\u{1b}[3~L\r");
    session.exp_string("accepted 1, skipped 0").unwrap();
    ended(session, "no findings", 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), "A Large boat.\n");
}

#[test]
fn what_cannot_be_written_counts_as_skipped() {
    let directory = directory();
    let path = directory.path().join("draft.txt");
    fs::write(&path, "A crossing boat.\n\nNo crossing boat.\n").unwrap();
    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    session.exp_string("2 left in draft.txt").unwrap();
    session.exp_string("[?] ").unwrap();
    fs::remove_file(&path).unwrap();
    session.send("a").unwrap();
    session.flush().unwrap();
    session.exp_string("removed since it was read").unwrap();
    answer(&mut session, "1 left in draft.txt", "A");
    // What cannot be accepted without asking is asked again.
    session.exp_string("removed since it was read").unwrap();
    answer(&mut session, "1 left in draft.txt", "q");
    session.exp_string("accepted 0, skipped 1").unwrap();
    ended(session, "goes on here", 2);
}

#[test]
fn without_a_terminal_nothing_is_asked() {
    let directory = directory();
    let output = Command::new(env!("CARGO_BIN_EXE_tifa"))
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(["check", "--interactive", "g.toml"])
        .current_dir(directory.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: --interactive needs a terminal; use --fix or --diff\n"
    );
}

#[test]
fn a_watch_sees_what_is_saved_replaced_made_and_removed() {
    let directory = directory();
    let texts = directory.path().join("texts");
    fs::create_dir(&texts).unwrap();
    fs::write(texts.join("a.txt"), "A crossing boat.\n").unwrap();
    let mut session = tifa(
        directory.path(),
        &["--watch", "--format", "concise", "texts"],
    );
    let mut sees = |what: &str| {
        session.exp_string(what).unwrap();
        session.exp_string("watching for changes").unwrap();
    };
    sees("1 note in 1 file");
    fs::write(texts.join("a.txt"), "A ferry.\n").unwrap();
    sees("no findings in 1 file");
    // As editors save: a file beside it takes its name.
    fs::write(texts.join("a.tmp"), "The the ferry.\n").unwrap();
    fs::rename(texts.join("a.tmp"), texts.join("a.txt")).unwrap();
    sees("1 warning in 1 file");
    fs::write(texts.join("a.tmp"), "The the the ferry.\n").unwrap();
    fs::rename(texts.join("a.tmp"), texts.join("a.txt")).unwrap();
    sees("2 warnings in 1 file");
    fs::create_dir(texts.join("more")).unwrap();
    fs::write(texts.join("more/b.md"), "A ferry.\n").unwrap();
    sees("2 warnings in 2 files");
    fs::remove_file(texts.join("a.txt")).unwrap();
    sees("no findings in 1 file");
    fs::write(
        directory.path().join("g.toml"),
        GLOSSARY.replace("crossing boat", "ferry boat"),
    )
    .unwrap();
    sees("no findings in 1 file");
    fs::write(texts.join("more/b.md"), "A ferry boat.\n").unwrap();
    sees("1 note in 1 file");
    fs::remove_dir_all(&texts).unwrap();
    sees("no such file or directory");
    fs::create_dir(&texts).unwrap();
    fs::write(texts.join("c.txt"), "The the ferry.\n").unwrap();
    sees("1 warning in 1 file");
    session.send_control('c').unwrap();
    session.exp_eof().unwrap();
    let ended = session.process().wait().unwrap();
    assert!(format!("{ended:?}").contains(", 0)"), "{ended:?}");
}

#[test]
fn a_concept_is_added_by_questions() {
    let directory = directory();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tifa"));
    command
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(["glossary", "add", "--no-bundled", "--file", "g.toml"])
        .current_dir(directory.path())
        .env("NO_COLOR", "1")
        .env("TERM", "xterm");
    let mut session = spawn_command(command, Some(60_000)).unwrap();
    for (question, answer) in [
        ("Chinese terms", "码头; 渡口"),
        ("English to write", "landing stage"),
        ("id: ", "landing-stage"),
        ("abbreviation", "\u{1b}[A"), // the last kind, one above the first
        ("right as well", ""),
        ("short forms", "stage"),
        ("wrong English", "ship station"),
        ("the Chinese names", "quay"),
        ("in quotation marks", ""),
        ("must be found", "Two ship stations opened."),
        ("must stay silent", "A landing stage opened."),
    ] {
        session.exp_string(question).unwrap();
        session.send(answer).unwrap();
        session.send("\r").unwrap();
        session.flush().unwrap();
    }
    ended(session, "`landing-stage` added, 2 examples hold", 0);
    let added = "
[[concept]]
id = \"landing-stage\"
kind = \"abbreviation\"
source = [\"码头\", \"渡口\"]
preferred = \"landing stage\"
short = [\"stage\"]
deprecated = [\"ship station\", { term = \"quay\", only-with-source = true }]
evidence = \"proposed\"

[[concept.example]]
text = \"Two ship stations opened.\"
finds = [{ text = \"ship stations\", rule = \"deprecated-rendering\", fix = \"landing stages\" }]

[[concept.example]]
text = \"A landing stage opened.\"
finds = []
";
    let text = fs::read_to_string(directory.path().join("g.toml")).unwrap();
    assert_eq!(text, format!("{GLOSSARY}{added}"));
}

/// The concept after `id` in a glossary file, loaded after the bundled ones, with the mistakes that there are.
fn loaded(path: &Path, is_bundled: bool) -> tifa::glossary::Loaded {
    let mut files = match is_bundled {
        true => tifa::glossary::bundled(),
        false => Vec::new(),
    };
    files.push(tifa::glossary::open(path).unwrap());
    tifa::glossary::load(&files)
}

fn types(session: &mut PtySession, shown: &str, typed: &str) {
    session.exp_string(shown).unwrap();
    session.send(typed).unwrap();
    session.flush().unwrap();
}

#[test]
fn found_words_go_into_the_glossary_of_the_project() {
    let directory = directory();
    let glossary = directory.path().join("g.toml");
    fs::write(
        directory.path().join("draft.txt"),
        "A crossing boat.\n\nThe the mayor.\n\nOne crossing boat.\n",
    )
    .unwrap();
    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    answer(&mut session, "3 left in draft.txt", "s");
    answer(&mut session, "2 left in draft.txt", "s");
    // Nobody is asked twice, and the next finding is the one that was open.
    answer(&mut session, "1 left in draft.txt", "g");
    types(&mut session, "[b]ack", "b");
    answer(&mut session, "1 left in draft.txt", "g");
    types(&mut session, "[r]ight as well", "r");
    types(&mut session, "crossing boat", "\r");
    session
        .exp_string("g.toml: `crossing boat` is right for `ferry`")
        .unwrap();
    session.exp_string("accepted 0, skipped 1").unwrap();
    ended(session, "1 warning in 1 file", 1);
    let expected = GLOSSARY
        .replace("deprecated = [\"crossing boat\"]\n", "")
        .replace(
            "preferred = \"ferry\"\n",
            "preferred = \"ferry\"\nadmitted = [\"crossing boat\"]\n",
        );
    assert_eq!(fs::read_to_string(&glossary).unwrap(), expected);
    assert!(loaded(&glossary, false).problems.is_empty());

    // Two right forms in one text: the second is to be wrong from now on.
    fs::write(
        directory.path().join("draft.txt"),
        "A ferry and a crossing boat.\n",
    )
    .unwrap();
    let mut session = tifa(directory.path(), &["--interactive", "draft.txt"]);
    answer(&mut session, "both name ", "g");
    types(&mut session, "[w]rong from now on", "w");
    types(&mut session, "crossing boat", "\r");
    session
        .exp_string("g.toml: `crossing boat` is wrong for `ferry`")
        .unwrap();
    // It is a withdrawn form at once.
    answer(&mut session, "is a withdrawn rendering of ", "g");
    types(&mut session, "[n]ot meant in longer words", "n");
    types(&mut session, "crossing boat", " race\r");
    session
        .exp_string("`ferry` is not meant in `crossing boat race`")
        .unwrap();
    answer(&mut session, "1 left in draft.txt", "g");
    types(&mut session, "[p]referred", "p");
    types(&mut session, "preferred (Esc: back): crossing boat", "\r");
    session
        .exp_string("`crossing boat` is the preferred form of `ferry`")
        .unwrap();
    answer(&mut session, "both name ", "q");
    // What rests on a proposed entry is a note.
    ended(session, "goes on here", 0);
    let found = loaded(&glossary, false);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let concept = found.glossary.find("ferry").unwrap();
    let forms: Vec<_> = concept
        .renderings
        .iter()
        .map(|form| (form.status.name(), form.term.as_str()))
        .collect();
    assert_eq!(
        forms,
        [("preferred", "crossing boat"), ("admitted", "ferry")]
    );
    assert_eq!(concept.not_in[0].as_str(), "crossing boat race");
}

#[test]
fn a_bundled_concept_is_taken_over_into_a_glossary_that_is_begun() {
    let directory = tempfile::tempdir().unwrap();
    let text = "They stressed the two maintenances.\n\nThe two maintenances came first.\n";
    fs::write(directory.path().join("draft.txt"), text).unwrap();
    let check = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tifa"));
        command
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .arg("check")
            .args(arguments)
            .current_dir(directory.path())
            .env("XDG_STATE_HOME", directory.path().join("state"))
            .env("NO_COLOR", "1")
            .env("TERM", "xterm");
        command
    };
    let mut session = spawn_command(check(&["--interactive", "draft.txt"]), Some(60_000)).unwrap();
    answer(&mut session, "2 left in draft.txt", "g");
    // The preferred form of another concept is refused, and something else may be chosen.
    types(&mut session, "[p]referred", "p");
    types(
        &mut session,
        "two maintenances",
        &format!("{}Two Affirmations\r", "\u{7f}".repeat(16)),
    );
    session.exp_string("nothing was written: ").unwrap();
    answer(&mut session, "2 left in draft.txt", "g");
    types(&mut session, "[r]ight as well", "r");
    types(&mut session, "two maintenances", "\r");
    session
        .exp_string("glossary.toml: `two maintenances` is right for `two-upholds`")
        .unwrap();
    ended(session, "no findings", 0);
    let glossary = directory.path().join("glossary.toml");
    let found = loaded(&glossary, true);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
    let settings = fs::read_to_string(directory.path().join("tifa.toml")).unwrap();
    assert!(
        settings.ends_with("\nglossaries = [\"glossary.toml\"]\n"),
        "{settings}"
    );
    let written = fs::read_to_string(&glossary).unwrap();
    assert!(written.contains("id = \"two-upholds\"\n"), "{written}");
    assert!(written.contains("override = true\n"), "{written}");
    let again = check(&["draft.txt"]).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{again:?}");
    assert_eq!(
        fs::read_to_string(directory.path().join("draft.txt")).unwrap(),
        text
    );
}
