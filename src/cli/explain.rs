//! `tifa explain`: one rule, from its explanation; one concept, from the glossary.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::args::{ColorChoice, ExplainOptions};
use super::exit_code::Outcome;
use super::{card, glossaries, output};
use crate::glossary::{Concept, Glossary};
use crate::lint::nearest_rule;
use crate::rules::{self, RULES, Rule};
use crate::text::shortened;
use crate::workshop::{Card, Fit, Lookup};

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
    // A form of one concept alone names it as well.
    let by_form = || {
        let lookup = Lookup::new(&glossary);
        let answers = lookup.find(&options.name);
        let ids: BTreeSet<&str> = answers
            .iter()
            .filter(|answer| answer.fit == Fit::Exact)
            .map(|answer| &*answer.card.id)
            .collect();
        match ids.iter().next() {
            Some(id) if ids.len() == 1 => glossary.find(id),
            _ => None,
        }
    };
    let concept = glossary
        .find(&options.name)
        .or_else(by_source)
        .or_else(by_form);
    let Some(concept) = concept else {
        let hint = nearest(&options.name, &glossary).map_or(
            "`tifa rules` lists the rules, `tifa lookup` finds concepts by their words".to_owned(),
            |name| format!("did you mean `{name}`?"),
        );
        output::error(&format!(
            "no rule and no concept is named `{}`; {hint}",
            shortened(&options.name)
        ));
        return Ok(Outcome::Failed);
    };
    let found = Card::new(&glossary, concept);
    card::write(
        &mut out,
        &found,
        usize::MAX,
        output::color(ColorChoice::Auto),
    )?;
    out.flush()?;
    Ok(if failed {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// The rule or the concept that a wrong name means.
fn nearest<'g>(name: &str, glossary: &'g Glossary) -> Option<&'g str> {
    let folded = name.to_lowercase().replace('_', "-");
    let rules = RULES.iter().map(|rule| rule.id().as_str());
    let concepts = glossary.concepts().iter().map(|concept| &*concept.id);
    let most = |known: &str| known.len() / 3;
    let near = rules
        .chain(concepts)
        // The comparison takes time by both lengths, and a name may be as long as a text.
        .filter(|known| folded.len() <= known.len() + 4 * most(known))
        .map(|known| (strsim::damerau_levenshtein(known, &folded), known))
        .filter(|&(distance, known)| distance <= most(known))
        .min();
    near.map(|(_, known)| known).or_else(|| nearest_rule(name))
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
