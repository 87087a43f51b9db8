//! An example of a glossary held against what tifa really finds, and against what its fixes really write.

use crate::diagnostics::{Applicability, Diagnostic, Edit};
use crate::documents::{Document, Format, read_str};
use crate::fix::settle;
use crate::glossary::{Concept, Example, ExpectedFinding, Glossary};
use crate::lint::{Findings, Linter};
use crate::text::Span;

/// One example of one concept, to be proven.
#[derive(Clone, Copy, Debug)]
pub struct Trial<'g> {
    /// The concept that it proves.
    pub concept: &'g Concept,
    /// The example.
    pub example: &'g Example,
}

/// Why an example does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Something else is found than the example says; each finding a line.
    Findings {
        /// What the example says.
        expected: Vec<String>,
        /// What is found.
        actual: Vec<String>,
    },
    /// The text that the fixes leave has findings that it should not have.
    Fixed {
        /// That text.
        text: String,
        /// What is found in it, each finding a line.
        found: Vec<String>,
    },
    /// The fixes change the text again and again.
    Restless {
        /// What the last of them wrote.
        text: String,
    },
}

/// The examples of a glossary, in the order of files and entries.
pub fn trials(glossary: &Glossary) -> impl Iterator<Item = Trial<'_>> {
    glossary
        .concepts()
        .iter()
        .filter(|concept| !concept.renderings.is_empty())
        .flat_map(|concept| {
            let examples = concept.examples.iter();
            examples.map(move |example| Trial { concept, example })
        })
}

impl Trial<'_> {
    /// What does not hold; empty for an example that does.
    pub fn run(&self, linter: &Linter<'_>) -> Vec<Failure> {
        let mut failures = Vec::new();
        let found = self.lint(linter, &document(&self.example.text)).diagnostics;
        failures.extend(self.compare(&found));
        failures.extend(self.prove_fixes(linter, &found));
        failures
    }

    fn lint(&self, linter: &Linter<'_>, document: &Document) -> Findings {
        match &self.example.source {
            Some(source) => linter.lint_with_source(document, source),
            None => linter.lint(document),
        }
    }

    /// Expected findings against actual ones, in order. A fix counts where the example names one.
    fn compare(&self, found: &[Diagnostic]) -> Option<Failure> {
        let text = &*self.example.text;
        let expected = &self.example.finds;
        let holds = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, expected)| {
                let fix = expected.fix.as_deref();
                is_about(found, expected, text)
                    && (fix.is_none() || written(found, text).as_deref() == fix)
            });
        if holds {
            return None;
        }
        let names_fix = |found: &Diagnostic| {
            expected
                .iter()
                .any(|expected| is_about(found, expected, text) && expected.fix.is_some())
        };
        Some(Failure::Findings {
            expected: expected
                .iter()
                .map(|find| line(&find.text, &find.rule, find.fix.as_deref()))
                .collect(),
            actual: found
                .iter()
                .map(|found| {
                    let written = written(found, text).filter(|_| names_fix(found));
                    let words = found.location.span.of(text);
                    line(words, found.rule.as_str(), written.as_deref())
                })
                .collect(),
        })
    }

    /// Applies the fixes until there are none. What is left must have been there before, with no fix to it.
    fn prove_fixes(&self, linter: &Linter<'_>, found: &[Diagnostic]) -> Option<Failure> {
        let trust = Applicability::Unsafe;
        if !found.iter().any(|found| found.is_fixable(trust)) {
            return None;
        }
        let text = &*self.example.text;
        let known: Vec<String> = found
            .iter()
            .filter(|found| !found.is_fixable(trust))
            .map(|found| describe(found, text))
            .collect();
        let settled = settle(document(text), trust, |document| {
            self.lint(linter, document)
        });
        let text = settled.document.parts()[0].text.clone();
        if !settled.unsettled.is_empty() {
            return Some(Failure::Restless { text });
        }
        let left = settled.findings.diagnostics.iter();
        let left: Vec<String> = left.map(|found| describe(found, &text)).collect();
        let holds = left.iter().all(|left| known.contains(left));
        (!holds).then_some(Failure::Fixed { text, found: left })
    }
}

/// What is found in a sentence, with its Chinese where there is one, as an example of the concept would state it.
///
/// # Errors
///
/// What is found in it that has nothing to do with the concept, each finding a line.
pub fn observe(
    linter: &Linter<'_>,
    concept: &str,
    text: &str,
    source: Option<&str>,
) -> Result<Vec<ExpectedFinding>, Vec<String>> {
    let document = document(text);
    let found = match source {
        Some(source) => linter.lint_with_source(&document, source).diagnostics,
        None => linter.lint(&document).diagnostics,
    };
    let (own, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found
        .iter()
        .partition(|found| found.concept.as_deref() == Some(concept));
    if !others.is_empty() {
        return Err(others.iter().map(|found| describe(found, text)).collect());
    }
    let finds = own.into_iter().map(|found| ExpectedFinding {
        text: found.location.span.of(text).into(),
        rule: found.rule.as_str().into(),
        rule_span: Span::default(),
        fix: written(found, text).map(Box::from),
    });
    Ok(finds.collect())
}

fn document(text: &str) -> Document {
    read_str("example.txt", text, Format::Text)
}

fn is_about(found: &Diagnostic, expected: &ExpectedFinding, text: &str) -> bool {
    found.rule.as_str() == &*expected.rule && found.location.span.of(text) == &*expected.text
}

/// A finding in one line, as a diff shows it.
fn line(words: &str, rule: &str, fix: Option<&str>) -> String {
    match fix {
        Some(fix) => format!("`{words}` {rule}, fix `{fix}`"),
        None => format!("`{words}` {rule}"),
    }
}

fn describe(found: &Diagnostic, text: &str) -> String {
    line(found.location.span.of(text), found.rule.as_str(), None)
}

/// What the first fix of a finding makes of the words that it points at.
fn written(found: &Diagnostic, text: &str) -> Option<String> {
    let fix = found.fixes.first()?;
    if let [edit] = &fix.edits[..] {
        return Some(edit.replacement.clone());
    }
    let span = found.location.span;
    let inside = |edit: &&Edit| span.contains(edit.span);
    let mut words = String::new();
    let mut at = span.start();
    for edit in fix.edits.iter().filter(inside) {
        words.push_str(&text[at..edit.span.start()]);
        words.push_str(&edit.replacement);
        at = edit.span.end();
    }
    words.push_str(&text[at..span.end()]);
    Some(words)
}
