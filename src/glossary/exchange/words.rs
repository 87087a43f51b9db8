//! The words in the cells of a table: statuses, yes, lists.

use super::entry::FormStatus;
use super::tbx_names::status_of;

/// The status that a word means, in the words of tables, of TBX and of Chinese lists.
pub(super) fn status(word: &str) -> Option<FormStatus> {
    let word = word.trim().to_lowercase();
    let own = FormStatus::ALL
        .into_iter()
        .find(|status| status.name() == word);
    own.or_else(|| match word.as_str() {
        "首选" | "推荐" | "规范" | "recommended" => Some(FormStatus::Preferred),
        "许用" | "可用" | "acceptable" | "alternative" => Some(FormStatus::Admitted),
        "简称" | "缩写" | "acronym" | "abbreviation" | "initialism" | "short form" => {
            Some(FormStatus::Short)
        }
        "禁用" | "弃用" | "停用" | "不推荐" | "do not use" | "wrong" => {
            Some(FormStatus::Deprecated)
        }
        "旧称" => Some(FormStatus::Superseded),
        word => status_of(word),
    })
}

/// Whether a cell says yes, in the languages of common spreadsheets.
pub(super) fn is_yes(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "true" | "yes" | "y" | "1" | "x" | "wahr" | "vrai" | "是" | "✓" | "√"
    )
}

/// The items of a cell: divided by semicolons or line breaks, where no backslash stands before them.
pub(super) fn split_list(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let last = items.len() - 1;
        match (c, chars.peek()) {
            ('\\', Some(&next @ ('\\' | ';' | '；'))) => {
                chars.next();
                items[last].push(next);
            }
            (';' | '；' | '\n', _) => items.push(String::new()),
            _ => items[last].push(c),
        }
    }
    let trimmed = items.iter().map(|item| item.trim().to_owned());
    trimmed.filter(|item| !item.is_empty()).collect()
}

/// Items in one cell.
pub(super) fn join_list(items: &[String]) -> String {
    let quoted: Vec<String> = items.iter().map(|item| quote_item(item)).collect();
    quoted.join("; ")
}

/// An item with a backslash before what would divide it.
pub(super) fn quote_item(item: &str) -> String {
    item.replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace('；', "\\；")
}
