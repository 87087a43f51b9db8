#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the files that the program replaces are read here"
)]
//! Files that `tifa check --fix` replaces: what stays, and what is left alone.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use pretty_assertions::assert_eq;

fn fix(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tifa"))
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
