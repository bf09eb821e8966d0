//! In how many items of a collection each term stands. Counts of parts of a collection add up to those of the whole.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::sketch::Sketch;

/// In how many claims or documents each term stands. Written, its terms come in order, so that equal counts are equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Frequencies {
    items: u64,
    counts: FxHashMap<u32, u32>,
}

/// The form that is written.
#[derive(Serialize, Deserialize)]
struct Written {
    items: u64,
    counts: BTreeMap<u32, u32>,
}

impl From<Written> for Frequencies {
    fn from(written: Written) -> Self {
        Self {
            items: written.items,
            counts: written.counts.into_iter().collect(),
        }
    }
}

impl From<Frequencies> for Written {
    fn from(frequencies: Frequencies) -> Self {
        Self {
            items: frequencies.items,
            counts: frequencies.counts.into_iter().collect(),
        }
    }
}

impl Frequencies {
    /// The frequencies of these items.
    pub fn of<'s>(sketches: impl IntoIterator<Item = &'s Sketch>) -> Self {
        let mut frequencies = Self::default();
        for sketch in sketches {
            frequencies.add(sketch);
        }
        frequencies
    }

    /// Counts an item.
    pub fn add(&mut self, sketch: &Sketch) {
        self.items += 1;
        for hash in sketch.hashes() {
            let count = self.counts.entry(hash).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Adds what was counted elsewhere. The order of additions changes nothing.
    pub fn merge(&mut self, other: &Self) {
        self.items += other.items;
        for (&hash, &more) in &other.counts {
            let count = self.counts.entry(hash).or_default();
            *count = count.saturating_add(more);
        }
    }

    /// How many items were counted.
    pub fn items(&self) -> u64 {
        self.items
    }

    /// How many items hold a term.
    pub fn count(&self, hash: u32) -> u32 {
        self.counts.get(&hash).copied().unwrap_or_default()
    }
}
