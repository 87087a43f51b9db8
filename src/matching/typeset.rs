//! The marks of a replacement: apostrophes and quotation marks as the text around it has them.

use std::borrow::Cow;

use crate::text::Span;

/// The words that replace a span of a text, with the marks that the text has.
pub(super) fn typeset<'w>(words: Cow<'w, str>, text: &str, span: Span) -> Cow<'w, str> {
    as_in(words, span.of(text), around(text, span))
}

/// Bytes on each side of a wording that say how its text is typeset; all of a paragraph that is ordinary.
const AROUND: usize = 1 << 12;

/// The text around a span: bounded, since a text of one line may have a finding in every word.
fn around(text: &str, span: Span) -> &str {
    let boundary = |at: usize| (at..text.len()).find(|&at| text.is_char_boundary(at));
    let start = boundary(span.start().saturating_sub(AROUND)).unwrap_or(text.len());
    let end = boundary(span.end() + AROUND).unwrap_or(text.len());
    &text[start..end]
}

/// Words with the apostrophes and quotation marks, curly or straight, of the words found, or else of the text around them.
/// A text that has neither, or both, says nothing.
fn as_in<'w>(words: Cow<'w, str>, found: &str, text: &str) -> Cow<'w, str> {
    let may_be_mark = |byte| matches!(byte, b'\'' | b'"' | 0x80..);
    if !words.bytes().any(may_be_mark) {
        return words;
    }
    let is_curly = |straight: char, curly: [char; 2]| {
        let kind = |text: &str| match (text.contains(straight), text.contains(curly)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        };
        kind(found).or_else(|| kind(text))
    };
    let mut words = match words
        .contains(['\'', '‘', '’'])
        .then(|| is_curly('\'', ['‘', '’']))
    {
        Some(Some(true)) => Cow::Owned(words.replace('\'', "’")),
        Some(Some(false)) => Cow::Owned(words.replace(['‘', '’'], "'")),
        _ => words,
    };
    if words.contains(['"', '“', '”']) {
        match is_curly('"', ['“', '”']) {
            Some(false) => words = Cow::Owned(words.replace(['“', '”'], "\"")),
            Some(true) => {
                let mut opens = false;
                let curl = |c: char| match c {
                    '"' => {
                        opens = !opens;
                        if opens { '“' } else { '”' }
                    }
                    c => c,
                };
                words = Cow::Owned(words.chars().map(curl).collect());
            }
            None => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_follow_the_text() {
        for (words, found, text, expected) in [
            (
                "People's \"one\"",
                "bad",
                "It’s a “bad” text",
                "People’s “one”",
            ),
            (
                "People’s “one”",
                "bad",
                "It's a \"bad\" text",
                "People's \"one\"",
            ),
            ("People's \"one\"", "bad", "a bad text", "People's \"one\""),
            ("People's", "peoples’", "It's peoples’", "People’s"),
            ("People's", "bad", "It's and it’s", "People's"),
        ] {
            assert_eq!(as_in(words.into(), found, text), expected, "{text}");
        }
    }
}
