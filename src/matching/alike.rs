//! Renderings of a concept that differ in capitals, hyphens or spaces alone count as one wording.

use serde::{Deserialize, Serialize};

use super::flat;
use crate::glossary::{Concept, Glossary, RenderingForm};

/// Which renderings are spelt as an earlier one of their concept.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Alike {
    /// Concept, rendering and the earlier rendering; sorted. Few renderings have one.
    #[serde(with = "flat")]
    earlier: Vec<[u32; 3]>,
}

impl Alike {
    pub(super) fn new(glossary: &Glossary) -> Self {
        let mut earlier = Vec::new();
        for (number, concept) in (0..).zip(glossary.concepts()) {
            for rendering in 1..concept.renderings.len() {
                if let Some(first) = first_alike(concept, rendering) {
                    earlier.push([number, rendering as u32, first as u32]);
                }
            }
        }
        Self { earlier }
    }

    /// The first rendering of a concept that is spelt as the given one: often that one itself.
    pub(super) fn first(&self, concept: u32, rendering: usize) -> usize {
        let key = [concept, rendering as u32];
        let found = self
            .earlier
            .binary_search_by_key(&key, |row| [row[0], row[1]]);
        found.map_or(rendering, |at| self.earlier[at][2] as usize)
    }
}

/// The first of the renderings before a correct one that differs from it in capitals or hyphens alone. A short one without
/// capitals describes, and is not taken for the name that has them: `discipline inspection commissions` beside one of that
/// name.
fn first_alike(concept: &Concept, rendering: usize) -> Option<usize> {
    let own = &concept.renderings[rendering];
    if !own.status.is_correct() {
        return None;
    }
    let is_name = |term: &str| term.contains(char::is_uppercase);
    let describes = own.form == RenderingForm::Short && !is_name(own.term.as_str());
    let mut before = concept.renderings[..rendering].iter();
    before.position(|other| {
        let other = other.term.as_str();
        same_letters(other, own.term.as_str()) && !(describes && is_name(other))
    })
}

/// Whether two wordings differ in capitals, hyphens and spaces at most.
fn same_letters(left: &str, right: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = u8> + '_ {
        let kept = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
        kept.map(|byte| byte.to_ascii_lowercase())
    }
    if left.contains('-') || right.contains('-') {
        return letters(left).eq(letters(right));
    }
    left.eq_ignore_ascii_case(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{GlossaryFile, load};

    #[test]
    fn capitals_and_hyphens_make_no_other_wording() {
        let text = "[glossary]\nformat = 1\nid = \"g\"\n\n[[concept]]\nid = \"c\"\nkind = \"organ\"\nsource = [\"甲\"]\n\
                    evidence = \"proposed\"\npreferred = \"Fact-Finding Office\"\n\
                    admitted = [\"fact finding office\", \"Office of Facts\"]\n\
                    short = [\"Office\", \"office\"]\n";
        let glossary = load(&[GlossaryFile::new("g.toml", text)]).glossary;
        let renderings = &glossary.concepts()[0].renderings;
        let alike = Alike::new(&glossary);
        let first_of = |term: &str| {
            let place = renderings
                .iter()
                .position(|form| form.term.as_str() == term);
            renderings[alike.first(0, place.unwrap())].term.as_str()
        };
        assert_eq!(first_of("Fact-Finding Office"), "Fact-Finding Office");
        assert_eq!(first_of("fact finding office"), "Fact-Finding Office");
        assert_eq!(first_of("Office of Facts"), "Office of Facts");
        // The small one describes.
        assert_eq!(first_of("office"), "office");
    }
}
