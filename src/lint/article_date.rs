//! The date that an article gives itself.

use crate::documents::Document;
use crate::glossary::Date;

/// How far from the beginning of a file its date is looked for, in bytes.
const HEAD: usize = 2000;

/// The first date in figures near the beginning of a file (`2023-02-15`), as front matter, page headers and feeds write
/// it. `None` where there is none.
pub(super) fn article_date(document: &Document) -> Option<Date> {
    let text = &document.parts()[0].text;
    let bytes = &text.as_bytes()[..text.len().min(HEAD)];
    bytes.windows(10).enumerate().find_map(|(at, window)| {
        let shape = window.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        let digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        if !shape || digit(at.checked_sub(1)) || digit(Some(at + 10)) {
            return None;
        }
        std::str::from_utf8(window).ok()?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Format, read_str};

    #[test]
    fn dates_in_figures_are_found_at_the_top() {
        for (text, expected) in [
            ("date 2023-02-15 The meeting", Some("2023-02-15")),
            ("---\ndate: 2019-12-31\n---\nText", Some("2019-12-31")),
            ("No. 12023-02-15", None),
            ("2023-13-45 then 2021-01-02", Some("2021-01-02")),
            ("短", None),
        ] {
            let document = read_str("a.txt", text, Format::Text);
            let found = article_date(&document).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
