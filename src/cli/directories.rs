//! Where the user's own files of a program lie, after the XDG Base Directory Specification.

use std::path::PathBuf;

/// The program's directory in the base directory that `variable` names, or in `fallback` of the home directory. A path that
/// is not absolute counts as none, as the specification has it.
pub(super) fn of_program(variable: &str, fallback: &str) -> Option<PathBuf> {
    let directory = |name: &str| {
        let path = PathBuf::from(std::env::var_os(name)?);
        path.is_absolute().then_some(path)
    };
    let base = directory(variable)
        .or_else(|| Some(directory("HOME")?.join(fallback)))
        .or_else(|| directory("LOCALAPPDATA"))?;
    Some(base.join("tifa"))
}
