//! A line that is edited on the terminal, with what stands there to begin with; Escape leaves it as it is.
//!
//! It is shown in one row, which moves along with the cursor where the line is longer.

use std::io::{self, Write};

use console::{Key, Term};

use crate::report::{forward, sanitize, text_width};

/// Columns that a line has at least, however long its prompt is.
const NARROWEST: usize = 20;

/// Columns that are seen after the cursor, where there is something.
const AHEAD: usize = 8;

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pressed {
    /// The line goes on.
    On,
    /// It is as it is meant.
    Entered,
    /// It is to be forgotten.
    Left,
}

/// A line and the place of the cursor in it, in bytes.
struct Line {
    text: String,
    at: usize,
}

/// Lets a line be edited in a terminal of some columns; `None` where it is left.
pub(super) fn edit(
    mut term: &Term,
    prompt: &str,
    initial: &str,
    width: usize,
) -> io::Result<Option<String>> {
    let prompt = format!("{} (Esc: back): ", sanitize(prompt));
    // The last column stays free: the cursor would not fit.
    let columns = width.saturating_sub(text_width(&prompt) + 1).max(NARROWEST);
    let mut line = Line {
        text: initial.to_owned(),
        at: initial.len(),
    };
    loop {
        let (shown, after) = line.seen(columns);
        term.clear_line()?;
        write!(term, "{prompt}{}", sanitize(shown))?;
        if after > 0 {
            term.move_cursor_left(after)?;
        }
        term.flush()?;
        // Where no key can be read, nobody is there any more.
        let pressed = match term.read_key_raw() {
            Ok(key) => line.press(&key),
            Err(_) => Pressed::Left,
        };
        match pressed {
            Pressed::On => {}
            Pressed::Entered => {
                term.write_line("")?;
                return Ok(Some(line.text));
            }
            Pressed::Left => {
                term.write_line("")?;
                return Ok(None);
            }
        }
    }
}

impl Line {
    fn press(&mut self, key: &Key) -> Pressed {
        let before = self.text[..self.at].chars().next_back();
        let before = before.map_or(self.at, |c| self.at - c.len_utf8());
        let after = self.text[self.at..].chars().next();
        let after = after.map_or(self.at, |c| self.at + c.len_utf8());
        match *key {
            Key::Enter => return Pressed::Entered,
            Key::Escape | Key::CtrlC | Key::Unknown => return Pressed::Left,
            Key::ArrowLeft => self.at = before,
            Key::ArrowRight => self.at = after,
            Key::Home => self.at = 0,
            Key::End => self.at = self.text.len(),
            Key::Backspace => self.remove(before),
            Key::Del => {
                self.text.replace_range(self.at..after, "");
            }
            // Control-U, control-W and control-K, as in shells.
            Key::Char('\u{15}') => self.remove(0),
            Key::Char('\u{17}') => {
                let rest = self.text[..self.at].trim_end();
                let word = rest.rsplit(char::is_whitespace).next().unwrap_or(rest);
                self.remove(rest.len() - word.len());
            }
            Key::Char('\u{B}') => self.text.truncate(self.at),
            Key::Char(c) if !c.is_control() => {
                self.text.insert(self.at, c);
                self.at += c.len_utf8();
            }
            _ => {}
        }
        Pressed::On
    }

    /// Removes what stands between a place and the cursor behind it.
    fn remove(&mut self, from: usize) {
        self.text.replace_range(from..self.at, "");
        self.at = from;
    }

    /// What is seen of the line in some columns, and how many columns of it stand after the cursor.
    fn seen(&self, columns: usize) -> (&str, usize) {
        let (before, after) = self.text.split_at(self.at);
        let ahead = text_width(after).min(AHEAD);
        let mut from = 0;
        while text_width(&before[from..]) + ahead > columns
            && let Some(c) = before[from..].chars().next()
        {
            from += c.len_utf8();
        }
        let room = columns.saturating_sub(text_width(&before[from..]));
        let (length, columns) = forward(after, room);
        (&self.text[from..self.at + length], columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(initial: &str, keys: &[Key]) -> (String, usize) {
        let mut line = Line {
            text: initial.to_owned(),
            at: initial.len(),
        };
        for key in keys {
            assert_eq!(line.press(key), Pressed::On);
        }
        (line.text, line.at)
    }

    #[test]
    fn keys_do_what_one_expects() {
        use Key::{ArrowLeft, ArrowRight, Backspace, Char, Del, End, Home, Tab};
        let table: &[(&str, &[Key], &str, usize)] = &[
            ("ab", &[], "ab", 2),
            ("ab", &[Char('c')], "abc", 3),
            ("ab", &[ArrowLeft, Char('市')], "a市b", 4),
            ("a市b", &[ArrowLeft, ArrowLeft, Del], "ab", 1),
            ("市", &[Backspace, Backspace], "", 0),
            ("ab", &[Home, ArrowLeft, Del], "b", 0),
            ("ab", &[Home, End, ArrowRight, Char('!')], "ab!", 3),
            ("ab", &[Tab, Char('\u{1}'), Char('\u{1B}')], "ab", 2),
            ("one two", &[Char('\u{17}')], "one ", 4),
            ("one\u{3000}two ", &[Char('\u{17}')], "one\u{3000}", 6),
            ("one", &[Char('\u{17}'), Char('\u{17}')], "", 0),
            ("one two", &[ArrowLeft, Char('\u{15}')], "o", 0),
            ("one two", &[Home, ArrowRight, Char('\u{B}')], "o", 1),
        ];
        for (initial, keys, text, at) in table {
            let expected = ((*text).to_owned(), *at);
            assert_eq!(pressed(initial, keys), expected, "{initial} {keys:?}");
        }
        let mut line = Line {
            text: "ab".to_owned(),
            at: 2,
        };
        assert_eq!(line.press(&Key::Enter), Pressed::Entered);
        assert_eq!(line.press(&Key::Escape), Pressed::Left);
        assert_eq!(line.press(&Key::CtrlC), Pressed::Left);
    }

    #[test]
    fn a_long_line_is_seen_where_the_cursor_is() {
        let text = "0123456789市委abcdefghij";
        for (at, columns, shown, after) in [
            (0, 10, "0123456789", 10),
            (5, 40, text, 19),
            (text.len(), 10, "abcdefghij", 0),
            (text.len(), 12, "委abcdefghij", 0),
            (text.len(), 11, "abcdefghij", 0),
            (10, 10, "89市委abcd", 8),
            (0, 40, text, 24),
        ] {
            let line = Line {
                text: text.to_owned(),
                at,
            };
            assert_eq!(line.seen(columns), (shown, after), "{at} {columns}");
        }
    }
}
