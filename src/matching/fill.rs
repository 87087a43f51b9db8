//! A term with its slots filled from a mention: what stands there, and what should.

use std::borrow::Cow;

use super::inflection::{head, plural};
use super::mention::{Binding, Mention};
use super::typeset::typeset;
use crate::glossary::{Class, ClassId, Glossary, NUMERAL, Piece, RenderingForm, Template};
use crate::text::{is_ordinal_word, numeral_value, ordinal};

/// Which wording of a class's member fills a slot.
#[derive(Clone, Copy, PartialEq)]
enum Wording {
    /// The one that stands in the text.
    Found,
    /// The member's first, which is the preferred one; for a numeral in figures the ordinal, where one is meant.
    Preferred { ordinal: bool },
}

/// What is shown for a slot of which a mention says nothing.
const UNSAID: &str = "…";

/// The form that a mention uses, in its own capitals, with what stands in its slots.
pub(super) fn as_form<'g>(
    glossary: &'g Glossary,
    term: &'g Template,
    mention: &Mention,
    text: &str,
) -> Cow<'g, str> {
    let slot = |taken: &mut Slots<'_>, name: &str| {
        let filled = taken.next(glossary, name, text, Wording::Found);
        Some(filled.unwrap_or(Cow::Borrowed(UNSAID)))
    };
    match filled(term, &mention.bindings, slot) {
        Some(filled) => inflect(filled, mention, text),
        None => Cow::Borrowed(term.as_str()),
    }
}

/// What to write for a mention; `None` where a slot has nothing to be filled with.
pub(super) fn replacement<'g>(
    glossary: &'g Glossary,
    term: &'g Template,
    mention: &Mention,
    text: &str,
) -> Option<Cow<'g, str>> {
    let wording = preferred(glossary, mention);
    let filled = fill(glossary, term, &mention.bindings, text, wording)?;
    Some(inflect(filled, mention, text))
}

fn preferred(glossary: &Glossary, mention: &Mention) -> Wording {
    let ordinal = !mention.bindings.is_empty() && glossary.concept(mention.concept).has_ordinal();
    Wording::Preferred { ordinal }
}

/// A term with its slots filled from a mention, neither plural nor possessive; as written where that cannot be done.
pub(super) fn uninflected<'g>(
    glossary: &'g Glossary,
    term: &'g Template,
    mention: &Mention,
    text: &str,
) -> Cow<'g, str> {
    let wording = preferred(glossary, mention);
    let filled = fill(glossary, term, &mention.bindings, text, wording);
    filled.unwrap_or(Cow::Borrowed(term.as_str()))
}

/// A Chinese term with its slots filled from a mention. A numeral that is not known becomes `N`, what a mention does not
/// say an ellipsis.
pub(super) fn source(
    glossary: &Glossary,
    term: &Template,
    bindings: &[Binding],
    text: &str,
) -> String {
    let mut filled = String::new();
    for piece in term.pieces() {
        let name = match piece {
            Piece::Literal(words) => {
                filled.push_str(words);
                continue;
            }
            Piece::Slot(name) => name,
        };
        let class = glossary.class_id(name).map(|class| class.0);
        let binding = bindings.iter().find(|binding| binding.class == class);
        match binding {
            Some(binding) if name == NUMERAL => match numeral_value(binding.span.of(text)) {
                Some(value) => filled.push_str(&in_chinese(value)),
                None => filled.push('N'),
            },
            Some(Binding {
                class: Some(class),
                member,
                inner,
                span,
                ..
            }) => {
                let class = glossary.class(ClassId(*class));
                let member = class.members.get(*member as usize);
                match member.and_then(|member| member.source.first()) {
                    Some(term) => filled.push_str(&source(glossary, term, inner, text)),
                    None => filled.push_str(span.of(text)),
                }
            }
            _ => match namesake(glossary, name, bindings) {
                Some(term) => filled.push_str(term.as_str()),
                None => filled.push('…'),
            },
        }
    }
    filled
}

/// A number as Chinese names of congresses and sessions have it: `二十`; above 99 in figures, as years are.
fn in_chinese(value: u32) -> String {
    const FIGURES: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (tens, ones) = ((value / 10) as usize, (value % 10) as usize);
    if value > 99 {
        return value.to_string();
    }
    let mut written = String::new();
    if tens > 1 {
        written.push(FIGURES[tens]);
    }
    if tens > 0 {
        written.push('十');
    }
    if ones > 0 || tens == 0 {
        written.push(FIGURES[ones]);
    }
    written
}

/// The Chinese of a class's member that goes by the id of a member which the mention names in another class: the same
/// level in another case, the same field as an adjective.
fn namesake<'g>(glossary: &'g Glossary, class: &str, bindings: &[Binding]) -> Option<&'g Template> {
    let wanted = glossary.class(glossary.class_id(class)?);
    bindings.iter().find_map(|binding| {
        let bound = glossary
            .class(ClassId(binding.class?))
            .members
            .get(binding.member as usize)?;
        let member = wanted.members.iter().find(|member| member.id == bound.id)?;
        member.source.first()
    })
}

fn fill<'g>(
    glossary: &'g Glossary,
    term: &'g Template,
    bindings: &[Binding],
    text: &str,
    wording: Wording,
) -> Option<Cow<'g, str>> {
    filled(term, bindings, |slots, name| {
        slots.next(glossary, name, text, wording)
    })
}

/// What fills the slots of a term, each once as long as there are others.
struct Slots<'b> {
    bindings: &'b [Binding],
    used: Vec<bool>,
}

impl Slots<'_> {
    /// What fills the next slot of a name.
    fn next<'g>(
        &mut self,
        glossary: &'g Glossary,
        name: &str,
        text: &str,
        wording: Wording,
    ) -> Option<Cow<'g, str>> {
        let class = if name == NUMERAL {
            None
        } else {
            Some(glossary.class_id(name)?.0)
        };
        let matching = |index: &usize| self.bindings[*index].class == class;
        let all = 0..self.bindings.len();
        let unused = |index: &usize| matching(index) && !self.used[*index];
        let index = { all.clone() }
            .find(unused)
            .or_else(|| { all }.find(matching))?;
        self.used[index] = true;
        member(glossary, &self.bindings[index], text, wording)
    }
}

/// A term with each slot filled by `slot`; `None` where that gives nothing.
fn filled<'g, 'b>(
    term: &'g Template,
    bindings: &'b [Binding],
    slot: impl Fn(&mut Slots<'b>, &str) -> Option<Cow<'g, str>>,
) -> Option<Cow<'g, str>> {
    if !term.has_slots() {
        return Some(Cow::Borrowed(term.as_str()));
    }
    let used = vec![false; bindings.len()];
    let mut slots = Slots { bindings, used };
    let mut filled = String::new();
    for piece in term.pieces() {
        match piece {
            Piece::Literal(words) => filled.push_str(words),
            Piece::Slot(name) => filled.push_str(&slot(&mut slots, name)?),
        }
    }
    Some(Cow::Owned(numerals_once(filled)))
}

/// `{n}th` filled with `20th` has its ending once.
fn numerals_once(filled: String) -> String {
    const ENDINGS: [&str; 4] = ["st", "nd", "rd", "th"];
    let doubled = |word: &str| {
        ENDINGS.iter().any(|end| {
            word.strip_suffix(end).is_some_and(|stem| {
                let in_figures = stem.starts_with(|c: char| c.is_ascii_digit());
                in_figures && ENDINGS.iter().any(|end| stem.ends_with(end)) || is_ordinal_word(stem)
            })
        })
    };
    if !filled.split(' ').any(doubled) {
        return filled;
    }
    let words: Vec<&str> = filled
        .split(' ')
        .map(|word| {
            if doubled(word) {
                &word[..word.len() - 2]
            } else {
                word
            }
        })
        .collect();
    words.join(" ")
}

fn member<'g>(
    glossary: &'g Glossary,
    binding: &Binding,
    text: &str,
    wording: Wording,
) -> Option<Cow<'g, str>> {
    let Some(class) = binding.class else {
        let numeral = binding.span.of(text);
        let wanted = (wording == Wording::Preferred { ordinal: true }).then(|| ordinal(numeral));
        return Some(Cow::Owned(
            wanted.flatten().unwrap_or_else(|| numeral.to_owned()),
        ));
    };
    let class: &Class = glossary.class(ClassId(class));
    let member = class.members.get(binding.member as usize)?;
    let found = member.target.get(binding.target as usize)?;
    if wording != Wording::Found
        && let Some(filled) = fill(
            glossary,
            member.target.first()?,
            &binding.inner,
            text,
            wording,
        )
    {
        return Some(filled);
    }
    let filled = fill(glossary, found, &binding.inner, text, Wording::Found)?;
    Some(if binding.plural {
        Cow::Owned(pluralize(&filled))
    } else {
        filled
    })
}

/// Number and possession of the text, given to the words that are to stand there.
fn inflect<'g>(mut filled: Cow<'g, str>, mention: &Mention, text: &str) -> Cow<'g, str> {
    // Which noun of a pattern's match is that of the words written instead, only their article says.
    if mention.plural && (mention.form != RenderingForm::Pattern || has_article(&filled)) {
        filled = Cow::Owned(pluralize(&filled));
    }
    if mention.possessive > 0 && is_quoted(text, mention) {
        // `the 'four self-confidences'`: the mark closes a quotation.
        let found = mention.span.of(text);
        let marks = found.len() - mention.possessive;
        filled
            .to_mut()
            .push_str(found.get(marks..).unwrap_or_default());
    } else if mention.possessive > 0 {
        let found = mention.span.of(text);
        let ending = found
            .get(found.len() - mention.possessive..)
            .unwrap_or_default();
        let mark: String = ending.chars().take(1).collect();
        let filled = filled.to_mut();
        filled.push_str(&mark);
        if !filled[..filled.len() - mark.len()].ends_with('s') || ending.chars().count() > 1 {
            filled.push('s');
        }
    }
    typeset(filled, text, mention.span)
}

fn is_article(word: &String) -> bool {
    word == "a" || word == "an"
}

/// Words from an article to its noun, at most: `a strong militant bastion`.
const ARTICLE_REACH: usize = 3;

/// Whether an article says that the head noun of a term is a singular.
fn has_article(term: &str) -> bool {
    let words: Vec<String> = term.split(' ').map(str::to_lowercase).collect();
    let head = head(words.iter().map(String::as_str));
    words[head.saturating_sub(ARTICLE_REACH)..head]
        .iter()
        .any(is_article)
}

/// Whether what looks like the ending of a possessive is the other half of the quotation mark before a mention.
fn is_quoted(text: &str, mention: &Mention) -> bool {
    let ending = &text[mention.span.end() - mention.possessive..mention.span.end()];
    let before = &text[..mention.span.start()];
    match ending {
        "'" => before.ends_with('\''),
        "’" => before.ends_with('‘'),
        _ => false,
    }
}

/// A term with its head noun in the plural, unless it seems to be plural already.
fn pluralize(term: &str) -> String {
    let words: Vec<&str> = term.split(' ').collect();
    let folded: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let head = head(folded.iter().map(String::as_str));
    let Some(many) = plural(&folded[head]) else {
        return term.to_owned();
    };
    // The stem keeps the capitals it has.
    let common = folded[head]
        .bytes()
        .zip(many.bytes())
        .take_while(|(left, right)| left == right)
        .count();
    let mut out: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    let stem = words[head].get(..common).unwrap_or(words[head]);
    let tail = many.get(common..).unwrap_or_default();
    out[head] = format!("{stem}{tail}");
    // `as a bastion`, `as bastions`.
    if let Some(article) = folded[..head].iter().rposition(is_article) {
        out.remove(article);
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_keep_capitals() {
        for (one, many) in [
            ("leading group", "leading groups"),
            (
                "Secretary of the Party Committee",
                "Secretaries of the Party Committee",
            ),
            ("NPC", "NPCs"),
            ("as a militant bastion", "as militant bastions"),
            ("Two Upholds", "Two Upholds"),
        ] {
            assert_eq!(pluralize(one), many);
        }
    }

    #[test]
    fn numbers_in_chinese() {
        for (value, written) in [
            (0, "零"),
            (8, "八"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (35, "三十五"),
            (2035, "2035"),
        ] {
            assert_eq!(in_chinese(value), written);
        }
    }

    #[test]
    fn ordinals_end_once() {
        assert_eq!(
            numerals_once("the 20thth Congress".to_owned()),
            "the 20th Congress"
        );
        assert_eq!(numerals_once("the 4th month".to_owned()), "the 4th month");
        assert_eq!(
            numerals_once("eighteenthth, thousandth".to_owned()),
            "eighteenthth, thousandth"
        );
        assert_eq!(
            numerals_once("the eighteenthth team".to_owned()),
            "the eighteenth team"
        );
    }
}
