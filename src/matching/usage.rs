//! How often each wording of each concept is used: in one document, or in all documents of a run.

use std::sync::Arc;

use super::{Matcher, Mention, Reading};
use crate::documents::Document;
use crate::glossary::{Concept, ConceptId, Kind, RenderingForm};
use crate::text::Location;

/// Wordings used, by what they name; abbreviations by initials aside.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// Full wordings.
    full: Uses,
    /// Short ones.
    short: Uses,
}

/// By concept number; each with one entry for every set of members that fills its slots.
type Uses = Vec<Vec<(Members, Vec<WordingUse>)>>;

/// What fills the slots of a wording: class and member.
type Members = Vec<(u32, u32)>;

/// The use of one wording.
#[derive(Clone, Debug)]
pub struct WordingUse {
    /// The rendering, by its place in the concept; of names that differ in capitals alone, the first.
    pub rendering: usize,
    /// How often it is used.
    pub count: usize,
    /// The file of its first use.
    pub path: Arc<str>,
    /// The place of its first use.
    pub first: Location,
}

impl Usage {
    /// Counts the correct wordings of one document.
    pub fn of(document: &Document, reading: &Reading, matcher: &Matcher<'_>) -> Self {
        let mut usage = Self::default();
        for mention in &reading.mentions {
            let table = match form(mention, matcher) {
                Some(RenderingForm::Full) => &mut usage.full,
                Some(RenderingForm::Short) => &mut usage.short,
                _ => continue,
            };
            let rendering = matcher.wording_of(mention);
            let uses = entry(table, mention.concept, &mention.members());
            match uses.iter_mut().find(|used| used.rendering == rendering) {
                Some(used) => used.count += 1,
                None => uses.push(WordingUse {
                    rendering,
                    count: 1,
                    path: document.path().clone(),
                    first: document.location(mention.segment, mention.span),
                }),
            }
        }
        usage
    }

    /// Adds what a later document uses.
    pub fn add(&mut self, later: &Self) {
        for (own, later) in [
            (&mut self.full, &later.full),
            (&mut self.short, &later.short),
        ] {
            for (concept, entries) in later.iter().enumerate() {
                for (members, uses) in entries {
                    let all = entry(own, ConceptId(concept as u32), members);
                    for used in uses {
                        match all
                            .iter_mut()
                            .find(|known| known.rendering == used.rendering)
                        {
                            Some(known) => known.count += used.count,
                            None => all.push(used.clone()),
                        }
                    }
                }
            }
        }
    }

    /// The wordings used for what a mention names that a reader may take for names of two things, the first used first,
    /// and which of them the mention is. `None` for a mention that stands in any company.
    ///
    /// Full wordings do not stand beside one another. A short one stands beside what it shortens; two short ones do
    /// where one shortens the other, or where a full one has introduced them.
    pub fn of_mention(
        &self,
        mention: &Mention,
        matcher: &Matcher<'_>,
    ) -> Option<(Vec<&WordingUse>, usize)> {
        let form = form(mention, matcher)?;
        let table = match form {
            RenderingForm::Full => &self.full,
            _ => &self.short,
        };
        let concept = mention.concept.0 as usize;
        let own_members = mention.members();
        let entries = table.get(concept)?;
        let (_, uses) = entries
            .iter()
            .find(|(members, _)| *members == own_members)?;
        if uses.len() < 2 {
            return None;
        }
        let own = matcher.wording_of(mention);
        let entry = matcher.concept(mention);
        let introduced = || {
            let full = self.full.get(concept).into_iter().flatten();
            full.clone()
                .any(|(members, _)| own_members.iter().all(|member| members.contains(member)))
        };
        if form == RenderingForm::Short && introduced() {
            return None;
        }
        let stands_apart = |used: &&WordingUse| {
            form == RenderingForm::Full
                || used.rendering == own
                || are_rivals(entry, used.rendering, own)
        };
        let rivals: Vec<&WordingUse> = uses.iter().filter(stands_apart).collect();
        let index = rivals.iter().position(|used| used.rendering == own)?;
        Some((rivals, index))
    }
}

fn entry<'u>(uses: &'u mut Uses, concept: ConceptId, members: &Members) -> &'u mut Vec<WordingUse> {
    let concept = concept.0 as usize;
    if uses.len() <= concept {
        uses.resize_with(concept + 1, Vec::new);
    }
    let entries = &mut uses[concept];
    let index = match entries.iter().position(|(known, _)| known == members) {
        Some(index) => index,
        None => {
            entries.push((members.clone(), Vec::new()));
            entries.len() - 1
        }
    };
    &mut entries[index].1
}

/// The form of a mention that takes part: a correct wording, full or short, of a concept that may go by several.
fn form(mention: &Mention, matcher: &Matcher<'_>) -> Option<RenderingForm> {
    if !mention.status.is_correct() || mention.ambiguous {
        return None;
    }
    let named = is_named(matcher.concept(mention));
    match mention.form {
        RenderingForm::Full if named || matcher.full_wordings(mention.concept) > 1 => {
            Some(RenderingForm::Full)
        }
        RenderingForm::Short if named => Some(RenderingForm::Short),
        _ => None,
    }
}

/// Whether what a concept stands for has a name, so that two short names are taken for two things. Set phrases vary.
fn is_named(concept: &Concept) -> bool {
    matches!(
        concept.kind,
        Kind::Organ | Kind::Post | Kind::Event | Kind::Document
    )
}

/// Words that two names of one thing may or may not have.
const FREE: &[&str] = &[
    "the",
    "of",
    "for",
    "on",
    "in",
    "and",
    "to",
    "at",
    "a",
    "an",
    "cpc",
    "party",
    "communist",
    "china",
    "china's",
    "chinese",
];

/// Whether two short wordings of a concept are names of their own: each has a word that the other has not, or an organ's
/// words stand in another order. A wording without capitals describes, and one with initials in it is as good as one
/// without.
fn are_rivals(concept: &Concept, left: usize, right: usize) -> bool {
    let words = |rendering: usize| -> Vec<&str> {
        let term = concept.renderings[rendering].term.as_str();
        let words = term.split(|c: char| c.is_whitespace() || c == '-');
        words
            .filter(|word| !word.is_empty() && !FREE.contains(&word.to_lowercase().as_str()))
            .collect()
    };
    let (left, right) = (words(left), words(right));
    let is_name = |words: &[&str]| {
        words
            .iter()
            .any(|word| word.starts_with(char::is_uppercase))
    };
    let initials = |word: &&str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    if !is_name(&left) || !is_name(&right) || left.iter().chain(&right).any(initials) {
        return false;
    }
    let plain = |words: &[&str]| -> Vec<String> {
        let plain = words.iter().map(|word| word.to_lowercase());
        plain
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect()
    };
    let (left, right) = (plain(&left), plain(&right));
    let more = |one: &[String], other: &[String]| one.iter().any(|word| !other.contains(word));
    match (more(&left, &right), more(&right, &left)) {
        (true, true) => true,
        (false, false) => concept.kind == Kind::Organ && left != right,
        _ => false,
    }
}
