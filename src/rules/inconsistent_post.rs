//! One person under two posts that exclude each other.

use std::collections::HashMap;

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::glossary::Kind;
use crate::matching::{Mention, PersonName, person_names};

/// Reports a person who is named with a post after being named with the deputy's, or the other way round.
pub(super) struct InconsistentPost;

/// Words that make another post of a post.
const DEPUTIES: [&str; 5] = [
    "deputy ",
    "vice ",
    "vice-",
    "executive deputy ",
    "executive vice ",
];

impl Rule for InconsistentPost {
    fn id(&self) -> RuleId {
        RuleId::new("inconsistent-post")
    }

    fn default_severity(&self) -> Severity {
        Severity::Note
    }

    fn mqm(&self) -> &'static str {
        "accuracy/mistranslation"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "one person under two posts that exclude each other",
            why: "Nobody is director and deputy director of one office at a time; in one of the two places the \
                  translation has lost or added a word.",
            mend: "Look up the post in the Chinese, and write it alike in both places.",
            example: Example {
                glossary: r#"
[[concept]]
id = "deputy-director"
kind = "post"
source = ["副主任"]
preferred = "deputy director"
case = "common"
evidence = "proposed"

[[concept]]
id = "director"
kind = "post"
source = ["主任"]
preferred = "director"
case = "common"
evidence = "proposed"
"#,
                wrong: "Li Wenhua, deputy director, spoke first. Then director Li Wenhua left.",
                right: "Li Wenhua, deputy director, spoke first. Then deputy director Li Wenhua left.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        let mut held: HashMap<(String, String), (bool, &Mention)> = HashMap::new();
        let mut names: Option<(usize, Vec<PersonName>)> = None;
        for mention in context.mentions() {
            if context.concept(mention).kind != Kind::Post {
                continue;
            }
            if names
                .as_ref()
                .is_none_or(|(segment, _)| *segment != mention.segment)
            {
                let text = context.segment_text(mention.segment);
                names = Some((mention.segment, person_names(text)));
            }
            let text = context.segment_text(mention.segment);
            let Some(person) = names
                .as_ref()
                .and_then(|(_, names)| holder(mention, names, text))
            else {
                continue;
            };
            let (post, is_deputy) = post_of(context.words(mention));
            let key = (person.key.clone(), post);
            let Some(&(before, first)) = held.get(&key) else {
                held.insert(key, (is_deputy, mention));
                continue;
            };
            if before == is_deputy {
                continue;
            }
            let name = context.quoted(person.span.of(text));
            let (words, earlier) = (
                context.quoted(context.words(mention)),
                context.quoted(context.words(first)),
            );
            let message = format!("{name} is {words} here and {earlier} before");
            let diagnostic = context
                .diagnostic(self.id(), self.default_severity(), mention, message)
                .with_label(context.location(first), "named so before")
                .with_help("write the post that the Chinese has in both places");
            found.push(diagnostic);
        }
    }
}

/// The person who holds a post: the name after it, with or without a comma, or before it with one.
fn holder<'n>(mention: &Mention, names: &'n [PersonName], text: &str) -> Option<&'n PersonName> {
    let (start, end) = (mention.span.start(), mention.span.end());
    let place = names.partition_point(|name| name.span.start() < end);
    let joins = |gap: &str| matches!(gap, " " | "\n" | ", ");
    if let Some(next) = names.get(place)
        && joins(&text[end..next.span.start()])
    {
        return Some(next);
    }
    let before = names[..place]
        .iter()
        .rev()
        .find(|name| name.span.end() <= start)?;
    matches!(&text[before.span.end()..start], ", " | ", the " | ",\n").then_some(before)
}

/// The post without what makes a deputy's of it, and whether it is a deputy's.
fn post_of(words: &str) -> (String, bool) {
    let folded: Vec<&str> = words.split_whitespace().collect();
    let folded = folded.join(" ").to_lowercase();
    let mut prefixes = DEPUTIES
        .iter()
        .filter_map(|prefix| folded.strip_prefix(prefix));
    match prefixes.next() {
        Some(post) => (post.to_owned(), true),
        None => (folded, false),
    }
}
