//! The glossaries inside the program.

use std::borrow::Cow;

use super::GlossaryFile;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("glossaries/", $name), include_str!(concat!("../../glossaries/", $name)))),*]
    };
}

/// Name and text of every bundled file; classes come first, because the others name them.
pub(super) const FILES: &[(&str, &str)] = files![
    "classes.toml",
    "places.toml",
    "party-organs.toml",
    "state-organs.toml",
    "posts.toml",
    "meetings.toml",
    "phrases.toml",
    "guangdong.toml",
    "divisions.toml",
    "abbreviations.toml",
    "governance.toml",
    "self-governance.toml",
    "society.toml",
    "local-news.toml",
    "local-organs.toml",
    "place-names.toml",
    "slogans.toml",
    "party-life.toml",
    "public-affairs.toml",
    "livelihood.toml",
    "rural-work.toml",
    "congress-work.toml",
    "united-front.toml",
    "safety-work.toml",
    "training-and-service.toml",
    "publicity-and-culture.toml",
];

/// The glossaries inside the program, in the order in which they are loaded.
pub fn bundled() -> Vec<GlossaryFile> {
    FILES
        .iter()
        .map(|&(path, text)| GlossaryFile {
            path: path.into(),
            text: Cow::Borrowed(text),
            proven: true,
        })
        .collect()
}
