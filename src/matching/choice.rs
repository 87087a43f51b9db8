//! Which form stands at a word, when several might.

use super::forms::Owner;
use super::gaps::Gap;
use super::verify::{Candidate, Match, Search};
use super::{Binding, Compound};
use crate::glossary::{ConceptId, Condition, Rendering, RenderingForm};
use crate::text::{is_closing_quote, is_invisible, is_opening_quote, is_space};

impl<'a> Search<'a> {
    /// The form that stands at a word: the longest; among equals one that is listed before one that is inflected, a correct
    /// one before a withdrawn one, then the one whose spelling and capitals fit best. The flag says that a correct form of
    /// another concept fits as well.
    pub(super) fn best(&self, at: usize, candidates: &mut Vec<Candidate>) -> Option<(Match, bool)> {
        candidates.clear();
        self.candidates(at, candidates);
        if candidates.len() > 1 {
            candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.end));
        }
        let mut rest = candidates.as_slice();
        while let Some(first) = rest.first() {
            let same = rest
                .iter()
                .take_while(|candidate| candidate.end == first.end)
                .count();
            let (equals, shorter) = rest.split_at(same);
            rest = shorter;
            if let [only] = equals {
                match self.verify(at, only) {
                    Some(found) if self.may_stand(at, &found) => return Some((found, false)),
                    _ => continue,
                }
            }
            let verified = equals
                .iter()
                .filter_map(|candidate| self.verify(at, candidate));
            let found: Vec<Match> = verified.filter(|found| self.may_stand(at, found)).collect();
            if !found.is_empty() {
                return self.choose(found);
            }
        }
        None
    }

    /// Every form at a word, and whether it may stand there.
    pub(super) fn all(&self, at: usize) -> Vec<(Match, bool)> {
        let mut candidates = Vec::new();
        self.candidates(at, &mut candidates);
        let verified = candidates
            .iter()
            .filter_map(|candidate| self.verify(at, candidate));
        verified
            .map(|found| {
                let may_stand = self.may_stand(at, &found);
                (found, may_stand)
            })
            .collect()
    }

    /// The one of several forms of the same words.
    fn choose(&self, mut found: Vec<Match>) -> Option<(Match, bool)> {
        if found.len() == 1 {
            return found.pop().map(|found| (found, false));
        }
        // Where the source decides whether a form is a fault, it decides as well against a concept that it does not name.
        let by_source = found.iter().any(|found| {
            self.rendering_of(found.owner)
                .is_some_and(|(_, form)| form.condition == Condition::WithSource)
        });
        let is_named = |found: &Match| {
            let concept = self.rendering_of(found.owner).map(|(concept, _)| concept);
            concept.is_some_and(|concept| self.is_named(concept, &found.bindings))
        };
        let status = |found: &Match| self.rendering_of(found.owner).map(|(_, form)| form.status);
        let rank = |found: &Match| {
            // A wording in which a concept is not meant hides what is withdrawn, and gives way to what is right.
            let standing =
                status(found).map_or(1, |status| if status.is_correct() { 0 } else { 2 });
            let (capitals, key) = (found.capitals.distance(), owner_key(found));
            (
                by_source && !is_named(found),
                // What the glossary lists as such comes before the plural of another form.
                found.plural,
                standing,
                found.compound,
                capitals,
                status(found),
                key,
            )
        };
        let best = (0..found.len()).min_by_key(|&index| rank(&found[index]))?;
        let best = found.swap_remove(best);
        let concept = self.rendering_of(best.owner).map(|(concept, _)| concept);
        let ambiguous = concept.is_some_and(|concept| {
            found
                .iter()
                .filter_map(|other| self.rendering_of(other.owner))
                .any(|(other, rendering)| other != concept && rendering.status.is_correct())
        });
        Some((best, ambiguous))
    }

    /// The concept and the rendering that a form belongs to; `None` for one that only hides others.
    fn rendering_of(&self, owner: Owner) -> Option<(u32, &'a Rendering)> {
        match owner {
            Owner::Rendering { concept, rendering } => {
                let entry = &self.glossary.concepts()[concept as usize];
                Some((concept, &entry.renderings[rendering as usize]))
            }
            _ => None,
        }
    }

    /// Conditions of a form that words alone do not decide.
    fn may_stand(&self, at: usize, found: &Match) -> bool {
        let Owner::Rendering { concept, .. } = found.owner else {
            return true;
        };
        let form = self.forms.get(found.form);
        let exact = found.capitals.as_written() && found.compound == Compound::AsWritten;
        if form.form == RenderingForm::Abbreviation && !exact {
            return false;
        }
        let tokens = self.tokens;
        let goes_on = tokens
            .get(found.end)
            .is_some_and(|next| next.gap == Gap::Hyphen);
        if goes_on && found.end == at + 1 {
            return false;
        }
        match form.condition {
            Condition::Always => true,
            Condition::InQuotes => is_quoted(
                self.text,
                tokens[at].start as usize,
                tokens[found.end - 1].end as usize,
            ),
            Condition::WithSource => self.is_named(concept, &found.bindings),
        }
    }

    /// Whether the Chinese beside the text names a concept with these members.
    fn is_named(&self, concept: u32, bindings: &[Binding]) -> bool {
        self.source
            .is_some_and(|source| source.names(ConceptId(concept), bindings))
    }
}

/// The order in which equal matches are taken: that of the glossary.
fn owner_key(found: &Match) -> (u32, u32) {
    match found.owner {
        Owner::Rendering { concept, rendering } => (concept, rendering),
        Owner::NotIn { concept, wording } => (concept, wording),
        Owner::Member { class, member, .. } => (class, member),
    }
}

/// Whether quotation marks stand at both ends of a span, or an opening one before it that nothing closes; an article may stand
/// after the opening one, a comma or full stop before the closing one.
fn is_quoted(text: &str, start: usize, end: usize) -> bool {
    let room = |c: char| is_space(c) || is_invisible(c);
    let head = text[..start].trim_end_matches(room);
    let article = ["the", "The", "a", "A", "an", "An"]
        .iter()
        .filter_map(|article| head.strip_suffix(article))
        .find(|rest| !rest.ends_with(char::is_alphanumeric));
    let head = article.unwrap_or(head);
    let head = head.trim_end_matches(room);
    let after = text[end..]
        .trim_start_matches(room)
        .trim_start_matches([',', '.'])
        .chars()
        .next();
    let straight = |c: char| matches!(c, '"' | '\'');
    let Some(mark) = head.chars().next_back() else {
        return false;
    };
    if !is_opening_quote(mark) && !straight(mark) {
        return false;
    }
    after.is_some_and(|c| is_closing_quote(c) || straight(c))
        || matches!(mark, '"' | '“') && is_torn(&head[..head.len() - mark.len_utf8()], &text[end..])
}

/// Whether an opening quotation mark between two texts has lost its counterpart: the next one opens as well, or there is none.
/// After a comma or colon speech begins, which may go on for paragraphs, and so may what begins with a paragraph.
fn is_torn(before: &str, after: &str) -> bool {
    let word = before.trim_end_matches(is_space);
    if word.len() == before.len() || !word.ends_with(char::is_alphanumeric) {
        return false;
    }
    let Some(next) = after.find(['"', '“', '”']) else {
        return true;
    };
    let (between, rest) = after.split_at(next);
    match rest.chars().next() {
        Some('“') => true,
        Some('"') => between.ends_with(is_space) && rest[1..].starts_with(char::is_alphanumeric),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_stands_in_quotation_marks() {
        for (text, expected) in [
            ("the \"two ships\" sail", true),
            ("the “two ships,” they", true),
            ("the ‘the two ships’ sail", true),
            ("the two ships sail", false),
            ("the two ships\" sail", false),
            // A torn one.
            ("the \"two ships, and the tower.", true),
            ("the \"two ships, and the \"two towers\".", true),
            ("the “two ships, and the “two towers”.", true),
            ("the “ two ships sail", true),
            // One that is closed further on.
            ("the \"two ships sail\" again", false),
            ("the “two ships sail. They land.” They", false),
            ("the “two ships sail. They land.\" They", false),
            // Speech, and a paragraph of it.
            ("he said, \"two ships sail. They land.", false),
            ("he said: “two ships sail.", false),
            ("“two ships sail. They land.", false),
            ("five\"two ships", false),
            // An apostrophe.
            ("the captains' two ships sail", false),
        ] {
            let start = text.find("two ships").unwrap();
            assert_eq!(is_quoted(text, start, start + 9), expected, "{text}");
        }
    }
}
