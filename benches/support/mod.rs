//! Generated work: a glossary of invented words, and a text that uses it.
//!
//! The same size gives the same glossary and the same text everywhere. What is to be found in the text is counted by a
//! plain loop over the words as they are put down, which knows nothing of the program.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Glossary, GlossaryFile};

/// Bytes of a generated text, about.
const TEXT: usize = 1_000_000;

/// The longest form, in words.
const LONGEST: usize = 5;

/// Words of every sentence; they stand inside forms as well.
const CONNECTIVES: [&str; 8] = ["the", "of", "and", "in", "to", "for", "on", "with"];

/// Words that no form has, beside those of the glossary.
const OTHER_WORDS: usize = 5_000;

/// A glossary as written, and a text with what is in it.
pub(crate) struct Workload {
    pub(crate) toml: String,
    pub(crate) text: String,
    /// Words of the text.
    pub(crate) words: usize,
    /// Places of the text where a form stands.
    pub(crate) mentions: usize,
    /// Those of them where the form is a withdrawn one.
    pub(crate) withdrawn: usize,
}

impl Workload {
    /// The work for a number of concepts.
    pub(crate) fn new(concepts: usize) -> Self {
        let mut random = Random(concepts as u64);
        let in_forms = 3_000 + concepts / 5;
        let lexicon = Lexicon::new(in_forms, &mut random);
        let forms = Forms::new(concepts, &lexicon, &mut random);
        let mut work = Self {
            toml: forms.toml(&lexicon),
            text: String::with_capacity(TEXT + 1_000),
            words: 0,
            mentions: 0,
            withdrawn: 0,
        };
        while work.text.len() < TEXT {
            for _ in 0..5 {
                let sentence = forms.sentence(&lexicon, &mut random);
                work.put_down(&sentence, &forms, &lexicon);
            }
            work.text.push_str("\n\n");
        }
        work
    }

    /// The glossary, which must be without problems.
    pub(crate) fn glossary(&self) -> Glossary {
        load(&self.toml)
    }

    /// The text as a document.
    pub(crate) fn document(&self) -> Document {
        read_str("generated.txt", &self.text, Format::Text)
    }

    fn put_down(&mut self, sentence: &[u32], forms: &Forms, lexicon: &Lexicon) {
        for (index, &word) in sentence.iter().enumerate() {
            let start = self.text.len();
            self.text.push_str(lexicon.word(word));
            if index == 0 {
                self.text[start..=start].make_ascii_uppercase();
            }
            let end = index + 1 == sentence.len();
            self.text.push_str(if end { ". " } else { " " });
        }
        self.words += sentence.len();
        // Leftmost, then longest.
        let mut rest = sentence;
        while !rest.is_empty() {
            let mut lengths = (1..=LONGEST.min(rest.len())).rev();
            let found = lengths.find_map(|length| {
                let withdrawn = *forms.known.get(&rest[..length])?;
                Some((length, withdrawn))
            });
            if let Some((_, withdrawn)) = found {
                self.mentions += 1;
                self.withdrawn += usize::from(withdrawn);
            }
            rest = &rest[found.map_or(1, |(length, _)| length)..];
        }
    }
}

/// A glossary from its text.
pub(crate) fn load(toml: &str) -> Glossary {
    let loaded = glossary::load(&[GlossaryFile::new("generated.toml", toml.to_owned())]);
    assert!(loaded.problems.is_empty(), "the generated glossary is good");
    loaded.glossary
}

/// The forms of every concept: the preferred one, then the withdrawn one.
struct Forms {
    listed: Vec<[Vec<u32>; 2]>,
    /// Each form, and whether it is withdrawn.
    known: HashMap<Vec<u32>, bool>,
}

impl Forms {
    fn new(concepts: usize, lexicon: &Lexicon, random: &mut Random) -> Self {
        let mut known = HashMap::new();
        let mut new = |withdrawn: bool| {
            loop {
                let form = lexicon.form(random);
                if !known.contains_key(&form) {
                    known.insert(form.clone(), withdrawn);
                    return form;
                }
            }
        };
        let listed = (0..concepts).map(|_| [new(false), new(true)]).collect();
        Self { listed, known }
    }

    fn toml(&self, lexicon: &Lexicon) -> String {
        let mut toml = "[glossary]\nformat = 1\nid = \"generated\"\n".to_owned();
        for (number, [preferred, withdrawn]) in self.listed.iter().enumerate() {
            let (preferred, withdrawn) = (lexicon.text(preferred), lexicon.text(withdrawn));
            write!(
                toml,
                "\n[[concept]]\nid = \"concept-{number}\"\nkind = \"phrase\"\nsource = [\"词{number}\"]\n\
                 preferred = \"{preferred}\"\ndeprecated = [\"{withdrawn}\"]\nevidence = \"proposed\"\n"
            )
            .expect("a string takes what is written");
        }
        toml
    }

    /// Some words, every other time with a form among them; no word stands twice in a row.
    fn sentence(&self, lexicon: &Lexicon, random: &mut Random) -> Vec<u32> {
        let length = 8 + random.below(14);
        let planted = (random.below(2) == 0).then(|| random.below(length));
        let mut words: Vec<u32> = Vec::with_capacity(length + LONGEST);
        for index in 0..length {
            if planted == Some(index) {
                let concept = &self.listed[random.below(self.listed.len())];
                let form = &concept[usize::from(random.below(3) == 0)];
                if words.last() != form.first() {
                    words.extend(form);
                }
            }
            let word = lexicon.any(random);
            if words.last() != Some(&word) {
                words.push(word);
            }
        }
        words
    }
}

/// The words, by number: connectives, then those that forms are made of, then the others.
struct Lexicon {
    words: Vec<String>,
    in_forms: usize,
}

impl Lexicon {
    fn new(in_forms: usize, random: &mut Random) -> Self {
        let mut words: Vec<String> = CONNECTIVES.map(str::to_owned).into();
        let mut seen = HashSet::new();
        while words.len() < CONNECTIVES.len() + in_forms + OTHER_WORDS {
            let word = random.word();
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        Self { words, in_forms }
    }

    fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }

    fn text(&self, form: &[u32]) -> String {
        let words: Vec<&str> = form.iter().map(|&word| self.word(word)).collect();
        words.join(" ")
    }

    fn of_forms(&self, random: &mut Random) -> u32 {
        (CONNECTIVES.len() + random.below(self.in_forms)) as u32
    }

    /// Two to five words, now and then with a connective before the last.
    fn form(&self, random: &mut Random) -> Vec<u32> {
        let mut form: Vec<u32> = Vec::with_capacity(LONGEST);
        for _ in 0..2 + random.below(3) {
            let word = self.of_forms(random);
            if form.last() != Some(&word) {
                form.push(word);
            }
        }
        if random.below(4) == 0 {
            form.insert(form.len() - 1, random.below(CONNECTIVES.len()) as u32);
        }
        form
    }

    /// A word of running text.
    fn any(&self, random: &mut Random) -> u32 {
        match random.below(10) {
            0..4 => random.below(CONNECTIVES.len()) as u32,
            4..7 => self.of_forms(random),
            _ => (CONNECTIVES.len() + self.in_forms + random.below(OTHER_WORDS)) as u32,
        }
    }
}

/// Numbers that look random and are always the same (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn letter(&mut self, letters: &[u8]) -> char {
        char::from(letters[self.below(letters.len())])
    }

    /// Two to four syllables. No plural and no numeral is among them: no word ends in `s` or `men`.
    fn word(&mut self) -> String {
        let mut word = String::new();
        for _ in 0..2 + self.below(3) {
            word.push(self.letter(b"bdfgklprtvz"));
            word.push(self.letter(b"aeiou"));
        }
        word.push(self.letter(b"klnrt"));
        word
    }
}
