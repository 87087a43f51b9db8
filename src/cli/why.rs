//! `tifa why`: what was looked for at a place, what won, what lost to what, and what became of it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::accepting::Accepting;
use super::args::GlossaryOptions;
use super::exit_code::Outcome;
use super::{glossaries, output, settings};
use crate::diagnostics::Diagnostic;
use crate::documents::{self, Document, OpenOptions};
use crate::glossary::{Condition, Glossary, TermStatus};
use crate::lint::{Findings, Linter, Settings, SilencedBy};
use crate::matching::{Considered, Matcher, Mention};
use crate::report::sanitize;
use crate::text::{Span, comparison_key};

#[derive(Debug, Args)]
pub(super) struct WhyOptions {
    /// The place: a file, a line, and a column where one word of the line is meant
    #[arg(value_name = "FILE:LINE[:COL]")]
    place: String,
    #[command(flatten)]
    glossaries: GlossaryOptions,
}

/// A place as typed; lines and columns from 1.
struct Place {
    path: PathBuf,
    line: usize,
    column: Option<usize>,
}

fn place(text: &str) -> Option<Place> {
    let (rest, last) = text.rsplit_once(':')?;
    let last: usize = last.parse().ok().filter(|&number| number > 0)?;
    if let Some((path, line)) = rest.rsplit_once(':')
        && let Ok(line) = line.parse()
        && line > 0
    {
        return Some(Place {
            path: path.into(),
            line,
            column: Some(last),
        });
    }
    Some(Place {
        path: rest.into(),
        line: last,
        column: None,
    })
}

/// Answers for one place.
pub(super) fn run(options: &WhyOptions) -> io::Result<Outcome> {
    let Some(place) = place(&options.place) else {
        output::error(&format!(
            "`{}` is no place; write FILE:LINE or FILE:LINE:COLUMN, such as article.md:3:12",
            options.place
        ));
        return Ok(Outcome::Failed);
    };
    let Some((group, baseline)) = settings::for_file(&place.path, &options.glossaries) else {
        return Ok(Outcome::Failed);
    };
    let document = match documents::open(&place.path, &OpenOptions::default()) {
        Ok(document) => document,
        Err(error) => {
            output::error(&error.to_string());
            return Ok(Outcome::Failed);
        }
    };
    let text = &document.parts()[0].text;
    let span = match bytes_of(text, &place) {
        Ok(span) => span,
        Err(error) => {
            output::error(&format!("{}: {error}", place.path.display()));
            return Ok(Outcome::Failed);
        }
    };
    let (glossary, failed) = glossaries::load_layer(&group.settings.layer, &group.config);
    let linter = Linter::new(&glossary, group.settings.lint.clone());
    let everything = Matcher::for_sources(&glossary);
    let Some(mut accepting) = Accepting::new(baseline, false, &[]) else {
        return Ok(Outcome::Failed);
    };
    let answer = Answer {
        document: &document,
        glossary: &glossary,
        linter: &linter,
        everything: &everything,
        findings: linter.lint(&document),
        all: linter.with_settings(Settings::default()).lint(&document),
        line: place.line,
    };
    let mut out = output::stdout();
    answer.write(&mut out, span, place.column.is_some(), &mut accepting)?;
    out.flush()?;
    Ok(if failed {
        Outcome::Failed
    } else {
        Outcome::Clean
    })
}

/// The bytes of a line, or of the character at a column.
fn bytes_of(text: &str, place: &Place) -> Result<Span, String> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n');
    let count = lines.clone().count();
    for _ in 1..place.line {
        start += lines.next().map_or(0, str::len);
    }
    let line = lines.next().ok_or_else(|| match count {
        1 => "the file has one line; write a line that it has".to_owned(),
        count => format!("the file has {count} lines; write a line that it has"),
    })?;
    let line = line.trim_end_matches(['\n', '\r']);
    let Some(column) = place.column else {
        return Ok(Span::new(start, start + line.len()));
    };
    let at = line.char_indices().nth(column - 1);
    let (at, c) = at.ok_or_else(|| {
        format!(
            "line {} has {} characters; write a column that it has",
            place.line,
            line.chars().count()
        )
    })?;
    Ok(Span::new(start + at, start + at + c.len_utf8()))
}

struct Answer<'a> {
    document: &'a Document,
    glossary: &'a Glossary,
    linter: &'a Linter<'a>,
    /// Finds the forms too that count only beside a Chinese text.
    everything: &'a Matcher<'a>,
    findings: Findings,
    /// What all rules find at their usual severities.
    all: Findings,
    line: usize,
}

impl Answer<'_> {
    fn write(
        &self,
        out: &mut impl Write,
        place: Span,
        is_word: bool,
        accepting: &mut Accepting,
    ) -> io::Result<()> {
        let part = &self.document.parts()[0];
        let reading = self.linter.matcher().read(self.document);
        let mut said = false;
        for mention in &reading.mentions {
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
        let words = sanitize(mention.span.of(text)).into_owned();
        let file = self.glossary.file_name(concept.origin.file);
        writeln!(
            out,
            "`{words}` is {judged} of `{}` ({}), {file}",
            concept.id,
            concept.source_term()
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
        lost.dedup();
        for other in &lost {
            let is_winner = other.span.start() == mention.span.start()
                && other.concept() == mention.concept
                && other.rendering == Some(mention.rendering);
            if is_winner {
                continue;
            }
            let concept = self.glossary.concept(other.concept());
            let words = sanitize(other.span.of(text)).into_owned();
            let why = self.reason(other, mention, text);
            writeln!(out, "  not `{words}` of `{}`: {why}", concept.id)?;
        }
        Ok(())
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
            "the other entry fits these words better, by status, capitals or order".to_owned()
        }
    }

    fn condition(&self, other: &Considered) -> Option<&'static str> {
        let concept = self.glossary.concept(other.concept());
        let Some(rendering) = other.rendering.map(|index| &concept.renderings[index]) else {
            return Some("the words are listed under `not-in`, where it is not meant");
        };
        match rendering.condition {
            _ if other.may_stand => None,
            Condition::WithSource => {
                Some("it counts only where the Chinese beside the text names the concept")
            }
            Condition::InQuotes => Some("it counts only between quotation marks"),
            Condition::Always => {
                Some("a hyphen goes on, or the capitals of an abbreviation differ")
            }
        }
    }

    fn finding(&self, out: &mut impl Write, found: &Diagnostic, fate: &str) -> io::Result<()> {
        let message = sanitize(&found.message).into_owned();
        writeln!(out, "{fate}: {}[{}]: {message}", found.severity, found.rule)
    }

    /// Forms at the place whose conditions do not hold, or in which a concept is not meant.
    fn conditions(&self, out: &mut impl Write, place: Span) -> io::Result<bool> {
        let part = &self.document.parts()[0];
        let mut said = false;
        let reading = self.linter.matcher().read(self.document);
        for (number, segment) in part.segments.iter().enumerate() {
            if !overlaps(segment.span(), place) {
                continue;
            }
            let text = segment.text(&part.text);
            let Some(at) = offset_in(segment, text, place) else {
                continue;
            };
            let candidates = self.everything.candidates_at(text, at);
            let first = candidates.iter().find(|other| other.may_stand).cloned();
            for other in candidates {
                let covered = reading
                    .mentions
                    .iter()
                    .any(|mention| mention.segment == number && overlaps(mention.span, other.span));
                if covered {
                    continue;
                }
                said = true;
                let concept = self.glossary.concept(other.concept());
                let words = sanitize(other.span.of(text)).into_owned();
                let why = match (self.condition(&other), &first) {
                    (Some(condition), _) => condition.to_owned(),
                    (None, Some(first)) => {
                        let longer = sanitize(first.span.of(text)).into_owned();
                        format!("the longer `{longer}` stands")
                    }
                    (None, None) => "another form begins before it".to_owned(),
                };
                writeln!(out, "`{words}` is a form of `{}`: {why}", concept.id)?;
            }
        }
        Ok(said)
    }

    /// Why there is nothing to say.
    fn nothing(&self, out: &mut impl Write, place: Span, is_word: bool) -> io::Result<()> {
        let part = &self.document.parts()[0];
        let segment = part
            .segments
            .iter()
            .rev()
            .find(|segment| overlaps(segment.span(), place));
        let Some(segment) = segment else {
            let line = self.line;
            return writeln!(
                out,
                "line {line}: no prose; code, addresses, markup and front matter are not looked at"
            );
        };
        if !is_word {
            return writeln!(
                out,
                "line {}: no form of the glossaries, and nothing to report; name a column to ask about one word",
                self.line
            );
        }
        let text = segment.text(&part.text);
        let Some(at) = offset_in(segment, text, place) else {
            return writeln!(out, "no prose: code, an address or markup is not looked at");
        };
        let words = around(text, at);
        writeln!(
            out,
            "`{}`: no form of the glossaries has these words",
            sanitize(words[0])
        )?;
        match self.nearest(&words) {
            Some((term, concept)) => {
                writeln!(out, "  the nearest form is `{term}` of `{concept}`")
            }
            None => writeln!(out, "  no form is near either"),
        }
    }

    /// The form nearest to the words at a place.
    fn nearest(&self, words: &[&str]) -> Option<(String, String)> {
        let keys: Vec<String> = words.iter().map(|words| comparison_key(words)).collect();
        let mut best: Option<(f64, String, String)> = None;
        for concept in self.glossary.concepts() {
            for rendering in &concept.renderings {
                let term = rendering.term.as_str();
                let key = comparison_key(term);
                for words in keys.iter().filter(|words| words.len() * 2 > key.len()) {
                    let near = strsim::normalized_damerau_levenshtein(words, &key);
                    if near >= 0.7 && best.as_ref().is_none_or(|(known, ..)| near > *known) {
                        best = Some((near, term.to_owned(), concept.id.to_string()));
                    }
                }
            }
        }
        best.map(|(_, term, concept)| (term, concept))
    }
}

fn overlaps(left: Span, right: Span) -> bool {
    left.start() < right.end() && right.start() < left.end()
}

/// Where a place of the file is in a segment's text.
fn offset_in(segment: &documents::Segment, text: &str, place: Span) -> Option<usize> {
    text.char_indices().map(|(at, _)| at).find(|&at| {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        let source = segment.to_source_covering(Span::new(at, end));
        overlaps(source, place) && !text[at..].starts_with(documents::PLACEHOLDER)
    })
}

/// The word at a place, then it with up to five more on either side.
fn around(text: &str, at: usize) -> Vec<&str> {
    let words: Vec<(usize, usize)> = text
        .split_whitespace()
        .map(|word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + word.len())
        })
        .collect();
    let here = words
        .iter()
        .rposition(|&(start, _)| start <= at)
        .unwrap_or_default();
    let mut found = Vec::new();
    for before in 0..6 {
        for after in 0..6 {
            let (Some(first), Some(last)) = (here.checked_sub(before), words.get(here + after))
            else {
                continue;
            };
            let span = &text[words[first].0..last.1];
            found.push(span.trim_matches(|c: char| !c.is_alphanumeric()));
        }
    }
    if found.is_empty() {
        found.push("");
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_its_end() {
        for (text, expected) in [
            ("a.md:3", Some(("a.md", 3, None))),
            ("a.md:3:12", Some(("a.md", 3, Some(12)))),
            ("c:a.md:3", Some(("c:a.md", 3, None))),
            ("a.md", None),
            ("a.md:0", None),
            ("a.md:x", None),
        ] {
            let read = place(text);
            let read = read.map(|place| (place.path, place.line, place.column));
            let expected = expected.map(|(path, line, column)| (PathBuf::from(path), line, column));
            assert_eq!(read, expected, "{text}");
        }
    }
}
