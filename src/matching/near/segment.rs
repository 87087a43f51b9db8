//! One run of prose as the near search sees it: its words, and what each may stand for.

use std::borrow::Cow;
use std::collections::HashMap;

use super::connectives::Kind;
use super::damage::DamageKind;
use super::endings::is_other_ending;
use super::english::English;
use super::index::Index;
use super::lexicon::Lexicon;
use super::memo::{Memo, Noted, Unknown};
use super::spelling::{damaged, may_be_damaged};
use crate::glossary::Glossary;
use crate::matching::automaton::class_root;
use crate::matching::capitals::Capitals;
use crate::matching::forms::{Element, Forms, Owner, Step, term};
use crate::matching::gaps::Gap;
use crate::matching::mention::Binding;
use crate::matching::names::is_pinyin;
use crate::matching::verify::Search;
use crate::matching::vocabulary::{Vocabulary, WordId};
use crate::matching::words::Token;
use crate::text::{Span, fold_word};

/// What may fill a slot at one word, and how many of its letters are wrong.
#[derive(Clone, Debug)]
pub(super) struct Fill {
    pub(super) binding: Binding,
    pub(super) letters: u8,
}

/// Forms of members tried for one word.
const MEMBERS_TRIED: usize = 16;

/// How deep classes may name classes here.
const DEEPEST: u8 = 3;

/// Nodes entered for one slot.
const BUDGET: u32 = 512;

/// One run of prose.
pub(super) struct Segment<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) forms: &'a Forms,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) glossary: &'a Glossary,
    pub(super) lexicon: &'a Lexicon,
    pub(super) index: &'a Index,
    pub(super) english: &'a English,
    pub(super) memo: &'a Memo,
    /// What is noted of each word that no form has.
    pub(super) unknown: &'a [Noted],
    pub(super) search: Search<'a>,
    /// Fills by class and word.
    pub(super) fills: HashMap<(u32, usize), Vec<Fill>>,
}

impl Segment<'_> {
    /// A word as written.
    pub(super) fn written(&self, at: usize) -> &str {
        let token = &self.tokens[at];
        &self.text[token.start as usize..token.end as usize]
    }

    /// The text from one word to the end of the word before another.
    pub(super) fn between(&self, start: usize, end: usize) -> &str {
        let from = self.tokens[start].start as usize;
        &self.text[from..self.tokens[end - 1].end as usize]
    }

    /// Whether a word is the one before once more, with nothing but white space between.
    pub(super) fn is_repeated(&self, at: usize) -> bool {
        at > 0
            && self.tokens[at].gap == Gap::Space
            && self.tokens[at].word == self.tokens[at - 1].word
            && self.written(at).eq_ignore_ascii_case(self.written(at - 1))
    }

    /// A word in its comparison form.
    pub(super) fn folded(&self, at: usize) -> Cow<'_, str> {
        let token = &self.tokens[at];
        if token.word.is_known() {
            return Cow::Borrowed(self.vocabulary.word(token.word));
        }
        let mut folded = String::new();
        fold_word(self.written(at), &mut folded);
        Cow::Owned(folded)
    }

    /// Whether a word is among the commonest English ones.
    pub(super) fn is_common(&self, at: usize, english: &English) -> bool {
        match self.tokens[at].word {
            WordId::NONE => english.is_common(&self.folded(at)),
            word => self.memo.is_common(word, english, self.vocabulary),
        }
    }

    /// The term of a form, as the glossary writes it.
    pub(super) fn term(&self, form: u32) -> &str {
        term(self.glossary, self.forms.get(form).owner).as_str()
    }

    /// The word of a form's step, as the glossary writes it.
    pub(super) fn form_word(&self, form: u32, step: &Step) -> &str {
        let (from, to) = (usize::from(step.text.0), usize::from(step.text.1));
        self.term(form).get(from..to).unwrap_or_default()
    }

    /// Whether a word begins with a capital.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    /// What a word of the text does in a term.
    pub(super) fn kind(&self, at: usize) -> Kind {
        match self.unknown[at] {
            Noted::NONE => self.lexicon.kind(self.tokens[at].word),
            word => word.kind(),
        }
    }

    /// What a step does in its form.
    pub(super) fn step_kind(&self, step: &Step) -> Kind {
        match step.element {
            Element::Word(word) => self.lexicon.kind(word),
            _ => Kind::Content,
        }
    }

    /// How a word of the text may stand for another word, or its plural, without being it.
    pub(super) fn as_another(&self, at: usize, word: WordId, many: WordId) -> Option<DamageKind> {
        let token = &self.tokens[at];
        let noted = self.unknown[at];
        let wanted = self.vocabulary.word(word);
        let Some(place) = noted.place() else {
            let known = if token.word.is_known() {
                token.word
            } else {
                token.base
            };
            let other =
                self.lexicon.is_other_number(known, word) || self.lacks_possessive(at, wanted);
            if other {
                return Some(DamageKind::OtherNumber);
            }
            return self
                .has_other_ending(at, wanted)
                .then_some(DamageKind::OtherEnding);
        };
        if noted.is_plain() && !self.may_be_other_number(at, wanted) {
            return None;
        }
        let unknown = self.memo.get(place);
        let meant = unknown
            .near
            .iter()
            .find(|near| near.word == word || near.word == many);
        if !unknown.is_english
            && let Some(near) = meant
        {
            let name = self.is_capital(at) && is_pinyin(&self.folded(at)) && is_pinyin(wanted);
            return (!name).then_some(DamageKind::Misspelt(near.letters));
        }
        if unknown.is_chinese {
            return Some(DamageKind::Untranslated);
        }
        if self.may_be_other_number(at, wanted)
            && unknown.is_other_number(word, || self.folded(at).into_owned(), self.vocabulary)
        {
            return Some(DamageKind::OtherNumber);
        }
        if self.lacks_possessive(at, wanted) {
            return Some(DamageKind::OtherNumber);
        }
        if self.has_other_ending(at, wanted) {
            return Some(DamageKind::OtherEnding);
        }
        if let Some(letters) = self.misspelt_for(at, wanted) {
            return Some(DamageKind::Misspelt(letters));
        }
        meant.filter(|near| near.letters == 1 && near.word == word)?;
        // A missing apostrophe is no other word.
        if wanted.contains('\'') && wanted.replace('\'', "") == *self.folded(at) {
            return Some(DamageKind::Misspelt(1));
        }
        (wanted.len() >= 5).then_some(DamageKind::Mistaken)
    }

    /// Whether a word of the text is one of the glossary without its possessive ending: `People` for `people's`.
    fn lacks_possessive(&self, at: usize, wanted: &str) -> bool {
        let stem = wanted.strip_suffix("'s");
        stem.is_some_and(|stem| stem.eq_ignore_ascii_case(self.written(at)))
    }

    /// Whether a word of the text is one of the glossary with the ending of an adjective instead of a noun's, or the other
    /// way round.
    fn has_other_ending(&self, at: usize, wanted: &str) -> bool {
        let found = &self.text.as_bytes()[self.tokens[at].start as usize..];
        // Most words differ in their first letters.
        let first = (found.get(..3), wanted.as_bytes().get(..3));
        matches!(first, (Some(found), Some(wanted)) if found.eq_ignore_ascii_case(wanted))
            && is_other_ending(&self.folded(at), wanted)
    }

    /// How many letters of a word that is no English are wrong, where it can only be meant for a word of the glossary. Two
    /// wrong letters are more than the index of misspellings finds; here the other words of a form say where to look.
    fn misspelt_for(&self, at: usize, wanted: &str) -> Option<u8> {
        let token = &self.tokens[at];
        let length = (token.end - token.start) as usize;
        if !may_be_damaged(length, wanted.len()) {
            return None;
        }
        let folded = self.folded(at);
        let letters = damaged(&folded, wanted)?;
        let name = self.is_capital(at) && is_pinyin(&folded);
        (!name && !self.english.has(&folded)).then_some(letters as u8)
    }

    /// Whether a word may be the plural or the singular of a word of the glossary; wrong only by saying yes. The two have
    /// the same first letter.
    fn may_be_other_number(&self, at: usize, wanted: &str) -> bool {
        let wanted = wanted.as_bytes().first();
        let found = self.text.as_bytes().get(self.tokens[at].start as usize);
        !found.is_some_and(|byte| byte.is_ascii_alphabetic())
            || found.map(u8::to_ascii_lowercase).as_ref() == wanted
    }

    /// What is known of a word that no form has.
    pub(super) fn unknown(&self, at: usize) -> Option<&Unknown> {
        Some(self.memo.get(self.unknown[at].place()?))
    }

    /// Whether a word of the text may stand for another word, or its plural, without being it: as [`Self::as_another`], for
    /// asking of many words.
    pub(super) fn may_be(&self, word: WordId, many: WordId) -> impl Fn(usize) -> bool {
        let (wanted, plural) = (self.vocabulary.word(word), self.lexicon.plural(word));
        let owner = wanted.strip_suffix("'s");
        let first = wanted.as_bytes().first().copied().unwrap_or_default();
        move |at| {
            let token = &self.tokens[at];
            let noted = self.unknown[at];
            if noted == Noted::NONE {
                let known = if token.word.is_known() {
                    token.word
                } else {
                    token.base
                };
                return known.is_known()
                    && known != word
                    && (known == plural
                        || self.lexicon.plural(known) == word
                        || owner.is_some_and(|owner| owner == self.vocabulary.word(known))
                        || self.has_other_ending(at, wanted));
            }
            let found = self.text.as_bytes()[token.start as usize];
            let is_other = noted.is_plain()
                && found.is_ascii_alphabetic()
                && found.to_ascii_lowercase() != first;
            !is_other && self.as_another(at, word, many).is_some()
        }
    }

    /// What may fill a slot of a class from a word on: members as they are, or where there are none, misspelt ones.
    pub(super) fn members(&mut self, class: u32, at: usize) -> Vec<Fill> {
        if let Some(fills) = self.fills.get(&(class, at)) {
            return fills.clone();
        }
        let mut fills = self.exact_members(class, at);
        if fills.is_empty() {
            fills = self.misspelt_members(class, at);
        }
        self.fills.insert((class, at), fills.clone());
        fills
    }

    /// Whether a word by itself is a capitalised member of some class: a place, a level.
    pub(super) fn is_named_member(&self, at: usize) -> bool {
        let members = self.index.members_with(self.tokens[at].word).iter();
        let is_word = |form: &u32| self.forms.steps(*form).len() == 1;
        let mut words = members.copied().filter(is_word);
        words.any(|form| self.term(form).starts_with(char::is_uppercase))
    }

    fn exact_members(&self, class: u32, at: usize) -> Vec<Fill> {
        let (mut offered, mut budget) = (Vec::new(), BUDGET);
        let root = class_root(class);
        self.search.explore(
            root,
            at,
            at,
            &mut Vec::new(),
            DEEPEST,
            &mut budget,
            &mut offered,
        );
        let mut members: Vec<_> = offered
            .iter()
            .filter_map(|member| self.search.verify(at, member))
            .collect();
        members.sort_by_key(|member| (member.end, member.capitals.distance()));
        members.dedup_by_key(|member| member.end);
        let bind = |found: crate::matching::verify::Match| {
            let Owner::Member { member, target, .. } = found.owner else {
                return None;
            };
            let mut binding = self.bind(Some(class), (member, target), (at, found.end));
            (binding.inner, binding.plural) = (found.bindings, found.plural);
            binding.capitals = found.capitals;
            Some(Fill {
                binding,
                letters: 0,
            })
        };
        members.into_iter().filter_map(bind).collect()
    }

    fn misspelt_members(&self, class: u32, at: usize) -> Vec<Fill> {
        let mut words: Vec<WordId> = Vec::new();
        for place in at..self.tokens.len().min(at + 2) {
            let token = &self.tokens[place];
            if token.word.is_known() {
                words.push(token.word);
            } else if let Some(unknown) = self.unknown(place) {
                words.extend(unknown.meant().iter().map(|near| near.word));
            }
        }
        let mut fills: Vec<Fill> = Vec::new();
        for word in words {
            for &form in self.index.members_with(word).iter().take(MEMBERS_TRIED) {
                let Owner::Member {
                    class: of,
                    member,
                    target,
                } = self.forms.get(form).owner
                else {
                    continue;
                };
                if of != class {
                    continue;
                }
                if let Some((end, letters)) = self.misspelt(form, at) {
                    let binding = self.bind(Some(class), (member, target), (at, end));
                    fills.push(Fill { binding, letters });
                }
            }
        }
        fills.sort_by_key(|fill| (fill.letters, fill.binding.member, fill.binding.target));
        fills.dedup_by_key(|fill| (fill.binding.member, fill.binding.tokens));
        fills.truncate(4);
        fills
    }

    /// Whether a member's wording stands at a word with one of its words misspelt: where it ends, and by how many letters.
    fn misspelt(&self, form: u32, at: usize) -> Option<(usize, u8)> {
        let steps = self.forms.steps(form);
        let mut letters = None;
        for (index, step) in steps.iter().enumerate() {
            let place = at + index;
            let token = self.tokens.get(place)?;
            if index > 0
                && token.gap != step.gap
                && !(token.gap == Gap::Space && step.gap == Gap::Hyphen)
            {
                return None;
            }
            let Element::Word(word) = step.element else {
                return None;
            };
            if token.word == word {
                continue;
            }
            match self.as_another(place, word, WordId::NONE)? {
                DamageKind::Misspelt(wrong) if letters.is_none() => letters = Some(wrong),
                _ => return None,
            }
        }
        Some((at + steps.len(), letters?))
    }

    /// What fills a slot: a member of a class, or without one a numeral.
    pub(super) fn bind(
        &self,
        class: Option<u32>,
        (member, target): (u32, u32),
        tokens: (usize, usize),
    ) -> Binding {
        let last = &self.tokens[tokens.1 - 1];
        let end = last.end as usize - usize::from(last.possessive);
        Binding {
            class,
            member,
            target,
            tokens,
            span: Span::new(self.tokens[tokens.0].start as usize, end),
            inner: Vec::new(),
            plural: false,
            capitals: Capitals::default(),
        }
    }
}
