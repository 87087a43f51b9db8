//! Examples and members of classes in one string, for formats that have no place of their own for them.

use serde_json::{Map, Value, json};

use super::entry::{ExampleEntry, MemberEntry};

/// An example as a JSON object, in the words of the glossary file.
pub(super) fn example_to_json(example: &ExampleEntry) -> Value {
    let mut object = Map::new();
    if let Some(source) = &example.source {
        object.insert("source".to_owned(), json!(source));
    }
    object.insert("text".to_owned(), json!(example.text));
    let finds = example.finds.iter().map(|(text, rule, fix)| match fix {
        Some(fix) => json!({ "text": text, "rule": rule, "fix": fix }),
        None => json!({ "text": text, "rule": rule }),
    });
    object.insert("finds".to_owned(), finds.collect());
    Value::Object(object)
}

/// Reads an example; `None` when it is not as this program writes it.
pub(super) fn example_from_json(value: &Value) -> Option<ExampleEntry> {
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
    let found = |value: &Value| {
        Some((
            text(value, "text")?,
            text(value, "rule")?,
            text(value, "fix"),
        ))
    };
    let finds = value.get("finds").and_then(Value::as_array);
    Some(ExampleEntry {
        source: text(value, "source"),
        text: text(value, "text")?,
        finds: finds?.iter().map(found).collect::<Option<_>>()?,
    })
}

/// A member of a class as a JSON object.
pub(super) fn member_to_json(member: &MemberEntry) -> Value {
    json!({ "id": member.id, "source": member.source, "target": member.target })
}

/// Reads a member; `None` when it is not as this program writes it.
pub(super) fn member_from_json(value: &Value) -> Option<MemberEntry> {
    let list = |key: &str| -> Option<Vec<String>> {
        let items = value.get(key)?.as_array()?.iter();
        items.map(|item| item.as_str().map(str::to_owned)).collect()
    };
    Some(MemberEntry {
        id: value.get("id")?.as_str()?.to_owned(),
        source: list("source")?,
        target: list("target")?,
    })
}
