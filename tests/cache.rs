#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "what the program keeps is looked at byte by byte"
)]
//! Glossaries kept for the next run change how fast a run is, and nothing that it says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const GLOSSARY: &str = "[glossary]\nformat = 1\nid = \"g\"\n\n[[concept]]\nid = \"ferry\"\nkind = \"phrase\"\nsource = [\"渡船\"]\n\
                        evidence = \"proposed\"\npreferred = \"harbour ferry\"\ndeprecated = [\"crossing boat\"]\n";

const TEXT: &str =
    "The crossing boat stopped. The harbuor ferry did not. They stressed the two maintenances.\n";

fn check(directory: &Path, cache: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tifa"))
        .args([
            "check",
            "--format",
            "json",
            "--glossary",
            "g.toml",
            "text.txt",
        ])
        .args(arguments)
        .current_dir(directory)
        .env("XDG_CACHE_HOME", cache)
        .env("HOME", directory)
        .output()
        .unwrap()
}

fn directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("g.toml"), GLOSSARY).unwrap();
    fs::write(directory.path().join("text.txt"), TEXT).unwrap();
    directory
}

fn kept(cache: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(cache.join("tifa/glossaries")) else {
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_run_says_the_same_with_and_without_what_was_kept() {
    let directory = directory();
    let (texts, cache) = (directory.path(), directory.path().join("cache"));
    let without = check(texts, &cache, &["--no-cache"]);
    assert_eq!(kept(&cache), Vec::<PathBuf>::new());
    let said = String::from_utf8(without.stdout.clone()).unwrap();
    for found in ["crossing boat", "harbuor ferry", "two maintenances"] {
        assert!(said.contains(found), "{said}");
    }
    let written = check(texts, &cache, &[]);
    assert_eq!(kept(&cache).len(), 1);
    let read = check(texts, &cache, &[]);
    assert_eq!(kept(&cache).len(), 1);
    assert_eq!(written, without);
    assert_eq!(read, without);
}

#[test]
fn what_is_kept_is_never_out_of_date() {
    let directory = directory();
    let (texts, cache) = (directory.path(), directory.path().join("cache"));
    check(texts, &cache, &[]);
    let changed = GLOSSARY.replace("crossing boat", "passing boat");
    fs::write(texts.join("g.toml"), changed).unwrap();
    assert_eq!(
        check(texts, &cache, &[]),
        check(texts, &cache, &["--no-cache"])
    );
    fs::write(texts.join("tifa.toml"), "disable = [\"ferry\"]\n").unwrap();
    assert_eq!(
        check(texts, &cache, &[]),
        check(texts, &cache, &["--no-cache"])
    );
    assert_eq!(kept(&cache).len(), 3);
    // A glossary with a mistake is read anew, so that the mistake is shown again.
    fs::write(texts.join("g.toml"), GLOSSARY.replace("kind", "knid")).unwrap();
    for _ in 0..2 {
        let broken = check(texts, &cache, &[]);
        assert_eq!(broken.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&broken.stderr).contains("knid"));
    }
    assert_eq!(kept(&cache).len(), 3);
}

#[test]
fn a_damaged_file_is_made_anew() {
    let directory = directory();
    let (texts, cache) = (directory.path(), directory.path().join("cache"));
    let whole = check(texts, &cache, &[]);
    let file = kept(&cache).remove(0);
    let bytes = fs::read(&file).unwrap();
    let mut flipped = bytes.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for damaged in [&flipped[..], &bytes[..middle], b"tifa", b""] {
        fs::write(&file, damaged).unwrap();
        assert_eq!(check(texts, &cache, &[]), whole);
        assert_eq!(fs::read(&file).unwrap(), bytes);
    }
}

#[test]
fn a_place_that_cannot_be_written_is_no_error() {
    let directory = directory();
    let texts = directory.path();
    let without = check(texts, texts, &["--no-cache"]);
    // A file where the directory would be, and a relative path, which the base directory rules leave out.
    assert_eq!(check(texts, &texts.join("text.txt"), &[]), without);
    assert_eq!(check(texts, Path::new("here"), &[]), without);
    assert!(!texts.join("here").exists());
}
