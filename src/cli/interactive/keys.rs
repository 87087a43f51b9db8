//! What one key decides about a finding, and what each key does.

use console::Key;

use crate::cli::output;
use crate::diagnostics::Diagnostic;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Make a fix, by its number.
    Accept(usize),
    Edit,
    Skip,
    /// Accept this one and all of its kind.
    All,
    /// A comment in the file.
    Ignore,
    /// The concept is not looked for any more.
    Disable,
    /// The words go into the glossary.
    Add,
    Quit,
}

/// What can be decided about one finding.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choices<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    /// Whether the format of the file has comments.
    pub(super) has_comments: bool,
}

impl Choices<'_> {
    /// The question, in lines of at most `width` columns.
    pub(super) fn prompt(&self, width: usize) -> String {
        let fixes = self.diagnostic.fixes.len();
        let mut keys: Vec<String> = Vec::new();
        match fixes {
            0 => {}
            1 => keys.push("[a]ccept".to_owned()),
            _ => keys.push(format!("[a]ccept, or [1-{}]", fixes.min(9))),
        }
        keys.extend(["[e]dit", "[s]kip"].map(str::to_owned));
        let more = [
            (fixes > 0, "[A]ll like this"),
            (self.has_comments, "[i]gnore here"),
            (self.diagnostic.concept.is_some(), "ignore [c]oncept"),
            (self.diagnostic.concept.is_some(), "add to [g]lossary"),
            (true, "[q]uit"),
            (true, "[?] "),
        ];
        let more = more.iter().filter(|(is_offered, _)| *is_offered);
        keys.extend(more.map(|(_, key)| (*key).to_owned()));
        let mut prompt = String::new();
        let mut column = 0;
        for key in keys {
            if column > 0 && column + 2 + key.len() > width {
                prompt.push('\n');
                column = 0;
            } else if column > 0 {
                prompt.push_str("  ");
                column += 2;
            }
            prompt.push_str(&key);
            column += key.len();
        }
        prompt
    }

    /// What a key decides, and what is said at once; `None` for a key that decides nothing. What is to be written is said
    /// when it is known what became of it.
    pub(super) fn decided(&self, key: &Key) -> Option<(Decision, Option<&'static str>)> {
        let fixes = self.diagnostic.fixes.len();
        let has_concept = self.diagnostic.concept.is_some();
        Some(match *key {
            Key::Char('a') if fixes > 0 => (Decision::Accept(0), None),
            Key::Char(digit @ '1'..='9') if (digit as usize - '1' as usize) < fixes => {
                (Decision::Accept(digit as usize - '1' as usize), None)
            }
            Key::Char('A') if fixes > 0 => (Decision::All, None),
            Key::Char('e') => (Decision::Edit, Some("")),
            Key::Char('i') if self.has_comments => (Decision::Ignore, None),
            Key::Char('c') if has_concept => (Decision::Disable, None),
            Key::Char('g') if has_concept => (Decision::Add, Some("")),
            Key::Char('s') => (Decision::Skip, Some("skipped")),
            // With an unknown key nobody is there any more.
            Key::Char('q') | Key::CtrlC | Key::Unknown => (Decision::Quit, Some("stopped")),
            _ => return None,
        })
    }

    /// What each key does with this finding, in lines of at most `width` columns.
    pub(super) fn help(&self, width: usize) -> String {
        const INDENT: &str = "     ";
        let wrapped = |line: &str| {
            let (key, words) = line.split_at(INDENT.len().min(line.len()));
            let room = width.saturating_sub(INDENT.len());
            let lines = output::wrap(words, room);
            format!("{key}{}", lines.join(&format!("\n{INDENT}")))
        };
        let all = self.keys();
        let lines: Vec<String> = all.lines().map(wrapped).collect();
        lines.join("\n")
    }

    /// What each key does, a line for each.
    fn keys(&self) -> String {
        let mut lines = String::new();
        for (number, fix) in self.diagnostic.fixes.iter().enumerate().take(9) {
            let key = if number == 0 {
                "a".to_owned()
            } else {
                (number + 1).to_string()
            };
            let words: Vec<&str> = fix
                .edits
                .iter()
                .map(|edit| edit.replacement.trim())
                .collect();
            let what = match words.join(" … ") {
                words if words.is_empty() => "remove what is underlined too much".to_owned(),
                words => format!(
                    "write `{}`",
                    words.split_whitespace().collect::<Vec<_>>().join(" ")
                ),
            };
            lines.push_str(&format!("  {key}  accept: {what}\n"));
        }
        lines.push_str("  e  edit: write something else\n  s  skip: leave it for now\n");
        if !self.diagnostic.fixes.is_empty() {
            lines.push_str(
                "  A  accept this one and all of the same rule and concept, in all files\n",
            );
        }
        if self.has_comments {
            let rule = self.diagnostic.rule;
            let what = match &self.diagnostic.concept {
                Some(concept) => format!("{rule}:{concept}"),
                None => rule.to_string(),
            };
            lines.push_str(&format!(
                "  i  ignore here: a comment in the file silences `{what}` in this paragraph\n"
            ));
        }
        if let Some(concept) = &self.diagnostic.concept {
            lines.push_str(&format!(
                "  c  ignore concept: `{concept}` is not looked for any more; written into tifa.toml\n  \
                   g  add to glossary: these words are right, wrong, or not `{concept}` at all; written into your glossary\n"
            ));
        }
        lines.push_str(
            "  q  quit: what was accepted is in the file, the next --interactive goes on here",
        );
        lines
    }
}
