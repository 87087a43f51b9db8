#![cfg(test)]
#![expect(
    clippy::disallowed_methods,
    reason = "the fixtures and their expected results are read here"
)]
//! Every format: what is prose in a file, and where each byte of it stands.
//!
//! `tests/documents/<format>/<case>/input.*` is read and compared with `expected.txt` beside it, one segment on a line.
//! `UPDATE=1 cargo test --test documents` writes the expected files anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pretty_assertions::assert_eq;
use proptest::prelude::*;
use tifa::documents::{Document, Format, OpenOptions, Part, open, read_bytes, read_str};
use tifa::text::Span;

#[test]
fn fixtures_read_as_expected() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut cases = 0;
    for format in folders(Path::new("tests/documents")) {
        for case in folders(&format) {
            let input = input_of(&case);
            let document = open(&input, &OpenOptions::default()).unwrap();
            check(&document);
            let dumped = dump(&document);
            let expected = case.join("expected.txt");
            if update {
                fs::write(&expected, &dumped).unwrap();
            }
            let expected = fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(dumped, expected, "{}", input.display());
            cases += 1;
        }
    }
    assert!(cases > 10, "only {cases} cases found");
}

#[test]
fn a_refusal_names_the_file_and_the_remedy() {
    for (bytes, expected) in [
        (
            &b"ab\0"[..],
            "not a text (a NUL byte at offset 2); leave it out or convert it to text first",
        ),
        (
            b"Units of two bytes.\0",
            "not a text (a NUL byte at offset 19); leave it out or convert it to text first",
        ),
        (
            b"\x01\x02",
            "not a text (many control bytes, the first at offset 0); leave it out or convert it to text first",
        ),
        (
            b"PK\x03\x04",
            "a ZIP archive (as DOCX, XLSX and EPUB are), not a text; leave it out or convert it to text first",
        ),
        (
            b"\xFF\xFE\0\0",
            "UTF-32, which is not read; save it as UTF-8",
        ),
        (b"\xFF\xFEa", "not valid UTF-16LE; save it as UTF-8"),
        (
            b"\xEF\xBB\xBF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
            "damaged UTF-8 (in many places, the first at byte 3); save the file as UTF-8 again",
        ),
    ] {
        let refused = read_bytes("article.txt", bytes.to_vec(), &OpenOptions::default());
        assert_eq!(
            refused.unwrap_err().to_string(),
            format!("article.txt: {expected}")
        );
    }

    let missing = open(
        Path::new("tests/documents/missing.txt"),
        &OpenOptions::default(),
    );
    let expected = "tests/documents/missing.txt: no such file or directory; check the path";
    assert_eq!(missing.unwrap_err().to_string(), expected);
    let folder = open(Path::new("tests/documents"), &OpenOptions::default())
        .unwrap_err()
        .to_string();
    assert!(
        folder.ends_with("a directory; name the files in it"),
        "{folder}"
    );

    let options = OpenOptions {
        size_limit: 3,
        format: None,
    };
    let large = read_bytes("-", b"abcd".to_vec(), &options)
        .unwrap_err()
        .to_string();
    assert_eq!(
        large,
        "-: larger than the limit of 3 bytes; raise it with --max-size or split the file"
    );
}

/// What holds for every document, whatever is in the file.
fn check(document: &Document) {
    for part in document.parts() {
        let mut last = 0;
        for segment in &part.segments {
            let span = segment.span();
            assert!(last <= span.start(), "segments out of order at {span:?}");
            last = span.start();
            assert!(
                part.text.get(span.start()..span.end()).is_some(),
                "{span:?}"
            );
            check_segment(part, segment);
        }
    }
}

fn check_segment(part: &Part, segment: &tifa::documents::Segment) {
    let text = segment.text(&part.text);
    assert!(
        !text.trim().is_empty(),
        "an empty segment at {:?}",
        segment.span()
    );
    assert_eq!(text, text.trim(), "white space at the ends");
    if let Some(map) = segment.map() {
        for (extracted, source) in map.verbatim_runs() {
            assert!(!extracted.is_empty());
            assert_eq!(extracted.of(text), source.of(&part.text));
            assert!(segment.span().contains(source));
        }
    }
    let whole = segment.to_source_covering(Span::new(0, text.len()));
    assert_eq!(whole, segment.span());
    let mut last = segment.span().start();
    for (at, c) in text.char_indices() {
        let character = Span::new(at, at + c.len_utf8());
        let covering = segment.to_source_covering(character);
        assert!(
            last <= covering.start(),
            "the text runs backwards at {covering:?}"
        );
        last = covering.start();
        assert!(segment.span().contains(covering));
        assert!(part.text.get(covering.start()..covering.end()).is_some());
        if let Some(source) = segment.to_source(character) {
            assert_eq!(source, covering);
        }
    }
}

/// One line for each segment: role, span, whether it stands in the file exactly so, and its text.
fn dump(document: &Document) -> String {
    let mut out = String::new();
    for note in document.notes() {
        writeln!(out, "note {note}").unwrap();
    }
    for part in document.parts() {
        for segment in &part.segments {
            let role = format!("{:?}", segment.role()).to_lowercase();
            let map = if segment.map().is_some() {
                "mapped"
            } else {
                "verbatim"
            };
            let (span, text) = (segment.span(), segment.text(&part.text));
            writeln!(
                out,
                "{role} {}..{} {map} {}",
                span.start(),
                span.end(),
                escaped(text)
            )
            .unwrap();
        }
    }
    out
}

/// The text with everything that does not show, or shows as something else, as an escape.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        let shown =
            c == ' ' || !(c.is_whitespace() || c.is_control() || c == '\u{FFFC}' || c == '\\');
        let shown = shown && !tifa::text::is_invisible(c);
        if shown {
            out.push(c);
        } else {
            out.extend(c.escape_default());
        }
    }
    out
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(parent)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn input_of(case: &Path) -> PathBuf {
    let mut files = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .find(|path| path.file_stem().is_some_and(|stem| stem == "input"))
        .unwrap_or_else(|| panic!("{}: no input file", case.display()))
}

/// Texts made of what each format gives a meaning to, and of any characters at all.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Party",
        "committee",
        "市委",
        "é",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\t",
        "    ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "\\",
        "\\*",
        "[",
        "](",
        ")",
        "![",
        "[^1]",
        "[^1]: ",
        "<",
        ">",
        "> ",
        "</",
        "</>",
        "<!--",
        "-->",
        "&",
        "&amp;",
        "&notit;",
        "&fjlig;",
        "&#20013;",
        "&#x",
        ";",
        "# ",
        "- ",
        "1. ",
        "- [ ] ",
        "---\n",
        "+++\n",
        "===\n",
        "| ",
        " |\n",
        "|-|-|\n",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        "<p>",
        "</p>",
        "<h1>",
        "</h1>",
        "<div>\n",
        "</div>",
        "<br>",
        "<br/>",
        "<pre>",
        "</pre>",
        "<svg/>",
        "<svg>",
        "</svg>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<textarea>",
        "<img alt=\"a&amp;b\" title='c'>",
        "<a title=x&ampy>",
        "<meta name=description content=\"x\">",
        "<![CDATA[",
        "]]>",
        "<?x?>",
        "<!DOCTYPE html>",
        "\"",
        "'",
        "=",
        "$",
        "$$",
        "https://example.org/a_b",
        "<https://example.org>",
        "www.a.b",
        "a@b.example",
        ".",
        ",",
        "(",
        "\u{FEFF}",
        "\0",
        "\u{A0}",
        "\u{3000}",
        "\u{AD}",
        "{#id}",
        "[!NOTE]\n",
    ]);
    let piece =
        prop_oneof![9 => pieces.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_places(text in texts()) {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            check(&read_str("any", &text, format));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(document) = read_bytes("any", bytes, &OpenOptions::default()) {
            check(&document);
        }
    }
}

#[test]
fn what_lies_deeper_than_any_text_nests_is_still_read() {
    let deep = "> ".repeat(150);
    let text = format!(
        "{deep}The *first* line\n{deep}goes on.\n{deep}\n{deep}1. A list.\n\n{}Not deep.\n",
        "1) ".repeat(120)
    );
    let document = read_str("a.md", &text, Format::Markdown);
    let part = &document.parts()[0];
    let read: Vec<&str> = part
        .segments
        .iter()
        .map(|segment| segment.text(&part.text))
        .collect();
    assert_eq!(read, ["The first line\ngoes on.", "A list.", "Not deep."]);
    for segment in &part.segments {
        let words = segment.text(&part.text);
        let last = words.rfind(|c: char| c.is_alphabetic()).unwrap();
        let place = segment.to_source(Span::new(last, last + 1)).unwrap();
        assert_eq!(place.of(&part.text), &words[last..=last]);
    }
    assert_eq!(
        document.notes(),
        [
            "line 1: quotations and lists are read 100 deep; what lies deeper is read as if it did not"
        ]
    );
}
