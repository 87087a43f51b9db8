//! The same word with another ending: the adjective for its noun, or the noun for its adjective.
//!
//! English may have either before a noun, so by itself it proves nothing; the judge asks that all else of a name stands.

/// Letters that two words of one stem share at least: `Chin`.
const STEM: usize = 4;

/// Endings that make an adjective of a noun, and those that the noun may have instead.
const ADJECTIVES: [&str; 12] = [
    "al", "an", "ary", "ative", "ese", "ial", "ian", "ic", "ical", "ist", "ive", "ory",
];
const NOUNS: [&str; 8] = ["", "a", "ation", "e", "ion", "ism", "s", "y"];

/// Whether one of two folded words is the adjective of the other: `Chinese` and `China`.
pub(super) fn is_other_ending(one: &str, other: &str) -> bool {
    is_adjective_of(one, other) || is_adjective_of(other, one)
}

fn is_adjective_of(adjective: &str, noun: &str) -> bool {
    let pairs = adjective.bytes().zip(noun.bytes());
    let same = pairs.take_while(|(one, other)| one == other && one.is_ascii());
    // Both may begin their endings with the same letters: `regulation`, `regulatory`.
    (STEM..=same.count())
        .any(|stem| ADJECTIVES.contains(&&adjective[stem..]) && NOUNS.contains(&&noun[stem..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_adjective_and_its_noun_differ_in_their_endings() {
        for (one, other) in [
            ("chinese", "china"),
            ("political", "politics"),
            ("cultural", "culture"),
            ("disciplinary", "discipline"),
            ("socialism", "socialist"),
            ("regulatory", "regulation"),
            ("industrial", "industry"),
        ] {
            assert!(is_other_ending(one, other), "{one} {other}");
            assert!(is_other_ending(other, one), "{other} {one}");
        }
    }

    #[test]
    fn a_person_a_number_and_another_body_are_no_other_ending() {
        for (one, other) in [
            ("minister", "ministry"),
            ("committee", "commission"),
            ("procurator", "procuratorate"),
            ("community", "communist"),
            ("secretariat", "secretary"),
            ("party", "parties"),
        ] {
            assert!(!is_other_ending(one, other), "{one} {other}");
        }
    }
}
