//! A list of numbers for each number.

use serde::{Deserialize, Serialize};

use super::flat;

/// A list for each of the numbers from zero on, most of them empty.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Lists {
    /// Where each list ends.
    #[serde(with = "flat")]
    ends: Vec<u32>,
    #[serde(with = "flat")]
    items: Vec<u32>,
}

impl Lists {
    /// The lists of `count` numbers, from pairs of a number and an item of its list. Items keep their order; one that is
    /// named twice in a row is in the list once.
    pub(super) fn new(count: usize, mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_by_key(|&(number, _)| number);
        pairs.dedup();
        let mut ends = Vec::with_capacity(count);
        let mut items = pairs.iter().map(|&(number, _)| number).peekable();
        let mut end = 0;
        for number in 0..count as u32 {
            while items.next_if_eq(&number).is_some() {
                end += 1;
            }
            ends.push(end);
        }
        Self {
            ends,
            items: pairs.into_iter().map(|(_, item)| item).collect(),
        }
    }

    /// The list of a number; empty for one that there is none for.
    pub(super) fn of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let Some(&end) = self.ends.get(number) else {
            return &[];
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..end as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_list() {
        let lists = Lists::new(4, vec![(2, 9), (0, 5), (2, 7), (2, 7), (3, 1)]);
        let all: Vec<&[u32]> = (0..5).map(|number| lists.of(number)).collect();
        assert_eq!(all, [&[5][..], &[], &[9, 7], &[1], &[]]);
        assert!(Lists::new(0, Vec::new()).of(0).is_empty());
    }
}
