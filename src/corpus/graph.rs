//! Who cites whom: publishers, relays and roots as nodes, links of chains as edges with counts and days.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Note, NotedClaim, Notes};
use crate::score::names;
use crate::types::{Polarity, SourceType};

/// A publisher, relay or root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What kind of thing it is; where documents differ, what most claims say, then the first in the vocabulary.
    pub kind: SourceType,
    /// Claims that it publishes.
    pub publishes: u64,
    /// Claims that it passes on without publishing them.
    pub relays: u64,
    /// Claims that it is the root of.
    pub roots: u64,
    kinds: BTreeMap<SourceType, u64>,
}

/// One cites another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    /// In how many claims.
    pub claims: u64,
    /// In how many documents.
    pub documents: u64,
    /// In how many of the claims the cited one denies.
    pub denials: u64,
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

/// The graph of a corpus. Of a set of notes there is one; nodes and edges are in the order of names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    /// By name, as in [`names`]: who has none is "X/unnamed" after the named link before, X.
    pub nodes: BTreeMap<String, Node>,
    /// From who cites to who is cited.
    pub edges: BTreeMap<(String, String), Edge>,
}

impl Graph {
    /// The graph of all chains of `notes`.
    pub fn new(notes: &Notes) -> Self {
        let mut graph = Self::default();
        for note in notes.documents() {
            let mut seen = Vec::new();
            for claim in &note.claims {
                graph.add(note, claim, &mut seen);
            }
            seen.sort_unstable();
            seen.dedup();
            for pair in seen {
                if let Some(edge) = graph.edges.get_mut(&pair) {
                    edge.documents += 1;
                }
            }
        }
        for node in graph.nodes.values_mut() {
            let most = node
                .kinds
                .iter()
                .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            node.kind = most.map_or(SourceType::Unknown, |(&kind, _)| kind);
        }
        graph
    }

    fn add(&mut self, note: &Note, claim: &NotedClaim, seen: &mut Vec<(String, String)>) {
        let names = names(&claim.chain);
        let last = names.len().saturating_sub(1);
        for (at, (name, hand)) in names.iter().zip(&claim.chain).enumerate() {
            let node = self.nodes.entry(name.clone()).or_insert_with(Node::new);
            *node.kinds.entry(hand.kind).or_default() += 1;
            node.publishes += u64::from(at == 0);
            node.roots += u64::from(at == last);
            node.relays += u64::from(at != 0 && at != last);
        }
        for pair in names.windows(2) {
            let [from, to] = pair else { continue };
            if from == to {
                continue;
            }
            let pair = (from.clone(), to.clone());
            let edge = self.edges.entry(pair.clone()).or_default();
            edge.claims += 1;
            edge.denials += u64::from(claim.polarity == Polarity::Deny);
            edge.first = edge.first.into_iter().chain(note.day).min();
            edge.last = edge.last.into_iter().chain(note.day).max();
            seen.push(pair);
        }
    }
}

impl Node {
    fn new() -> Self {
        Self {
            kind: SourceType::Unknown,
            publishes: 0,
            relays: 0,
            roots: 0,
            kinds: BTreeMap::new(),
        }
    }
}
