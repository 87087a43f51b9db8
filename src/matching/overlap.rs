//! Which of two overlapping mentions stands: the leftmost, then the longest.

use super::mention::Mention;

/// Joins mentions found in two ways, each in order, into one list without overlaps.
pub(super) fn resolve(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by_key(|mention| (mention.span.start(), std::cmp::Reverse(mention.span.end())));
    let mut standing: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        if standing
            .last()
            .is_none_or(|last| last.span.end() <= mention.span.start())
        {
            standing.push(mention);
        }
    }
    standing
}
