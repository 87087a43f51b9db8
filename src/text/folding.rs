//! The form in which words are compared: case, width, apostrophes and dashes made equal.

use unicode_normalization::UnicodeNormalization;

use super::{is_apostrophe, is_dash, is_invisible, is_space};

/// Appends the comparison form of one word to `folded`.
///
/// Compatibility variants are decomposed (NFKC), letters become lower case, apostrophes straight, dashes hyphens;
/// invisible characters vanish.
pub fn fold_word(word: &str, folded: &mut String) {
    folded.reserve(word.len());
    if word.is_ascii() {
        let start = folded.len();
        folded.push_str(word);
        folded[start..].make_ascii_lowercase();
        return;
    }
    // Nearly all others are ASCII but for a curly apostrophe.
    if word.chars().all(|c| c.is_ascii() || c == '\u{2019}') {
        let straight = |c: char| {
            if c.is_ascii() {
                c.to_ascii_lowercase()
            } else {
                '\''
            }
        };
        folded.extend(word.chars().map(straight));
        return;
    }
    for c in word.chars().filter(|&c| !is_invisible(c)).nfkc() {
        if is_apostrophe(c) {
            folded.push('\'');
        } else if is_dash(c) {
            folded.push('-');
        } else {
            folded.extend(c.to_lowercase());
        }
    }
}

/// The comparison form of a whole wording: words folded as by [`fold_word`], white space as single spaces.
///
/// Two wordings that a reader would call the same, capitals and typography aside, have the same key.
pub fn comparison_key(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) && !text.contains("  ")
    {
        return text.trim().to_ascii_lowercase();
    }
    let mut key = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        fold_word(word, &mut key);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_case_compare_equal() {
        for (left, right) in [
            ("People’s  Congress", "people's congress"),
            ("High‑quality", "high-quality"),
            ("Ｐａｒｔｙ\u{A0}School", "party school"),
            ("co\u{AD}operation", "cooperation"),
            ("ﬁve", "five"),
        ] {
            assert_eq!(comparison_key(left), comparison_key(right), "{left}");
        }
    }
}
