//! One `[[concept]]` of a glossary file, as written.

use std::sync::Arc;

use toml::de::DeValue;

use super::fields::{Fields, Mistakes, Value, Wanted, span_of};
use super::schema::{ID_HELP, WrittenConcept, english, expect_table, is_id, template, templates};
use super::{
    Case, Concept, Condition, Date, Evidence, Example, ExpectedFinding, Kind, Origin, Rendering,
    RenderingForm, Template, TermStatus,
};
use crate::text::{Span, comparison_key};

const KEYS: [&str; 19] = [
    "id",
    "kind",
    "classes",
    "source",
    "preferred",
    "admitted",
    "short",
    "deprecated",
    "superseded",
    "not-in",
    "case",
    "well-known",
    "homonym",
    "fuzzy",
    "evidence",
    "reference",
    "note",
    "override",
    "example",
];

/// Reads one concept; `None` when it lacks what it cannot do without.
pub(super) fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<WrittenConcept> {
    let table = expect_table(value, "concept", mistakes)?;
    let file = mistakes.file();
    let mut fields = Fields::new(table, span_of(value), "a concept", &KEYS, mistakes);
    let id = fields.required("id");
    if let Some((id, span)) = id
        && !is_id(id)
    {
        fields
            .mistakes()
            .add(span, format!("`{id}` is no id"), ID_HELP);
    }
    let preferred = fields.required("preferred");
    let kind = match fields.get("kind") {
        Some(_) => fields.choice("kind", Kind::ALL, Kind::name),
        None => fields.required("kind").and(None),
    };
    let classes = fields
        .strings("classes")
        .into_iter()
        .map(|(name, _)| Arc::from(name))
        .collect();
    let written = fields.strings("source");
    if written.is_empty() && fields.get("source").is_none() {
        let span = id.map_or(fields.span(), |(_, span)| span);
        let help = "add `source = [\"…\"]` with the Chinese term";
        fields
            .mistakes()
            .add(span, "a concept has no `source`", help);
    }
    let source = templates(written, fields.mistakes());

    let mut renderings = Vec::with_capacity(4);
    if let Some((text, span)) = preferred
        && let Some(term) = english(text, span, fields.mistakes())
    {
        renderings.push(Rendering::new(
            term,
            TermStatus::Preferred,
            RenderingForm::Full,
            span,
        ));
    }
    let has_preferred = !renderings.is_empty();
    read_admitted(&mut fields, &mut renderings);
    for (text, span) in fields.strings("short") {
        if let Some(term) = english(text, span, fields.mistakes()) {
            let form = Rendering::form_of_short(text);
            renderings.push(Rendering::new(term, TermStatus::Admitted, form, span));
        }
    }
    read_withdrawn(
        &mut fields,
        "deprecated",
        TermStatus::Deprecated,
        &mut renderings,
    );
    read_withdrawn(
        &mut fields,
        "superseded",
        TermStatus::Superseded,
        &mut renderings,
    );
    let mut not_in = templates(fields.strings("not-in"), fields.mistakes());
    not_in.extend(own_replacements(&renderings));

    let case = fields.choice("case", Case::ALL, Case::name);
    let (well_known, homonym) = (fields.flag("well-known"), fields.flag("homonym"));
    let fuzzy = fields.flag_or("fuzzy", true);
    let overrides = fields.flag("override");
    let evidence = match fields.get("evidence") {
        Some(_) => fields.choice("evidence", Evidence::ALL, Evidence::name),
        None => fields.required("evidence").and(None),
    };
    let reference = read_reference(&mut fields, evidence);
    let note = fields.string("note").map(|(note, _)| Box::from(note));
    let examples = fields
        .list("example")
        .into_iter()
        .filter_map(|value| read_example(value, fields.mistakes()))
        .collect();

    let (id, id_span) = id?;
    if !has_preferred {
        return None;
    }
    let capitals = renderings[0]
        .term
        .as_str()
        .contains(|c: char| c.is_uppercase());
    let default_case = if capitals { Case::Fixed } else { Case::Common };
    let concept = Concept {
        id: id.into(),
        kind: kind?,
        classes,
        source,
        renderings,
        not_in,
        case: case.unwrap_or(default_case),
        well_known,
        homonym,
        fuzzy,
        evidence: evidence?,
        reference,
        note,
        examples,
        origin: Origin {
            file,
            span: id_span,
        },
    };
    Some(WrittenConcept {
        concept,
        id_span,
        overrides,
    })
}

/// Replacements that hold the very form they replace, such as `gone away` for `gone`: the form is not meant in them. Those
/// that are right forms stand by themselves.
pub(super) fn own_replacements(renderings: &[Rendering]) -> Vec<Template> {
    let holds = |replacement: &Template, form: &Template| {
        let (whole, part) = (
            comparison_key(replacement.as_str()),
            comparison_key(form.as_str()),
        );
        format!(" {whole} ").contains(&format!(" {part} "))
    };
    let is_right = |replacement: &Template| {
        let right = renderings
            .iter()
            .filter(|rendering| rendering.status.is_correct());
        let key = comparison_key(replacement.as_str());
        right
            .map(|rendering| comparison_key(rendering.term.as_str()))
            .any(|right| right == key)
    };
    renderings
        .iter()
        .filter(|rendering| rendering.form != RenderingForm::Pattern)
        .filter_map(|rendering| {
            rendering
                .replacement
                .clone()
                .filter(|replacement| holds(replacement, &rendering.term) && !is_right(replacement))
        })
        .collect()
}

fn read_admitted(fields: &mut Fields<'_, '_>, renderings: &mut Vec<Rendering>) {
    for value in fields.list("admitted") {
        let span = span_of(value);
        let (term, register) = match value.get_ref() {
            DeValue::String(text) => (english(text, span, fields.mistakes()), None),
            DeValue::Table(table) => {
                let known = ["term", "register"];
                let what = "an admitted form";
                let mut form = Fields::new(table, span, what, &known, fields.mistakes());
                let term = form.required("term");
                let register = form.string("register").map(|(name, _)| Box::from(name));
                (
                    term.and_then(|(text, span)| english(text, span, form.mistakes())),
                    register,
                )
            }
            other => {
                fields.wrong_type("admitted", Wanted::Forms, other, span);
                continue;
            }
        };
        if let Some(term) = term {
            let mut rendering =
                Rendering::new(term, TermStatus::Admitted, RenderingForm::Full, span);
            rendering.register = register;
            renderings.push(rendering);
        }
    }
}

fn read_withdrawn(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    status: TermStatus,
    renderings: &mut Vec<Rendering>,
) {
    for value in fields.list(key) {
        let span = span_of(value);
        match value.get_ref() {
            DeValue::String(text) => {
                if status == TermStatus::Superseded {
                    let help = "write `{ term = \"…\", until = 2018-03-21 }`";
                    fields
                        .mistakes()
                        .add(span, "a superseded form needs its date", help);
                } else if let Some(term) = template(text, span, fields.mistakes()) {
                    renderings.push(Rendering::new(term, status, RenderingForm::Full, span));
                }
            }
            DeValue::Table(table) => {
                let known: &[&str] = match status {
                    TermStatus::Superseded => &["term", "until", "use", "note"],
                    _ => &[
                        "term",
                        "pattern",
                        "use",
                        "note",
                        "only-with-source",
                        "only-in-quotes",
                    ],
                };
                let what = "a withdrawn form";
                let mut form = Fields::new(table, span, what, known, fields.mistakes());
                renderings.extend(read_withdrawn_table(&mut form, status));
            }
            other => fields.wrong_type(key, Wanted::Forms, other, span),
        }
    }
}

fn read_withdrawn_table(form: &mut Fields<'_, '_>, status: TermStatus) -> Option<Rendering> {
    let term = form.string("term");
    let pattern = form.string("pattern");
    let (rendering_form, text, span) = match (term, pattern) {
        (Some((text, span)), None) => (RenderingForm::Full, text, span),
        (None, Some((text, span))) => (RenderingForm::Pattern, text, span),
        (Some(_), Some((_, span))) => {
            let message = "a form has either a `term` or a `pattern`";
            form.mistakes().add(span, message, "make two forms of them");
            return None;
        }
        (None, None) => {
            form.required("term");
            return None;
        }
    };
    let replacement = form.string("use");
    let replacement = replacement.and_then(|(text, span)| english(text, span, form.mistakes()));
    let note = form.string("note").map(|(note, _)| Box::from(note));
    let mut until = None;
    let mut condition = Condition::Always;
    if status == TermStatus::Superseded {
        until = Some(read_date(form)?);
    } else {
        let (with_source, in_quotes) = (form.flag("only-with-source"), form.flag("only-in-quotes"));
        condition = match (with_source, in_quotes) {
            (true, _) => Condition::WithSource,
            (false, true) => Condition::InQuotes,
            (false, false) => Condition::Always,
        };
    }
    let term = if rendering_form == RenderingForm::Pattern {
        // Braces of a regular expression are counts as well as classes; `validate` reads them.
        Template::pattern(text)
    } else {
        template(text, span, form.mistakes())?
    };
    let mut rendering = Rendering::new(term, status, rendering_form, span);
    (rendering.replacement, rendering.note) = (replacement, note);
    (rendering.until, rendering.condition) = (until, condition);
    Some(rendering)
}

fn read_date(form: &mut Fields<'_, '_>) -> Option<Date> {
    let help = "write `until = 2018-03-21`, the last day on which the form was right";
    let Some(value) = form.get("until") else {
        let span = form.span();
        form.mistakes()
            .add(span, "a superseded form needs its date", help);
        return None;
    };
    let text = match value.get_ref() {
        DeValue::Datetime(date) => date.to_string(),
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(year) => year.as_str().to_owned(),
        other => {
            form.wrong_type("until", Wanted::Date, other, span_of(value));
            return None;
        }
    };
    match text.parse() {
        Ok(date) => Some(date),
        Err(message) => {
            form.mistakes().add(span_of(value), message, help);
            None
        }
    }
}

fn read_reference(fields: &mut Fields<'_, '_>, evidence: Option<Evidence>) -> Option<Arc<str>> {
    let Some((address, span)) = fields.string("reference") else {
        if evidence.is_some_and(|evidence| evidence != Evidence::Proposed)
            && fields.get("reference").is_none()
        {
            let span = fields.get("evidence").map_or(fields.span(), span_of);
            fields.mistakes().add(
                span,
                "a form that is not merely proposed needs its `reference`",
                "add `reference = \"https://…\"`, or write `evidence = \"proposed\"`",
            );
        }
        return None;
    };
    if !is_address(address) {
        fields.mistakes().add(
            span,
            format!("`{address}` is no address"),
            "an address names a host and has no space: `https://example.org/page`",
        );
        return None;
    }
    Some(address.into())
}

/// Whether a reference looks like an address: scheme, host, no white space.
pub fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.') && !text.contains(char::is_whitespace)
    })
}

fn read_example(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Example> {
    let span: Span = span_of(value);
    let table = expect_table(value, "example", mistakes)?;
    let known = ["source", "text", "finds"];
    let mut fields = Fields::new(table, span, "an example", &known, mistakes);
    let source = fields.string("source").map(|(text, _)| Box::from(text));
    let text = fields.required("text").map(|(text, _)| Box::from(text));
    if fields.get("finds").is_none() {
        let help = "add `finds = []` for a sentence that must stay silent";
        fields
            .mistakes()
            .add(span, "an example has no `finds`", help);
    }
    let mut finds = Vec::new();
    for value in fields.list("finds") {
        let Some(table) = expect_table(value, "finds", fields.mistakes()) else {
            continue;
        };
        let known = ["text", "rule", "fix"];
        let what = "an expected finding";
        let mut found = Fields::new(table, span_of(value), what, &known, fields.mistakes());
        let (text, rule) = (found.required("text"), found.required("rule"));
        let fix = found.string("fix").map(|(text, _)| Box::from(text));
        if let (Some((text, _)), Some((rule, rule_span))) = (text, rule) {
            finds.push(ExpectedFinding {
                text: text.into(),
                rule: rule.into(),
                rule_span,
                fix,
            });
        }
    }
    Some(Example {
        source,
        text: text?,
        finds,
        span,
    })
}
