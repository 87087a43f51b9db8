//! Tables as other tools write and read them.

use std::str::FromStr;

use super::columns::Field;
use super::entry::{Entry, FormStatus, TermBase};
use super::remark::{ExchangeError, Losses};
use super::{ExchangeFormat, Place, csv, xlsx};

/// A tool with tables of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// The CSV of a memoQ term base; read only.
    Memoq,
    /// A DeepL glossary: Chinese and English, without a heading.
    Deepl,
    /// A glossary of Google Cloud Translation: Chinese and English, without a heading.
    Google,
    /// A glossary of Weblate: `source`, `target`.
    Weblate,
    /// A glossary of Phrase Strings: `term`, its properties, a column for each language.
    Phrase,
}

impl Preset {
    /// All presets.
    pub const ALL: [Self; 5] = [
        Self::Memoq,
        Self::Deepl,
        Self::Google,
        Self::Weblate,
        Self::Phrase,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Memoq => "memoq",
            Self::Deepl => "deepl",
            Self::Google => "google",
            Self::Weblate => "weblate",
            Self::Phrase => "phrase",
        }
    }

    /// Whether its tables have no heading. Google's may have one, if it begins with the languages.
    pub(super) fn is_headless(self, found: &[Option<Field>]) -> bool {
        let languages = [Some(Field::Chinese), Some(Field::English)];
        match self {
            Self::Deepl => true,
            Self::Google => !found.iter().take(2).all(|field| languages.contains(field)),
            Self::Memoq | Self::Weblate | Self::Phrase => false,
        }
    }

    /// What a heading means to this tool alone.
    pub(super) fn field(self, heading: &str) -> Option<Field> {
        match (self, heading.trim()) {
            (Self::Phrase, "term") => Some(Field::Chinese),
            (Self::Memoq, "Entry_ID") => Some(Field::Id),
            (Self::Memoq, "Entry_Note") => Some(Field::Note),
            _ => None,
        }
    }

    /// The heading of an exported table.
    fn heading(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Weblate => Some(&["source", "target"]),
            Self::Phrase => Some(&[
                "term",
                "case sensitive",
                "translatable",
                "description",
                "en",
            ]),
            Self::Memoq | Self::Deepl | Self::Google => None,
        }
    }
}

impl FromStr for Preset {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|preset| preset.name() == name);
        found.ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|preset| preset.name()).collect();
            format!("`{name}` is no preset; write one of {}", names.join(", "))
        })
    }
}

/// Writes what a translation glossary can hold: each Chinese term once, with the form to write.
pub(super) fn write(
    base: &TermBase,
    preset: Preset,
    format: ExchangeFormat,
    losses: &mut Losses,
) -> Result<Vec<u8>, ExchangeError> {
    if preset == Preset::Memoq {
        let message = "the preset memoq is for import; memoQ reads `--plain` tables and assigns \
                       their columns when it imports them";
        return Err(ExchangeError::new(Place::Unknown, message));
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    rows.extend(
        preset
            .heading()
            .map(|heading| heading.iter().map(|name| (*name).to_owned()).collect()),
    );
    let mut seen = std::collections::HashSet::new();
    for entry in &base.entries {
        count_losses(entry, preset, losses);
        let Some(preferred) = entry.preferred() else {
            continue;
        };
        for term in &entry.source {
            if term.contains('{') || preferred.term.contains('{') {
                losses.add(
                    "templates, left out (write them out with --plain)",
                    &entry.id,
                );
                continue;
            }
            if !seen.insert(term) {
                losses.add(
                    "Chinese terms that an earlier entry has, left out",
                    &entry.id,
                );
                continue;
            }
            let (chinese, english) = (term.clone(), preferred.term.clone());
            rows.push(if preset == Preset::Phrase {
                let fixed = preferred.term.contains(char::is_uppercase).to_string();
                let note = entry.note.clone().unwrap_or_default();
                vec![chinese, fixed, "true".to_owned(), note, english]
            } else {
                vec![chinese, english]
            });
        }
    }
    match format {
        ExchangeFormat::Xlsx => xlsx::write(&rows, &[]),
        ExchangeFormat::Tsv => csv::write(&rows, b'\t'),
        _ => csv::write(&rows, b','),
    }
}

fn count_losses(entry: &Entry, preset: Preset, losses: &mut Losses) {
    for (lost, what) in [
        (
            entry.note.is_some() && preset != Preset::Phrase,
            "notes, left out",
        ),
        (entry.reference.is_some(), "references, left out"),
        (
            entry.kind.is_some() || entry.evidence.is_some(),
            "kinds and evidence, left out",
        ),
    ] {
        if lost {
            losses.add(what, &entry.id);
        }
    }
    for form in &entry.forms {
        let what = match form.status {
            FormStatus::Preferred => continue,
            FormStatus::Admitted | FormStatus::Short | FormStatus::Unmarked => {
                "admitted and short forms, left out"
            }
            _ => "withdrawn forms, left out",
        };
        losses.add(what, &entry.id);
    }
}
