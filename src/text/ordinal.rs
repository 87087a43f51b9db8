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

/// Numerals in words that machines write for the numbers of congresses and sessions, with their ordinals.
const WORDS: &[(&str, &str)] = &[
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
    ("twenty", "twentieth"),
];

/// The ordinal of a numeral: `20th` of `20`, `Twentieth` of `Twenty`. `None` for what is an ordinal already, for a year, and
/// for words that are not known.
pub fn ordinal(numeral: &str) -> Option<String> {
    let is_count = numeral.len() < YEAR && numeral.bytes().all(|byte| byte.is_ascii_digit());
    if is_count && !numeral.is_empty() {
        return Some(format!("{numeral}{}", ordinal_ending(numeral)));
    }
    let known = WORDS
        .iter()
        .find(|(word, _)| numeral.eq_ignore_ascii_case(word));
    let (_, ordinal) = known?;
    let raised = numeral.starts_with(|c: char| c.is_ascii_uppercase());
    Some(match raised {
        true => format!("{}{}", ordinal[..1].to_ascii_uppercase(), &ordinal[1..]),
        false => (*ordinal).to_owned(),
    })
}

/// The number that a numeral says: of `20`, `20th`, `1,200`, `twenty` and `Twentieth`. `None` for words that are not known,
/// and for fractions.
pub fn numeral_value(numeral: &str) -> Option<u32> {
    let end = numeral
        .find(|c: char| !c.is_ascii_digit() && c != ',')
        .unwrap_or(numeral.len());
    let (figures, rest) = numeral.split_at(end);
    if !figures.is_empty() {
        let whole = rest.bytes().all(|byte| byte.is_ascii_alphabetic());
        return whole.then(|| figures.replace(',', "").parse().ok())?;
    }
    let is = |word: &str| numeral.eq_ignore_ascii_case(word);
    let place = WORDS
        .iter()
        .position(|(word, ordinal)| is(word) || is(ordinal))?;
    Some(place as u32 + 1)
}

/// Whether a word is an ordinal of [`ordinal`]'s, in words.
pub fn is_ordinal_word(word: &str) -> bool {
    WORDS
        .iter()
        .any(|(_, ordinal)| word.eq_ignore_ascii_case(ordinal))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_have_their_values() {
        for (numeral, expected) in [
            ("20", Some(20)),
            ("20th", Some(20)),
            ("1,200", Some(1200)),
            ("3.5", None),
            ("Twenty", Some(20)),
            ("twentieth", Some(20)),
            ("dozen", None),
            ("99999999999", None),
            ("", None),
        ] {
            assert_eq!(numeral_value(numeral), expected, "{numeral}");
        }
    }

    #[test]
    fn only_a_count_has_an_ordinal() {
        for (numeral, expected) in [
            ("20", Some("20th")),
            ("1", Some("1st")),
            ("112", Some("112th")),
            ("103", Some("103rd")),
            ("Twenty", Some("Twentieth")),
            ("five", Some("fifth")),
            ("20th", None),
            ("2022", None),
            ("twentieth", None),
            ("", None),
        ] {
            assert_eq!(ordinal(numeral).as_deref(), expected, "{numeral}");
        }
    }
}
