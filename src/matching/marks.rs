//! Which of 64 bytes are letters or capitals: one bit for each byte, the first byte the lowest.
//!
//! Arithmetic on eight bytes at once stands in for vector instructions, so that no machine needs any.

/// The bytes of one look.
pub(super) type Window = [u8; 64];

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;

/// What an ASCII capital lacks to be the small letter, in eight bytes.
pub(super) const LOWER: u64 = ONES * 0x20;

/// The ASCII letters.
#[inline]
pub(super) fn letters(window: &Window) -> u64 {
    bits(window, |eight| in_alphabet(eight | LOWER, b'a'))
}

/// The ASCII capitals.
#[inline]
pub(super) fn capitals(window: &Window) -> u64 {
    bits(window, |eight| in_alphabet(eight, b'A'))
}

/// One bit for each byte whose high bit a test sets.
#[inline]
fn bits(window: &Window, test: impl Fn(u64) -> u64) -> u64 {
    let (eights, _) = window.as_chunks::<8>();
    let mut bits = 0;
    for (index, eight) in eights.iter().enumerate() {
        let found = test(u64::from_le_bytes(*eight)) >> 7;
        // The multiplication moves bit 8 n to bit 56 + n.
        bits |= found.wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * index);
    }
    bits
}

/// The high bit of each byte that is one of the 26 from `first` on.
#[inline]
fn in_alphabet(bytes: u64, first: u8) -> u64 {
    let ascii = bytes & !HIGH;
    let at_least_first = ascii + ONES * u64::from(0x80 - first);
    let beyond_last = ascii + ONES * u64::from(0x80 - first - 26);
    at_least_first & !beyond_last & !bytes & HIGH
}

/// How many of eight bytes are letters before the first that is none.
#[inline]
pub(super) fn letters_at_front(bytes: u64) -> usize {
    let others = in_alphabet(bytes | LOWER, b'a') ^ HIGH;
    others.trailing_zeros() as usize / 8
}

/// The first bytes of eight, at most all of them, and zeros.
#[inline]
pub(super) fn first_bytes(bytes: u64, count: usize) -> u64 {
    bytes & u64::MAX.checked_shr(64 - 8 * count as u32).unwrap_or(0)
}

/// The eight bytes from `at`, zeros after the end.
#[inline]
pub(super) fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    u64::from_le_bytes(rest.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..rest.len()].copy_from_slice(rest);
        padded
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_in_every_place_is_what_it_is() {
        for byte in 0..=u8::MAX {
            for at in 0..64 {
                let mut window = [b'0'; 64];
                window[at] = byte;
                let only = |is: bool| u64::from(is) << at;
                assert_eq!(letters(&window), only(byte.is_ascii_alphabetic()), "{byte}");
                assert_eq!(capitals(&window), only(byte.is_ascii_uppercase()), "{byte}");
            }
        }
    }

    #[test]
    fn neighbours_do_not_disturb_each_other() {
        for first in 0..=u8::MAX {
            let window: Window =
                std::array::from_fn(|at| first.wrapping_add((at as u8).wrapping_mul(7)));
            for (at, byte) in window.iter().enumerate() {
                let is = letters(&window) >> at & 1 == 1;
                assert_eq!(is, byte.is_ascii_alphabetic(), "{first} {at}");
                let is = capitals(&window) >> at & 1 == 1;
                assert_eq!(is, byte.is_ascii_uppercase(), "{first} {at}");
            }
        }
    }
}
