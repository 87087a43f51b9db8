//! `tifa explain`: one rule, from its explanation; one concept, from the glossary.

use std::io::{self, Write};

use super::args::ExplainOptions;
use super::exit_code::Outcome;
use super::{glossaries, output};
use crate::glossary::{Concept, Condition, Glossary, Rendering, RenderingForm, TermStatus};
use crate::rules::{self, RULES, Rule};

/// Columns to which paragraphs are wrapped.
const WIDTH: usize = 78;

/// Explains a rule or a concept.
pub(super) fn run(options: &ExplainOptions) -> io::Result<Outcome> {
    let mut out = output::stdout();
    if let Some(rule) = rules::find(&options.name) {
        explain_rule(&mut out, rule)?;
        out.flush()?;
        return Ok(Outcome::Clean);
    }
    let (glossary, failed) = glossaries::load(&options.glossaries);
    let by_source = || {
        let names = |concept: &&Concept| {
            concept
                .source
                .iter()
                .any(|term| term.as_str() == options.name)
        };
        glossary.concepts().iter().find(names)
    };
    let Some(concept) = glossary.find(&options.name).or_else(by_source) else {
        let names = RULES
            .iter()
            .map(|rule| rule.id().as_str())
            .chain(glossary.concepts().iter().map(|concept| &*concept.id));
        let near = names
            .map(|name| (strsim::damerau_levenshtein(name, &options.name), name))
            .min()
            .filter(|&(distance, name)| distance <= name.len() / 3);
        let hint = near.map_or("`tifa rules` lists the rules".to_owned(), |(_, name)| {
            format!("did you mean `{name}`?")
        });
        output::error(&format!(
            "no rule and no concept is named `{}`; {hint}",
            options.name
        ));
        return Ok(Outcome::Failed);
    };
    explain_concept(&mut out, &glossary, concept)?;
    out.flush()?;
    Ok(if failed {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

fn explain_rule(out: &mut impl Write, rule: &dyn Rule) -> io::Result<()> {
    let explanation = rule.explanation();
    writeln!(
        out,
        "{} ({} by default; MQM {})\n",
        rule.id(),
        rule.default_severity(),
        rule.mqm()
    )?;
    paragraph(out, &format!("Reports {}.", explanation.what))?;
    paragraph(out, explanation.why)?;
    paragraph(out, explanation.mend)?;
    writeln!(out, "wrong:  {}", explanation.example.wrong)?;
    writeln!(out, "right:  {}", explanation.example.right)?;
    let glossary = explanation.example.glossary.trim();
    if !glossary.is_empty() {
        writeln!(out, "\nwith the glossary entry\n")?;
        for line in glossary.lines() {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

fn explain_concept(out: &mut impl Write, glossary: &Glossary, concept: &Concept) -> io::Result<()> {
    let terms: Vec<&str> = concept.source.iter().map(|term| term.as_str()).collect();
    writeln!(
        out,
        "{} ({})  {}\n",
        concept.id,
        concept.kind.name(),
        terms.join("、")
    )?;
    for rendering in &concept.renderings {
        let status = match (rendering.status, rendering.form) {
            (TermStatus::Admitted, RenderingForm::Short) => "short",
            (TermStatus::Admitted, RenderingForm::Abbreviation) => "abbreviation",
            (status, _) => status.name(),
        };
        writeln!(
            out,
            "{status:>12}  {}{}",
            rendering.term,
            remarks(rendering)
        )?;
    }
    for wording in &concept.not_in {
        writeln!(out, "{:>12}  {wording}", "not in")?;
    }
    let evidence = concept.evidence.name();
    match &concept.reference {
        Some(reference) => writeln!(out, "\n{:>12}  {evidence}, {reference}", "evidence")?,
        None => writeln!(out, "\n{:>12}  {evidence}", "evidence")?,
    }
    writeln!(
        out,
        "{:>12}  {}",
        "glossary",
        glossary.file_name(concept.origin.file)
    )?;
    if let Some(note) = &concept.note {
        writeln!(out)?;
        lines(out, note)?;
    }
    Ok(())
}

fn remarks(rendering: &Rendering) -> String {
    let mut remarks = Vec::new();
    if rendering.form == RenderingForm::Pattern {
        remarks.push("a pattern".to_owned());
    }
    match rendering.condition {
        Condition::Always => {}
        Condition::WithSource => remarks.push("only where the Chinese names it".to_owned()),
        Condition::InQuotes => remarks.push("only in quotation marks".to_owned()),
    }
    remarks.extend(rendering.until.map(|until| format!("until {until}")));
    remarks.extend(
        rendering
            .register
            .as_ref()
            .map(|register| format!("register: {register}")),
    );
    remarks.extend(
        rendering
            .replacement
            .as_ref()
            .map(|term| format!("write `{term}`")),
    );
    remarks.extend(rendering.note.as_ref().map(|note| note.to_string()));
    if remarks.is_empty() {
        String::new()
    } else {
        format!("  ({})", remarks.join("; "))
    }
}

/// A paragraph with an empty line after it.
fn paragraph(out: &mut impl Write, text: &str) -> io::Result<()> {
    lines(out, text)?;
    writeln!(out)
}

/// A text, wrapped.
fn lines(out: &mut impl Write, text: &str) -> io::Result<()> {
    for line in output::wrap(text, WIDTH) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
