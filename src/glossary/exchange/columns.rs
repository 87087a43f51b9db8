//! Which column of a table holds what.

use std::fmt;
use std::str::FromStr;

use super::Place;
use super::preset::Preset;
use super::remark::{ExchangeError, Losses};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The id of the concept.
    Id,
    /// Chinese terms.
    Chinese,
    /// An English form, or several.
    English,
    /// How the form is judged.
    Status,
    /// What to write instead.
    Use,
    /// The last day on which a superseded form was right.
    Until,
    /// When the form counts as a fault.
    Condition,
    /// The register of the form.
    Register,
    /// A remark about the form.
    Remark,
    /// The kind of the concept.
    Kind,
    /// Its classes.
    Classes,
    /// Longer wordings in which it is not meant.
    NotIn,
    /// Which capitals its wordings may have.
    Case,
    /// Switches: well-known, homonym, exact.
    Flags,
    /// How sure the preferred form is.
    Evidence,
    /// Who says so.
    Reference,
    /// A note about the concept.
    Note,
    /// Sentences that prove it.
    Examples,
    /// Whether the form is forbidden.
    Forbidden,
    /// Whether the form is the preferred one.
    Preferred,
    /// What memoQ says of the term in the column before.
    Info,
}

/// Every field that a table of this program has, in the order of its columns.
pub(super) const OWN: [(Field, &str); 18] = [
    (Field::Id, "id"),
    (Field::Chinese, "zh"),
    (Field::English, "en"),
    (Field::Status, "status"),
    (Field::Use, "use"),
    (Field::Until, "until"),
    (Field::Condition, "condition"),
    (Field::Register, "register"),
    (Field::Remark, "remark"),
    (Field::Kind, "kind"),
    (Field::Classes, "classes"),
    (Field::NotIn, "not-in"),
    (Field::Case, "case"),
    (Field::Flags, "flags"),
    (Field::Evidence, "evidence"),
    (Field::Reference, "reference"),
    (Field::Note, "note"),
    (Field::Examples, "examples"),
];

/// The status of a row that is no concept but a member of a class.
pub(super) const MEMBER: &str = "member";

/// Other names that columns go by, in lower case with hyphens.
const OTHER_NAMES: &[(Field, &[&str])] = &[
    (Field::Id, &["entry-id", "concept-id", "concept", "cid"]),
    (
        Field::Chinese,
        &[
            "zh-hans",
            "zh-cn",
            "zh-hans-cn",
            "source",
            "source-term",
            "中文",
            "汉语",
            "原文",
            "中文术语",
        ],
    ),
    (
        Field::English,
        &[
            "en-us",
            "en-gb",
            "target",
            "target-term",
            "translation",
            "英文",
            "英语",
            "译文",
            "译名",
            "英文术语",
        ],
    ),
    (
        Field::Status,
        &[
            "term-status",
            "administrative-status",
            "usage-status",
            "状态",
        ],
    ),
    (Field::Until, &["date", "valid-until"]),
    (Field::Kind, &["类别", "类型"]),
    (
        Field::Reference,
        &["url", "source-reference", "出处", "来源"],
    ),
    (
        Field::Note,
        &[
            "notes",
            "comment",
            "comments",
            "description",
            "definition",
            "explanation",
            "entry-note",
            "备注",
            "说明",
            "注释",
            "定义",
        ],
    ),
    (Field::Forbidden, &["forbidden", "do-not-use", "禁用"]),
    (Field::Preferred, &["preferred", "首选"]),
    (Field::Info, &["term-info"]),
];

impl Field {
    /// What `--map` calls it.
    fn from_word(word: &str) -> Option<Self> {
        let own = OWN.iter().find(|(_, name)| *name == word);
        own.map(|&(field, _)| field).or(match word {
            "forbidden" => Some(Self::Forbidden),
            "preferred" => Some(Self::Preferred),
            _ => None,
        })
    }

    /// What the heading of a column means.
    fn of_heading(heading: &str) -> Option<Self> {
        let name = heading.trim().to_lowercase().replace([' ', '_'], "-");
        if let Some(field) = Self::from_word(&name) {
            return Some(field);
        }
        if let Some((field, _)) = OTHER_NAMES
            .iter()
            .find(|(_, names)| names.contains(&&*name))
        {
            return Some(*field);
        }
        let definition = name.ends_with("-def") || name.ends_with("-definition");
        match &*name {
            _ if definition => Some(Self::Note),
            name if name.starts_with("chinese") => Some(Self::Chinese),
            name if name.starts_with("english") => Some(Self::English),
            _ => None,
        }
    }
}

/// Columns as the user names them: `zh=Term,en=3`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMap {
    /// Field and column: its heading, or its number from 1.
    pub columns: Vec<(Field, String)>,
    /// Whether the first row is no heading.
    pub headless: bool,
}

/// A column map that cannot be read.
#[derive(Debug)]
pub struct ColumnMapError(String);

impl fmt::Display for ColumnMapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ColumnMapError {}

impl FromStr for ColumnMap {
    type Err = ColumnMapError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = || {
            let names: Vec<&str> = OWN.iter().map(|&(_, name)| name).collect();
            format!("{}, forbidden, preferred", names.join(", "))
        };
        let columns = text
            .split(',')
            .map(|part| {
                let (word, column) = part.split_once('=').ok_or_else(|| {
                    ColumnMapError(format!(
                        "`{part}` names no column; write `zh=Chinese,en=English`"
                    ))
                })?;
                let field = Field::from_word(word.trim()).ok_or_else(|| {
                    ColumnMapError(format!("`{word}` is no field; write one of {}", names()))
                })?;
                Ok((field, column.trim().to_owned()))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            columns,
            headless: false,
        })
    }
}

/// What each column of a table holds, and whether its first row is a heading.
pub(super) struct Columns {
    pub(super) fields: Vec<Option<Field>>,
    pub(super) has_heading: bool,
}

impl Columns {
    /// Finds the columns by what the user says, by the preset, and by their headings.
    pub(super) fn find(
        first: &[String],
        place: Place,
        map: &ColumnMap,
        preset: Option<Preset>,
        losses: &mut Losses,
    ) -> Result<Self, ExchangeError> {
        let mut fields: Vec<Option<Field>> = vec![None; first.len()];
        let by_heading = |cell: &String| match preset {
            Some(preset) => preset.field(cell).or_else(|| Field::of_heading(cell)),
            None => Field::of_heading(cell),
        };
        let found: Vec<Option<Field>> = first.iter().map(by_heading).collect();
        let headless = map.headless || preset.is_some_and(|preset| preset.is_headless(&found));
        if !headless {
            fields = found;
        } else if map.columns.is_empty() {
            for (field, column) in fields.iter_mut().zip([Field::Chinese, Field::English]) {
                *field = Some(field_or(*field, column));
            }
        }
        for (field, column) in &map.columns {
            let index = Self::index(first, column, headless).ok_or_else(|| {
                let message = format!("there is no column `{column}`; {}", shown(first, headless));
                ExchangeError::new(place.clone(), message)
            })?;
            for (at, other) in fields.iter_mut().enumerate() {
                if *other == Some(*field) && at != index {
                    *other = None;
                }
            }
            fields[index] = Some(*field);
        }
        for (field, name, what) in [
            (Field::Chinese, "zh", "Chinese"),
            (Field::English, "en", "English"),
        ] {
            if !fields.contains(&Some(field)) {
                let message = format!(
                    "no column holds the {what} terms; {}; name it with `--map {name}=COLUMN`",
                    shown(first, headless)
                );
                return Err(ExchangeError::new(place, message));
            }
        }
        if !headless {
            for (cell, field) in first.iter().zip(&fields) {
                if field.is_none() && !cell.trim().is_empty() {
                    losses.add(format!("column `{}`, not read", cell.trim()), "");
                }
            }
        }
        Ok(Self {
            fields,
            has_heading: !headless,
        })
    }

    fn index(first: &[String], column: &str, headless: bool) -> Option<usize> {
        let named = first.iter().position(|cell| cell.trim() == column);
        let same = |cell: &String| cell.trim().eq_ignore_ascii_case(column);
        let named = named.or_else(|| first.iter().position(same));
        if let Some(index) = named.filter(|_| !headless) {
            return Some(index);
        }
        let number: usize = column.parse().ok()?;
        number.checked_sub(1).filter(|&index| index < first.len())
    }
}

fn field_or(field: Option<Field>, default: Field) -> Field {
    field.unwrap_or(default)
}

/// The columns there are, for a message.
fn shown(first: &[String], headless: bool) -> String {
    if headless {
        return format!("the table has {} columns", first.len());
    }
    let names: Vec<String> = first
        .iter()
        .filter(|cell| !cell.trim().is_empty())
        .take(12)
        .map(|cell| {
            let name: String = super::complete::one_line(cell).chars().take(30).collect();
            format!("`{name}`")
        })
        .collect();
    format!("the first row has {}", names.join(", "))
}
