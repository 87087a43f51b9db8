//! Ordinary English words: what is one is not the misspelling of another.
//!
//! The list is made of SCOWL; `english-words-license.txt` beside it has its licence, `tests/word_list.rs` makes it. It is
//! read as it lies in the program, so it costs nothing before the first look-up.

use fst::Map;

static LIST: &[u8] = include_bytes!("english.fst");

/// The list of English words.
#[derive(Debug)]
pub(super) struct English {
    list: Option<Map<&'static [u8]>>,
}

/// Words of the two commonest levels, which stand beside one another in any order in any text.
const COMMON: u64 = 1;

impl English {
    pub(super) fn new() -> Self {
        Self {
            list: Map::new(LIST).ok(),
        }
    }

    /// Whether a folded word is English; a possessive ending is no matter.
    pub(super) fn has(&self, folded: &str) -> bool {
        self.level(folded).is_some()
    }

    /// Whether a folded word is among the commonest.
    pub(super) fn is_common(&self, folded: &str) -> bool {
        self.level(folded).is_some_and(|level| level <= COMMON)
    }

    /// Whether a folded word is one of the few thousand of every day.
    pub(super) fn is_everyday(&self, folded: &str) -> bool {
        self.level(folded) == Some(0)
    }

    fn level(&self, folded: &str) -> Option<u64> {
        let word = folded.strip_suffix("'s").unwrap_or(folded);
        self.list.as_ref()?.get(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_and_misspellings_are_not() {
        let english = English::new();
        assert!(english.has("commission") && english.has("people's") && english.has("labour"));
        assert!(!english.has("comission") && !english.has(""));
        assert!(english.is_common("work") && !english.is_common("procuratorate"));
    }
}
