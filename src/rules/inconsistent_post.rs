//! One person under two posts that exclude each other.

use std::collections::HashMap;

use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Diagnostic, RuleId, Severity};
use crate::glossary::Kind;
use crate::matching::{Mention, PersonName, person_names};
use crate::text::Span;

/// Reports a person who is named with a post after being named with the deputy's, or the other way round.
pub(super) struct InconsistentPost;

/// How a post stands to the one that it is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Head,
    Deputy,
    Assistant,
}

/// Words before a post that make another one of it.
const RANKS: [(&str, Rank); 3] = [
    ("deputy", Rank::Deputy),
    ("vice", Rank::Deputy),
    ("assistant", Rank::Assistant),
];

/// A word before one of those that changes nothing.
const EXECUTIVE: &str = "executive";

/// Words before a post that its holder has left, or has not come to.
const NOT_HELD: &[&str] = &[
    "acting",
    "designate",
    "ex",
    "former",
    "honorary",
    "incoming",
    "new",
    "onetime",
    "outgoing",
    "previous",
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
        let mut held: HashMap<(String, String), (Rank, &Mention, Span)> = HashMap::new();
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
            let names = names.as_ref().map_or(&[][..], |(_, names)| names);
            if names.is_empty() {
                continue;
            }
            let Some(post) = post_at(text, mention.span) else {
                continue;
            };
            let Some(person) = holder(post.span, names, text) else {
                continue;
            };
            let key = (person.key.clone(), post.name);
            let Some(&(before, first, words)) = held.get(&key) else {
                held.insert(key, (post.rank, mention, post.span));
                continue;
            };
            if before == post.rank {
                continue;
            }
            let name = context.quoted(person.span.of(text));
            let here = context.quoted(post.span.of(text));
            let earlier = context.quoted(words.of(context.segment_text(first.segment)));
            let message = format!("{name} is {here} here and {earlier} before");
            let place = |segment, span| context.document().location(segment, span);
            let mut diagnostic = context
                .diagnostic(self.id(), self.default_severity(), mention, message)
                .with_label(place(first.segment, words), "named so before")
                .with_help("write the post that the Chinese has in both places");
            diagnostic.location = place(mention.segment, post.span);
            found.push(diagnostic);
        }
    }
}

/// The person who holds a post: the name right after it, or the one that a comma sets off, before it or after it. In a list,
/// `Gu Ning, secretary, Liu Fang, deputy secretary`, nothing tells whose the first post is.
fn holder<'n>(post: Span, names: &'n [PersonName], text: &str) -> Option<&'n PersonName> {
    let (start, end) = (post.start(), post.end());
    let place = names.partition_point(|name| name.span.start() < end);
    let next = names.get(place);
    let gap = next.map_or("", |next| &text[end..next.span.start()]);
    if matches!(gap, " " | "\n") {
        return next;
    }
    let next = next.filter(|_| matches!(gap, ", " | ",\n"));
    let before = names[..place]
        .iter()
        .rev()
        .find(|name| name.span.end() <= start)
        .filter(|before| {
            let gap = &text[before.span.end()..start];
            matches!(gap, ", " | ",\n" | ", the " | ", the\n" | ",\nthe ")
        });
    match (before, next) {
        (Some(_), Some(_)) => None,
        (before, next) => before.or(next),
    }
}

/// A post as it stands in a text.
#[derive(Debug, PartialEq, Eq)]
struct Post {
    /// Its words without what makes a deputy's of it, in lower case.
    name: String,
    rank: Rank,
    /// All its words, those before the span that was found included.
    span: Span,
}

/// The post that is named at a span of a text; `None` for one that is not held.
fn post_at(text: &str, span: Span) -> Option<Post> {
    let folded: Vec<&str> = span.of(text).split([' ', '\n', '-']).collect();
    let folded = folded.join(" ").to_lowercase();
    let (mut name, mut rank) = (folded.as_str(), Rank::Head);
    for (word, of) in RANKS {
        let held = name.strip_prefix(EXECUTIVE).map_or(name, str::trim_start);
        if let Some(rest) = held
            .strip_prefix(word)
            .and_then(|rest| rest.strip_prefix(' '))
        {
            (name, rank) = (rest, of);
        }
    }
    let mut start = span.start();
    loop {
        let before = text[..start]
            .strip_suffix([' ', '-', '\n'])
            .unwrap_or_default();
        let word = before.len() - before.trim_end_matches(char::is_alphabetic).len();
        let at = before.len() - word;
        let word = before[at..].to_lowercase();
        if NOT_HELD.contains(&word.as_str()) {
            return None;
        }
        let ranked = RANKS.iter().find(|(known, _)| *known == word);
        match ranked {
            Some(&(_, of)) if rank == Rank::Head => rank = of,
            _ if rank != Rank::Head && word == EXECUTIVE => {}
            _ => break,
        }
        start = at;
    }
    let span = Span::new(start, span.end());
    let name = name.to_owned();
    Some(Post { name, rank, span })
}
