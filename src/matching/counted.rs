//! Things that are counted, and no label: `two inspections and two maintenances`.
//!
//! A label such as `two upholds` stands among other labels. Where a numeral and a noun that no glossary knows stand on the
//! other side of `and`, or of a comma, both count things.

use super::gaps::Gap;
use super::mention::Mention;
use super::words::Token;

/// Takes away the mentions of one segment that count things, `mentions` being in order.
pub(super) fn forget_counted(
    mentions: &mut Vec<Mention>,
    first: usize,
    text: &str,
    tokens: &[Token],
) {
    let own = &mentions[first..];
    let list = List {
        text,
        tokens,
        mentions: own,
    };
    if own.iter().any(|mention| list.counts(mention)) {
        let counts: Vec<bool> = own.iter().map(|mention| list.counts(mention)).collect();
        let mut counts = counts.into_iter();
        let mut place = 0;
        mentions.retain(|_| {
            place += 1;
            place <= first || !counts.next().unwrap_or(false)
        });
    }
}

/// The words of one segment, and what is known of them.
struct List<'a> {
    text: &'a str,
    tokens: &'a [Token],
    mentions: &'a [Mention],
}

impl List<'_> {
    /// Whether a mention is a numeral and a noun in a list of things that are counted. A form with a slot asks for any
    /// number, and so is about what is counted.
    fn counts(&self, mention: &Mention) -> bool {
        if !mention.bindings.is_empty() {
            return false;
        }
        let at = |byte: usize| {
            self.tokens
                .partition_point(|token| (token.start as usize) < byte)
        };
        let start = at(mention.span.start());
        if !self.tokens.get(start).is_some_and(Token::is_numeral) {
            return false;
        }
        let end = at(mention.span.end());
        end - start == 2
            && self.is_count(start, end)
            && (self.follows_count(start) || self.precedes_count(end))
    }

    /// Whether a count that is no mention stands before a word, with `and` or a comma between.
    fn follows_count(&self, at: usize) -> bool {
        let end = if self.joins(at.wrapping_sub(1)) {
            at - 1
        } else if self.tokens[at].gap == Gap::Comma {
            at
        } else {
            return false;
        };
        self.is_plain_count(end.wrapping_sub(2), end)
            || self.is_plain_count(end.wrapping_sub(3), end)
    }

    /// The same after the word before `at`.
    fn precedes_count(&self, at: usize) -> bool {
        let start = if self.joins(at) {
            at + 1
        } else if self
            .tokens
            .get(at)
            .is_some_and(|token| token.gap == Gap::Comma)
        {
            at
        } else {
            return false;
        };
        self.is_plain_count(start, start + 2) || self.is_plain_count(start, start + 3)
    }

    /// Whether a word is `and` or `or`, with spaces on both sides or a comma before it.
    fn joins(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return false;
        };
        let after = self.tokens.get(at + 1).map(|token| token.gap);
        matches!(token.gap, Gap::Space | Gap::Comma)
            && after == Some(Gap::Space)
            && matches!(self.written(at), "and" | "or")
    }

    /// Whether words from one place to another count something that no mention has.
    fn is_plain_count(&self, from: usize, to: usize) -> bool {
        self.is_count(from, to) && {
            let (start, end) = (
                self.tokens[from].start as usize,
                self.tokens[to - 1].end as usize,
            );
            let next = self
                .mentions
                .partition_point(|mention| mention.span.end() <= start);
            self.mentions
                .get(next)
                .is_none_or(|mention| mention.span.start() >= end)
        }
    }

    /// Whether words are a numeral and a plural in small letters, with nothing but spaces between: `two large ships`.
    fn is_count(&self, from: usize, to: usize) -> bool {
        if from >= to || to > self.tokens.len() || to - from < 2 {
            return false;
        }
        let small = |at: usize| !self.written(at).contains(char::is_uppercase);
        self.tokens[from].is_numeral()
            && self.written(to - 1).ends_with('s')
            && (from..to).all(small)
            && self.tokens[from + 1..to]
                .iter()
                .all(|token| token.gap == Gap::Space)
    }

    fn written(&self, at: usize) -> &str {
        let token = &self.tokens[at];
        &self.text[token.start as usize..token.end as usize]
    }
}
