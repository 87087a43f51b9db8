//! How the capitals of a text differ from those of the form it matches.

/// What was seen, word by word, of the capitals of one mention against its form. Several may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capitals {
    seen: u8,
    /// Words that differ.
    words: u8,
}

/// Small letters of a name that weigh as much as the capitals of one which the form has not.
const NAMED: u32 = 8;

impl Capitals {
    /// A word has a capital fewer than the form: `party` for `Party`.
    pub const LOWERED: Self = Self { seen: 1, words: 1 };
    /// The first word has a first capital that the form has not.
    pub const FIRST_RAISED: Self = Self { seen: 2, words: 0 };
    /// A later word has a first capital that the form has not: `Party Building` for `Party building`.
    pub const RAISED: Self = Self { seen: 4, words: 1 };
    /// A word stands all in capitals that the form writes otherwise.
    pub const SHOUTED: Self = Self { seen: 8, words: 1 };
    /// A word has its capitals at other places: `pARTY`.
    pub const ODD: Self = Self { seen: 16, words: 1 };
    /// A function word (`of`, `and`) has a capital that the form has not.
    pub const FUNCTION_RAISED: Self = Self { seen: 32, words: 1 };

    /// Whether text and form have the same capitals.
    pub fn as_written(self) -> bool {
        self.seen == 0
    }

    /// Whether `other` was seen.
    pub fn has(self, other: Self) -> bool {
        self.seen & other.seen != 0
    }

    /// Whether nothing but `others` was seen.
    pub fn only(self, others: Self) -> bool {
        self.seen & !others.seen == 0
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            seen: self.seen | other.seen,
            words: self.words.saturating_add(other.words),
        }
    }

    /// How far from the form, for choosing the nearest of several forms of the same words. Where the first word has a
    /// capital and another besides, a name is meant: `Municipal Bureau of industry` lacks one.
    pub(super) fn distance(self) -> u32 {
        let named = self.has(Self::FIRST_RAISED) && self.has(Self::RAISED);
        u32::from(self.words) + if named { NAMED } else { 0 }
    }

    /// Compares one word of the text with the form's.
    pub(super) fn of_word(text: &str, form: &str, first: bool) -> Self {
        if text == form {
            return Self::default();
        }
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        let mut expected = form.chars().filter(|c| c.is_alphabetic());
        let (text_first, form_first) = (letters.next(), expected.next());
        let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let rest: Vec<bool> = letters.map(char::is_uppercase).collect();
        let form_rest: Vec<bool> = expected.map(char::is_uppercase).collect();
        // Number and possession may make the text longer; only the common part is compared.
        let common = rest.len().min(form_rest.len());
        let same_rest = rest[..common] == form_rest[..common];
        if same_rest {
            return match (upper(text_first), upper(form_first)) {
                (true, false) if is_function_word(form) && !first => Self::FUNCTION_RAISED,
                (true, false) if first => Self::FIRST_RAISED,
                (true, false) => Self::RAISED,
                (false, true) => Self::LOWERED,
                _ => Self::default(),
            };
        }
        let all = |flags: &[bool]| flags.iter().all(|&upper| upper);
        if upper(text_first) && all(&rest) {
            Self::SHOUTED
        } else if form_rest
            .iter()
            .zip(&rest)
            .any(|(&form, &text)| form && !text)
        {
            Self::LOWERED
        } else {
            Self::ODD
        }
    }
}

/// Words that title case leaves small.
fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "by"
            | "for"
            | "from"
            | "in"
            | "into"
            | "of"
            | "on"
            | "or"
            | "the"
            | "to"
            | "under"
            | "with"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_against_its_form() {
        for (text, form, first, expected) in [
            ("Party", "Party", false, Capitals::default()),
            ("party", "Party", false, Capitals::LOWERED),
            ("Building", "building", false, Capitals::RAISED),
            ("Building", "building", true, Capitals::FIRST_RAISED),
            ("PARTY", "Party", false, Capitals::SHOUTED),
            ("Of", "of", false, Capitals::FUNCTION_RAISED),
            ("pARTY", "Party", false, Capitals::ODD),
            ("Committees", "Committee", false, Capitals::default()),
            ("Npc", "NPC", false, Capitals::LOWERED),
        ] {
            assert_eq!(
                Capitals::of_word(text, form, first),
                expected,
                "{text} against {form}"
            );
        }
    }
}
