//! The card of a concept on the terminal.

use std::io::{self, Write};

use termcolor::{Buffer, Color, ColorSpec, WriteColor};

use super::output;
use crate::report::sanitize;
use crate::workshop::{Card, CardForm};

/// Columns to which notes are wrapped.
const WIDTH: usize = 78;

/// Writes a card with at most so many withdrawn forms; the form to write stands out. Patterns are shown where all
/// withdrawn forms are.
pub(super) fn write(
    out: &mut impl Write,
    card: &Card,
    withdrawn: usize,
    color: bool,
) -> io::Result<()> {
    let mut buffer = if color {
        Buffer::ansi()
    } else {
        Buffer::no_color()
    };
    draw(&mut buffer, card, withdrawn)?;
    out.write_all(buffer.as_slice())
}

fn draw(out: &mut Buffer, card: &Card, withdrawn: usize) -> io::Result<()> {
    let mut paint = |color: Option<Color>, bold: bool, words: &str| -> io::Result<()> {
        out.set_color(ColorSpec::new().set_fg(color).set_bold(bold))?;
        write!(out, "{}", sanitize(words))?;
        out.reset()
    };
    paint(None, true, &card.id)?;
    let kind = match &card.class {
        Some(class) => format!("{} of {{{class}}}", card.kind),
        None => card.kind.to_owned(),
    };
    paint(None, false, &format!(" ({kind})  "))?;
    paint(None, true, &card.source.join("、"))?;
    writeln!(out, "\n")?;
    let mut hidden = 0;
    let mut shown = 0;
    for form in &card.forms {
        if form.status == "deprecated" {
            shown += 1;
            if shown > withdrawn || (form.pattern && withdrawn < usize::MAX) {
                hidden += 1;
                continue;
            }
        }
        let (color, bold) = match form.status {
            "preferred" => (Some(Color::Green), true),
            "superseded" | "deprecated" => (Some(Color::Red), false),
            _ => (None, false),
        };
        write!(out, "{:>12}  ", form.status)?;
        out.set_color(ColorSpec::new().set_fg(color).set_bold(bold))?;
        write!(out, "{}", sanitize(&form.text))?;
        out.reset()?;
        writeln!(out, "{}", sanitize(&remarks(form)))?;
    }
    if hidden > 0 {
        let id = &card.id;
        writeln!(
            out,
            "{:>12}  and {hidden} more; `tifa explain {id}` shows all",
            ""
        )?;
    }
    for wording in &card.not_in {
        writeln!(out, "{:>12}  {}", "not in", sanitize(wording))?;
    }
    let reference = card.reference.as_deref();
    let reference = reference.map_or(String::new(), |reference| format!(", {reference}"));
    writeln!(out)?;
    if !card.evidence.is_empty() {
        let reference = sanitize(&reference);
        writeln!(out, "{:>12}  {}{reference}", "evidence", card.evidence)?;
    }
    writeln!(out, "{:>12}  {}", "glossary", sanitize(&card.glossary))?;
    if let Some(note) = &card.note {
        writeln!(out)?;
        for line in output::wrap(note, WIDTH) {
            writeln!(out, "{}", sanitize(&line))?;
        }
    }
    Ok(())
}

fn remarks(form: &CardForm) -> String {
    let mut remarks = Vec::new();
    if form.example {
        remarks.push("for example".to_owned());
    }
    if form.pattern {
        remarks.push("a pattern".to_owned());
    }
    match form.only {
        Some("with-source") => remarks.push("only where the Chinese names it".to_owned()),
        Some(_) => remarks.push("only in quotation marks".to_owned()),
        None => {}
    }
    remarks.extend(form.until.as_ref().map(|until| format!("until {until}")));
    let register = form.register.as_ref();
    remarks.extend(register.map(|register| format!("register: {register}")));
    remarks.extend(form.write.as_ref().map(|term| format!("write `{term}`")));
    remarks.extend(form.note.clone());
    if remarks.is_empty() {
        String::new()
    } else {
        format!("  ({})", remarks.join("; "))
    }
}
