//! Capitals: of the first word, and of a title.

/// Whether all longer words have capitals.
pub(super) fn has_title_case(words: &str) -> bool {
    let mut long = words
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .peekable();
    long.peek().is_some() && long.all(|word| word.starts_with(char::is_uppercase))
}

/// The same words as a title has them, small ones but the first as they are.
pub(super) fn title_case(words: &str) -> String {
    const SMALL: [&str; 12] = [
        "a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to",
    ];
    let raised = |(index, word): (usize, &str)| {
        if index > 0 && SMALL.contains(&word) {
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

/// The same words with a first capital.
pub(super) fn raise_first(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
