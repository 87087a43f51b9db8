//! One line for each finding: `path:line:column: severity: message (help) [rule]`.
//!
//! The form of compilers and of clang-tidy, which editors and problem matchers read without being taught. The counts
//! come last. Built for tens of thousands of findings: bytes are appended, nothing is formatted.

use std::io::{self, Write};

use super::sanitize::push_sanitized;
use super::{FileReport, Reporter, Summary};
use crate::diagnostics::Diagnostic;

/// Bytes after which the buffer is handed on.
const BLOCK: usize = 1 << 16;

/// Writes each finding on one line.
#[derive(Debug, Default)]
pub struct Concise {
    buffer: Vec<u8>,
}

impl Concise {
    /// A report that has nothing to choose.
    pub fn new() -> Self {
        Self::default()
    }

    fn hand_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let written = out.write_all(&self.buffer);
        self.buffer.clear();
        written
    }
}

impl Reporter for Concise {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport<'_>) -> io::Result<()> {
        let mut prefix = Vec::new();
        push_sanitized(report.document.path(), &mut prefix);
        prefix.push(b':');
        for in_part in report.diagnostics.chunk_by(in_one_part) {
            let part = report.part(in_part[0].location.part);
            let mut cursor = part.lines.cursor(&part.text);
            for diagnostic in in_part {
                let place = cursor.line_column(diagnostic.location.span.start());
                self.buffer.extend_from_slice(&prefix);
                push_number(place.line, &mut self.buffer);
                self.buffer.push(b':');
                push_number(place.column, &mut self.buffer);
                push_finding(diagnostic, &mut self.buffer);
                if self.buffer.len() >= BLOCK {
                    self.hand_on(out)?;
                }
            }
        }
        self.hand_on(out)
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "{summary}")
    }
}

fn in_one_part(first: &Diagnostic, next: &Diagnostic) -> bool {
    first.location.part == next.location.part
}

/// What follows the place.
fn push_finding(diagnostic: &Diagnostic, line: &mut Vec<u8>) {
    line.extend_from_slice(b": ");
    line.extend_from_slice(diagnostic.severity.name().as_bytes());
    line.extend_from_slice(b": ");
    push_sanitized(&diagnostic.message, line);
    if let Some(help) = &diagnostic.help {
        line.extend_from_slice(b" (");
        push_sanitized(help, line);
        line.push(b')');
    } else if let Some(replacement) = diagnostic.replacement() {
        line.extend_from_slice(b" (write `");
        push_sanitized(replacement, line);
        line.extend_from_slice(b"`)");
    }
    line.extend_from_slice(b" [");
    line.extend_from_slice(diagnostic.rule.as_str().as_bytes());
    line.extend_from_slice(b"]\n");
}

/// Appends a number in decimal digits.
fn push_number(mut number: usize, line: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    line.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_by_the_standard_library() {
        for number in [0, 1, 9, 10, 99, 100, 65_536, usize::MAX] {
            let mut line = Vec::new();
            push_number(number, &mut line);
            assert_eq!(line, number.to_string().as_bytes());
        }
    }
}
