//! What is wrong with a damaged form, part by part.

use super::alignment::Alignment;
use super::mend::turned;
use super::segment::Segment;
use crate::text::Span;

/// What is wrong with one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// Letters of a word are wrong; how many.
    Misspelt(u8),
    /// Another English word stands there, one letter off.
    Mistaken,
    /// The Chinese word stands there.
    Untranslated,
    /// The singular for the plural, or the plural for the singular.
    OtherNumber,
    /// The adjective for its noun, or the noun for its adjective: `Chinese` for `China`.
    OtherEnding,
    /// Another preposition or article.
    OtherConnective,
    /// A word is missing.
    Missing,
    /// A word is too many.
    Added,
    /// The word before stands once more.
    Repeated,
    /// Two words have changed places.
    Swapped,
    /// A comma or full stop cuts the term.
    Cut,
}

/// One damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong.
    pub kind: DamageKind,
    /// The words concerned, in the segment's text; empty where something is missing.
    pub span: Span,
    /// What should stand there; empty where nothing should.
    pub expected: Box<str>,
}

/// Every damage of an alignment, in the order of the text.
pub(super) fn damages(alignment: &Alignment, segment: &Segment<'_>) -> Vec<Damage> {
    let steps = segment.forms.steps(alignment.form);
    let mut damages = Vec::new();
    for part in &alignment.parts {
        let (from, to) = part.tokens;
        let start = segment
            .tokens
            .get(from)
            .map_or(segment.text.len(), |token| token.start as usize);
        let end = if to > from {
            segment.tokens[to - 1].end as usize
        } else {
            start
        };
        if part.cut {
            let before = segment.tokens[from - 1].end as usize;
            damages.push(Damage {
                kind: DamageKind::Cut,
                span: Span::new(before, start),
                expected: "".into(),
            });
        }
        let Some(kind) = part.damage else {
            continue;
        };
        let words: Vec<&str> = if kind == DamageKind::Swapped {
            let turned = turned(part, segment).into_iter();
            turned
                .map(|(_, (start, end))| segment.between(start, end))
                .collect()
        } else {
            let steps = steps[part.steps.0..part.steps.1].iter();
            steps
                .map(|step| segment.form_word(alignment.form, step))
                .collect()
        };
        let expected = words.join(" ");
        damages.push(Damage {
            kind,
            span: Span::new(start, end),
            expected: expected.into(),
        });
    }
    damages
}
