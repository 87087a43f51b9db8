#![cfg(test)]
//! Three invented documents in every report format, against the expected outputs in `tests/report/`.
//!
//! `UPDATE=1 cargo test --test report` writes the expected outputs anew; review them as text.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use pretty_assertions::assert_eq;
use proptest::prelude::*;
use regex::Regex;
use tifa::diagnostics::{Applicability, Diagnostic, Edit, Fix, RuleId, Severity};
use tifa::documents::{Document, Format, Part, read_str};
use tifa::report::{FileReport, ReportFormat, ReportOptions, SourceTexts, Summary};
use tifa::text::{Location, PartId, Span};
use unicode_width::UnicodeWidthStr;

const DEPRECATED: RuleId = RuleId::new("deprecated-rendering");
const INCONSISTENT: RuleId = RuleId::new("inconsistent-rendering");
const MISCASED: RuleId = RuleId::new("miscased-rendering");
const BROKEN: RuleId = RuleId::new("broken-encoding");
const MISSING: RuleId = RuleId::new("missing-rendering");
const REPEATED: RuleId = RuleId::new("repeated-words");

struct Texts(BTreeMap<&'static str, &'static str>);

impl SourceTexts for Texts {
    fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).copied()
    }
}

/// A document with its findings.
struct Case {
    document: Document,
    diagnostics: Vec<Diagnostic>,
    words: usize,
}

impl Case {
    fn new(path: &str, text: &str) -> Self {
        Self {
            document: read_str(path, text, Format::Text),
            diagnostics: Vec::new(),
            words: text.split_whitespace().count(),
        }
    }

    /// Where the `nth` (from 0) `words` stand.
    fn at(&self, words: &str, nth: usize) -> Location {
        place(&self.document.parts()[0].text, words, nth)
    }

    fn find(
        &mut self,
        rule: RuleId,
        severity: Severity,
        words: &str,
        nth: usize,
        message: &str,
        more: impl FnOnce(Diagnostic, Location) -> Diagnostic,
    ) {
        let location = self.at(words, nth);
        let found = Diagnostic::new(rule, severity, location, message.to_owned());
        self.diagnostics.push(more(found, location));
        self.diagnostics.sort_by_key(|found| found.location);
    }
}

fn place(text: &str, words: &str, nth: usize) -> Location {
    let (start, _) = text.match_indices(words).nth(nth).expect(words);
    Location::new(PartId(0), Span::new(start, start + words.len()))
}

const SOURCE: &str = "\u{FEFF}江城市港务委员会举行会议。\r\n\
    会议听取了江城市港务委员会主任的报告，并研究了两个守护的具体要求。\r\n";

/// Wrapped lines with CRLF, Chinese, emoji, combining marks and tabs; labels in the same line and in another file.
fn harbour() -> Case {
    let mut case = Case::new(
        "news/harbour.txt",
        "Harbour Committee meets in Jiangcheng\r\n\
         \r\n\
         The Jiangcheng Harbour Committee met on Monday. Its director said that the two\r\n\
         guardings must be carried out (两个守护), and the harbor committee agreed.\r\n\
         \r\n\
         \tCafe\u{301} owners 🎉 and the 🇨🇳 Harbour Board\twere there; the the band played.\r\n",
    );
    let first = case.at("Jiangcheng Harbour Committee", 0);
    case.find(
        DEPRECATED,
        Severity::Error,
        "two\r\nguardings",
        0,
        "`two guardings` is a withdrawn rendering of 两个守护",
        |found, at| {
            found
                .with_concept("two-safeguards".into(), Some("两个守护".into()))
                .with_label_in(
                    "news/harbour.zh.txt".into(),
                    place(SOURCE, "两个守护", 0),
                    "the source names it here",
                )
                .with_note("withdrawn since 2019-03-04, when the harbour gazette gave its own rendering and asked all papers of the city to follow it")
                .with_fix(Fix::safe(at, "Two Safeguards"))
        },
    );
    case.find(
        MISCASED,
        Severity::Warning,
        "harbor committee",
        0,
        "`harbor committee` has the wrong capitals and spelling",
        |found, at| {
            found
                .with_concept("harbour-committee".into(), None)
                .with_label(first, "written so here")
                .with_fix(Fix::safe(at, "Harbour Committee"))
        },
    );
    case.find(
        INCONSISTENT,
        Severity::Warning,
        "Harbour Board",
        0,
        "江城市港务委员会 is named in two ways",
        |found, at| {
            found
                .with_concept("harbour-committee".into(), Some("江城市港务委员会".into()))
                .with_label(first, "first rendered so here, 1 time")
                .with_label_in(
                    "not/at/hand.txt".into(),
                    Location::new(PartId(0), Span::new(3, 9)),
                    "rendered so 4 times",
                )
                .with_fix(Fix::new(
                    Applicability::Unsafe,
                    at.span,
                    "Harbour Committee",
                ))
        },
    );
    case.find(
        REPEATED,
        Severity::Warning,
        "the the",
        0,
        "`the the` says the same word twice",
        |found, at| found.with_fix(Fix::safe(at, "the")),
    );
    harbour_band(case)
}

/// Paragraphs of one line each, with a finding that is wider than a narrow terminal.
fn titles() -> Case {
    let mut case = Case::new(
        "titles.txt",
        "At the meeting spoke Mr. Lin, deputy secretary and deputy director of the harbour group of \
         the Permanent Council of the Jiangcheng Seafarers’ Congress, and after him the mayor.\n\n\
         The Permanent Council of the Seafarers’ Congress of Jiangcheng thanked them.\n",
    );
    case.find(
        DEPRECATED,
        Severity::Error,
        "deputy secretary and deputy director of the harbour group of the Permanent Council of the Jiangcheng Seafarers’ Congress",
        0,
        "this rendering of 海员大会常设会港务组副书记、副主任 is withdrawn",
        |found, at| found.with_label(at, "all of this"),
    );
    case.find(
        MISCASED,
        Severity::Warning,
        "The Permanent Council of the Seafarers’ Congress of Jiangcheng thanked them.",
        0,
        "a finding as long as its line",
        |found, _| found,
    );
    case
}

/// Adds a finding with two fixes to choose from.
fn harbour_band(mut case: Case) -> Case {
    case.find(
        MISSING,
        Severity::Note,
        "band",
        0,
        "`band` could be the brass band or the dance band",
        |mut found, at| {
            let edit = |replacement: &str| Edit {
                span: at.span,
                replacement: replacement.to_owned(),
            };
            found.fixes = vec![
                Fix {
                    applicability: Applicability::Manual,
                    edits: vec![edit("brass band")].into(),
                },
                Fix {
                    applicability: Applicability::Manual,
                    edits: vec![edit("dance band")].into(),
                },
            ]
            .into();
            found.with_help("write `brass band` or `dance band`")
        },
    );
    case
}

/// One line of more than 100 KB with findings at both ends, a label far away, and a finding as long as the line.
fn long() -> Case {
    let filler = "The members read the minutes aloud and nobody raised an objection to them. ";
    let middle = "The Ferry Bureau opened a second pier, and the Bureau of Ferries paid for it. ";
    let chinese = "渡轮局昨天开放了第二座码头。".repeat(30);
    let text = format!(
        "In spring the Ferry Bureau sent word. {}{middle}{}{chinese}{} Late in the year the Bureau for Ferry said so.",
        filler.repeat(700),
        filler.repeat(700),
        "x".repeat(400),
    );
    let mut case = Case::new("long.txt", &text);
    let first = case.at("Ferry Bureau", 0);
    case.find(
        INCONSISTENT,
        Severity::Warning,
        "Bureau of Ferries",
        0,
        "渡轮局 is named in two ways",
        |found, at| {
            found
                .with_concept("ferry-bureau".into(), Some("渡轮局".into()))
                .with_label(first, "first rendered so here, 2 times")
                .with_fix(Fix::new(Applicability::Unsafe, at.span, "Ferry Bureau"))
        },
    );
    case.find(
        DEPRECATED,
        Severity::Error,
        "Bureau for Ferry",
        0,
        "`Bureau for Ferry` is a withdrawn rendering of 渡轮局",
        |found, at| {
            found
                .with_label(first, "the preferred form")
                .with_fix(Fix::safe(at, "Ferry Bureau"))
        },
    );
    case.find(
        MISCASED,
        Severity::Warning,
        "Ferry Bureau",
        0,
        "`Ferry Bureau` should not be in capitals",
        |found, _| found,
    );
    let whole = Location::new(PartId(0), Span::new(38, text.len()));
    let untranslated = case.at(&chinese, 0);
    for (location, message) in [
        (whole, "this paragraph has no counterpart in the source"),
        (untranslated, "Chinese text is left in the English"),
    ] {
        case.diagnostics.push(
            Diagnostic::new(MISSING, Severity::Error, location, message)
                .with_label(case.at("渡轮局", 3), "the bureau"),
        );
    }
    case.diagnostics.sort_by_key(|found| found.location);
    case
}

/// Characters that a terminal would obey, in text, path, message and label; spans that fit nothing.
fn hostile() -> Case {
    let mut case = Case::new(
        "odd\u{1B}[2J\u{202E}name.txt",
        "plain \u{1B}[31mred\u{1B}[0m and \u{202E}backwards\u{202C} and \u{9B}31m\n\
         zero\u{200B}width and soft\u{AD}hyphen and \u{FEFF}mark\u{2028}then\u{7}bell\u{E0041}\r\
         last 结束",
    );
    case.find(
        BROKEN,
        Severity::Error,
        "\u{1B}[31mred\u{1B}[0m",
        0,
        "`\u{1B}[31mred` holds control\ncharacters",
        |found, _| found.with_help("take out \u{1B} and \u{7}"),
    );
    case.find(
        BROKEN,
        Severity::Error,
        "\u{202E}backwards\u{202C}",
        0,
        "a character changes the direction of the text",
        |found, _| found.with_note("U+202E is \u{202E}"),
    );
    let bell = case.at("then\u{7}bell\u{E0041}", 0);
    case.find(
        BROKEN,
        Severity::Warning,
        "zero\u{200B}width",
        0,
        "a character without width",
        |found, at| {
            found
                .with_label(bell, "a bell\u{7}")
                .with_fix(Fix::safe(at, "zerowidth"))
        },
    );
    for (start, end) in [(9, 9), (140, 146), (145, 100_000), (9_999, 99_999)] {
        let location = Location::new(PartId(0), Span::new(start, end));
        let message = format!("a span of the bytes {start} to {end}");
        case.diagnostics
            .push(Diagnostic::new(BROKEN, Severity::Note, location, message));
    }
    case.diagnostics.sort_by_key(|found| found.location);
    case
}

fn options() -> ReportOptions {
    ReportOptions {
        width: 80,
        version: "1.2.3",
        mqm: |rule| match rule.as_str() {
            "missing-rendering" => "accuracy/omission",
            _ => "terminology/inconsistent-with-terminology-resource",
        },
        ..ReportOptions::default()
    }
}

fn render(cases: &[Case], format: ReportFormat, options: &ReportOptions) -> String {
    let texts = Texts([("news/harbour.zh.txt", SOURCE)].into());
    let mut reporter = format.reporter(options);
    let mut summary = Summary::default();
    let mut out = Vec::new();
    for case in cases {
        let report = FileReport::new(&case.document, &case.diagnostics).with_texts(&texts);
        reporter.file(&mut out, &report).unwrap();
        summary.add(&report, case.words);
    }
    reporter.finish(&mut out, &summary).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares with `tests/report/<name>`, or writes it when `UPDATE` is set.
#[expect(
    clippy::disallowed_methods,
    reason = "expected outputs are files and `UPDATE` is how they are written"
)]
fn expect(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/report")
        .join(name);
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, actual, "{name}");
}

#[test]
fn every_format_is_as_expected() {
    let cases = [harbour(), titles(), long(), hostile()];
    for (name, format, options) in [
        ("human-80.txt", ReportFormat::Human, options()),
        (
            "human-140.txt",
            ReportFormat::Human,
            ReportOptions {
                width: 140,
                ..options()
            },
        ),
        (
            "human-ascii.txt",
            ReportFormat::Human,
            ReportOptions {
                ascii: true,
                ..options()
            },
        ),
        (
            "human-color.txt",
            ReportFormat::Human,
            ReportOptions {
                color: true,
                ..options()
            },
        ),
        ("concise.txt", ReportFormat::Concise, options()),
    ] {
        expect(name, &render(&cases, format, &options));
    }
    // The finding that is as long as its line would fill the expected output.
    let cases = [harbour(), hostile()];
    expect("json.txt", &render(&cases, ReportFormat::Json, &options()));
    expect(
        "jsonl.txt",
        &render(&cases, ReportFormat::Jsonl, &options()),
    );
    let clean = [Case::new("clean.txt", "Nothing to see.")];
    for format in ReportFormat::ALL {
        let name = format!("clean-{format}.txt");
        expect(&name, &render(&clean, format, &options()));
    }
}

#[test]
fn concise_lines_are_what_problem_matchers_read() {
    let pattern =
        Regex::new(r"^([^:]+):(\d+):(\d+): (error|warning|note): (.+) \[([a-z-]+)\]$").unwrap();
    let rendered = render(
        &[harbour(), long(), hostile()],
        ReportFormat::Concise,
        &options(),
    );
    let (counts, findings) = {
        let mut lines: Vec<_> = rendered.lines().collect();
        (lines.pop().unwrap(), lines)
    };
    assert!(
        findings.iter().all(|line| pattern.is_match(line)),
        "{rendered}"
    );
    assert!(!pattern.is_match(counts));
}

#[test]
fn parts_of_containers_are_named() {
    let text = "See the old board.".to_owned();
    let part = Part::new(Some("footnotes".into()), text, Vec::new());
    let document = Document::new("report.docx", Format::Text, part);
    let location = document.parts()[0].text.find("old board").unwrap();
    let location = Location::new(PartId(0), Span::new(location, location + 9));
    let case = Case {
        document,
        diagnostics: vec![Diagnostic::new(
            DEPRECATED,
            Severity::Error,
            location,
            "`old board` is withdrawn",
        )],
        words: 4,
    };
    let cases = [case];
    let human = render(&cases, ReportFormat::Human, &options());
    assert!(
        human.contains("┌─ report.docx (footnotes):1:9\n"),
        "{human}"
    );
    let json = render(&cases, ReportFormat::Jsonl, &options());
    assert!(
        json.contains(r#""path": "report.docx", "segment": "footnotes""#),
        "{json}"
    );
}

#[test]
fn a_closed_pipe_is_told_to_the_caller() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let case = harbour();
    let report = FileReport::new(&case.document, &case.diagnostics);
    for format in ReportFormat::ALL {
        let mut reporter = format.reporter(&options());
        let error = reporter.file(&mut Closed, &report).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe, "{format}");
    }
}

/// A text of pieces that are hard to draw.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z]{1,9} ",
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\t".to_owned()),
        Just("维护".to_owned()),
        Just("e\u{301}🇨🇳".to_owned()),
        any::<char>().prop_map(String::from),
        "[x ]{0,150}",
    ];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn any_location() -> impl Strategy<Value = Location> {
    (0..2_u32, 0..600_usize, 0..300_usize)
        .prop_map(|(part, start, len)| Location::new(PartId(part), Span::new(start, start + len)))
}

fn any_diagnostic() -> impl Strategy<Value = Diagnostic> {
    let labels = proptest::collection::vec((any::<bool>(), any_location(), any_text()), 0..4);
    (any_location(), any_text(), labels, any_text()).prop_map(|(at, message, labels, help)| {
        let mut found =
            Diagnostic::new(BROKEN, Severity::Error, at, message).with_help(help.clone());
        for (other, location, message) in labels {
            found = match other {
                true => found.with_label_in("news/harbour.zh.txt".into(), location, message),
                false => found.with_label(location, message),
            };
        }
        found.with_note(help).with_fix(Fix::safe(at, "x"))
    })
}

/// Whether a line is free of what a terminal would obey, the colours of the report aside.
fn is_harmless(line: &str) -> bool {
    let mut rest = line;
    while let Some(at) = rest.find('\u{1B}') {
        let (before, code) = rest.split_at(at);
        let Some(end) = code.strip_prefix("\u{1B}[").and_then(|code| code.find('m')) else {
            return false;
        };
        let color = code[2..2 + end]
            .chars()
            .all(|c| c.is_ascii_digit() || c == ';');
        if !color || !is_harmless(before) {
            return false;
        }
        rest = &code[2 + end + 1..];
    }
    rest.chars().all(|c| tifa::report::harmless(c) == c)
}

proptest! {
    #[test]
    fn any_text_and_any_spans_are_shown_without_harm(
        text in any_text(),
        diagnostics in proptest::collection::vec(any_diagnostic(), 0..4),
        width in 0..200_usize,
        ascii in any::<bool>(),
        color in any::<bool>(),
    ) {
        let mut case = Case::new("any\u{1B}.txt", &text);
        case.diagnostics = diagnostics;
        case.diagnostics.sort_by_key(|found| found.location);
        let cases = [case];
        let options = ReportOptions { width, ascii, color, ..options() };
        let plain = ReportOptions { color: false, ..options };
        for line in render(&cases, ReportFormat::Human, &plain).lines() {
            let number = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            let is_row = number.starts_with(" │ ") || number.starts_with(" | ");
            prop_assert!(!is_row || line.width() <= width.max(40), "{line:?} in {width}");
        }
        for format in ReportFormat::ALL {
            let rendered = render(&cases, format, &options);
            for line in rendered.split('\n') {
                prop_assert!(is_harmless(line), "{format}: {line:?}");
            }
            prop_assert_eq!(&rendered, &render(&cases, format, &options));
        }
        let json = render(&cases, ReportFormat::Json, &options);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        for line in render(&cases, ReportFormat::Jsonl, &options).lines() {
            prop_assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
        }
    }
}

#[test]
fn many_findings_in_one_long_line_are_shown_in_seconds() {
    let mut case = Case::new("long.txt", &"the old board met. ".repeat(55_000));
    let first = case.at("board", 0);
    case.diagnostics = (0..10_000)
        .map(|n| {
            let at = Location::new(PartId(0), Span::new(n * 95 + 4, n * 95 + 13));
            Diagnostic::new(DEPRECATED, Severity::Error, at, "`old board` is withdrawn")
                .with_label(first, "first used here")
        })
        .collect();
    let cases = [case];
    for format in ReportFormat::ALL {
        let begun = Instant::now();
        render(&cases, format, &options());
        let taken = begun.elapsed();
        assert!(taken < Duration::from_secs(20), "{format}: {taken:?}");
    }
}
