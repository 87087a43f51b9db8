//! Standard output and standard error: colour, width, and the form of an error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::ColorChoice;
use crate::report::{ReportOptions, sanitize};

/// Bytes gathered before they are written.
const BUFFER: usize = 64 * 1024;

/// Standard output, buffered.
pub(super) fn stdout() -> BufWriter<Reader> {
    BufWriter::with_capacity(
        BUFFER,
        Reader {
            out: io::stdout().lock(),
            gone: false,
        },
    )
}

/// Standard output, whose reader may go away: what is written after that is lost, and the run goes on, so that its exit
/// status says what was found and not how much of it was read.
pub(super) struct Reader {
    out: StdoutLock<'static>,
    gone: bool,
}

impl Reader {
    fn unless_gone<T>(&mut self, result: io::Result<T>, lost: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(lost)
            }
            result => result,
        }
    }
}

impl Write for Reader {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gone {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.unless_gone(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.unless_gone(flushed, ())
    }
}

/// Whether a report on standard output is coloured: as asked, else on a terminal unless `NO_COLOR` is set.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line looks at the environment"
)]
pub(super) fn color(choice: ColorChoice) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set("NO_COLOR") => false,
        ColorChoice::Auto if set("CLICOLOR_FORCE") || set("FORCE_COLOR") => true,
        ColorChoice::Auto => {
            let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
            io::stdout().is_terminal() && !dumb
        }
    }
}

/// Columns of the terminal; `None` where the output is none.
pub(super) fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0.into())
}

/// The words of a text in lines of at most `width` columns, longer words aside.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            lines.push(String::new());
            column = 0;
        }
        let line = lines.last_mut().expect("there is a first line");
        if column > 0 {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        column += length;
    }
    lines
}

/// Columns of the terminal, or of `COLUMNS` where the output is no terminal.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line looks at the environment"
)]
pub(super) fn width() -> usize {
    let asked = std::env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok());
    terminal_width()
        .or(asked)
        .filter(|&width| width >= 20)
        .unwrap_or(ReportOptions::DEFAULT_WIDTH)
}

/// A number with its noun: `1 file`, `1,204 files`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A number with its thousands set apart.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Says on standard error what could not be done.
pub(super) fn error(message: &str) {
    to_stderr(
        format!(
            "error: {}
",
            sanitize(message)
        )
        .as_bytes(),
    );
}

/// Says on standard error what one should know.
pub(super) fn note(message: &str) {
    to_stderr(
        format!(
            "note: {}
",
            sanitize(message)
        )
        .as_bytes(),
    );
}

/// Standard error, for a report beside a text on standard output; nobody may be reading it.
pub(super) struct Errors;

impl Write for Errors {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        to_stderr(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes to standard error, which nobody may be reading.
pub(super) fn to_stderr(bytes: &[u8]) {
    // A closed standard error leaves no place to complain to.
    drop(io::stderr().lock().write_all(bytes));
}
