//! What a text looks like: least hashes of its word shingles, by which near-identical texts are told.
//!
//! MinHash (Broder 1997): the share of equal prints of two texts estimates the share of shingles that they have in
//! common. It tells reprints and light edits, which is all that is asked of it; the same story in other words is
//! [`crate::matching`]'s work.

use crate::model::hash;

/// Words of a shingle.
const SHINGLE: usize = 4;
/// Prints of a text. The error of the estimate is about `1/√PRINTS`.
const PRINTS: usize = 64;

/// The prints of a text; none where it has fewer words than a shingle.
pub fn of(text: &str) -> Vec<u32> {
    let words: Vec<u64> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| hash::bytes(word.to_lowercase().as_bytes()))
        .collect();
    let shingles: Vec<u64> = words
        .windows(SHINGLE)
        .map(|run| run.iter().fold(0, |all, &word| mix(all ^ word)))
        .collect();
    if shingles.is_empty() {
        return Vec::new();
    }
    let least = |seed: u64| {
        shingles
            .iter()
            .map(|&shingle| mix(shingle ^ mix(seed)))
            .min()
    };
    (1..=PRINTS as u64)
        .filter_map(least)
        .map(|print| (print >> 32) as u32)
        .collect()
}

/// The share of shingles that two texts have in common, as far as their prints tell; 0 where one has none.
pub fn likeness(a: &[u32], b: &[u32]) -> f64 {
    let same = a.iter().zip(b).filter(|(a, b)| a == b).count();
    if same == 0 {
        0.0
    } else {
        same as f64 / a.len().max(b.len()) as f64
    }
}

/// Spreads bits (the finaliser of SplitMix64, Steele, Lea and Flood 2014).
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reprints_look_alike_and_others_do_not() {
        let text = "The port of Elbmouth will close its northern terminal in March, the harbour board said on Friday, \
                    and three hundred dockers will be moved to the new basin across the river before the summer.";
        let edited = text.replace("on Friday", "on Saturday").to_uppercase();
        let other = "A storm took the roof off a school in Hillsend on Monday; nobody was hurt, the mayor told reporters, \
                     but lessons will be held in the town hall for at least two weeks while builders repair it.";
        assert_eq!(likeness(&of(text), &of(text)), 1.0);
        assert!(likeness(&of(text), &of(&edited)) > 0.5);
        assert!(likeness(&of(text), &of(other)) < 0.1);
        assert!(of("three words only").is_empty());
        assert_eq!(likeness(&[], &of(text)), 0.0);
    }
}
