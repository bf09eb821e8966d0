//! How reliable a source is, by whom it agrees with and contradicts across clusters, and by verdicts.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Weighed;
use super::verdicts::Verdicts;
use crate::rules::file::ScoringEntry;
use crate::score::{Hand, NOBODY, names, prior};
use crate::stats;
use crate::truth::{self, Builder, ValueKind};
use crate::types::{Polarity, SourceType};

/// The probability that a credible interval holds.
const LEVEL: f64 = 0.95;

/// What is known of a root: what was believed before, and what the corpus and verdicts add.
#[derive(Debug, Clone, PartialEq)]
pub struct Trust {
    /// Its key.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceType,
    /// Clusters of more than one claim that it is a root of.
    pub clusters: u64,
    /// Mean and weight of what is believed of it before: the registry's grade, else its identity and type.
    pub prior: (f64, f64),
    /// Verdicts on its claims: proved right, proved wrong.
    pub verdicts: (f64, f64),
    /// Claims that the corpus agrees with and contradicts, copying discounted; together at most 20, because they
    /// rest on the scores themselves.
    pub estimated: (f64, f64),
    /// The Beta distribution of the share of its claims that are true: its two counts.
    pub beta: (f64, f64),
    /// Its mean.
    pub mean: f64,
    /// Its central 95 %.
    pub interval: [f64; 2],
}

/// A root in clusters: who it is, and the sides it takes.
struct Root<'n> {
    hand: &'n Hand,
    sides: BTreeMap<&'n str, BTreeSet<Polarity>>,
}

/// The trust in every root that has a claim in one of these clusters, by name. Nobody is no root.
pub fn trusts(weighed: &[Weighed<'_>], verdicts: &Verdicts, scoring: &ScoringEntry) -> Vec<Trust> {
    let roots = roots(weighed);
    let estimated = estimated(&roots);
    let each = roots.into_iter().map(|(name, root)| {
        let estimated = estimated.get(&name).copied().unwrap_or_default();
        trust(name, &root, estimated, verdicts, scoring)
    });
    each.collect()
}

fn roots<'n>(weighed: &[Weighed<'n>]) -> BTreeMap<String, Root<'n>> {
    let mut roots: BTreeMap<String, Root<'n>> = BTreeMap::new();
    for (cluster, member) in weighed
        .iter()
        .flat_map(|(cluster, _)| cluster.members.iter().map(move |m| (cluster.id, m)))
    {
        let claim = member.claim;
        let (Some(name), Some(hand)) = (names(&claim.chain).pop(), claim.chain.last()) else {
            continue;
        };
        if name == NOBODY {
            continue;
        }
        let sides = BTreeMap::new();
        let root = roots.entry(name).or_insert(Root { hand, sides });
        root.sides
            .entry(cluster)
            .or_default()
            .insert(claim.polarity);
    }
    roots
}

/// Claims agreed with and contradicted, by truth discovery over the clusters that two roots or more are of.
fn estimated(roots: &BTreeMap<String, Root<'_>>) -> BTreeMap<String, (f64, f64)> {
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for cluster in roots.values().flat_map(|root| root.sides.keys()) {
        *held.entry(cluster).or_default() += 1;
    }
    let mut table = Builder::new(ValueKind::Text);
    for (name, root) in roots {
        let shared = root
            .sides
            .iter()
            .filter(|(cluster, _)| held.get(*cluster).is_some_and(|&roots| roots > 1));
        for (cluster, side) in
            shared.flat_map(|(cluster, sides)| sides.iter().map(move |side| (cluster, side)))
        {
            // Text of any form is a value: this cannot fail.
            let _ = table.claim(name, cluster, side.as_str());
        }
    }
    let truths = truth::discover(&table.build(), &truth::Options::default());
    let counts = truths.sources.into_iter().map(|source| {
        let counts = source.counts();
        (source.source, counts)
    });
    counts.collect()
}

fn trust(
    name: String,
    root: &Root<'_>,
    estimated: (f64, f64),
    verdicts: &Verdicts,
    scoring: &ScoringEntry,
) -> Trust {
    let sides = root
        .sides
        .iter()
        .flat_map(|(cluster, sides)| sides.iter().map(move |&side| (*cluster, side)));
    let judged = verdicts.of(sides);
    let prior = prior(root.hand, scoring);
    let (mean, weight) = prior;
    let beta = (
        mean * weight + judged.0 + estimated.0,
        (1.0 - mean) * weight + judged.1 + estimated.1,
    );
    Trust {
        name,
        kind: root.hand.kind,
        clusters: root.sides.len() as u64,
        prior,
        verdicts: judged,
        estimated,
        beta,
        mean: beta.0 / (beta.0 + beta.1),
        interval: stats::beta_interval(beta.0, beta.1, LEVEL),
    }
}
