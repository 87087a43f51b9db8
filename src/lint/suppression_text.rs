//! Suppressions as they are written: the words of a comment, the list in front matter.

use crate::text::Span;

/// What a comment says.
pub(super) struct Said<'a> {
    /// `tifa-ignore`, `tifa-ignore-file`, `tifa-disable` or `tifa-enable`.
    pub(super) verb: &'static str,
    /// Rules and concepts.
    pub(super) names: Vec<Name>,
    /// What follows `--`.
    pub(super) reason: Option<&'a str>,
}

/// A comment that speaks to the program.
pub(super) enum Comment<'a> {
    Said(Said<'a>),
    /// In a word that the program does not know, and the word that may have been meant.
    Misspelt(Name, Option<&'static str>),
}

/// A name and where it stands in the text.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) span: Span,
}

/// What every comment for the program begins with.
const PREFIX: &str = "tifa-";

const VERBS: [&str; 4] = [
    "tifa-ignore",
    "tifa-ignore-file",
    "tifa-disable",
    "tifa-enable",
];

/// What other programs call the same, and what it is here.
const HABITS: [(&str, &str); 12] = [
    ("tifa-ignore-line", "tifa-ignore"),
    ("tifa-ignore-next-line", "tifa-ignore"),
    ("tifa-ignore-nextline", "tifa-ignore"),
    ("tifa-disable-line", "tifa-ignore"),
    ("tifa-disable-next-line", "tifa-ignore"),
    ("tifa-disable-file", "tifa-ignore-file"),
    ("tifa-ignore-all", "tifa-ignore-file"),
    ("tifa-ignore-start", "tifa-disable"),
    ("tifa-ignore-begin", "tifa-disable"),
    ("tifa-ignore-end", "tifa-enable"),
    ("tifa-off", "tifa-disable"),
    ("tifa-on", "tifa-enable"),
];

/// What a comment with this text says to the program; `None` for any other comment.
pub(super) fn comment(text: &str, comment: Span) -> Option<Comment<'_>> {
    let inner = comment.of(text);
    let mut words = words(inner, comment.start());
    let (word, span) = words.next()?;
    let Some(verb) = VERBS.into_iter().find(|known| *known == word) else {
        let begins = word.get(..PREFIX.len())?;
        let name = Name {
            text: word.to_owned(),
            span,
        };
        return begins
            .eq_ignore_ascii_case(PREFIX)
            .then(|| Comment::Misspelt(name, meant(word)));
    };
    let mut names = Vec::new();
    for (word, span) in words {
        if word == "--" || word == "—" || word == "–" {
            let rest = text
                .get(span.end()..comment.end())
                .unwrap_or_default()
                .trim();
            let reason = Some(rest).filter(|reason| !reason.is_empty());
            return Some(Comment::Said(Said {
                verb,
                names,
                reason,
            }));
        }
        names.push(Name {
            text: word.to_owned(),
            span,
        });
    }
    Some(Comment::Said(Said {
        verb,
        names,
        reason: None,
    }))
}

/// Bytes of a word that are compared: more than any word for the program has.
const LONGEST: usize = 40;

/// The word that was meant by one like it.
fn meant(word: &str) -> Option<&'static str> {
    // `tifa-ignore:repeated-words`, where a space belongs.
    let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let end = word.find(|c| !is_letter(c)).unwrap_or(word.len());
    let word = word.get(..end.min(LONGEST))?.to_ascii_lowercase();
    let verbs = VERBS.into_iter().map(|verb| (verb, verb));
    verbs
        .chain(HABITS)
        .map(|(written, meant)| {
            let distance = strsim::damerau_levenshtein(&word, written);
            (distance, written, meant)
        })
        // Half of what follows the prefix may be wrong: `tifa-ingore`, and not `tifa-version`.
        .filter(|(distance, written, _)| *distance <= (written.len() - PREFIX.len()) / 2)
        .min_by_key(|&(distance, ..)| distance)
        .map(|(.., meant)| meant)
}

/// The words of a text between white space and commas; `offset` is where it begins.
fn words(text: &str, offset: usize) -> impl Iterator<Item = (&str, Span)> {
    let is_gap = |c: char| c.is_whitespace() || c == ',';
    text.split(is_gap)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize + offset;
            (word, Span::new(start, start + word.len()))
        })
}

/// The lists of names under `tifa` and `ignore` in front matter, each with its place.
///
/// Of YAML the two forms that one writes by hand are read: `tifa: {ignore: [a, b]}`, and indented lines, with the list in
/// brackets or one name a line; of TOML the line `ignore = [ … ]` under `[tifa]`, and `tifa.ignore = [ … ]`.
pub(super) fn front_matter(text: &str, front_matter: Span) -> Vec<(Vec<Name>, Span)> {
    let inner = front_matter.of(text);
    let mut lists = Vec::new();
    let mut in_tifa = false;
    let mut at = front_matter.start();
    let mut lines = inner.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        let bare = line.trim();
        let indented = line.starts_with([' ', '\t']);
        if bare == "[tifa]" {
            in_tifa = true;
            continue;
        }
        if !indented && !bare.is_empty() {
            let is_toml_key = in_tifa && bare.starts_with("ignore");
            in_tifa = bare.starts_with("tifa:") || bare.starts_with("tifa.ignore") || is_toml_key;
        }
        let Some(key) = line.find("ignore").filter(|_| in_tifa) else {
            continue;
        };
        let rest = line[key + "ignore".len()..].trim_start();
        if !rest.starts_with([':', '=']) {
            continue;
        }
        let from = start + line.len() - rest.len() + 1;
        let end = match text[from..front_matter.end()].find(['[', '\n']) {
            Some(open) if text[from + open..].starts_with('[') => {
                let close = text[from..front_matter.end()].find(']');
                close.map_or(front_matter.end(), |close| from + close)
            }
            _ => {
                // One name a line.
                let mut end = start + line.len();
                while let Some(item) = lines.peek()
                    && item.trim_start().starts_with("- ")
                {
                    end += item.len();
                    at += item.len();
                    lines.next();
                }
                end
            }
        };
        let is_mark = |c: char| c.is_whitespace() || "[]{},\"'".contains(c);
        let mut names = Vec::new();
        let list = &text[from..end.max(from)];
        for word in list
            .split(is_mark)
            .filter(|word| !matches!(*word, "" | "-"))
        {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            names.push(Name {
                text: word.to_owned(),
                span: Span::new(start, start + word.len()),
            });
        }
        if !names.is_empty() {
            lists.push((names, Span::new(from, end)));
        }
    }
    lists
}

/// A span with the line that holds nothing else, or with one of two spaces around it.
pub(super) fn with_line(text: &str, span: Span) -> Span {
    // Only white space is passed over: a line may be as long as the text, and have a comment in every word.
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let line = text[..span.start()].trim_end_matches(blank).len();
    let rest = &text[span.end()..];
    let end = rest.len() - rest.trim_start_matches(blank).len();
    let begins = line == 0 || text[..line].ends_with('\n');
    if begins && (end == rest.len() || rest[end..].starts_with('\n')) {
        let end = (end + 1).min(rest.len());
        return Span::new(line, span.end() + end);
    }
    let before = text[..span.start()].ends_with(' ');
    let after = rest.is_empty() || rest.starts_with([' ', '\n', '\r', '<']);
    Span::new(span.start() - usize::from(before && after), span.end())
}

/// A name with the white space and the comma before it.
pub(super) fn with_gap(text: &str, span: Span) -> Span {
    let before = &text[..span.start()];
    let kept = before.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    Span::new(kept.len(), span.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_is_told_from_other_comments() {
        for (written, expected) in [
            ("tifa-ignore repeated-words", None),
            ("tifa-enable", None),
            ("tifa is a program", None),
            ("a note on tifa-ignore", None),
            ("tif", None),
            ("tifé-x", None),
            ("", None),
            ("tifa-ignor repeated-words", Some(Some("tifa-ignore"))),
            ("tifa-ingore", Some(Some("tifa-ignore"))),
            ("Tifa-Ignore", Some(Some("tifa-ignore"))),
            ("tifa-ignore: x", Some(Some("tifa-ignore"))),
            ("tifa-ignore:repeated-words", Some(Some("tifa-ignore"))),
            ("tifa-ignores", Some(Some("tifa-ignore"))),
            ("tifa-ignore-nextline x", Some(Some("tifa-ignore"))),
            ("tifa-disable-next-line x", Some(Some("tifa-ignore"))),
            ("tifa-ignore-files x", Some(Some("tifa-ignore-file"))),
            ("tifa-disabled", Some(Some("tifa-disable"))),
            ("tifa-enabel", Some(Some("tifa-enable"))),
            ("tifa-on", Some(Some("tifa-enable"))),
            ("tifa-version 3", Some(None)),
            ("tifa-", Some(None)),
        ] {
            let read = comment(written, Span::new(0, written.len()));
            let misspelt = match read {
                Some(Comment::Misspelt(name, meant)) => {
                    assert!(written.starts_with(&name.text), "{written}");
                    Some(meant)
                }
                Some(Comment::Said(_)) | None => None,
            };
            assert_eq!(misspelt, expected, "{written}");
        }
    }
}
