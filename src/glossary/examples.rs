//! The examples of a concept. A check never looks at them, so those of a compiled glossary stay as they are stored until
//! someone does.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};

use super::Example;

/// Sentences that prove a concept, in the order of the file.
#[derive(Clone, Default)]
pub struct Examples {
    read: OnceLock<Vec<Example>>,
    stored: &'static [u8],
}

impl Deref for Examples {
    type Target = [Example];

    fn deref(&self) -> &[Example] {
        self.read
            .get_or_init(|| postcard::from_bytes(self.stored).unwrap_or_default())
    }
}

impl FromIterator<Example> for Examples {
    fn from_iter<I: IntoIterator<Item = Example>>(examples: I) -> Self {
        Self {
            read: OnceLock::from(examples.into_iter().collect::<Vec<_>>()),
            stored: &[],
        }
    }
}

impl fmt::Debug for Examples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for Examples {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = postcard::to_allocvec(&**self).map_err(S::Error::custom)?;
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de: 'static> Deserialize<'de> for Examples {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Stored;

        impl<'de: 'static> Visitor<'de> for Stored {
            type Value = Examples;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("stored examples")
            }

            fn visit_borrowed_bytes<E: Error>(self, stored: &'de [u8]) -> Result<Examples, E> {
                Ok(Examples {
                    read: OnceLock::new(),
                    stored,
                })
            }
        }

        deserializer.deserialize_bytes(Stored)
    }
}
