//! Which items hold a term, and which of them share most with one item.
//!
//! The rarest terms of an item are looked up first, until so many entries have been read; what shares them is ranked as
//! BM25 ranks (Robertson, Zaragoza 2009). So an item costs no more in a large collection than in a small one.

use rustc_hash::FxHashMap;

use super::features::Ready;
use super::matcher::Matcher;

/// Entries that are read for one item, at the least those of its rarest term.
const READ: usize = 40_000;
/// Candidates that are kept of them.
const KEPT: usize = 60;
/// How soon a term that is repeated adds no more, and how far a long item is held back (BM25's k1 and b).
const REPEATED: f32 = 1.2;
const LENGTH: f32 = 0.75;

/// An item that holds a term, and what the term weighs there.
#[derive(Debug, Clone, Copy)]
struct Entry {
    item: u32,
    weight: f32,
}

/// The items that hold each term, in their order.
#[derive(Debug)]
pub(super) struct Postings {
    /// The mean length of the items.
    mean: f32,
    entries: FxHashMap<u32, Vec<Entry>>,
    /// What each item would give itself.
    own: Vec<f32>,
}

/// Sums of weights by item, used again from one item to the next.
#[derive(Debug, Default)]
pub(super) struct Sums {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

/// How many terms an item has, repeated ones as often.
pub(super) fn length(terms: impl Iterator<Item = u16>) -> u64 {
    terms.map(u64::from).sum()
}

impl Postings {
    /// No items; those to come are so many, and so long together.
    pub(super) fn new(items: usize, length: u64) -> Self {
        Self {
            mean: (length as f64 / items.max(1) as f64) as f32,
            entries: FxHashMap::default(),
            own: Vec::new(),
        }
    }

    /// Adds the next item; the matcher knows how many items of the collection hold a term.
    pub(super) fn add(&mut self, ready: &Ready, matcher: &Matcher<'_>) {
        let item = self.own.len() as u32;
        let length = length(ready.terms.iter().map(|it| it.term.count)) as f32;
        let slow = REPEATED * (1.0 - LENGTH + LENGTH * length / self.mean);
        let mut own = 0.0;
        for it in &ready.terms {
            let count = f32::from(it.term.count);
            let weight = it.rarity * count * (REPEATED + 1.0) / (count + slow);
            own += weight;
            let entries = self.entries.entry(it.term.hash);
            entries
                .or_insert_with(|| Vec::with_capacity(matcher.holding(it.term.hash)))
                .push(Entry { item, weight });
        }
        self.own.push(own);
    }

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.own.len()
    }

    /// How much two items have in common, from the sum that one gave the other: the geometric mean of that sum and of its
    /// share in what the item that says less would give itself.
    pub(super) fn common(&self, one: usize, other: usize, sum: f32) -> f32 {
        let less = self.own[one].min(self.own[other]);
        sum / less.sqrt().max(f32::MIN_POSITIVE)
    }

    /// The items before `end` that share most with an item, each with its sum of weights, the greatest first.
    pub(super) fn near(&self, ready: &Ready, end: usize, sums: &mut Sums) -> Vec<(usize, f32)> {
        let mut terms: Vec<_> = ready.terms.iter().collect();
        terms.sort_by(|a, b| {
            b.rarity
                .total_cmp(&a.rarity)
                .then(a.term.hash.cmp(&b.term.hash))
        });
        let mut read = 0;
        for it in terms {
            let entries = self.entries.get(&it.term.hash).map_or(&[][..], |it| it);
            let entries = &entries[..entries.partition_point(|it| (it.item as usize) < end)];
            read += entries.len();
            if read > READ && !sums.touched.is_empty() {
                break;
            }
            sums.add(entries, self.len());
        }
        sums.best()
    }
}

impl Sums {
    fn add(&mut self, entries: &[Entry], items: usize) {
        self.sums.resize(items, 0.0);
        for entry in entries {
            let sum = &mut self.sums[entry.item as usize];
            if *sum == 0.0 {
                self.touched.push(entry.item);
            }
            *sum += entry.weight;
        }
    }

    /// The greatest, and all of them 0 again.
    fn best(&mut self) -> Vec<(usize, f32)> {
        let sums = &mut self.sums;
        let taken = |item: u32| (item as usize, std::mem::take(&mut sums[item as usize]));
        let mut best: Vec<(usize, f32)> = self.touched.drain(..).map(taken).collect();
        let order = |a: &(usize, f32), b: &(usize, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if best.len() > KEPT {
            best.select_nth_unstable_by(KEPT, order);
            best.truncate(KEPT);
        }
        best.sort_unstable_by(order);
        best
    }
}
