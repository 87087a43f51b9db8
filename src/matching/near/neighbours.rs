//! What stands beside a place: one line may hold tens of thousands of mentions and candidates, and each meets only its
//! neighbours.

use crate::text::Span;

/// Those of a list, which is in order and without overlaps, that share a byte with a span.
pub(super) fn touching<T>(list: &[T], span: Span, place: impl Fn(&T) -> Span) -> &[T] {
    let from = list.partition_point(|other| place(other).end() <= span.start());
    let rest = &list[from..];
    &rest[..rest.partition_point(|other| place(other).start() < span.end())]
}

/// Where candidates stand. One line may have tens of thousands: each meets only its neighbours.
pub(super) struct Places {
    /// First word, the one after the last, and the number of the candidate; in this order.
    places: Vec<(usize, usize, usize)>,
    /// Words of the longest.
    longest: usize,
}

impl Places {
    /// Candidates by their words, in the order of their numbers: first word and the one after the last.
    pub(super) fn new(tokens: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut places: Vec<_> = tokens
            .enumerate()
            .map(|(number, (start, end))| (start, end, number))
            .collect();
        places.sort_unstable();
        let longest = places.iter().map(|(start, end, _)| end - start).max();
        Self {
            longest: longest.unwrap_or_default(),
            places,
        }
    }

    /// The candidates after one, by their numbers, that share a word with a stretch of words.
    pub(super) fn after(&self, number: usize, (start, end): (usize, usize)) -> Vec<usize> {
        let from = self
            .places
            .partition_point(|place| place.0 + self.longest <= start);
        let near = self.places[from..].iter().take_while(|place| place.0 < end);
        let mut after: Vec<usize> = near
            .filter(|&&(_, last, other)| start < last && other > number)
            .map(|place| place.2)
            .collect();
        after.sort_unstable();
        after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_touches_a_span_is_looked_at() {
        let list: Vec<Span> = (0..10_000)
            .map(|at| Span::new(4 * at, 4 * at + 2))
            .collect();
        for (span, expected) in [
            ((0, 2), 0..1),
            ((2, 4), 0..0),
            ((1, 5), 0..2),
            ((399, 409), 100..103),
            ((39_997, 40_000), 9_999..10_000),
            ((50_000, 50_001), 0..0),
        ] {
            let span = Span::new(span.0, span.1);
            assert_eq!(
                touching(&list, span, |other| *other),
                &list[expected],
                "{span:?}"
            );
        }
    }

    #[test]
    fn a_candidate_meets_those_that_share_a_word_with_it_and_come_later() {
        let tokens = [
            (10, 14),
            (0, 3),
            (13, 15),
            (2, 11),
            (14, 16),
            (9, 10),
            (30, 31),
        ];
        let places = Places::new(tokens.into_iter());
        for (number, &(start, end)) in tokens.iter().enumerate() {
            let expected: Vec<usize> = (number + 1..tokens.len())
                .filter(|&other| tokens[other].0 < end && start < tokens[other].1)
                .collect();
            assert_eq!(places.after(number, (start, end)), expected, "{number}");
        }
    }
}
