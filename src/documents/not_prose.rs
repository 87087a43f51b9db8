//! What stands in prose and is none: addresses.

use crate::text::Span;

/// The addresses in `text`, in order: `http://…`, `https://…`, `ftp://…`, `www.…` and e-mail addresses.
///
/// An address is ASCII, so Chinese text may follow without a space. Punctuation that ends the sentence is not part of it,
/// nor is a closing bracket that the address did not open; so says the autolink extension of GitHub Flavored Markdown.
pub(super) fn find(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr::memchr3(b':', b'@', b'.', &bytes[from..]).map(|at| from + at) {
        let reached = found.last().map_or(0, |last| last.end());
        let address = match bytes[at] {
            b':' => with_scheme(bytes, at),
            b'@' => mailbox(bytes, at, reached),
            _ => web_host(bytes, at),
        };
        let address = address.filter(|address| address.start() >= reached);
        from = address.map_or(at + 1, |address| address.end().max(at + 1));
        found.extend(address);
    }
    found
}

/// Bytes searched for one mark after the other while they are in the nearest cache.
const BLOCK: usize = 1 << 14;

/// Whether [`find`] can find anything in `text`; much faster.
pub(super) fn may_contain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let marks = [&b"@"[..], b"://", b"ww.", b"WW."].map(memchr::memmem::Finder::new);
    (0..bytes.len()).step_by(BLOCK).any(|start| {
        // A mark may reach into the next block.
        let block = &bytes[start..bytes.len().min(start + BLOCK + 2)];
        marks.iter().any(|mark| mark.find(block).is_some())
    })
}

fn with_scheme(bytes: &[u8], colon: usize) -> Option<Span> {
    if !bytes[colon..].starts_with(b"://") {
        return None;
    }
    let scheme = ["https", "http", "ftp"]
        .into_iter()
        .find(|scheme| ends_with_word(&bytes[..colon], scheme))?;
    let end = end_of_address(bytes, colon + 3);
    (end > colon + 3).then(|| Span::new(colon - scheme.len(), end))
}

fn web_host(bytes: &[u8], dot: usize) -> Option<Span> {
    let named = ends_with_word(&bytes[..dot], "www")
        && bytes.get(dot + 1).is_some_and(u8::is_ascii_alphanumeric);
    named.then(|| Span::new(dot - 3, end_of_address(bytes, dot + 1)))
}

fn mailbox(bytes: &[u8], at: usize, reached: usize) -> Option<Span> {
    let local = bytes[reached..at]
        .iter()
        .rev()
        .take_while(|&&byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte))
        .count();
    let mut host = bytes[at + 1..]
        .iter()
        .take_while(|&&byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        .count();
    while host > 0 && !bytes[at + host].is_ascii_alphanumeric() {
        host -= 1;
    }
    let dotted = bytes[at + 1..at + 1 + host].contains(&b'.');
    (local > 0 && dotted).then(|| Span::new(at - local, at + 1 + host))
}

/// Whether `bytes` end with `word` in any case, and it does not continue a longer word.
fn ends_with_word(bytes: &[u8], word: &str) -> bool {
    let Some(start) = bytes.len().checked_sub(word.len()) else {
        return false;
    };
    bytes[start..].eq_ignore_ascii_case(word.as_bytes())
        && !bytes[..start].last().is_some_and(u8::is_ascii_alphanumeric)
}

fn end_of_address(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    let (mut open, mut closed) = (0_usize, 0_usize);
    while let Some(&byte) = bytes.get(end) {
        if !byte.is_ascii_graphic() || b"<>\"`".contains(&byte) {
            break;
        }
        open += usize::from(byte == b'(');
        closed += usize::from(byte == b')');
        end += 1;
    }
    while end > start {
        match bytes[end - 1] {
            b')' if closed > open => closed -= 1,
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'~' | b']' | b'}' => {}
            _ => break,
        }
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_a_reader_would_end_them() {
        for (text, expected) in [
            (
                "see https://example.org/a_b?c=1&d.",
                &["https://example.org/a_b?c=1&d"][..],
            ),
            (
                "(http://example.org/a_(b)) and",
                &["http://example.org/a_(b)"],
            ),
            ("网址https://example.cn/新闻", &["https://example.cn/"]),
            (
                "www.example.cn, WWW.example.org",
                &["www.example.cn", "WWW.example.org"],
            ),
            (
                "write to press.office@news.example.cn.",
                &["press.office@news.example.cn"],
            ),
            ("https://a@b.example", &["https://a@b.example"]),
            ("a@b.example@c.example", &["a@b.example"]),
            ("3:2, no. 4, @home, a@b, awww.b, http://", &[]),
            ("“https://example.org”", &["https://example.org"]),
        ] {
            let found: Vec<&str> = find(text).iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
            assert!(found.is_empty() || may_contain(text), "{text}");
        }
    }
}
