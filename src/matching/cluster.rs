//! Puts items that say the same into clusters.
//!
//! Clusters grow by average linkage: the two that are likest on the whole become one, until no two are like enough.
//! A chain of weak links joins nothing, as the transitive closure of pairs would. Which two come first depends on
//! scores and ids alone, so that the order of the items changes nothing.
//!
//! Of a large collection no sketch is held: terms alone are, and tell most pairs apart; what else is known of an item is
//! asked for where two may be one.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::features::Ready;
use super::frequencies::Frequencies;
use super::matcher::Matcher;
use super::model::{Level, MatchModel, Weights};
use super::postings::{Postings, Sums, length};
use super::sketch::{Sketch, Term};
use crate::types::Polarity;

/// Members that speak for a large cluster, spread over its ids.
const SPEAKERS: usize = 8;
/// More than sums of scores are rounded by.
const ROUNDING: f64 = 1e-9;
/// Sketches that are held at once.
const BLOCK: usize = 16_384;

/// An item to be put into a cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its id, unlike all others.
    pub id: String,
    /// What is known of it.
    pub sketch: Sketch,
    /// Whether whoever says it affirms or denies it.
    pub polarity: Polarity,
}

/// Items that say the same, whether they affirm or deny it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The least id of its members.
    pub label: String,
    /// Its members by id, each with the side it takes.
    pub members: Vec<(String, Polarity)>,
}

/// From where on items are one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// The mean probability from which two clusters are one.
    pub join: f64,
    /// How much two items must have in common to be compared at all: the geometric mean of the weight of the terms that
    /// both hold (BM25) and of its share in that of the item that says less.
    pub common: f32,
    /// The least share of what an item says that another must say too to be one with it, 0 to 1.
    pub covering: f32,
}

impl Cut {
    /// The threshold of the weights, and no other condition.
    pub fn of(weights: &Weights) -> Self {
        Self {
            join: f64::from(weights.join),
            common: 0.0,
            covering: 0.0,
        }
    }
}

/// The clusters of `members`, by label; each member is in one. The order of `members` changes nothing.
pub fn cluster(mut members: Vec<Member>, model: &MatchModel, level: Level) -> Vec<Cluster> {
    members.sort_by(|a, b| a.id.cmp(&b.id));
    let cut = Cut::of(model.weights(level));
    let sketch = |at: usize| Cow::Borrowed(&members[at].sketch);
    let firsts = groups(members.len(), sketch, model, level, cut);
    let mut clusters: BTreeMap<usize, Cluster> = BTreeMap::new();
    for (member, first) in members.iter().zip(firsts) {
        let cluster = clusters.entry(first).or_insert_with(|| Cluster {
            label: member.id.clone(),
            members: Vec::new(),
        });
        cluster.members.push((member.id.clone(), member.polarity));
    }
    clusters.into_values().collect()
}

/// Puts `count` items into clusters: for each item the first of its cluster. Sketches are asked for more than once. The
/// clusters may depend on the order of the items, which [`cluster`] fixes by the ids.
pub fn groups<'s>(
    count: usize,
    sketch: impl Fn(usize) -> Cow<'s, Sketch> + Sync,
    model: &MatchModel,
    level: Level,
    cut: Cut,
) -> Vec<usize> {
    let (frequencies, terms) = counted(count, &sketch);
    let items = Items {
        sketch: &sketch,
        matcher: Matcher::new(model, &frequencies, level),
        cut,
    };
    let pairs = items.pairs(terms);
    let mut firsts: Vec<usize> = (0..count).collect();
    for members in Linkage::new(&items, pairs).grow() {
        members.iter().for_each(|&at| firsts[at] = members[0]);
    }
    firsts
}

/// The pairs of `count` items that clusters grow from, each with its score: those found to be at or above the threshold,
/// by the later item, then the candidate that shares most.
pub fn pairs<'s>(
    count: usize,
    sketch: impl Fn(usize) -> Cow<'s, Sketch> + Sync,
    model: &MatchModel,
    level: Level,
    cut: Cut,
) -> Vec<((usize, usize), f64)> {
    let (frequencies, terms) = counted(count, &sketch);
    let items = Items {
        sketch: &sketch,
        matcher: Matcher::new(model, &frequencies, level),
        cut,
    };
    items.pairs(terms)
}

/// The frequencies of all items, and their terms.
fn counted<'s>(
    count: usize,
    sketch: &(impl Fn(usize) -> Cow<'s, Sketch> + Sync),
) -> (Frequencies, Terms) {
    let (mut frequencies, mut terms) = (Frequencies::default(), Terms::default());
    for from in (0..count).step_by(BLOCK) {
        let block = (from..count.min(from + BLOCK)).into_par_iter();
        let block: Vec<Cow<'s, Sketch>> = block.map(sketch).collect();
        for sketch in block {
            frequencies.add(&sketch);
            terms.add(&sketch);
        }
    }
    (frequencies, terms)
}

/// The terms of all items, one item after the other.
#[derive(Debug, Default)]
struct Terms {
    all: Vec<Term>,
    ends: Vec<usize>,
}

impl Terms {
    fn add(&mut self, sketch: &Sketch) {
        self.all.extend(&sketch.terms);
        self.ends.push(self.all.len());
    }

    /// An item, as far as its terms tell.
    fn ready(&self, at: usize, matcher: &Matcher<'_>) -> Ready {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        matcher.ready(&Sketch {
            terms: self.all[start..self.ends[at]].to_vec(),
            ..Sketch::default()
        })
    }

    fn postings(&self, matcher: &Matcher<'_>) -> Postings {
        let length = length(self.all.iter().map(|it| it.count));
        let mut postings = Postings::new(self.ends.len(), length);
        for at in 0..self.ends.len() {
            postings.add(&self.ready(at, matcher), matcher);
        }
        postings
    }
}

/// The items of a collection, to be compared.
struct Items<'i, S> {
    sketch: &'i S,
    matcher: Matcher<'i>,
    cut: Cut,
}

impl<'s, S: Fn(usize) -> Cow<'s, Sketch> + Sync> Items<'_, S> {
    fn ready(&self, at: usize) -> Ready {
        self.matcher.ready(&(self.sketch)(at))
    }

    /// The pairs that score at or above the threshold, of those that are alike in their words.
    ///
    /// Two clusters whose mean is above it have one such pair at least, so that no others need be known.
    fn pairs(&self, terms: Terms) -> Vec<((usize, usize), f64)> {
        let (postings, cut) = (terms.postings(&self.matcher), self.cut);
        let of = |sums: &mut Sums, at: usize| -> Vec<((usize, usize), f64)> {
            let own = terms.ready(at, &self.matcher);
            let could_join = |&(other, sum): &(usize, f32)| {
                let common = postings.common(at, other, sum) >= cut.common;
                let ceiling = || {
                    (self.matcher).ceiling(&terms.ready(other, &self.matcher), &own, cut.covering)
                };
                common && ceiling() >= cut.join
            };
            let near = postings.near(&own, at, sums).into_iter();
            let whole = LazyCell::new(|| self.ready(at));
            let scored = near.filter(could_join).map(|(other, _)| {
                let score = self
                    .matcher
                    .covered(&self.ready(other), &whole, cut.covering);
                ((other, at), score)
            });
            scored.filter(|(_, score)| *score >= cut.join).collect()
        };
        (0..postings.len())
            .into_par_iter()
            .map_init(Sums::default, of)
            .flatten_iter()
            .collect()
    }

    fn score(&self, first: usize, second: usize) -> f64 {
        let (first, second) = (self.ready(first), self.ready(second));
        self.matcher.covered(&first, &second, self.cut.covering)
    }
}

/// Two clusters that could be one, the likest and then the earliest first.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Pair {
    score: f64,
    first: usize,
    second: usize,
    /// The sizes the two had when they were compared; a pair of other sizes is out of date.
    sizes: [usize; 2],
}

impl Eq for Pair {}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let ids = |it: &Self| (it.first, it.second);
        self.score
            .total_cmp(&other.score)
            .then(ids(other).cmp(&ids(self)))
    }
}

/// Clusters as they grow; each is known by its first member. Items that are in no pair are in none.
struct Linkage<'i, S> {
    items: &'i Items<'i, S>,
    members: BTreeMap<usize, Vec<usize>>,
    /// The clusters that a cluster has a pair with.
    beside: BTreeMap<usize, BTreeSet<usize>>,
    scores: FxHashMap<(usize, usize), f64>,
    queue: BinaryHeap<Pair>,
}

impl<'i, 's, S: Fn(usize) -> Cow<'s, Sketch> + Sync> Linkage<'i, S> {
    fn new(items: &'i Items<'i, S>, pairs: Vec<((usize, usize), f64)>) -> Self {
        let mut linkage = Self {
            items,
            members: BTreeMap::new(),
            beside: BTreeMap::new(),
            scores: FxHashMap::default(),
            queue: BinaryHeap::new(),
        };
        for (pair, score) in pairs {
            linkage.scores.insert(pair, score);
            for (one, other) in [pair, (pair.1, pair.0)] {
                linkage.members.entry(one).or_insert_with(|| vec![one]);
                linkage.beside.entry(one).or_default().insert(other);
            }
            linkage.offer(pair.0, pair.1);
        }
        linkage
    }

    /// Joins what is like enough; gives the clusters, each sorted, by first member.
    fn grow(mut self) -> impl Iterator<Item = Vec<usize>> {
        while let Some(pair) = self.queue.pop() {
            if self.sizes(pair.first, pair.second) == pair.sizes {
                self.unite(pair.first, pair.second);
            }
        }
        self.members.into_values()
    }

    fn sizes(&self, first: usize, second: usize) -> [usize; 2] {
        [first, second].map(|it| self.members.get(&it).map_or(0, Vec::len))
    }

    fn unite(&mut self, first: usize, second: usize) {
        let gone = self.members.remove(&second).unwrap_or_default();
        if let Some(members) = self.members.get_mut(&first) {
            members.extend(gone);
            members.sort_unstable();
        }
        let mut beside = self.beside.remove(&second).unwrap_or_default();
        for other in &beside {
            if let Some(others) = self.beside.get_mut(other) {
                others.remove(&second);
            }
        }
        beside.append(&mut self.beside.remove(&first).unwrap_or_default());
        beside.remove(&first);
        beside.remove(&second);
        for &other in &beside {
            self.beside.entry(other).or_default().insert(first);
            self.offer(first.min(other), first.max(other));
        }
        self.beside.insert(first, beside);
    }

    /// Queues two clusters if they are like enough.
    fn offer(&mut self, first: usize, second: usize) {
        if let Some(score) = self.mean(first, second) {
            self.queue.push(Pair {
                score,
                first,
                second,
                sizes: self.sizes(first, second),
            });
        }
    }

    /// The mean score of those who speak for two clusters, where it reaches the threshold; they are compared until what
    /// they lack of it is too much.
    fn mean(&mut self, first: usize, second: usize) -> Option<f64> {
        let [ones, others] = [first, second].map(|it| {
            self.members
                .get(&it)
                .map_or_else(Vec::new, |it| speakers(it))
        });
        let count = (ones.len() * others.len()).max(1) as f64;
        let most = count * (1.0 - self.items.cut.join) + ROUNDING;
        let mut lacking = 0.0;
        for (&one, &other) in ones
            .iter()
            .flat_map(|one| others.iter().map(move |other| (one, other)))
        {
            lacking += 1.0 - self.score(one.min(other), one.max(other));
            if lacking > most {
                return None;
            }
        }
        let mean = 1.0 - lacking / count;
        (mean >= self.items.cut.join).then_some(mean)
    }

    fn score(&mut self, first: usize, second: usize) -> f64 {
        let items = self.items;
        *self
            .scores
            .entry((first, second))
            .or_insert_with(|| items.score(first, second))
    }
}

fn speakers(members: &[usize]) -> Vec<usize> {
    let count = members.len().min(SPEAKERS);
    (0..count)
        .map(|at| members[at * members.len() / count])
        .collect()
}
