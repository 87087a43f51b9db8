#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the word list is read, and with `SCOWL` written, as a file"
)]
//! The list of English words that the near search knows.
//!
//! It is made of SCOWL, the Spell Checker Oriented Word Lists by Kevin Atkinson, up to level 60, American and British, as
//! Debian's package `scowl` has them. This writes it anew:
//!
//! ```sh
//! SCOWL=/usr/share/dict/scowl cargo test --test word_list
//! ```

use std::collections::BTreeMap;
use std::fs;

use fst::{Map, MapBuilder};

const LIST: &str = "src/matching/near/english.fst";

/// SCOWL's levels, the commonest words first; the value of a word is the place of its level here.
const LEVELS: [&str; 7] = ["10", "20", "35", "40", "50", "55", "60"];

const VARIETIES: [&str; 4] = ["english", "american", "british", "british_z"];

const KINDS: [&str; 4] = ["words", "upper", "proper-names", "contractions"];

#[test]
fn the_list_knows_english_words_and_nothing_else() {
    if let Ok(folder) = std::env::var("SCOWL") {
        write_list(&folder);
    }
    let list = Map::new(fs::read(LIST).unwrap()).unwrap();
    assert!(list.len() > 60_000, "{} words", list.len());
    for (word, level) in [("the", 0), ("committee", 1), ("labour", 0), ("beijing", 4)] {
        let found = list.get(word);
        assert!(
            found.is_some_and(|found| found <= level + 2),
            "{word}: {found:?}"
        );
    }
    for word in ["comission", "committe", "jiangmen", "party's", "Party", ""] {
        assert_eq!(list.get(word), None, "{word}");
    }
}

fn write_list(folder: &str) {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for (value, level) in LEVELS.iter().enumerate() {
        for variety in VARIETIES {
            for kind in KINDS {
                let Ok(bytes) = fs::read(format!("{folder}/{variety}-{kind}.{level}")) else {
                    continue;
                };
                // The lists are in Latin-1.
                let text: String = bytes.into_iter().map(char::from).collect();
                for word in text.lines() {
                    let word = word.to_lowercase();
                    let word = word.strip_suffix("'s").unwrap_or(&word);
                    if word.chars().count() > 1 {
                        words.entry(word.to_owned()).or_insert(value as u64);
                    }
                }
            }
        }
    }
    let mut list = MapBuilder::memory();
    for (word, level) in words {
        list.insert(word, level).unwrap();
    }
    fs::write(LIST, list.into_inner().unwrap()).unwrap();
}
