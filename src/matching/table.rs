//! A hash table from pairs of numbers to a number, with a bit filter before it.

use serde::{Deserialize, Serialize};

use super::flat::{self, Flat};

/// A map from `(u32, u32)` to `u32`, made once and read often.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PairTable {
    #[serde(with = "flat")]
    slots: Vec<Slot>,
    mask: usize,
    count: usize,
}

/// A pair and its value; twelve bytes, so that five share a cache line.
#[derive(Clone, Copy, Debug)]
struct Slot {
    left: u32,
    right: u32,
    value: u32,
}

const EMPTY: Slot = Slot {
    left: u32::MAX,
    right: u32::MAX,
    value: u32::MAX,
};

impl Flat for Slot {
    const WIDTH: usize = 3;

    fn write(&self, row: &mut [u32]) {
        row.copy_from_slice(&[self.left, self.right, self.value]);
    }

    fn read(row: &[u32]) -> Self {
        Self {
            left: row[0],
            right: row[1],
            value: row[2],
        }
    }
}

impl PairTable {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![EMPTY; 1024],
            mask: 1023,
            count: 0,
        }
    }

    #[inline]
    pub(super) fn get(&self, left: u32, right: u32) -> Option<u32> {
        let mut at = spread(join(left, right)) & self.mask;
        loop {
            let slot = self.slots[at];
            if slot.left == left && slot.right == right {
                return Some(slot.value);
            }
            if slot.value == EMPTY.value {
                return None;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// Adds a pair that is not in the table yet. The value `u32::MAX` means none.
    pub(super) fn insert(&mut self, left: u32, right: u32, value: u32) {
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let size = self.slots.len() * 2;
            let old = std::mem::replace(&mut self.slots, vec![EMPTY; size]);
            self.mask = size - 1;
            for slot in old {
                if slot.value != EMPTY.value {
                    self.place(slot);
                }
            }
        }
        self.place(Slot { left, right, value });
    }

    /// Every pair with its value, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let full = self.slots.iter().filter(|slot| slot.value != EMPTY.value);
        full.map(|slot| (slot.left, slot.right, slot.value))
    }

    fn place(&mut self, slot: Slot) {
        let mut at = spread(join(slot.left, slot.right)) & self.mask;
        while self.slots[at].value != EMPTY.value {
            at = (at + 1) & self.mask;
        }
        self.slots[at] = slot;
    }
}

/// A set of pairs that may answer "perhaps" for a pair that is not in it, never "no" for one that is.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PairFilter {
    #[serde(with = "flat")]
    bits: Vec<u64>,
    mask: usize,
}

impl PairFilter {
    /// A filter for about `pairs` pairs; sixteen bits each keep wrong answers near one in sixteen.
    pub(super) fn new(pairs: usize) -> Self {
        let bits = (pairs * 16).next_power_of_two().max(1 << 12);
        Self {
            bits: vec![0; bits / 64],
            mask: bits - 1,
        }
    }

    pub(super) fn insert(&mut self, left: u32, right: u32) {
        let at = spread(join(left, right)) & self.mask;
        self.bits[at / 64] |= 1 << (at % 64);
    }

    #[inline]
    pub(super) fn may_have(&self, left: u32, right: u32) -> bool {
        let at = spread(join(left, right)) & self.mask;
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }
}

fn join(left: u32, right: u32) -> u64 {
    u64::from(left) << 32 | u64::from(right)
}

#[inline]
fn spread(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 24) as usize
}
