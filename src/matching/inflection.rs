//! The plural of a noun, and which word of a term is the noun.

/// Plurals that no rule gives.
const IRREGULAR: &[(&str, &str)] = &[
    ("child", "children"),
    ("criterion", "criteria"),
    ("foot", "feet"),
    ("goose", "geese"),
    ("man", "men"),
    ("person", "people"),
    ("phenomenon", "phenomena"),
    ("woman", "women"),
];

/// Words before which the head of a term ends: `secretary of …`, `office for …`.
pub(super) fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "about"
            | "after"
            | "against"
            | "among"
            | "at"
            | "before"
            | "between"
            | "by"
            | "directly"
            | "during"
            | "for"
            | "from"
            | "in"
            | "into"
            | "of"
            | "on"
            | "over"
            | "through"
            | "to"
            | "toward"
            | "towards"
            | "under"
            | "via"
            | "with"
            | "within"
    )
}

/// The plural of a folded noun; `None` for a word that seems to be one already, or has none.
pub(super) fn plural(noun: &str) -> Option<String> {
    let last = noun.chars().last()?;
    if !last.is_ascii_alphabetic() {
        return None;
    }
    for &(one, many) in IRREGULAR {
        // `spokesman` goes as `man` does.
        if let Some(stem) = noun.strip_suffix(one)
            && (stem.is_empty() || one.ends_with("man"))
            && noun != "human"
        {
            return Some(format!("{stem}{many}"));
        }
    }
    if ["men", "people", "children", "geese", "criteria"]
        .iter()
        .any(|end| noun.ends_with(end))
    {
        return None;
    }
    let ends = |end: &str| noun.ends_with(end);
    if ends("ss") || ends("us") || ends("x") || ends("z") || ends("ch") || ends("sh") {
        return Some(format!("{noun}es"));
    }
    if last == 's' {
        return None;
    }
    if let Some(stem) = noun.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return Some(format!("{stem}ies"));
    }
    Some(format!("{noun}s"))
}

/// The nouns of which a folded word may be the plural.
pub(super) fn singulars(word: &str) -> impl Iterator<Item = String> {
    let irregular = IRREGULAR.iter().filter_map(|&(one, many)| {
        let stem = word.strip_suffix(many)?;
        Some(format!("{stem}{one}"))
    });
    let regular = [("ies", "y"), ("es", ""), ("s", "")]
        .into_iter()
        .filter_map(|(many, one)| Some(format!("{}{one}", word.strip_suffix(many)?)));
    irregular
        .chain(regular)
        .filter(move |noun| plural(noun).as_deref() == Some(word))
}

/// Which of the folded words of a term is its head noun: the last before the first preposition.
pub(super) fn head<'w>(words: impl Iterator<Item = &'w str>) -> usize {
    let mut head = 0;
    for (index, word) in words.enumerate() {
        if index > 0 && is_preposition(word) {
            break;
        }
        head = index;
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (one, many) in [
            ("committee", Some("committees")),
            ("secretary", Some("secretaries")),
            ("congress", Some("congresses")),
            ("branch", Some("branches")),
            ("spokesperson", Some("spokespersons")),
            ("chairman", Some("chairmen")),
            ("person", Some("people")),
            ("mayor", Some("mayors")),
            ("affairs", None),
            ("people", None),
            ("2035", None),
            ("npc", Some("npcs")),
        ] {
            assert_eq!(plural(one).as_deref(), many, "{one}");
        }
    }

    #[test]
    fn singulars_are_those_whose_plural_a_word_is() {
        for (many, one) in [
            ("fortresses", Some("fortress")),
            ("responsibilities", Some("responsibility")),
            ("houses", Some("house")),
            ("forts", Some("fort")),
            ("chairmen", Some("chairman")),
            ("fortress", None),
            ("work", None),
        ] {
            let found: Vec<String> = singulars(many).collect();
            match one {
                Some(one) => assert!(found.iter().any(|found| found == one), "{many}: {found:?}"),
                None => assert!(found.is_empty(), "{many}: {found:?}"),
            }
        }
    }

    #[test]
    fn the_head_stands_before_the_first_preposition() {
        for (term, expected) in [
            ("deputy secretary of the party committee", 1),
            ("leading group", 1),
            ("office for rural affairs", 0),
            ("national people's congress", 2),
        ] {
            assert_eq!(head(term.split(' ')), expected, "{term}");
        }
    }
}
