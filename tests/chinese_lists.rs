#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the lists are read, and with a source written, as files"
)]
//! The lists that Chinese terms are found with: Simplified characters for Traditional ones, and common words.
//!
//! The first is made of `TSCharacters.txt` of OpenCC (Apache License 2.0), the second of `dict.txt` of jieba 0.42.1 (MIT).
//! This writes them anew:
//!
//! ```sh
//! OPENCC=TSCharacters.txt JIEBA=dict.txt cargo test --test chinese_lists
//! ```

use std::collections::BTreeMap;
use std::fs;

use fst::{Map, MapBuilder};

const SIMPLIFIED: &str = "src/matching/chinese/simplified.txt";
const WORDS: &str = "src/matching/chinese/words.fst";

/// The counts from which on words of one, two, three and four characters are in the list.
const COMMON: [f64; 4] = [10.0, 80.0, 100.0, 200.0];

#[test]
fn traditional_characters_are_known() {
    if let Ok(path) = std::env::var("OPENCC") {
        write_characters(&path);
    }
    let list = fs::read_to_string(SIMPLIFIED).unwrap();
    let known: BTreeMap<char, char> = list
        .lines()
        .map(|line| {
            let mut pair = line.chars();
            (pair.next().unwrap(), pair.next().unwrap())
        })
        .collect();
    assert!(known.len() > 2_900, "{} characters", known.len());
    for (traditional, simplified) in "國国黨党書书縣县務务會会"
        .chars()
        .zip("国国党党书书县县务务会会".chars())
    {
        let found = known.get(&traditional).copied().unwrap_or(traditional);
        assert_eq!(found, simplified);
    }
}

#[test]
fn common_words_are_known() {
    if let Ok(path) = std::env::var("JIEBA") {
        write_words(&path);
    }
    let list = Map::new(fs::read(WORDS).unwrap()).unwrap();
    assert!(list.len() > 20_000, "{} words", list.len());
    assert!(list.get("城市") > list.get("市委"));
    for word in ["委员", "书记", "国务院", "人大代表", "市"] {
        assert!(list.get(word).is_some(), "{word}");
    }
    for word in ["市委员", "務", "committee", ""] {
        assert_eq!(list.get(word), None, "{word}");
    }
}

fn write_characters(path: &str) {
    let mut known: BTreeMap<char, char> = BTreeMap::new();
    let text = fs::read_to_string(path).unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let (Some(from), Some(to)) = (words.next(), words.next()) else {
            continue;
        };
        let (from, to) = (from.chars().next().unwrap(), to.chars().next().unwrap());
        // Characters beyond the basic plane are rare forms.
        if from != to && from.len_utf8() == 3 && to.len_utf8() == 3 {
            known.insert(from, to);
        }
    }
    // What a character becomes must not become another.
    let once = known.clone();
    for to in known.values_mut() {
        *to = once.get(to).copied().unwrap_or(*to);
    }
    let lines = known.iter().map(|(from, to)| format!("{from}{to}\n"));
    fs::write(SIMPLIFIED, lines.collect::<String>()).unwrap();
}

fn write_words(path: &str) {
    let is_chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let simplified = fs::read_to_string(SIMPLIFIED).unwrap();
    let traditional: String = simplified
        .lines()
        .filter_map(|line| line.chars().next())
        .collect();
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let mut fields = line.split_whitespace();
        let (Some(word), Some(count)) = (fields.next(), fields.next()) else {
            continue;
        };
        let count: f64 = count.parse().unwrap();
        let least = COMMON.get(word.chars().count() - 1);
        let is_plain = word
            .chars()
            .all(|c| is_chinese(c) && !traditional.contains(c));
        if is_plain && least.is_some_and(|&least| count >= least) {
            words.insert(word.to_owned(), (10.0 * count.ln()).round() as u64);
        }
    }
    let mut list = MapBuilder::memory();
    for (word, count) in words {
        list.insert(word, count).unwrap();
    }
    fs::write(WORDS, list.into_inner().unwrap()).unwrap();
}
