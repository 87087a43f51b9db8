//! What kind of file it is: from its name, then from its first bytes.

use std::path::Path;

/// A kind of file that tifa reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Paragraphs between blank lines.
    #[default]
    Text,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// HTML and XHTML.
    Html,
}

impl Format {
    /// The format that a file name's ending stands for; `None` for an unknown one.
    pub fn from_name(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }

    /// The format of a file by its name, or else by how its text begins.
    pub fn detect(path: &Path, text: &str) -> Self {
        Self::from_name(path).unwrap_or_else(|| Self::from_content(text))
    }

    fn from_content(text: &str) -> Self {
        let begin: String = text
            .trim_start_matches('\u{FEFF}')
            .trim_start()
            .chars()
            .take(15)
            .flat_map(char::to_lowercase)
            .collect();
        if begin.starts_with("<!doctype html") || begin.starts_with("<html") {
            Self::Html
        } else {
            Self::Text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_before_the_content() {
        for (name, text, format) in [
            ("a.txt", "<html>", Format::Text),
            ("a.MD", "", Format::Markdown),
            ("a.htm", "", Format::Html),
            ("-", "\u{FEFF}\n<!DOCTYPE HTML>", Format::Html),
            ("a.unknown", "<HTML lang=en>", Format::Html),
            ("-", "# A heading", Format::Text),
        ] {
            assert_eq!(Format::detect(Path::new(name), text), format, "{name}");
        }
    }
}
