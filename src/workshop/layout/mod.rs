//! How a glossary file is laid out: the order of its keys, spaces, lists and empty lines, and what older readers of TOML
//! refuse.
//!
//! [`layout`] says where a file departs from the layout of the bundled glossaries, [`tidy`] mends it. Only the places that
//! depart change; strings, comments and the order of entries stay. `page.rs` cuts a file into statements, the other files
//! each look at one thing.

mod lines;
mod older_readers;
mod order;
mod page;
mod spacing;

use self::page::Page;
use crate::diagnostics::{Applicability, Diagnostic, Edit, Fix, RuleId, Severity};
use crate::fix::{Unsettled, apply, select};
use crate::text::{Location, PartId, Span};

/// Rounds after which a file must be tidy: what two findings both touch waits for the next round.
const ROUNDS: usize = 12;

/// Where a glossary file departs from the layout of the bundled ones, in the order of the text, each with its fix where
/// there is one. A file that is no TOML has no layout: nothing is said of it.
pub fn layout(text: &str) -> Vec<Diagnostic> {
    // The parser of statements passes over some mistakes that the reader of values refuses.
    let is_toml = toml::de::DeTable::parse(text).is_ok();
    let Some(page) = Page::read(text).filter(|_| is_toml) else {
        return Vec::new();
    };
    let mut found = older_readers::check(&page);
    found.extend(order::check(&page));
    found.extend(spacing::check(&page));
    found.extend(lines::check(&page));
    found.sort_by_key(|finding| finding.location.span.start());
    found
}

/// The file with its layout mended; `None` when there is nothing to mend.
pub fn tidy(text: &str) -> Option<String> {
    let mut tidied = text.to_owned();
    for _ in 0..ROUNDS {
        let found = layout(&tidied);
        let choices = select(&tidied, &found, Applicability::Safe, &Unsettled::default());
        if choices.is_empty() {
            break;
        }
        let edits = choices.iter().flat_map(|choice| &choice.fix.edits);
        tidied = apply(&tidied, edits);
    }
    (tidied != text && says_the_same(text, &tidied)).then_some(tidied)
}

/// Whether two files hold the same values.
fn says_the_same(left: &str, right: &str) -> bool {
    let values = |text: &str| text.parse::<toml::Table>();
    matches!((values(left), values(right)), (Ok(left), Ok(right)) if left == right)
}

/// A departure at a place, with what mends it.
fn finding(span: Span, message: impl Into<String>, edits: Vec<Edit>) -> Diagnostic {
    let location = Location::new(PartId(0), span);
    let rule = RuleId::new("glossary");
    let found = Diagnostic::new(rule, Severity::Warning, location, message.into());
    if edits.is_empty() {
        return found;
    }
    let fix = Fix {
        applicability: Applicability::Safe,
        edits: edits.into(),
    };
    found
        .with_help("`tifa glossary lint --fix` mends it")
        .with_fix(fix)
}

fn edit(span: Span, replacement: impl Into<String>) -> Edit {
    Edit {
        span,
        replacement: replacement.into(),
    }
}
