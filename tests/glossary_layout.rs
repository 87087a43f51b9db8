#![cfg(test)]
//! How a glossary file is laid out, and what `tifa glossary lint --fix` makes of one that is not.

use pretty_assertions::assert_eq;
use proptest::prelude::*;
use tifa::glossary;
use tifa::workshop::{layout, tidy};

/// What is written, what is said of it, and what it becomes.
const TABLE: &[(&str, &[&str], &str)] = &[
    ("", &[], ""),
    ("a = 1\n", &[], "a = 1\n"),
    ("# only a comment\n", &[], "# only a comment\n"),
    // Spaces in a line.
    ("a=1\n", &["`a=`: no space before `=`"], "a = 1\n"),
    (
        "a =  1\n",
        &["`=  1`: more than a space after `=`"],
        "a = 1\n",
    ),
    ("[ a . b ]\n", &["`[ a`: a space after `[`"], "[a.b]\n"),
    (
        "a = [ 1,2 , 3, ]\n",
        &["`[ 1`: a space after `[`"],
        "a = [1, 2, 3]\n",
    ),
    ("a = [ ]\n", &["`[ ]`: a space after `[`"], "a = []\n"),
    (
        "a = {b = 1,c = [ 2 ]}\n",
        &["`{b`: no space after `{`"],
        "a = { b = 1, c = [2] }\n",
    ),
    (
        "a = 1  \n",
        &["`  `: white space at the end of the line"],
        "a = 1\n",
    ),
    ("  a = 1\n", &["`a`: the line is indented"], "a = 1\n"),
    // Comments stay where they are.
    (
        "a=1   # why\n",
        &["`a=`: no space before `=`"],
        "a = 1   # why\n",
    ),
    (
        "a = 1 # why  \n",
        &["` # why  `: white space at the end of the line"],
        "a = 1 # why\n",
    ),
    // Lists on several lines.
    ("a = [\n  1,\n  2,\n]\n", &[], "a = [\n  1,\n  2,\n]\n"),
    (
        "a = [\n  1,\n\n  # the others\n  2, # two\n]\n",
        &[],
        "a = [\n  1,\n\n  # the others\n  2, # two\n]\n",
    ),
    (
        "a = [\n 1, 2\n]\n",
        &["`1`: an item of a list is indented by other than two spaces"],
        "a = [\n  1,\n  2,\n]\n",
    ),
    (
        "a = [\n  1, # one\n# of two\n    2 # two\n  ]\n",
        &["`2`: an item of a list is indented by other than two spaces"],
        "a = [\n  1, # one\n  # of two\n  2, # two\n]\n",
    ),
    (
        "a = [\n  [1,\n  2],\n]\n",
        &["`2`: a line break after `,`"],
        "a = [\n  [1, 2],\n]\n",
    ),
    // TOML 1.1.
    (
        "a = { b = 1,\n  c = 2,\n}\n",
        &[
            "`c`: a table in braces on several lines is TOML 1.1, which many editors and Python's `tomllib` refuse",
        ],
        "a = { b = 1, c = 2 }\n",
    ),
    (
        "a = { b = 1, }\n",
        &[
            "`, }`: a comma before `}` is TOML 1.1, which many editors and Python's `tomllib` refuse",
        ],
        "a = { b = 1 }\n",
    ),
    (
        "a = \"\\e\\x41\"\n",
        &["`\\e`: `\\e` is TOML 1.1, which many editors and Python's `tomllib` refuse"],
        "a = \"\\u001B\\u0041\"\n",
    ),
    ("a = \"\\\\e\" # \\e\n", &[], "a = \"\\\\e\" # \\e\n"),
    (
        "a = { b = 1, # why\n  c = 2 }\n",
        &[
            "`# why`: a comment in braces is TOML 1.1, which many editors and Python's `tomllib` refuse",
        ],
        "a = { b = 1, # why\n  c = 2 }\n",
    ),
    // Empty lines.
    (
        "[a]\n\n\n\n[b]\n",
        &["`[b]`: more than one empty line before the table"],
        "[a]\n\n[b]\n",
    ),
    (
        "[a]\nb = 1\n# of c\n[c]\n",
        &["`[c]`: no empty line before the table"],
        "[a]\nb = 1\n\n# of c\n[c]\n",
    ),
    (
        "[a]\nb = 1\n# of a\n\n[c]\n",
        &[],
        "[a]\nb = 1\n# of a\n\n[c]\n",
    ),
    (
        "[a]\n\nb = 1\n\nc = 1\n",
        &["`b`: empty lines that divide nothing"],
        "[a]\nb = 1\n\nc = 1\n",
    ),
    (
        "a = 1",
        &["``: no line end at the end of the file"],
        "a = 1\n",
    ),
    (
        "a = 1\n\n\n",
        &["``: empty lines at the end of the file"],
        "a = 1\n",
    ),
    // Line ends are kept.
    (
        "a=1\r\n[b]\r\n",
        &[
            "`a=`: no space before `=`",
            "`[b]`: no empty line before the table",
        ],
        "a = 1\r\n\r\n[b]\r\n",
    ),
    // Order.
    (
        "[[concept]]\nkind = \"organ\"\n# the id\nid = \"x\" # stable\n",
        &["`id`: `id` belongs before `kind`"],
        "[[concept]]\n# the id\nid = \"x\" # stable\nkind = \"organ\"\n",
    ),
    (
        "[[concept.example]]\nfinds = []\ntext = \"\"\"\na\nb\"\"\"",
        &[
            "`text`: `text` belongs before `finds`",
            "``: no line end at the end of the file",
        ],
        "[[concept.example]]\ntext = \"\"\"\na\nb\"\"\"\nfinds = []\n",
    ),
    // What is no TOML, or no glossary, has no order.
    (
        "[[concept]]\nnote = 1\nid = ",
        &[],
        "[[concept]]\nnote = 1\nid = ",
    ),
    (
        "[[concept]]\nnote = 1\nids = 1\nid = 1\n",
        &[],
        "[[concept]]\nnote = 1\nids = 1\nid = 1\n",
    ),
];

#[test]
fn departures_are_named_and_mended() {
    for (text, expected, mended) in TABLE {
        let found: Vec<String> = layout(text)
            .iter()
            .map(|found| format!("`{}`: {}", found.location.span.of(text), found.message))
            .collect();
        assert_eq!(found, *expected, "{text}");
        assert_eq!(tidy(text).as_deref().unwrap_or(text), *mended, "{text}");
        assert_eq!(tidy(mended), None, "{mended}");
    }
}

/// A list of several items that no line of 120 columns holds has a line for each; one long item stays.
#[test]
fn long_lists_have_a_line_for_each_item() {
    let item = "\"Leading Group for the Great Kite Festival of the Year\"";
    let long = format!("a = [{item}, {item}, {item}]\n");
    assert_eq!(
        tidy(&long).unwrap(),
        format!("a = [\n  {item},\n  {item},\n  {item},\n]\n")
    );
    let two = format!("a = [{item}, {item}]\n");
    assert!(two.len() < 121 && tidy(&two).is_none());
    let one = format!("a = [\"{}\"]\n", "kite ".repeat(40));
    assert_eq!(tidy(&one), None);
}

#[test]
fn bundled_glossaries_are_tidy() {
    for file in glossary::bundled() {
        let found = layout(&file.text);
        let first = found.first().map(|found| {
            let line = file.text[..found.location.span.start()]
                .matches('\n')
                .count()
                + 1;
            format!(
                "{}:{line}: {}; run `tifa glossary lint --fix glossaries`",
                file.path, found.message
            )
        });
        assert_eq!(first, None);
    }
}

/// Pieces of which glossaries are made, tidy or not.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("[[concept]]\n".to_owned()),
        Just("\n".to_owned()),
        Just("  \n".to_owned()),
        Just("# a comment \n".to_owned()),
        Just("  # indented\r\n".to_owned()),
        Just("[[ concept.example ]]\n".to_owned()),
        "(id|kind|note|text|evidence)( ?= ?)\"[a-z]{0,5}\" ?(# c)?\n",
        "(source|short|finds) ?= ?\\[( |\n)?(\"[a-z]{0,50}\"( |\n|# c\n)?, ?( |\n|\n\n|# c\n)?){0,4}\\]\n",
        "(deprecated) ?= ?\\[\\{ ?term ?= ?\"[a-z]\"(, \n?use=\"x\")?,? ?\\}\n?\\]\n",
    ]
}

proptest! {
    /// Whatever is mended says the same, keeps every comment, and is tidy afterwards.
    #[test]
    fn what_is_mended_says_the_same(pieces in proptest::collection::vec(piece(), 0..14)) {
        let text = pieces.concat();
        let before = text.parse::<toml::Table>();
        let mended = tidy(&text);
        if let Some(mended) = mended {
            prop_assert_eq!(before.ok(), mended.parse::<toml::Table>().ok());
            let comments = |text: &str| {
                let mut found: Vec<String> = text.lines()
                    .filter_map(|line| Some(line.split_once('#')?.1.trim_end().to_owned()))
                    .collect();
                found.sort();
                found
            };
            prop_assert_eq!(comments(&text), comments(&mended));
            prop_assert_eq!(tidy(&mended), None);
            prop_assert!(layout(&mended).iter().all(|found| found.fixes.is_empty()), "{}", mended);
        } else {
            prop_assert!(before.is_err() || layout(&text).iter().all(|found| found.fixes.is_empty()), "{}", text);
        }
    }
}
