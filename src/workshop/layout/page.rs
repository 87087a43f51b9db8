//! A glossary file in statements: table headers and keys with their values, as the parser beneath `toml` sees them.

use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Source};

use crate::text::Span;

/// How deep lists and tables may lie in each other; glossaries need four.
const DEEPEST: u32 = 40;

/// One sign of the file, white space and comments among them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: EventKind,
    pub(super) span: Span,
}

impl Token {
    /// Whether it says something: no white space, no comment.
    pub(super) fn is_said(&self) -> bool {
        use EventKind::{Comment, Newline, Whitespace};
        !matches!(self.kind, Whitespace | Newline | Comment)
    }

    pub(super) fn opens(&self) -> bool {
        matches!(self.kind, EventKind::ArrayOpen | EventKind::InlineTableOpen)
    }

    pub(super) fn closes(&self) -> bool {
        matches!(
            self.kind,
            EventKind::ArrayClose | EventKind::InlineTableClose
        )
    }
}

/// A table header, or a key with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    /// Its first token and the one after its last, by their places in the page.
    pub(super) tokens: (usize, usize),
    /// The bytes of the file.
    pub(super) span: Span,
    /// Whether it is a table header.
    pub(super) is_header: bool,
}

/// A file in statements.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    pub(super) statements: Vec<Statement>,
    /// How lines end.
    pub(super) line_end: &'static str,
}

impl<'t> Page<'t> {
    /// Cuts a file into statements; `None` when it is no TOML.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let tokens: Vec<_> = Source::new(text).lex().collect();
        let mut events: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut error: Option<ParseError> = None;
        let mut note = |event: Event| {
            let span = Span::new(event.span().start(), event.span().end());
            let kind = event.kind();
            events.push(Token { kind, span });
        };
        let mut guarded = RecursionGuard::new(&mut note, DEEPEST);
        parse_document(&tokens, &mut guarded, &mut error);
        if error.is_some() {
            return None;
        }
        let statements = statements(&events);
        Some(Self {
            text,
            tokens: events,
            statements,
            line_end: if text.contains("\r\n") { "\r\n" } else { "\n" },
        })
    }

    /// The tokens of a statement that say something.
    pub(super) fn said(&self, statement: &Statement) -> impl Iterator<Item = (usize, Token)> {
        let (first, end) = statement.tokens;
        let tokens = self.tokens[first..end].iter().copied().enumerate();
        tokens
            .map(move |(at, token)| (first + at, token))
            .filter(|(_, token)| token.is_said())
    }

    /// A table header without its brackets, such as `concept.example`.
    pub(super) fn name_of(&self, header: &Statement) -> String {
        let keys = self
            .said(header)
            .filter(|(_, token)| token.kind == EventKind::SimpleKey);
        let names: Vec<&str> = keys.map(|(_, token)| token.span.of(self.text)).collect();
        names.join(".")
    }

    /// The key of a statement, where it is a single one.
    pub(super) fn key_of(&self, statement: &Statement) -> Option<&'t str> {
        let mut said = self.said(statement);
        let (_, key) = said.next()?;
        let (_, next) = said.next()?;
        let single = key.kind == EventKind::SimpleKey && next.kind == EventKind::KeyValSep;
        single.then(|| key.span.of(self.text))
    }
}

fn statements(tokens: &[Token]) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut open: Option<Statement> = None;
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_said() {
            let is_header = matches!(
                token.kind,
                EventKind::StdTableOpen | EventKind::ArrayTableOpen
            );
            let statement = open.get_or_insert(Statement {
                tokens: (at, at),
                span: token.span,
                is_header,
            });
            statement.tokens.1 = at + 1;
            statement.span = statement.span.joined(token.span);
            depth += usize::from(token.opens());
            depth -= usize::from(token.closes());
        } else if token.kind == EventKind::Newline && depth == 0 {
            statements.extend(open.take());
        }
    }
    statements.extend(open);
    statements
}
