//! A word from outside as a message repeats it.

use std::borrow::Cow;

/// Characters of a word from outside that a message repeats; a longer one says nothing.
const REPEATED: usize = 60;

/// The beginning of a text that is too long for a message, with an ellipsis; else the whole.
pub fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(REPEATED) {
        Some((end, _)) => Cow::Owned(format!("{} …", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
