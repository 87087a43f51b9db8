//! Writes TBX: version 3 in the style DCA or DCT, or version 2.
//!
//! What TBX-Basic has a data category for is written in it; the rest has categories whose names begin with `x-tifa-`, which
//! other tools pass over.

use std::fmt::Write as _;

use super::complete::one_line;
use super::entry::{ClassEntry, Entry, Form, FormStatus, TermBase, condition_name};
use super::json::{example_to_json, member_to_json};
use super::remark::Losses;
use super::tbx_names::{
    ADDRESS, CASE, CLASS, CONDITION, EVIDENCE, EXACT, EXAMPLE, FLAG, HOMONYM, MEMBERS, NOT_IN,
    PATTERN, PRIVATE, PRIVATE_NAMESPACE, REGISTER, STATUS, SUBJECT, TERM_TYPE, TbxOptions,
    TbxStyle, TbxVersion, UNTIL, USE, WELL_KNOWN, status_name,
};
use crate::glossary::Rendering;
use crate::glossary::RenderingForm;

/// Writes a term base.
pub(super) fn write(base: &TermBase, options: &TbxOptions, losses: &mut Losses) -> Vec<u8> {
    let mut xml = Xml {
        out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        depth: 0,
        options: *options,
        losses,
        name: String::new(),
    };
    let title = base.title.as_deref().unwrap_or("tifa");
    match (options.version, options.style) {
        (TbxVersion::V2, _) => {
            xml.out.push_str("<!DOCTYPE martif SYSTEM \"TBXBasiccoreStructV02.dtd\">\n");
            xml.open("martif type=\"TBX-Basic\" xml:lang=\"en\"");
        }
        (TbxVersion::V3, TbxStyle::Dca) => {
            xml.open("tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"");
        }
        (TbxVersion::V3, TbxStyle::Dct) => xml.open(&format!(
            "tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\" \
             xmlns:min=\"http://www.tbxinfo.net/ns/min\" xmlns:basic=\"http://www.tbxinfo.net/ns/basic\" \
             xmlns:tifa=\"{PRIVATE_NAMESPACE}\""
        )),
    }
    xml.header(title);
    xml.open("text");
    xml.open("body");
    for entry in &base.entries {
        xml.entry(entry);
    }
    xml.close("body");
    xml.classes(&base.classes);
    xml.close("text");
    xml.close(xml.choose("martif", "tbx"));
    xml.out.into_bytes()
}

struct Xml<'l> {
    out: String,
    depth: usize,
    options: TbxOptions,
    losses: &'l mut Losses,
    /// The entry that is being written, for messages.
    name: String,
}

impl Xml<'_> {
    /// The name of version 2 or of version 3.
    fn choose<'n>(&self, two: &'n str, three: &'n str) -> &'n str {
        match self.options.version {
            TbxVersion::V2 => two,
            TbxVersion::V3 => three,
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    /// Opens an element, given with its attributes.
    fn open(&mut self, tag: &str) {
        self.indent();
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push_str(">\n");
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.indent();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// An element with nothing but text.
    fn leaf(&mut self, name: &str, attributes: &str, text: &str) {
        self.indent();
        let space = if one_line(text) == text {
            ""
        } else {
            " xml:space=\"preserve\""
        };
        // Writing to a string does not fail.
        let _ = write!(self.out, "<{name}{attributes}{space}>");
        self.text(text);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn text(&mut self, text: &str) {
        let mut lost = false;
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\r' => self.out.push_str("&#13;"),
                '\n' | '\t' => self.out.push(c),
                c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => lost = true,
                c => self.out.push(c),
            }
        }
        if lost {
            let name = self.name.clone();
            self.losses
                .add("texts with characters that XML cannot hold", &name);
        }
    }

    /// A data category: an element of the given name with a type, or in style DCT an element of its own.
    fn category(&mut self, element: &str, category: &str, text: &str) {
        self.category_with(element, category, "", text);
    }

    fn category_with(&mut self, element: &str, category: &str, attributes: &str, text: &str) {
        let private = category.starts_with(PRIVATE);
        if private && self.options.basic_only {
            let name = self.name.clone();
            let what = category.trim_start_matches(PRIVATE);
            self.losses.add(
                format!("`{what}`, which TBX-Basic has no place for, left out"),
                &name,
            );
            return;
        }
        let dct = self.options.version == TbxVersion::V3 && self.options.style == TbxStyle::Dct;
        if dct {
            let prefix = match category {
                _ if private => "tifa",
                STATUS | SUBJECT | ADDRESS => "min",
                _ => "basic",
            };
            self.leaf(&format!("{prefix}:{category}"), attributes, text);
        } else {
            self.leaf(element, &format!(" type=\"{category}\"{attributes}"), text);
        }
    }

    fn header(&mut self, title: &str) {
        let header = self.choose("martifHeader", "tbxHeader");
        self.open(header);
        self.open("fileDesc");
        self.open("titleStmt");
        self.leaf("title", "", title);
        self.close("titleStmt");
        self.open("sourceDesc");
        self.leaf("p", "", "Exported by tifa.");
        self.close("sourceDesc");
        self.close("fileDesc");
        if self.options.version == TbxVersion::V2 {
            self.open("encodingDesc");
            self.leaf("p", " type=\"XCSURI\"", "TBXBasicXCSV02.xcs");
            self.close("encodingDesc");
        }
        self.close(header);
    }

    fn entry(&mut self, entry: &Entry) {
        self.name.clone_from(&entry.id);
        // An XML id does not begin with a digit.
        let digit = entry.id.starts_with(|c: char| c.is_ascii_digit());
        let id = format!("{}{}", if digit { "_" } else { "" }, entry.id);
        let element = self.choose("termEntry", "conceptEntry");
        self.open(&format!("{element} id=\"{id}\""));
        if let Some(kind) = entry.kind {
            self.category("descrip", SUBJECT, kind.name());
        }
        if let Some(reference) = &entry.reference {
            let target = format!(" target=\"{}\"", attribute(reference));
            self.category_with("xref", ADDRESS, &target, reference);
        }
        for class in &entry.classes {
            self.category("admin", CLASS, class);
        }
        if let Some(evidence) = entry.evidence {
            self.category("admin", EVIDENCE, evidence.name());
        }
        if let Some(case) = entry.case {
            self.category("admin", CASE, case.name());
        }
        for (set, name) in [
            (entry.well_known, WELL_KNOWN),
            (entry.homonym, HOMONYM),
            (entry.exact, EXACT),
        ] {
            if set {
                self.category("admin", FLAG, name);
            }
        }
        for wording in &entry.not_in {
            self.category("admin", NOT_IN, wording);
        }
        for example in &entry.examples {
            let example = example_to_json(example).to_string();
            self.category("admin", EXAMPLE, &example);
        }
        if let Some(note) = &entry.note {
            self.leaf("note", "", note);
        }
        let language = self.choose("langSet", "langSec");
        if !entry.source.is_empty() {
            self.open(&format!("{language} xml:lang=\"zh-Hans\""));
            for term in &entry.source {
                let term_element = self.choose("tig", "termSec");
                self.open(term_element);
                self.leaf("term", "", term);
                self.close(term_element);
            }
            self.close(language);
        }
        self.open(&format!("{language} xml:lang=\"en\""));
        for form in &entry.forms {
            self.form(form);
        }
        self.close(language);
        self.close(element);
    }

    fn form(&mut self, form: &Form) {
        if form.status == FormStatus::Pattern && self.options.basic_only {
            let name = self.name.clone();
            self.losses.add("patterns, left out", &name);
            return;
        }
        let element = self.choose("tig", "termSec");
        self.open(element);
        self.leaf("term", "", &form.term);
        self.category("termNote", STATUS, status_name(form.status));
        if form.status == FormStatus::Short {
            let initials = Rendering::form_of_short(&form.term) == RenderingForm::Abbreviation;
            let term_type = if initials {
                "abbreviation"
            } else {
                "shortForm"
            };
            self.category("termNote", TERM_TYPE, term_type);
        }
        if form.status == FormStatus::Pattern {
            self.category("admin", PATTERN, "regular expression");
        }
        if let Some(until) = form.until {
            self.category("admin", UNTIL, &until.to_string());
        }
        if let Some(replacement) = &form.replacement {
            self.category("admin", USE, replacement);
        }
        match condition_name(form.condition) {
            "" => {}
            condition => self.category("admin", CONDITION, condition),
        }
        if let Some(register) = &form.register {
            self.category("admin", REGISTER, register);
        }
        if let Some(note) = &form.note {
            self.leaf("note", "", note);
        }
        self.close(element);
    }

    /// Classes stand in the back matter, as shared resources do.
    fn classes(&mut self, classes: &[ClassEntry]) {
        if classes.is_empty() {
            return;
        }
        if self.options.basic_only {
            for class in classes {
                self.losses.add("classes, left out", &class.id);
            }
            return;
        }
        self.open("back");
        let list = self.choose("refObjectList", "refObjectSec");
        self.open(&format!("{list} type=\"{MEMBERS}\""));
        for class in classes {
            self.name.clone_from(&class.id);
            self.open(&format!("refObject id=\"class.{}\"", class.id));
            for member in &class.members {
                let member = member_to_json(member).to_string();
                self.leaf("item", &format!(" type=\"{MEMBERS}\""), &member);
            }
            self.close("refObject");
        }
        self.close(list);
        self.close("back");
    }
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
