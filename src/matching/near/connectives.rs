//! Small words that hold a term together and do not say what it names.

/// What a word does in a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// It says what the term names.
    #[default]
    Content,
    /// A preposition or a conjunction.
    Connective,
    /// An article, which comes and goes without harm.
    Article,
}

impl Kind {
    /// The kind of a folded word.
    pub(super) fn of(word: &str) -> Self {
        match word {
            "a" | "an" | "the" => Self::Article,
            "and" | "as" | "at" | "by" | "during" | "for" | "from" | "in" | "into" | "of"
            | "on" | "or" | "over" | "through" | "to" | "toward" | "towards" | "under" | "upon"
            | "with" | "within" => Self::Connective,
            _ => Self::Content,
        }
    }

    /// Whether a word only holds the term together: an article, a preposition or a conjunction.
    pub(super) fn is_connective(self) -> bool {
        self != Self::Content
    }
}
