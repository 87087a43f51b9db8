//! What a rendering looks like in text: its words as numbers, its gaps, its slots.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::conjugation::conjugations;
use super::flat::{self, Flat};
use super::gaps::Gap;
use super::inflection::{head, plural};
use super::oddities::Oddities;
use super::vocabulary::{Vocabulary, WordId};
use super::words::{Token, scan};
use crate::glossary::{
    ClassId, Condition, Glossary, Kind, NUMERAL, RenderingForm, Template, TermStatus,
};
use crate::text::fold_word;

/// Whose form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A rendering of a concept, by the places of both.
    Rendering { concept: u32, rendering: u32 },
    /// A longer wording in which the concept is not meant.
    NotIn { concept: u32, wording: u32 },
    /// A wording of a member of a class.
    Member {
        class: u32,
        member: u32,
        target: u32,
    },
}

/// What a form has at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Element {
    /// A word.
    Word(WordId),
    /// Any member of a class.
    Class(ClassId),
    /// Any numeral.
    Numeral,
}

/// One place of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) element: Element,
    /// The plural, where this is the head noun.
    pub(super) plural: WordId,
    /// This word and the next as one, where they are a compound.
    pub(super) joined: WordId,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether a slot carries a possessive ending of its own: `{place}'s`.
    pub(super) possessive: bool,
    /// Whether this is the head noun.
    pub(super) head: bool,
    /// The bytes of the term: the word as written, for its capitals.
    pub(super) text: (u16, u16),
    /// The capitals of the word as written.
    pub(super) spelling: Spelling,
}

/// The capitals of a word, as far as most words are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// None.
    Small,
    /// The first letter alone.
    Capital,
    /// Any others, and words that are not ASCII.
    Other,
}

impl Spelling {
    /// The capitals of a word. Two words of the same letters that are both small, or both have the first capital alone,
    /// do not differ in capitals.
    #[inline]
    pub(super) fn of(word: &str) -> Self {
        let plain = |byte: &u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        match word.as_bytes() {
            [first, rest @ ..] if rest.iter().all(plain) => match first {
                b'A'..=b'Z' => Self::Capital,
                0x80.. => Self::Other,
                _ => Self::Small,
            },
            _ => Self::Other,
        }
    }
}

/// One form: whose it is, and which steps of [`Forms`] it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) owner: Owner,
    start: u32,
    end: u32,
    /// Whether a comma stands between two of its words, so that one before `and` is a matter of style.
    pub(super) listing: bool,
    /// Whether a closing bracket stands after its last word.
    pub(super) bracketed: bool,
    /// How the glossary judges it; what is no rendering is as good as any.
    pub(super) status: TermStatus,
    /// How long it is against the full name.
    pub(super) form: RenderingForm,
    /// When it counts.
    pub(super) condition: Condition,
}

/// All forms, with their steps in one run.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Forms {
    #[serde(with = "flat")]
    forms: Vec<Form>,
    #[serde(with = "flat")]
    steps: Vec<Step>,
    /// Pairs of words that some form joins by a hyphen.
    #[serde(with = "flat::set")]
    compounds: HashSet<(WordId, WordId)>,
    and: WordId,
    or: WordId,
    /// Forms that the glossary writes; those after them are other forms of their verbs.
    written: u32,
}

impl Form {
    /// The places of its steps.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Forms {
    pub(super) fn new(vocabulary: &mut Vocabulary) -> Self {
        let (and, or) = (vocabulary.insert("and"), vocabulary.insert("or"));
        Self {
            forms: Vec::new(),
            steps: Vec::new(),
            compounds: HashSet::new(),
            and,
            or,
            written: 0,
        }
    }

    pub(super) fn get(&self, form: u32) -> &Form {
        &self.forms[form as usize]
    }

    pub(super) fn len(&self) -> u32 {
        self.forms.len() as u32
    }

    /// The steps of a form, in order; never empty.
    pub(super) fn steps(&self, form: u32) -> &[Step] {
        &self.steps[self.forms[form as usize].range()]
    }

    /// Whether some form joins the two words by a hyphen.
    pub(super) fn is_compound(&self, left: WordId, right: WordId) -> bool {
        self.compounds.contains(&(left, right))
    }

    /// Whether a word joins the last two things of a list.
    pub(super) fn is_conjunction(&self, word: WordId) -> bool {
        word == self.and || word == self.or
    }

    /// Adds the form of a term; one without words is left out.
    pub(super) fn add(
        &mut self,
        owner: Owner,
        term: &Template,
        glossary: &Glossary,
        vocabulary: &mut Vocabulary,
        scratch: &mut Scratch,
    ) {
        let (text, slots) = masked(term);
        scratch.tokens.clear();
        scratch.oddities.clear();
        scan(
            &text,
            vocabulary,
            &mut scratch.tokens,
            &mut scratch.oddities,
        );
        let start = self.steps.len();
        let mut listing = false;
        for (index, token) in scratch.tokens.iter().enumerate() {
            let (from, to) = (token.start as usize, token.end as usize);
            let slot = slots.iter().find(|slot| slot.0 == from);
            let element = match slot {
                Some(&(_, NUMERAL)) => Element::Numeral,
                Some(&(_, name)) => match glossary.class_id(name) {
                    Some(class) => Element::Class(class),
                    None => {
                        self.steps.truncate(start);
                        return;
                    }
                },
                None => {
                    scratch.folded.clear();
                    fold_word(&text[from..to], &mut scratch.folded);
                    Element::Word(vocabulary.insert(&scratch.folded))
                }
            };
            let gap = if index == 0 { Gap::Break } else { token.gap };
            listing |= gap == Gap::Comma;
            if let (Gap::Hyphen, Element::Word(right), Some(Element::Word(left))) = (
                gap,
                element,
                self.steps[start..].last().map(|step| step.element),
            ) {
                self.compounds.insert((left, right));
            }
            self.steps.push(Step {
                element,
                plural: WordId::NONE,
                joined: WordId::NONE,
                gap,
                possessive: slot.is_some() && token.possessive > 0,
                head: false,
                text: (from as u16, to as u16),
                spelling: Spelling::of(&text[from..to]),
            });
        }
        if self.steps.len() == start {
            return;
        }
        // `John Lees` is not `John Lee`, and still less `John Rees`.
        let is_person = matches!(owner, Owner::Rendering { concept, .. }
            if glossary.concepts()[concept as usize].kind == Kind::Person);
        self.mark_head(start, vocabulary, !is_person);
        let end = self.steps.len() as u32;
        let (status, form, condition) = match owner {
            Owner::Rendering { concept, rendering } => {
                let concept = &glossary.concepts()[concept as usize];
                let rendering = &concept.renderings[rendering as usize];
                (rendering.status, rendering.form, rendering.condition)
            }
            _ => (
                TermStatus::Preferred,
                RenderingForm::Full,
                Condition::Always,
            ),
        };
        self.forms.push(Form {
            owner,
            start: start as u32,
            end,
            listing,
            bracketed: text.ends_with(')'),
            status,
            form,
            condition,
        });
    }

    fn mark_head(&mut self, start: usize, vocabulary: &mut Vocabulary, is_counted: bool) {
        let steps = &mut self.steps[start..];
        let head = head(steps.iter().map(|step| match step.element {
            Element::Word(word) => vocabulary.word(word),
            _ => "",
        }));
        steps[head].head = true;
        if let Element::Word(word) = steps[head].element
            && is_counted
            && let Some(plural) = plural(vocabulary.word(word))
        {
            steps[head].plural = vocabulary.insert(&plural);
        }
    }

    /// Once all forms are known: those of other forms of verbs. They come after all that the glossary writes.
    pub(super) fn conjugate(&mut self, vocabulary: &mut Vocabulary) {
        self.written = self.forms.len() as u32;
        for (form, steps) in conjugations(&self.forms, &mut self.steps, vocabulary) {
            let start = self.steps.len() as u32;
            self.steps.extend(steps);
            let end = self.steps.len() as u32;
            self.forms.push(Form { start, end, ..form });
        }
    }

    /// Whether a form is one that the glossary writes, and not another form of its verb.
    pub(super) fn is_written(&self, form: u32) -> bool {
        form < self.written
    }

    /// Once all forms are known: compounds get their joined spelling.
    pub(super) fn join_compounds(&mut self, vocabulary: &mut Vocabulary) {
        for form in &self.forms {
            for index in form.start as usize..form.end as usize - 1 {
                let (step, next) = (self.steps[index], self.steps[index + 1]);
                let (Element::Word(left), Element::Word(right)) = (step.element, next.element)
                else {
                    continue;
                };
                if matches!(next.gap, Gap::Hyphen | Gap::Space)
                    && self.compounds.contains(&(left, right))
                {
                    let joined = format!("{}{}", vocabulary.word(left), vocabulary.word(right));
                    self.steps[index].joined = vocabulary.insert(&joined);
                }
            }
        }
    }
}

/// The term that a form was made of.
pub(super) fn term(glossary: &Glossary, owner: Owner) -> &Template {
    match owner {
        Owner::Rendering { concept, rendering } => {
            &glossary.concepts()[concept as usize].renderings[rendering as usize].term
        }
        Owner::NotIn { concept, wording } => {
            &glossary.concepts()[concept as usize].not_in[wording as usize]
        }
        Owner::Member {
            class,
            member,
            target,
        } => &glossary.classes()[class as usize].members[member as usize].target[target as usize],
    }
}

impl Flat for Form {
    const WIDTH: usize = 6;

    fn write(&self, row: &mut [u32]) {
        let (kind, owner) = match self.owner {
            Owner::Rendering { concept, rendering } => (0, [concept, rendering, 0]),
            Owner::NotIn { concept, wording } => (1, [concept, wording, 0]),
            Owner::Member {
                class,
                member,
                target,
            } => (2, [class, member, target]),
        };
        row[..3].copy_from_slice(&owner);
        row[3] = self.start;
        row[4] = self.end;
        row[5] = kind
            | u32::from(self.listing) << 2
            | u32::from(self.bracketed) << 3
            | place_of(&STATUSES, self.status) << 4
            | place_of(&LENGTHS, self.form) << 8
            | place_of(Condition::ALL, self.condition) << 12;
    }

    fn read(row: &[u32]) -> Self {
        let owner = match row[5] & 3 {
            0 => Owner::Rendering {
                concept: row[0],
                rendering: row[1],
            },
            1 => Owner::NotIn {
                concept: row[0],
                wording: row[1],
            },
            _ => Owner::Member {
                class: row[0],
                member: row[1],
                target: row[2],
            },
        };
        Self {
            owner,
            start: row[3],
            end: row[4],
            listing: row[5] & 4 != 0,
            bracketed: row[5] & 8 != 0,
            status: STATUSES[(row[5] >> 4 & 15) as usize],
            form: LENGTHS[(row[5] >> 8 & 15) as usize],
            condition: Condition::ALL[(row[5] >> 12) as usize],
        }
    }
}

/// The order in which statuses are stored.
const STATUSES: [TermStatus; 4] = [
    TermStatus::Preferred,
    TermStatus::Admitted,
    TermStatus::Superseded,
    TermStatus::Deprecated,
];

/// The order in which lengths of forms are stored.
const LENGTHS: [RenderingForm; 4] = [
    RenderingForm::Full,
    RenderingForm::Short,
    RenderingForm::Abbreviation,
    RenderingForm::Pattern,
];

/// The order in which spellings are stored.
const SPELLINGS: [Spelling; 3] = [Spelling::Small, Spelling::Capital, Spelling::Other];

fn place_of<T: PartialEq>(all: &[T], one: T) -> u32 {
    all.iter().position(|other| *other == one).unwrap_or(0) as u32
}

impl Flat for Step {
    const WIDTH: usize = 5;

    fn write(&self, row: &mut [u32]) {
        let (kind, element) = match self.element {
            Element::Word(word) => (0, word.0),
            Element::Class(class) => (1, class.0),
            Element::Numeral => (2, 0),
        };
        row[0] = element;
        row[1] = self.plural.0;
        row[2] = self.joined.0;
        row[3] = u32::from(self.text.0) | u32::from(self.text.1) << 16;
        row[4] = kind
            | u32::from(self.possessive) << 2
            | u32::from(self.head) << 3
            | (self.gap as u32) << 4
            | place_of(&SPELLINGS, self.spelling) << 8;
    }

    fn read(row: &[u32]) -> Self {
        let element = match row[4] & 3 {
            0 => Element::Word(WordId(row[0])),
            1 => Element::Class(ClassId(row[0])),
            _ => Element::Numeral,
        };
        Self {
            element,
            plural: WordId(row[1]),
            joined: WordId(row[2]),
            gap: Gap::ALL[(row[4] >> 4 & 15) as usize],
            possessive: row[4] & 4 != 0,
            head: row[4] & 8 != 0,
            text: (row[3] as u16, (row[3] >> 16) as u16),
            spelling: SPELLINGS[(row[4] >> 8) as usize],
        }
    }
}

impl Flat for (WordId, WordId) {
    const WIDTH: usize = 2;

    fn write(&self, row: &mut [u32]) {
        (row[0], row[1]) = (self.0.0, self.1.0);
    }

    fn read(row: &[u32]) -> Self {
        (WordId(row[0]), WordId(row[1]))
    }
}

/// Buffers for reading forms.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    tokens: Vec<Token>,
    oddities: Oddities,
    folded: String,
}

/// The text of a term with every slot replaced by a word of the same length, and where the slots begin.
fn masked(term: &Template) -> (std::borrow::Cow<'_, str>, Vec<(usize, &str)>) {
    let text = term.as_str();
    if !term.has_slots() {
        return (text.into(), Vec::new());
    }
    let mut masked = String::with_capacity(text.len());
    let mut slots = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        masked.push_str(before);
        slots.push((masked.len(), name));
        masked.extend(std::iter::repeat_n('x', name.len() + 2));
        rest = after;
    }
    masked.push_str(rest);
    (masked.into(), slots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::Capitals;

    #[test]
    fn words_of_one_spelling_do_not_differ_in_capitals() {
        let words = [
            "party",
            "Party",
            "PARTY",
            "pARTY",
            "parties",
            "Parties",
            "20th",
            "20TH",
            "People's",
            "people\u{2019}s",
            "É",
            "é",
            "",
        ];
        for text in words {
            for form in words {
                let spelling = Spelling::of(form);
                if spelling != Spelling::Other && Spelling::of(text) == spelling {
                    let seen = Capitals::of_word(text, form, false);
                    assert!(seen.as_written(), "{text} {form}");
                }
            }
        }
        assert_eq!(Spelling::of("Party"), Spelling::Capital);
        assert_eq!(Spelling::of("party's"), Spelling::Small);
        assert_eq!(Spelling::of("NPC"), Spelling::Other);
    }
}
