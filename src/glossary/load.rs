//! Reads one or several files and joins them, in layers, into one [`Glossary`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::fields::{self, Mistakes, nearest};
use super::schema::{self, Written};
use super::{Class, ClassId, ConceptId, Glossary, Member, TermStatus, compiled, validate};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::text::{Location, PartId, Span};

/// The largest glossary file read, in bytes: 32 MiB, about 100,000 concepts.
const SIZE_LIMIT: u64 = 32 * 1024 * 1024;

/// One glossary file, not yet read.
#[derive(Clone, Debug)]
pub struct GlossaryFile {
    /// The file, as shown to people.
    pub path: Arc<str>,
    /// What it holds.
    pub text: Cow<'static, str>,
    /// Whether it was proven when the program was built, so that its own contradictions need not be looked for again.
    pub(super) proven: bool,
}

impl GlossaryFile {
    /// A file of the given name and text, of which nothing is known yet.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            proven: false,
        }
    }

    /// Whether it is one of the files inside the program, as it is there.
    pub fn is_bundled(&self) -> bool {
        self.proven
    }
}

/// What a house wants otherwise than the glossaries have it, each wish with its place in the file that says so.
#[derive(Clone, Debug)]
pub struct HouseStyle {
    /// What the file is called where its mistakes are shown.
    pub name: RuleId,
    /// Concepts that the file names and that must be there.
    pub named: Vec<(Arc<str>, Span)>,
    /// Concepts switched off.
    pub disable: Vec<(Arc<str>, Span)>,
    /// Concepts and the admitted form that becomes the preferred one.
    pub prefer: Vec<(Arc<str>, Box<str>, Span)>,
}

impl HouseStyle {
    /// Whether it leaves the glossaries as they are.
    pub fn asks_nothing(&self) -> bool {
        self.named.is_empty() && self.disable.is_empty() && self.prefer.is_empty()
    }
}

/// One mistake in a glossary file.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The file, by its place among the loaded ones.
    pub file: usize,
    /// What is wrong; its location is in that file.
    pub diagnostic: Diagnostic,
}

/// What came of loading.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// All that is whole.
    pub glossary: Glossary,
    /// Every mistake, in the order of files and places. Empty for glossaries that may be used as they are.
    pub problems: Vec<Problem>,
}

/// A glossary file that could not be read at all.
#[derive(Debug)]
pub struct GlossaryError {
    path: Arc<str>,
    message: String,
}

impl fmt::Display for GlossaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for GlossaryError {}

/// Reads a glossary file from disk.
///
/// # Errors
///
/// When the file is missing, is no file, is larger than 32 MiB or is not UTF-8; the message says which, and what to do.
#[expect(
    clippy::disallowed_methods,
    reason = "glossaries are opened here and nowhere else"
)]
pub fn open(path: &Path) -> Result<GlossaryFile, GlossaryError> {
    let shown: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
    let failed = |message: String| GlossaryError {
        path: shown.clone(),
        message,
    };
    let metadata = std::fs::metadata(path).map_err(|error| {
        failed(match error.kind() {
            std::io::ErrorKind::NotFound => "no such glossary file; check its path".to_owned(),
            _ => format!("cannot be read: {error}"),
        })
    })?;
    if metadata.is_dir() {
        return Err(failed(
            "is a directory; name the glossary files in it".to_owned(),
        ));
    }
    if !metadata.is_file() {
        return Err(failed(
            "a pipe or a device, not a file; write the glossary to a file".to_owned(),
        ));
    }
    if metadata.len() > SIZE_LIMIT {
        return Err(failed(format!(
            "{} bytes, larger than the limit of {SIZE_LIMIT} bytes for a glossary; split the file",
            metadata.len()
        )));
    }
    let bytes = std::fs::read(path).map_err(|error| failed(format!("cannot be read: {error}")))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(GlossaryFile::new(shown, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(failed(format!(
                "not UTF-8 (byte {at}); TOML is always UTF-8, so save it so"
            )))
        }
    }
}

/// The `id` that a glossary file gives itself, whatever else is wrong with the file.
pub fn declared_id(text: &str) -> Option<String> {
    let (table, _) = toml::de::DeTable::parse_recoverable(text);
    let header = table.get_ref().get("glossary")?.get_ref().as_table()?;
    Some(header.get("id")?.get_ref().as_str()?.to_owned())
}

/// Joins files into one glossary. A later file is a later layer: it may override or disable what an earlier one says.
///
/// Mistakes never stop the loading: what is whole is kept, and every mistake is in [`Loaded::problems`].
pub fn load(files: &[GlossaryFile]) -> Loaded {
    load_in_style(files, &[])
}

/// As [`load`], with house styles as the last layers. The file of a style is counted on after those of the glossaries.
pub fn load_in_style(files: &[GlossaryFile], styles: &[HouseStyle]) -> Loaded {
    let mut joined = Joined::default();
    let mut known = 0;
    if let Some(glossary) = compiled::glossary(files) {
        known = glossary.files.len();
        if known == files.len() && styles.iter().all(HouseStyle::asks_nothing) {
            return Loaded {
                glossary,
                problems: Vec::new(),
            };
        }
        let ids = glossary.files.iter().zip(0..);
        joined.file_ids = ids.map(|((_, id), file)| (id.clone(), file)).collect();
        joined.glossary = glossary.without_memberships();
    }
    for (index, file) in files.iter().enumerate().skip(known) {
        let mut mistakes = Mistakes::new(index);
        let written = fields::parse(&file.text, &mut mistakes, schema::read);
        joined.add(index, file, written, &mut mistakes);
        joined.problems.extend(mistakes.into_problems());
    }
    for (index, style) in styles.iter().enumerate() {
        let mut mistakes = Mistakes::of(style.name, files.len() + index);
        joined.adapt(style, &mut mistakes);
        joined.problems.extend(mistakes.into_problems());
    }
    joined.finish(files)
}

#[derive(Default)]
struct Joined {
    glossary: Glossary,
    problems: Vec<Problem>,
    file_ids: HashMap<Arc<str>, usize>,
}

impl Joined {
    fn add(
        &mut self,
        index: usize,
        file: &GlossaryFile,
        written: Written,
        mistakes: &mut Mistakes,
    ) {
        let id = written
            .id
            .as_ref()
            .map_or_else(|| file.path.clone(), |(id, _)| id.clone());
        if let Some(&first) = self.file_ids.get(&id) {
            let span = written
                .id
                .as_ref()
                .map_or(Span::new(0, 0), |&(_, span)| span);
            let message = format!(
                "`{id}` is the id of `{}` as well",
                self.glossary.file_name(first)
            );
            mistakes.add(span, message, "give each glossary an id of its own");
        }
        self.file_ids.entry(id.clone()).or_insert(index);
        self.glossary.files.push((file.path.clone(), id));
        for class in written.classes {
            self.add_class(class, mistakes);
        }
        for concept in written.concepts {
            self.add_concept(concept, mistakes);
        }
        self.adjust(&written.disabled, &written.prefer, mistakes);
    }

    fn adapt(&mut self, style: &HouseStyle, mistakes: &mut Mistakes) {
        for (id, span) in &style.named {
            if !self.glossary.concept_ids.contains_key(id) {
                self.unknown_concept(id, *span, mistakes);
            }
        }
        self.adjust(&style.disable, &style.prefer, mistakes);
    }

    fn adjust(
        &mut self,
        disabled: &[(Arc<str>, Span)],
        preferred: &[(Arc<str>, Box<str>, Span)],
        mistakes: &mut Mistakes,
    ) {
        for (id, span) in disabled {
            match self.glossary.concept_ids.remove(id) {
                // The place stays, so that no other concept changes its number.
                Some(place) => self.glossary.concepts[place.0 as usize].renderings.clear(),
                None => self.unknown_concept(id, *span, mistakes),
            }
        }
        for (id, term, span) in preferred {
            self.prefer(id, term, *span, mistakes);
        }
    }

    fn add_class(&mut self, class: Class, mistakes: &mut Mistakes) {
        let span = class.origin.map_or(Span::new(0, 0), |origin| origin.span);
        let mut seen: HashMap<&str, ()> = HashMap::new();
        for member in &class.members {
            if seen.insert(&member.id, ()).is_some() {
                let message = format!("the class `{}` has two members `{}`", class.id, member.id);
                mistakes.add(span, message, "give each member an id of its own");
            }
        }
        if self.glossary.class_ids.contains_key(&class.id) {
            let message = format!("the class `{}` is defined twice", class.id);
            mistakes.add(span, message, "join the two, or rename one");
            return;
        }
        let id = ClassId(self.glossary.classes.len() as u32);
        self.glossary.class_ids.insert(class.id.clone(), id);
        self.glossary.classes.push(class);
    }

    fn add_concept(&mut self, written: schema::WrittenConcept, mistakes: &mut Mistakes) {
        let concept = written.concept;
        let place = self.glossary.concept_ids.get(&concept.id).copied();
        match (place, written.overrides) {
            (Some(place), true) => self.glossary.concepts[place.0 as usize] = concept,
            (Some(place), false) => {
                let first = &self.glossary.concepts[place.0 as usize];
                let same_file = first.origin.file == mistakes.file();
                let path = self.glossary.file_name(first.origin.file);
                let (message, help) = if same_file {
                    let message = format!("the concept `{}` is defined twice", concept.id);
                    (message, "join the two, or rename one")
                } else {
                    let message = format!("`{path}` has the concept `{}` already", concept.id);
                    (
                        message,
                        "write `override = true` to replace it, or rename this one",
                    )
                };
                mistakes.add(written.id_span, message, help);
            }
            (None, true) => {
                let message = format!("`{}` overrides nothing", concept.id);
                let near = nearest(&concept.id, self.concept_names());
                let help = match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "remove `override`, or load the glossary it overrides first".to_owned(),
                };
                mistakes.add(written.id_span, message, help);
                self.insert(concept);
            }
            (None, false) => self.insert(concept),
        }
    }

    fn insert(&mut self, concept: super::Concept) {
        let id = ConceptId(self.glossary.concepts.len() as u32);
        self.glossary.concept_ids.insert(concept.id.clone(), id);
        self.glossary.concepts.push(concept);
    }

    fn concept_names(&self) -> impl Iterator<Item = &str> {
        self.glossary.concepts.iter().map(|concept| &*concept.id)
    }

    fn unknown_concept(&self, id: &str, span: Span, mistakes: &mut Mistakes) {
        let help = match nearest(id, self.concept_names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`tifa explain` shows a concept by its id".to_owned(),
        };
        mistakes.add(span, format!("no glossary has the concept `{id}`"), help);
    }

    fn prefer(&mut self, id: &str, term: &str, span: Span, mistakes: &mut Mistakes) {
        let Some(place) = self.glossary.concept_ids.get(id) else {
            return self.unknown_concept(id, span, mistakes);
        };
        let concept = &mut self.glossary.concepts[place.0 as usize];
        let found = concept
            .renderings
            .iter()
            .position(|rendering| rendering.status.is_correct() && rendering.term.as_str() == term);
        match found {
            Some(found) => {
                concept.renderings[0].status = TermStatus::Admitted;
                concept.renderings.swap(0, found);
                concept.renderings[0].status = TermStatus::Preferred;
            }
            None => {
                let admitted: Vec<String> = concept
                    .renderings
                    .iter()
                    .filter(|rendering| rendering.status.is_correct())
                    .map(|rendering| format!("`{}`", rendering.term))
                    .collect();
                let message = format!("`{id}` does not admit `{term}`");
                mistakes.add(span, message, format!("it admits {}", admitted.join(", ")));
            }
        }
    }

    /// Concepts become members of their classes; then the whole is proven.
    fn finish(mut self, files: &[GlossaryFile]) -> Loaded {
        let glossary = &mut self.glossary;
        for index in 0..glossary.concepts.len() {
            let concept = &glossary.concepts[index];
            if concept.classes.is_empty() || concept.renderings.is_empty() {
                continue;
            }
            let target: Vec<_> = concept
                .renderings
                .iter()
                .filter(|rendering| rendering.status.is_correct())
                .map(|rendering| rendering.term.clone())
                .collect();
            let member = Member {
                id: concept.id.clone(),
                source: concept.source.clone(),
                target,
                concept: Some(ConceptId(index as u32)),
            };
            for name in concept.classes.clone() {
                let next = ClassId(glossary.classes.len() as u32);
                let id = *glossary.class_ids.entry(name.clone()).or_insert(next);
                if id == next {
                    glossary.classes.push(Class {
                        id: name,
                        members: Vec::new(),
                        origin: None,
                    });
                }
                glossary.classes[id.0 as usize].members.push(member.clone());
            }
        }
        let proven: Vec<bool> = files.iter().map(|file| file.proven).collect();
        let faults = validate::problems(&self.glossary, &proven);
        self.glossary.leave_out(&faults);
        self.problems.extend(faults);
        self.problems
            .sort_by_key(|problem| (problem.file, problem.diagnostic.location.span.start()));
        Loaded {
            glossary: self.glossary,
            problems: self.problems,
        }
    }
}

/// A mistake at a place of a file.
pub(super) fn problem(
    file: usize,
    span: Span,
    message: impl Into<Cow<'static, str>>,
    help: impl Into<Cow<'static, str>>,
) -> Problem {
    let location = Location::new(PartId(0), span);
    let diagnostic = Diagnostic::new(RuleId::new("glossary"), Severity::Error, location, message)
        .with_help(help);
    Problem { file, diagnostic }
}
