//! Which glossaries a run uses, and how their mistakes are shown.

use std::path::Path;

use super::args::GlossaryOptions;
use super::output;
use crate::documents::{Document, Format, Part};
use crate::glossary::{self, Glossary, GlossaryFile, Loaded, Problem};
use crate::report::{FileReport, ReportFormat, ReportOptions, SourceTexts};

/// Loads the glossaries that a run asks for. Mistakes are shown on standard error; the flag says whether there were any.
pub(super) fn load(options: &GlossaryOptions) -> (Glossary, bool) {
    let bundled = glossary::bundled();
    let mut files = if options.no_bundled {
        Vec::new()
    } else {
        bundled.clone()
    };
    let mut failed = false;
    for name in &options.files {
        if let Some(file) = named(&bundled, name) {
            if options.no_bundled {
                files.push(file.clone());
            }
            continue;
        }
        match glossary::open(Path::new(name)) {
            Ok(file) => files.push(file),
            Err(error) => {
                output::error(&error.to_string());
                failed = true;
            }
        }
    }
    let Loaded { glossary, problems } = glossary::load(&files);
    failed |= !problems.is_empty();
    show(&files, &problems);
    (glossary, failed)
}

/// A bundled glossary by its name, unless there is a file of that name.
fn named<'a>(bundled: &'a [GlossaryFile], name: &str) -> Option<&'a GlossaryFile> {
    if Path::new(name).exists() {
        return None;
    }
    bundled.iter().find(|file| {
        Path::new(&*file.path)
            .file_stem()
            .is_some_and(|stem| stem == name)
    })
}

/// Texts of glossary files, for labels that point from one into another.
struct Texts<'a>(&'a [GlossaryFile]);

impl SourceTexts for Texts<'_> {
    fn text(&self, path: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|file| &*file.path == path)
            .map(|file| &*file.text)
    }
}

fn show(files: &[GlossaryFile], problems: &[Problem]) {
    if problems.is_empty() {
        return;
    }
    let options = ReportOptions {
        width: output::width(),
        ..ReportOptions::default()
    };
    let mut reporter = ReportFormat::Human.reporter(&options);
    let mut shown = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let own: Vec<_> = problems
            .iter()
            .filter(|problem| problem.file == index)
            .map(|problem| problem.diagnostic.clone())
            .collect();
        if own.is_empty() {
            continue;
        }
        let part = Part::new(None, file.text.clone().into_owned(), Vec::new());
        let document = Document::new(file.path.clone(), Format::Text, part);
        let texts = Texts(files);
        let report = FileReport::new(&document, &own).with_texts(&texts);
        // Writing to memory does not fail.
        drop(reporter.file(&mut shown, &report));
    }
    output::to_stderr(&shown);
    let count = problems.len();
    let mistakes = if count == 1 { "mistake" } else { "mistakes" };
    output::error(&format!(
        "{count} {mistakes} in the glossaries; entries with mistakes take no part"
    ));
}
