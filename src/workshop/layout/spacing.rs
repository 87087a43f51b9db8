//! Spaces and line breaks inside a statement: around `=`, in braces, in lists on one line and on several.
//!
//! A list stays as it was written, on one line or with a line for each item, unless it has become too long for one line.

use std::collections::HashMap;

use toml_parser::parser::EventKind;

use super::page::{Page, Statement, Token};
use super::{edit, finding, older_readers};
use crate::diagnostics::{Diagnostic, Edit};
use crate::text::Span;

/// Columns of a line; a list of several items that is longer has a line for each.
const WIDTH: usize = 120;

/// What stands between two tokens that say something.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    Nothing,
    Space,
    /// A line break, and so many spaces.
    Line(usize),
}

/// What is open around a token.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Statement,
    Header,
    Braces,
    List,
    /// A list with a line for each item.
    Lines,
}

/// Statements whose spaces are others.
pub(super) fn check(page: &Page<'_>) -> Vec<Diagnostic> {
    let found = page.statements.iter();
    found
        .filter_map(|statement| check_statement(page, statement))
        .collect()
}

/// One finding for a statement, however many spaces in it are wrong.
fn check_statement(page: &Page<'_>, statement: &Statement) -> Option<Diagnostic> {
    let said: Vec<(usize, Token)> = page.said(statement).collect();
    let lists = lists(page, &said);
    let mut open = vec![match statement.is_header {
        true => Inside::Header,
        false => Inside::Statement,
    }];
    let mut edits: Vec<Edit> = Vec::new();
    let mut first: Option<(Span, String)> = None;
    for pair in said.windows(2) {
        let [(before_at, before), (after_at, after)] = [pair[0], pair[1]];
        match before.kind {
            EventKind::InlineTableOpen => open.push(Inside::Braces),
            EventKind::ArrayOpen => {
                let list = if lists.get(&before_at) == Some(&true) {
                    Inside::Lines
                } else {
                    Inside::List
                };
                open.push(list);
            }
            _ => {}
        }
        let inside = open.last().copied().unwrap_or(Inside::Statement);
        if after.closes() {
            open.pop();
        }
        let place = Place {
            page,
            inside,
            before,
            after,
            between: &page.tokens[before_at + 1..after_at],
        };
        if let Some((message, mends)) = place.check() {
            first.get_or_insert_with(|| (place.shown(), message));
            edits.extend(mends);
        }
    }
    let (span, message) = first?;
    Some(finding(span, message, edits))
}

/// The lists of a statement that are not inside another, by the place of their bracket: whether each item has a line.
fn lists(page: &Page<'_>, said: &[(usize, Token)]) -> HashMap<usize, bool> {
    let mut lists = HashMap::new();
    let mut depth = 0;
    // The bracket of the list, its items, and the columns up to here if all were on one line.
    let (mut start, mut items, mut columns) = (0, 0, 0);
    let mut before = EventKind::KeyValSep;
    for &(at, token) in said {
        let written = token.span.of(page.text);
        columns += written.chars().count() + spaces(token.kind);
        let begins = matches!(before, EventKind::ArrayOpen | EventKind::ValueSep);
        items += usize::from(depth == 1 && begins && !token.closes());
        if token.opens() {
            if depth == 0 {
                (start, items) = (at, 0);
            }
            depth += 1;
        } else if token.closes() {
            depth -= 1;
        }
        if depth == 0 && token.kind == EventKind::ArrayClose {
            let own = &page.tokens[start + 1..at];
            let is_cut = |token: &Token| token.is_said() && token.span.of(page.text).contains('\n');
            let is_long = items > 1 && columns > WIDTH && !own.iter().any(is_cut);
            lists.insert(start, items > 0 && (is_broken(own) || is_long));
        }
        before = token.kind;
    }
    lists
}

/// The spaces around a sign on one line.
fn spaces(kind: EventKind) -> usize {
    match kind {
        EventKind::KeyValSep => 2,
        EventKind::ValueSep | EventKind::InlineTableOpen | EventKind::InlineTableClose => 1,
        _ => 0,
    }
}

/// Whether there is a line break between the items of a list, or a comment; those inside its items do not count.
fn is_broken(tokens: &[Token]) -> bool {
    let mut depth = 0;
    tokens.iter().any(|token| {
        depth += usize::from(token.opens());
        depth -= usize::from(token.closes());
        depth == 0 && matches!(token.kind, EventKind::Newline | EventKind::Comment)
    })
}

/// Two tokens that say something, and what is between them.
struct Place<'p> {
    page: &'p Page<'p>,
    inside: Inside,
    before: Token,
    after: Token,
    between: &'p [Token],
}

impl Place<'_> {
    /// What is wrong between the tokens, and what mends it.
    fn check(&self) -> Option<(String, Vec<Edit>)> {
        let gap = Span::new(self.before.span.end(), self.after.span.start());
        let is = gap.of(self.page.text);
        let mut edits = Vec::new();
        let mut message = None;
        let ends = self.after.closes() && self.before.kind != EventKind::ArrayOpen;
        let has_comma = self.before.kind == EventKind::ValueSep;
        if ends && self.inside == Inside::Lines && !has_comma {
            let end = self.before.span.end();
            edits.push(edit(Span::new(end, end), ","));
            message = Some("no comma after the last item of a list".to_owned());
        }
        let has_comment = self
            .between
            .iter()
            .any(|token| token.kind == EventKind::Comment);
        if ends && has_comma && self.inside != Inside::Lines && !has_comment {
            edits.push(edit(self.before.span, ""));
            message = Some(match self.inside {
                Inside::Braces => older_readers::comma_before_brace(),
                _ => "a comma before `]` in a list on one line".to_owned(),
            });
        }
        let wanted = self.wanted();
        let should_be = match (wanted, has_comment) {
            // Comments are in lists alone; those in braces are a finding of their own.
            (Gap::Line(indent), true) => self.with_comments(indent),
            (_, true) => is.to_owned(),
            (Gap::Nothing, false) => String::new(),
            (Gap::Space, false) => " ".to_owned(),
            (Gap::Line(indent), false) => {
                let breaks = if self.is_empty_line_kept() { 2 } else { 1 };
                self.page.line_end.repeat(breaks) + &" ".repeat(indent)
            }
        };
        if is != should_be {
            edits.push(edit(gap, should_be));
            message.get_or_insert_with(|| self.describe(is, wanted));
        }
        message.map(|message| (message, edits))
    }

    fn wanted(&self) -> Gap {
        use EventKind::{KeySep, KeyValSep, ValueSep};
        let (before, after) = (self.before.kind, self.after.kind);
        match self.inside {
            _ if before == KeyValSep || after == KeyValSep => Gap::Space,
            _ if after == ValueSep || before == KeySep || after == KeySep => Gap::Nothing,
            _ if self.before.opens() && self.after.closes() => Gap::Nothing,
            Inside::Header | Inside::Statement => Gap::Nothing,
            Inside::Braces => Gap::Space,
            Inside::Lines if self.after.closes() => Gap::Line(0),
            Inside::Lines => Gap::Line(2),
            Inside::List if before == ValueSep && !self.after.closes() => Gap::Space,
            Inside::List => Gap::Nothing,
        }
    }

    /// Whether an empty line divides the items of a list into groups.
    fn is_empty_line_kept(&self) -> bool {
        let breaks = self
            .between
            .iter()
            .filter(|token| token.kind == EventKind::Newline);
        self.before.kind == EventKind::ValueSep && !self.after.closes() && breaks.count() > 1
    }

    /// The comments between two items, each indented as the items are; one behind an item stays there.
    fn with_comments(&self, indent: usize) -> String {
        let mut text = String::new();
        let mut empty = 0;
        let mut is_first = true;
        for (index, token) in self.between.iter().enumerate() {
            match token.kind {
                EventKind::Comment => {
                    let ahead = index.checked_sub(1).map(|at| self.between[at]);
                    if is_first {
                        let space = ahead.map_or("", |token| token.span.of(self.page.text));
                        text.push_str(space);
                    } else {
                        text.push_str(&" ".repeat(2));
                    }
                    text.push_str(token.span.of(self.page.text).trim_end());
                    empty = 0;
                }
                EventKind::Newline => {
                    is_first = false;
                    empty += 1;
                    if empty < 3 {
                        text.push_str(self.page.line_end);
                    }
                }
                _ => {}
            }
        }
        text + &" ".repeat(indent)
    }

    /// What to point at: the two tokens where both are short and on one line, else the second, which begins a line, or the
    /// mark among them.
    fn shown(&self) -> Span {
        let both = self.before.span.joined(self.after.span);
        let gap = Span::new(self.before.span.end(), self.after.span.start());
        if gap.of(self.page.text).contains('\n') {
            return self.after.span;
        }
        match both.len() < 40 && !both.of(self.page.text).contains('\n') {
            true => both,
            false if is_mark(&self.before) => self.before.span,
            false => self.after.span,
        }
    }

    fn describe(&self, is: &str, wanted: Gap) -> String {
        let (side, token) = if is_mark(&self.before) {
            ("after", self.before)
        } else {
            ("before", self.after)
        };
        let token = token.span.of(self.page.text);
        let is_broken = is.contains('\n');
        match wanted {
            _ if is_broken && self.inside == Inside::Braces => older_readers::on_several_lines(),
            Gap::Nothing | Gap::Space if is_broken => format!("a line break {side} `{token}`"),
            Gap::Nothing => format!("a space {side} `{token}`"),
            Gap::Space if is.is_empty() => format!("no space {side} `{token}`"),
            Gap::Space => format!("more than a space {side} `{token}`"),
            Gap::Line(_) if !is_broken => {
                "a long list, or one on several lines, has a line for each item".to_owned()
            }
            Gap::Line(0) => "the end of a list is indented".to_owned(),
            Gap::Line(_) => "an item of a list is indented by other than two spaces".to_owned(),
        }
    }
}

/// Whether a token is a bracket, a comma or the like.
fn is_mark(token: &Token) -> bool {
    !matches!(token.kind, EventKind::Scalar | EventKind::SimpleKey)
}
