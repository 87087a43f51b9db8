//! Names of people in pinyin: a surname, and a given name in one word, with a hyphen, or in two words.

use super::marks::{self, eight, first_bytes, letters_at_front};
use crate::text::Span;

/// A person's name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonName {
    /// The bytes of the text.
    pub span: Span,
    /// The bytes of the surname.
    pub surname: Span,
    /// Its letters in lower case, without spaces, hyphens and apostrophes.
    pub key: String,
    /// Whether the given name is made of syllables of pinyin; a misspelt one may not be.
    pub is_pinyin: bool,
}

/// Surnames, in alphabetical order.
const SURNAMES: &[&str] = &[
    "Bai", "Bao", "Bi", "Bian", "Cai", "Cao", "Cen", "Chang", "Chen", "Cheng", "Chu", "Cui", "Dai",
    "Deng", "Ding", "Dong", "Dou", "Du", "Duan", "Fan", "Fang", "Feng", "Fu", "Gan", "Gao", "Ge",
    "Geng", "Gong", "Gu", "Guan", "Guo", "Han", "Hao", "He", "Hong", "Hou", "Hu", "Hua", "Huang",
    "Huo", "Ji", "Jia", "Jiang", "Jiao", "Jin", "Kang", "Ke", "Kong", "Lai", "Lan", "Lei", "Li",
    "Lian", "Liang", "Liao", "Lin", "Ling", "Liu", "Long", "Lou", "Lu", "Luo", "Lyu", "Ma", "Mao",
    "Mei", "Meng", "Miao", "Mo", "Mu", "Ni", "Nie", "Niu", "Ou", "Ouyang", "Pan", "Pang", "Pei",
    "Peng", "Qi", "Qian", "Qiao", "Qin", "Qiu", "Qu", "Ren", "Rong", "Ruan", "Shang", "Shao",
    "Shen", "Sheng", "Shi", "Shu", "Si", "Sima", "Situ", "Song", "Su", "Sui", "Sun", "Tan", "Tang",
    "Tao", "Tian", "Tong", "Tu", "Wan", "Wang", "Wei", "Wen", "Weng", "Wu", "Xi", "Xia", "Xiang",
    "Xiao", "Xie", "Xin", "Xing", "Xiong", "Xu", "Xue", "Yan", "Yang", "Yao", "Ye", "Yi", "Yin",
    "Ying", "You", "Yu", "Yuan", "Yue", "Yun", "Zang", "Zeng", "Zha", "Zhan", "Zhang", "Zhao",
    "Zheng", "Zhong", "Zhou", "Zhu", "Zhuang", "Zhuo", "Zou", "Zuo",
];

/// The same as numbers, the first letter the highest byte.
static SURNAME_KEYS: [u64; SURNAMES.len()] = {
    let mut keys = [0; SURNAMES.len()];
    let mut index = 0;
    while index < keys.len() {
        let letters = SURNAMES[index].as_bytes();
        let mut at = 0;
        while at < letters.len() {
            keys[index] |= (letters[at] as u64) << (56 - 8 * at);
            at += 1;
        }
        index += 1;
    }
    keys
};

/// The longest given name, in letters.
const LONGEST_GIVEN: usize = 14;

/// Every name in a text, in order.
pub fn person_names(text: &str) -> Vec<PersonName> {
    let bytes = text.as_bytes();
    let mut names: Vec<PersonName> = Vec::new();
    for start in (0..bytes.len()).step_by(64) {
        let capitals = marks::capitals(&window(&bytes[start..]));
        // A surname of two to six letters and a space; what follows the last of them is in the next window.
        let followed = (3..=8).fold(u64::MAX << 56, |all, width| all | capitals >> width);
        let mut firsts = capitals & followed;
        while firsts != 0 {
            let at = start + firsts.trailing_zeros() as usize;
            firsts &= firsts - 1;
            let inside = names.last().is_some_and(|name| at < name.span.end());
            if !inside && may_be_surname(bytes, at) {
                names.extend(name_at(text, at));
            }
        }
    }
    names
}

/// The first bytes, zeros after the end.
fn window(bytes: &[u8]) -> marks::Window {
    bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 64];
        padded[..bytes.len()].copy_from_slice(bytes);
        padded
    })
}

/// Whether the word at a byte is a surname that a capital follows; nearly all words that have a capital end here.
fn may_be_surname(bytes: &[u8], at: usize) -> bool {
    let first = eight(bytes, at);
    let length = letters_at_front(first);
    if length == 8 {
        return false;
    }
    let follows = match (first >> (8 * length)) as u8 {
        b' ' | b'\n' => {
            let next = bytes.get(at + length + 1);
            next.is_some_and(u8::is_ascii_uppercase)
        }
        // The first byte of a no-break space.
        0xC2 => true,
        _ => false,
    };
    let continues =
        |&before: &u8| before.is_ascii_alphanumeric() || before >= 0x80 || before == b'-';
    let surname = first_bytes(first, length).swap_bytes();
    follows
        && SURNAME_KEYS.binary_search(&surname).is_ok()
        && !at
            .checked_sub(1)
            .is_some_and(|before| continues(&bytes[before]))
}

fn name_at(text: &str, at: usize) -> Option<PersonName> {
    let surname = word(text, at)?;
    let given_at = after_space(text, surname.end())?;
    let given = word(text, given_at)?;
    let first = given.of(text);
    if !first.starts_with(|c: char| c.is_ascii_uppercase())
        || first.len() > LONGEST_GIVEN
        || first.len() < 2
        // `Hong KONG`.
        || first.as_bytes()[1].is_ascii_uppercase()
    {
        return None;
    }
    let mut letters = first.to_ascii_lowercase();
    let mut end = given.end();
    let short = syllables(&letters) == Some(1);
    // `Zhong-qiang`, `Zhong Qiang`.
    if text[end..].starts_with('-') {
        let second = word(text, end + 1).filter(|_| short)?;
        letters.push_str(&second.of(text).to_ascii_lowercase());
        end = second.end();
    } else if short
        && let Some(second) = after_space(text, end).and_then(|at| word(text, at))
        && second
            .of(text)
            .starts_with(|c: char| c.is_ascii_uppercase())
        && syllables(&second.of(text).to_ascii_lowercase()) == Some(1)
        && !text[second.end()..].starts_with('-')
        && !begins_a_name(text, second)
    {
        letters.push_str(&second.of(text).to_ascii_lowercase());
        end = second.end();
    }
    // The apostrophe of a syllable, as in `Xi'an`, but not of a possessive.
    let rest = &text[end..];
    let mark = rest.chars().next().filter(|c| matches!(c, '\'' | '’'));
    if let Some(mark) = mark
        && let Some(second) = word(text, end + mark.len_utf8())
        && second.of(text) != "s"
    {
        letters.push_str(&second.of(text).to_ascii_lowercase());
        end = second.end();
    }
    let is_pinyin = is_pinyin(&letters);
    let key = format!("{} {letters}", surname.of(text).to_ascii_lowercase());
    Some(PersonName {
        span: Span::new(at, end),
        surname,
        key,
        is_pinyin,
    })
}

/// Whether a word is the surname of the next name: `Yang Yang Wang Wei`.
fn begins_a_name(text: &str, second: Span) -> bool {
    let next = after_space(text, second.end()).and_then(|at| word(text, at));
    SURNAMES.binary_search(&second.of(text)).is_ok()
        && next.is_some_and(|next| next.of(text).starts_with(|c: char| c.is_ascii_uppercase()))
}

/// The word of ASCII letters at a byte.
fn word(text: &str, at: usize) -> Option<Span> {
    let letters = text
        .as_bytes()
        .get(at..)?
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic());
    let end = at + letters.count();
    let goes_on = text[end..].starts_with(|c: char| c.is_alphanumeric());
    (end > at && !goes_on).then(|| Span::new(at, end))
}

/// The byte after one space or line break.
fn after_space(text: &str, at: usize) -> Option<usize> {
    let c = text[at..].chars().next()?;
    matches!(c, ' ' | '\n' | '\u{A0}').then(|| at + c.len_utf8())
}

/// Initials of a syllable, the longer first.
const INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r",
    "z", "c", "s", "y", "w", "",
];

/// Finals of a syllable.
const FINALS: &[&str] = &[
    "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "ve", "er", "an",
    "en", "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua",
    "uo", "uai", "uan", "uang", "ui",
];

/// Whether a folded word is made of syllables of pinyin and nothing else.
pub(super) fn is_pinyin(word: &str) -> bool {
    syllables(word).is_some_and(|count| count > 0)
}

/// The least number of syllables that make a word of lower-case letters; apostrophes divide syllables.
pub(super) fn syllables(word: &str) -> Option<usize> {
    if word.len() > 24 || !word.is_ascii() {
        return None;
    }
    let mut least: Vec<Option<usize>> = vec![None; word.len() + 1];
    least[0] = Some(0);
    for start in 0..word.len() {
        let Some(count) = least[start] else {
            continue;
        };
        if word[start..].starts_with('\'') {
            least[start + 1] = least[start + 1].or(Some(count));
            continue;
        }
        for length in 1..=6.min(word.len() - start) {
            if is_syllable(&word[start..start + length]) {
                let end = &mut least[start + length];
                *end = Some(end.map_or(count + 1, |known| known.min(count + 1)));
            }
        }
    }
    least[word.len()]
}

fn is_syllable(letters: &str) -> bool {
    let initial = INITIALS
        .iter()
        .find(|initial| letters.starts_with(**initial));
    let initial = initial.copied().unwrap_or_default();
    let last = &letters[initial.len()..];
    if !FINALS.contains(&last) {
        return false;
    }
    match initial {
        "j" | "q" | "x" => {
            last.starts_with(['i', 'u', 'v'])
                && !matches!(last, "ua" | "uo" | "uai" | "ui" | "uang")
        }
        "b" | "p" | "m" | "f" => !last.starts_with('u') || last == "u",
        "g" | "k" | "h" => !last.starts_with('i') && !last.starts_with('v'),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => {
            !last.starts_with('v')
                && !matches!(
                    last,
                    "ia" | "iao" | "ian" | "iang" | "ie" | "in" | "ing" | "iong" | "iu"
                )
        }
        "w" => matches!(
            last,
            "a" | "o" | "u" | "ai" | "ei" | "an" | "en" | "ang" | "eng"
        ),
        "y" => matches!(
            last,
            "a" | "e"
                | "i"
                | "u"
                | "ao"
                | "ou"
                | "an"
                | "in"
                | "ang"
                | "ing"
                | "ong"
                | "un"
                | "ue"
                | "uan"
        ),
        "" => last.starts_with(['a', 'e', 'o']),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_their_spellings() {
        for (text, expected) in [
            ("Li Wenhua said", &["Li Wenhua"][..]),
            (
                "Li Wen-hua, Li Wen Hua; Li WenHua",
                &["Li Wen-hua", "Li Wen Hua", "Li WenHua"],
            ),
            ("Wang Yi’ou's house, Li Ming's", &["Wang Yi’ou", "Li Ming"]),
            ("Li Wen\nHua", &["Li Wen\nHua"]),
            ("Yang Yang Wang Wei", &["Yang Yang", "Wang Wei"]),
            ("the li river, Li, LI WEN, Ouyang Xiu", &["Ouyang Xiu"]),
        ] {
            let found = person_names(text);
            let found: Vec<&str> = found.iter().map(|name| name.span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn the_surnames_are_in_order() {
        assert!(SURNAMES.is_sorted());
    }

    #[test]
    fn pinyin_and_english() {
        for word in ["zhongqiang", "yi", "guangdong", "xi'an", "xinhui", "chen"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["commission", "guangdng", "party", "", "zhongqiank"] {
            assert!(!is_pinyin(word), "{word}");
        }
    }
}
