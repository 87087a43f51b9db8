//! Small words that hold a term together and do not say what it names.

/// Whether a folded word is an article, a preposition or a conjunction.
pub(super) fn is_connective(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "by"
            | "during"
            | "for"
            | "from"
            | "in"
            | "into"
            | "of"
            | "on"
            | "or"
            | "over"
            | "the"
            | "through"
            | "to"
            | "toward"
            | "towards"
            | "under"
            | "upon"
            | "with"
            | "within"
    )
}

/// Whether a folded word is an article, which comes and goes without harm.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}
