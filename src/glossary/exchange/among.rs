//! Entries among one another: which are one concept, which share a form, and what follows from that.

use std::collections::HashMap;

use super::complete::{drop_repeats, one_line, unique};
use super::entry::{Entry, Form, FormStatus};
use super::remark::Losses;
use crate::glossary::Condition;
use crate::text::comparison_key;

/// Entries that only withdraw forms, as lists with a row for each form have them, go to the entry of the same Chinese.
pub(super) fn adopt(entries: Vec<Entry>) -> Vec<Entry> {
    let is_right = |entry: &Entry| entry.forms.iter().any(|form| form.status.is_correct());
    let source = |entry: &Entry| entry.source.first().map(|term| one_line(term));
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut orphans = Vec::new();
    for entry in entries {
        if is_right(&entry) || entry.forms.is_empty() {
            if let Some(source) = source(&entry) {
                places.entry(source).or_insert(kept.len());
            }
            kept.push(entry);
        } else {
            orphans.push(entry);
        }
    }
    for orphan in orphans {
        match source(&orphan).and_then(|source| places.get(&source)) {
            Some(&place) => {
                let note = orphan.note;
                kept[place]
                    .forms
                    .extend(orphan.forms.into_iter().map(|form| Form {
                        note: form.note.or_else(|| note.clone()),
                        ..form
                    }));
            }
            None => kept.push(orphan),
        }
    }
    kept
}

/// Entries that prefer the same English for other Chinese terms say so; entries with the same Chinese and the same
/// preferred English become one.
pub(super) fn join(entries: Vec<Entry>, losses: &mut Losses) -> Vec<Entry> {
    let mut joined: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut by_preferred: HashMap<String, Vec<usize>> = HashMap::new();
    for entry in entries {
        let preferred = entry.preferred().map_or("", |form| &form.term);
        let same = by_preferred.entry(comparison_key(preferred)).or_default();
        let twin = same
            .iter()
            .copied()
            .find(|&at| joined[at].source[0] == entry.source[0]);
        if let Some(twin) = twin {
            losses.add(
                "entries joined with an earlier one of the same terms",
                entry.name(),
            );
            let twin = &mut joined[twin];
            let more = entry.forms.into_iter();
            twin.forms
                .extend(more.filter(|form| form.status != FormStatus::Preferred));
            twin.source = unique(
                std::mem::take(&mut twin.source)
                    .into_iter()
                    .chain(entry.source),
            );
            drop_repeats(twin, losses);
            continue;
        }
        same.push(joined.len());
        joined.push(entry);
    }
    let shared = by_preferred.into_values().filter(|same| same.len() > 1);
    for index in shared.flatten() {
        joined[index].homonym = true;
    }
    joined
}

/// Other tools forbid a form for one source term. Where it is right for another concept, it is a fault only where the
/// source names the first. `is_known` says whether an earlier glossary has a form as right, the named concept aside.
pub(super) fn bind_to_source(
    entries: &mut [Entry],
    is_known: impl Fn(&str, &str) -> bool,
    losses: &mut Losses,
) {
    let mut owners: HashMap<String, (usize, bool)> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for form in entry.forms.iter().filter(|form| form.status.is_correct()) {
            let owner = owners
                .entry(comparison_key(&form.term))
                .or_insert((index, false));
            owner.1 |= owner.0 != index;
        }
    }
    for (index, entry) in entries.iter_mut().enumerate() {
        let id = entry.id.clone();
        for form in &mut entry.forms {
            if form.status != FormStatus::Deprecated || form.condition != Condition::Always {
                continue;
            }
            let key = comparison_key(&form.term);
            let owner = owners.get(&key);
            let here = owner.is_some_and(|&(owner, several)| owner != index || several);
            if here || is_known(&key, &id) {
                form.condition = Condition::WithSource;
                losses.add(
                    "withdrawn forms that are right for another concept, made `only-with-source`",
                    &id,
                );
            }
        }
    }
}
