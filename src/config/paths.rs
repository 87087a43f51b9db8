//! Patterns of paths in the configuration.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::glossary::Mistakes;
use crate::text::Span;

/// Patterns of paths; `None` where one cannot be read, which is said.
pub(super) fn globs(patterns: &[(&str, Span)], mistakes: &mut Mistakes) -> Option<GlobSet> {
    let mut set = GlobSetBuilder::new();
    for &(pattern, span) in patterns {
        match glob(pattern) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => {
                let message = format!("`{pattern}` is no pattern of paths: {}", error.kind());
                mistakes.add(span, message, "write such as `archive/**` or `*.md`");
                return None;
            }
        }
    }
    set.build().ok()
}

/// As in `.gitignore`: a pattern without a slash means the name in any directory, a star stops at a slash.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let pattern = pattern.trim_start_matches("./");
    let anywhere;
    let pattern = match pattern.strip_suffix('/') {
        Some(directory) => {
            anywhere = format!("{directory}/**");
            &anywhere
        }
        None if !pattern.contains('/') => {
            anywhere = format!("**/{pattern}");
            &anywhere
        }
        None => pattern.trim_start_matches('/'),
    };
    GlobBuilder::new(pattern).literal_separator(true).build()
}
