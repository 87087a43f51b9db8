//! HTML: the text between tags, cut at blocks, and the texts that attributes show.

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use super::character_references::Place;
use super::html_attributes::value_of;
use super::html_elements::Element;
use super::html_text::HtmlText;
use super::open::Contents;
use super::unclosed::{COMMENT, Unclosed};
use super::{Comment, Extraction, Role, Segment};
use crate::text::Span;

/// The prose and the comments of an HTML text.
pub(super) fn read(text: &str) -> Contents {
    let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut contents = fragment(text, &text[start..], start);
    let comment = contents.unclosed.iter().find(|open| open.is_comment());
    if let Some(comment) = comment.cloned() {
        // None that begins after it can end either.
        let at = comment.mark.start();
        let rest = text[at..].replace(COMMENT, &" ".repeat(COMMENT.len()));
        let opened = format!("{}{rest}", &text[start..at]);
        contents = fragment(text, &opened, start);
        contents.unclosed.insert(0, comment);
    }
    let first = contents.unclosed.first();
    contents.notes = first.map(|open| open.note(text)).into_iter().collect();
    contents
}

/// The prose and the comments of a piece of HTML inside `part`, which begins there at byte `offset`.
///
/// `html` has the length of what stands in `part` and may differ from it where other markup was blanked.
pub(super) fn fragment(part: &str, html: &str, offset: usize) -> Contents {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut reader = Reader::new(part, html, offset);
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        match token {
            Token::StartTag(tag) => reader.start_tag(&tag),
            Token::EndTag(tag) => reader.end_tag(&tag),
            Token::String(text) => reader.text(text.span.start, text.span.end),
            Token::Comment(comment) => reader.comment(comment.span.start, comment.span.end),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    if let Some(hidden) = &reader.hidden
        // Code ends with its block, and the end tag of a paragraph may be left out.
        && hidden.element != Element::Code
        && html[hidden.end..].contains(|c: char| !c.is_whitespace())
    {
        let name = String::from_utf8_lossy(&hidden.name).into_owned();
        let mark = reader.source.span(hidden.start, hidden.end);
        let end = offset + html.len();
        reader.unclosed.push(Unclosed {
            mark,
            element: Some(name),
            end,
        });
    }
    reader.close_hidden(html.len());
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

/// Whether an element that has content declares it to be Chinese. `<html lang="zh">` says it of a whole page, which is
/// then reported as such.
fn is_chinese(tag: &StartTag<usize>) -> bool {
    let empty: [&[u8]; 8] = [
        b"html", b"br", b"hr", b"img", b"input", b"link", b"meta", b"source",
    ];
    let language = tag.attributes.get(b"lang".as_slice());
    let chinese = language.is_some_and(|language| {
        let (language, rest) = language.split_at(language.len().min(2));
        language.eq_ignore_ascii_case(b"zh") && (rest.is_empty() || rest.starts_with(b"-"))
    });
    chinese && !tag.self_closing && !empty.contains(&tag.name.as_slice())
}

struct Reader<'a> {
    source: HtmlText<'a>,
    segments: Vec<Segment>,
    comments: Vec<Comment>,
    unclosed: Vec<Unclosed>,
    open: Extraction,
    heading: bool,
    /// Whether the tokenizer reads references but no tags, as in `<title>`.
    markup_is_text: bool,
    hidden: Option<Hidden>,
}

/// An element whose content is passed over.
struct Hidden {
    name: Vec<u8>,
    element: Element,
    /// Elements of the same name that are open.
    depth: usize,
    start: usize,
    /// Where its tag ends.
    end: usize,
}

impl<'a> Reader<'a> {
    fn new(part: &'a str, html: &'a str, offset: usize) -> Self {
        Self {
            source: HtmlText { part, html, offset },
            segments: Vec::new(),
            comments: Vec::new(),
            unclosed: Vec::new(),
            open: Extraction::default(),
            heading: false,
            markup_is_text: false,
            hidden: None,
        }
    }

    fn start_tag(&mut self, tag: &StartTag<usize>) {
        let element = Element::from_name(&tag.name);
        self.markup_is_text = matches!(tag.name.as_slice(), b"title" | b"textarea");
        if self.passes_over(element, tag.span.start) {
            if let Some(hidden) = &mut self.hidden
                && hidden.name == tag.name.0
                && !tag.self_closing
            {
                hidden.depth += 1;
            }
            return;
        }
        if element.is_block() {
            self.close();
            // A heading may hold a `div`; any other block means that its end tag was forgotten.
            self.heading = element == Element::Heading || self.heading && tag.name == b"div";
        }
        self.captions(tag);
        if is_chinese(tag) {
            // Text that says it is Chinese is no English left untranslated.
            let encloses = matches!(
                tag.name.as_slice(),
                b"article"
                    | b"aside"
                    | b"blockquote"
                    | b"div"
                    | b"main"
                    | b"ol"
                    | b"section"
                    | b"table"
                    | b"ul"
            );
            self.hidden = Some(Hidden {
                name: tag.name.0.clone(),
                // Any other may have been left open, and then ends with the next block as code does.
                element: if encloses { element } else { Element::Code },
                depth: 1,
                start: tag.span.start,
                end: tag.span.end,
            });
        } else if element.hides_content() {
            // Only foreign elements close themselves; `<script/>` is an open `<script>`.
            let closed = tag.self_closing && element == Element::Drawing;
            self.hidden = Some(Hidden {
                name: tag.name.0.clone(),
                element,
                depth: 1,
                start: tag.span.start,
                end: tag.span.end,
            });
            if closed {
                self.close_hidden(tag.span.end);
            }
        } else {
            self.mark(element, tag.span.start, tag.span.end);
        }
    }

    fn end_tag(&mut self, tag: &EndTag<usize>) {
        self.markup_is_text = false;
        let element = Element::from_name(&tag.name);
        if let Some(hidden) = &mut self.hidden
            && hidden.name == tag.name.0
        {
            hidden.depth -= 1;
            if hidden.depth == 0 {
                self.close_hidden(tag.span.end);
            }
            return;
        }
        if self.passes_over(element, tag.span.start) {
            return;
        }
        if element.is_block() {
            self.close();
            self.heading = self.heading && tag.name == b"div";
        } else if element == Element::Break {
            self.mark(element, tag.span.start, tag.span.end);
        }
    }

    fn comment(&mut self, start: usize, end: usize) {
        let span = self.source.span(start, end);
        let html = self.source.html;
        let ends = ["-->", "--!>"];
        if end == html.len()
            && html[start..].starts_with(COMMENT)
            && !ends.iter().any(|mark| html.ends_with(mark))
        {
            self.unclosed.push(Unclosed {
                mark: self.source.span(start, start + COMMENT.len()),
                element: None,
                end: span.end(),
            });
        }
        let comment = Comment::read(self.source.part, span, self.open.has_prose());
        self.comments.extend(comment);
    }

    /// What an element without content leaves in the text.
    fn mark(&mut self, element: Element, start: usize, end: usize) {
        let source = self.source.span(start, end);
        match element {
            Element::Break => self.open.push_replaced("\n", source),
            Element::Object => self.open.push_placeholder(source),
            _ => {}
        }
    }

    /// Whether a tag stands in content that is passed over. A block ends code that was left open.
    fn passes_over(&mut self, element: Element, at: usize) -> bool {
        match &self.hidden {
            Some(hidden) if hidden.element == Element::Code && element.is_block() => {
                self.close_hidden(at);
                false
            }
            hidden => hidden.is_some(),
        }
    }

    fn close_hidden(&mut self, end: usize) {
        if let Some(hidden) = self.hidden.take()
            && hidden.element.leaves_placeholder()
        {
            self.open
                .push_placeholder(self.source.span(hidden.start, end));
        }
    }

    fn close(&mut self) {
        let role = if self.heading {
            Role::Heading
        } else {
            Role::Paragraph
        };
        self.segments.extend(self.open.finish(role));
    }

    fn text(&mut self, start: usize, end: usize) {
        if self.hidden.is_some() {
            return;
        }
        let mut from = start;
        // The tokenizer drops `</>` without a token; its text spans run across it.
        while !self.markup_is_text
            && let Some(at) = memchr::memmem::find(&self.source.html.as_bytes()[from..end], b"</>")
        {
            self.source
                .push(&mut self.open, from, from + at, Place::Text);
            from += at + 3;
        }
        self.source.push(&mut self.open, from, end, Place::Text);
    }

    fn captions(&mut self, tag: &StartTag<usize>) {
        let describes = tag.name == b"meta"
            && tag
                .attributes
                .get(b"name".as_slice())
                .is_some_and(|name| name.eq_ignore_ascii_case(b"description"));
        let names_a_file = matches!(tag.name.as_slice(), b"link" | b"style");
        for (name, value) in &tag.attributes {
            let shown = match name.as_slice() {
                b"alt" => true,
                b"title" => !names_a_file,
                b"content" => describes,
                _ => false,
            };
            if !shown {
                continue;
            }
            let place = Span::new(value.span.start, tag.span.end);
            if let Some(value) = value_of(self.source.html, place, name.len()) {
                let outer = std::mem::take(&mut self.open);
                self.source
                    .push(&mut self.open, value.start(), value.end(), Place::Attribute);
                self.segments.extend(self.open.finish(Role::Caption));
                self.open = outer;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the reader makes of each text token, and what the tokenizer makes of it.
    fn both(html: &str) -> Vec<(String, String)> {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let mut reader = Reader::new(html, html, 0);
        let mut raw = false;
        let mut texts = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let element = Element::from_name(&tag.name);
                    raw = matches!(element, Element::Hidden | Element::CodeBlock)
                        || tag.name == b"iframe";
                    reader.markup_is_text = matches!(tag.name.as_slice(), b"title" | b"textarea");
                }
                Token::EndTag(_) => {
                    raw = false;
                    reader.markup_is_text = false;
                }
                Token::String(text) if !raw => {
                    reader.open = Extraction::default();
                    reader.text(text.span.start, text.span.end);
                    let expected = String::from_utf8(text.value.0).unwrap();
                    texts.push((normalized(reader.open.text()), expected));
                }
                _ => {}
            }
        }
        texts
    }

    /// Line ends and NUL as the tokenizer gives them; what it drops may stand inside a line end, so runs count as one.
    fn normalized(text: &str) -> String {
        let text = text.replace('\r', "\n").replace('\0', "\u{FFFD}");
        let parts: Vec<&str> = text
            .split_inclusive('\n')
            .filter(|part| *part != "\n")
            .collect();
        parts.concat()
    }

    fn html() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "a",
            "é",
            " ",
            "\r\n",
            "\r",
            "\n",
            "<",
            ">",
            "/",
            "</",
            "</>",
            "<!",
            "<!--",
            "-->",
            "<b>",
            "</b>",
            "<title>",
            "</title>",
            "<textarea>",
            "</textarea>",
            "<script>",
            "</script>",
            "<p x=\"",
            "\"",
            "&",
            "&amp;",
            "&amp",
            "&notit;",
            "&#65",
            "&#x4e2d;",
            "&NotEqualTilde;",
            "&#",
            "x",
            ";",
            "=",
            "<![CDATA[",
            "]]>",
            "</ ",
            "<?",
            "<1",
        ]);
        prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn text_is_decoded_as_the_tokenizer_decodes_it(html in html()) {
            for (read, expected) in both(&html) {
                prop_assert_eq!(read, normalized(&expected));
            }
        }
    }
}
