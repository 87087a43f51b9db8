//! The file format, version 1: what a glossary file may hold, as written.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::fields::{Fields, Mistakes, Value, span_of};
use super::{Class, Concept, Member, Origin, Template, schema_concept};
use crate::text::{Span, is_cjk};

/// The version of the format that this program reads.
const FORMAT: &str = "1";

/// One file as written, before it meets the others.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) id: Option<(Arc<str>, Span)>,
    pub(super) classes: Vec<Class>,
    pub(super) concepts: Vec<WrittenConcept>,
    /// Concepts switched off, by id.
    pub(super) disabled: Vec<(Arc<str>, Span)>,
    /// House style: concept and the admitted form that becomes the preferred one.
    pub(super) prefer: Vec<(Arc<str>, Box<str>, Span)>,
}

/// A concept with what only matters while loading.
#[derive(Debug)]
pub(super) struct WrittenConcept {
    pub(super) concept: Concept,
    pub(super) id_span: Span,
    pub(super) overrides: bool,
}

/// Reads one parsed file. Mistakes are noted; what is whole is returned.
pub(super) fn read(table: &DeTable<'_>, mistakes: &mut Mistakes) -> Written {
    let mut written = Written::default();
    let top = Span::new(0, 0);
    let known = ["glossary", "class", "concept", "prefer"];
    let mut fields = Fields::new(table, top, "a glossary file", &known, mistakes);
    match fields.get("glossary") {
        Some(value) => read_header(value, fields.mistakes(), &mut written),
        None => fields.mistakes().add(
            top,
            "the file has no `[glossary]` table",
            "begin it with `[glossary]`, `format = 1` and `id = \"…\"`",
        ),
    }
    for value in fields.list("class") {
        if let Some(class) = read_class(value, fields.mistakes()) {
            written.classes.push(class);
        }
    }
    for value in fields.list("concept") {
        if let Some(concept) = schema_concept::read(value, fields.mistakes()) {
            written.concepts.push(concept);
        }
    }
    if let Some(value) = fields.get("prefer") {
        read_preferences(value, fields.mistakes(), &mut written);
    }
    written
}

fn read_header(value: &Value<'_>, mistakes: &mut Mistakes, written: &mut Written) {
    let known = [
        "format",
        "id",
        "title",
        "source-language",
        "target-language",
        "license",
        "disable",
    ];
    let Some(table) = expect_table(value, "glossary", mistakes) else {
        return;
    };
    let mut fields = Fields::new(table, span_of(value), "`[glossary]`", &known, mistakes);
    match fields
        .get("format")
        .map(|value| (value.get_ref(), span_of(value)))
    {
        Some((DeValue::Integer(number), _)) if number.as_str() == FORMAT => {}
        Some((_, span)) => fields.mistakes().add(
            span,
            "this program reads format 1 only",
            "write `format = 1`, or use a newer tifa",
        ),
        None => {
            let span = fields.span();
            fields
                .mistakes()
                .add(span, "`[glossary]` has no `format`", "add `format = 1`");
        }
    }
    written.id = fields.required("id").map(|(id, span)| (id.into(), span));
    if let Some((id, span)) = &written.id
        && !is_id(id)
    {
        fields
            .mistakes()
            .add(*span, format!("`{id}` is no id"), ID_HELP);
    }
    for (key, only) in [("source-language", "zh-Hans"), ("target-language", "en")] {
        if let Some((language, span)) = fields.string(key)
            && language != only
        {
            let message = format!("`{key}` `{language}` is not supported");
            fields
                .mistakes()
                .add(span, message, format!("write `{key} = \"{only}\"`"));
        }
    }
    fields.string("title");
    fields.string("license");
    written.disabled = fields
        .strings("disable")
        .into_iter()
        .map(|(id, span)| (Arc::from(id), span))
        .collect();
}

fn read_class(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Class> {
    let table = expect_table(value, "class", mistakes)?;
    let mut fields = Fields::new(
        table,
        span_of(value),
        "a class",
        &["id", "members"],
        mistakes,
    );
    let (id, id_span) = fields.required("id")?;
    if !is_id(id) || id == super::NUMERAL {
        fields
            .mistakes()
            .add(id_span, format!("`{id}` is no name of a class"), ID_HELP);
        return None;
    }
    let items = fields.list("members");
    let mut members = Vec::with_capacity(items.len());
    for item in items {
        if let Some(member) = read_member(item, fields.mistakes()) {
            members.push(member);
        }
    }
    let origin = Some(Origin {
        file: fields.mistakes().file(),
        span: id_span,
    });
    Some(Class {
        id: id.into(),
        members,
        origin,
    })
}

fn read_member(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Member> {
    let table = expect_table(value, "members", mistakes)?;
    let known = ["id", "source", "target"];
    let mut fields = Fields::new(table, span_of(value), "a member", &known, mistakes);
    let id: Arc<str> = fields.required("id")?.0.into();
    let source = templates(fields.strings("source"), fields.mistakes());
    let written = fields.strings("target");
    let complete = !written.is_empty();
    let target = templates(written, fields.mistakes());
    if target.is_empty() {
        if !complete {
            let span = fields.span();
            fields.mistakes().add(
                span,
                format!("the member `{id}` has no `target`"),
                "add `target = \"…\"`",
            );
        }
        return None;
    }
    Some(Member {
        id,
        source,
        target,
        concept: None,
    })
}

fn read_preferences(value: &Value<'_>, mistakes: &mut Mistakes, written: &mut Written) {
    let Some(table) = expect_table(value, "prefer", mistakes) else {
        return;
    };
    let known: Vec<&str> = table.keys().map(|key| &**key.get_ref()).collect();
    let mut fields = Fields::new(table, span_of(value), "`[prefer]`", &known, mistakes);
    for (key, value) in table.iter() {
        if let Some(term) = fields.expect_string(key.get_ref(), value) {
            written
                .prefer
                .push((key.get_ref().as_ref().into(), term.into(), span_of(value)));
        }
    }
}

/// The table that a value must be.
pub(crate) fn expect_table<'a, 't>(
    value: &'a Value<'t>,
    key: &str,
    mistakes: &mut Mistakes,
) -> Option<&'a DeTable<'t>> {
    match value.get_ref() {
        DeValue::Table(table) => Some(table),
        _ => {
            mistakes.add(
                span_of(value),
                format!("`{key}` must be a table"),
                match key {
                    "concept" | "class" => format!("begin each with a line `[[{key}]]`"),
                    "glossary" | "prefer" => format!("begin it with a line `[{key}]`"),
                    _ => "write it in braces: `{ key = \"text\" }`".to_owned(),
                },
            );
            None
        }
    }
}

/// Terms read one by one; an empty or torn one is noted and left out.
pub(super) fn templates(texts: Vec<(&str, Span)>, mistakes: &mut Mistakes) -> Vec<Template> {
    texts
        .into_iter()
        .filter_map(|(text, span)| template(text, span, mistakes))
        .collect()
}

/// The longest term, in bytes; an official name with all its parts stays far below.
const LONGEST_TERM: usize = 500;

/// A mark at the edge of a term that belongs to no word: `C++`, `50%`. Brackets, quotation marks and the full stop of an
/// abbreviation may stand there, and so may anything that is not ASCII.
fn loose_mark(text: &str) -> Option<char> {
    let loose = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric();
    let first = text
        .chars()
        .next()
        .filter(|&c| loose(c) && !matches!(c, '{' | '(' | '"' | '\''));
    let last = text.chars().next_back();
    first.or(last.filter(|&c| loose(c) && !matches!(c, '}' | ')' | '"' | '\'' | '.' | '!' | '?')))
}

/// One term; an empty, torn or endless one is noted.
pub(super) fn template(text: &str, span: Span, mistakes: &mut Mistakes) -> Option<Template> {
    if !text.chars().any(|c| c.is_alphanumeric()) {
        mistakes.add(
            span,
            "the term holds no word",
            "write the words, or remove the entry",
        );
        return None;
    }
    if let Some(mark) = loose_mark(text) {
        let message = format!("the `{mark}` at the edge of the term would not be looked at");
        mistakes.add(
            span,
            message,
            "a term begins and ends with a word; use a `pattern` for marks",
        );
        return None;
    }
    if text.len() > LONGEST_TERM {
        let message = format!(
            "the term has {} bytes, more than {LONGEST_TERM}",
            text.len()
        );
        mistakes.add(span, message, "a term is a name or a phrase; shorten it");
        return None;
    }
    match Template::parse(text) {
        Ok(template) => Some(template),
        Err(message) => {
            let help = "braces name a class, as in `{level}`, or a numeral, `{n}`";
            mistakes.add(span, message, help);
            None
        }
    }
}

/// A term that may be written; one with Chinese characters is noted, because it would be put into the English.
pub(super) fn english(text: &str, span: Span, mistakes: &mut Mistakes) -> Option<Template> {
    if text.contains(is_cjk) {
        let message = "Chinese characters in an English term";
        let help = "the Chinese belongs into `source`, the English into the other forms";
        mistakes.add(span, message, help);
        return None;
    }
    template(text, span, mistakes)
}

/// What an id may look like.
pub(super) const ID_HELP: &str =
    "an id has lower-case letters, digits and hyphens: `party-committee`";

/// Whether a name may be an id: lower-case letters, digits, hyphens.
pub(super) fn is_id(name: &str) -> bool {
    let valid = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && !name.starts_with('-') && name.bytes().all(valid)
}
