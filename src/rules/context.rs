//! Everything a rule may look at, read-only, and the words that rules about renderings share.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::IdleSuppression;
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::documents::{Document, Role};
use crate::glossary::{Concept, Date, Rendering};
use crate::matching::{Matcher, Mention, NearMention, Reading, SegmentReading, Usage};
use crate::text::{
    Location, Span, is_closing_quote, is_direction_changing, is_invisible, is_opening_quote,
    is_space,
};

/// One document with all that was found in it.
#[derive(Debug)]
pub struct RuleContext<'a> {
    document: &'a Document,
    matcher: &'a Matcher<'a>,
    reading: &'a Reading,
    usage: &'a Usage,
    date: Option<Date>,
    /// Text of each segment, by number.
    texts: Vec<&'a str>,
    idle: &'a [IdleSuppression],
    /// What is looked at now; all of the document unless it is narrowed.
    stretch: Stretch,
}

/// Segments that follow one another, with what was found in them.
#[derive(Clone, Debug)]
struct Stretch {
    segments: Range<usize>,
    mentions: Range<usize>,
    near: Range<usize>,
}

impl Stretch {
    fn of(reading: &Reading, segments: Range<usize>) -> Self {
        let mentions = |segment| {
            reading
                .mentions
                .partition_point(|mention| mention.segment < segment)
        };
        let near = |segment| {
            reading
                .near
                .partition_point(|near| near.mention.segment < segment)
        };
        let Range { start, end } = segments;
        Self {
            segments,
            mentions: mentions(start)..mentions(end),
            near: near(start)..near(end),
        }
    }
}

/// Bytes of prose in a stretch that is looked at at once: what a processor keeps at hand.
const STRETCH: usize = 1 << 16;

/// One segment as rules of form see it.
#[derive(Clone, Copy, Debug)]
pub struct SegmentView<'a> {
    /// Its number in the document.
    pub number: usize,
    /// Its prose.
    pub text: &'a str,
    /// What is odd about it.
    pub reading: SegmentReading<'a>,
}

/// The longest quotation from a document in a message, in characters.
const QUOTED: usize = 90;

/// Bytes that a message usually has beside the words that it quotes.
const MESSAGE: usize = 64;

impl<'a> RuleContext<'a> {
    /// A document with its reading; `usage` counts wordings in the document or in the run, `date` is the article's.
    pub fn new(
        document: &'a Document,
        matcher: &'a Matcher<'a>,
        reading: &'a Reading,
        usage: &'a Usage,
        date: Option<Date>,
    ) -> Self {
        let texts: Vec<&str> = document
            .segments()
            .map(|(_, part, segment)| segment.text(&part.text))
            .collect();
        let stretch = Stretch::of(reading, 0..texts.len());
        Self {
            document,
            matcher,
            reading,
            usage,
            date,
            texts,
            idle: &[],
            stretch,
        }
    }

    /// Narrows it to the stretch of segments that begins at one, and says which comes after; after the last, all of the
    /// document is looked at again.
    ///
    /// What [`Self::segments`], [`Self::mentions`] and [`Self::near`] give is narrowed, and nothing else.
    pub fn narrow(&mut self, from: usize) -> Option<usize> {
        let mut bytes = 0;
        let mut to = from;
        while to < self.texts.len() && bytes < STRETCH {
            bytes += self.texts[to].len();
            to += 1;
        }
        if from == to {
            self.stretch = Stretch::of(self.reading, 0..self.texts.len());
            return None;
        }
        self.stretch = Stretch::of(self.reading, from..to);
        Some(to)
    }

    /// The same, when it is known which suppressions silenced nothing.
    #[must_use]
    pub fn with_idle_suppressions(mut self, idle: &'a [IdleSuppression]) -> Self {
        self.idle = idle;
        self
    }

    /// The suppressions that silenced nothing, in the order of the text.
    pub fn idle_suppressions(&self) -> &'a [IdleSuppression] {
        self.idle
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The date of the article, where it is known.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// How often each wording is used.
    pub fn usage(&self) -> &'a Usage {
        self.usage
    }

    /// The glossary made ready.
    pub fn matcher(&self) -> &'a Matcher<'a> {
        self.matcher
    }

    /// All mentions, in order.
    pub fn mentions(&self) -> &'a [Mention] {
        &self.reading.mentions[self.stretch.mentions.clone()]
    }

    /// All damaged forms, in order; empty where no rule that is on asks for them.
    pub fn near(&self) -> &'a [NearMention] {
        &self.reading.near[self.stretch.near.clone()]
    }

    /// All segments, in order.
    pub fn segments(&self) -> impl Iterator<Item = SegmentView<'a>> + '_ {
        self.stretch.segments.clone().map(|number| SegmentView {
            number,
            text: self.texts[number],
            reading: self.reading.segment(number),
        })
    }

    /// The prose of one segment.
    pub fn segment_text(&self, segment: usize) -> &'a str {
        self.texts[segment]
    }

    /// The concept that a mention names.
    pub fn concept(&self, mention: &Mention) -> &'a Concept {
        self.matcher.concept(mention)
    }

    /// The rendering that a mention uses.
    pub fn rendering(&self, mention: &Mention) -> &'a Rendering {
        self.matcher.rendering(mention)
    }

    /// The words of a mention, without the markup among them.
    pub fn words(&self, mention: &Mention) -> &'a str {
        mention.span.of(self.texts[mention.segment])
    }

    /// Whether a mention has all of a span of a segment.
    pub fn is_mentioned(&self, segment: usize, span: Span) -> bool {
        let mentions = self.mentions();
        let after = mentions
            .partition_point(|other| (other.segment, other.span.end()) <= (segment, span.start()));
        mentions
            .get(after)
            .is_some_and(|other| other.segment == segment && other.span.contains(span))
    }

    /// Where a mention stands in the file.
    pub fn location(&self, mention: &Mention) -> Location {
        self.document.location(mention.segment, mention.span)
    }

    /// A diagnostic about a mention, which names its concept.
    pub fn diagnostic(
        &self,
        rule: RuleId,
        severity: Severity,
        mention: &Mention,
        message: impl Into<Cow<'static, str>>,
    ) -> Diagnostic {
        let concept = self.concept(mention);
        let source = self
            .matcher
            .source_term(mention, self.texts[mention.segment]);
        Diagnostic::new(rule, severity, self.location(mention), message)
            .with_concept(concept.id.clone(), source)
            .with_cap(concept.severity_cap())
    }

    /// A diagnostic about a span of a segment.
    pub fn diagnostic_at(
        &self,
        rule: RuleId,
        severity: Severity,
        segment: usize,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> Diagnostic {
        Diagnostic::new(
            rule,
            severity,
            self.document.location(segment, span),
            message,
        )
    }

    /// Whether a segment is a heading: by its markup, or a short line that ends without a full stop.
    pub fn is_heading(&self, segment: usize) -> bool {
        let (_, _, written) = self.document.segment(segment);
        match written.role() {
            Role::Heading => true,
            Role::Caption => false,
            Role::Paragraph => {
                let text = self.texts[segment].trim_end();
                let ends =
                    |c: char| matches!(c, '.' | '!' | '?' | ':' | ';' | ',') || is_closing_quote(c);
                let ended = text.trim_end_matches('"').ends_with(ends);
                text.len() <= 200 && !ended && !text.contains(". ")
            }
        }
    }

    /// Whether a segment has letters, and none of them small.
    pub fn is_all_capitals(&self, segment: usize) -> bool {
        let text = self.texts[segment];
        !text.contains(char::is_lowercase) && text.contains(char::is_uppercase)
    }

    /// Whether a sentence begins at a byte of a segment.
    pub fn starts_sentence(&self, segment: usize, at: usize) -> bool {
        let before = self.texts[segment].get(..at).unwrap_or_default();
        let opened = |c: char| {
            is_space(c) || is_opening_quote(c) || matches!(c, '"' | '(' | '[' | '•' | '*')
        };
        let Some(last) = before.trim_end_matches(opened).chars().next_back() else {
            return true;
        };
        matches!(last, '.' | '!' | '?' | ':' | '。' | '！' | '？')
            || is_closing_quote(last)
                && before
                    .trim_end_matches(|c| opened(c) || is_closing_quote(c))
                    .ends_with(['.', '!', '?'])
    }

    /// The Chinese term of the concept that a mention names, or the concept's id where it has none.
    pub fn source_term(&self, mention: &Mention) -> Arc<str> {
        let term = self
            .matcher
            .source_term(mention, self.texts[mention.segment]);
        term.unwrap_or_else(|| self.concept(mention).id.clone())
    }

    /// Words of a document in backquotes, for a message: one line, of readable length.
    pub fn quoted(&self, words: &str) -> String {
        let mut quoted = String::with_capacity(words.len() + MESSAGE);
        quoted.push('`');
        if words.len() < QUOTED && is_one_line(words) {
            quoted.push_str(words);
            quoted.push('`');
            return quoted;
        }
        let mut count = 0;
        for (index, word) in words.split_whitespace().enumerate() {
            let takes_room = |c: &char| !is_invisible(*c);
            count += word.chars().filter(takes_room).count() + 1;
            if count > QUOTED {
                quoted.push_str(" …");
                break;
            }
            if index > 0 {
                quoted.push(' ');
            }
            push_visible(word, &mut quoted);
        }
        quoted.push('`');
        quoted
    }
}

/// Adds a word with the numbers of the characters that nobody would see, `two<U+200B>upholds`. A soft hyphen has a sign of its
/// own, and a variation selector belongs to the character before it.
fn push_visible(word: &str, quoted: &mut String) {
    for c in word.chars() {
        let shown = matches!(c, '\u{AD}' | '\u{FE00}'..='\u{FE0F}');
        if !shown && is_invisible(c) || is_direction_changing(c) {
            quoted.push_str(&format!("<U+{:04X}>", c as u32));
        } else {
            quoted.push(c);
        }
    }
}

/// Whether a text of ASCII has no white space but single spaces, none of them at its ends.
fn is_one_line(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !matches!(byte, b' '..=b'~') || (byte, before) == (b' ', b' ') {
            return false;
        }
        before = byte;
    }
    before != b' '
}
