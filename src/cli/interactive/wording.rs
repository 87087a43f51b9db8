//! `add to glossary`: what the words of a finding are to be, asked with a key and a line.

use std::io;

use console::Key;

use super::line;
use super::session::Session;
use crate::cli::project_glossary::Change;
use crate::report::sanitize;

impl Session<'_> {
    /// Asks what the words of a finding are; `None` where nothing is to be written.
    pub(super) fn wording(
        &self,
        number: usize,
        words: &str,
        concept: &str,
    ) -> io::Result<Option<Change>> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_right = (self.doing.is_right)(number, concept, &words);
        let (choice, what) = if is_right {
            ("[w]rong from now on", "wrong")
        } else {
            ("[r]ight as well", "right")
        };
        let shown = sanitize(&words).into_owned();
        self.say_wrapped(&format!(
            "`{shown}` is for `{concept}`: {choice}, [p]referred, [n]ot meant in longer words, [b]ack"
        ))?;
        let key = loop {
            match self.state.term.read_key_raw() {
                Ok(Key::Char(key @ ('p' | 'n' | 'b'))) => break key,
                Ok(Key::Char('r')) if !is_right => break 'r',
                Ok(Key::Char('w')) if is_right => break 'w',
                Ok(Key::Escape) => break 'b',
                Ok(Key::CtrlC | Key::Unknown) | Err(_) => break 'b',
                Ok(_) => {}
            }
        };
        let prompt = match key {
            'b' => return Ok(None),
            'n' => format!("`{concept}` is not meant in"),
            'p' => "preferred".to_owned(),
            _ => what.to_owned(),
        };
        let Some(written) = self.line(&prompt, &words)? else {
            return Ok(None);
        };
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if written.is_empty() {
            return Ok(None);
        }
        Ok(Some(match key {
            'n' => Change::NotIn(written),
            'p' => Change::Prefer(written),
            'w' => Change::Withdraw(written),
            _ => Change::Admit(written),
        }))
    }

    /// A line that can be edited; `None` where it is left.
    pub(super) fn line(&self, prompt: &str, initial: &str) -> io::Result<Option<String>> {
        line::edit(&self.state.term, prompt, initial, self.doing.report.width)
    }
}
