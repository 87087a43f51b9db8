#![cfg(test)]
#![cfg(feature = "exchange")]
//! What holds for every glossary and every file: what goes out comes back, and no bytes make an import panic.

#[path = "support/exchange.rs"]
mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use support::{ALL, export, import, import_options, reload};
use tifa::glossary::exchange::{
    self, ClassEntry, Entry, ExampleEntry, ExchangeFormat, Form, FormStatus, Losses, MemberEntry,
    TermBase,
};
use tifa::glossary::{Case, Condition, Evidence, Kind};

/// Words with what each format must escape; a number is added that no other form has.
fn term() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "kite",
        "R&D",
        "a<b",
        "x>y",
        "it's",
        "\"so\"",
        "one;two",
        "back\\slash",
        "café",
        "naïve",
        "a,b",
        "a\tb",
        "ßẞ",
        "&amp;",
        "=x",
        "-y",
        "@z",
        "'+w",
        "_x0041_",
        "e\u{301}",
        "\u{1F1E8}\u{1F1F3}",
    ]);
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.join(" "))
}

/// Text that no format may change: anything but characters that XML or Excel has no place for.
fn note() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "a note",
        "\n",
        "\t",
        "=1+1",
        "'=",
        "@x",
        "-",
        ";",
        "\\;",
        "；",
        "\"",
        "<b>",
        "&lt;",
        "]]>",
        " ",
        "。",
        "'''",
        "\"\"\"",
        "_x000D_",
        "\\n",
        "http://example.org/a?b=c&d",
    ]);
    prop::collection::vec(part, 0..6)
        .prop_map(|parts| parts.concat())
        .prop_map(|text| format!("n{text}n"))
}

fn chosen<T: Clone + std::fmt::Debug + 'static>(items: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(items.to_vec())
}

fn form() -> impl Strategy<Value = Form> {
    let status = chosen(&[
        FormStatus::Admitted,
        FormStatus::Short,
        FormStatus::Deprecated,
        FormStatus::Pattern,
        FormStatus::Superseded,
    ]);
    let condition = chosen(&[
        Condition::Always,
        Condition::WithSource,
        Condition::InQuotes,
    ]);
    let optional = || prop::option::of(note());
    let date = chosen(&["2018-03-21", "1999-12-31"]);
    (status, term(), condition, optional(), optional(), date).prop_map(
        |(status, term, condition, remark, register, date)| {
            let withdrawn = !matches!(status, FormStatus::Admitted | FormStatus::Short);
            let deprecated = matches!(status, FormStatus::Deprecated | FormStatus::Pattern);
            Form {
                term,
                status,
                condition: if deprecated {
                    condition
                } else {
                    Condition::Always
                },
                replacement: (withdrawn && remark.is_some()).then(|| "another word".to_owned()),
                until: (status == FormStatus::Superseded).then(|| date.parse().unwrap()),
                register: register.filter(|_| status == FormStatus::Admitted),
                note: remark.filter(|_| withdrawn),
                ..Form::default()
            }
        },
    )
}

fn example() -> impl Strategy<Value = ExampleEntry> {
    let found = (note(), note(), prop::option::of(note()));
    (
        prop::option::of(note()),
        note(),
        prop::collection::vec(found, 0..2),
    )
        .prop_map(|(source, text, finds)| ExampleEntry {
            source,
            text,
            finds,
        })
}

fn entry() -> impl Strategy<Value = Entry> {
    let reference = chosen(&[None, Some("https://example.org/a?b=c&d=\"e\"".to_owned())]);
    (
        (
            chosen(Kind::ALL),
            chosen(Evidence::ALL),
            reference,
            prop::option::of(note()),
        ),
        prop::collection::vec(term(), 1..4),
        prop::collection::vec(form(), 0..6),
        (
            term(),
            prop::bool::ANY,
            prop::bool::ANY,
            prop::bool::ANY,
            prop::bool::ANY,
        ),
        prop::collection::vec(example(), 0..2),
    )
        .prop_map(
            |((kind, evidence, reference, note), source, forms, flags, examples)| {
                let preferred = Form {
                    term: flags.0,
                    status: FormStatus::Preferred,
                    ..Form::default()
                };
                let mut forms: Vec<Form> = std::iter::once(preferred).chain(forms).collect();
                // The order of a glossary file.
                forms.sort_by_key(|form| match form.status {
                    FormStatus::Unmarked | FormStatus::Preferred => 0,
                    FormStatus::Admitted => 1,
                    FormStatus::Short => 2,
                    FormStatus::Deprecated | FormStatus::Pattern => 3,
                    FormStatus::Superseded => 4,
                });
                Entry {
                    kind: Some(kind),
                    evidence: Some(if reference.is_some() {
                        evidence
                    } else {
                        Evidence::Proposed
                    }),
                    reference,
                    note,
                    source,
                    forms,
                    well_known: flags.1,
                    homonym: flags.2,
                    exact: flags.3,
                    case: flags.4.then_some(Case::Common),
                    not_in: vec!["kite fair; the".to_owned()],
                    examples,
                    ..Entry::default()
                }
            },
        )
}

/// A term base as loading would give it: terms that no two entries share, words at the edges of terms.
fn term_base() -> impl Strategy<Value = TermBase> {
    prop::collection::vec(entry(), 1..4).prop_map(|mut entries| {
        let mut number = 0;
        let mut unique = |term: &mut String| {
            number += 1;
            *term = format!("t{number} {term} t{number}")
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
        };
        for (index, entry) in entries.iter_mut().enumerate() {
            entry.id = format!("{}entry-{index}", if index == 1 { "1-" } else { "" });
            entry.source.iter_mut().for_each(&mut unique);
            entry
                .source
                .iter_mut()
                .for_each(|term| term.insert(0, '汉'));
            for form in &mut entry.forms {
                unique(&mut form.term);
                if form.status == FormStatus::Pattern {
                    form.term = regex_of(&form.term);
                }
                if form.status == FormStatus::Preferred {
                    // Where the preferred form has no capitals, `common` goes without saying.
                    form.term += " T";
                    form.term += "x";
                }
            }
        }
        TermBase {
            title: None,
            classes: vec![ClassEntry {
                id: "season".to_owned(),
                members: vec![MemberEntry {
                    id: "spring".to_owned(),
                    source: vec!["春；季".to_owned()],
                    target: vec!["Spring; tide".to_owned(), "a \"spring\"".to_owned()],
                }],
            }],
            entries,
        }
    })
}

/// A pattern that finds the text and no other.
fn regex_of(text: &str) -> String {
    let mut pattern = String::from("(?i)\\b");
    for c in text.chars() {
        if "\\&<>;+".contains(c) {
            pattern.push('\\');
        }
        if !matches!(c, '{' | '}') {
            pattern.push(c);
        }
    }
    pattern
        .replace("\\<", "[<]")
        .replace("\\>", "[>]")
        .replace("\\;", "[;]")
}

static FILES: LazyLock<Vec<(ExchangeFormat, Vec<u8>)>> = LazyLock::new(|| {
    let text = "id,zh,en,status\na,甲,one,\na,甲,two,short\nb,乙{n},three {n},\n";
    let text = import(text.as_bytes(), &import_options(ExchangeFormat::Csv)).text;
    let base = reload(&text, &[]);
    ALL.iter()
        .map(|&options| {
            (
                options.format,
                export(&base, options, &mut Losses::default()),
            )
        })
        .collect()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_out_comes_back(base in term_base()) {
        for options in ALL {
            let mut losses = Losses::default();
            let bytes = export(&base, options, &mut losses);
            prop_assert!(losses.is_empty(), "{:?}", losses);
            let imported = import(&bytes, &import_options(options.format));
            prop_assert_eq!(&imported.left_out, &[], "{:?}", options);
            prop_assert!(imported.losses.is_empty(), "{:?} {:?}", options, imported.losses);
            let again = reload(&imported.text, &[]);
            prop_assert_eq!(&base.entries, &again.entries, "{:?}", options);
            prop_assert_eq!(&base.classes, &again.classes, "{:?}", options);
        }
    }

    #[test]
    fn no_bytes_make_an_import_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), format in 0..6_usize) {
        let format = ALL[format].format;
        drop(exchange::import(&bytes, &import_options(format)));
        let text = String::from_utf8_lossy(&bytes).into_owned();
        drop(exchange::import(text.as_bytes(), &import_options(format)));
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(
        which in 0..6_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let (format, whole) = &FILES[which];
        let mut bytes = whole.clone();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(imported) = exchange::import(&bytes, &import_options(*format)) {
            reload(&imported.text, &[]);
        }
        bytes.truncate(cut.index(whole.len()));
        if let Ok(imported) = exchange::import(&bytes, &import_options(*format)) {
            reload(&imported.text, &[]);
        }
    }
}
