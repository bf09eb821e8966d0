//! What changed on the way: where a hedge was lost, a source grew or fell away, and which outlets it happens to.

mod pairs;
mod step;

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{Cluster, Gathered, Member};
use crate::matching::Vocabulary;

pub use pairs::Tie;
pub use step::{Change, Step};

/// What is told from noise, and how far is looked back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How much more firmly a claim has to be asserted for a hedge to be lost, 0..1. Default 0.15: less than the
    /// step from "likely" (0.675) to no hedge. Not measured.
    pub rise: f64,
    /// How many earlier tellings of the same root, or of the same words, are compared at most. Default 32.
    pub back: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rise: 0.15,
            back: 32,
        }
    }
}

/// What an outlet does to what it passes on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outlet {
    /// Documents and clusters in which it passes on a claim that an earlier text is known for.
    pub relays: u64,
    /// Those of them with a step.
    pub changed: u64,
    /// Those of them with a step of each kind.
    pub kinds: BTreeMap<Change, u64>,
}

/// What changed on the way in a corpus.
#[derive(Debug, Clone, Default)]
pub struct Drift<'n> {
    /// The steps, in the order of clusters, documents, places and kinds.
    pub steps: Vec<Step<'n>>,
    /// The outlets that pass on something, by name.
    pub outlets: BTreeMap<&'n str, Outlet>,
}

/// Compares every claim with the one that it was taken from, where one is known.
pub fn of<'n>(gathered: &Gathered<'n>, options: &Options) -> Drift<'n> {
    let mut drift = Drift::default();
    for cluster in &gathered.repeated {
        drift.add(cluster, gathered.vocabulary, options);
    }
    drift
}

impl<'n> Drift<'n> {
    fn add(&mut self, cluster: &Cluster<'n>, words: &Vocabulary, options: &Options) {
        let mut relays: BTreeMap<(usize, &'n str), BTreeSet<Change>> = BTreeMap::new();
        let known = pairs::Known::new(&cluster.members, words);
        for member in &cluster.members {
            let Some(steps) = known.steps(member, cluster.id, options) else {
                continue;
            };
            let publisher = member.note.publisher.as_deref().unwrap_or_default();
            let relay = relays.entry((member.at, publisher)).or_default();
            relay.extend(steps.iter().map(|step| step.change));
            self.steps.extend(steps);
        }
        for ((_, publisher), changes) in relays {
            self.outlets.entry(publisher).or_default().add(&changes);
        }
    }
}

impl Outlet {
    fn add(&mut self, changes: &BTreeSet<Change>) {
        self.relays += 1;
        self.changed += u64::from(!changes.is_empty());
        for &change in changes {
            *self.kinds.entry(change).or_default() += 1;
        }
    }
}
