//! Groups of words that stand in like contexts: what the tagger knows of a word that no annotated text has.

use super::cell::Cell;
use crate::model::{Reader, Store, StoreError};

/// The group of a word, counted from 1, in two sizes; 0 where the word is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Group {
    /// One of hundreds.
    pub fine: u16,
    /// One of dozens.
    pub coarse: u8,
}

/// The groups of words, by the hash that [`Cell::word`] has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clusters {
    /// `2^bits` places, at most half of them taken; a word stands in the first free one from its own on.
    slots: Vec<(u32, Group)>,
}

/// More words than this are no tagger's.
const MOST: u32 = 1 << 20;

impl Clusters {
    /// The groups of these words.
    pub fn new(words: impl IntoIterator<Item = (u64, Group)>) -> Self {
        Self::of_keys(words.into_iter().map(|(word, group)| (key(word), group)))
    }

    fn of_keys(words: impl Iterator<Item = (u32, Group)>) -> Self {
        let words: Vec<(u32, Group)> = words.filter(|(_, g)| g.fine > 0).collect();
        let mut out = Self {
            slots: vec![(0, Group::default()); (words.len() * 2).next_power_of_two()],
        };
        for (key, group) in words {
            let at = out.find(key);
            out.slots[at] = (key, group);
        }
        out
    }

    /// The place of a word, or the free one where it would stand.
    fn find(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while self.slots[at].1.fine > 0 && self.slots[at].0 != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// The group of a word.
    #[inline]
    pub fn of(&self, word: u64) -> Group {
        match self.slots.is_empty() {
            true => Group::default(),
            false => self.slots[self.find(key(word))].1,
        }
    }

    /// Tells cells their groups.
    pub fn tell(&self, cells: &mut [Cell]) {
        for cell in cells {
            cell.group = self.of(cell.word);
        }
    }

    /// Writes them.
    pub fn store(&self, out: &mut Store) {
        let mut words: Vec<_> = self.slots.iter().filter(|(_, g)| g.fine > 0).collect();
        words.sort_unstable_by_key(|(key, _)| *key);
        out.number(words.len() as u32);
        for (key, group) in words {
            out.number(*key);
            out.raw(&group.fine.to_le_bytes());
            out.byte(group.coarse);
        }
    }

    /// Reads what [`Clusters::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than that, or more words than a tagger has.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let count = from.number()?;
        if count > MOST {
            return Err(StoreError::Size(count));
        }
        let mut words = Vec::with_capacity(count as usize);
        for _ in 0..count {
            let key = from.number()?;
            let bytes = from.bytes(3)?;
            let group = Group {
                fine: u16::from_le_bytes([bytes[0], bytes[1]]),
                coarse: bytes[2],
            };
            words.push((key, group));
        }
        Ok(Self::of_keys(words.into_iter()))
    }
}

/// The half of a word's hash that is kept of it.
fn key(word: u64) -> u32 {
    (word >> 32) as u32 ^ word as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::cell::hash_of;

    fn group(fine: u16) -> Group {
        Group { fine, coarse: 1 }
    }

    #[test]
    fn a_word_has_its_group_and_another_none() {
        let words = ["said", "told", "boat"].map(hash_of);
        let clusters = Clusters::new(words.into_iter().zip([1, 1, 2].map(group)));
        assert_eq!(words.map(|w| clusters.of(w).fine), [1, 1, 2]);
        assert_eq!(clusters.of(hash_of("burbled")), Group::default());
        assert_eq!(Clusters::default().of(words[0]), Group::default());
    }

    #[test]
    fn stored_and_loaded_they_are_the_same() {
        let words = (0..1000u16).map(|i| (hash_of(&i.to_string()), group(i + 1)));
        let clusters = Clusters::new(words);
        let mut store = Store::default();
        clusters.store(&mut store);
        let bytes = store.into_bytes();
        let loaded = Clusters::load(&mut Reader::new(&bytes)).unwrap();
        let all = |c: &Clusters| (0..1000).all(|i| c.of(hash_of(&i.to_string())).fine == i + 1);
        assert!(all(&clusters) && all(&loaded));
        let cut = &bytes[..bytes.len() - 1];
        assert_eq!(
            Clusters::load(&mut Reader::new(cut)),
            Err(StoreError::Short)
        );
    }
}
