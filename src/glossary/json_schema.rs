//! The file format as a JSON Schema (draft 2020-12), for editors that complete keys and mark mistakes while one writes.
//!
//! The types mirror what `schema.rs` and `schema_concept.rs` read, and nothing is ever read into them; a test holds their
//! keys to those of the reader, and the bundled glossaries to the schema.

use std::collections::BTreeMap;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::{Case, Evidence, Kind};

/// What an id looks like.
const ID: &str = "^[a-z0-9][a-z0-9-]*$";

/// The JSON Schema of a glossary file, format version 1.
pub fn json_schema() -> Value {
    let generator = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(WithoutNull))
        .into_generator();
    generator.into_root_schema_for::<GlossaryFile>().to_value()
}

/// TOML has no null: what is optional is left out.
#[derive(Clone, Debug)]
struct WithoutNull;

impl Transform for WithoutNull {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else {
            return;
        };
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|name| name != "null");
            if let [one] = &types[..] {
                let one = one.clone();
                object.insert("type".to_owned(), one);
            }
        }
        if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
            choices.retain(|choice| choice != &json!({ "type": "null" }));
            if let [Value::Object(one)] = &choices[..] {
                let one = one.clone();
                object.remove("anyOf");
                object.extend(one);
            }
        }
    }
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&value| name(value)).collect()
}

/// Evidence other than `proposed` needs the address that stands behind it.
fn with_evidence() -> Value {
    let proposed = Evidence::Proposed.name();
    json!({ "properties": { "evidence": { "not": { "const": proposed } } }, "required": ["evidence"] })
}

/// A tifa glossary: concepts with their Chinese terms and English wordings.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, title = "tifa glossary, format 1")]
#[expect(dead_code, reason = "only the schema is made of it")]
struct GlossaryFile {
    /// What the file is.
    glossary: Header,
    /// Closed sets of wordings that terms name in braces, as in `{level}`.
    class: Option<Vec<Class>>,
    /// What is called something.
    concept: Option<Vec<Concept>>,
    /// House style: the id of a concept, and the admitted form of it that is preferred.
    prefer: Option<BTreeMap<String, String>>,
}

/// What the file is.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Header {
    /// The version of the format.
    #[schemars(extend("const" = 1))]
    format: u8,
    /// Unique among the loaded glossaries: lower-case letters, digits and hyphens.
    #[schemars(extend("pattern" = ID))]
    id: String,
    /// What people call the glossary.
    title: Option<String>,
    /// The language of the Chinese terms.
    #[schemars(extend("const" = "zh-Hans"))]
    source_language: Option<String>,
    /// The language of the wordings.
    #[schemars(extend("const" = "en"))]
    target_language: Option<String>,
    /// The licence of the glossary, as an SPDX identifier.
    license: Option<String>,
    /// Ids of concepts of earlier glossaries that are switched off.
    disable: Option<OneOrMany>,
}

/// One text, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only the schema is made of it")]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// A closed set of wordings that terms name in braces.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Class {
    /// The name between braces.
    #[schemars(extend("pattern" = ID))]
    id: String,
    /// What may stand there.
    members: Option<Vec<Member>>,
}

/// What may stand for a class.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Member {
    /// Unique in its class.
    id: String,
    /// Its Chinese wordings.
    source: Option<OneOrMany>,
    /// Its English wordings.
    target: OneOrMany,
}

/// What is called something: its Chinese terms, what to write, what else may be written and what may not.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("if" = with_evidence(), "then" = json!({ "required": ["reference"] })))]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Concept {
    /// Stable, because reports and settings use it: lower-case letters, digits and hyphens.
    #[schemars(extend("pattern" = ID))]
    id: String,
    /// What sort of thing it is.
    #[schemars(extend("enum" = names(Kind::ALL, Kind::name)))]
    kind: String,
    /// The classes whose member it is.
    classes: Option<OneOrMany>,
    /// Its Chinese terms.
    source: OneOrMany,
    /// What to write.
    preferred: String,
    /// As right, but not beside the preferred form in one text.
    admitted: Option<Vec<Admitted>>,
    /// Short forms and abbreviations, free to stand beside any other form.
    short: Option<OneOrMany>,
    /// Wrong: reported, with what to write instead.
    deprecated: Option<Vec<Deprecated>>,
    /// Right up to a day.
    superseded: Option<Vec<Superseded>>,
    /// Longer wordings in which the concept is not meant.
    not_in: Option<OneOrMany>,
    /// Which capitals the forms may have; `fixed` unless given where the preferred form has capitals.
    #[schemars(extend("enum" = names(Case::ALL, Case::name)))]
    case: Option<String>,
    /// Whether every reader knows its abbreviation.
    well_known: Option<bool>,
    /// Whether it may share its preferred form with another concept.
    homonym: Option<bool>,
    /// Whether damaged wordings are looked for; true unless given.
    fuzzy: Option<bool>,
    /// How sure the preferred form is. What rests on `proposed` is at most a note, on `compiled` at most a warning.
    #[schemars(extend("enum" = names(Evidence::ALL, Evidence::name)))]
    evidence: String,
    /// The address of the page that says so.
    #[schemars(extend("pattern" = r"^https?://\S+$"))]
    reference: Option<String>,
    /// A remark for people.
    note: Option<String>,
    /// Whether it replaces the concept of the same id in an earlier glossary.
    r#override: Option<bool>,
    /// Sentences that prove it.
    example: Option<Vec<Example>>,
}

/// A form that is right as well.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only the schema is made of it")]
enum Admitted {
    Plain(String),
    Table(AdmittedForm),
}

/// A form that is right as well, of a register.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct AdmittedForm {
    /// The wording.
    term: String,
    /// Forms of different registers are never inconsistent with one another.
    register: Option<String>,
}

/// A form that is wrong.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only the schema is made of it")]
enum Deprecated {
    Plain(String),
    Table(DeprecatedForm),
}

/// A form that is wrong: a `term` or a `pattern`.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("oneOf" = json!([{ "required": ["term"] }, { "required": ["pattern"] }])))]
#[expect(dead_code, reason = "only the schema is made of it")]
struct DeprecatedForm {
    /// The wording.
    term: Option<String>,
    /// A regular expression for many wordings, without look-around.
    pattern: Option<String>,
    /// What to write instead, where that is not the preferred form.
    r#use: Option<String>,
    /// Why.
    note: Option<String>,
    /// A fault only where the Chinese source names the concept.
    only_with_source: Option<bool>,
    /// A fault only in quotation marks.
    only_in_quotes: Option<bool>,
}

/// A form that was right up to a day.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Superseded {
    /// The wording.
    term: String,
    /// The last day on which it was right: `2018-03-21`, `"2018-03"` or a year.
    until: Date,
    /// What to write instead, where that is not the preferred form.
    r#use: Option<String>,
    /// Why.
    note: Option<String>,
}

/// A day, a month or a year.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
#[expect(dead_code, reason = "only the schema is made of it")]
enum Date {
    Text(String),
    Year(u16),
}

/// A sentence that proves a concept.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Example {
    /// The Chinese, where the example needs it.
    source: Option<String>,
    /// The English.
    text: String,
    /// What must be found in it, in order; an empty list for a sentence that must stay silent.
    finds: Vec<Find>,
}

/// What must be found in an example.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made of it")]
struct Find {
    /// The words pointed at.
    text: String,
    /// The rule that speaks.
    rule: String,
    /// What the fix writes, where that is to be proven.
    fix: Option<String>,
}
