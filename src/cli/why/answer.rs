//! What stands at a place, what lost to it, and what became of the findings there.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::cli::accepting::Accepting;
use crate::diagnostics::Diagnostic;
use crate::documents::Document;
use crate::glossary::{Condition, Glossary, RenderingForm, TermStatus};
use crate::lint::{Findings, Linter, SilencedBy};
use crate::matching::{Considered, Matcher, Mention, Reading};
use crate::report::sanitize;
use crate::text::Span;

/// All that is known of one document.
pub(super) struct Answer<'a> {
    pub(super) document: &'a Document,
    pub(super) glossary: &'a Glossary,
    pub(super) linter: &'a Linter<'a>,
    /// Finds the forms too that count only beside a Chinese text.
    pub(super) everything: &'a Matcher<'a>,
    /// What stands in the document, beside its Chinese text where that is given.
    pub(super) reading: Reading,
    pub(super) findings: Findings,
    /// What all rules find at their usual severities.
    pub(super) all: Findings,
    /// Whether the Chinese is given.
    pub(super) has_source: bool,
    pub(super) line: usize,
}

impl Answer<'_> {
    pub(super) fn write(
        &self,
        out: &mut impl Write,
        place: Span,
        is_word: bool,
        accepting: &mut Accepting,
    ) -> io::Result<()> {
        let part = &self.document.parts()[0];
        let mut said = false;
        for mention in &self.reading.mentions {
            let segment = &part.segments[mention.segment];
            let source = segment.to_source_covering(mention.span);
            if !overlaps(source, place) {
                continue;
            }
            said = true;
            self.mention(out, mention, segment.text(&part.text))?;
        }
        let here = |found: &&Diagnostic| overlaps(found.location.span, place);
        for found in self.findings.diagnostics.iter().filter(here) {
            said = true;
            let mut alone = Findings {
                diagnostics: vec![found.clone()],
                ..Findings::default()
            };
            accepting.pass(self.document, &mut alone);
            accepting.pass_late(self.document, &mut alone);
            let fate = if alone.diagnostics.is_empty() {
                "left out, because the baseline holds it"
            } else {
                "reported"
            };
            self.finding(out, found, fate)?;
        }
        for (found, by) in &self.findings.silenced {
            if !overlaps(found.location.span, place) {
                continue;
            }
            said = true;
            let fate = match by {
                SilencedBy::Text(at) => {
                    let line = part.text[..at.span.start()].matches('\n').count() + 1;
                    format!("silenced by line {line}")
                }
                SilencedBy::Settings => "silenced by `[per-file-ignores]`".to_owned(),
            };
            self.finding(out, found, &fate)?;
        }
        for found in self.all.diagnostics.iter().filter(here) {
            let same =
                |other: &Diagnostic| other.rule == found.rule && other.location == found.location;
            let known = self.findings.diagnostics.iter().any(same)
                || self.findings.silenced.iter().any(|(other, _)| same(other));
            if !known {
                said = true;
                self.finding(out, found, "not reported, because the rule is off")?;
            }
        }
        if is_word {
            said |= self.conditions(out, place)?;
        }
        if !said {
            self.nothing(out, place, is_word)?;
        }
        Ok(())
    }

    /// What stands, and what lost to it.
    fn mention(&self, out: &mut impl Write, mention: &Mention, text: &str) -> io::Result<()> {
        let concept = self.glossary.concept(mention.concept);
        let rendering = &concept.renderings[mention.rendering];
        let judged = match rendering.status {
            TermStatus::Preferred => "the preferred form".to_owned(),
            TermStatus::Admitted => "a form that is right as well".to_owned(),
            TermStatus::Superseded => format!(
                "a form that was right until {}",
                rendering
                    .until
                    .map_or("later".to_owned(), |date| date.to_string())
            ),
            TermStatus::Deprecated => "a withdrawn form".to_owned(),
        };
        let form = match rendering.form {
            RenderingForm::Short => ", a short one,",
            RenderingForm::Abbreviation => ", an abbreviation,",
            RenderingForm::Full | RenderingForm::Pattern => "",
        };
        let words = sanitize(mention.span.of(text)).into_owned();
        let file = self.glossary.file_name(concept.origin.file);
        let source = self.linter.matcher().source_term(mention, text);
        let source = source.map_or(String::new(), |term| format!(" ({term})"));
        writeln!(
            out,
            "`{words}` is {judged}{form} of `{}`{source}, {file}",
            concept.id,
        )?;
        let mut lost: Vec<Considered> = Vec::new();
        for (at, _) in mention.span.of(text).char_indices() {
            let at = mention.span.start() + at;
            let starts_word = text[..at]
                .chars()
                .next_back()
                .is_none_or(|before| !before.is_alphanumeric());
            if starts_word {
                lost.extend(self.everything.candidates_at(text, at));
            }
        }
        lost.sort();
        // What one entry says of the same words in several ways is said once.
        let mut told = BTreeSet::from([(mention.span, concept.id.clone())]);
        for other in &lost {
            let concept = self.glossary.concept(other.concept());
            if !told.insert((other.span, concept.id.clone())) {
                continue;
            }
            let words = sanitize(other.span.of(text)).into_owned();
            let why = self.reason(other, mention, text);
            writeln!(out, "  not `{words}` of `{}`: {why}", concept.id)?;
        }
        if self.is_silent(mention) {
            writeln!(out, "  nothing to report: {}", self.why_silent(mention))?;
        }
        Ok(())
    }

    /// Whether no rule, off or silenced, says anything about a mention.
    fn is_silent(&self, mention: &Mention) -> bool {
        let location = self.document.location(mention.segment, mention.span);
        let touches = |found: &Diagnostic| overlaps(found.location.span, location.span);
        let silenced = self.findings.silenced.iter().map(|(found, _)| found);
        let mut all = self
            .findings
            .diagnostics
            .iter()
            .chain(&self.all.diagnostics)
            .chain(silenced);
        !all.any(touches)
    }

    /// Why no rule has anything to say of a mention.
    fn why_silent(&self, mention: &Mention) -> String {
        let concept = self.glossary.concept(mention.concept);
        let rendering = &concept.renderings[mention.rendering];
        match (rendering.status, rendering.form) {
            (TermStatus::Superseded, _) => {
                "the article is from the time when it was right".to_owned()
            }
            (TermStatus::Deprecated, _) => "what is to be written stands there already".to_owned(),
            (_, RenderingForm::Short | RenderingForm::Abbreviation) => {
                "short forms are free to stand beside the full one and beside each other".to_owned()
            }
            _ if mention.ambiguous => {
                "these words are a right form of another concept as well".to_owned()
            }
            (TermStatus::Preferred, _) => "it is as the glossary wants it".to_owned(),
            (TermStatus::Admitted, _) => {
                let others = self.reading.mentions.iter().filter(|other| {
                    let form =
                        &concept.renderings[other.rendering.min(concept.renderings.len() - 1)];
                    other.concept == mention.concept
                        && other.members() == mention.members()
                        && other.rendering != mention.rendering
                        && form.status.is_correct()
                        && form.form == RenderingForm::Full
                });
                match others.count() {
                    0 => "no other full form of it stands in this document".to_owned(),
                    _ => "the other forms of it in this document are of another register, or are those that are to change"
                        .to_owned(),
                }
            }
        }
    }

    /// Why a form did not stand.
    fn reason(&self, other: &Considered, winner: &Mention, text: &str) -> String {
        if let Some(condition) = self.condition(other) {
            return condition.to_owned();
        }
        let words = sanitize(winner.span.of(text)).into_owned();
        if other.span.len() < winner.span.len() {
            format!("the longer `{words}` stands")
        } else if other.span.start() > winner.span.start() {
            format!("`{words}` begins before it")
        } else {
            self.same_words(other, winner)
        }
    }

    /// Why another form of the same words did not stand.
    fn same_words(&self, other: &Considered, winner: &Mention) -> String {
        let (lost, won) = (
            self.glossary.concept(other.concept()),
            self.glossary.concept(winner.concept),
        );
        let Some(form) = other.rendering.map(|index| &lost.renderings[index]) else {
            return "the words are listed under `not-in`".to_owned();
        };
        let standing = &won.renderings[winner.rendering];
        if standing.status.is_correct() && !form.status.is_correct() {
            return format!(
                "there it is withdrawn, and a right form of `{}` comes first",
                won.id
            );
        }
        if standing.status < form.status {
            return format!("`{}` has it as its {} form", won.id, standing.status.name());
        }
        if standing.condition == Condition::WithSource {
            return format!("the Chinese names `{}`", won.id);
        }
        let file = self.glossary.file_name(won.origin.file);
        format!(
            "both entries have these words, and `{}` in {file} comes first",
            won.id
        )
    }

    pub(super) fn condition(&self, other: &Considered) -> Option<&'static str> {
        let concept = self.glossary.concept(other.concept());
        let Some(rendering) = other.rendering.map(|index| &concept.renderings[index]) else {
            return Some("the words are listed under `not-in`, where it is not meant");
        };
        match rendering.condition {
            _ if other.may_stand => None,
            Condition::WithSource if self.has_source => {
                Some("it counts only where the Chinese names the concept, and it does not")
            }
            Condition::WithSource => {
                Some("it counts only where the Chinese names the concept; give that with --source")
            }
            Condition::InQuotes => Some("it counts only between quotation marks"),
            Condition::Always => {
                Some("a hyphen goes on, or the capitals of an abbreviation differ")
            }
        }
    }

    pub(super) fn finding(
        &self,
        out: &mut impl Write,
        found: &Diagnostic,
        fate: &str,
    ) -> io::Result<()> {
        let message = sanitize(&found.message).into_owned();
        writeln!(out, "{fate}: {}[{}]: {message}", found.severity, found.rule)
    }
}

/// Whether two spans share a byte.
pub(super) fn overlaps(left: Span, right: Span) -> bool {
    left.start() < right.end() && right.start() < left.end()
}
