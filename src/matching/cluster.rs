//! Puts items that say the same into clusters.
//!
//! Clusters grow by average linkage: the two that are likest on the whole become one, until no two are like enough.
//! A chain of weak links joins nothing, as the transitive closure of pairs would. Which two come first depends on
//! scores and ids alone, so that the order of the items changes nothing.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::index::Index;
use super::matcher::Matcher;
use super::sketch::Sketch;
use crate::types::Polarity;

/// Members that speak for a large cluster, spread over its ids.
const SPEAKERS: usize = 8;
/// Pairs less likely than this are not tried.
const FAINT: f64 = 0.05;

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

/// The clusters of `members`, by label; each member is in one. The order of `members` changes nothing.
pub fn cluster(mut members: Vec<Member>, matcher: &Matcher<'_>) -> Vec<Cluster> {
    members.sort_by(|a, b| a.id.cmp(&b.id));
    let cluster = |group: Vec<usize>| Cluster {
        label: members[group[0]].id.clone(),
        members: group
            .iter()
            .map(|&at| (members[at].id.clone(), members[at].polarity))
            .collect(),
    };
    let join = f64::from(matcher.weights().join);
    let groups = groups(members.iter().map(|it| &it.sketch), matcher, join).into_iter();
    groups.map(cluster).collect()
}

/// The places of `sketches` in clusters, by the first of each; each place is in one. Two clusters are one from a mean
/// probability of `join` on. They may depend on the order of the sketches, which [`cluster`] fixes by the ids.
pub fn groups<'s>(
    sketches: impl IntoIterator<Item = &'s Sketch>,
    matcher: &Matcher<'_>,
    join: f64,
) -> Vec<Vec<usize>> {
    Linkage::new(&Index::new(matcher, sketches), join).grow()
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

/// Clusters as they grow; each is known by its first member.
struct Linkage<'i, 'm> {
    index: &'i Index<'m>,
    join: f64,
    members: BTreeMap<usize, Vec<usize>>,
    /// The clusters that a cluster has a pair with.
    beside: Vec<BTreeSet<usize>>,
    scores: FxHashMap<(usize, usize), f64>,
    queue: BinaryHeap<Pair>,
}

impl<'i, 'm> Linkage<'i, 'm> {
    fn new(index: &'i Index<'m>, join: f64) -> Self {
        let mut linkage = Self {
            index,
            join,
            members: (0..index.len()).map(|at| (at, vec![at])).collect(),
            beside: vec![BTreeSet::new(); index.len()],
            scores: FxHashMap::default(),
            queue: BinaryHeap::new(),
        };
        for (pair, score) in pairs(index) {
            linkage.scores.insert(pair, score);
            linkage.beside[pair.0].insert(pair.1);
            linkage.beside[pair.1].insert(pair.0);
            linkage.offer(pair.0, pair.1);
        }
        linkage
    }

    /// Joins what is like enough; gives the clusters, each sorted, by first member.
    fn grow(mut self) -> Vec<Vec<usize>> {
        while let Some(pair) = self.queue.pop() {
            if self.sizes(pair.first, pair.second) == pair.sizes {
                self.unite(pair.first, pair.second);
            }
        }
        self.members.into_values().collect()
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
        let mut beside = std::mem::take(&mut self.beside[second]);
        for other in &beside {
            self.beside[*other].remove(&second);
        }
        beside.append(&mut self.beside[first]);
        beside.remove(&first);
        beside.remove(&second);
        for &other in &beside {
            self.beside[other].insert(first);
            self.offer(first.min(other), first.max(other));
        }
        self.beside[first] = beside;
    }

    /// Queues two clusters if they are like enough.
    fn offer(&mut self, first: usize, second: usize) {
        let score = self.mean(first, second);
        if score >= self.join {
            self.queue.push(Pair {
                score,
                first,
                second,
                sizes: self.sizes(first, second),
            });
        }
    }

    /// The mean score of those who speak for two clusters.
    fn mean(&mut self, first: usize, second: usize) -> f64 {
        let [ones, others] = [first, second].map(|it| {
            self.members
                .get(&it)
                .map_or_else(Vec::new, |it| speakers(it))
        });
        let mut sum = 0.0;
        for &one in &ones {
            for &other in &others {
                sum += self.score(one.min(other), one.max(other));
            }
        }
        sum / (ones.len() * others.len()).max(1) as f64
    }

    fn score(&mut self, first: usize, second: usize) -> f64 {
        let index = self.index;
        let score = || {
            index
                .matcher
                .score(&index.items[first], &index.items[second])
        };
        *self.scores.entry((first, second)).or_insert_with(score)
    }
}

fn speakers(members: &[usize]) -> Vec<usize> {
    let count = members.len().min(SPEAKERS);
    (0..count)
        .map(|at| members[at * members.len() / count])
        .collect()
}

/// The pairs of items that may be one, with their scores.
fn pairs(index: &Index<'_>) -> Vec<((usize, usize), f64)> {
    let near = |at: usize| {
        let near = index.near(&index.items[at]).into_iter();
        let others = near.filter(move |&(other, _)| other != at);
        others
            .map(move |(other, _)| (at.min(other), at.max(other)))
            .collect::<Vec<_>>()
    };
    let mut pairs: Vec<(usize, usize)> = (0..index.len())
        .into_par_iter()
        .flat_map_iter(near)
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let scored = pairs.into_par_iter().map(|(one, other)| {
        let score = index.matcher.score(&index.items[one], &index.items[other]);
        ((one, other), score)
    });
    scored.filter(|(_, score)| *score >= FAINT).collect()
}
