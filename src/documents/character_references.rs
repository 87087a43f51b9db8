//! Character references of HTML (`&amp;`, `&#20013;`): what they stand for, and how far each reaches.

use html5gum::{Token, Tokenizer};

/// A character reference at the beginning of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CharacterReference {
    /// What it stands for: one or two characters.
    pub(super) text: String,
    /// Its length as written, in bytes.
    pub(super) length: usize,
}

/// Where a text stands; the rules differ for references without a semicolon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags.
    Text,
    /// In the value of an attribute.
    Attribute,
}

/// Reads the reference that `text` begins with; `None` when its ampersand stands for itself.
pub(super) fn read(text: &str, place: Place) -> Option<CharacterReference> {
    let candidate = candidate(text, place)?;
    let decoded = decode(candidate, place)?;
    if decoded == candidate {
        return None;
    }
    // The longest name that fits is taken (`&notit;` is `¬it;`). What follows it is left as it stands, and a reference
    // that reaches the end has a value that does not end as the candidate does.
    let rest = decoded.get(decoded.chars().next()?.len_utf8()..)?;
    let length = if candidate.ends_with(rest) {
        candidate.len() - rest.len()
    } else {
        candidate.len()
    };
    let text = decoded[..decoded.len() - (candidate.len() - length)].to_owned();
    Some(CharacterReference { text, length })
}

/// The longest beginning of `text` that can matter to a reference.
fn candidate(text: &str, place: Place) -> Option<&str> {
    let bytes = text.as_bytes();
    let name = bytes
        .get(1..)?
        .iter()
        .take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'#')
        .count();
    let ends = match bytes.get(1 + name) {
        Some(b';') => 1,
        Some(b'=') if place == Place::Attribute => 1,
        _ => 0,
    };
    (name > 0).then(|| &text[..1 + name + ends])
}

/// What the tokenizer makes of a candidate; it knows the 2,231 names and the rules for numbers.
fn decode(candidate: &str, place: Place) -> Option<String> {
    let common = match candidate {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{A0}",
        _ => "",
    };
    if !common.is_empty() {
        return Some(common.to_owned());
    }
    let bytes = match place {
        Place::Text => Tokenizer::new(candidate).find_map(|token| match token {
            Ok(Token::String(text)) => Some(text.value.0),
            _ => None,
        })?,
        Place::Attribute => {
            let tag = format!("<a b=\"{candidate}\">");
            Tokenizer::new(&tag).find_map(|token| match token {
                Ok(Token::StartTag(tag)) => tag
                    .attributes
                    .into_values()
                    .next()
                    .map(|value| value.value.0),
                _ => None,
            })?
        }
    };
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_reach_as_far_as_the_standard_says() {
        for (text, place, expected) in [
            ("&amp;x", Place::Text, Some(("&", 5))),
            ("&ampx", Place::Text, Some(("&", 4))),
            ("&ampx", Place::Attribute, None),
            ("&amp=", Place::Attribute, None),
            ("&amp,", Place::Attribute, Some(("&", 4))),
            ("&notit;", Place::Text, Some(("¬", 4))),
            ("&notin;", Place::Text, Some(("∉", 7))),
            ("&NotEqualTilde;", Place::Text, Some(("≂\u{338}", 15))),
            ("&fjlig;", Place::Text, Some(("fj", 7))),
            ("&#20013;国", Place::Text, Some(("中", 8))),
            ("&#x4E2D国", Place::Text, Some(("中", 7))),
            ("&#65B", Place::Text, Some(("A", 4))),
            ("&#150;", Place::Text, Some(("–", 6))),
            ("&#0;", Place::Text, Some(("\u{FFFD}", 4))),
            ("&lt;", Place::Attribute, Some(("<", 4))),
            ("& b", Place::Text, None),
            ("&", Place::Text, None),
            ("&nosuch;", Place::Text, None),
            ("&#;", Place::Text, None),
            ("&&amp;", Place::Text, None),
        ] {
            let found = read(text, place);
            let found = found
                .as_ref()
                .map(|found| (found.text.as_str(), found.length));
            assert_eq!(found, expected, "{text}");
        }
    }
}
