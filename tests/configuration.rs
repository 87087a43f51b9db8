#![cfg(test)]
//! What the documentation and `tifa init` say of the configuration is what the program reads.

use std::path::{Path, PathBuf};

use tifa::config::{Config, ConfigFile, GLOSSARY, Layer, SETTINGS};
use tifa::glossary::{self, GlossaryFile};

/// A configuration without mistakes.
fn config(text: &str) -> Config {
    let directory = PathBuf::from("/project");
    let (file, problems) = ConfigFile::read("tifa.toml".into(), text.into(), directory, 0);
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    Config { files: vec![file] }
}

/// The mistakes that the glossaries find in a configuration.
fn unknown(config: &Config) -> Vec<String> {
    let layer = config
        .for_path(Path::new("/project/a.txt"), &Layer::default())
        .layer;
    let loaded = glossary::load_in_style(&glossary::bundled(), &config.styles(&layer));
    let problems = loaded.problems.into_iter();
    problems
        .map(|problem| problem.diagnostic.message.into_owned())
        .collect()
}

#[test]
fn the_documented_settings_are_read() {
    let page = include_str!("../docs/configuration.md");
    let blocks: Vec<&str> = page
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        let config = config(block);
        assert!(config.files[0].extend.is_some());
        assert_eq!(unknown(&config), [] as [&str; 0]);
    }
}

#[test]
fn the_written_settings_are_read_with_and_without_their_comments() {
    config(SETTINGS);
    let is_setting = |line: &str| {
        let key = line.trim_start_matches('"').trim_start_matches('[');
        let name = key.split([' ', '"', ']']).next().unwrap_or_default();
        let known = line.starts_with('[') || line.contains(" = ");
        known
            && !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || "-*/".contains(c))
    };
    let uncommented: Vec<&str> = SETTINGS
        .lines()
        .map(|line| {
            let bare = line.strip_prefix("# ").filter(|bare| is_setting(bare));
            bare.unwrap_or(line)
        })
        .collect();
    let text = uncommented.join("\n");
    for key in ["[[pairs]]", "[prefer]", "select = ", "\"archive/**\" = "] {
        assert!(
            text.lines().any(|line| line.starts_with(key)),
            "{key}\n{text}"
        );
    }
    let config = config(&text);
    assert_eq!(unknown(&config), [] as [&str; 0]);
}

#[test]
fn the_written_glossary_is_whole() {
    let mut files = glossary::bundled();
    files.push(GlossaryFile::new("glossary.toml", GLOSSARY));
    let loaded = glossary::load(&files);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
}

#[test]
fn patterns_of_paths_mean_what_gitignore_means_by_them() {
    for (pattern, path, matches) in [
        ("*.md", "a.md", true),
        ("*.md", "x/y/a.md", true),
        ("archive/*.md", "archive/a.md", true),
        ("archive/*.md", "archive/x/a.md", false),
        ("archive/**", "archive/x/a.md", true),
        ("archive/", "archive/x/a.md", true),
        ("./a.md", "a.md", true),
        ("/a.md", "a.md", true),
        ("/archive/a.md", "x/archive/a.md", false),
        ("{zh,en}/a.md", "en/a.md", true),
        ("a.md", "ba.md", false),
    ] {
        let config = config(&format!(
            "[per-file-ignores]\n\"{pattern}\" = [\"repeated-words\"]"
        ));
        let path = Path::new("/project").join(path);
        let settings = config.for_path(&path, &Layer::default());
        assert_eq!(
            !settings.lint.silenced.is_empty(),
            matches,
            "{pattern} {path:?}"
        );
    }
}
