//! `tifa check --show-settings`: what is in force, and where each setting is written.

use std::fmt::Display;
use std::io::{self, Write};

use super::args::CheckOptions;
use super::files::Input;
use super::output;
use super::settings::{Group, Plan};
use crate::config::{Config, Place, Stated};
use crate::rules::RULES;
use crate::text::LineIndex;

/// Columns before the place.
const WIDTH: usize = 52;

/// Shows the settings of the run, then those of each group of files.
pub(super) fn run(options: &CheckOptions, plan: &Plan, inputs: &[Input]) -> io::Result<()> {
    let mut out = output::stdout();
    write_whole(&mut out, options, plan)?;
    for (number, group) in plan.groups.iter().enumerate() {
        let mut own = inputs
            .iter()
            .zip(&plan.group_of)
            .filter(|(_, of)| **of == number)
            .map(|(input, _)| input);
        let first = match own.next() {
            Some(Input::File(path)) => path.display().to_string(),
            Some(Input::Stdin) => options.stdin_filename.clone(),
            None => "no files".to_owned(),
        };
        let more = match own.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        writeln!(out, "\n# {first}{more}")?;
        write_group(&mut out, group)?;
    }
    out.flush()
}

fn write_whole(out: &mut impl Write, options: &CheckOptions, plan: &Plan) -> io::Result<()> {
    let config = &plan.config;
    let run = config.run_settings();
    let whole = &plan.whole;
    let mut line = |name: &str, value: &dyn Display, typed: bool, stated: Option<Place>| {
        let place = if typed {
            Some(Place::CommandLine)
        } else {
            stated
        };
        write_line(&mut *out, config, name, value, place)
    };
    let format = format!("\"{}\"", whole.format);
    let color = format!("\"{}\"", whole.color.name());
    let fail_on = format!("\"{}\"", whole.fail_on);
    line(
        "format",
        &format,
        options.format.is_some(),
        place(&run.format),
    )?;
    line("color", &color, options.color.is_some(), place(&run.color))?;
    line(
        "fail-on",
        &fail_on,
        options.fail_on.is_some(),
        place(&run.fail_on),
    )?;
    line("across", &whole.across, options.across, place(&run.across))?;
    line(
        "max-size",
        &whole.max_size,
        options.max_size.is_some(),
        place(&run.max_size),
    )?;
    if let Some(jobs) = whole.jobs {
        line("jobs", &jobs, options.jobs.is_some(), place(&run.jobs))?;
    }
    line("stats", &whole.stats, options.stats, place(&run.stats))?;
    if let Some(baseline) = &whole.baseline {
        let shown = format!("\"{}\"", crate::config::shown(baseline).display());
        let typed = options.baseline.is_some();
        line("baseline", &shown, typed, place(&run.baseline))?;
    }
    for pair in &run.pairs {
        let shown = format!(
            "{{ source = \"{}\", target = \"{}\" }}",
            pair.value.source, pair.value.target
        );
        line("pairs", &shown, false, Some(pair.place))?;
    }
    Ok(())
}

fn write_group(out: &mut impl Write, group: &Group) -> io::Result<()> {
    let Group { config, settings } = group;
    let layer = &settings.layer;
    let mut line =
        |name: &str, value: &dyn Display, place| write_line(&mut *out, config, name, value, place);
    let bundled = layer.bundled.as_ref().is_none_or(|flag| flag.value);
    line("bundled", &bundled, place(&layer.bundled))?;
    for glossary in &layer.glossaries {
        line(
            "glossaries",
            &format!("\"{}\"", glossary.value),
            Some(glossary.place),
        )?;
    }
    for concept in &layer.disable {
        line(
            "disable",
            &format!("\"{}\"", concept.value),
            Some(concept.place),
        )?;
    }
    for wish in &layer.prefer {
        let (concept, term) = &wish.value;
        line(
            &format!("prefer.{concept}"),
            &format!("\"{term}\""),
            Some(wish.place),
        )?;
    }
    if let Some(date) = &layer.date {
        line("date", &date.value, Some(date.place))?;
    }
    let reason = settings.lint.require_reason;
    line("require-reason", &reason, place(&layer.require_reason))?;
    for name in &settings.lint.silenced {
        line(
            "per-file-ignores",
            &format!("\"{name}\""),
            config.ignored_at(name),
        )?;
    }
    for (index, rule) in RULES.iter().enumerate() {
        let id = rule.id();
        let in_force = settings.lint.severity(index);
        let shown = in_force.map_or("off", |severity| severity.name());
        let severity = layer
            .severity
            .iter()
            .find(|stated| stated.value.0 == id.as_str())
            .map(|stated| stated.place);
        let ignore = layer.ignore.as_ref().filter(|stated| {
            let mut names = stated.value.iter();
            names.any(|name| name == id.as_str())
        });
        let switch = place(&ignore.cloned()).or_else(|| place(&layer.select));
        let place = if in_force.is_none() {
            switch.or(severity)
        } else {
            severity
        };
        line(&format!("severity.{id}"), &format!("\"{shown}\""), place)?;
    }
    Ok(())
}

fn place<T>(stated: &Option<Stated<T>>) -> Option<Place> {
    stated.as_ref().map(|stated| stated.place)
}

fn write_line(
    out: &mut impl Write,
    config: &Config,
    name: &str,
    value: &dyn Display,
    place: Option<Place>,
) -> io::Result<()> {
    let setting = format!("{name} = {value}");
    let place = match place {
        None => "default".to_owned(),
        Some(Place::CommandLine) => "command line".to_owned(),
        Some(Place::File { file, span }) => {
            let file = &config.files[file];
            let line = LineIndex::new(&file.text)
                .cursor(&file.text)
                .line_column(span.start())
                .line;
            format!("{}:{line}", file.path)
        }
    };
    writeln!(out, "{setting:<WIDTH$} # {place}")
}
