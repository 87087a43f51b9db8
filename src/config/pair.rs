//! Which Chinese file belongs to which English one.

use std::str::FromStr;

use regex::Regex;

/// Which Chinese file belongs to which English one: two patterns, whose stars stand for the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The Chinese files.
    pub source: String,
    /// The English files.
    pub target: String,
}

impl Pair {
    /// The Chinese file that belongs to an English one; `None` where the pair is not about it. A star stops at a slash,
    /// two stars do not. The English path may be longer at its front: `en/*.txt` is about `news/en/a.txt` too, and the
    /// front stays.
    pub fn source_of(&self, target: &str) -> Option<String> {
        let parts = stars(&self.target);
        let mut pattern = String::from("^((?:.*/)?)");
        for (literal, star) in &parts {
            pattern.push_str(&regex::escape(literal));
            pattern.push_str(match star {
                None => "$",
                Some(1) => "([^/]*)",
                Some(_) => "(.*)",
            });
        }
        let found = Regex::new(&pattern).ok()?.captures(target)?;
        let mut source = found.get(1)?.as_str().to_owned();
        let mut next = 2;
        for (literal, star) in stars(&self.source) {
            source.push_str(literal);
            if star.is_some() {
                source.push_str(found.get(next)?.as_str());
                next += 1;
            }
        }
        Some(source)
    }
}

/// `zh/*.txt=en/*.txt`, as on the command line.
impl FromStr for Pair {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let help = "write the Chinese files, `=`, and the English ones: `zh/*.txt=en/*.txt`";
        let (source, target) = text.split_once('=').ok_or(help)?;
        if stars(source).len() != stars(target).len() {
            return Err(
                "the two patterns have not the same number of stars; each star stands for the same"
                    .to_owned(),
            );
        }
        let plain = |pattern: &str| pattern.trim_start_matches("./").to_owned();
        Ok(Self {
            source: plain(source),
            target: plain(target),
        })
    }
}

/// A pattern cut at its stars: what stands before each, and how many there are; the last part has none.
fn stars(pattern: &str) -> Vec<(&str, Option<usize>)> {
    let mut parts = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('*') {
        let after = rest[at..].trim_start_matches('*');
        parts.push((&rest[..at], Some(rest.len() - at - after.len())));
        rest = after;
    }
    parts.push((rest, None));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_the_same() {
        for (pair, target, expected) in [
            ("zh/*.txt=en/*.txt", "en/a.txt", Some("zh/a.txt")),
            ("zh/*.txt=en/*.txt", "news/en/a.txt", Some("news/zh/a.txt")),
            ("zh/*.txt=en/*.txt", "en/b/a.txt", None),
            ("zh/**=en/**", "en/b/a.txt", Some("zh/b/a.txt")),
            ("*.zh.md=*.en.md", "a.b/c.en.md", Some("a.b/c.zh.md")),
            ("*/zh/*.md=*/en/*.md", "x/en/y.md", Some("x/zh/y.md")),
            ("zh.txt=en.txt", "en.txt", Some("zh.txt")),
            ("zh.txt=en.txt", "then.txt", None),
            ("zh/*.t+t=en/*.t+t", "en/a.t+t", Some("zh/a.t+t")),
        ] {
            let pair: Pair = pair.parse().unwrap();
            assert_eq!(pair.source_of(target).as_deref(), expected, "{target}");
        }
        assert!("zh/*.txt".parse::<Pair>().is_err());
        assert!("zh/*.txt=en/a.txt".parse::<Pair>().is_err());
    }
}
