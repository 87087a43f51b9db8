#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the sources are read here to hold their imports"
)]
//! What may import what: no higher layer, no sibling, not the crate root, and no group that would hide either.

use std::fs;
use std::path::{Path, PathBuf};

/// Lowest first. A module may import itself and any module on an earlier line.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["diagnostics"],
    &["glossary", "documents"],
    &["matching"],
    &["rules"],
    &["lint"],
    &["config", "fix", "report"],
    &["workshop"],
    &["lsp", "web"],
    &["cli"],
];

#[test]
fn modules_import_only_lower_layers() {
    let sources = sources();
    assert!(sources.len() > 80, "only {} sources", sources.len());
    for (file, text) in sources {
        let Some(home) = top_module(&file) else {
            continue;
        };
        for (index, line) in text.lines().enumerate() {
            let place = format!("{}:{}", file.display(), index + 1);
            if let Some(mistake) = mistake(&home, file.ends_with("mod.rs"), line) {
                panic!("{place}: {mistake}");
            }
        }
    }
}

#[test]
fn wrong_imports_are_refused() {
    for (home, is_map, line, expected) in [
        ("rules", false, "use crate::matching::Mention;", None),
        ("rules", false, "use crate::rules::RULES;", None),
        ("rules", false, "use super::{Rule, RuleContext};", None),
        ("rules", false, "// as `crate::lint` does", None),
        (
            "rules",
            false,
            "use crate::lint::Settings;",
            Some("`rules` may not import `crate::lint`"),
        ),
        (
            "glossary",
            false,
            "crate::documents::open(path)",
            Some("`glossary` may not import `crate::documents`"),
        ),
        (
            "report",
            false,
            "use crate::fix::apply;",
            Some("`report` may not import `crate::fix`"),
        ),
        (
            "rules",
            false,
            "use crate::{lint, text};",
            Some("`crate::` does not begin with a module in LAYERS"),
        ),
        (
            "rules",
            false,
            "use super::super::text;",
            Some("name the module from `crate::`"),
        ),
        (
            "rules",
            true,
            "use super::text;",
            Some("name the module from `crate::`"),
        ),
        (
            "text",
            false,
            "use crate::new::Thing;",
            Some("`crate::new` does not begin with a module in LAYERS"),
        ),
    ] {
        assert_eq!(mistake(home, is_map, line).as_deref(), expected, "{line}");
    }
}

/// What is wrong with one line of a module; `is_map` for its `mod.rs`.
fn mistake(home: &str, is_map: bool, line: &str) -> Option<String> {
    if line.contains("super::super::") || is_map && line.contains("super::") {
        return Some("name the module from `crate::`".to_owned());
    }
    for target in crate_paths(line) {
        let Some(layer_of_target) = layer(target) else {
            return Some(format!(
                "`crate::{target}` does not begin with a module in LAYERS"
            ));
        };
        if target != home && layer(home).is_none_or(|own| layer_of_target >= own) {
            return Some(format!("`{home}` may not import `crate::{target}`"));
        }
    }
    None
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&module))
}

/// `src/rules/mod.rs` is `rules`; the crate roots stand above all layers.
fn top_module(file: &Path) -> Option<String> {
    let first = file.strip_prefix("src").ok()?.iter().next()?.to_str()?;
    let module = first.trim_end_matches(".rs");
    (module != "lib" && module != "main").then(|| module.to_owned())
}

/// The word after each `crate::` outside comments; empty for a group.
fn crate_paths(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    code.split("crate::").skip(1).map(|path| {
        let end = path.find(|c: char| !c.is_alphanumeric() && c != '_');
        &path[..end.unwrap_or(path.len())]
    })
}

/// Each Rust file under `src`, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let mut open = vec![PathBuf::from("src")];
    let mut sources = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            sources.push((path, text));
        }
    }
    sources.sort();
    sources
}
