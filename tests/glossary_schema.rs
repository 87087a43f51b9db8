#![cfg(test)]
//! The JSON Schema of a glossary says what the reader of glossaries says.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use pretty_assertions::assert_eq;
use serde_json::{Map, Value, json};
use tifa::glossary::{self, GlossaryFile, json_schema};

type Keys = BTreeMap<&'static str, BTreeSet<String>>;

fn validator() -> Validator {
    jsonschema::draft202012::new(&json_schema()).unwrap()
}

/// TOML as an editor hands it to a schema: dates are strings.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::Array(items) => items.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            let entries = table.iter();
            let entries = entries.map(|(key, value)| (key.clone(), as_json(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::String(text) => text.as_str().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
    }
}

fn parse(text: &str) -> Value {
    as_json(&toml::Value::Table(text.parse().unwrap()))
}

/// A glossary with one unknown key in every sort of table.
const UNKNOWN_KEYS: &str = r#"
qqqqqqqqqqqq = 1

[glossary]
format = 1
id = "house"
qqqqqqqqqqqq = 1

[[class]]
id = "colour"
members = [{ id = "red", target = "red", qqqqqqqqqqqq = 1 }]
qqqqqqqqqqqq = 1

[[concept]]
id = "kite"
kind = "phrase"
source = ["风筝"]
preferred = "kite"
admitted = [{ term = "paper kite", qqqqqqqqqqqq = 1 }]
deprecated = [{ term = "air toy", qqqqqqqqqqqq = 1 }]
superseded = [{ term = "wind hawk", until = 1950, qqqqqqqqqqqq = 1 }]
evidence = "proposed"
qqqqqqqqqqqq = 1

[[concept.example]]
text = "An air toy."
finds = [{ text = "air toy", rule = "deprecated-rendering", qqqqqqqqqqqq = 1 }]
qqqqqqqqqqqq = 1
"#;

/// Where the unknown keys stand, in the order of the text, and the type of the schema that mirrors the table.
const TABLES: [&str; 10] = [
    "",
    "Header",
    "Member",
    "Class",
    "AdmittedForm",
    "DeprecatedForm",
    "Superseded",
    "Concept",
    "Find",
    "Example",
];

/// The keys that the reader knows, as it lists them for one that it does not know.
fn keys_of_the_reader() -> Keys {
    let files = [GlossaryFile::new("house.toml", UNKNOWN_KEYS)];
    let mut found: Vec<(usize, BTreeSet<String>)> = glossary::load(&files)
        .problems
        .into_iter()
        .filter_map(|problem| {
            let help = problem.diagnostic.help?;
            let keys = help.strip_prefix("known keys: ")?;
            let keys = keys.split(", ").map(str::to_owned).collect();
            Some((problem.diagnostic.location.span.start(), keys))
        })
        .collect();
    found.sort();
    assert_eq!(found.len(), TABLES.len());
    TABLES
        .into_iter()
        .zip(found)
        .map(|(table, (_, keys))| (table, keys))
        .collect()
}

#[test]
fn the_schema_has_the_keys_of_the_reader() {
    let schema = json_schema();
    let keys = TABLES.into_iter().map(|table| {
        let object = if table.is_empty() {
            &schema
        } else {
            &schema["$defs"][table]
        };
        assert_eq!(object["additionalProperties"], json!(false), "{table}");
        let properties = object["properties"].as_object().unwrap();
        for (key, property) in properties {
            assert!(property["description"].is_string(), "{table}.{key}");
        }
        (table, properties.keys().cloned().collect())
    });
    assert_eq!(keys.collect::<Keys>(), keys_of_the_reader());
    let definitions = schema["$defs"].as_object().unwrap();
    assert_eq!(definitions.len(), TABLES.len() - 1);
}

#[test]
fn bundled_glossaries_hold_to_the_schema() {
    let validator = validator();
    let files = glossary::bundled();
    assert!(files.len() > 10, "only {} glossaries", files.len());
    for file in files {
        let wrong: Vec<String> = validator
            .iter_errors(&parse(&file.text))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}: {}", file.path, wrong.join("\n"));
    }
}

const HOUSE: &str = r#"
[glossary]
format = 1
id = "house"

[[concept]]
id = "kite"
kind = "phrase"
source = ["风筝"]
preferred = "kite"
deprecated = ["air toy"]
superseded = [{ term = "wind hawk", until = 1950-01-31 }]
evidence = "proposed"
"#;

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = validator();
    assert!(validator.is_valid(&parse(HOUSE)));
    assert!(
        glossary::load(&[GlossaryFile::new("house.toml", HOUSE)])
            .problems
            .is_empty()
    );
    for (right, wrong) in [
        ("format = 1", "format = 2"),
        ("format = 1\n", ""),
        ("id = \"house\"", "id = \"House\""),
        ("id = \"kite\"\n", ""),
        ("id = \"kite\"", "id = \"-kite\""),
        ("\"phrase\"", "\"phrases\""),
        ("kind = \"phrase\"\n", ""),
        ("source = [\"风筝\"]\n", ""),
        ("source = [\"风筝\"]", "source = [1]"),
        ("preferred = \"kite\"\n", ""),
        ("preferred = \"kite\"", "prefered = \"kite\""),
        ("[\"air toy\"]", "\"air toy\""),
        ("[\"air toy\"]", "[{ use = \"kite\" }]"),
        (
            "[\"air toy\"]",
            "[{ term = \"air toy\", pattern = \"toy\" }]",
        ),
        (", until = 1950-01-31", ""),
        ("evidence = \"proposed\"\n", ""),
        ("\"proposed\"", "\"sure\""),
        ("\"proposed\"", "\"official\""),
        (
            "evidence = \"proposed\"",
            "evidence = \"official\"\nreference = \"a book\"",
        ),
        ("evidence =", "case = \"upper\"\nevidence ="),
        ("evidence =", "fuzzy = 0\nevidence ="),
    ] {
        assert!(HOUSE.contains(right), "{right}");
        let text = HOUSE.replace(right, wrong);
        let loaded = glossary::load(&[GlossaryFile::new("house.toml", text.clone())]);
        assert!(!loaded.problems.is_empty(), "the reader takes:\n{text}");
        assert!(
            !validator.is_valid(&parse(&text)),
            "the schema takes:\n{text}"
        );
    }
}
