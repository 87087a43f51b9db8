//! Numerals in Chinese characters or figures, and what English writes for them.

use super::fold::{Folded, fold};

/// The longest numeral, in characters: 二千零二十四.
pub(super) const LONGEST_NUMERAL: usize = 8;

/// Characters of a Chinese numeral, figures among them.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十百千两".contains(c)
}

/// The ending of an ordinal in figures.
pub(super) fn ordinal_ending(value: u32) -> &'static str {
    match (value % 100, value % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// The value of a Chinese numeral or of figures: 二十, 二〇二四, 20.
pub(super) fn numeral_value(text: &str) -> Option<u32> {
    let mut total = 0u32;
    let mut open: Option<u32> = None;
    for Folded { c, .. } in fold(text) {
        let digit = match c {
            '两' => Some(2),
            _ => c.to_digit(10).or_else(|| {
                let place = "〇一二三四五六七八九".chars().position(|digit| digit == c);
                place.or((c == '零').then_some(0)).map(|place| place as u32)
            }),
        };
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                open = Some(open.unwrap_or(0).checked_mul(10)?.checked_add(digit?)?);
                continue;
            }
        };
        total = total.checked_add(open.take().unwrap_or(1).checked_mul(unit)?)?;
    }
    total.checked_add(open.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_values() {
        for (text, value) in [
            ("二十", Some(20)),
            ("十四", Some(14)),
            ("二百零三", Some(203)),
            ("二〇二四", Some(2024)),
            ("２０", Some(20)),
            ("大", None),
        ] {
            assert_eq!(numeral_value(text), value, "{text}");
        }
    }
}
