#![cfg(test)]
//! Glossaries in and out of other formats: what comes back is what went out, and broken files are one clear error each.

#[path = "support/exchange.rs"]
mod support;

use std::collections::HashSet;

use pretty_assertions::assert_eq;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use support::{ALL, export, import, import_options, reload, tbx};
use tifa::glossary;
use tifa::glossary::exchange::{self, ExchangeFormat, Losses, TbxOptions, TermBase};

/// The bundled glossaries as a term base.
fn bundled() -> TermBase {
    let files = glossary::bundled();
    let loaded = glossary::load(&files);
    let all: Vec<usize> = (0..files.len()).collect();
    TermBase::of(&loaded.glossary, &all)
}

#[test]
fn the_bundled_glossaries_come_back_from_every_format() {
    let base = bundled();
    assert!(base.entries.len() > 1000 && base.classes.len() > 5);
    for options in ALL {
        let mut losses = Losses::default();
        let bytes = export(&base, options, &mut losses);
        let lines: Vec<String> = losses.lines().collect();
        assert!(lines.is_empty(), "{options:?}: {lines:?}");
        let imported = import(&bytes, &import_options(options.format));
        assert_eq!(imported.left_out, [], "{options:?}");
        let lines: Vec<String> = imported.losses.lines().collect();
        assert!(lines.is_empty(), "{options:?}: {lines:?}");
        let again = reload(&imported.text, &[]);
        same_entries(&base, &again, &format!("{options:?}"));
    }
}

/// Concept by concept, so that a difference is short.
fn same_entries(base: &TermBase, again: &TermBase, what: &str) {
    for (one, other) in base.entries.iter().zip(&again.entries) {
        assert_eq!(one, other, "{what}");
    }
    for (one, other) in base.classes.iter().zip(&again.classes) {
        assert_eq!(one, other, "{what}");
    }
    assert_eq!(base.entries.len(), again.entries.len(), "{what}");
    assert_eq!(base.classes.len(), again.classes.len(), "{what}");
}

#[test]
fn the_same_glossary_gives_the_same_bytes() {
    let base = bundled();
    for options in ALL {
        let first = export(&base, options, &mut Losses::default());
        let second = export(&base, options, &mut Losses::default());
        assert!(first == second, "{options:?}");
    }
}

#[test]
fn what_is_bundled_already_is_not_imported_again() {
    let bytes = export(
        &bundled(),
        tbx(TbxOptions::default()),
        &mut Losses::default(),
    );
    let mut options = import_options(ExchangeFormat::Tbx);
    options.beside_bundled = true;
    let imported = import(&bytes, &options);
    assert_eq!(imported.left_out, []);
    assert_eq!(
        (imported.concepts, imported.known),
        (0, bundled().entries.len())
    );
}

/// What may stand in an element of TBX: children in their order, each at most once unless it ends in `*`.
const CONTENT: &[(&str, &[&str])] = &[
    ("", &["tbx", "martif"]),
    ("tbx", &["tbxHeader", "text"]),
    ("martif", &["martifHeader", "text"]),
    ("tbxHeader", &["fileDesc"]),
    ("martifHeader", &["fileDesc", "encodingDesc"]),
    ("fileDesc", &["titleStmt", "sourceDesc"]),
    ("titleStmt", &["title"]),
    ("sourceDesc", &["p"]),
    ("encodingDesc", &["p"]),
    ("text", &["body", "back"]),
    ("body", &["conceptEntry*", "termEntry*"]),
    ("conceptEntry", &["category*", "langSec*"]),
    ("termEntry", &["category*", "langSet*"]),
    ("langSec", &["termSec*"]),
    ("langSet", &["tig*"]),
    ("termSec", &["term", "category*"]),
    ("tig", &["term", "category*"]),
    ("back", &["refObjectSec*", "refObjectList*"]),
    ("refObjectSec", &["refObject*"]),
    ("refObjectList", &["refObject*"]),
    ("refObject", &["item*"]),
];

/// Where a data category of TBX-Basic may stand and, where the standard lists them, what it may say.
const CATEGORIES: &[(&str, &str, &[&str])] = &[
    ("subjectField", "conceptEntry termEntry", &[]),
    (
        "externalCrossReference",
        "conceptEntry termEntry termSec tig",
        &[],
    ),
    (
        "administrativeStatus",
        "termSec tig",
        &[
            "preferredTerm-admn-sts",
            "admittedTerm-admn-sts",
            "deprecatedTerm-admn-sts",
            "supersededTerm-admn-sts",
        ],
    ),
    (
        "termType",
        "termSec tig",
        &[
            "fullForm",
            "acronym",
            "abbreviation",
            "shortForm",
            "variant",
            "phrase",
        ],
    ),
    ("note", "conceptEntry termEntry termSec tig", &[]),
];

/// The data category that an element is, in either style.
fn category(start: &BytesStart<'_>) -> Option<String> {
    let name = start.local_name();
    let name: &str = name.as_ref();
    let kind = start.try_get_attribute("type").unwrap();
    match name {
        "admin" | "descrip" | "termNote" | "xref" => Some(kind.unwrap().value.into_owned()),
        "note" => Some("note".to_owned()),
        name if start.name().as_ref().contains(':') => Some(name.to_owned()),
        _ => None,
    }
}

/// A reading of its own: content models, places and values of data categories, ids that are names and unique.
fn check_structure(bytes: &[u8], basic_only: bool) {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut reader = Reader::from_str(text);
    // Each open element: its name, the place in its content that was reached, the category it is.
    let mut open: Vec<(String, usize, Option<String>)> = vec![(String::new(), 0, None)];
    let mut ids = HashSet::new();
    let mut entries = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                let category = category(&start);
                let shown = category.as_ref().map_or(name.as_str(), |_| "category");
                let (parent, reached, _) = open.last_mut().unwrap();
                let content = CONTENT.iter().find(|(element, _)| element == parent);
                let (_, content) = content.unwrap_or_else(|| panic!("`{parent}` holds `{name}`"));
                let at = content
                    .iter()
                    .position(|child| child.trim_end_matches('*') == shown);
                let at = at.unwrap_or_else(|| panic!("`{parent}` holds `{name}`"));
                let repeats = content[at].ends_with('*');
                assert!(at >= *reached, "`{name}` stands too late in `{parent}`");
                *reached = if repeats { at } else { at + 1 };
                if let Some(category) = &category {
                    let private = category.starts_with("x-tifa-");
                    assert!(!private || !basic_only, "{category}");
                    let known = CATEGORIES.iter().find(|(other, ..)| other == category);
                    let places = known.map_or("", |(_, places, _)| places);
                    assert!(
                        private || places.contains(parent.as_str()),
                        "{category} in {parent}"
                    );
                }
                if let Some(id) = start.try_get_attribute("id").unwrap() {
                    assert!(
                        id.value
                            .starts_with(|c: char| c.is_alphabetic() || c == '_'),
                        "{}",
                        id.value
                    );
                    assert!(
                        ids.insert(id.value.clone().into_owned()),
                        "{} twice",
                        id.value
                    );
                }
                entries += usize::from(name == "conceptEntry" || name == "termEntry");
                open.push((name, 0, category));
            }
            Event::End(_) => {
                let (name, reached, _) = open.pop().unwrap();
                let needs_more = matches!(&*name, "termSec" | "tig") && reached == 0;
                assert!(!needs_more, "`{name}` without a term");
            }
            Event::Text(written) => {
                let category = open.last().and_then(|(.., category)| category.as_ref());
                let known = CATEGORIES
                    .iter()
                    .find(|(other, ..)| Some(*other) == category.map(String::as_str));
                if let Some((name, _, values)) = known.filter(|(.., values)| !values.is_empty()) {
                    assert!(values.contains(&&*written), "{name}: {}", &*written);
                }
            }
            Event::Eof => break,
            Event::Decl(_) | Event::DocType(_) | Event::GeneralRef(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(open.len(), 1);
    assert!(entries > 1000, "{entries}");
}

#[test]
fn tbx_has_the_structure_of_the_standard() {
    let glossary = glossary::load(&glossary::bundled()).glossary;
    for options in &ALL[..3] {
        check_structure(&export(&bundled(), *options, &mut Losses::default()), false);
        let mut plain = *options;
        plain.tbx.basic_only = true;
        let mut base = bundled();
        let mut losses = Losses::default();
        base.write_out(&glossary, &mut losses);
        check_structure(&export(&base, plain, &mut losses), true);
        assert!(losses.count("patterns, left out") > 0 && losses.count("classes, left out") > 5);
    }
}

/// What a template says of every member, other tools are told for each.
#[test]
fn templates_are_written_out() {
    let text = "id,zh,en,status,classes\nfair,{season}风筝会,{season} Kite Fair,preferred,\nfair,{season}风筝会,Kite \
                Meeting of {season},deprecated,\nspring,春季; 春,Spring,member,season\nautumn,秋季,Autumn; Fall,member,season\n";
    let imported = import(text.as_bytes(), &import_options(ExchangeFormat::Csv));
    assert_eq!(imported.left_out, []);
    let files = [glossary::GlossaryFile::new("a.toml", imported.text)];
    let glossary = glossary::load(&files).glossary;
    let mut base = TermBase::of(&glossary, &[0]);
    base.write_out(&glossary, &mut Losses::default());
    let written: Vec<_> = base
        .entries
        .iter()
        .map(|entry| {
            let forms: Vec<&str> = entry.forms.iter().map(|form| form.term.as_str()).collect();
            (
                entry.id.as_str(),
                entry.source.join("、"),
                forms.join(" / "),
            )
        })
        .collect();
    assert_eq!(
        written,
        [
            (
                "fair-spring",
                "春季风筝会".to_owned(),
                "Spring Kite Fair / Kite Meeting of Spring".to_owned()
            ),
            (
                "fair-autumn",
                "秋季风筝会".to_owned(),
                "Autumn Kite Fair / Kite Meeting of Autumn".to_owned()
            ),
        ]
    );
}

#[test]
fn an_entry_is_appended_and_the_rest_stays() {
    let entry = exchange::Entry {
        id: "kite".to_owned(),
        source: vec!["风筝".to_owned()],
        ..exchange::Entry::default()
    };
    let added = "\n[[concept]]\nid = \"kite\"\nkind = \"phrase\"\nsource = [\"风筝\"]\nevidence = \"proposed\"\n";
    let crlf = added.replace('\n', "\r\n");
    let begun = "[glossary]\nformat = 1\nid = \"house\"\nsource-language = \"zh-Hans\"\ntarget-language = \"en\"\n";
    for (text, expected) in [
        (None, format!("{begun}{added}")),
        (Some(""), added.to_owned()),
        (Some("a=1 # x\n"), format!("a=1 # x\n{added}")),
        (Some("a=1 # x"), format!("a=1 # x\n{added}")),
        (Some("a=1\n\n"), format!("a=1\n{added}")),
        (Some("a=1\r\nb=2\r\n"), format!("a=1\r\nb=2\r\n{crlf}")),
        (Some("a=1\r\nb=2"), format!("a=1\r\nb=2\r\n{crlf}")),
        (Some("a=1\r\n\r\n"), format!("a=1\r\n{crlf}")),
    ] {
        assert_eq!(exchange::append(text, "house", &entry), expected);
    }
}
