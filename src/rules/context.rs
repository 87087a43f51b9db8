//! Everything a rule may look at, read-only, and the words that rules about renderings share.

use std::borrow::Cow;
use std::sync::Arc;

use super::fitting::{self, Reads};
use super::{IdleSuppression, placed};
use crate::diagnostics::{Applicability, Diagnostic, Edit, Fix, RuleId, Severity};
use crate::documents::{Document, Role};
use crate::glossary::{Case, Concept, Date, Rendering};
use crate::matching::{Matcher, Mention, NearMention, Reading, SegmentReading, Usage};
use crate::text::{Location, Span, is_closing_quote, is_opening_quote, is_space};

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
}

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
        let texts = document
            .segments()
            .map(|(_, part, segment)| segment.text(&part.text))
            .collect();
        Self {
            document,
            matcher,
            reading,
            usage,
            date,
            texts,
            idle: &[],
        }
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
        &self.reading.mentions
    }

    /// All damaged forms, in order; empty where no rule that is on asks for them.
    pub fn near(&self) -> &'a [NearMention] {
        &self.reading.near
    }

    /// All segments, in order.
    pub fn segments(&self) -> impl Iterator<Item = SegmentView<'a>> + '_ {
        self.texts
            .iter()
            .enumerate()
            .map(|(number, &text)| SegmentView {
                number,
                text,
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

    /// A fix that writes `replacement` for a span of a segment: in one piece, with the line breaks that stand there; word by
    /// word where markup stands between the words, and `None` where that cannot be done without touching the markup.
    pub fn fix(
        &self,
        applicability: Applicability,
        segment: usize,
        span: Span,
        replacement: &str,
    ) -> Option<Fix> {
        let (_, part, written) = self.document.segment(segment);
        let written_as = |words: &str| {
            placed::escaped(words, self.document.format(), written.role()).into_owned()
        };
        let whole = written.to_source(span);
        if let Some(source) = whole
            && (!placed::is_wrap(source.of(&part.text)) || placed::is_wrap(replacement))
        {
            return Some(Fix::new(applicability, source, written_as(replacement)));
        }
        let text = self.texts[segment];
        let old = word_spans(text, span);
        let sources: Option<Vec<Span>> = old.iter().map(|&word| written.to_source(word)).collect();
        let gap = |pair: &[Span]| Span::new(pair[0].end(), pair[1].start()).of(&part.text);
        let gaps: Vec<&str> = sources
            .as_deref()
            .map_or_else(Vec::new, |sources| sources.windows(2).map(gap).collect());
        if gaps.iter().any(|gap| placed::is_wrap(gap))
            && gaps.iter().all(|gap| placed::is_plain(gap))
        {
            let words = replacement.split(' ').map(|word| written_as(word).into());
            let words: Vec<Cow<'_, str>> = words.collect();
            let length = |word: &Span| word.of(text).chars().count();
            let lengths: Vec<usize> = old.iter().map(length).collect();
            let mut source = written.to_source_covering(span);
            let mut placed = placed::wrapped(&words, &lengths, &gaps);
            // One word alone: the line ends after it.
            if let Some(gap) = gaps.iter().find(|gap| placed::is_wrap(gap))
                && !placed::is_wrap(&placed)
                && part.text[source.end()..].starts_with(' ')
            {
                source = Span::new(source.start(), source.end() + 1);
                placed.push_str(gap);
            }
            return Some(Fix::new(applicability, source, placed));
        }
        if let Some(source) = whole {
            return Some(Fix::new(applicability, source, written_as(replacement)));
        }
        let new = word_spans(replacement, Span::new(0, replacement.len()));
        if old.len() != new.len() {
            return None;
        }
        let mut edits = Vec::new();
        for ((old, new), span) in old.into_iter().zip(new).zip(sources?) {
            let (found, wanted) = (old.of(text), new.of(replacement));
            if found != wanted {
                edits.push(Edit {
                    span,
                    replacement: written_as(wanted),
                });
            }
        }
        (!edits.is_empty()).then_some(Fix {
            applicability,
            edits,
        })
    }

    /// A diagnostic with a fix that writes `replacement` for a mention, and with the help to do it by hand where the fix
    /// does not say it in one piece.
    pub fn mended(
        &self,
        diagnostic: Diagnostic,
        applicability: Applicability,
        mention: &Mention,
        replacement: &str,
    ) -> Diagnostic {
        self.mended_with(diagnostic, applicability, mention, replacement, false)
    }

    /// The same for words that are only repaired: they stand where the damaged ones stood.
    pub fn repaired(
        &self,
        diagnostic: Diagnostic,
        applicability: Applicability,
        mention: &Mention,
        replacement: &str,
    ) -> Diagnostic {
        self.mended_with(diagnostic, applicability, mention, replacement, true)
    }

    fn mended_with(
        &self,
        diagnostic: Diagnostic,
        applicability: Applicability,
        mention: &Mention,
        replacement: &str,
        repaired: bool,
    ) -> Diagnostic {
        let text = self.texts[mention.segment];
        let begins = |at| self.starts_sentence(mention.segment, at);
        let fitted = fitting::fit(text, mention.span, replacement, repaired, begins);
        let words = &fitted.replacement;
        let trust = match fitted.reads {
            Reads::Well => applicability,
            Reads::Perhaps => applicability.min(Applicability::Unsafe),
            Reads::Badly => {
                return diagnostic.with_help(format!("reword the sentence to use `{words}`"));
            }
            Reads::Twice => {
                return diagnostic
                    .with_help(format!("`{words}` stands beside it already; name it once"));
            }
        };
        let fix = self.fix(trust, mention.segment, fitted.span, words);
        let fix = fix.map(|fix| self.with_article(fix, mention.segment, fitted.article));
        let diagnostic = match fix {
            Some(fix) => diagnostic.with_fix(fix),
            None => diagnostic,
        };
        let shown = match fitted.article {
            Some((_, article)) => Cow::Owned(format!("{article} {words}")),
            None => fitted.replacement,
        };
        if diagnostic.replacement() == Some(&*shown) {
            diagnostic
        } else {
            diagnostic.with_help(format!("write `{shown}`"))
        }
    }

    /// A fix that changes the article before it as well.
    fn with_article(&self, mut fix: Fix, segment: usize, article: Option<(Span, &str)>) -> Fix {
        let (_, _, written) = self.document.segment(segment);
        if let Some((span, article)) = article
            && let Some(span) = written.to_source(span)
        {
            let replacement = article.to_owned();
            fix.edits.insert(0, Edit { span, replacement });
        }
        fix
    }

    /// What the glossary would write for a mention, with the capital that the beginning of a sentence or a heading asks
    /// for; `None` where it does not say.
    pub fn replacement(&self, mention: &Mention) -> Option<String> {
        let text = self.texts[mention.segment];
        let replacement = self.matcher.replacement(mention, text)?;
        Some(self.capitalized(mention, replacement))
    }

    /// The same with another rendering of the concept, by its place.
    pub fn replacement_by(&self, rendering: usize, mention: &Mention) -> Option<String> {
        let text = self.texts[mention.segment];
        let replacement = self.matcher.replacement_by(rendering, mention, text)?;
        Some(self.capitalized(mention, replacement))
    }

    /// The same words, with a capital where a mention that has one begins a sentence.
    pub fn with_sentence_capital(&self, mention: &Mention, words: &str) -> String {
        let capital = self.words(mention).starts_with(char::is_uppercase);
        if capital && self.starts_sentence(mention.segment, mention.span.start()) {
            raise_first(words)
        } else {
            words.to_owned()
        }
    }

    fn capitalized(&self, mention: &Mention, mut replacement: String) -> String {
        let text = self.texts[mention.segment];
        let found = self.words(mention);
        // An abbreviation that stands alone says nothing about how the line is written.
        let alone = !found.contains(is_space) && found == text;
        let shouted = !found.contains(char::is_lowercase) && !alone;
        if shouted && (found.contains(is_space) || self.is_all_capitals(mention.segment)) {
            replacement = replacement.to_uppercase();
        } else if found.starts_with(char::is_uppercase) {
            let title = self.is_heading(mention.segment) || is_quoted(text, mention.span);
            let whole = title && self.concept(mention).case != Case::Fixed && has_title_case(found);
            if whole {
                replacement = title_case(&replacement);
            } else if self.starts_sentence(mention.segment, mention.span.start()) {
                replacement = raise_first(&replacement);
            }
        }
        replacement
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
            count += word.chars().count() + 1;
            if count > QUOTED {
                quoted.push_str(" …");
                break;
            }
            if index > 0 {
                quoted.push(' ');
            }
            quoted.push_str(word);
        }
        quoted.push('`');
        quoted
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

/// The words of a span of a text, hyphens and punctuation with the word before them.
fn word_spans(text: &str, span: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = None;
    for (index, c) in span.of(text).char_indices() {
        let at = span.start() + index;
        match (is_space(c), open) {
            (false, None) => open = Some(at),
            (true, Some(start)) => {
                spans.push(Span::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    spans.extend(open.map(|start| Span::new(start, span.end())));
    spans
}

/// Whether quotation marks stand right around a span, as around the title of a song or a programme.
fn is_quoted(text: &str, span: Span) -> bool {
    let opens = |c: char| is_opening_quote(c) || c == '"';
    let closes = |c: char| is_closing_quote(c) || c == '"';
    let rest = text[span.end()..].trim_start_matches(['.', ',']);
    text[..span.start()].ends_with(opens) && rest.starts_with(closes)
}

fn has_title_case(words: &str) -> bool {
    let mut long = words
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .peekable();
    long.peek().is_some() && long.all(|word| word.starts_with(char::is_uppercase))
}

fn title_case(words: &str) -> String {
    const SMALL: [&str; 12] = [
        "a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to",
    ];
    let raised = |(index, word): (usize, &str)| {
        if index > 0 && SMALL.contains(&word) {
            word.to_owned()
        } else {
            raise_first(word)
        }
    };
    words
        .split(' ')
        .enumerate()
        .map(raised)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The same words with a first capital.
pub(super) fn raise_first(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
