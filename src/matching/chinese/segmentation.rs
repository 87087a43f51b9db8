//! Whether two characters are a word of their own, or the end of one word and the beginning of the next: 市委 is in 北京市委
//! and not in 城市委员.
//!
//! The characters around a term are cut into the words that are likeliest together. Words and how often they occur are
//! those of jieba's dictionary by Sun Junyi (MIT licence, `words-license.txt`), as far as they are common;
//! `tests/chinese_lists.rs` makes the list. The terms found in the text are words as well.

use fst::Map;

use super::fold::Folded;
use crate::text::is_cjk;

/// Each word with ten times the logarithm of its count.
static WORDS: &[u8] = include_bytes!("words.fst");

/// Ten times the logarithm of all counts together.
const TOTAL: u64 = 179;

/// Ten times the logarithm of the count that a term of the glossary is given.
const TERM: u64 = 46;

/// The longest word of the list, in characters.
const LONGEST: usize = 4;

/// Characters looked at on either side of a term; words further away do not change what is likeliest.
const AROUND: usize = 10;

/// Cuts texts into words.
pub(super) struct Segmentation<'t> {
    words: Option<Map<&'static [u8]>>,
    text: &'t [Folded],
    /// Where terms stand, in the order of their beginnings.
    terms: &'t [(usize, usize)],
}

impl<'t> Segmentation<'t> {
    /// A text with the terms found in it, by their characters, in the order of their beginnings.
    pub(super) fn new(text: &'t [Folded], terms: &'t [(usize, usize)]) -> Self {
        Self {
            words: Map::new(WORDS).ok(),
            text,
            terms,
        }
    }

    /// Whether a term stands as a word: its last character ends a word, or the word that it begins goes on after it, as
    /// 人大 in 人大代表.
    pub(super) fn has(&self, (start, end): (usize, usize)) -> bool {
        let is_chinese = |at: &usize| self.text.get(*at).is_some_and(|folded| is_cjk(folded.c));
        let before = (start.saturating_sub(AROUND)..start).rev();
        let before = before.take_while(is_chinese).count();
        let after = (end..end + AROUND).take_while(is_chinese).count();
        if before == 0 && after == 0 {
            return true;
        }
        let window = (start - before, end + after);
        let (from, to) = self.word_at(window, end - 1);
        to == end || from == start
    }

    /// The word that holds a character, where the window is cut into its likeliest words.
    fn word_at(&self, (first, last): (usize, usize), wanted: usize) -> (usize, usize) {
        let length = last - first;
        // The cost of the best way to each place, and where its last word begins.
        let mut ways: Vec<(u64, usize)> = vec![(u64::MAX, 0); length + 1];
        ways[0] = (0, 0);
        let mut word = String::new();
        for from in 0..length {
            let so_far = ways[from].0;
            let mut enter = |to: usize, cost: u64| {
                if so_far + cost < ways[to].0 {
                    ways[to] = (so_far + cost, from);
                }
            };
            enter(from + 1, TOTAL);
            word.clear();
            for to in from + 1..=length.min(from + LONGEST) {
                word.push(self.text[first + to - 1].c);
                if let Some(count) = self.words.as_ref().and_then(|words| words.get(&word)) {
                    enter(to, TOTAL.saturating_sub(count));
                }
            }
            let begin = self.terms.partition_point(|term| term.0 < first + from);
            let terms = self.terms[begin..].iter();
            for &(_, to) in terms.take_while(|term| term.0 == first + from) {
                if to <= last {
                    enter(to - first, TOTAL - TERM);
                }
            }
        }
        let mut to = length;
        while to > 0 {
            let from = ways[to].1;
            if first + from <= wanted {
                return (first + from, first + to);
            }
            to = from;
        }
        (wanted, wanted + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::chinese::fold::fold;

    #[test]
    fn two_characters_of_two_words_are_no_word() {
        for (text, term, expected) in [
            ("市委", "市委", true),
            ("市委决定", "市委", true),
            ("北京市委", "市委", true),
            ("江门市委书记到会", "市委", true),
            ("清河县委", "县委", true),
            ("“市委”", "市委", true),
            ("城市委员会成立", "市委", false),
            ("由超市委托", "市委", false),
            ("该省委托三方", "省委", false),
            ("本县委派三人", "县委", false),
            ("省委托人到会", "省委", false),
            ("人大代表", "人大", true),
            ("全国人大常委会", "人大", true),
            ("几个人大笑起来", "人大", false),
            ("政协委员", "政协", true),
            ("行政协调会", "政协", false),
            ("共青团委员会", "团委", false),
            ("团委书记", "团委", true),
        ] {
            let folded = fold(text);
            let chars: Vec<char> = folded.iter().map(|folded| folded.c).collect();
            let term: Vec<char> = term.chars().collect();
            let start = chars.windows(2).position(|pair| pair == term).unwrap();
            let terms = [(start, start + 2)];
            let found = Segmentation::new(&folded, &terms).has(terms[0]);
            assert_eq!(found, expected, "{text}");
        }
    }
}
