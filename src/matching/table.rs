//! A hash table from pairs of numbers to a number, with a bit filter before it.

/// A map from `(u32, u32)` to `u32`, made once and read often.
#[derive(Debug)]
pub(super) struct PairTable {
    slots: Vec<(u64, u32)>,
    mask: usize,
    count: usize,
}

const EMPTY: u64 = u64::MAX;

impl PairTable {
    pub(super) fn new() -> Self {
        Self {
            slots: vec![(EMPTY, 0); 1024],
            mask: 1023,
            count: 0,
        }
    }

    pub(super) fn get(&self, left: u32, right: u32) -> Option<u32> {
        let key = join(left, right);
        let mut at = spread(key) & self.mask;
        loop {
            let (found, value) = self.slots[at];
            if found == key {
                return Some(value);
            }
            if found == EMPTY {
                return None;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// Adds a pair that is not in the table yet.
    pub(super) fn insert(&mut self, left: u32, right: u32, value: u32) {
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            let size = self.slots.len() * 4;
            let old = std::mem::replace(&mut self.slots, vec![(EMPTY, 0); size]);
            self.mask = size - 1;
            for (key, value) in old {
                if key != EMPTY {
                    self.place(key, value);
                }
            }
        }
        self.place(join(left, right), value);
    }

    /// Every pair with its value, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        self.slots
            .iter()
            .filter(|&&(key, _)| key != EMPTY)
            .map(|&(key, value)| ((key >> 32) as u32, key as u32, value))
    }

    fn place(&mut self, key: u64, value: u32) {
        let mut at = spread(key) & self.mask;
        while self.slots[at].0 != EMPTY {
            at = (at + 1) & self.mask;
        }
        self.slots[at] = (key, value);
    }
}

/// A set of pairs that may answer "perhaps" for a pair that is not in it, never "no" for one that is.
#[derive(Debug)]
pub(super) struct PairFilter {
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
