//! One file replaced whole or not at all. Everything that writes over a file of the user's goes through here.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::write::{WriteError, WriteErrorKind, of_target};

/// Writes the file at `path`, whether or not there is one already.
///
/// The bytes are written to a file beside it, which then takes its name: whoever looks sees the old file or the new one.
/// Permissions stay, and a symbolic link stays one.
///
/// # Errors
///
/// [`WriteError`] when the file may not be written, its directory is not there, or the disk does not take it. What was
/// there is then as it was.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let written = match fs::symlink_metadata(path) {
        Ok(_) => replace(path, bytes, |_| Ok(())),
        Err(_) => create(path, bytes),
    };
    written.map_err(|kind| WriteError {
        path: path.to_string_lossy().replace('\\', "/").into(),
        kind,
    })
}

/// Replaces the file at `path` by the bytes, unless `may_replace` objects to what is in it at the last moment.
#[expect(
    clippy::disallowed_methods,
    reason = "the file to be replaced is looked at once more"
)]
pub(super) fn replace(
    path: &Path,
    bytes: &[u8],
    may_replace: impl FnOnce(Vec<u8>) -> Result<(), WriteErrorKind>,
) -> Result<(), WriteErrorKind> {
    // The link stays and its file is replaced.
    let path = &path.canonicalize().map_err(of_target)?;
    // Replacing needs no leave to write the file itself; what may not be written is to stay all the same.
    let target = OpenOptions::new()
        .write(true)
        .open(path)
        .map_err(of_target)?;
    let metadata = target.metadata().map_err(WriteErrorKind::Io)?;
    if metadata.permissions().readonly() {
        return Err(WriteErrorKind::ReadOnly);
    }
    if !metadata.is_file() {
        return Err(WriteErrorKind::Io(io::Error::other("it is no file")));
    }
    let mut file = beside(path, &mut tempfile::Builder::new(), bytes)?;
    keep_owner(file.as_file_mut(), &metadata);
    file.as_file()
        .set_permissions(metadata.permissions())
        .map_err(WriteErrorKind::Io)?;
    file.as_file().sync_all().map_err(WriteErrorKind::Io)?;
    may_replace(fs::read(path).map_err(of_target)?)?;
    file.persist(path)
        .map_err(|error| WriteErrorKind::Io(error.error))?;
    sync_directory(path);
    Ok(())
}

/// Makes the file at `path`, where there is none.
fn create(path: &Path, bytes: &[u8]) -> Result<(), WriteErrorKind> {
    let mut builder = tempfile::Builder::new();
    new_file_permissions(&mut builder);
    let file = beside(path, &mut builder, bytes)?;
    file.as_file().sync_all().map_err(WriteErrorKind::Io)?;
    file.persist(path)
        .map_err(|error| WriteErrorKind::Io(error.error))?;
    sync_directory(path);
    Ok(())
}

/// The bytes in a file in the same directory, which is gone when it is not made the one it stands beside.
fn beside(
    path: &Path,
    builder: &mut tempfile::Builder<'_, '_>,
    bytes: &[u8],
) -> Result<tempfile::NamedTempFile, WriteErrorKind> {
    let mut file = builder
        .prefix(".tifa-")
        .suffix(".tmp")
        .tempfile_in(directory_of(path))
        .map_err(WriteErrorKind::Io)?;
    file.write_all(bytes).map_err(WriteErrorKind::Io)?;
    Ok(file)
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        _ => Path::new("."),
    }
}

/// The new name is on the disk when its directory is. Not every file system can be asked for that.
#[expect(
    clippy::disallowed_methods,
    reason = "a directory is opened, no file is read"
)]
fn sync_directory(path: &Path) {
    drop(fs::File::open(directory_of(path)).and_then(|directory| directory.sync_all()));
}

/// Gives the file the owner and group of the one it replaces, as far as that is allowed.
#[cfg(unix)]
fn keep_owner(file: &fs::File, of: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let same = file
        .metadata()
        .is_ok_and(|own| own.uid() == of.uid() && own.gid() == of.gid());
    if !same {
        // Only the superuser may give a file away; the group alone may still be kept.
        drop(
            fchown(file, Some(of.uid()), Some(of.gid()))
                .or_else(|_| fchown(file, None, Some(of.gid()))),
        );
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _of: &fs::Metadata) {}

/// As files are otherwise made, within what the user's mask allows: temporary files are for their owner alone.
#[cfg(unix)]
fn new_file_permissions(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn new_file_permissions(_: &mut tempfile::Builder<'_, '_>) {}
