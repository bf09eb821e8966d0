//! Finds the items that may say the same as one, without looking at all of them.
//!
//! The rarest terms of an item are looked up first, until so many entries have been read; what shares them is ranked as
//! BM25 ranks (Robertson, Zaragoza 2009). So an item costs no more in a large collection than in a small one.

use rustc_hash::FxHashMap;

use super::features::{RANKED, Ready, ranked};
use super::matcher::Matcher;
use super::sketch::Sketch;

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

/// Items of a collection, to be found by what they share.
#[derive(Debug)]
pub struct Index<'m> {
    pub(super) matcher: Matcher<'m>,
    pub(super) items: Vec<Ready>,
    entries: FxHashMap<u32, Vec<Entry>>,
}

impl<'m> Index<'m> {
    /// The index of `sketches`; an item is known by its place there.
    pub fn new<'s>(matcher: &Matcher<'m>, sketches: impl IntoIterator<Item = &'s Sketch>) -> Self {
        let items: Vec<Ready> = sketches.into_iter().map(|it| matcher.ready(it)).collect();
        let length = |it: &Ready| {
            it.terms
                .iter()
                .map(|it| f32::from(it.term.count))
                .sum::<f32>()
        };
        let mean = items.iter().map(length).sum::<f32>() / items.len().max(1) as f32;
        let mut entries: FxHashMap<u32, Vec<Entry>> = FxHashMap::default();
        for (ready, item) in items.iter().zip(0..) {
            let slow = REPEATED * (1.0 - LENGTH + LENGTH * length(ready) / mean);
            for it in &ready.terms {
                let count = f32::from(it.term.count);
                let weight = it.rarity * count * (REPEATED + 1.0) / (count + slow);
                entries
                    .entry(it.term.hash)
                    .or_default()
                    .push(Entry { item, weight });
            }
        }
        Self {
            matcher: *matcher,
            items,
            entries,
        }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How likely two of its items say the same.
    pub fn score(&self, a: usize, b: usize) -> f64 {
        self.matcher.score(&self.items[a], &self.items[b])
    }

    /// The items that may say the same as `sketch`, the likeliest first.
    pub fn candidates(&self, sketch: &Sketch) -> Vec<usize> {
        let near = self.near(&self.matcher.ready(sketch));
        near.into_iter().map(|(item, _)| item).collect()
    }

    /// The candidates, each with its sum of weights.
    pub(super) fn near(&self, ready: &Ready) -> Vec<(usize, f32)> {
        let mut terms: Vec<_> = ready.terms.iter().collect();
        terms.sort_by(|a, b| {
            b.rarity
                .total_cmp(&a.rarity)
                .then(a.term.hash.cmp(&b.term.hash))
        });
        let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
        let mut read = 0;
        let found = terms
            .iter()
            .filter_map(|it| self.entries.get(&it.term.hash));
        for entries in found {
            read += entries.len();
            if read > READ && !sums.is_empty() {
                break;
            }
            for entry in entries {
                *sums.entry(entry.item).or_default() += entry.weight;
            }
        }
        let mut sums: Vec<(u32, f32)> = sums.into_iter().collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if sums.len() > KEPT {
            sums.select_nth_unstable_by(KEPT, order);
            sums.truncate(KEPT);
        }
        sums.sort_unstable_by(order);
        sums.into_iter()
            .map(|(item, sum)| (item as usize, sum))
            .collect()
    }

    /// The likenesses of each candidate for `sketch`, with the sum that it was found by.
    pub fn likenesses(&self, sketch: &Sketch) -> Vec<(usize, [f32; RANKED])> {
        let ready = self.matcher.ready(sketch);
        let near = self.near(&ready).into_iter();
        let of = |item: usize, sum| ranked(self.matcher.likenesses(&ready, &self.items[item]), sum);
        near.map(|(item, sum)| (item, of(item, sum))).collect()
    }

    /// The `most` items likeliest to be what `sketch` says, best first, each with its standing: a number that orders
    /// the answers to one question and means nothing beside another's.
    pub fn rank(&self, sketch: &Sketch, most: usize) -> Vec<(usize, f64)> {
        let ready = self.matcher.ready(sketch);
        let near = self.near(&ready).into_iter();
        let mut ranked: Vec<(usize, f64)> = near
            .map(|(item, sum)| (item, self.matcher.standing(&ready, &self.items[item], sum)))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(most);
        ranked
    }
}
