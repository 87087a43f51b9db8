#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the files that the program replaces are read here"
)]
//! Files that `tifa check --fix` replaces: what stays, and what is left alone.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use pretty_assertions::assert_eq;
use tifa::documents::{Document, OpenOptions, open, reread};

fn fix(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tifa"))
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(["check", "--fix", "--format", "concise"])
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn marks_line_ends_and_encodings_stay() {
    let encoded = |text: &str, encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        bytes.into_owned()
    };
    // Enough Chinese for the encoding to be told.
    let chinese =
        "清河县委书记林德先星期三主持召开会议，研究部署今年的重点工作，强调要为群众办实事。\n\n";
    let traditional =
        "清河縣委書記林德先星期三主持召開會議，研究部署今年的重點工作，強調要為群眾辦實事。\n\n";
    let before = "They stressed the two maintenances.\r\n\r\nTab\tand\u{A0}end ";
    let after = "They stressed the Two Upholds.\r\n\r\nTab\tand\u{A0}end ";
    let plain = "They stressed the two maintenances.\n";
    let fixed = "They stressed the Two Upholds.\n";
    type Bytes = Vec<u8>;
    let cases: Vec<(&str, Bytes, Bytes)> = vec![
        ("utf-8.txt", before.into(), after.into()),
        (
            "marked.txt",
            format!("\u{FEFF}{before}").into(),
            format!("\u{FEFF}{after}").into(),
        ),
        (
            "carriage-return.txt",
            plain.replace('\n', "\r").into(),
            fixed.replace('\n', "\r").into(),
        ),
        (
            "utf-16le.txt",
            utf_16(&format!("\u{FEFF}{before}"), u16::to_le_bytes),
            utf_16(&format!("\u{FEFF}{after}"), u16::to_le_bytes),
        ),
        (
            "utf-16be.txt",
            utf_16(&format!("\u{FEFF}{before}"), u16::to_be_bytes),
            utf_16(&format!("\u{FEFF}{after}"), u16::to_be_bytes),
        ),
        (
            "gb18030.txt",
            encoded(&format!("{chinese}{plain}"), encoding_rs::GB18030),
            encoded(&format!("{chinese}{fixed}"), encoding_rs::GB18030),
        ),
        (
            "big5.txt",
            encoded(&format!("{traditional}{plain}"), encoding_rs::BIG5),
            encoded(&format!("{traditional}{fixed}"), encoding_rs::BIG5),
        ),
    ];
    let directory = tempfile::tempdir().unwrap();
    for (name, before, after) in cases {
        let path = directory.path().join(name);
        fs::write(&path, before).unwrap();
        let output = fix(directory.path(), &[name]);
        assert!(
            said(&output).ends_with("fixed 1 finding in 1 file: 1 deprecated-rendering\n"),
            "{name}: {output:?}"
        );
        assert_eq!(fs::read(&path).unwrap(), after, "{name}");
    }
}

#[test]
fn a_character_that_the_encoding_does_not_have_is_not_written() {
    let directory = tempfile::tempdir().unwrap();
    let glossary = "[glossary]\nformat = 1\nid = \"g\"\n[[concept]]\nid = \"c\"\nkind = \"phrase\"\nsource = [\"词\"]\n\
                    preferred = \"Caf\u{e9} ☃ Word\"\ndeprecated = [\"bad word\"]\nevidence = \"proposed\"\n";
    fs::write(directory.path().join("g.toml"), glossary).unwrap();
    let page = b"<meta charset=windows-1252><p>A bad word\x92s caf\xe9.</p>";
    fs::write(directory.path().join("a.html"), page).unwrap();
    fs::write(directory.path().join("b.txt"), "A bad word.").unwrap();
    let output = fix(
        directory.path(),
        &["--glossary", "g.toml", "a.html", "b.txt"],
    );
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(said.contains("error: a.html: `☃` cannot be written in windows-1252, the file is left as it is; save it as UTF-8\n"), "{said}");
    assert_eq!(fs::read(directory.path().join("a.html")).unwrap(), page);
    assert_eq!(
        fs::read_to_string(directory.path().join("b.txt")).unwrap(),
        "A Café ☃ Word."
    );
    // What was not written is still reported.
    assert!(String::from_utf8_lossy(&output.stdout).contains("a.html:1:"));
}

#[cfg(unix)]
#[test]
fn permissions_and_symbolic_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let directory = tempfile::tempdir().unwrap();
    let target = directory.path().join("elsewhere/target.txt");
    fs::create_dir(directory.path().join("elsewhere")).unwrap();
    fs::write(&target, "The the mayor.\n").unwrap();
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("elsewhere/target.txt", directory.path().join("link.txt")).unwrap();
    let output = fix(directory.path(), &["link.txt"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let link = fs::symlink_metadata(directory.path().join("link.txt")).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&target).unwrap(), "The mayor.\n");
    assert_eq!(
        fs::metadata(&target).unwrap().permissions().mode() & 0o7777,
        0o640
    );
    let names: Vec<_> = fs::read_dir(directory.path().join("elsewhere"))
        .unwrap()
        .collect();
    assert_eq!(names.len(), 1, "nothing else is left behind");
}

#[test]
fn a_read_only_file_is_left_alone_and_the_rest_is_fixed() {
    let directory = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(directory.path().join(name), "The the mayor.\n").unwrap();
    }
    let locked = directory.path().join("b.txt");
    let mut permissions = fs::metadata(&locked).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).unwrap();
    let output = fix(directory.path(), &["a.txt", "b.txt", "c.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        said(&output),
        "error: b.txt: may not be written and is left as it is; check its permissions\n\
         fixed 2 findings in 2 files: 2 repeated-words\n"
    );
    assert_eq!(fs::read_to_string(&locked).unwrap(), "The the mayor.\n");
    assert_eq!(
        fs::read_to_string(directory.path().join("c.txt")).unwrap(),
        "The mayor.\n"
    );
}

#[test]
fn any_order_of_files_gives_the_same_bytes() {
    let texts = [
        "The enlarged meeting praised the two maintenances , and the the mayor.\n",
        "The expanded meeting praised grass-roots units.\n",
        "An expanded meeting. The two maintenances.\n",
        "They met the mayor.\n",
    ];
    let names = ["a.txt", "b.txt", "c.txt", "d.txt"];
    let run = |order: &[usize], jobs: &str, more: &[&str]| {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in names.iter().zip(texts) {
            fs::write(directory.path().join(name), text).unwrap();
        }
        let mut arguments = vec!["--unsafe-fixes", "--jobs", jobs];
        arguments.extend(more);
        arguments.extend(order.iter().map(|&number| names[number]));
        let output = fix(directory.path(), &arguments);
        // Twice is once.
        let again = fix(directory.path(), &arguments);
        assert!(
            said(&again).contains("fixed nothing"),
            "{output:?} {again:?}"
        );
        names.map(|name| fs::read_to_string(directory.path().join(name)).unwrap())
    };
    for more in [&[][..], &["--across"]] {
        let expected = run(&[0, 1, 2, 3], "1", more);
        assert_ne!(expected[0], texts[0]);
        assert_eq!(expected[3], texts[3]);
        for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
            for jobs in ["1", "4"] {
                assert_eq!(run(&order, jobs, more), expected, "{order:?} {more:?}");
            }
        }
    }
}

/// A document as it was read, and the same with another text.
fn read_and_changed(path: &Path, after: &str) -> (Document, Document) {
    let before = open(path, &OpenOptions::default()).unwrap();
    let after = reread(&before, after.to_owned());
    (before, after)
}

#[test]
fn a_file_that_changed_or_went_is_left_alone() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.txt");
    fs::write(&path, "before\n").unwrap();
    let (before, after) = read_and_changed(&path, "after\n");
    fs::write(&path, "someone else's\n").unwrap();
    let error = tifa::fix::write(&path, &before, &after).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("a.txt: changed since it was read and left as it is; run again"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "someone else's\n");
    fs::remove_file(&path).unwrap();
    let error = tifa::fix::write(&path, &before, &after).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("a.txt: removed since it was read, nothing was written; check the path"),
        "{error}"
    );
    assert!(
        fs::read_dir(directory.path()).unwrap().next().is_none(),
        "nothing is left behind"
    );
}

/// Writes a file over and over in a process of the next test, which kills it. Does nothing when it is run with the others.
#[test]
fn write_without_end() {
    let Some(path) = std::env::var_os("TIFA_WRITE_WITHOUT_END") else {
        return;
    };
    let path = Path::new(&path);
    let (first, other) = read_and_changed(path, &"the other one\n".repeat(100_000));
    loop {
        tifa::fix::write(path, &first, &other).unwrap();
        tifa::fix::write(path, &other, &first).unwrap();
    }
}

#[test]
fn a_kill_in_the_middle_leaves_the_old_file_or_the_new_one() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("a.txt");
    let versions = ["all of the first\n", "the other one\n"].map(|line| line.repeat(100_000));
    let mut interrupted = 0;
    for delay in 0..15 {
        fs::write(&path, &versions[0]).unwrap();
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "write_without_end"])
            .env("TIFA_WRITE_WITHOUT_END", &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let begun = || fs::read_dir(directory.path()).unwrap().count() > 1;
        while !begun() && writer.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(3 * delay));
        writer.kill().unwrap();
        assert!(!writer.wait().unwrap().success(), "it ended by itself");
        let found = fs::read_to_string(&path).unwrap();
        assert!(
            versions.contains(&found),
            "half a file of {} bytes",
            found.len()
        );
        // A kill that was in the middle leaves what was being written, under a name that is not read as a text.
        for entry in fs::read_dir(directory.path()).unwrap() {
            let other = entry.unwrap().path();
            if other != path {
                interrupted += 1;
                let name = other.file_name().unwrap().to_string_lossy().into_owned();
                assert!(
                    name.starts_with(".tifa-") && name.ends_with(".tmp"),
                    "{name}"
                );
                fs::remove_file(other).unwrap();
            }
        }
    }
    assert!(interrupted > 0, "no kill was in the middle");
}

/// Ends a mount when a test ends, however it ends.
#[cfg(target_os = "linux")]
struct Mount<'a>(&'a Path);

#[cfg(target_os = "linux")]
impl Drop for Mount<'_> {
    fn drop(&mut self) {
        drop(Command::new("umount").arg(self.0).output());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_file_as_it_was() {
    let directory = tempfile::tempdir().unwrap();
    let small = directory.path().join("small");
    fs::create_dir(&small).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
        .arg(&small)
        .output();
    if !mounted.as_ref().is_ok_and(|output| output.status.success()) {
        // Not captured, so that it is seen.
        let skipped =
            "SKIPPED a_full_disk_leaves_the_file_as_it_was: no file system may be mounted here";
        writeln!(std::io::stderr(), "{skipped}: {mounted:?}").unwrap();
        return;
    }
    let mount = Mount(&small);
    let text = "They met the the mayor.\n".repeat(8_000);
    fs::write(small.join("a.txt"), &text).unwrap();
    fs::write(directory.path().join("b.txt"), "They met the the mayor.\n").unwrap();
    let output = fix(directory.path(), &["small/a.txt", "b.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        said(&output),
        "error: small/a.txt: no room on the disk, the file is left as it is; make room and run again\n\
         fixed 1 finding in 1 file: 1 repeated-words\n"
    );
    assert_eq!(fs::read_to_string(small.join("a.txt")).unwrap(), text);
    assert_eq!(
        fs::read_to_string(directory.path().join("b.txt")).unwrap(),
        "They met the mayor.\n"
    );
    // An entry that is kept would keep the directory open, and what is open stays mounted.
    let names = fs::read_dir(&small).unwrap().count();
    assert_eq!(names, 1, "nothing else is left behind");
    drop(mount);
    let left = fs::read_dir(&small).unwrap().count();
    assert_eq!(left, 0, "the small file system is still mounted");
}

#[test]
fn the_article_of_the_examples_is_fixed_and_nothing_safe_is_left() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("article.md");
    fs::copy("examples/article.en.md", &path).unwrap();
    let first = fix(directory.path(), &["article.md"]);
    assert!(said(&first).contains("fixed "), "{first:?}");
    let fixed = fs::read_to_string(&path).unwrap();
    assert!(fixed.contains("the \"Two Upholds\""), "{fixed}");
    let again = fix(directory.path(), &["article.md"]);
    assert!(said(&again).contains("fixed nothing"), "{again:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), fixed);
    let left = Command::new(env!("CARGO_BIN_EXE_tifa"))
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .args(["check", "--format", "jsonl", "article.md"])
        .current_dir(directory.path())
        .output()
        .unwrap();
    let left = String::from_utf8(left.stdout).unwrap();
    assert!(left.lines().count() > 1, "something is left for a person");
    assert!(!left.contains("\"applicability\": \"safe\""), "{left}");
}
