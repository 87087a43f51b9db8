//! Ordinals in figures.

/// The ending of an ordinal in figures: `st` of `21st`, `th` of `11th`.
pub fn ordinal_ending(figures: &str) -> &'static str {
    match figures.as_bytes() {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    }
}

/// Figures that a year has: `2022 National Congress` counts no congresses.
const YEAR: usize = 4;

/// What a numeral lacks to be an ordinal: `th` of `20`. `None` for one that lacks nothing, and for a year.
pub fn missing_ordinal_ending(numeral: &str) -> Option<&'static str> {
    let is_count = numeral.len() < YEAR && numeral.bytes().all(|byte| byte.is_ascii_digit());
    (is_count && !numeral.is_empty()).then(|| ordinal_ending(numeral))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_count_lacks_an_ending() {
        for (numeral, ending) in [
            ("20", Some("th")),
            ("1", Some("st")),
            ("112", Some("th")),
            ("103", Some("rd")),
            ("20th", None),
            ("2022", None),
            ("twenty", None),
            ("", None),
        ] {
            assert_eq!(missing_ordinal_ending(numeral), ending, "{numeral}");
        }
    }
}
