#![cfg(test)]
//! What holds for the fixes of every text under every glossary: twice is once, and nothing beside the edits changes.

mod support;

use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use tifa::diagnostics::{Applicability, RuleId};
use tifa::documents::{Format, read_str};
use tifa::fix::{Places, Unsettled, apply, select, settle, settle_around};
use tifa::glossary::{self, Glossary, GlossaryFile};
use tifa::lint::{Linter, Settings};
use tifa::text::Span;

const WORDS: [&str; 9] = [
    "ba", "open", "Fi", "GO", "the", "e-du", "ba's", "onus", "R&D",
];

const GAPS: [&str; 20] = [
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n> ",
    "\n\n",
    " a ",
    " An ",
    ". A ",
    ", ",
    " ,",
    " \"",
    "\" ",
    " “",
    "’s ",
    " the the ",
];

/// Glossaries over few words, so that forms overlap, stand inside each other and are rewritten into one another.
fn glossaries() -> impl Strategy<Value = String> {
    let form = || {
        prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..4)
            .prop_map(|words| words.join(" "))
    };
    let concept = (
        form(),
        prop::collection::vec(form(), 0..2),
        prop::collection::vec((form(), prop::option::of(form())), 0..4),
        any::<bool>(),
    );
    prop::collection::vec(concept, 1..5).prop_map(|concepts| {
        let mut text = String::new();
        for (index, (preferred, admitted, deprecated, common)) in concepts.into_iter().enumerate() {
            let case = if common { "common" } else { "fixed" };
            write!(
                text,
                "[[concept]]\nid = \"c{index}\"\nkind = \"phrase\"\nsource = [\"甲{index}\"]\ncase = \"{case}\"\n\
                 evidence = \"proposed\"\npreferred = \"{preferred}\"\nadmitted = {admitted:?}\ndeprecated = ["
            )
            .unwrap();
            for (form, instead) in deprecated {
                match instead {
                    Some(instead) => write!(text, "{{ term = {form:?}, use = {instead:?} }}, ").unwrap(),
                    None => write!(text, "{form:?}, ").unwrap(),
                }
            }
            text.push_str("]\n");
        }
        support::with_header(&text, 0)
    })
}

fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(WORDS.to_vec());
    let gap = prop::sample::select(GAPS.to_vec());
    let mark = prop::sample::select(vec![
        "", "", "", "", "**", "<b>", "</b>", "*", "&amp;", "中", "\u{200B}", ".",
    ]);
    prop::collection::vec((word, mark, gap), 0..30).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(word, mark, gap)| format!("{word}{mark}{gap}"))
            .collect()
    })
}

/// The text between the edits of one round stays, byte for byte, in its order.
fn only_edits_change(text: &str, linter: &Linter<'_>, format: Format, at_least: Applicability) {
    let document = read_str("any", text, format);
    let findings = linter.lint(&document).diagnostics;
    let choices = select(text, &findings, at_least, &Unsettled::default());
    let edits: Vec<_> = choices
        .iter()
        .flat_map(|choice| &choice.fix.edits)
        .collect();
    let after = apply(text, edits.iter().copied());
    let (mut from, mut to) = (0, 0);
    for edit in &edits {
        assert!(edit.span.start() >= from, "{edits:?} in {text:?}");
        let kept = Span::new(from, edit.span.start()).of(text);
        assert_eq!(
            after.get(to..to + kept.len()),
            Some(kept),
            "{edits:?} in {text:?}"
        );
        to += kept.len();
        assert!(
            after[to..].starts_with(&edit.replacement),
            "{edit:?} in {text:?}"
        );
        to += edit.replacement.len();
        from = edit.span.end();
    }
    assert_eq!(&after[to..], &text[from..], "{edits:?} in {text:?}");
}

/// What is settled has nothing left to settle.
fn twice_is_once(text: &str, linter: &Linter<'_>, format: Format, at_least: Applicability) {
    let once = settle(read_str("any", text, format), at_least, |document| {
        linter.lint(document)
    });
    let fixed = once.document.parts()[0].text.clone();
    let fresh = read_str("any", &fixed, format);
    assert_eq!(
        linter.lint(&fresh).diagnostics,
        once.findings.diagnostics,
        "{text:?}"
    );
    let left = select(
        &fixed,
        &once.findings.diagnostics,
        at_least,
        &once.unsettled,
    );
    assert!(left.is_empty(), "{left:?} is left of {text:?}");
    let twice = settle(fresh, at_least, |document| linter.lint(document));
    assert_eq!(
        twice.document.parts()[0].text,
        fixed,
        "{text:?} {:?}",
        once.unsettled
    );
}

/// What is left alone keeps its words; what stands beside it is fixed all the same.
fn what_is_left_alone_stays(text: &str, linter: &Linter<'_>, format: Format, every: usize) {
    let document = read_str("any", text, format);
    let found = linter.lint(&document).diagnostics;
    let mut alone = Places::default();
    for diagnostic in found.iter().step_by(every) {
        alone.insert(diagnostic);
    }
    let words = |places: &Places, text: &str| -> Vec<(String, RuleId)> {
        let words = places.iter();
        words
            .map(|(span, rule)| (span.of(text).to_owned(), rule))
            .collect()
    };
    let before = words(&alone, text);
    let settled = settle_around(document, Applicability::Unsafe, &alone, |document| {
        linter.lint(document)
    });
    let after = words(&settled.alone, &settled.document.parts()[0].text);
    // Only another finding that shares words with one may take it away.
    let mut rest = before.iter();
    for kept in &after {
        assert!(rest.any(|known| known == kept), "{kept:?} of {text:?}");
    }
    if every == 1 {
        assert_eq!(settled.document.parts()[0].text, text, "all was to stay");
        assert_eq!(after, before);
    }
}

/// Texts and glossaries that once went wrong.
#[test]
fn what_was_found_settles() {
    for (deprecated, preferred, text) in [
        // Its last word is missing where the text ends.
        ("", "onus ba the", "ba onus "),
        // The fixes of one kind come to an end on the text that those of another leave.
        (
            "{ term = \"ba\", use = \"ba's e-du\" }",
            "Fi",
            "ba ba&amp; the the ba\n> e-du ",
        ),
    ] {
        let text_of = |id: usize, preferred: &str, deprecated: &str| {
            format!(
                "[[concept]]\nid = \"c{id}\"\nkind = \"phrase\"\nsource = [\"甲{id}\"]\ncase = \"fixed\"\n\
                 evidence = \"proposed\"\npreferred = \"{preferred}\"\ndeprecated = [{deprecated}]\n"
            )
        };
        let concepts = text_of(0, preferred, deprecated) + &text_of(1, "ba the", "\"e-du\"");
        let file = GlossaryFile::new("g.toml", support::with_header(&concepts, 0));
        let glossary = glossary::load(&[file]).glossary;
        let linter = Linter::new(&glossary, Settings::default());
        for format in FORMATS {
            for at_least in [Applicability::Unsafe, Applicability::Safe] {
                only_edits_change(text, &linter, format, at_least);
                twice_is_once(text, &linter, format, at_least);
            }
        }
    }
}

static BUNDLED: LazyLock<Glossary> =
    LazyLock::new(|| glossary::load(&glossary::bundled()).glossary);

static LINTER: LazyLock<Linter<'static>> =
    LazyLock::new(|| Linter::new(&BUNDLED, Settings::default()));

/// Whole wordings of the bundled glossaries, withdrawn ones among them.
fn terms() -> impl Strategy<Value = String> {
    let forms: Vec<String> = BUNDLED
        .concepts()
        .iter()
        .flat_map(|concept| &concept.renderings)
        .map(|rendering| rendering.term.as_str().replace("{n}", "20th"))
        .collect();
    let term = prop::sample::select(forms);
    let gap = prop::sample::select(GAPS.to_vec());
    prop::collection::vec((term, gap), 0..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(term, gap)| format!("{term}{gap}"))
            .collect()
    })
}

const FORMATS: [Format; 3] = [Format::Text, Format::Markdown, Format::Html];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_of_any_glossary_settle(glossary in glossaries(), text in texts()) {
        // Entries that contradict each other take no part; what is left is a glossary.
        let glossary = glossary::load(&[GlossaryFile::new("g.toml", glossary)]).glossary;
        let linter = Linter::new(&glossary, Settings::default());
        for format in FORMATS {
            for every in [1, 2, 3] {
                what_is_left_alone_stays(&text, &linter, format, every);
            }
            for at_least in [Applicability::Unsafe, Applicability::Safe] {
                only_edits_change(&text, &linter, format, at_least);
                twice_is_once(&text, &linter, format, at_least);
            }
        }
    }

    #[test]
    fn fixes_of_the_bundled_glossaries_settle(text in terms()) {
        for format in FORMATS {
            only_edits_change(&text, &LINTER, format, Applicability::Unsafe);
            twice_is_once(&text, &LINTER, format, Applicability::Unsafe);
        }
    }
}
