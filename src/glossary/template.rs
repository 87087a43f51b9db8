//! A term with braces: `{level} Party Committee`.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::stored::Text;

/// The slot that stands for a numeral.
pub const NUMERAL: &str = "n";

/// A term as the glossary writes it. Braces name a class, any member of which may stand there, or a numeral (`{n}`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Template {
    text: Text,
    has_slots: bool,
}

/// One part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they stand.
    Literal(&'a str),
    /// The name between braces: a class, or [`NUMERAL`].
    Slot(&'a str),
}

impl Template {
    /// Reads a term.
    ///
    /// # Errors
    ///
    /// A message about braces that do not match or hold no name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let has_slots = text.contains(['{', '}']);
        let template = Self {
            text: text.into(),
            has_slots,
        };
        if has_slots {
            template.check()?;
        }
        Ok(template)
    }

    /// A regular expression, whose braces are not read here.
    pub(super) fn pattern(text: &str) -> Self {
        Self {
            text: text.into(),
            has_slots: false,
        }
    }

    /// The term with the same words for each of its slots, for people: `Bureau of …`.
    pub fn with_slots_as(&self, words: &str) -> String {
        let shown = self.pieces().into_iter().map(|piece| match piece {
            Piece::Literal(literal) => literal,
            Piece::Slot(_) => words,
        });
        shown.collect()
    }

    /// The term as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The term as written, shared.
    pub fn shared(&self) -> Arc<str> {
        self.text.shared()
    }

    /// Whether the term names a class or a numeral.
    pub fn has_slots(&self) -> bool {
        self.has_slots
    }

    /// The parts, in order.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        if !self.has_slots {
            return vec![Piece::Literal(&self.text)];
        }
        let mut pieces = Vec::new();
        let mut rest: &str = &self.text;
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                pieces.push(Piece::Literal(before));
            }
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            pieces.push(Piece::Slot(name));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest));
        }
        pieces
    }

    /// The names between braces, in order.
    pub fn slots(&self) -> impl Iterator<Item = &str> + '_ {
        let text = if self.has_slots { &*self.text } else { "" };
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
    }

    /// The term with the names of its slots in square brackets, for people.
    pub fn with_named_slots(&self) -> String {
        let pieces = self.pieces().into_iter().map(|piece| match piece {
            Piece::Literal(words) => words.to_owned(),
            Piece::Slot(NUMERAL) => "[number]".to_owned(),
            Piece::Slot(name) => format!("[{}]", name.replace('-', " ")),
        });
        pieces.collect()
    }

    fn check(&self) -> Result<(), String> {
        let mut rest: &str = &self.text;
        while let Some(at) = rest.find(['{', '}']) {
            if rest[at..].starts_with('}') {
                return Err("a `}` without its `{`".to_owned());
            }
            let inner = &rest[at + 1..];
            let Some(end) = inner
                .find(['{', '}'])
                .filter(|&end| inner[end..].starts_with('}'))
            else {
                return Err("a `{` without its `}`".to_owned());
            };
            let name = &inner[..end];
            let valid =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if name.is_empty() || !name.bytes().all(valid) {
                return Err(format!("`{{{name}}}` is no name of a class"));
            }
            rest = &inner[end + 1..];
        }
        Ok(())
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_name_slots() {
        let template = Template::parse("the {n}th {level} Congress").unwrap();
        assert_eq!(template.slots().collect::<Vec<_>>(), ["n", "level"]);
        assert_eq!(
            template.pieces(),
            [
                Piece::Literal("the "),
                Piece::Slot("n"),
                Piece::Literal("th "),
                Piece::Slot("level"),
                Piece::Literal(" Congress"),
            ]
        );
    }

    #[test]
    fn torn_braces_are_refused() {
        for text in [
            "{level Committee",
            "level} Committee",
            "{} Committee",
            "{Level}",
            "{a{b}}",
        ] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
    }
}
