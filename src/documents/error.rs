//! What stops a file from being read.

use std::fmt;
use std::sync::Arc;

/// A file that could not be read. Shown as `path: what is wrong; what to do`.
#[derive(Debug)]
pub struct DocumentError {
    /// The file, as shown to people.
    pub path: Arc<str>,
    /// What is wrong with it.
    pub kind: DocumentErrorKind,
}

/// What is wrong with a file.
#[derive(Debug)]
#[non_exhaustive]
pub enum DocumentErrorKind {
    /// The file is not there or may not be read.
    Io(std::io::Error),
    /// The file is larger than the limit; both in bytes.
    TooLarge {
        /// Size of the file, in bytes; `None` where it is not known in advance, as for standard input.
        size: Option<u64>,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file is not text.
    Binary {
        /// The byte that gives it away, from 0.
        offset: usize,
    },
    /// The file has more control bytes than a text can have.
    ControlBytes {
        /// The first of them, from 0.
        offset: usize,
    },
    /// The file is in a known format that is no plain text.
    NotText {
        /// What it is, with its article.
        name: &'static str,
    },
    /// The file begins with the byte-order mark of UTF-32.
    Utf32,
    /// The file claims an encoding and does not keep to it.
    Malformed {
        /// The encoding.
        encoding: &'static str,
    },
    /// The file is UTF-8 for the most part; another encoding would garble the rest.
    DamagedUtf8 {
        /// The first byte that is not UTF-8, from 0.
        offset: usize,
    },
    /// The file is no text in any encoding that can be told.
    Undecodable {
        /// The first byte that is not UTF-8, from 0.
        offset: usize,
    },
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.kind {
            DocumentErrorKind::Io(error) => match error.kind() {
                std::io::ErrorKind::NotFound => {
                    write!(f, "{path}: no such file or directory; check the path")
                }
                std::io::ErrorKind::PermissionDenied => {
                    write!(f, "{path}: may not be read; check its permissions")
                }
                std::io::ErrorKind::IsADirectory => {
                    write!(f, "{path}: a directory; name the files in it")
                }
                _ => write!(
                    f,
                    "{path}: cannot be read: {error}; check the path and the disk"
                ),
            },
            DocumentErrorKind::TooLarge { size, limit } => {
                write!(f, "{path}: ")?;
                if let Some(size) = size {
                    write!(f, "{size} bytes, ")?;
                }
                write!(
                    f,
                    "larger than the limit of {limit} bytes; raise it with --max-size or split the file"
                )
            }
            DocumentErrorKind::Binary { offset } => write!(
                f,
                "{path}: not a text (a NUL byte at offset {offset}); leave it out or convert it to text first"
            ),
            DocumentErrorKind::ControlBytes { offset } => write!(
                f,
                "{path}: not a text (many control bytes, the first at offset {offset}); leave it out or convert it to text first"
            ),
            DocumentErrorKind::NotText { name } => write!(
                f,
                "{path}: {name}, not a text; leave it out or convert it to text first"
            ),
            DocumentErrorKind::Utf32 => {
                write!(f, "{path}: UTF-32, which is not read; save it as UTF-8")
            }
            DocumentErrorKind::Malformed { encoding } => {
                write!(f, "{path}: not valid {encoding}; save it as UTF-8")
            }
            DocumentErrorKind::DamagedUtf8 { offset } => write!(
                f,
                "{path}: damaged UTF-8 (byte {offset}); mend that place or save the file as UTF-8 again"
            ),
            DocumentErrorKind::Undecodable { offset } => write!(
                f,
                "{path}: not UTF-8 (byte {offset}) and no other encoding fits; save it as UTF-8"
            ),
        }
    }
}

impl std::error::Error for DocumentError {}
