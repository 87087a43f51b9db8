//! Tables stored as rows of numbers, which are read many times faster than values one by one.
//!
//! For `#[serde(with = "flat")]`: a table is one run of bytes, four to a number, the lowest first.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;

use serde::Serializer;
use serde::de::{Deserializer, Error, Visitor};

/// A value that is a row of numbers.
pub(super) trait Flat {
    /// Numbers in a row.
    const WIDTH: usize;

    /// Writes the value into a row of [`Self::WIDTH`] numbers.
    fn write(&self, row: &mut [u32]);

    /// Reads the value from such a row.
    fn read(row: &[u32]) -> Self;
}

impl Flat for u32 {
    const WIDTH: usize = 1;

    fn write(&self, row: &mut [u32]) {
        row[0] = *self;
    }

    fn read(row: &[u32]) -> Self {
        row[0]
    }
}

impl Flat for u64 {
    const WIDTH: usize = 2;

    fn write(&self, row: &mut [u32]) {
        (row[0], row[1]) = (*self as u32, (*self >> 32) as u32);
    }

    fn read(row: &[u32]) -> Self {
        u64::from(row[0]) | u64::from(row[1]) << 32
    }
}

impl Flat for (u32, u32) {
    const WIDTH: usize = 2;

    fn write(&self, row: &mut [u32]) {
        (row[0], row[1]) = *self;
    }

    fn read(row: &[u32]) -> Self {
        (row[0], row[1])
    }
}

impl Flat for [u32; 3] {
    const WIDTH: usize = 3;

    fn write(&self, row: &mut [u32]) {
        row.copy_from_slice(self);
    }

    fn read(row: &[u32]) -> Self {
        [row[0], row[1], row[2]]
    }
}

/// The numbers of the widest row.
const WIDEST: usize = 24;

/// Stores a table.
pub(super) fn serialize<T: Flat, S: Serializer>(
    rows: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(&bytes_of(rows.iter()))
}

fn bytes_of<'a, T: Flat + 'a>(rows: impl Iterator<Item = &'a T>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut row = [0; WIDEST];
    for value in rows {
        value.write(&mut row[..T::WIDTH]);
        for number in &row[..T::WIDTH] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
    bytes
}

/// Reads a table.
pub(super) fn deserialize<'de, T: Flat, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let bytes = deserializer.deserialize_bytes(Bytes)?;
    let mut row = [0; WIDEST];
    Ok(bytes
        .chunks_exact(T::WIDTH * 4)
        .map(|chunk| {
            for (number, bytes) in row.iter_mut().zip(chunk.as_chunks().0) {
                *number = u32::from_le_bytes(*bytes);
            }
            T::read(&row[..T::WIDTH])
        })
        .collect())
}

struct Bytes;

impl<'de> Visitor<'de> for Bytes {
    type Value = &'de [u8];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a run of bytes")
    }

    fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<&'de [u8], E> {
        Ok(bytes)
    }
}

/// The same for a set, whose rows are stored in order.
pub(super) mod set {
    use super::{Deserializer, Flat, Hash, HashSet, Serializer};

    pub(in crate::matching) fn serialize<T: Flat + Ord, S: Serializer>(
        set: &HashSet<T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let mut rows: Vec<&T> = set.iter().collect();
        rows.sort_unstable();
        serializer.serialize_bytes(&super::bytes_of(rows.into_iter()))
    }

    pub(in crate::matching) fn deserialize<'de, T: Flat + Eq + Hash, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<HashSet<T>, D::Error> {
        super::deserialize(deserializer).map(|rows| rows.into_iter().collect())
    }
}
