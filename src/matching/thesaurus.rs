//! Terms that go with a term, each with how closely.

use crate::model::{Reader, Store, StoreError};

/// A term that goes with another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Related {
    /// The other term.
    pub hash: u32,
    /// How closely, 0 to 1.
    pub strength: f32,
}

/// Where in a thesaurus the others of a term lie: looked up once, for the term is compared many times.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    start: u32,
    end: u32,
}

/// For each term those that go with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Thesaurus {
    /// Every term, sorted, each with where its others end in `others`.
    heads: Vec<(u32, u32)>,
    others: Vec<Related>,
}

impl Thesaurus {
    /// A thesaurus of pairs, sorted by the first; the order of one term's others stays.
    pub fn new(pairs: &[(u32, Related)]) -> Self {
        let named = pairs.iter().flat_map(|(head, other)| [*head, other.hash]);
        let mut hashes: Vec<u32> = named.collect();
        hashes.sort_unstable();
        hashes.dedup();
        let end = |hash: u32| pairs.partition_point(|(head, _)| *head <= hash) as u32;
        Self {
            heads: hashes.into_iter().map(|hash| (hash, end(hash))).collect(),
            others: pairs.iter().map(|(_, other)| *other).collect(),
        }
    }

    /// Where the terms that go with a term lie.
    pub(super) fn entry(&self, hash: u32) -> Entry {
        let Ok(at) = self.place(hash) else {
            return Entry::default();
        };
        let before = at.checked_sub(1).map(|before| self.heads[before].1);
        Entry {
            start: before.unwrap_or_default(),
            end: self.heads[at].1,
        }
    }

    /// The terms that go with the term of an entry.
    pub(super) fn others(&self, entry: Entry) -> &[Related] {
        &self.others[entry.start as usize..entry.end as usize]
    }

    fn place(&self, hash: u32) -> Result<usize, usize> {
        self.heads.binary_search_by_key(&hash, |head| head.0)
    }

    /// Writes it: how many terms; the hash and the end of each; the place of every other among the terms, first the
    /// lowest bytes of all, last the highest, which are alike and pack well; every strength in a byte.
    pub(super) fn store(&self, out: &mut Store) {
        out.number(self.heads.len() as u32);
        for (head, end) in &self.heads {
            out.number(*head);
            out.number(*end);
        }
        let place = |other: &Related| self.place(other.hash).unwrap_or_else(|at| at) as u32;
        let places: Vec<[u8; 4]> = self
            .others
            .iter()
            .map(|other| place(other).to_le_bytes())
            .collect();
        for byte in 0..4 {
            places.iter().for_each(|place| out.byte(place[byte]));
        }
        for other in &self.others {
            out.byte((other.strength * 255.0).round() as u8);
        }
    }

    /// Reads what [`Thesaurus::store`] wrote; ends that run backwards and places of no term are refused.
    pub(super) fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let count = from.number()?;
        let mut heads: Vec<(u32, u32)> = Vec::new();
        let mut before = 0;
        for _ in 0..count {
            let (head, end) = (from.number()?, from.number()?);
            if end < before {
                return Err(StoreError::Short);
            }
            before = end;
            heads.push((head, end));
        }
        let mut bytes = || from.bytes(before as usize);
        let planes = [bytes()?, bytes()?, bytes()?, bytes()?];
        let strengths = bytes()?;
        let other = |(at, &strength): (usize, &u8)| {
            let place = u32::from_le_bytes(planes.map(|plane| plane[at]));
            let head = heads.get(place as usize).ok_or(StoreError::Short)?;
            Ok(Related {
                hash: head.0,
                strength: f32::from(strength) / 255.0,
            })
        };
        let others: Result<Vec<Related>, StoreError> =
            strengths.iter().enumerate().map(other).collect();
        let others = others?;
        Ok(Self { heads, others })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn related(hash: u32, strength: f32) -> Related {
        Related { hash, strength }
    }

    fn sample() -> Thesaurus {
        Thesaurus::new(&[
            (3, related(900, 1.0)),
            (3, related(7, 0.2)),
            (900, related(3, 1.0)),
        ])
    }

    #[test]
    fn a_term_has_its_others_in_the_order_given_and_a_term_only_named_has_none() {
        let sample = sample();
        let of = |hash| sample.others(sample.entry(hash));
        assert_eq!(of(3), [related(900, 1.0), related(7, 0.2)]);
        assert_eq!(of(900), [related(3, 1.0)]);
        assert_eq!(of(7), []);
        assert_eq!(of(4), []);
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_else() {
        let mut out = Store::default();
        sample().store(&mut out);
        let bytes = out.into_bytes();
        assert_eq!(Thesaurus::load(&mut Reader::new(&bytes)), Ok(sample()));
        for end in 0..bytes.len() {
            let cut = Thesaurus::load(&mut Reader::new(&bytes[..end]));
            assert_eq!(cut, Err(StoreError::Short), "{end} bytes");
        }
    }
}
