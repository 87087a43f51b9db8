//! The date that an article gives itself.

use crate::documents::Document;
use crate::glossary::Date;

/// How far from the beginning of a file its date is looked for, in bytes.
const HEAD: usize = 2000;

/// The same for a date in words, which further down is that of some event.
const WORDS_HEAD: usize = 400;

/// The first date in figures near the beginning of a file (`2023-02-15`), as front matter, page headers and feeds write
/// it; else the first in words or Chinese in its first lines (`February 15, 2023`, `15 Feb. 2023`, `2023年2月15日`).
/// `None` where there is none.
pub(super) fn article_date(document: &Document) -> Option<Date> {
    let text = &document.parts()[0].text;
    in_figures(text).or_else(|| in_words(head(text, WORDS_HEAD)))
}

fn in_figures(text: &str) -> Option<Date> {
    let bytes = &text.as_bytes()[..text.len().min(HEAD)];
    bytes.windows(10).enumerate().find_map(|(at, window)| {
        let shape = window.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => matches!(byte, b'-' | b'/' | b'.') && window[4] == window[7],
            _ => byte.is_ascii_digit(),
        });
        let digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        if !shape || digit(at.checked_sub(1)) || digit(Some(at + 10)) {
            return None;
        }
        let written = std::str::from_utf8(window).ok()?;
        written.replace(['/', '.'], "-").parse().ok()
    })
}

/// A day, a month and a year in any order that English has, or in Chinese.
fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let english = words.windows(3).find_map(|three| {
        let (month, day) = match (month(three[0]), month(three[1])) {
            (Some(month), _) => (month, three[1]),
            (_, Some(month)) => (month, three[0]),
            _ => return None,
        };
        let day = day.trim_end_matches(char::is_alphabetic);
        date(three[2], month, day.parse().ok()?)
    });
    english.or_else(|| {
        words.iter().find_map(|word| {
            let (year, rest) = word.split_once('年')?;
            let (month, rest) = rest.split_once('月')?;
            let year = year.get(year.len().checked_sub(4)?..)?;
            date(
                year,
                month.parse().ok()?,
                rest.split_once('日')?.0.parse().ok()?,
            )
        })
    })
}

fn date(year: &str, month: u8, day: u8) -> Option<Date> {
    (year.len() == 4)
        .then(|| format!("{year}-{month:02}-{day:02}").parse().ok())
        .flatten()
}

/// The number of a month by its name, cut short or not.
fn month(name: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let folded = name.to_ascii_lowercase();
    let found = MONTHS
        .iter()
        .position(|month| *month == folded || folded.len() >= 3 && month.starts_with(&folded))?;
    Some(found as u8 + 1)
}

/// The first bytes of a text, to the end of a character.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Format, read_str};

    #[test]
    fn dates_are_found_at_the_top() {
        let far = format!("{} on 15 February 2019", "word ".repeat(100));
        for (text, expected) in [
            ("date 2023-02-15 The meeting", Some("2023-02-15")),
            ("---\ndate: 2019-12-31\n---\nText", Some("2019-12-31")),
            ("No. 12023-02-15", None),
            ("2023-13-45 then 2021-01-02", Some("2021-01-02")),
            ("Time: 2023/02/15", Some("2023-02-15")),
            ("2023.02.15 The meeting", Some("2023-02-15")),
            ("2023-02.15", None),
            ("BEIJING, Feb. 15, 2023 -- The meeting", Some("2023-02-15")),
            ("Updated: 15 February 2023", Some("2023-02-15")),
            ("February 15th, 2023", Some("2023-02-15")),
            ("发布时间:2023年2月15日", Some("2023-02-15")),
            ("On February 15 the 2023 meeting", None),
            ("May 32, 2023 and a march", None),
            (far.as_str(), None),
            ("短", None),
        ] {
            let document = read_str("a.txt", text, Format::Text);
            let found = article_date(&document).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
