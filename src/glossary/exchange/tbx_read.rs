//! Reads TBX of any version and style: elements by their local names, data categories by type or name.
//!
//! Nothing is fetched, no entity is expanded, and the depth of nesting is bounded.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::Place;
use super::entry::{ClassEntry, TermBase};
use super::json::member_from_json;
use super::remark::{ExchangeError, LeftOut, Losses};
use super::tbx_entry::{Category, RawEntry, RawLanguage, RawTerm};
use super::tbx_names::MEMBERS;

/// Elements inside one another; TBX needs fewer than twenty.
const DEPTH: usize = 100;

/// Reads a term base.
pub(super) fn read(
    text: &str,
    left_out: &mut Vec<LeftOut>,
    losses: &mut Losses,
) -> Result<TermBase, ExchangeError> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut tbx = Tbx {
        lines: Lines {
            text,
            at: 0,
            line: 1,
        },
        open: Vec::new(),
        leaf: None,
        entry: None,
        class: None,
        base: TermBase::default(),
        entries: 0,
        left_out,
        losses,
    };
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event();
        match event {
            Ok(Event::Start(start)) => tbx.start(&start, at)?,
            Ok(Event::End(_)) => tbx.end(),
            Ok(Event::Text(written)) => tbx.text(&written.xml10_content()),
            Ok(Event::CData(written)) => tbx.text(&written.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    Ok(None) => predefined(&reference),
                    Err(_) => None,
                };
                let Some(character) = character else {
                    let name: String = reference.chars().take(40).collect();
                    let message = format!(
                        "`&{name};` is no character that XML knows; write the character itself"
                    );
                    return Err(tbx.error(at, message));
                };
                tbx.text(character.encode_utf8(&mut [0; 4]));
            }
            Ok(Event::DocType(declaration)) if declaration.contains("<!ENTITY") => {
                let message =
                    "declares entities of its own, which are not expanded; remove the DOCTYPE";
                return Err(tbx.error(at, message));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let at = reader.error_position() as usize;
                let message =
                    format!("not well-formed XML: {error}; export the file again, or mend it");
                return Err(tbx.error(at, message));
            }
        }
    }
    if let Some(open) = tbx.open.last() {
        let message = format!(
            "not well-formed XML: `<{}>` is never closed; the file may have been cut off",
            open.name
        );
        let at = open.at;
        return Err(tbx.error(at, message));
    }
    if tbx.entries == 0 {
        return Err(ExchangeError::new(
            Place::Unknown,
            "holds no concept: no `conceptEntry` (version 3) and no `termEntry` (version 2)",
        ));
    }
    Ok(tbx.base)
}

/// The five characters that XML names by itself.
fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

/// Counts lines on the way through the text.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn line(&mut self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let bytes = self.text.as_bytes();
        if at < self.at {
            return memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1;
        }
        self.line += memchr::memchr_iter(b'\n', &bytes[self.at..at]).count();
        self.at = at;
        self.line
    }
}

/// An open element.
struct Open {
    name: String,
    at: usize,
    /// Whether it belongs to the text of a data category.
    in_leaf: bool,
}

/// A data category whose text is being read.
struct Leaf {
    category: Category,
    depth: usize,
    preserve: bool,
}

struct Tbx<'t, 'o> {
    lines: Lines<'t>,
    open: Vec<Open>,
    leaf: Option<Leaf>,
    entry: Option<RawEntry>,
    class: Option<ClassEntry>,
    base: TermBase,
    entries: usize,
    left_out: &'o mut Vec<LeftOut>,
    losses: &'o mut Losses,
}

/// Elements whose data category is in their attribute `type`.
const TYPED: [&str; 10] = [
    "admin",
    "adminNote",
    "descrip",
    "descripNote",
    "item",
    "ref",
    "termNote",
    "transac",
    "transacNote",
    "xref",
];

/// Elements around others, which say nothing themselves.
const FRAMES: [&str; 13] = [
    "tbx",
    "martif",
    "text",
    "front",
    "body",
    "back",
    "tbxHeader",
    "martifHeader",
    "fileDesc",
    "titleStmt",
    "refObjectSec",
    "refObjectList",
    "itemSet",
];

impl Tbx<'_, '_> {
    fn error(&mut self, at: usize, message: impl Into<String>) -> ExchangeError {
        ExchangeError::new(Place::Line(self.lines.line(at)), message)
    }

    fn start(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), ExchangeError> {
        if self.open.len() >= DEPTH {
            let message = format!("elements nest deeper than {DEPTH}; this is no TBX file");
            return Err(self.error(at, message));
        }
        let local = start.local_name();
        let name: &str = local.as_ref();
        if self.open.is_empty() && !matches!(name, "tbx" | "martif" | "TBX") {
            let hint = match name {
                "mtf" => "it is a MultiTerm file; export it from MultiTerm as TBX or as a table",
                "tmx" | "xliff" => "it is a translation, not a term base",
                _ => "export it as TBX from the tool it comes from",
            };
            let message = format!("no TBX file: its first element is `{name}`; {hint}");
            return Err(self.error(at, message));
        }
        let in_leaf = self.leaf.is_some();
        self.open.push(Open {
            name: name.to_owned(),
            at,
            in_leaf,
        });
        if in_leaf {
            return Ok(());
        }
        let line = self.lines.line(at);
        match (name, &mut self.entry) {
            ("conceptEntry" | "termEntry", None) => {
                self.entries += 1;
                self.entry = Some(RawEntry {
                    id: value(start, "id").unwrap_or_default(),
                    line,
                    ..RawEntry::default()
                });
            }
            ("langSec" | "langSet", Some(entry)) => entry.languages.push(RawLanguage {
                language: value(start, "lang").unwrap_or_default(),
                ..RawLanguage::default()
            }),
            ("termSec" | "tig" | "ntig", Some(entry)) => {
                if let Some(language) = entry.languages.last_mut() {
                    language.terms.push(RawTerm {
                        line,
                        ..RawTerm::default()
                    });
                }
            }
            ("refObject", None) => {
                let id = value(start, "id").unwrap_or_default();
                let class = id.strip_prefix("class.").map(|id| ClassEntry {
                    id: id.to_owned(),
                    members: Vec::new(),
                });
                self.class = class;
            }
            (name, _) if FRAMES.contains(&name) || name.ends_with("Grp") => {}
            (name, _) => {
                let typed = TYPED.contains(&name);
                let kind = value(start, "type").filter(|_| typed);
                self.leaf = Some(Leaf {
                    category: Category {
                        name: kind.unwrap_or_else(|| name.to_owned()),
                        text: String::new(),
                        target: value(start, "target"),
                    },
                    depth: self.open.len(),
                    preserve: value(start, "space").is_some_and(|value| value == "preserve"),
                });
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(leaf) = &mut self.leaf {
            leaf.category.text.push_str(text);
        }
    }

    fn end(&mut self) {
        let depth = self.open.len();
        let Some(open) = self.open.pop() else {
            return;
        };
        if self.leaf.as_ref().is_some_and(|leaf| leaf.depth == depth) {
            if let Some(leaf) = self.leaf.take() {
                self.deliver(leaf);
            }
            return;
        }
        if open.in_leaf {
            return;
        }
        match open.name.as_str() {
            "conceptEntry" | "termEntry" => {
                if let Some(raw) = self.entry.take() {
                    let entry = raw.into_entry(self.left_out, self.losses);
                    self.base.entries.push(entry);
                }
            }
            "refObject" => self.base.classes.extend(self.class.take()),
            _ => {}
        }
    }

    /// Puts a data category where it belongs: at the innermost open term, language or concept.
    fn deliver(&mut self, leaf: Leaf) {
        let mut category = leaf.category;
        if !leaf.preserve {
            category.text = super::complete::one_line(&category.text);
        }
        let inside = |name: &str| self.open.iter().any(|open| open.name == name);
        let in_term = inside("termSec") || inside("tig") || inside("ntig");
        let in_language = inside("langSec") || inside("langSet");
        let group = self.open.last().map_or("", |open| &open.name);
        let explains_another =
            matches!(group, "descripGrp" | "transacGrp" | "termNoteGrp") && !category.is_main();
        let Some(entry) = &mut self.entry else {
            match (&mut self.class, category.name.as_str()) {
                (Some(class), MEMBERS) => {
                    let member = serde_json::from_str(&category.text).ok();
                    class
                        .members
                        .extend(member.as_ref().and_then(member_from_json));
                }
                (_, "title") if self.base.title.is_none() && !category.text.is_empty() => {
                    self.base.title = Some(category.text);
                }
                _ => {}
            }
            return;
        };
        if group == "transacGrp" || explains_another {
            let what = if group == "transacGrp" {
                "records of changes, left out"
            } else {
                "sources and notes of definitions and contexts, left out"
            };
            self.losses.add(what, entry.shown());
            return;
        }
        let language = entry.languages.last_mut().filter(|_| in_language);
        match language {
            None => entry.categories.push(category),
            Some(language) => match language.terms.last_mut().filter(|_| in_term) {
                None => language.categories.push(category),
                Some(term) if category.name == "term" => term.term = category.text,
                Some(term) => term.categories.push(category),
            },
        }
    }
}

/// The value of an attribute, by its local name.
fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
