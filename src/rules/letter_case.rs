//! Capitals: of the first word, and of a title.

/// Whether all longer words have capitals.
pub(super) fn has_title_case(words: &str) -> bool {
    let mut long = words
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .peekable();
    long.peek().is_some() && long.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a title writes a word small, unless it is the first.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "at"
            | "by"
            | "for"
            | "in"
            | "of"
            | "on"
            | "or"
            | "the"
            | "to"
            | "with"
    )
}

/// The same words as a title has them, small ones but the first as they are.
pub(super) fn title_case(words: &str) -> String {
    let raised = |(index, word): (usize, &str)| {
        if index > 0 && is_small(word) {
            word.to_owned()
        } else {
            raise_first(word)
        }
    };
    words
        .split(' ')
        .enumerate()
        .map(raised)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Words that begin the title of a law or a document.
const TITLES: [&str; 14] = [
    "Act",
    "Code",
    "Decision",
    "Guidelines",
    "Law",
    "Measures",
    "Notice",
    "Opinions",
    "Outline",
    "Plan",
    "Provisions",
    "Regulations",
    "Resolution",
    "Rules",
];

/// Words of a title that are looked at, back from a mention in it.
const TITLE_LENGTH: usize = 24;

/// Whether what follows a text stands in the title that the text ends in: `the Law on Deputies to the`.
pub(super) fn is_in_title(before: &str) -> bool {
    let mut words = before.trim_end().rsplit([' ', '\n']).take(TITLE_LENGTH);
    let mut small = false;
    words.find_map(|word| {
        let is_raised = word.starts_with(char::is_uppercase);
        let plain = word
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’'));
        // `Law on`: the title noun is followed by a small word.
        let found = small && TITLES.contains(&word);
        let goes_on = plain && (is_raised || is_small(word));
        small = is_small(word);
        (found || !goes_on).then_some(found)
    }) == Some(true)
}

/// The same words with a first capital.
pub(super) fn raise_first(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
