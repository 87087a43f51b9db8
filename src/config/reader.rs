//! Values of the configuration file, each with its place; what they cannot mean is said there.

use toml::de::DeValue;

use super::file::{PATH_KEYS, RunSettings, Scope};
use super::layer::{Layer, Place, Stated};
use super::pair::Pair;
use super::paths::globs;
use super::value::size;
use crate::diagnostics::Severity;
use crate::glossary::{Date, Fields, Mistakes, Value, expect_table, span_of};
use crate::lint::nearest_rule;
use crate::rules;
use crate::text::Span;

/// Reads values of one file and marks where they stand.
pub(super) struct Reader {
    number: usize,
}

impl Reader {
    /// A reader of the file of that number.
    pub(super) fn new(number: usize) -> Self {
        Self { number }
    }

    pub(super) fn stated<T>(&self, value: T, span: Span) -> Stated<T> {
        let file = self.number;
        Stated {
            value,
            place: Place::File { file, span },
        }
    }

    pub(super) fn layer(&mut self, fields: &mut Fields<'_, '_>) -> Layer {
        let strings = |fields: &mut Fields<'_, '_>, key| {
            let texts = fields.strings(key).into_iter();
            texts
                .map(|(text, span)| self.stated(text.to_owned(), span))
                .collect::<Vec<_>>()
        };
        Layer {
            glossaries: strings(fields, "glossaries"),
            bundled: self.flag(fields, "bundled"),
            disable: strings(fields, "disable")
                .into_iter()
                .map(|id| Stated {
                    value: id.value.into(),
                    place: id.place,
                })
                .collect(),
            prefer: self
                .pairs_of(fields, "prefer")
                .into_iter()
                .map(|(id, term, span)| self.stated((id.into(), term.into()), span))
                .collect(),
            select: self.rules(fields, "select"),
            ignore: self.rules(fields, "ignore"),
            severity: self.severities(fields),
            date: self.date(fields),
            require_reason: self.flag(fields, "require-reason"),
        }
    }

    pub(super) fn run(
        &mut self,
        fields: &mut Fields<'_, '_>,
        directory: &std::path::Path,
    ) -> RunSettings {
        let word = |fields: &mut Fields<'_, '_>, key| {
            let (text, span) = fields.string(key)?;
            Some(self.stated(text.to_owned(), span))
        };
        RunSettings {
            format: word(fields, "format"),
            color: word(fields, "color"),
            fail_on: self.parsed(fields, "fail-on", str::parse),
            across: self.flag(fields, "across"),
            max_size: self.max_size(fields),
            jobs: self.jobs(fields),
            stats: self.flag(fields, "stats"),
            baseline: word(fields, "baseline").map(|path| Stated {
                value: directory.join(path.value),
                place: path.place,
            }),
            pairs: Vec::new(),
        }
    }

    fn flag(&self, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Stated<bool>> {
        let span = span_of(fields.get(key)?);
        Some(self.stated(fields.flag(key), span))
    }

    /// A string that means something; what it cannot mean is said at its place.
    fn parsed<T>(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Stated<T>> {
        let (text, span) = fields.string(key)?;
        match read(text) {
            Ok(value) => Some(self.stated(value, span)),
            Err(error) => {
                add_error(&error, span, fields.mistakes());
                None
            }
        }
    }

    fn max_size(&self, fields: &mut Fields<'_, '_>) -> Option<Stated<u64>> {
        let value = fields.get("max-size")?;
        if let DeValue::Integer(number) = value.get_ref() {
            let span = span_of(value);
            return match size(number.as_str()) {
                Ok(size) => Some(self.stated(size, span)),
                Err(error) => {
                    add_error(&error, span, fields.mistakes());
                    None
                }
            };
        }
        self.parsed(fields, "max-size", size)
    }

    fn jobs(&self, fields: &mut Fields<'_, '_>) -> Option<Stated<u16>> {
        let value = fields.get("jobs")?;
        let span = span_of(value);
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok().filter(|&jobs| jobs > 0),
            _ => None,
        };
        if number.is_none() {
            let message = "`jobs` must be a number of threads";
            fields
                .mistakes()
                .add(span, message, "write such as `jobs = 2`");
        }
        number.map(|jobs| self.stated(jobs, span))
    }

    fn date(&self, fields: &mut Fields<'_, '_>) -> Option<Stated<Date>> {
        let value = fields.get("date")?;
        if let DeValue::Datetime(date) = value.get_ref() {
            let span = span_of(value);
            return match date.to_string().parse() {
                Ok(date) => Some(self.stated(date, span)),
                Err(error) => {
                    add_error(&error, span, fields.mistakes());
                    None
                }
            };
        }
        self.parsed(fields, "date", str::parse)
    }

    fn rules(&self, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Stated<Vec<String>>> {
        let span = span_of(fields.get(key)?);
        let names = fields.strings(key);
        let known = names
            .into_iter()
            .filter(|&(name, span)| check_rule(name, span, fields.mistakes()))
            .map(|(name, _)| name.to_owned())
            .collect();
        Some(self.stated(known, span))
    }

    fn severities(&self, fields: &mut Fields<'_, '_>) -> Vec<Stated<(String, Option<Severity>)>> {
        let mut severities = Vec::new();
        for (rule, level, span) in self.pairs_of(fields, "severity") {
            let level = match level.as_str() {
                "off" => None,
                level => match level.parse() {
                    Ok(level) => Some(level),
                    Err(_) => {
                        fields.mistakes().add(
                            span,
                            format!("`{level}` is no severity"),
                            "write `note`, `warning`, `error` or `off`",
                        );
                        continue;
                    }
                },
            };
            if check_rule(&rule, span, fields.mistakes()) {
                severities.push(self.stated((rule, level), span));
            }
        }
        severities
    }

    /// The keys and strings of a table inside the table, each with the place of the value.
    fn pairs_of(
        &self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
    ) -> Vec<(String, String, Span)> {
        let Some(value) = fields.get(key) else {
            return Vec::new();
        };
        let Some(table) = expect_table(value, key, fields.mistakes()) else {
            return Vec::new();
        };
        let mut pairs: Vec<_> = table
            .iter()
            .filter_map(|(name, value)| {
                let text = fields.expect_string(name.get_ref(), value)?;
                Some((name.get_ref().to_string(), text.to_owned(), span_of(value)))
            })
            .collect();
        pairs.sort_by_key(|&(_, _, span)| span.start());
        pairs
    }

    pub(super) fn scope(&mut self, value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Scope> {
        let table = expect_table(value, "override", mistakes)?;
        let known: Vec<&str> = ["paths"].into_iter().chain(PATH_KEYS).collect();
        let mut fields = Fields::new(table, span_of(value), "`[[override]]`", &known, mistakes);
        let patterns = fields.strings("paths");
        if patterns.is_empty() {
            let span = fields.span();
            let message = "`[[override]]` names no paths";
            let help = "add `paths = [\"archive/**\"]`";
            fields.mistakes().add(span, message, help);
            return None;
        }
        let layer = self.layer(&mut fields);
        let paths = globs(&patterns, fields.mistakes())?;
        Some(Scope { paths, layer })
    }

    pub(super) fn pair(&self, value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Stated<Pair>> {
        let table = expect_table(value, "pairs", mistakes)?;
        let span = span_of(value);
        let known = ["source", "target"];
        let mut fields = Fields::new(table, span, "`[[pairs]]`", &known, mistakes);
        let (source, target) = (fields.required("source"), fields.required("target"));
        let (source, target) = (source?, target?);
        for pattern in [source, target] {
            globs(&[pattern], fields.mistakes())?;
        }
        let stars = |(pattern, _): (&str, Span)| pattern.matches('*').count();
        if stars(source) != stars(target) {
            fields.mistakes().add(
                target.1,
                "the two patterns have not the same number of stars",
                "each star of `source` stands for the same as that of `target`",
            );
            return None;
        }
        let (source, target) = (source.0.to_owned(), target.0.to_owned());
        Some(self.stated(Pair { source, target }, span))
    }
}

/// An error of the form `what is wrong; what to write`.
fn add_error(error: &str, span: Span, mistakes: &mut Mistakes) {
    let (message, help) = error.split_once("; ").unwrap_or((error, ""));
    mistakes.add(span, message, help);
}

/// Whether a name is a rule's; if not, it is said.
pub(super) fn check_rule(name: &str, span: Span, mistakes: &mut Mistakes) -> bool {
    if rules::find(name).is_some() {
        return true;
    }
    let help = match nearest_rule(name) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`tifa rules` lists them".to_owned(),
    };
    mistakes.add(span, format!("no rule is named `{name}`"), help);
    false
}
