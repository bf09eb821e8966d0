//! Short words packed into one number each, so that a look-up takes a few multiplications and, mostly, one comparison.

/// The longest word that is packed, in bytes.
pub(super) const LONGEST: usize = 16;
const HIGH: u128 = each(0x80);

/// A byte repeated.
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; LONGEST])
}

/// Numbers of words by their packed form, open addressing; 0 is no word.
#[derive(Debug, Default, Clone)]
pub(super) struct Short {
    /// A byte a slot, 0 where it is empty: small enough to stay at hand, so that most words that nobody listed are told
    /// without a look at the words themselves.
    marks: Vec<u8>,
    words: Vec<u128>,
    ids: Vec<u32>,
}

/// The bytes `start..end` of `text` in small letters, as a number; `None` where they are too many or not ASCII.
#[inline]
pub(super) fn pack(text: &[u8], start: usize, end: usize) -> Option<u128> {
    let len = end
        .checked_sub(start)
        .filter(|len| (1..=LONGEST).contains(len))?;
    let bytes = match text
        .get(start..start + LONGEST)
        .and_then(|all| all.try_into().ok())
    {
        Some(bytes) => u128::from_le_bytes(bytes) & u128::MAX >> (8 * (LONGEST - len)),
        None => {
            let mut bytes = [0; LONGEST];
            bytes[..len].copy_from_slice(text.get(start..end)?);
            u128::from_le_bytes(bytes)
        }
    };
    if bytes & HIGH != 0 {
        return None;
    }
    // No byte is above 0x7f, so that none of the sums carries: the high bit says `A` or more, `[` or more.
    let (from_a, past_z) = (bytes + each(0x80 - b'A'), bytes + each(0x7f - b'Z'));
    let capitals = from_a & !past_z & HIGH;
    Some(bytes | capitals >> 2)
}

impl Short {
    /// A table of those of the words that can be packed.
    pub(super) fn new<'w>(words: impl Iterator<Item = (&'w [u8], u32)>) -> Self {
        let packed = words.filter_map(|(word, id)| Some((pack(word, 0, word.len())?, id)));
        let packed: Vec<(u128, u32)> = packed.collect();
        let size = (packed.len() * 2 + 1).next_power_of_two();
        let mut short = Self {
            marks: vec![0; size],
            words: vec![0; size],
            ids: vec![0; size],
        };
        for (key, id) in packed {
            let (mut at, mark) = short.first(key);
            while short.marks[at] != 0 {
                at = (at + 1) % size;
            }
            (short.marks[at], short.words[at], short.ids[at]) = (mark, key, id);
        }
        short
    }

    /// The word packed as `key`; 0 where there is none.
    #[inline]
    pub(super) fn get(&self, key: u128) -> u32 {
        let (mut at, mark) = self.first(key);
        loop {
            match self.marks[at] {
                0 => return 0,
                known if known == mark && self.words[at] == key => return self.ids[at],
                _ => at = (at + 1) & (self.marks.len() - 1),
            }
        }
    }

    /// The slot to look into first, and the mark of the word.
    #[inline]
    fn first(&self, key: u128) -> (usize, u8) {
        let (low, high) = (key as u64, (key >> 64) as u64);
        let mixed =
            low.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ high.wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        let slot = (mixed ^ mixed >> 32) as usize & (self.marks.len() - 1);
        (slot, (mixed >> 56) as u8 | 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_place() {
        let words: [&[u8]; 4] = [b"the", b"[z]", b"sixteen-letters!", b"seventeen-letters"];
        let table = Short::new((1..).zip(words).map(|(id, word)| (word, id)));
        let find =
            |text: &str, start, end| pack(text.as_bytes(), start, end).map(|key| table.get(key));
        assert_eq!(find("The end of it all, he said", 0, 3), Some(1));
        assert_eq!(find("at the", 3, 6), Some(1));
        assert_eq!(find("{Z}", 0, 3), Some(0));
        assert_eq!(find("[Z]", 0, 3), Some(2));
        assert_eq!(find("SIXTEEN-LETTERS!", 0, 16), Some(3));
        assert_eq!(find("seventeen-letters", 0, 17), None);
        assert_eq!(find("thé", 0, 4), None);
        assert_eq!(find("then", 0, 4), Some(0));
    }
}
