//! One article written in many ways, with a note of where each byte of it went.

use std::ops::Range;

use tifa::documents::Format;
use tifa::text::Span;

/// How the article is written.
#[derive(Clone, Copy)]
pub(crate) struct Guise {
    pub(crate) name: &'static str,
    pub(crate) format: Format,
    /// The longest line; a longer word stands alone.
    width: usize,
    line_end: &'static str,
    /// What stands between two words, in turn.
    spaces: &'static [&'static str],
    /// Markup around every other word, in turn.
    pub(crate) inline: &'static [(&'static str, &'static str)],
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

/// All ways, the plain one first.
pub(crate) const GUISES: &[Guise] = &[
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
        name: "thin and full-width spaces",
        spaces: &["\u{2009}", "\u{3000}", "\u{2002}"],
        ..PLAIN
    },
    Guise {
        name: "zero-width characters at the ends of words",
        inline: &[("\u{200B}", "\u{200B}"), ("\u{FEFF}", "\u{2060}")],
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
        name: "Markdown with links and tags, hard breaks",
        width: 40,
        line_end: "\\\n",
        inline: &[
            ("[", "](https://example.org/a_b)"),
            ("<span>", "</span>"),
            ("__", "__"),
            ("~~", "~~"),
        ],
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
        name: "HTML with comments and chances to break",
        inline: &[
            ("<!-- a term -->", "<wbr>"),
            ("&shy;", "<!---->"),
            ("<wbr/>", "&#8203;"),
        ],
        inside_words: true,
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
pub(crate) struct Written {
    pub(crate) text: String,
    /// Where each byte of the article stands; what belongs to no byte of it is markup.
    places: Vec<Range<usize>>,
}

impl Written {
    /// Writes an article whose first paragraph is its heading.
    pub(crate) fn new(article: &str, guise: &Guise) -> Self {
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
                // A hard break ends a line, not a paragraph.
                let line_end = guise.line_end.trim_start_matches('\\');
                written.push_original(line_end);
                written.push_original(line_end);
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
    pub(crate) fn place(&self, span: Span) -> Span {
        let places = &self.places[span.start()..span.end()];
        let (first, last) = (places.first().unwrap(), places.last().unwrap());
        Span::new(first.start, last.end)
    }
}
