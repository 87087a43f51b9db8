//! Where the value of an HTML attribute stands; the tokenizer says only where its name begins.

use crate::text::Span;

/// The bytes of the value, without quotes, of the attribute that begins where `place` does; `place` ends with its tag.
pub(super) fn value_of(html: &str, place: Span, name_length: usize) -> Option<Span> {
    let bytes = &html.as_bytes()[..place.end()];
    let skip_space = |from: usize| {
        let space = bytes.get(from..).unwrap_or_default().iter();
        from + space.take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let equals = skip_space(place.start() + name_length);
    if bytes.get(equals) != Some(&b'=') {
        return None;
    }
    let start = skip_space(equals + 1);
    let quote = *bytes.get(start)?;
    if matches!(quote, b'"' | b'\'') {
        let length = memchr::memchr(quote, &bytes[start + 1..])?;
        return Some(Span::new(start + 1, start + 1 + length));
    }
    let length = bytes[start..]
        .iter()
        .take_while(|&&byte| !byte.is_ascii_whitespace() && byte != b'>')
        .count();
    Some(Span::new(start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_values_stand_where_they_are_written() {
        for (tag, expected) in [
            ("<img alt=\"a &amp; b\">", Some("a &amp; b")),
            ("<img ALT = 'it is'>", Some("it is")),
            ("<img alt=word>", Some("word")),
            ("<img alt=a/>", Some("a/")),
            ("<img\nalt\n=\n\"x\">", Some("x")),
            ("<img alt>", None),
            ("<img alt=\"\">", Some("")),
        ] {
            let at = tag.to_lowercase().find("alt").unwrap();
            let value = value_of(tag, Span::new(at, tag.len()), 3);
            assert_eq!(value.map(|value| value.of(tag)), expected, "{tag}");
        }
    }
}
