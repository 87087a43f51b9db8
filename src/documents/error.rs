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

/// What is wrong with a file. Shown as `what is wrong; what to do`.
#[derive(Debug)]
#[non_exhaustive]
pub enum DocumentErrorKind {
    /// The file is not there or may not be read.
    Io(std::io::Error),
    /// The path is no file: a pipe, a device or a socket, by its name with the article.
    NotAFile {
        /// What it is.
        what: &'static str,
    },
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
    /// The file is UTF-8 for the most part, and broken in many places; another encoding would garble the rest.
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
        write!(f, "{}: {}", self.path, self.kind)
    }
}

impl fmt::Display for DocumentErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentErrorKind::Io(error) => match error.kind() {
                std::io::ErrorKind::NotFound => {
                    write!(f, "no such file or directory; check the path")
                }
                std::io::ErrorKind::PermissionDenied => {
                    write!(f, "may not be read; check its permissions")
                }
                std::io::ErrorKind::IsADirectory => {
                    write!(f, "a directory; name the files in it")
                }
                _ => write!(f, "cannot be read: {error}; check the path and the disk"),
            },
            DocumentErrorKind::NotAFile { what } => write!(
                f,
                "{what}, not a file; write `-` and send the text to standard input"
            ),
            DocumentErrorKind::TooLarge { size, limit } => {
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
                "not a text (a NUL byte at offset {offset}); leave it out or convert it to text first"
            ),
            DocumentErrorKind::ControlBytes { offset } => write!(
                f,
                "not a text (many control bytes, the first at offset {offset}); leave it out or convert it to text first"
            ),
            DocumentErrorKind::NotText { name } => write!(
                f,
                "{name}, not a text; leave it out or convert it to text first"
            ),
            DocumentErrorKind::Utf32 => {
                write!(f, "UTF-32, which is not read; save it as UTF-8")
            }
            DocumentErrorKind::Malformed { encoding } => {
                write!(f, "not valid {encoding}; save it as UTF-8")
            }
            DocumentErrorKind::DamagedUtf8 { offset } => write!(
                f,
                "damaged UTF-8 (in many places, the first at byte {offset}); save the file as UTF-8 again"
            ),
            DocumentErrorKind::Undecodable { offset } => write!(
                f,
                "not UTF-8 (byte {offset}) and no other encoding fits; save it as UTF-8"
            ),
        }
    }
}

impl std::error::Error for DocumentError {}
