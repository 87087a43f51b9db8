//! Path, bytes or text to [`Document`]: size limit, encoding, and the table of readers.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::unclosed::Unclosed;
use super::{
    Comment, Document, DocumentError, DocumentErrorKind, Format, Part, Segment, encoding,
    front_matter,
};
use super::{read_html, read_markdown, read_text};
use crate::text::{LineIndex, Span};

/// The largest file read unless [`OpenOptions`] says otherwise, in bytes: 64 MiB.
pub const DEFAULT_SIZE_LIMIT: u64 = 64 * 1024 * 1024;

/// How a file is read.
#[derive(Clone, Copy, Debug)]
pub struct OpenOptions {
    /// The largest file read, in bytes; never more than 4 GiB.
    pub size_limit: u64,
    /// The format, where the name must not decide.
    pub format: Option<Format>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            size_limit: DEFAULT_SIZE_LIMIT,
            format: None,
        }
    }
}

/// Reads the file at `path`.
///
/// # Errors
///
/// [`DocumentError`] when the file cannot be read, is too large, is binary, or is in no known encoding.
#[expect(
    clippy::disallowed_methods,
    reason = "documents are opened here and nowhere else"
)]
pub fn open(path: &Path, options: &OpenOptions) -> Result<Document, DocumentError> {
    let name: Arc<str> = path.to_string_lossy().replace('\\', "/").into();
    let failed = |kind| DocumentError {
        path: name.clone(),
        kind,
    };
    // Asked before opening: a pipe would be waited for.
    let metadata = std::fs::metadata(path).map_err(|error| failed(DocumentErrorKind::Io(error)))?;
    if let Some(what) = not_a_file(metadata.file_type()) {
        return Err(failed(DocumentErrorKind::NotAFile { what }));
    }
    let file = File::open(path).map_err(|error| failed(DocumentErrorKind::Io(error)))?;
    let size = file
        .metadata()
        .map_err(|error| failed(DocumentErrorKind::Io(error)))?
        .len();
    let limit = options.size_limit.min(Span::LIMIT as u64);
    if size > limit {
        return Err(failed(DocumentErrorKind::TooLarge {
            size: Some(size),
            limit,
        }));
    }
    let mut bytes = Vec::with_capacity(size as usize + 1);
    // It may grow meanwhile: one byte more than the limit is enough to know.
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(DocumentErrorKind::Io(error)))?;
    read_bytes(&name, bytes, options)
}

/// What a path names that is neither a file nor a directory, which says so itself when it is read.
fn not_a_file(kind: std::fs::FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return Some("a pipe");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
    }
    (!kind.is_file() && !kind.is_dir()).then_some("something else")
}

/// Reads a document from bytes, as from standard input; `name` is shown to people and decides the format.
///
/// # Errors
///
/// As [`open`].
pub fn read_bytes(
    name: &str,
    bytes: Vec<u8>,
    options: &OpenOptions,
) -> Result<Document, DocumentError> {
    let limit = options.size_limit.min(Span::LIMIT as u64);
    if bytes.len() as u64 > limit {
        let kind = DocumentErrorKind::TooLarge { size: None, limit };
        return Err(DocumentError {
            path: name.into(),
            kind,
        });
    }
    let decoded = encoding::decode(bytes).map_err(|kind| DocumentError {
        path: name.into(),
        kind,
    })?;
    let format = options
        .format
        .unwrap_or_else(|| Format::detect(Path::new(name), &decoded.text));
    let mut document = build(name, decoded.text, format).with_encoding(decoded.encoding);
    if let Some(note) = decoded.note {
        document = document.with_note(note);
    }
    Ok(document)
}

/// Reads a document from text that is UTF-8 already. Never fails; the size is the caller's care.
pub fn read_str(name: &str, text: &str, format: Format) -> Document {
    build(name, text.to_owned(), format)
}

/// Reads a document again after its text was changed: same name, format and encoding, and the remarks of the first reading.
pub fn reread(document: &Document, text: String) -> Document {
    let mut again =
        build(document.path(), text, document.format()).with_encoding(document.encoding());
    for note in document.notes() {
        if !again.notes().contains(note) {
            again = again.with_note(note.clone());
        }
    }
    again
}

fn build(name: &str, text: String, format: Format) -> Document {
    let lines = LineIndex::new(&text);
    let Contents {
        segments,
        comments,
        notes,
        ..
    } = match format {
        Format::Text => Contents {
            segments: read_text::segments(&text, &lines),
            ..Contents::default()
        },
        Format::Markdown => read_markdown::read(&text),
        Format::Html => read_html::read(&text),
    };
    let front_matter = match format {
        Format::Markdown => front_matter::span(&text),
        Format::Text | Format::Html => Span::default(),
    };
    let mut part = Part::with_lines(None, text, segments, lines);
    part.comments = comments;
    part.front_matter = front_matter;
    let document = Document::new(name, format, part);
    notes.into_iter().fold(document, Document::with_note)
}

/// What a reader finds in a text.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The prose, in order of its beginning.
    pub(super) segments: Vec<Segment>,
    /// The comments, in order.
    pub(super) comments: Vec<Comment>,
    /// What opens and never closes, in order.
    pub(super) unclosed: Vec<Unclosed>,
    /// Remarks where not all could be read as it is meant.
    pub(super) notes: Vec<String>,
}
