//! A TOML table being read: every key asked for, every mistake noted with its place, nothing given up early.
//!
//! Glossaries are read with it, and so is the configuration: a misspelt key is answered in the same way in both.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::Problem;
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::text::{Location, PartId, Span};

/// One value with its place.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

/// Syntax errors reported for one file; a torn quotation mark makes an error of every line after it.
const SYNTAX_ERRORS: usize = 10;

/// Collects the mistakes of one file.
#[derive(Debug)]
pub(crate) struct Mistakes {
    file: usize,
    rule: RuleId,
    problems: Vec<Problem>,
}

impl Mistakes {
    /// No mistakes yet in a glossary, the file of the given number.
    pub(crate) fn new(file: usize) -> Self {
        Self::of(RuleId::new("glossary"), file)
    }

    /// No mistakes yet in a file that goes by the name `rule` in reports.
    pub(crate) fn of(rule: RuleId, file: usize) -> Self {
        Self {
            file,
            rule,
            problems: Vec::new(),
        }
    }

    /// Notes a mistake at `span` of the file.
    pub(crate) fn add(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let location = Location::new(PartId(0), span);
        let mut diagnostic = Diagnostic::new(self.rule, Severity::Error, location, message.into());
        let help = help.into();
        if !help.is_empty() {
            diagnostic = diagnostic.with_help(help);
        }
        self.problems.push(Problem {
            file: self.file,
            diagnostic,
        });
    }

    pub(crate) fn file(&self) -> usize {
        self.file
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

/// Parses a file, noting the first syntax errors, and hands its table on with the collector of further mistakes.
///
/// What follows a syntax error may be misread; its own mistakes would mislead, and are not noted.
pub(crate) fn parse<T>(
    text: &str,
    mistakes: &mut Mistakes,
    read: impl FnOnce(&DeTable<'_>, &mut Mistakes) -> T,
) -> T {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut shown = None;
    for error in errors.iter().take(SYNTAX_ERRORS) {
        let range = error.span().unwrap_or(0..0);
        // One mistake is often several errors of the same line; the first says best what is wrong.
        let before = text.as_bytes().get(..range.start).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count();
        if shown.replace(line) == Some(line) {
            continue;
        }
        let message = error.message().trim().replace('\n', "; ");
        let help = "write each value as `key = \"text\"` or `key = [\"text\", \"text\"]`, and a table as `[name]`";
        mistakes.add(Span::new(range.start, range.end), message, help);
    }
    if errors.is_empty() {
        return read(table.get_ref(), mistakes);
    }
    read(
        table.get_ref(),
        &mut Mistakes::of(mistakes.rule, mistakes.file),
    )
}

/// The span of a TOML value.
pub(crate) fn span_of<T>(value: &Spanned<T>) -> Span {
    let range = value.span();
    Span::new(range.start, range.end)
}

/// What a value is called in a message.
fn kind_of(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// One table of a glossary, read key by key.
pub(crate) struct Fields<'a, 't> {
    table: &'a DeTable<'t>,
    span: Span,
    what: &'static str,
    mistakes: &'a mut Mistakes,
}

impl<'a, 't> Fields<'a, 't> {
    /// Begins to read a table; keys not in `known` are noted at once, with the nearest known one.
    pub(crate) fn new(
        table: &'a DeTable<'t>,
        span: Span,
        what: &'static str,
        known: &[&str],
        mistakes: &'a mut Mistakes,
    ) -> Self {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let help = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known keys: {}", known.join(", ")),
                };
                mistakes.add(
                    span_of(key),
                    format!("unknown key `{name}` in {what}"),
                    help,
                );
            }
        }
        Self {
            table,
            span,
            what,
            mistakes,
        }
    }

    /// Where the table stands, or its header.
    pub(crate) fn span(&self) -> Span {
        self.span
    }

    pub(crate) fn mistakes(&mut self) -> &mut Mistakes {
        self.mistakes
    }

    /// The value of a key, if it is written.
    pub(crate) fn get(&self, key: &str) -> Option<&'a Value<'t>> {
        self.table.get(key)
    }

    /// A string, if it is written.
    pub(crate) fn string(&mut self, key: &'static str) -> Option<(&'a str, Span)> {
        let value = self.get(key)?;
        let text = self.expect_string(key, value)?;
        Some((text, span_of(value)))
    }

    /// A string that must be written.
    pub(crate) fn required(&mut self, key: &'static str) -> Option<(&'a str, Span)> {
        if self.get(key).is_none() {
            let what = self.what;
            self.mistakes.add(
                self.span,
                format!("{what} has no `{key}`"),
                format!("add `{key} = \"…\"`"),
            );
        }
        self.string(key)
    }

    /// A switch; false when it is not written.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        self.flag_or(key, false)
    }

    /// A switch with its value when it is not written.
    pub(crate) fn flag_or(&mut self, key: &'static str, default: bool) -> bool {
        match self.get(key) {
            None => default,
            Some(value) => match value.get_ref() {
                DeValue::Boolean(flag) => *flag,
                other => {
                    self.wrong_type(key, Wanted::Flag, other, span_of(value));
                    default
                }
            },
        }
    }

    /// A list, if it is written.
    pub(crate) fn list(&mut self, key: &'static str) -> Vec<&'a Value<'t>> {
        match self.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(items) => items.iter().collect(),
                other => {
                    self.wrong_type(key, Wanted::List, other, span_of(value));
                    Vec::new()
                }
            },
        }
    }

    /// A string, or a list of strings.
    pub(crate) fn strings(&mut self, key: &'static str) -> Vec<(&'a str, Span)> {
        match self.get(key) {
            Some(value) => self.strings_of(key, value),
            None => Vec::new(),
        }
    }

    /// The string, or the list of strings, that the value of `key` must be.
    pub(crate) fn strings_of(&mut self, key: &str, value: &'a Value<'t>) -> Vec<(&'a str, Span)> {
        match value.get_ref() {
            DeValue::String(text) => vec![(text, span_of(value))],
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| Some((self.expect_string(key, item)?, span_of(item))))
                .collect(),
            other => {
                self.wrong_type(key, Wanted::Strings, other, span_of(value));
                Vec::new()
            }
        }
    }

    /// One of a closed set of words; the default when it is not written or not one of them.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let (text, span) = self.string(key)?;
        let found = all.iter().copied().find(|&value| name(value) == text);
        if found.is_none() {
            let names: Vec<&str> = all.iter().map(|&value| name(value)).collect();
            let help = match nearest(text, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of: {}", names.join(", ")),
            };
            self.mistakes
                .add(span, format!("`{text}` is no value of `{key}`"), help);
        }
        found
    }

    /// The string that a value must be.
    pub(crate) fn expect_string(&mut self, key: &str, value: &'a Value<'t>) -> Option<&'a str> {
        match value.get_ref() {
            DeValue::String(text) => Some(text),
            other => {
                self.wrong_type(key, Wanted::String, other, span_of(value));
                None
            }
        }
    }

    /// Notes a value of another sort than the wanted one.
    pub(crate) fn wrong_type(
        &mut self,
        key: &str,
        wanted: Wanted,
        found: &DeValue<'_>,
        span: Span,
    ) {
        let message = format!(
            "`{key}` must be {}, but this is {}",
            wanted.name(),
            kind_of(found)
        );
        let help = match (wanted, found) {
            (Wanted::List, DeValue::Table(_)) => {
                format!("write the heading in two brackets, as in `[[{key}]]`, before each of them")
            }
            _ => format!("write `{key} = {}`", wanted.sample()),
        };
        self.mistakes.add(span, message, help);
    }
}

/// What sort of value a key must have.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wanted {
    /// A switch.
    Flag,
    /// A list of anything.
    List,
    /// One text or several.
    Strings,
    /// One text.
    String,
    /// Wordings, with more said about some of them.
    Forms,
    /// A day.
    Date,
}

impl Wanted {
    fn name(self) -> &'static str {
        match self {
            Self::Flag => "`true` or `false`",
            Self::List => "a list in square brackets",
            Self::Strings => "a string or a list of strings",
            Self::String => "a string in quotation marks",
            Self::Forms => "a list of strings or tables",
            Self::Date => "a date",
        }
    }

    fn sample(self) -> &'static str {
        match self {
            Self::Flag => "true",
            Self::List => "[…]",
            Self::Strings => "[\"…\"]",
            Self::String => "\"…\"",
            Self::Forms => "[\"…\", { term = \"…\" }]",
            Self::Date => "2018-03-21",
        }
    }
}

/// The known name nearest to a misspelt one; `None` when none is near.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = |candidate: &str| 1 + candidate.len() / 4;
    let length = name.chars().count();
    known
        // The comparison takes time by both lengths, and a name may be as long as a text.
        .filter(|candidate| length <= candidate.len() + most(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= most(candidate))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
