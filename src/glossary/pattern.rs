//! A pattern with classes in braces becomes a plain regular expression.

use super::{Glossary, NUMERAL};

/// Numerals as a pattern finds them: figures, ordinals, words.
const NUMERAL_PATTERN: &str = r"\d[\d,]*(?:st|nd|rd|th)?|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth)";

/// The regular expression that a pattern stands for. `{level}` becomes a group of the class's wordings, named so that
/// the replacement can be filled with what stood there; `{2,3}` stays the count that it is.
///
/// # Errors
///
/// A message that names an unknown class.
pub fn expand_pattern(glossary: &Glossary, pattern: &str) -> Result<String, String> {
    let mut expanded = String::with_capacity(pattern.len());
    let mut named: Vec<&str> = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        expanded.push_str(before);
        let name = after[1..].split('}').next().unwrap_or_default();
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        // `\p{greek}` and the like have lower-case names too.
        let is_property =
            before.ends_with("\\p") || before.ends_with("\\P") || before.ends_with("\\x");
        if !is_name || is_property {
            expanded.push('{');
            rest = &after[1..];
            continue;
        }
        let alternatives = if name == NUMERAL {
            NUMERAL_PATTERN.to_owned()
        } else {
            members(glossary, name).ok_or_else(|| format!("no class is named `{name}`"))?
        };
        if named.contains(&name) {
            expanded.push_str("(?:");
        } else {
            named.push(name);
            expanded.push_str("(?P<");
            expanded.push_str(&group_name(name));
            expanded.push('>');
        }
        expanded.push_str(&alternatives);
        expanded.push(')');
        rest = &after[name.len() + 2..];
    }
    expanded.push_str(rest);
    Ok(ascii_boundaries(&expanded))
}

/// `\b` between ASCII words: the boundary that takes all of Unicode into account keeps the fast engine from running on
/// any text with a curly quotation mark, and English words need no more.
fn ascii_boundaries(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some('b')) => {
                chars.next();
                let named = chars.peek() == Some(&'{');
                out.push_str(if named { r"\b" } else { r"(?-u:\b)" });
            }
            ('\\', Some(_)) => {
                out.push(c);
                out.extend(chars.next());
            }
            _ => out.push(c),
        }
    }
    out
}

/// The name of the group that a slot becomes; groups may not have hyphens.
pub fn group_name(slot: &str) -> String {
    slot.replace('-', "_")
}

/// The wordings of a class as alternatives, the longest first. Wordings that name classes themselves are left out.
fn members(glossary: &Glossary, class: &str) -> Option<String> {
    let class = glossary.class(glossary.class_id(class)?);
    let mut terms: Vec<&str> = class
        .members
        .iter()
        .flat_map(|member| &member.target)
        .filter(|target| !target.has_slots())
        .map(super::Template::as_str)
        .collect();
    terms.sort_unstable_by_key(|term| (std::cmp::Reverse(term.len()), *term));
    terms.dedup();
    let escaped: Vec<String> = terms
        .iter()
        .map(|term| {
            let words: Vec<String> = term.split_whitespace().map(regex::escape).collect();
            words.join(r"\s+")
        })
        .collect();
    Some(escaped.join("|"))
}
