//! What near matching must know of each word of the glossary, worked out once.

use serde::{Deserialize, Serialize};

use super::connectives::Kind;
use crate::matching::flat::{self, Flat};
use crate::matching::inflection::plural;
use crate::matching::vocabulary::{Vocabulary, WordId};

/// What is known of a word of the glossary.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    kind: Kind,
    /// Its plural, where that is a word of the glossary too.
    plural: WordId,
}

impl Flat for Entry {
    const WIDTH: usize = 2;

    fn write(&self, row: &mut [u32]) {
        row.copy_from_slice(&[self.kind as u32, self.plural.0]);
    }

    fn read(row: &[u32]) -> Self {
        let kinds = [Kind::Connective, Kind::Article];
        let kind = kinds.into_iter().find(|&kind| kind as u32 == row[0]);
        Self {
            kind: kind.unwrap_or_default(),
            plural: WordId(row[1]),
        }
    }
}

/// Every word of the glossary by its number.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Lexicon {
    #[serde(with = "flat")]
    entries: Vec<Entry>,
}

impl Lexicon {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let entry = |number: usize| {
            let word = vocabulary.word(WordId(number as u32));
            Entry {
                kind: Kind::of(word),
                plural: plural(word).map_or(WordId::NONE, |many| vocabulary.get(&many)),
            }
        };
        Self {
            entries: (0..vocabulary.len()).map(entry).collect(),
        }
    }

    /// What a word does in a term.
    #[inline]
    pub(super) fn kind(&self, word: WordId) -> Kind {
        self.entries[word.0 as usize].kind
    }

    /// The plural of a word, where it is a word of the glossary too.
    #[inline]
    pub(super) fn plural(&self, word: WordId) -> WordId {
        self.entries[word.0 as usize].plural
    }

    /// Whether one of two words is the plural of the other.
    pub(super) fn is_other_number(&self, one: WordId, other: WordId) -> bool {
        one.is_known()
            && other.is_known()
            && one != other
            && (self.plural(one) == other || self.plural(other) == one)
    }
}

/// The words of the glossary that a folded word which is not among them is the plural or the singular of.
pub(super) fn other_numbers(folded: &str, vocabulary: &Vocabulary) -> [WordId; 2] {
    let many = plural(folded).map_or(WordId::NONE, |many| vocabulary.get(&many));
    let stems = [
        folded.strip_suffix('s').map(str::to_owned),
        folded.strip_suffix("es").map(str::to_owned),
        folded.strip_suffix("ies").map(|stem| format!("{stem}y")),
        folded.strip_suffix("men").map(|stem| format!("{stem}man")),
    ];
    let is_one = |stem: &String| plural(stem).is_some_and(|many| many == folded);
    let mut ones = stems.into_iter().flatten().filter(is_one);
    let one = ones.find_map(|stem| Some(vocabulary.get(&stem)).filter(|word| word.is_known()));
    [many, one.unwrap_or_default()]
}
