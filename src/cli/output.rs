//! Standard output and standard error: colour, width, and the form of an error.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::args::ColorChoice;
use crate::report::{ReportOptions, sanitize};

/// Bytes gathered before they are written.
const BUFFER: usize = 64 * 1024;

/// Standard output, buffered.
pub(super) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(BUFFER, io::stdout().lock())
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

/// Says on standard error what could not be done.
#[expect(clippy::print_stderr, reason = "this is where errors are printed")]
pub(super) fn error(message: &str) {
    eprintln!("error: {}", sanitize(message));
}

/// Says on standard error what one should know.
#[expect(clippy::print_stderr, reason = "this is where remarks are printed")]
pub(super) fn note(message: &str) {
    eprintln!("note: {}", sanitize(message));
}

/// Writes to standard error, which nobody may be reading.
pub(super) fn to_stderr(bytes: &[u8]) {
    // A closed standard error leaves no place to complain to.
    drop(io::stderr().lock().write_all(bytes));
}
