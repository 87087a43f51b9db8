//! The right words in the wrong capitals.

use super::letter_case::{has_title_case, is_in_title, raise_first};
use super::{Example, Explanation, Rule, RuleContext};
use crate::diagnostics::{Applicability, Diagnostic, RuleId, Severity};
use crate::glossary::{Case, Kind};
use crate::matching::{Capitals, Compound, Mention};
use crate::text::Span;

/// Reports each correct mention whose capitals neither the glossary nor the place in the text allows, and the article before
/// it.
pub(super) struct MiscasedRendering;

impl Rule for MiscasedRendering {
    fn id(&self) -> RuleId {
        RuleId::new("miscased-rendering")
    }

    fn default_severity(&self) -> Severity {
        Severity::Warning
    }

    fn mqm(&self) -> &'static str {
        "linguistic-conventions/spelling"
    }

    fn explanation(&self) -> Explanation {
        Explanation {
            what: "a correct wording with capitals that the glossary does not allow",
            why: "`party building` is about any party and `Party building` about one; capitals tell names from words.",
            mend: "Take over the glossary's capitals. Headings in capitals and the beginning of a sentence are spared.",
            example: Example {
                glossary: r#"
[[concept]]
id = "party-building"
kind = "phrase"
source = ["党建"]
preferred = "Party building"
case = "common"
evidence = "proposed"
"#,
                wrong: "They discussed party building at length.",
                right: "They discussed Party building at length.",
            },
        }
    }

    fn check(&self, context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
        for mention in context.mentions() {
            if let Some(article) = raised_article(context, mention) {
                let message = "`The` has the wrong capitals inside a sentence";
                let mut diagnostic =
                    context.diagnostic(self.id(), self.default_severity(), mention, message);
                diagnostic.location = context.document().location(mention.segment, article);
                diagnostic = diagnostic.with_help("write `the`");
                let fix = context.fix(Applicability::Safe, mention.segment, article, "the");
                diagnostic.fixes.extend(fix);
                found.push(diagnostic);
            }
            if mention.capitals.as_written()
                || !mention.status.is_correct()
                || mention.compound == Compound::Misformed
                || stands(context, mention)
            {
                continue;
            }
            let words = context.words(mention);
            let text = context.segment_text(mention.segment);
            let mut form = context.matcher().form_text(mention, text);
            if words.starts_with(char::is_uppercase)
                && context.starts_sentence(mention.segment, mention.span.start())
            {
                form = raise_first(&form).into();
            }
            // Where title case stands, nothing is lowered.
            let seen = mention.capitals;
            let raises_only = context.concept(mention).case != Case::Fixed
                && !seen.has(Capitals::SHOUTED)
                && !seen.has(Capitals::ODD);
            let mut form = recased(words, &form, raises_only);
            // `DeputY Director`: the first capital is that of a title.
            if seen.has(Capitals::ODD)
                && context.concept(mention).case != Case::Fixed
                && words.starts_with(char::is_uppercase)
                && is_before_capital(text, mention)
            {
                form = raise_first(&form);
            }
            if form == words {
                continue;
            }
            let mut message = context.quoted(words);
            message.push_str(" has the wrong capitals for ");
            message.push_str(&context.source_term(mention));
            let mut diagnostic =
                context.diagnostic(self.id(), self.default_severity(), mention, message);
            if context.mend(&mut diagnostic, Applicability::Safe, mention, &form) {
                found.push(diagnostic);
            }
        }
    }
}

/// Whether the capitals of a mention stand where they are.
pub(super) fn stands(context: &RuleContext<'_>, mention: &Mention) -> bool {
    let seen = mention.capitals;
    if seen.has(Capitals::SHOUTED) || seen.has(Capitals::ODD) {
        // Emphasis, or a heading in capitals: all of it is.
        return is_all_capitals(context.words(mention));
    }
    let raised = Capitals::FIRST_RAISED
        .and(Capitals::RAISED)
        .and(Capitals::FUNCTION_RAISED);
    match context.concept(mention).case {
        Case::Contextual if seen.has(Capitals::LOWERED) => !is_in_company(context, mention),
        Case::Common | Case::Contextual => seen.only(raised),
        Case::Fixed => {
            let text = context.segment_text(mention.segment);
            seen.only(Capitals::LOWERED) && is_kind_of_place(context, mention)
                || seen.only(Capitals::FIRST_RAISED)
                || seen.only(raised)
                    && (context.is_heading(mention.segment)
                        || is_in_title(&text[..mention.span.start()]))
        }
    }
}

/// Whether a mention is the last of several places that share the word for what they are, which then is no name: `the Hong
/// Kong and Macao special administrative regions`.
fn is_kind_of_place(context: &RuleContext<'_>, mention: &Mention) -> bool {
    let before = context.segment_text(mention.segment)[..mention.span.start()].trim_end();
    mention.plural
        && matches!(
            context.concept(mention).kind,
            Kind::Place | Kind::Abbreviation
        )
        && (before.ends_with(" and") || before.ends_with(" or"))
}

/// Bytes of a heading at most that is looked at for title case.
const HEADING: usize = 400;

/// Words after which a title may begin: `a play called The Ministry of Works`.
const NAMING: [&str; 4] = ["called", "entitled", "named", "titled"];

/// The article before the name of an organ or a meeting, where it has a capital inside a sentence: `meeting of The State
/// Council`.
fn raised_article(context: &RuleContext<'_>, mention: &Mention) -> Option<Span> {
    let kind = context.concept(mention).kind;
    if !mention.status.is_correct() || !matches!(kind, Kind::Organ | Kind::Event) {
        return None;
    }
    let text = context.segment_text(mention.segment);
    let before = text[..mention.span.start()].strip_suffix("The ")?;
    let word = before.strip_suffix(' ')?;
    let word = word.rsplit(' ').next().unwrap_or_default();
    let small = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let inside = small && !NAMING.contains(&word);
    // A long heading is spared: each of its names would have it read once more.
    let titled =
        || context.is_heading(mention.segment) && (text.len() > HEADING || has_title_case(text));
    let stands = !inside || titled() || is_in_title(before);
    (!stands).then(|| Span::new(before.len(), before.len() + 3))
}

/// Whether the word after a mention has a capital.
fn is_before_capital(text: &str, mention: &Mention) -> bool {
    let rest = &text[mention.span.end()..];
    rest.strip_prefix(' ')
        .is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Whether words have no small letters, but for the `s` of a plural or a possessive at the end: `RESOLUTIONs`.
fn is_all_capitals(words: &str) -> bool {
    let stem = words.strip_suffix('s').unwrap_or(words);
    let stem = if stem.chars().filter(|c| c.is_uppercase()).count() > 1 {
        stem
    } else {
        words
    };
    !stem.contains(char::is_lowercase)
}

/// How far before and after a mention the text is taken to speak of one thing, in runs of prose.
const COMPANY: usize = 2;

/// Whether the text around a mention names something whose name has the word that the mention writes small: `party
/// organizations` near `Party building` or `municipal party committee`.
fn is_in_company(context: &RuleContext<'_>, mention: &Mention) -> bool {
    let capitals = |mention: &Mention| -> Vec<&str> {
        let rendering = context.rendering(mention);
        let form = if rendering.status.is_correct() {
            rendering
        } else {
            context.concept(mention).preferred()
        };
        form.term
            .as_str()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.starts_with(char::is_uppercase))
            .collect()
    };
    let wanted = capitals(mention);
    let mentions = context.mentions();
    let first = mention.segment.saturating_sub(COMPANY);
    let from = mentions.partition_point(|other| other.segment < first);
    mentions[from..]
        .iter()
        .take_while(|other| other.segment <= mention.segment + COMPANY)
        .filter(|other| context.concept(other).case != Case::Contextual)
        .any(|other| capitals(other).iter().any(|word| wanted.contains(word)))
}

/// The words of the text in the capitals of the form, letter by letter, so that hyphens and line breaks stay; the form
/// itself where the letters are not the same. Capitals of the text may be asked to stay.
fn recased(words: &str, form: &str, raises_only: bool) -> String {
    let letters = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphabetic())
            .collect::<Vec<_>>()
    };
    let wanted = letters(form);
    let same = |(found, wanted): (&char, &char)| found.to_lowercase().eq(wanted.to_lowercase());
    let found = letters(words);
    if found.len() != wanted.len() || !found.iter().zip(&wanted).all(same) {
        return form.to_owned();
    }
    let mut wanted = wanted.into_iter();
    words
        .chars()
        .map(|c| {
            if c.is_alphabetic() {
                let letter = wanted.next().unwrap_or(c);
                if raises_only && c.is_uppercase() {
                    c
                } else {
                    letter
                }
            } else {
                c
            }
        })
        .collect()
}
