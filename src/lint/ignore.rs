//! Writes suppressions into a text: the edits that silence given findings, and change nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::Settings;
use super::suppression::{Suppressions, names_of, segment_at};
use crate::diagnostics::{Diagnostic, Edit};
use crate::documents::{self, Document, Format, Part, Role, Segment};
use crate::text::Span;

/// Blocks that are tried one by one where a comment cannot stand at the usual place.
const TRIED: usize = 200;

/// What silences findings of one document.
#[derive(Clone, Debug, Default)]
pub struct Ignored {
    /// Comments to insert, in order; they change no prose.
    pub edits: Vec<Edit>,
    /// Findings, by number, for which no comment can be written: a plain text has none, an attribute holds none. They can
    /// be named under `per-file-ignores`.
    pub left: Vec<usize>,
}

/// The edits that silence findings by comments: one for each block, which names the rules, each with its concept where it is
/// about one. Proven by reading the text again.
pub fn ignore(document: &Document, findings: &[Diagnostic], reason: Option<&str>) -> Ignored {
    let mut ignored = Ignored::default();
    let mut blocks: BTreeMap<usize, (BTreeSet<String>, Vec<usize>)> = BTreeMap::new();
    for (number, finding) in findings.iter().enumerate() {
        let block = segment_at(document, finding.location);
        match block.filter(|_| document.format() != Format::Text && document.parts().len() == 1) {
            Some(block) => {
                let (names, findings) = blocks.entry(block).or_default();
                names.extend(names_of(finding).into_iter().next());
                findings.push(number);
            }
            None => ignored.left.push(number),
        }
    }
    let part = &document.parts()[0];
    let wish = |block: usize, place: usize| {
        let names: Vec<&str> = blocks[&block].0.iter().map(String::as_str).collect();
        edit(
            document.format(),
            part,
            &part.segments[block],
            &names,
            reason,
            place,
        )
    };
    let usual: Vec<(usize, Edit)> = blocks
        .keys()
        .filter_map(|&block| Some((block, wish(block, 0)?)))
        .collect();
    let names_of_block = |block: usize| &blocks[&block].0;
    if usual.len() == blocks.len() && holds(document, &usual, names_of_block) {
        ignored.edits = usual.into_iter().map(|(_, edit)| edit).collect();
        return ignored;
    }
    let mut tried = 0;
    for (&block, (_, findings)) in &blocks {
        let found = (0..PLACES).find_map(|place| {
            tried += 1;
            let wish = (
                block,
                wish(block, place).filter(|_| tried <= TRIED * PLACES)?,
            );
            holds(document, std::slice::from_ref(&wish), names_of_block).then_some(wish.1)
        });
        match found {
            Some(edit) => ignored.edits.push(edit),
            None => ignored.left.extend(findings),
        }
    }
    ignored.edits.sort_by_key(|edit| edit.span);
    ignored.left.sort_unstable();
    ignored
}

/// Places that a comment about a block may have, the usual one first.
const PLACES: usize = 4;

/// The comment for a block at one of its places.
fn edit(
    format: Format,
    part: &Part,
    segment: &Segment,
    names: &[&str],
    reason: Option<&str>,
    place: usize,
) -> Option<Edit> {
    let text = &part.text;
    let names = names.join(" ");
    let comment = match reason {
        // Two hyphens begin the reason; more of them could end the comment.
        Some(reason) => format!(
            "<!-- tifa-ignore {names} -- {} -->",
            reason.replace("--", "—")
        ),
        None => format!("<!-- tifa-ignore {names} -->"),
    };
    let span = segment.span();
    let line = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let end_of_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let insert = |at: usize, words: String| {
        Some(Edit {
            span: Span::new(at, at),
            replacement: words,
        })
    };
    match (place, format) {
        (_, Format::Text) => None,
        (0, Format::Html) if segment.role() != Role::Caption => insert(span.start(), comment),
        // The text of a title may hold no comment.
        (1, Format::Html) => insert(text[..span.start()].rfind('<')?, comment),
        (0, Format::Markdown) => {
            let before = text[line..span.start()].trim_start_matches('\u{FEFF}');
            let is_block = before.bytes().all(|byte| byte == b'#' || byte == b' ');
            if is_block && before.len() <= 7 {
                let at = span.start() - before.len();
                return insert(at, format!("{comment}{end_of_line}"));
            }
            insert(after_markup(text, span.end()), format!(" {comment}"))
        }
        (1, Format::Markdown) => insert(after_markup(text, span.end()), format!(" {comment}")),
        (2, Format::Markdown) => insert(span.end(), format!(" {comment}")),
        (3, _) => insert(span.start(), comment),
        _ => None,
    }
}

/// Where the marks end that close emphasis or a link at the end of a block.
fn after_markup(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    end + (rest.len() - rest.trim_start_matches(['*', '_', '~', '`']).len())
}

/// Whether the text with the edits reads as before, and each comment is about its block.
fn holds<'r>(
    document: &Document,
    wishes: &[(usize, Edit)],
    names_of_block: impl Fn(usize) -> &'r BTreeSet<String>,
) -> bool {
    let part = &document.parts()[0];
    let mut text = String::with_capacity(part.text.len() + 64 * wishes.len());
    let mut from = 0;
    let mut order: Vec<&Edit> = wishes.iter().map(|(_, edit)| edit).collect();
    order.sort_by_key(|edit| edit.span);
    for edit in order {
        text.push_str(&part.text[from..edit.span.start()]);
        text.push_str(&edit.replacement);
        from = edit.span.end();
    }
    text.push_str(&part.text[from..]);
    let again = documents::reread(document, text);
    let read = &again.parts()[0];
    // White space before a comment inside a paragraph is no prose.
    let same = |(before, after): (&Segment, &Segment)| {
        let after = after.text(&read.text).trim_end();
        before.text(&part.text).trim_end() == after
    };
    let suppressions = Suppressions::read(&again, &Settings::default());
    read.segments.len() == part.segments.len()
        && part.segments.iter().zip(&read.segments).all(same)
        && wishes.iter().all(|(block, _)| {
            let mut names = names_of_block(*block).iter();
            names.all(|name| suppressions.silences_in(*block, name))
        })
}
