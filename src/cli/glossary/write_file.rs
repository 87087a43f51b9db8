//! A file is replaced whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file. What was there stays until the new content is on disk; a link keeps pointing where it does.
///
/// # Errors
///
/// A message that names the file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let attempt = || -> io::Result<()> {
        let target: PathBuf = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let directory = match target.parent() {
            Some(directory) if !directory.as_os_str().is_empty() => directory,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        let metadata = fs::metadata(&target).ok();
        if metadata
            .as_ref()
            .is_some_and(|metadata| !metadata.is_file())
        {
            return Err(io::Error::other("is no file"));
        }
        if let Some(metadata) = metadata {
            builder.permissions(metadata.permissions());
        } else {
            new_file_permissions(&mut builder);
        }
        let mut file = builder.tempfile_in(directory)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&target).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}

/// As files are otherwise made, within what the user's mask allows: temporary files are for their owner alone.
#[cfg(unix)]
fn new_file_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn new_file_permissions(_: &mut tempfile::Builder<'_, '_>) {}
