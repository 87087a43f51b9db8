//! A fixed document written over its file, in its encoding, and never over what someone else has written meanwhile.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use super::replace::replace;
use crate::documents::{self, Document};

/// A file that was not replaced. Shown as `path: what is wrong; what to do`; the file is as it was.
#[derive(Debug)]
pub struct WriteError {
    /// The file, as shown to people.
    pub path: Arc<str>,
    /// What is wrong.
    pub kind: WriteErrorKind,
}

/// What kept a file from being replaced. Shown as `what is wrong; what to do`.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// The file has other bytes than when it was read.
    Changed,
    /// The file is not there any more.
    Gone,
    /// The file may not be written.
    ReadOnly,
    /// A character of the fixed text is not in the encoding of the file.
    Unencodable {
        /// The character.
        character: char,
        /// The encoding.
        encoding: &'static str,
    },
    /// The encoding has several ways to write the text, and the file uses one that would not come back.
    NotReversible {
        /// The encoding.
        encoding: &'static str,
    },
    /// Some bytes of the file are not UTF-8 and were replaced when it was read.
    Damaged,
    /// The disk is full, or it cannot be written to.
    Io(io::Error),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)
    }
}

impl fmt::Display for WriteErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteErrorKind::Changed => {
                write!(f, "changed since it was read and left as it is; run again")
            }
            WriteErrorKind::Gone => write!(
                f,
                "removed since it was read, nothing was written; check the path"
            ),
            WriteErrorKind::ReadOnly => write!(
                f,
                "may not be written and is left as it is; check its permissions"
            ),
            WriteErrorKind::Unencodable {
                character,
                encoding,
            } => write!(
                f,
                "`{character}` cannot be written in {encoding}, the file is left as it is; save it as UTF-8"
            ),
            WriteErrorKind::NotReversible { encoding } => write!(
                f,
                "some of its {encoding} would not come back byte for byte, the file is left as it is; save it \
                 as UTF-8"
            ),
            WriteErrorKind::Damaged => write!(
                f,
                "damaged UTF-8, the file is left as it is; mend the bytes that the note names, or save it as UTF-8 again"
            ),
            WriteErrorKind::Io(error) => match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => write!(
                    f,
                    "no room on the disk, the file is left as it is; make room and run again"
                ),
                _ => write!(
                    f,
                    "cannot be written and is left as it is: {error}; check its directory and the disk"
                ),
            },
        }
    }
}

impl std::error::Error for WriteError {}

/// Replaces the file at `path`, which `before` was read from, by the text of `after`.
///
/// The bytes are written to a file beside it, which then takes its name: whoever looks sees the old file or the new one.
/// Permissions stay, a symbolic link stays one, and the text is written in the encoding it was read from.
///
/// # Errors
///
/// [`WriteError`] when the file changed or vanished since it was read, may not be written, cannot hold the text in its
/// encoding, or the disk does not take it. The file is then as it was.
pub fn write(path: &Path, before: &Document, after: &Document) -> Result<(), WriteError> {
    let replaced = encoded(before, after).and_then(|bytes| {
        replace(path, &bytes, |now| {
            if now == encode_text(before)? {
                return Ok(());
            }
            Err(changed_or_not_reversible(before, now))
        })
    });
    replaced.map_err(|kind| WriteError {
        path: before.path().clone(),
        kind,
    })
}

/// The bytes that `after` has in the file that `before` was read from.
///
/// # Errors
///
/// As [`write()`], where the encoding is the reason.
pub fn encode(before: &Document, after: &Document) -> Result<Vec<u8>, WriteError> {
    encoded(before, after).map_err(|kind| WriteError {
        path: before.path().clone(),
        kind,
    })
}

fn encoded(before: &Document, after: &Document) -> Result<Vec<u8>, WriteErrorKind> {
    let bytes = encode_text(after)?;
    // What was in the file already can be written, or it would have been read otherwise.
    encode_text(before)?;
    Ok(bytes)
}

fn encode_text(document: &Document) -> Result<Vec<u8>, WriteErrorKind> {
    let encoding = document.encoding();
    if encoding == documents::DAMAGED_UTF_8 {
        return Err(WriteErrorKind::Damaged);
    }
    documents::encode(&document.parts()[0].text, encoding).map_err(|character| {
        WriteErrorKind::Unencodable {
            character,
            encoding,
        }
    })
}

/// Why a file does not have the bytes that its text would be written with.
fn changed_or_not_reversible(before: &Document, now: Vec<u8>) -> WriteErrorKind {
    let options = documents::OpenOptions {
        size_limit: now.len() as u64,
        format: Some(before.format()),
    };
    match documents::read_bytes(before.path(), now, &options) {
        Ok(read)
            if read.encoding() == before.encoding()
                && read.parts()[0].text == before.parts()[0].text =>
        {
            WriteErrorKind::NotReversible {
                encoding: before.encoding(),
            }
        }
        _ => WriteErrorKind::Changed,
    }
}

/// What an error about the file that was read says.
pub(super) fn of_target(error: io::Error) -> WriteErrorKind {
    match error.kind() {
        ErrorKind::NotFound => WriteErrorKind::Gone,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => WriteErrorKind::ReadOnly,
        _ => WriteErrorKind::Io(error),
    }
}
