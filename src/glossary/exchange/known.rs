//! What the bundled glossaries say already of the concepts that are imported.

use std::collections::{HashMap, HashSet};

use super::entry::{ClassEntry, Entry, Form, FormStatus, TermBase};
use crate::glossary::{Glossary, GlossaryFile, load};
use crate::text::comparison_key;

/// The glossaries beside which an imported one will be used.
pub(super) struct Known {
    glossary: Glossary,
    classes: Vec<ClassEntry>,
    by_source: HashMap<String, Vec<usize>>,
    /// The concepts for which a wording is right.
    correct: HashMap<String, Vec<usize>>,
}

impl Known {
    pub(super) fn new(files: &[GlossaryFile]) -> Self {
        let glossary = load(files).glossary;
        let mut by_source: HashMap<String, Vec<usize>> = HashMap::new();
        let mut correct: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, concept) in glossary.concepts().iter().enumerate() {
            if concept.renderings.is_empty() {
                continue;
            }
            for rendering in &concept.renderings {
                if rendering.status.is_correct() {
                    let key = comparison_key(rendering.term.as_str());
                    correct.entry(key).or_default().push(index);
                }
            }
            for term in &concept.source {
                by_source.entry(term.to_string()).or_default().push(index);
            }
        }
        let all: Vec<usize> = (0..files.len()).collect();
        let classes = TermBase::of(&glossary, &all).classes;
        Self {
            glossary,
            classes,
            by_source,
            correct,
        }
    }

    /// Whether a form, by its comparison key, is right for a bundled concept other than the one of the given id.
    pub(super) fn has_correct(&self, key: &str, id: &str) -> bool {
        let owners = self.correct.get(key).into_iter().flatten();
        owners
            .map(|&index| &self.glossary.concepts()[index])
            .any(|concept| &*concept.id != id)
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.glossary.find(id).is_some()
    }

    /// Whether a class is bundled, word for word.
    pub(super) fn has_class(&self, class: &ClassEntry) -> bool {
        self.classes.contains(class)
    }

    /// Leaves out the entries that say nothing that is not bundled. One that says more, or something else, of a bundled
    /// concept takes its place, and keeps what does not contradict it.
    pub(super) fn compare(&self, entries: &mut Vec<Entry>) {
        let mut replaced = HashSet::new();
        entries.retain_mut(|entry| {
            let candidates = self.same_concepts(entry);
            let covers = |(_, bundled): &(usize, Entry)| says_no_more(entry, bundled);
            if candidates.iter().any(covers) {
                return false;
            }
            if let Some((index, bundled)) = candidates.into_iter().next()
                && replaced.insert(index)
            {
                take_over(entry, bundled);
            }
            true
        });
    }

    /// The bundled concepts that have a Chinese term of the entry; first the one of its id, then those that prefer its
    /// preferred form, then those that share another form.
    fn same_concepts(&self, entry: &Entry) -> Vec<(usize, Entry)> {
        let terms = entry.source.iter();
        let mut indices: Vec<usize> = terms
            .filter_map(|term| self.by_source.get(term))
            .flatten()
            .copied()
            .collect();
        indices.sort_unstable();
        indices.dedup();
        let keys: HashSet<String> = keys(entry);
        let preferred = entry.preferred().map(|form| comparison_key(&form.term));
        let mut candidates: Vec<(usize, Entry)> = indices
            .into_iter()
            .map(|index| (index, Entry::of(&self.glossary.concepts()[index])))
            .collect();
        candidates.sort_by_cached_key(|(_, bundled)| {
            let same_preferred =
                bundled.preferred().map(|form| comparison_key(&form.term)) == preferred;
            let shares = !keys.is_disjoint(&self::keys(bundled));
            (bundled.id != entry.id, !same_preferred, !shares)
        });
        candidates
    }
}

/// The forms of an entry as they are compared.
fn keys(entry: &Entry) -> HashSet<String> {
    let forms = entry.forms.iter();
    forms.map(|form| comparison_key(&form.term)).collect()
}

/// Whether an entry holds nothing that the bundled one does not say as well.
fn says_no_more(entry: &Entry, bundled: &Entry) -> bool {
    let preferred = |entry: &Entry| entry.preferred().map(|form| form.term.clone());
    let has_form = |form: &Form| {
        let mut forms = bundled.forms.iter();
        forms.any(|other| {
            other.term == form.term
                && other.status.is_correct() == form.status.is_correct()
                && (form.status.is_correct() || other.condition == form.condition)
        })
    };
    preferred(entry) == preferred(bundled)
        && entry
            .source
            .iter()
            .all(|term| bundled.source.contains(term))
        && entry.forms.iter().all(has_form)
}

/// Wordings that an entry does not want to be written any more, as words.
struct Rejected(Vec<Vec<String>>);

impl Rejected {
    /// What an entry withdraws, and what it prefers another wording to.
    fn new(entry: &Entry, instead_of: Option<&Form>) -> Self {
        let withdrawn = entry.forms.iter();
        let withdrawn = withdrawn
            .filter(|form| !form.status.is_correct() && form.status != FormStatus::Pattern);
        let forms = withdrawn.chain(instead_of);
        Self(forms.map(|form| words(&form.term)).collect())
    }

    /// Makes what is taken over write nothing of the kind: where it would write just that, the preferred wording is
    /// written; whether the form can be taken over at all.
    fn let_write(&self, form: &mut Form) -> bool {
        let Some(written) = form.replacement.as_deref().map(words) else {
            return true;
        };
        if self.0.contains(&written) {
            form.replacement = None;
        }
        let mut rejected = self.0.iter();
        form.replacement.is_none()
            || !rejected.any(|some| written.windows(some.len().max(1)).any(|part| part == some))
    }
}

fn words(term: &str) -> Vec<String> {
    let key = comparison_key(term);
    key.split(' ').map(str::to_owned).collect()
}

/// Makes an entry replace the bundled one: its own word stands, and what it does not touch is kept.
fn take_over(entry: &mut Entry, bundled: Entry) {
    let preferred = |entry: &Entry| entry.preferred().map(|form| form.term.clone());
    let agrees = preferred(entry) == preferred(&bundled);
    let rejected = Rejected::new(entry, bundled.preferred().filter(|_| !agrees));
    entry.id = bundled.id;
    entry.overrides = true;
    entry.kind = entry.kind.or(bundled.kind);
    if entry.classes.is_empty() {
        entry.classes = bundled.classes;
    }
    for term in bundled.source {
        if !entry.source.contains(&term) {
            entry.source.push(term);
        }
    }
    for term in bundled.not_in {
        if !entry.not_in.contains(&term) {
            entry.not_in.push(term);
        }
    }
    let own = keys(entry);
    for mut form in bundled.forms {
        if own.contains(&comparison_key(&form.term)) || !rejected.let_write(&mut form) {
            continue;
        }
        if form.status == FormStatus::Preferred {
            form.status = FormStatus::Admitted;
        }
        entry.forms.push(form);
    }
    entry.well_known |= bundled.well_known;
    entry.homonym |= bundled.homonym;
    entry.exact |= bundled.exact;
    if agrees {
        entry.case = entry.case.or(bundled.case);
        entry.note = entry.note.take().or(bundled.note);
        if entry.evidence.is_none() {
            entry.evidence = bundled.evidence;
            entry.reference = entry.reference.take().or(bundled.reference);
        }
    }
}
