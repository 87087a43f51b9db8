#![cfg(test)]
//! One article in many guises: wrapped, marked up, with entities, no-break spaces, other line ends and soft hyphens. Each
//! has the same findings in the same order, each at the bytes that write the same words.
//!
//! The guises are made from one text by one function, which notes where each byte of the article went.

mod support;

use std::ops::Range;
use std::sync::LazyLock;

use pretty_assertions::assert_eq;
use support::apply;
use tifa::diagnostics::{Diagnostic, Fix};
use tifa::documents::{Document, Format, read_str};
use tifa::glossary::{self, Glossary};
use tifa::lint::{Linter, Settings};
use tifa::text::{Span, comparison_key};

static GLOSSARY: LazyLock<Glossary> =
    LazyLock::new(|| glossary::load(&glossary::bundled()).glossary);
static LINTER: LazyLock<Linter<'static>> =
    LazyLock::new(|| Linter::new(&GLOSSARY, Settings::default()));

/// The article of the first page, and what it lacks: possessives, plurals, a term at the end of a paragraph.
static ARTICLE: LazyLock<String> = LazyLock::new(|| {
    let article = include_str!("../examples/article.en.md");
    let article = article.strip_prefix("# ").unwrap().trim_end();
    assert!(!article.contains(['*', '_', '<', '&', '#', '\r', '\u{AD}']));
    format!("{article}\n\n{MORE}")
});

const MORE: &str = "The Municipal Discipline Inspection Committee's report named two \
    organizational departments of municipal party committees. The forest length systems' rules and the Party's party \
    building work were praised by the State Administration for Industry and Commerce's staff, who studied the two \
    maintenances.\n\nAt the primary-level Party's Maple Bridge experiences, the head goose's role was discussed with \
    the the Chairman of the NPC Standing Committee";

/// How the article is written.
#[derive(Clone, Copy)]
struct Guise {
    name: &'static str,
    format: Format,
    /// The longest line; a longer word stands alone.
    width: usize,
    line_end: &'static str,
    /// What stands between two words, in turn.
    spaces: &'static [&'static str],
    /// Markup around every other word, in turn.
    inline: &'static [(&'static str, &'static str)],
    /// Whether the markup begins and ends inside the word.
    inside_words: bool,
    /// Whether some letters and all apostrophes and quotation marks are character references.
    references: bool,
    /// Whether long words have soft hyphens.
    soft_hyphens: bool,
}

const PLAIN: Guise = Guise {
    name: "long lines",
    format: Format::Text,
    width: usize::MAX,
    line_end: "\n",
    spaces: &[" "],
    inline: &[],
    inside_words: false,
    references: false,
    soft_hyphens: false,
};

const WRAPPED: Guise = Guise {
    name: "wrapped at 40 columns",
    width: 40,
    ..PLAIN
};

const MARKDOWN: Guise = Guise {
    name: "Markdown with emphasis",
    format: Format::Markdown,
    inline: &[("**", "**"), ("*", "*"), ("***", "***")],
    ..PLAIN
};

const HTML: Guise = Guise {
    name: "HTML with inline tags",
    format: Format::Html,
    inline: &[
        ("<b>", "</b>"),
        ("<span class=\"term\">", "</span>"),
        ("<a href=\"/p?a=1&b=2\"><em>", "</em></a>"),
    ],
    ..PLAIN
};

const GUISES: &[Guise] = &[
    PLAIN,
    WRAPPED,
    Guise {
        name: "CRLF",
        line_end: "\r\n",
        ..PLAIN
    },
    Guise {
        name: "wrapped, CRLF",
        line_end: "\r\n",
        ..WRAPPED
    },
    Guise {
        name: "no-break spaces",
        spaces: &[" ", "\u{A0}", "\u{202F}"],
        ..PLAIN
    },
    Guise {
        name: "double spaces and tabs",
        spaces: &["  ", " ", "\t"],
        ..PLAIN
    },
    Guise {
        name: "soft hyphens",
        soft_hyphens: true,
        ..PLAIN
    },
    MARKDOWN,
    Guise {
        name: "Markdown, wrapped, CRLF",
        width: 40,
        line_end: "\r\n",
        ..MARKDOWN
    },
    Guise {
        name: "Markdown with emphasis inside words",
        inside_words: true,
        ..MARKDOWN
    },
    Guise {
        name: "Markdown with entities",
        spaces: &[" ", "&nbsp;"],
        inline: &[],
        references: true,
        ..MARKDOWN
    },
    HTML,
    Guise {
        name: "HTML with entities",
        spaces: &["&nbsp;", " ", "&#xA0;"],
        inline: &[],
        references: true,
        ..HTML
    },
    Guise {
        name: "HTML with tags inside words",
        inside_words: true,
        ..HTML
    },
    Guise {
        name: "HTML with soft hyphens",
        soft_hyphens: true,
        ..HTML
    },
    Guise {
        name: "HTML with everything",
        width: 40,
        line_end: "\r\n",
        spaces: &[" ", "&nbsp;", "\u{A0}"],
        references: true,
        soft_hyphens: true,
        ..HTML
    },
];

/// The article in one guise.
#[derive(Default)]
struct Written {
    text: String,
    /// Where each byte of the article stands; what belongs to no byte of it is markup.
    places: Vec<Range<usize>>,
}

impl Written {
    fn new(article: &str, guise: &Guise) -> Self {
        let mut written = Self::default();
        let mut count = 0;
        for (index, paragraph) in article.split("\n\n").enumerate() {
            let (open, close) = match (guise.format, index) {
                (Format::Text, _) => ("", ""),
                (Format::Markdown, 0) => ("# ", ""),
                (Format::Markdown, _) => ("", ""),
                (Format::Html, 0) => ("<h1>", "</h1>"),
                (Format::Html, _) => ("<p>", "</p>"),
            };
            if index > 0 {
                written.push_original(guise.line_end);
                written.push_original(guise.line_end);
            }
            written.text.push_str(open);
            // A heading of Markdown is one line.
            let width = if open == "# " {
                usize::MAX
            } else {
                guise.width
            };
            let mut column = 0;
            for (place, word) in paragraph.split(' ').enumerate() {
                let length = word.chars().count();
                if place > 0 && column + 1 + length > width {
                    written.push_original(guise.line_end);
                    column = length;
                } else if place > 0 {
                    written.push_original(guise.spaces[count % guise.spaces.len()]);
                    column += 1 + length;
                } else {
                    column = length;
                }
                written.push_word(word, count, guise);
                count += 1;
            }
            written.text.push_str(close);
        }
        assert_eq!(written.places.len(), article.len());
        written
    }

    /// One word with the marks around it, which stay outside the markup.
    fn push_word(&mut self, word: &str, count: usize, guise: &Guise) {
        let inner = word.find(char::is_alphanumeric).map(|start| {
            let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            let plain = word[start..end].chars().all(|c| c.is_ascii_alphabetic());
            if guise.inside_words && plain && end - start > 3 {
                start + 1..end - 1
            } else {
                start..end
            }
        });
        let pair = guise.inline.get(count / 2 % guise.inline.len().max(1));
        let pair = pair.filter(|_| count.is_multiple_of(2));
        for (at, c) in word.char_indices() {
            if let (Some(inner), Some((open, _))) = (&inner, pair)
                && inner.start == at
            {
                self.text.push_str(open);
            }
            let from = self.text.len();
            match c {
                '\'' if guise.references => self.text.push_str("&rsquo;"),
                '"' if guise.references => self.text.push_str("&quot;"),
                _ if guise.references
                    && c.is_ascii_alphabetic()
                    && (at + count).is_multiple_of(5) =>
                {
                    let code = c as u32;
                    let reference = if count.is_multiple_of(2) {
                        format!("&#{code};")
                    } else {
                        format!("&#x{code:X};")
                    };
                    self.text.push_str(&reference);
                }
                _ => self.text.push(c),
            }
            let place = from..self.text.len();
            self.places.extend(std::iter::repeat_n(place, c.len_utf8()));
            let (before, after) = word.split_at(at + c.len_utf8());
            let letters = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic());
            if guise.soft_hyphens && at == 2 && letters(before) && after.len() > 2 {
                self.text.push('\u{AD}');
            }
            if let (Some(inner), Some((_, close))) = (&inner, pair)
                && inner.end == at + c.len_utf8()
            {
                self.text.push_str(close);
            }
        }
    }

    /// What stands for one byte of the article.
    fn push_original(&mut self, text: &str) {
        let from = self.text.len();
        self.text.push_str(text);
        self.places.push(from..self.text.len());
    }

    /// Where a span of the article stands.
    fn place(&self, span: Span) -> Span {
        let places = &self.places[span.start()..span.end()];
        let (first, last) = (places.first().unwrap(), places.last().unwrap());
        Span::new(first.start, last.end)
    }
}

/// What a finding says wherever it stands: its rule, its concept, what it says and advises, with typography folded.
type Said = (&'static str, String, String, String, String);

fn said(found: &Diagnostic) -> Said {
    let severity = found.severity;
    (
        found.rule.as_str(),
        format!("{severity} {}", found.concept.as_deref().unwrap_or("–")),
        found.source_term.as_deref().unwrap_or("–").to_owned(),
        comparison_key(&found.message),
        comparison_key(&found.help().unwrap_or_default()),
    )
}

#[test]
fn the_article_has_many_kinds_of_findings() {
    let document = read_str("article", &ARTICLE, Format::Text);
    let found = LINTER.lint(&document).diagnostics;
    let mut rules: Vec<_> = found.iter().map(|found| found.rule).collect();
    rules.sort();
    rules.dedup();
    assert!(found.len() >= 35, "only {} findings", found.len());
    assert!(rules.len() >= 9, "only {rules:?}");
}

#[test]
fn every_guise_has_the_same_findings_at_its_own_bytes() {
    let plain = LINTER.lint(&read_str("article", &ARTICLE, Format::Text));
    for guise in GUISES {
        let written = Written::new(&ARTICLE, guise);
        let text = &written.text;
        let findings = LINTER.lint(&read_str("article", text, guise.format));
        let at = |found: &Diagnostic, span: Span| (said(found), span, span.of(text).to_owned());
        let found = findings.diagnostics.iter();
        let found: Vec<_> = found.map(|found| at(found, found.location.span)).collect();
        let expected = plain.diagnostics.iter();
        let expected: Vec<_> = expected
            .map(|found| at(found, written.place(found.location.span)))
            .collect();
        assert_eq!(found, expected, "{}\n{text}", guise.name);
        assert_eq!(findings.words, plain.words, "{}", guise.name);
    }
}

#[test]
fn a_fix_writes_the_same_words_in_every_guise() {
    let plain = read_str("article", &ARTICLE, Format::Text);
    let plain_findings = LINTER.lint(&plain).diagnostics;
    let mut split = 0;
    for guise in GUISES {
        let document = read_str("article", &Written::new(&ARTICLE, guise).text, guise.format);
        let findings = LINTER.lint(&document).diagnostics;
        for (found, in_plain) in findings.iter().zip(&plain_findings) {
            let name = format!("{}: {found:?}", guise.name);
            let (Some(fix), Some(expected)) = (found.fixes.first(), in_plain.fixes.first()) else {
                // Only markup inside the words may stand in the way of a fix.
                let may_miss = !guise.inline.is_empty() && found.fixes.is_empty();
                assert!(may_miss || in_plain.fixes.is_empty(), "{name}");
                continue;
            };
            split += usize::from(fix.edits.len() > expected.edits.len());
            assert_eq!(prose(&document, fix), prose(&plain, expected), "{name}");
        }
    }
    assert!(split > 0, "no fix goes around markup");
}

/// The words of a document after a fix, typography folded.
fn prose(document: &Document, fix: &Fix) -> String {
    let text = apply(&document.parts()[0].text, &fix.edits);
    let fixed = read_str("fixed", &text, document.format());
    let part = &fixed.parts()[0];
    let texts = part.segments.iter().map(|segment| segment.text(&part.text));
    comparison_key(&texts.collect::<Vec<_>>().join("\n"))
}
