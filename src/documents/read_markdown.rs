//! Markdown: paragraphs, headings, list items, table cells and alternative texts, without the markup in them.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::blanked::Blanked;
use super::html_elements::Element;
use super::open::Contents;
use super::unclosed::{COMMENT, Unclosed};
use super::{Comment, Extraction, Role, Segment, front_matter, nesting, read_html};
use crate::text::Span;

/// What is understood beside CommonMark.
///
/// Smart punctuation would give text that is not in the file. Math would take `$5 million and US$` for a formula. Front
/// matter is found by [`front_matter`], because the parser also takes prose between two `---` lines for it.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// Times that a text is read at most: each time the comments are opened that were found not to end.
const PASSES: usize = 4;

/// The prose and the comments of a Markdown text, with a remark where not all of it could be read as it is meant.
pub(super) fn read(text: &str) -> Contents {
    let (mut shown, note) = nesting::bounded(text);
    let mut notes: Vec<String> = note.into_iter().collect();
    let mut opened: Vec<Unclosed> = Vec::new();
    for pass in 1.. {
        let mut contents = read_once(text, &shown);
        let comments: Vec<&Unclosed> = contents
            .unclosed
            .iter()
            .filter(|unclosed| unclosed.is_comment())
            .collect();
        if comments.is_empty() || pass == PASSES {
            opened.append(&mut contents.unclosed);
            opened.sort_by_key(|unclosed| unclosed.mark.start());
            notes.extend(opened.first().map(|unclosed| unclosed.note(text)));
            contents.notes = notes;
            return contents;
        }
        // Where one goes on to the end of the text, none that begins after it can end either.
        let to_end = comments
            .iter()
            .filter(|unclosed| unclosed.end == text.len());
        let from = to_end.map(|unclosed| unclosed.mark.end()).min();
        let later = from.into_iter().flat_map(|from| {
            let found = text[from..].match_indices(COMMENT);
            found.map(move |(at, _)| Span::new(from + at, from + at + COMMENT.len()))
        });
        let mut marks: Vec<Span> = comments.iter().map(|unclosed| unclosed.mark).collect();
        marks.extend(later);
        marks.sort_by_key(|mark| mark.start());
        marks.dedup();
        opened.extend(contents.unclosed.into_iter().filter(Unclosed::is_comment));
        shown.blank(marks);
    }
    unreachable!("the last pass returns")
}

fn read_once(text: &str, shown: &Blanked<'_>) -> Contents {
    let start = front_matter::end(text);
    let mut reader = Reader {
        text,
        shown,
        segments: Vec::new(),
        comments: Vec::new(),
        unclosed: Vec::new(),
        open: Extraction::default(),
        around_image: Vec::new(),
        role: Role::Paragraph,
        line_break: None,
        raw: false,
        hidden: None,
        html: None,
    };
    for (event, range) in Parser::new_ext(&shown.text()[start..], OPTIONS).into_offset_iter() {
        reader.event(event, start + range.start..start + range.end);
    }
    reader.close();
    let mut segments = reader.segments;
    segments.sort_by_key(|segment| segment.span().start());
    Contents {
        segments,
        comments: reader.comments,
        unclosed: reader.unclosed,
        notes: Vec::new(),
    }
}

struct Reader<'a> {
    text: &'a str,
    /// The text as the parser sees it.
    shown: &'a Blanked<'a>,
    segments: Vec<Segment>,
    comments: Vec<Comment>,
    unclosed: Vec<Unclosed>,
    open: Extraction,
    /// What was open where each image began that has not ended.
    around_image: Vec<Extraction>,
    role: Role,
    /// A line end whose indentation is known when the next event comes.
    line_break: Option<Range<usize>>,
    /// In a code block or an autolink.
    raw: bool,
    hidden: Option<Hidden>,
    /// The lines of the HTML block that is open.
    html: Option<Vec<Range<usize>>>,
}

/// An HTML element inside a paragraph whose content is passed over.
struct Hidden {
    name: String,
    element: Element,
    /// Elements of the same name that are open.
    depth: usize,
    start: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if let Some(line_break) = self.line_break.take() {
            self.line_break(line_break, range.start);
        }
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.prose(&text, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.placeholder(range);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break = Some(range),
            Event::Html(_) => {
                if let Some(lines) = &mut self.html {
                    lines.push(range);
                }
            }
            Event::InlineHtml(_) => self.inline_html(range),
            Event::Rule => self.close(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => {
                let outer = std::mem::take(&mut self.open);
                self.around_image.push(outer);
            }
            Tag::Link { link_type, .. } => {
                if is_address(*link_type) {
                    self.placeholder(range);
                    self.raw = true;
                }
            }
            tag if is_inline(&tag.to_end()) => {}
            tag => {
                self.close();
                match tag {
                    Tag::Heading { .. } => self.role = Role::Heading,
                    Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.raw = true,
                    Tag::HtmlBlock => self.html = Some(Vec::new()),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Image => {
                let outer = self.around_image.pop().unwrap_or_default();
                let mut caption = std::mem::replace(&mut self.open, outer);
                if self.hidden.is_none() {
                    self.segments.extend(caption.finish(Role::Caption));
                }
                self.placeholder(range);
            }
            TagEnd::Link => self.raw = false,
            tag if is_inline(&tag) => {}
            tag => {
                self.close();
                self.raw = false;
                if tag == TagEnd::HtmlBlock {
                    let lines = self.html.take().unwrap_or_default();
                    self.html_block(&lines);
                }
            }
        }
    }

    fn close(&mut self) {
        if let Some(hidden) = self.hidden.take() {
            self.unhide(&hidden, hidden.start);
        }
        self.segments.extend(self.open.finish(self.role));
        self.role = Role::Paragraph;
    }

    fn prose(&mut self, text: &str, range: Range<usize>) {
        if self.raw || self.hidden.is_some() || self.html.is_some() {
            return;
        }
        let Range { start, end } = range;
        if &self.shown.text()[start..end] != text {
            self.open.push_replaced(text, Span::new(start, end));
            return;
        }
        let start = self.shown.after(start);
        if start >= end {
            return;
        }
        let mut from = start;
        if let Some(first) = self.text[start..end].chars().next()
            && self.is_escaped(first, start)
        {
            from += first.len_utf8();
            let source = Span::new(start - 1, from);
            self.open.push_replaced(&self.text[start..from], source);
        }
        self.open
            .push_verbatim(&self.text[from..end], Span::new(from, end));
    }

    /// Whether the backslash before byte `at` is an escape, not text itself.
    fn is_escaped(&self, first: char, at: usize) -> bool {
        first.is_ascii_punctuation()
            && self.text[..at].ends_with('\\')
            && self.open.source_end().is_none_or(|end| end < at)
    }

    fn placeholder(&mut self, range: Range<usize>) {
        if self.hidden.is_none() && !self.raw {
            self.open
                .push_placeholder(Span::new(range.start, range.end));
        }
    }

    /// Appends a line break with the white space before it and the indentation or `> ` after it.
    fn line_break(&mut self, range: Range<usize>, next: usize) {
        if self.hidden.is_some() {
            return;
        }
        let end = next.max(range.end);
        let before = self.open.source_end().unwrap_or(range.start);
        let between = self.text.get(before..range.start);
        let is_break = |text: &str| text.bytes().all(|byte| b" \t\\".contains(&byte));
        let start = between
            .filter(|text| is_break(text))
            .map_or(range.start, |_| before);
        let source = Span::new(start, end);
        let written = source.of(self.text);
        if written.trim_start().is_empty() {
            self.open.push_verbatim(written, source);
        } else {
            self.open.push_replaced("\n", source);
        }
    }

    fn inline_html(&mut self, range: Range<usize>) {
        let html = &self.text[range.clone()];
        let Some((name, closes)) = tag_name(html) else {
            let span = Span::new(range.start, range.end);
            let comment = Comment::read(self.text, span, self.open.has_prose());
            self.comments.extend(comment);
            return;
        };
        if let Some(hidden) = &mut self.hidden {
            if hidden.name == name {
                hidden.depth = if closes {
                    hidden.depth - 1
                } else {
                    hidden.depth + 1
                };
            }
            if hidden.depth == 0
                && let Some(hidden) = self.hidden.take()
            {
                self.unhide(&hidden, range.end);
            }
            return;
        }
        let element = Element::from_name(name.as_bytes());
        let source = Span::new(range.start, range.end);
        if element.is_block() {
            let role = self.role;
            self.close();
            self.role = role;
        }
        if !closes {
            if html.contains('=') {
                let shown = read_html::fragment(self.text, html, range.start).segments;
                let shown = shown.into_iter();
                self.segments
                    .extend(shown.filter(|segment| segment.role() == Role::Caption));
            }
            if element.hides_content() && !html.ends_with("/>") {
                self.hidden = Some(Hidden {
                    name,
                    element,
                    depth: 1,
                    start: range.start,
                });
            } else if element.leaves_placeholder() {
                self.open.push_placeholder(source);
            }
        }
        if element == Element::Break {
            self.open.push_replaced("\n", source);
        }
    }

    fn unhide(&mut self, hidden: &Hidden, end: usize) {
        if hidden.element.leaves_placeholder() {
            self.open.push_placeholder(Span::new(hidden.start, end));
        }
    }

    /// Reads an HTML block; the `> ` before its lines is blanked, so that offsets stay.
    fn html_block(&mut self, lines: &[Range<usize>]) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let mut html = String::with_capacity(last.end - first.start);
        let mut from = first.start;
        for line in lines {
            let marks = &self.text[from..line.start];
            html.extend(std::iter::repeat_n(' ', marks.len()));
            html.push_str(&self.text[line.clone()]);
            from = line.end;
        }
        let inner = read_html::fragment(self.text, &html, first.start);
        self.segments.extend(inner.segments);
        self.comments.extend(inner.comments);
        // What one block of HTML opens another may close; only at the end of the text none does.
        let is_open = |unclosed: &Unclosed| unclosed.is_comment() || last.end >= self.text.len();
        self.unclosed
            .extend(inner.unclosed.into_iter().filter(is_open));
    }
}

/// Whether a link is an address written out, whose text is the address.
fn is_address(link: LinkType) -> bool {
    matches!(link, LinkType::Autolink | LinkType::Email)
}

/// Whether markup stands inside a run of prose and does not cut it.
fn is_inline(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The name, in lower case, of the element that an inline tag opens or closes; `None` for a comment.
fn tag_name(html: &str) -> Option<(String, bool)> {
    let rest = html.strip_prefix('<')?;
    let (rest, closes) = match rest.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    (end > 0).then(|| (rest[..end].to_ascii_lowercase(), closes))
}
