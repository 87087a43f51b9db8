//! What lies between statements: empty lines, indentation, white space at the ends of lines, the end of the file.

use toml_parser::parser::EventKind;

use super::page::{Page, Statement, Token};
use super::{edit, finding};
use crate::diagnostics::Diagnostic;
use crate::text::Span;

/// Places between statements where the lines are others.
pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut before: Option<&Statement> = None;
    for after in page.statements.iter().map(Some).chain([None]) {
        found.extend(check_between(page, before, after));
        before = after;
    }
    found
}

fn check_between(
    page: &Page<'_>,
    before: Option<&Statement>,
    after: Option<&Statement>,
) -> Option<Diagnostic> {
    let tokens = (
        before.map_or(0, |statement| statement.tokens.1),
        after.map_or(page.tokens.len(), |statement| statement.tokens.0),
    );
    // What the parser passes over, such as a byte-order mark, stays where it is.
    let start = match before {
        Some(statement) => statement.span.end(),
        None => page.tokens.first()?.span.start(),
    };
    let end = after.map_or(page.text.len(), |statement| statement.span.start());
    let gap = Span::new(start, end);
    let is = gap.of(page.text);
    let lines = Lines::read(page, before.is_some(), &page.tokens[tokens.0..tokens.1]);
    let should_be = lines.laid_out(page, before, after);
    if is == should_be {
        return None;
    }
    let (place, message) = describe(page, is, &should_be, gap, after);
    Some(finding(place, message, vec![edit(gap, should_be)]))
}

/// The lines between two statements.
struct Lines<'t> {
    /// A comment behind the statement before, with the white space before it.
    behind: Option<(&'t str, &'t str)>,
    /// The comments of the lines after it; `None` for an empty line.
    comments: Vec<Option<&'t str>>,
}

impl<'t> Lines<'t> {
    fn read(page: &Page<'t>, has_statement: bool, tokens: &[Token]) -> Self {
        let mut lines = Self {
            behind: None,
            comments: Vec::new(),
        };
        let mut is_behind = has_statement;
        let mut space = "";
        let mut comment = None;
        for token in tokens {
            let text = token.span.of(page.text);
            match token.kind {
                EventKind::Whitespace => space = text,
                EventKind::Comment if is_behind => lines.behind = Some((space, text.trim_end())),
                EventKind::Comment => comment = Some(text.trim_end()),
                EventKind::Newline if is_behind => is_behind = false,
                EventKind::Newline => lines.comments.push(comment.take()),
                _ => {}
            }
        }
        if comment.is_some() {
            lines.comments.push(comment);
        }
        lines
    }

    fn laid_out(
        mut self,
        page: &Page<'_>,
        before: Option<&Statement>,
        after: Option<&Statement>,
    ) -> String {
        self.comments
            .dedup_by(|line, other| line.is_none() && other.is_none());
        let follows_header = before.is_none_or(|statement| statement.is_header);
        if follows_header && self.comments.first() == Some(&None) {
            self.comments.remove(0);
        }
        if after.is_none() && self.comments.last() == Some(&None) {
            self.comments.pop();
        }
        if before.is_some() && after.is_some_and(|statement| statement.is_header) {
            // The comments right above a header belong to it.
            let own = self.comments.iter().rev();
            let own = own.take_while(|line| line.is_some()).count();
            let at = self.comments.len() - own;
            let is_divided = at > 0 || (own == 0 && self.comments.last() == Some(&None));
            if !is_divided {
                self.comments.insert(at, None);
            }
        }
        let mut text = String::new();
        if let Some((space, comment)) = self.behind {
            text.push_str(space);
            text.push_str(comment);
        }
        if before.is_some() {
            text.push_str(page.line_end);
        }
        for line in self.comments {
            text.push_str(line.unwrap_or_default());
            text.push_str(page.line_end);
        }
        text
    }
}

/// Where to point, and what is wrong.
fn describe(
    page: &Page<'_>,
    is: &str,
    should_be: &str,
    gap: Span,
    after: Option<&Statement>,
) -> (Span, String) {
    let trimmed = |text: &str, end: bool| -> Vec<String> {
        let lines = text.split('\n');
        lines
            .map(|line| {
                let line = line.trim_end_matches('\r');
                let line = if end { line.trim_end() } else { line.trim() };
                line.to_owned()
            })
            .collect()
    };
    // The first line that differs, so that the report points at it.
    let differs = is
        .split_inclusive('\n')
        .zip(should_be.split_inclusive('\n').chain(std::iter::repeat("")));
    let same: usize = differs
        .take_while(|(is, should_be)| is == should_be)
        .map(|(is, _)| is.len())
        .sum();
    let start = gap.start() + same.min(is.len());
    let rest = &page.text[start..gap.end()];
    let line = Span::new(start, start + rest.find('\n').unwrap_or(rest.len()));
    let next = after.map_or(line, |statement| {
        let first = page.tokens[statement.tokens.0].span;
        if statement.is_header {
            statement.span
        } else {
            first
        }
    });
    if trimmed(is, true) == trimmed(should_be, true)
        && is.ends_with('\n') == should_be.ends_with('\n')
        && after.is_none_or(|_| is.rsplit('\n').next() == should_be.rsplit('\n').next())
    {
        return (line, "white space at the end of the line".to_owned());
    }
    if trimmed(is, false) == trimmed(should_be, false) {
        return (next, "the line is indented".to_owned());
    }
    let Some(after) = after else {
        let message = match is.ends_with('\n') {
            true => "empty lines at the end of the file",
            false => "no line end at the end of the file",
        };
        return (line, message.to_owned());
    };
    let breaks = |text: &str| text.matches('\n').count();
    if breaks(is) < breaks(should_be) {
        return (next, "no empty line before the table".to_owned());
    }
    let message = match after.is_header {
        true => "more than one empty line before the table",
        false => "empty lines that divide nothing",
    };
    (next, message.to_owned())
}
