#![cfg(test)]
//! What holds for every text: nothing panics, every place is one, and the fast search finds what a plain loop finds.

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use support::{apply, load};
use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Glossary};
use tifa::lint::{Linter, Settings};
use tifa::matching::Matcher;
use tifa::report::{FileReport, ReportFormat, ReportOptions};
use tifa::rules::RULES;

static BUNDLED: LazyLock<Glossary> =
    LazyLock::new(|| glossary::load(&glossary::bundled()).glossary);
static LINTER: LazyLock<Linter<'static>> =
    LazyLock::new(|| Linter::new(&BUNDLED, Settings::default()));

/// Words of the bundled glossaries: their renderings, and the wordings of their classes.
static TERMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let renderings = BUNDLED
        .concepts()
        .iter()
        .flat_map(|concept| &concept.renderings);
    let members = BUNDLED.classes().iter().flat_map(|class| &class.members);
    renderings
        .map(|rendering| rendering.term.as_str())
        .chain(
            members
                .flat_map(|member| &member.target)
                .map(|target| target.as_str()),
        )
        .collect()
});

/// Texts of terms, of what rules look at, and of any characters at all.
fn texts() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        " ",
        " ",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "\u{A0}",
        "\u{3000}",
        "-",
        " -",
        "–",
        "'",
        "’",
        "'s",
        "’s",
        "s'",
        ",",
        " ,",
        ", ",
        ".",
        ". ",
        "..",
        "...",
        ";",
        ":",
        "“",
        "”",
        "\"",
        "(",
        ")",
        "（",
        "）",
        "[",
        "]",
        "《",
        "》",
        "，",
        "。",
        "&",
        "&apos;",
        "&amp;",
        "&#x41;",
        "&#0;",
        "\u{FFFD}",
        "\u{202E}",
        "\u{AD}",
        "\u{200B}",
        "\u{1B}",
        "¡¯",
        "â€™",
        "Ã©",
        "é",
        "e\u{301}",
        "两个维护",
        "习近平",
        "𠀋",
        "the",
        "the the",
        "the\u{200B}the",
        "of",
        "and",
        "20, 000",
        "20th",
        "twenty-first",
        "first",
        "2018-03-21",
        "(NDRC)",
        "NPC",
        "former",
        "ﬁ",
        "Ｐ",
        "İ",
        "ß",
        "ǅ",
        "**",
        "`x`",
        "# ",
        "<b>",
        "</b>",
        "<p>",
    ]);
    let term = any::<prop::sample::Index>().prop_map(|index| (*index.get(&TERMS)).to_owned());
    let piece = prop_oneof![
        3 => term,
        6 => marks.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[A-Za-z]{1,18}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// What holds for the findings of any document.
fn check(document: &Document) {
    let findings = LINTER.lint(document).diagnostics;
    let text = &document.parts()[0].text;
    let order = |index: usize| {
        let found = &findings[index];
        let rule = RULES.iter().position(|rule| rule.id() == found.rule);
        (found.location, rule.unwrap())
    };
    for (index, found) in findings.iter().enumerate() {
        assert!(
            index == 0 || order(index - 1) <= order(index),
            "{index} out of order: {text:?}"
        );
        let span = found.location.span;
        assert!(
            text.get(span.start()..span.end()).is_some(),
            "{found:?} in {text:?}"
        );
        for label in &found.labels {
            let span = label.location.span;
            assert!(
                text.get(span.start()..span.end()).is_some(),
                "{label:?} in {text:?}"
            );
        }
        for fix in &found.fixes {
            let mut end = 0;
            for edit in &fix.edits {
                assert!(
                    edit.span.start() >= end,
                    "edits overlap: {found:?} in {text:?}"
                );
                end = edit.span.end();
                assert!(
                    text.get(edit.span.start()..end).is_some(),
                    "{found:?} in {text:?}"
                );
            }
            assert_ne!(
                &apply(text, &fix.edits),
                text,
                "a fix that changes nothing: {found:?}"
            );
        }
        assert!(!found.message.contains('\n'), "{found:?}");
    }
    let mut reporter = ReportFormat::Jsonl.reporter(&ReportOptions::default());
    let mut written = Vec::new();
    reporter
        .file(&mut written, &FileReport::new(document, &findings))
        .unwrap();
    let lines: Vec<&str> = std::str::from_utf8(&written).unwrap().lines().collect();
    assert_eq!(lines.len(), findings.len());
    for (line, found) in lines.into_iter().zip(&findings) {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(
            value["text"].as_str(),
            Some(found.location.span.of(text)),
            "{line}"
        );
        assert_eq!(
            value["span"]["start"],
            found.location.span.start(),
            "{line}"
        );
    }
}

/// A small glossary over a tiny alphabet of words: the forms, each a concept of its own.
fn forms() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let word = prop::sample::select(WORDS.to_vec());
    let form = prop::collection::vec(word, 1..5);
    prop::collection::btree_set(form, 1..8).prop_map(|forms| forms.into_iter().collect())
}

/// Words without plurals and ordinals among them, so that words are compared as they stand.
const WORDS: [&str; 5] = ["ba", "de", "fi", "go", "institutionalizationally"];

/// Leftmost, then longest: each form tried at each word.
fn naive(forms: &[Vec<&str>], words: &[&str], breaks: &[bool]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let fits = |form: &&Vec<&str>| {
            words[at..].starts_with(form) && !breaks[at + 1..at + form.len()].contains(&true)
        };
        match forms.iter().filter(fits).map(Vec::len).max() {
            Some(length) => {
                found.push((at, at + length));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Texts that once went wrong.
/// Rules that go by segment are asked stretch by stretch: no finding may be lost, told twice or changed where two
/// stretches meet.
#[test]
fn a_paragraph_has_the_same_findings_anywhere_in_a_long_text() {
    let paragraph = "The head geese spoke of the the efficiency and efficiency of primary -level work, \
        of the 21th Congress and of the guiding spirit of nailing. The Municipal Comission for \
        Discipline Inspection met in in May , and the two maintenances were studied.\n\n";
    let count = 2000;
    let text = paragraph.repeat(count);
    let found = LINTER.lint(&read_str("long.txt", &text, Format::Text));
    let mut by_paragraph = vec![Vec::new(); count];
    for diagnostic in found.diagnostics {
        let span = diagnostic.location.span;
        let at = span.start() / paragraph.len();
        let start = span.start() % paragraph.len();
        by_paragraph[at].push((start, span.len(), diagnostic.rule, diagnostic.message));
    }
    let rules: std::collections::BTreeSet<_> = by_paragraph[0].iter().map(|one| one.2).collect();
    let by_segment = RULES.iter().filter(|rule| rule.goes_by_segment());
    let spoken = by_segment.filter(|rule| rules.contains(&rule.id())).count();
    assert!(spoken > 4, "{rules:?}");
    assert!(text.len() > 5 << 16);
    for paragraph in &by_paragraph {
        assert_eq!(paragraph, &by_paragraph[0]);
    }
}

#[test]
fn texts_that_went_wrong_can_be_checked() {
    for text in [
        // What is to be written stands there already, but for the accent before it.
        "e\u{301}Constitution and Law Committee of the NPC ",
        // Words that have changed places over a line break.
        "Party committee\nCentral ArchivesPolitical Bureau of the CPC Central Committee",
    ] {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            check(&read_str("t", text, format));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_checked(text in texts()) {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            check(&read_str("any", &text, format));
        }
    }

    #[test]
    fn the_same_text_gives_the_same_findings(text in texts()) {
        let document = read_str("any", &text, Format::Text);
        let first = LINTER.lint(&document).diagnostics;
        prop_assert_eq!(first, LINTER.lint(&document).diagnostics);
    }

    #[test]
    fn the_search_finds_what_a_plain_loop_finds(
        forms in forms(),
        text in prop::collection::vec((prop::sample::select(WORDS.to_vec()), 0..6_usize), 0..30),
    ) {
        let mut concepts = String::new();
        for (index, form) in forms.iter().enumerate() {
            concepts.push_str(&format!(
                "[[concept]]\nid = \"c{index}\"\nkind = \"phrase\"\nsource = [\"甲{index}\"]\n\
                 preferred = \"{}\"\nevidence = \"proposed\"\n",
                form.join(" "),
            ));
        }
        let glossary = load(&[&concepts]).unwrap();
        let matcher = Matcher::new(&glossary);
        let mut prose = String::new();
        let (mut words, mut breaks, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        for (index, &(word, gap)) in text.iter().enumerate() {
            let gap = [" ", "  ", "\t", "\u{A0}", "; ", ". "][gap];
            if index > 0 {
                prose.push_str(gap);
            }
            breaks.push(gap.starts_with([';', '.']));
            starts.push(prose.len());
            words.push(word);
            prose.push_str(word);
        }
        let document = read_str("any.txt", &prose, Format::Text);
        let found: Vec<(usize, usize)> = matcher
            .read(&document)
            .mentions
            .iter()
            .map(|mention| (mention.span.start(), mention.span.end()))
            .collect();
        let expected: Vec<(usize, usize)> = naive(&forms, &words, &breaks)
            .into_iter()
            .map(|(from, to)| (starts[from], starts[to - 1] + words[to - 1].len()))
            .collect();
        prop_assert_eq!(found, expected, "{:?} in {:?}", forms, prose);
    }
}
