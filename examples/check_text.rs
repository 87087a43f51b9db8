//! Checks one text against a glossary that stands in the program.
//!
//! `cargo run --example check_text -- "They grasp party building with both hands."`

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "an example is a program of its own, with arguments and output"
)]

use tifa::diagnostics::Severity;
use tifa::documents::{Format, read_str};
use tifa::glossary::{self, GlossaryFile};
use tifa::lint::{Linter, Settings};

const GLOSSARY: &str = r#"
[glossary]
format = 1
id = "house"
title = "House style"
source-language = "zh-Hans"
target-language = "en"
license = "CC0-1.0"

[[concept]]
id = "strengthen-party-building"
kind = "phrase"
source = ["抓党建"]
preferred = "strengthen Party building"
deprecated = ["grasp party building"]
evidence = "proposed"
"#;

const SENTENCE: &str = "All units should grasp party building , and report on it.";

fn main() {
    let text = std::env::args()
        .nth(1)
        .unwrap_or_else(|| SENTENCE.to_owned());

    let file = GlossaryFile::new("house.toml", GLOSSARY);
    let loaded = glossary::load(&[file]);
    for problem in &loaded.problems {
        println!("house.toml: {}", problem.diagnostic.message);
    }

    let mut settings = Settings::default();
    settings
        .set_severity("stray-punctuation", Severity::Note)
        .expect("the rule exists");
    let linter = Linter::new(&loaded.glossary, settings);
    let document = read_str("text", &text, Format::Text);
    let findings = linter.lint(&document);

    for found in &findings.diagnostics {
        let part = document.part(found.location.part);
        let at = part
            .lines
            .line_column(&part.text, found.location.span.start());
        println!(
            "{}:{}: {}: {}",
            at.line, at.column, found.severity, found.message
        );
        if let Some(help) = found.help() {
            println!("    {help}");
        }
    }
    println!(
        "{} findings in {} words",
        findings.diagnostics.len(),
        findings.words
    );
}
