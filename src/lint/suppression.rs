//! What a text silences itself: comments, and the front matter of a Markdown file.
//!
//! | Written | Silences |
//! |---|---|
//! | `<!-- tifa-ignore NAME… -- reason -->` | the block that the comment stands in; alone on its line, the next block |
//! | `<!-- tifa-disable NAME… -->` | all that follows, up to `<!-- tifa-enable NAME… -->` |
//! | `<!-- tifa-ignore-file NAME… -->` | the whole text |
//! | `tifa: {ignore: [NAME…]}` in front matter | the whole text |
//!
//! A name is a rule's, a concept's, or `RULE:CONCEPT` for what the one says of the other; without one, everything is silenced. What a suppression does not do is handed to the
//! rules as [`IdleSuppression`]. How one is written into a text is the matter of `ignore.rs`.

use std::collections::HashMap;

use super::settings::{Settings, nearest_rule};
use super::suppression_text::{self, Comment, Name};
use crate::diagnostics::Diagnostic;
use crate::documents::{Document, Part, Role};
use crate::glossary::Glossary;
use crate::rules::{self, IdleSuppression, Idleness, RULES};
use crate::text::{Location, PartId, Span};

/// How a finding came to be silenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SilencedBy {
    /// By a comment or the front matter, which stands there.
    Text(Location),
    /// By `per-file-ignores` of the configuration.
    Settings,
}

/// All suppressions of one document.
pub(super) struct Suppressions<'d> {
    document: &'d Document,
    list: Vec<Suppression>,
    /// The one that counts for a block and a name; `None` for every name.
    blocks: HashMap<(usize, Option<String>), usize>,
    files: HashMap<Option<String>, usize>,
    /// Where a region begins or ends, in order.
    regions: Vec<Border>,
    /// Comments that begin like a suppression and are none.
    misspelt: Vec<IdleSuppression>,
}

/// One name of one suppression.
struct Suppression {
    /// All of the comment or of the list.
    whole: Location,
    /// The name, or the whole where there is none.
    place: Span,
    name: Option<String>,
    /// Whether it is the only name of its suppression.
    alone: bool,
    in_comment: bool,
    unexplained: bool,
    used: bool,
}

struct Border {
    at: Location,
    name: Option<String>,
    /// The suppression that begins here; `None` where one ends.
    begins: Option<usize>,
}

impl<'d> Suppressions<'d> {
    /// Reads what a document says.
    pub(super) fn read(document: &'d Document, settings: &Settings) -> Self {
        let mut all = Self {
            document,
            list: Vec::new(),
            blocks: HashMap::new(),
            files: HashMap::new(),
            regions: Vec::new(),
            misspelt: Vec::new(),
        };
        let mut first = 0;
        for (part, id) in document.parts().iter().zip(0..) {
            all.read_part(part, PartId(id), first, settings);
            first += part.segments.len();
        }
        all
    }

    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty() && self.regions.is_empty() && self.misspelt.is_empty()
    }

    fn read_part(&mut self, part: &Part, id: PartId, first: usize, settings: &Settings) {
        if !part.front_matter.is_empty() {
            for names in suppression_text::front_matter(&part.text, part.front_matter) {
                let whole = Location::new(id, names.1);
                let added = self.add(whole, names.0, false, false);
                for index in added {
                    let name = self.list[index].name.clone();
                    self.files.entry(name).or_insert(index);
                }
            }
        }
        for comment in &part.comments {
            let said = match suppression_text::comment(&part.text, comment.text) {
                None => continue,
                Some(Comment::Misspelt(word, nearest)) => {
                    self.misspelt.push(IdleSuppression {
                        location: Location::new(id, word.span),
                        name: Some(word.text),
                        why: Idleness::Misspelt { nearest },
                        removed: None,
                    });
                    continue;
                }
                Some(Comment::Said(said)) => said,
            };
            let whole = Location::new(id, comment.span);
            if said.verb == "tifa-enable" {
                for name in names_or_all(&said.names) {
                    self.regions.push(Border {
                        at: whole,
                        name,
                        begins: None,
                    });
                }
                continue;
            }
            let unexplained = settings.require_reason && said.reason.is_none();
            let added = self.add(whole, said.names, true, unexplained);
            if unexplained {
                continue;
            }
            for index in added {
                let name = self.list[index].name.clone();
                match said.verb {
                    "tifa-ignore-file" => {
                        self.files.entry(name).or_insert(index);
                    }
                    "tifa-disable" => self.regions.push(Border {
                        at: whole,
                        name,
                        begins: Some(index),
                    }),
                    _ => {
                        if let Some(block) = block_of(part, comment.span, comment.inside) {
                            self.blocks.entry((first + block, name)).or_insert(index);
                        }
                    }
                }
            }
        }
    }

    fn add(
        &mut self,
        whole: Location,
        names: Vec<Name>,
        in_comment: bool,
        unexplained: bool,
    ) -> std::ops::Range<usize> {
        let begin = self.list.len();
        let suppression = |name: Option<String>, place, alone| Suppression {
            whole,
            place,
            name,
            alone,
            in_comment,
            unexplained,
            used: false,
        };
        let alone = names.len() == 1;
        if names.is_empty() {
            self.list.push(suppression(None, whole.span, true));
        }
        // What is missing is said once.
        let told = if unexplained { 1 } else { names.len() };
        for name in names.into_iter().take(told) {
            self.list
                .push(suppression(Some(name.text), name.span, alone));
        }
        begin..self.list.len()
    }

    /// Whether a comment silences a rule in a block, which is given by the number of its segment.
    pub(super) fn silences_in(&self, block: usize, rule: &str) -> bool {
        self.blocks.contains_key(&(block, Some(rule.to_owned())))
    }

    /// Takes out of findings, which are sorted by place, what is silenced.
    pub(super) fn silence(
        &mut self,
        found: Vec<Diagnostic>,
        silenced: &mut Vec<(Diagnostic, SilencedBy)>,
    ) -> Vec<Diagnostic> {
        let mut standing = Vec::with_capacity(found.len());
        let mut open: HashMap<Option<String>, usize> = HashMap::new();
        let mut next = 0;
        for diagnostic in found {
            let at = diagnostic.location;
            while let Some(border) = self.regions.get(next)
                && (border.at.part, border.at.span.start()) <= (at.part, at.span.start())
            {
                match (border.begins, &border.name) {
                    (Some(index), name) => {
                        open.entry(name.clone()).or_insert(index);
                    }
                    (None, None) => open.clear(),
                    (None, name) => drop(open.remove(name)),
                }
                next += 1;
            }
            open.retain(|_, &mut index| self.list[index].whole.part == at.part);
            match self.narrowest(&diagnostic, &open) {
                Some(index) => {
                    self.list[index].used = true;
                    let by = SilencedBy::Text(self.list[index].whole);
                    silenced.push((diagnostic, by));
                }
                None => standing.push(diagnostic),
            }
        }
        standing
    }

    /// The suppression nearest to a finding that silences it: of its block, then of a region, then of the file.
    fn narrowest(
        &self,
        diagnostic: &Diagnostic,
        open: &HashMap<Option<String>, usize>,
    ) -> Option<usize> {
        // The narrowest name first, so that a wider one beside it is known to be idle.
        let keys: Vec<Option<String>> = names_of(diagnostic)
            .into_iter()
            .map(Some)
            .chain([None])
            .collect();
        let block = (!self.blocks.is_empty())
            .then(|| segment_at(self.document, diagnostic.location))
            .flatten();
        let in_block = block.and_then(|block| {
            let mut keys = keys.iter();
            keys.find_map(|key| self.blocks.get(&(block, key.clone())))
        });
        in_block
            .or_else(|| keys.iter().find_map(|key| open.get(key)))
            .or_else(|| keys.iter().find_map(|key| self.files.get(key)))
            .copied()
    }

    /// The suppressions that did nothing, in the order of the text. What a rule that is off would have found is not known.
    pub(super) fn idle(&self, settings: &Settings, glossary: &Glossary) -> Vec<IdleSuppression> {
        let all_on = (0..RULES.len()).all(|index| settings.severity(index).is_some());
        let mut idle: Vec<IdleSuppression> = self
            .list
            .iter()
            .filter(|suppression| !suppression.used)
            .filter_map(|suppression| {
                let why = idleness(suppression, settings, glossary, all_on)?;
                let part = self.document.part(suppression.whole.part);
                let removed = if !suppression.in_comment {
                    None
                } else if suppression.alone {
                    Some(suppression_text::with_line(
                        &part.text,
                        suppression.whole.span,
                    ))
                } else {
                    Some(suppression_text::with_gap(&part.text, suppression.place))
                };
                Some(IdleSuppression {
                    location: Location::new(suppression.whole.part, suppression.place),
                    name: suppression.name.clone(),
                    why,
                    removed,
                })
            })
            .chain(self.misspelt.iter().cloned())
            .collect();
        idle.sort_by_key(|idle| idle.location);
        idle
    }
}

/// The names that silence a finding, the narrowest first.
pub(super) fn names_of(diagnostic: &Diagnostic) -> Vec<String> {
    let rule = diagnostic.rule.as_str();
    match diagnostic.concept.as_deref() {
        Some(concept) => vec![
            format!("{rule}:{concept}"),
            rule.to_owned(),
            concept.to_owned(),
        ],
        None => vec![rule.to_owned()],
    }
}

fn names_or_all(names: &[Name]) -> Vec<Option<String>> {
    if names.is_empty() {
        return vec![None];
    }
    names.iter().map(|name| Some(name.text.clone())).collect()
}

/// Why a suppression did nothing; `None` where that cannot be told.
fn idleness(
    suppression: &Suppression,
    settings: &Settings,
    glossary: &Glossary,
    all_on: bool,
) -> Option<Idleness> {
    // `RULE:CONCEPT` is two names.
    let both = suppression.name.as_deref().map(|name| {
        let (rule, concept) = name.split_once(':').unwrap_or((name, name));
        (rule, concept)
    });
    if let (Some(name), Some((rule, concept))) = (&suppression.name, both) {
        let is_rule = rules::find(rule).is_some();
        let is_concept = glossary.find(concept).is_some()
            || glossary
                .concepts()
                .iter()
                .any(|known| *known.id == *concept);
        let is_known = match name.contains(':') {
            true => is_rule && is_concept,
            false => is_rule || is_concept,
        };
        if !is_known {
            let near_rule = |name: &str| {
                nearest_rule(name)
                    .filter(|rule| strsim::damerau_levenshtein(name, rule) <= 1 + rule.len() / 4)
                    .map(str::to_owned)
            };
            let near_concept = |name: &str| {
                let ids = glossary.concepts().iter().map(|concept| &*concept.id);
                crate::glossary::nearest(name, ids).map(str::to_owned)
            };
            let nearest = if name.contains(':') {
                let rule = is_rule.then(|| rule.to_owned()).or_else(|| near_rule(rule));
                let near = || near_concept(concept);
                let concept = is_concept.then(|| concept.to_owned()).or_else(near);
                rule.zip(concept)
                    .map(|(rule, concept)| format!("{rule}:{concept}"))
            } else {
                near_rule(name).or_else(|| near_concept(name))
            };
            return Some(Idleness::Unknown { nearest });
        }
    }
    if suppression.unexplained {
        return Some(Idleness::Unexplained);
    }
    let rule = both.and_then(|(name, _)| {
        let mut rules = RULES.iter();
        rules.position(|rule| rule.id().as_str() == name)
    });
    let judged = match rule {
        Some(index) => settings.severity(index).is_some(),
        None => all_on,
    };
    judged.then_some(Idleness::Unused)
}

/// The segment that a comment is about, by its number in the part.
fn block_of(part: &Part, comment: Span, inside: bool) -> Option<usize> {
    let after = part
        .segments
        .partition_point(|segment| segment.span().start() < comment.start());
    if !inside {
        return (after < part.segments.len()).then_some(after);
    }
    let before = part.segments[..after].iter();
    before
        .rev()
        .take(REACH)
        .position(|segment| segment.role() != Role::Caption)
        .map(|back| after - 1 - back)
}

/// Captions that stand in one block and are passed over in looking for it.
const REACH: usize = 64;

/// The segment that a finding stands in, by its number in the document.
pub(super) fn segment_at(document: &Document, location: Location) -> Option<usize> {
    let mut first = 0;
    for (part, id) in document.parts().iter().zip(0..) {
        if PartId(id) != location.part {
            first += part.segments.len();
            continue;
        }
        let after = part
            .segments
            .partition_point(|segment| segment.span().start() <= location.span.start());
        let mut near = (after.saturating_sub(REACH)..after).rev();
        let found = near.find(|&at| {
            let segment = part.segments[at].span();
            location.span.start() < segment.end().max(segment.start() + 1)
        });
        return found.map(|at| first + at);
    }
    None
}
