//! Hashes features into 64 bits, of which a table takes the upper ones. Nothing is stored of a feature's name.

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
const FIRST: u64 = 0xff51_afd7_ed55_8ccd;
const SECOND: u64 = 0xc4ce_b9fe_1a85_ec53;

/// A number far from its neighbours' (the last steps of SplitMix64).
const fn scatter(n: u64) -> u64 {
    let n = n.wrapping_add(1).wrapping_mul(SEED);
    let n = (n ^ (n >> 30)).wrapping_mul(FIRST);
    n ^ (n >> 31)
}

/// The hash of a value under a template: two templates share no feature but by collision.
#[inline]
pub const fn feature(template: u32, value: u64) -> u64 {
    salted(scatter(template as u64), value)
}

/// What `N` templates from `first` on mix into their values, worked out beforehand for [`salted`].
pub const fn salts<const N: usize>(first: u32) -> [u64; N] {
    let mut salts = [0; N];
    let mut at = 0;
    while at < N {
        salts[at] = scatter(first as u64 + at as u64);
        at += 1;
    }
    salts
}

/// [`feature`] of a template whose salt is known.
#[inline]
pub const fn salted(salt: u64, value: u64) -> u64 {
    // The upper bits of a product depend on all bits of its factors, and no others are used.
    (value ^ salt).wrapping_mul(SECOND)
}

/// Two values as one.
#[inline]
pub const fn pair(a: u64, b: u64) -> u64 {
    let mixed = a.wrapping_add(b.wrapping_mul(SEED)).wrapping_mul(FIRST);
    mixed ^ (mixed >> 32)
}

/// Three values as one.
#[inline]
pub const fn triple(a: u64, b: u64, c: u64) -> u64 {
    pair(pair(a, b), c)
}

/// The hash of a word, ASCII letters folded to lower case and the curly apostrophe to the straight one.
pub fn text(word: &str) -> u64 {
    bytes(word.as_bytes())
}

/// [`text`] of the bytes of a word, or of a part of it.
pub fn bytes(word: &[u8]) -> u64 {
    let mut hash = SEED;
    let mut at = 0;
    while let Some(&byte) = word.get(at) {
        let (byte, step) = match byte {
            0xe2 if word[at..].starts_with("’".as_bytes()) => (b'\'', 3),
            byte => (byte.to_ascii_lowercase(), 1),
        };
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        at += step;
    }
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophe_do_not_matter() {
        assert_eq!(text("Said"), text("said"));
        assert_eq!(text("n’t"), text("n't"));
        assert_ne!(text("said"), text("says"));
    }

    #[test]
    fn order_matters() {
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(feature(1, 7), feature(2, 7));
    }
}
