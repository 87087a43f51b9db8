//! How is it written? Chinese, English or pinyin in, the cards of the concepts out.

use std::collections::HashSet;

use super::card::Card;
use super::pinyin;
use crate::documents::{Format, read_str};
use crate::glossary::{Concept, Glossary, Template};
use crate::matching::{Matcher, SourceMention, SourceTerms};
use crate::text::{comparison_key, is_cjk};

/// Cards given for one question.
const MOST: usize = 5;

/// How like the question a form must be to be near, from 0 to 1.
const NEAR: f64 = 0.6;

/// How an answer fits its question, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The question is a form or a term of the concept.
    Exact,
    /// It is the pinyin of a term, whole or by initials.
    Pinyin,
    /// It holds a term of the concept.
    Part,
    /// It is like a form or a term of the concept.
    Near,
}

impl Fit {
    /// The name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Pinyin => "pinyin",
            Self::Part => "part",
            Self::Near => "near",
        }
    }
}

/// One concept that answers a question.
#[derive(Clone, Debug)]
pub struct Answer {
    /// How it fits.
    pub fit: Fit,
    /// What the glossary says, with its slots filled from the question.
    pub card: Card,
}

/// A glossary made ready for questions.
#[derive(Debug)]
pub struct Lookup<'g> {
    glossary: &'g Glossary,
    matcher: Matcher<'g>,
    terms: SourceTerms<'g>,
}

impl<'g> Lookup<'g> {
    /// Makes a glossary ready.
    pub fn new(glossary: &'g Glossary) -> Self {
        Self {
            glossary,
            matcher: Matcher::new(glossary),
            terms: SourceTerms::new(glossary),
        }
    }

    /// The concepts that a question is about, the best first; those of the best fit only.
    pub fn find(&self, question: &str) -> Vec<Answer> {
        let question = question.trim();
        let mut answers = if question.contains(is_cjk) {
            self.chinese(question, Fit::Exact)
        } else {
            self.english(question)
        };
        if answers.is_empty() && !question.contains(is_cjk) {
            for term in pinyin::terms(self.glossary, question) {
                answers.extend(self.chinese(&term, Fit::Pinyin));
            }
        }
        if answers.is_empty() {
            answers = self.near(question);
        }
        answers.sort_by_key(|answer| answer.fit);
        let best = answers.first().map(|answer| answer.fit);
        answers.retain(|answer| Some(answer.fit) == best);
        let mut seen = HashSet::new();
        answers.retain(|answer| seen.insert((answer.card.id.clone(), answer.card.source.clone())));
        answers.truncate(MOST);
        answers
    }

    /// Concepts that have a Chinese term, or else those whose terms it holds.
    fn chinese(&self, question: &str, fit: Fit) -> Vec<Answer> {
        let mentions = self.terms.find(question);
        let length = |mention: &SourceMention| mention.span.len();
        let whole = |mention: &&SourceMention| {
            let outside = |part: &str| !part.contains(is_cjk);
            outside(&question[..mention.span.start()]) && outside(&question[mention.span.end()..])
        };
        let exact: Vec<&SourceMention> = mentions.iter().filter(whole).collect();
        if !exact.is_empty() {
            let answer = |mention: &&SourceMention| self.answer_for(mention, question, fit);
            return exact.iter().map(answer).collect();
        }
        // What lies inside a longer term says less than that.
        let mut parts: Vec<&SourceMention> = mentions
            .iter()
            .filter(|mention| {
                !mentions.iter().any(|other| {
                    other.span.contains(mention.span) && length(other) > length(mention)
                })
            })
            .collect();
        parts.sort_by_key(|mention| (std::cmp::Reverse(length(mention)), mention.span.start()));
        let answer = |mention: &&SourceMention| self.answer_for(mention, question, Fit::Part);
        parts.iter().map(answer).collect()
    }

    fn answer_for(&self, mention: &SourceMention, question: &str, fit: Fit) -> Answer {
        let concept = self.glossary.concept(mention.concept);
        let fill = |term: &Template| self.terms.fill(term, mention, question);
        let source = |term: &Template| self.terms.fill_source(term, mention, question);
        let mut card = Card::filled(self.glossary, concept, source, fill);
        let asked = mention.span.of(question).to_owned();
        card.source.retain(|term| *term != asked);
        card.source.insert(0, asked);
        Answer { fit, card }
    }

    /// Concepts one of whose forms the question is, in any capitals, number and class members.
    fn english(&self, question: &str) -> Vec<Answer> {
        let document = read_str("question.txt", question, Format::Text);
        let reading = self.matcher.read(&document);
        let text = document
            .segments()
            .next()
            .map_or("", |(_, part, segment)| segment.text(&part.text));
        let covers = |span: crate::text::Span| {
            let outside = |part: &str| !part.contains(char::is_alphanumeric);
            outside(&text[..span.start()]) && outside(&text[span.end()..])
        };
        let mut answers = Vec::new();
        for mention in reading.mentions.iter().filter(|found| covers(found.span)) {
            let concept = self.matcher.concept(mention);
            let fill = |term: &Template| {
                let place = concept
                    .renderings
                    .iter()
                    .position(|form| form.term == *term);
                let filled = place.map(|place| self.matcher.wording(place, mention, text));
                filled.filter(|filled| !filled.contains('{'))
            };
            let source = |term: &Template| self.matcher.fill_source(term, mention, text);
            let card = Card::filled(self.glossary, concept, source, fill);
            answers.push(Answer {
                fit: Fit::Exact,
                card,
            });
        }
        // Forms that count only in some places are asked for as well, and so are ids.
        let key = comparison_key(question);
        let known: HashSet<String> = answers
            .iter()
            .map(|answer| answer.card.id.clone())
            .collect();
        for concept in self.live().filter(|concept| !known.contains(&*concept.id)) {
            let is_form = concept
                .renderings
                .iter()
                .any(|form| comparison_key(form.term.as_str()) == key);
            if is_form || *concept.id == *question {
                answers.push(self.plain(concept, Fit::Exact));
            }
        }
        answers
    }

    /// Concepts that have a form or a term like the question.
    fn near(&self, question: &str) -> Vec<Answer> {
        let key = comparison_key(question);
        let wanted = key.chars().count();
        let mut near: Vec<(f64, &Concept)> = Vec::new();
        for concept in self.live() {
            let forms = concept.renderings.iter().map(|form| form.term.as_str());
            let terms = concept.source.iter().map(Template::as_str);
            let likeness = forms
                .chain(terms)
                .filter(|form| {
                    let length = form.chars().count();
                    length.abs_diff(wanted) * 5 <= length.max(wanted) * 2
                })
                .map(|form| strsim::normalized_damerau_levenshtein(&comparison_key(form), &key))
                .fold(0.0, f64::max);
            if likeness >= NEAR {
                near.push((likeness, concept));
            }
        }
        near.sort_by(|left, right| right.0.total_cmp(&left.0));
        near.truncate(MOST);
        near.iter()
            .map(|(_, concept)| self.plain(concept, Fit::Near))
            .collect()
    }

    fn plain(&self, concept: &Concept, fit: Fit) -> Answer {
        let card = Card::new(self.glossary, concept);
        Answer { fit, card }
    }

    fn live(&self) -> impl Iterator<Item = &'g Concept> {
        let concepts = self.glossary.concepts().iter();
        concepts.filter(|concept| !concept.renderings.is_empty())
    }
}
