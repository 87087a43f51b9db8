//! What a rule would write, and the fix that writes it.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::fitting::{self, Reads};
use super::letter_case::{has_title_case, raise_first, title_case};
use super::{RuleContext, lines, placed};
use crate::diagnostics::{Applicability, Diagnostic, Edit, Fix};
use crate::glossary::{Case, Kind};
use crate::matching::Mention;
use crate::text::{Span, is_closing_quote, is_opening_quote, is_space};

impl<'a> RuleContext<'a> {
    /// A fix that writes `replacement` for a span of a segment: in one piece, with the line breaks that stand there; word by
    /// word where markup stands between the words, and `None` where that cannot be done without touching the markup.
    pub fn fix(
        &self,
        applicability: Applicability,
        segment: usize,
        span: Span,
        replacement: &str,
    ) -> Option<Fix> {
        let (_, part, written) = self.document().segment(segment);
        let source = || written.to_source_covering(span);
        let applicability =
            lines::trust_across(self.document().format(), &part.text, source, applicability);
        let written_as = |words: &str| {
            placed::escaped(words, self.document().format(), written.role()).into_owned()
        };
        let whole = written.to_source(span);
        if let Some(source) = whole
            && (!placed::is_wrap(source.of(&part.text)) || placed::is_wrap(replacement))
        {
            return Some(Fix::new(applicability, source, written_as(replacement)));
        }
        let text = self.segment_text(segment);
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
                && let Some(marks) = lines::room_for_break(&part.text[source.end()..])
            {
                let end = source.end() + marks;
                placed.push_str(&part.text[source.end()..end]);
                placed.push_str(gap);
                source = Span::new(source.start(), end + 1);
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
        let mut edits = SmallVec::new();
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

    /// Gives a diagnostic a fix that writes `replacement` for a mention, and the help to do it by hand where the fix does
    /// not say it in one piece. Says whether there is anything to mend: what is to be written may stand there already.
    pub fn mend(
        &self,
        diagnostic: &mut Diagnostic,
        applicability: Applicability,
        mention: &Mention,
        replacement: &str,
    ) -> bool {
        self.mend_with(diagnostic, applicability, mention, replacement, false)
    }

    /// The same for words that are only repaired: they stand where the damaged ones stood.
    pub fn repair(
        &self,
        diagnostic: &mut Diagnostic,
        applicability: Applicability,
        mention: &Mention,
        replacement: &str,
    ) -> bool {
        self.mend_with(diagnostic, applicability, mention, replacement, true)
    }

    fn mend_with(
        &self,
        diagnostic: &mut Diagnostic,
        applicability: Applicability,
        mention: &Mention,
        replacement: &str,
        repaired: bool,
    ) -> bool {
        let text = self.segment_text(mention.segment);
        let begins = |at| self.starts_sentence(mention.segment, at);
        let fitted = fitting::fit(text, mention.span, replacement, repaired, begins);
        let words = &fitted.replacement;
        let trust = match fitted.reads {
            Reads::Well => applicability,
            Reads::Perhaps => applicability.min(Applicability::Unsafe),
            Reads::Badly => {
                diagnostic.help = Some(format!("reword the sentence to use `{words}`").into());
                return true;
            }
            Reads::Twice => {
                let help = format!("`{words}` stands beside it already; name it once");
                diagnostic.help = Some(help.into());
                return true;
            }
        };
        if fitted.article.is_none() && fitted.span.of(text) == words.as_ref() {
            return false;
        }
        let fix = self.fix(trust, mention.segment, fitted.span, words);
        let fix = fix.map(|fix| self.with_article(fix, mention.segment, fitted.article));
        diagnostic.fixes.extend(fix);
        let shown = match fitted.article {
            Some((_, article)) => Cow::Owned(format!("{article} {words}")),
            None => fitted.replacement,
        };
        if diagnostic.replacement() != Some(&*shown) {
            diagnostic.help = Some(format!("write `{shown}`").into());
        }
        true
    }

    /// A fix that changes the article before it as well.
    fn with_article(&self, mut fix: Fix, segment: usize, article: Option<(Span, &str)>) -> Fix {
        let (_, _, written) = self.document().segment(segment);
        if let Some((span, article)) = article
            && let Some(span) = written.to_source(span)
        {
            let replacement = article.to_owned();
            fix.edits.insert(0, Edit { span, replacement });
        }
        fix
    }

    /// What the glossary would write for a mention, with the capital that the beginning of a sentence or a heading asks
    /// for; `None` where it does not say. The flag says that there is no doubt about the forms of its verbs.
    pub fn replacement(&self, mention: &Mention) -> Option<(Cow<'a, str>, bool)> {
        let text = self.segment_text(mention.segment);
        let mut replacement = self.matcher().replacement(mention, text)?;
        let found = self.words(mention);
        let conjugation = fitting::conjugation(found, self.rendering(mention).term.as_str());
        if mention.plural {
            // `tightens the strings`: what looks like a plural is a verb's, or its object's. An action has none.
            let own = self.rendering(mention).replacement.as_ref();
            let term = own.unwrap_or(&self.concept(mention).preferred().term);
            let words = self.matcher().uninflected(term, mention, text);
            if conjugation.is_some() || fitting::may_be_action(found) && fitting::is_action(&words)
            {
                replacement = words;
            }
        }
        let mut sure = true;
        // `made suggestions` for the withdrawn `make suggestions`: its verb says in which form the other is to stand.
        if let Some(form) = conjugation {
            match fitting::conjugated(&replacement, form) {
                Some((conjugated, certain)) => {
                    replacement = Cow::Owned(conjugated);
                    sure = certain;
                }
                None => sure = false,
            }
        }
        Some((self.capitalized(mention, replacement), sure))
    }

    /// The same with another rendering of the concept, by its place.
    pub fn replacement_by(&self, rendering: usize, mention: &Mention) -> Option<Cow<'a, str>> {
        let text = self.segment_text(mention.segment);
        let replacement = self.matcher().replacement_by(rendering, mention, text)?;
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

    fn capitalized(&self, mention: &Mention, replacement: Cow<'a, str>) -> Cow<'a, str> {
        let text = self.segment_text(mention.segment);
        let found = self.words(mention);
        // An abbreviation that stands alone says nothing about how the line is written.
        let alone = !found.contains(is_space) && found == text;
        let shouted = !found.contains(char::is_lowercase) && !alone;
        if shouted && (found.contains(is_space) || self.is_all_capitals(mention.segment)) {
            return Cow::Owned(replacement.to_uppercase());
        }
        let begins = |c: char| is_opening_quote(c) || c == '"';
        if found
            .trim_start_matches(begins)
            .starts_with(char::is_uppercase)
        {
            let title = || {
                self.is_heading(mention.segment)
                    || is_in_quoted_title(text, mention.span)
                    || !matches!(self.concept(mention).kind, Kind::Post | Kind::Person)
                        && lends_to_name(&text[mention.span.end()..])
            };
            let whole =
                self.concept(mention).case != Case::Fixed && has_title_case(found) && title();
            if whole {
                return Cow::Owned(title_case(&replacement));
            }
            if self.starts_sentence(mention.segment, mention.span.start()) {
                return Cow::Owned(raise_first(&replacement));
            }
        }
        replacement
    }
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

/// The longest title that is looked at, in characters on each side of a span.
const TITLE_REACH: usize = 160;

/// Whether a span is, or is part of, the title of a document, a song or a programme: quotation marks around it, and between
/// them words in title case.
fn is_in_quoted_title(text: &str, span: Span) -> bool {
    let before = text[..span.start()].char_indices().rev().take(TITLE_REACH);
    let is_mark =
        |c: char| is_opening_quote(c) || is_closing_quote(c) || matches!(c, '"' | '《' | '》');
    let is_apostrophe = |at: usize, c: char| {
        c == '\u{2019}' && text[at + c.len_utf8()..].starts_with(char::is_alphabetic)
    };
    let start = { before }.find(|&(at, c)| is_mark(c) && !is_apostrophe(at, c));
    let Some((start, opened)) = start else {
        return false;
    };
    let closing = match opened {
        '"' => '"',
        '“' => '”',
        '‘' => '’',
        '《' => '》',
        _ => return false,
    };
    let mut after = text[span.end()..].char_indices().take(TITLE_REACH);
    let end = after.find(|&(at, c)| is_mark(c) && !is_apostrophe(span.end() + at, c));
    let Some((end, _)) = end.filter(|&(_, c)| c == closing) else {
        return false;
    };
    let title = &text[start + opened.len_utf8()..span.end() + end];
    !title.starts_with(is_space) && !title.ends_with(is_space) && has_title_case(title)
}

/// Whether a capitalised word follows, as in the name of something: `Overseas Chinese Hometown Museum`.
fn lends_to_name(after: &str) -> bool {
    after
        .strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}
