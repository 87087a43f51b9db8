#![cfg(test)]
//! Every bundled glossary, and what is said of broken ones.

mod support;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;

use support::{load, with_header};
use tifa::diagnostics::{RuleId, Severity};
use tifa::documents::{Format, read_str};
use tifa::glossary::{
    self, Compiled, Condition, Evidence, Glossary, GlossaryFile, NUMERAL, Piece, RenderingForm,
    Template, TermStatus,
};
use tifa::lint::{Linter, Settings};
use tifa::workshop::{review, trials};

#[test]
fn bundled_glossaries_load_without_problems() {
    // As files of their own, because nothing is looked for again in what the program takes as proven.
    let files = bundled_as_written();
    let loaded = glossary::load(&files);
    let mut problems = String::new();
    for problem in &loaded.problems {
        let file = &files[problem.file];
        let span = problem.diagnostic.location.span;
        let line = file.text[..span.start()].matches('\n').count() + 1;
        writeln!(
            problems,
            "{}:{line}: {}",
            file.path, problem.diagnostic.message
        )
        .unwrap();
    }
    assert!(problems.is_empty(), "\n{problems}");
    assert!(loaded.glossary.concepts().len() > 1000);
}

/// A file that is not listed in `bundled.rs` would be in the repository and not in the program.
#[test]
fn every_glossary_is_bundled() {
    let listed: Vec<String> = glossary::bundled()
        .iter()
        .map(|file| file.path.to_string())
        .collect();
    let mut there: Vec<String> = fs::read_dir("glossaries")
        .unwrap()
        .map(|entry| {
            format!(
                "glossaries/{}",
                entry.unwrap().file_name().to_string_lossy()
            )
        })
        .collect();
    there.sort();
    let mut sorted = listed.clone();
    sorted.sort();
    assert_eq!(sorted, there, "list it in src/glossary/bundled.rs");
}

#[test]
fn bundled_concepts_have_good_ids_and_references() {
    let glossary = bundled();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for concept in glossary.concepts() {
        let id = &*concept.id;
        *seen.entry(id).or_default() += 1;
        let kebab = id.split('-').all(|word| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        assert!(kebab, "`{id}` is no id in kebab case");
        assert_eq!(seen[id], 1, "`{id}` is used twice");
        let proposed = concept.evidence == Evidence::Proposed;
        assert!(
            proposed || concept.reference.is_some(),
            "`{id}` has no reference"
        );
        assert!(!concept.source.is_empty(), "`{id}` has no Chinese term");
    }
}

#[test]
fn bundled_forms_that_are_right_pass_clean() {
    let glossary = bundled();
    let linter = Linter::new(&glossary, Settings::default());
    let aside = ["inconsistent-rendering", "undefined-abbreviation"].map(RuleId::new);
    let mut wrong = String::new();
    for concept in glossary.concepts() {
        for rendering in concept
            .renderings
            .iter()
            .filter(|other| other.status.is_correct())
        {
            let Some(filled) = filled(&glossary, &rendering.term, 0) else {
                continue;
            };
            let text = format!("They spoke about {filled} that day.");
            let document = read_str("carrier.txt", &text, Format::Text);
            for found in linter.lint(&document).diagnostics {
                if !aside.contains(&found.rule) {
                    writeln!(
                        wrong,
                        "{}: {text}\n  {} [{}]",
                        concept.id, found.message, found.rule
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn bundled_forms_that_are_withdrawn_are_reported() {
    let glossary = bundled();
    let linter = Linter::new(&glossary, Settings::default());
    let rule = RuleId::new("deprecated-rendering");
    let mut wrong = String::new();
    for concept in glossary.concepts() {
        for rendering in concept.with_status(TermStatus::Deprecated) {
            let plain = rendering.form != RenderingForm::Pattern && !rendering.term.has_slots();
            let (before, after) = match rendering.condition {
                Condition::Always => ("They spoke about ", " that day."),
                Condition::InQuotes => ("They spoke about “", "” that day."),
                Condition::WithSource => continue,
            };
            if !plain {
                continue;
            }
            let text = format!("{before}{}{after}", rendering.term);
            let document = read_str("carrier.txt", &text, Format::Text);
            let found = linter.lint(&document).diagnostics;
            let covers = found.iter().any(|found| {
                found.rule == rule
                    && found.location.span.start() <= before.len()
                    && found.location.span.end() >= text.len() - after.len()
            });
            if !covers {
                let names: Vec<String> = found
                    .iter()
                    .map(|found| format!("{}: {}", found.rule, found.message))
                    .collect();
                writeln!(wrong, "{}: {text}\n  {names:?}", concept.id).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn bundled_glossaries_pass_the_review() {
    let found = review(&bundled());
    let grave = found
        .iter()
        .map(|problem| &problem.diagnostic)
        .filter(|found| found.severity > Severity::Note);
    let grave: Vec<&str> = grave.map(|found| &*found.message).collect();
    assert!(grave.is_empty(), "{grave:#?}");
}

/// Each example with its source, where it has one; and what its fixes write.
#[test]
fn examples_of_bundled_concepts_hold() {
    let glossary = bundled();
    let linter = Linter::new(&glossary, Settings::default());
    let mut wrong = String::new();
    for trial in trials(&glossary) {
        let failures = trial.run(&linter);
        if !failures.is_empty() {
            let (id, text) = (&trial.concept.id, &trial.example.text);
            writeln!(wrong, "{id}: {text}\n  {failures:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The program has the bundled glossaries in a form made when it was built; nothing may be lost on the way.
#[test]
fn what_the_program_stores_is_what_its_glossaries_say() {
    let stored = bundled();
    let written = glossary::load(&bundled_as_written()).glossary;
    assert!(matches!(stored.compiled(), Compiled::Bundled));
    assert!(matches!(written.compiled(), Compiled::Nothing));
    assert_eq!(stored.concepts().len(), written.concepts().len());
    for (stored, written) in stored.concepts().iter().zip(written.concepts()) {
        assert_eq!(format!("{stored:?}"), format!("{written:?}"));
    }
    assert_eq!(
        format!("{:?}", stored.classes()),
        format!("{:?}", written.classes())
    );
    // A layer above sees what lies below it, whether that was stored or read.
    let house = GlossaryFile::new("house.toml", with_header("", 0));
    let mut layers = glossary::bundled();
    layers.push(house);
    let layered = glossary::load(&layers);
    assert!(layered.problems.is_empty());
    assert_eq!(
        format!("{:?}", layered.glossary.classes()),
        format!("{:?}", written.classes())
    );
    let texts = [
        include_str!("../examples/article.en.md"),
        include_str!("clean/city_news.md"),
    ];
    for text in texts {
        let found = |glossary: &Glossary| {
            let document = read_str("article.md", text, Format::Markdown);
            let linter = Linter::new(glossary, Settings::default());
            linter.lint(&document).diagnostics
        };
        assert_eq!(found(&stored), found(&written));
        assert_eq!(found(&stored), found(&layered.glossary));
    }
}

/// The bundled glossaries as files of their own, of which nothing has been proven or stored.
fn bundled_as_written() -> Vec<GlossaryFile> {
    glossary::bundled()
        .into_iter()
        .map(|file| GlossaryFile::new(file.path, file.text))
        .collect()
}

fn bundled() -> Glossary {
    glossary::load(&glossary::bundled()).glossary
}

/// A term with the first member of each class in its slots, and a numeral that fits; `None` where classes nest deeply.
fn filled(glossary: &Glossary, term: &Template, depth: usize) -> Option<String> {
    let mut out = String::new();
    let pieces = term.pieces();
    for (index, piece) in pieces.iter().enumerate() {
        match *piece {
            Piece::Literal(words) => out.push_str(words),
            Piece::Slot(NUMERAL) => {
                let ordinal = matches!(pieces.get(index + 1), Some(Piece::Literal(next)) if next.starts_with("th"));
                out.push_str(if ordinal { "14" } else { "two" });
            }
            Piece::Slot(name) if depth < 4 => {
                let class = glossary.class(glossary.class_id(name)?);
                let target = class.members.first()?.target.first()?;
                out.push_str(&filled(glossary, target, depth + 1)?);
            }
            Piece::Slot(_) => return None,
        }
    }
    Some(out)
}

/// A concept with everything it needs, and more of it.
fn concept(more: &str) -> String {
    format!(
        "[[concept]]\nid = \"a\"\nkind = \"phrase\"\nsource = [\"甲\"]\nevidence = \"proposed\"\n{more}\n"
    )
}

#[test]
fn broken_glossaries_are_explained() {
    let second =
        "[[concept]]\nid = \"b\"\nkind = \"phrase\"\nsource = [\"乙\"]\nevidence = \"proposed\"\n";
    // What is written, the words pointed at, and what is said.
    let table: &[(String, &str, &str)] = &[
        ("[glossary]\nformat = 2\nid = \"x\"\n".into(), "2", "this program reads format 1 only"),
        ("[glossary]\nid = \"x\"\n".into(), "[glossary]", "`[glossary]` has no `format`"),
        ("[glossary]\nformat = 1\nid = \"X Y\"\n".into(), "\"X Y\"", "`X Y` is no id"),
        ("[glossary]\nformat = 1\nid = \"x\"\nsource-language = \"ja\"\n".into(), "\"ja\"", "`source-language` `ja` is not supported"),
        ("[glossary]\nformat = 1\nid = \"x\"\ndisable = [\"y\"]\n".into(), "\"y\"", "no glossary has the concept `y`"),
        (concept("preferred = \"one\"\ndeprecatd = []"), "deprecatd", "unknown key `deprecatd` in a concept"),
        (concept(""), "[[concept]]", "a concept has no `preferred`"),
        (concept("preferred = \"…\""), "\"…\"", "the term holds no word"),
        (concept("preferred = \"{level Committee\""), "\"{level Committee\"", "a `{` without its `}`"),
        (concept("preferred = \"{level} Committee\""), "\"{level} Committee\"", "no class is named `level`"),
        (concept("preferred = \"one\"\ndeprecated = [\"one\"]"), "\"one\"", "`one` is both right and withdrawn in `a`"),
        (concept("preferred = \"one\"\nadmitted = [\"one\"]"), "\"one\"", "`one` is listed twice"),
        (concept("preferred = \"one\"\ncase = \"title\""), "\"title\"", "`title` is no value of `case`"),
        (concept("preferred = \"one\"\nfuzzy = \"no\""), "\"no\"", "`fuzzy` must be `true` or `false`, but this is a string"),
        (concept("preferred = \"one\"\nreference = \"example\""), "\"example\"", "`example` is no address"),
        (concept("preferred = \"one\"\nsuperseded = [\"two\"]"), "\"two\"", "a superseded form needs its date"),
        (concept("preferred = \"one\"\nsuperseded = [{ term = \"two\", until = \"May\" }]"), "\"May\"", "`May` is no date; write `2018-03-21`, `2018-03` or `2018`"),
        (concept("preferred = \"one\"\ndeprecated = [{ pattern = \"o(\", use = \"one\" }]"), "\"o(\"", "the pattern cannot be used: unclosed group"),
        (concept("preferred = \"one\"\ndeprecated = [{ pattern = \"x*\", use = \"{n} one\" }]"), "\"x*\"", "the pattern matches the empty text"),
        (concept("preferred = \"one\"\ndeprecated = [{ pattern = \"o.e\" }]"), "\"o.e\"", "the pattern matches its own replacement `one`"),
        (concept("preferred = \"one\"\ndeprecated = [{ term = \"x\", pattern = \"x\" }]"), "\"x\"", "a form has either a `term` or a `pattern`"),
        (concept("preferred = \"one\"\ndeprecated = [{ term = \"two\", use = \"Two\" }]"), "\"two\"", "the form is replaced by itself"),
        (concept("preferred = \"one\"\noverride = true"), "\"a\"", "`a` overrides nothing"),
        (concept("preferred = \"one\"") + &concept("preferred = \"two\""), "\"a\"", "the concept `a` is defined twice"),
        (concept("preferred = \"one\"") + second + "preferred = \"one\"\n", "\"one\"", "`one` is preferred by `a` and by `b`"),
        (concept("preferred = \"one\"") + second + "preferred = \"two\"\ndeprecated = [\"One\"]\n", "\"One\"", "`One` is right for one concept and withdrawn for another"),
        (concept("preferred = \"one\"") + "[prefer]\na = \"two\"\n", "\"two\"", "`a` does not admit `two`"),
        ("[[class]]\nid = \"c\"\nmembers = []\n".into(), "\"c\"", "the class `c` has no members"),
        ("[[class]]\nid = \"c\"\nmembers = [{ id = \"m\", target = \"{c} x\" }]\n".into(), "\"c\"", "the class `c` contains itself"),
        ("[[class]]\nid = \"c\"\nmembers = [{ id = \"m\", target = \"x\" }, { id = \"m\", target = \"y\" }]\n".into(), "\"c\"", "the class `c` has two members `m`"),
    ];
    for (text, words, message) in table {
        let file = GlossaryFile::new("broken.toml", with_header(text, 0));
        let problems = glossary::load(std::slice::from_ref(&file)).problems;
        let said: Vec<(&str, &str)> = problems
            .iter()
            .map(|problem| {
                let span = problem.diagnostic.location.span;
                (span.of(&file.text), &*problem.diagnostic.message)
            })
            .collect();
        assert_eq!(said, [(*words, *message)], "{text}");
        let remedy = problems[0].diagnostic.help.as_deref();
        assert!(remedy.is_some_and(|help| !help.is_empty()), "{message}");
    }
}

#[test]
fn every_mistake_of_a_file_is_reported_at_once() {
    let text = concept("preferred = \"{x}\"\nkin = 1\nshort = [\"\"]")
        + "[[class]]\nid = \"n\"\nmembers = []\n";
    let error = load(&[&text]).unwrap_err();
    assert_eq!(error.lines().count(), 4, "{error}");
}

/// Every TOML block of the guide loads, together with the bundled glossaries.
#[test]
fn the_guide_is_true() {
    let guide = include_str!("../docs/glossaries.md");
    let blocks: Vec<&str> = guide
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .collect();
    assert!(blocks.len() > 3);
    for block in blocks {
        let mut files = glossary::bundled();
        files.push(GlossaryFile::new("guide.toml", block.to_owned()));
        let loaded = glossary::load(&files);
        let linter = Linter::new(&loaded.glossary, Settings::default());
        let own = files.len() - 1;
        for trial in trials(&loaded.glossary).filter(|trial| trial.concept.origin.file == own) {
            assert_eq!(trial.run(&linter), [], "{}", trial.example.text);
        }
        let problems: Vec<String> = loaded
            .problems
            .iter()
            .map(|problem| problem.diagnostic.message.to_string())
            .collect();
        assert!(problems.is_empty(), "{block}\n{problems:?}");
    }
}

/// A class is matched as a class: a term that stands for thirteen million wordings costs what its classes cost.
#[test]
fn a_product_of_classes_is_not_multiplied_out() {
    let mut text = String::new();
    for class in ["wa", "wb", "wc", "wd"] {
        writeln!(text, "[[class]]\nid = \"{class}\"\nmembers = [").unwrap();
        for member in 0..60 {
            let (id, source) = (format!("m{member}"), format!("{class}{member}"));
            writeln!(
                text,
                "{{ id = \"{id}\", source = \"{source}\", target = \"{class}{id}\" }},"
            )
            .unwrap();
        }
        text.push_str("]\n");
    }
    text.push_str(&concept("preferred = \"{wa} {wb} {wc} {wd} Office\""));
    let glossary = load(&[&text]).unwrap();
    let linter = Linter::new(&glossary, Settings::default());
    let words = "The wam1 wbm2 wcm3 wdm59 office met.";
    let document = read_str("a.txt", words, Format::Text);
    let found = linter.lint(&document).diagnostics;
    let rules: Vec<&str> = found.iter().map(|found| found.rule.as_str()).collect();
    assert_eq!(rules, ["miscased-rendering"]);
}

#[test]
fn a_glossary_too_large_to_be_one_is_refused_by_its_size() {
    let file = tempfile::NamedTempFile::new().unwrap();
    file.as_file().set_len(50 << 20).unwrap();
    let error = glossary::open(file.path()).unwrap_err().to_string();
    assert!(error.ends_with("for a glossary; split the file"), "{error}");
}
