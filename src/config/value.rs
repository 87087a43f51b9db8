//! Values that the command line and the file write alike.

use std::fmt;
use std::str::FromStr;

use crate::diagnostics::Severity;

/// From which severity on a finding fails the run; `None` for never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailOn(pub Option<Severity>);

impl Default for FailOn {
    /// A warning fails the run.
    fn default() -> Self {
        Self(Some(Severity::Warning))
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.map_or("never", Severity::name))
    }
}

impl FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "never" {
            return Ok(Self(None));
        }
        text.parse()
            .map(|severity| Self(Some(severity)))
            .map_err(|_| {
                format!("`{text}` is no severity; write `note`, `warning`, `error` or `never`")
            })
    }
}

/// A size in bytes, with K, M or G for powers of 1024.
///
/// # Errors
///
/// When the text is no size; the message says how one is written.
pub fn size(text: &str) -> Result<u64, String> {
    let wrong =
        || format!("`{text}` is no size; write a number of bytes, or such as 512K, 64M, 1G");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor: u64 = match text[digits.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1 << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        _ => return Err(wrong()),
    };
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    number
        .checked_mul(factor)
        .filter(|&size| size > 0)
        .ok_or_else(wrong)
}
