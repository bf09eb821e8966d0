//! Several chains on one side of a claim: copies, roots, their sum and the ceiling on one source's influence.

use std::collections::BTreeMap;

use super::chain::{NOBODY, Reading, odds};
use crate::rules::file::OpinionParams;

/// A cut smaller than this share of the evidence is rounding, not a ceiling.
const ROUNDING: f64 = 1e-12;

/// One side of a claim, fused. Depends on the set of chains, not on their order.
#[derive(Debug)]
pub struct Side<'r, 't> {
    /// Evidence in counts, after the ceiling.
    pub evidence: f64,
    /// What the ceiling cut off, at most 0.
    pub cut: f64,
    /// The chain that stands for each root.
    pub roots: Roots<'r, 't>,
    /// Independent roots, of which [`NOBODY`] is none.
    pub count: u32,
}

/// Root key to the chain that stands for it.
type Roots<'r, 't> = BTreeMap<&'r str, &'r Reading<'t>>;

/// Fuses the chains of one side: cumulative fusion (Jøsang, *Subjective Logic*, 2016, ch. 12) in counts, then the ceiling.
pub fn fuse<'r, 't>(chains: &[&'r Reading<'t>], o: &OpinionParams) -> Side<'r, 't> {
    if let [only] = chains {
        return alone(only, o);
    }
    let chains = without_copies(chains);
    let roots = standing(chains.iter().copied());
    let sum = evidence(&roots);
    let (mut least, mut count) = (sum, publishers(&roots));
    for (name, referral) in caps(&chains) {
        let rest = standing(chains.iter().copied().filter(|c| !c.passes(name)));
        // No one source, whatever passes through it, adds more than its own trust allows, nor counts for more than one.
        least = least.min(o.prior_weight * odds(referral) + evidence(&rest));
        count = count.min(1 + named(&rest));
    }
    side(roots, sum, least, count)
}

/// The same for one chain, which is what one document has: nothing is left without a source that it passes.
fn alone<'r, 't>(chain: &'r Reading<'t>, o: &OpinionParams) -> Side<'r, 't> {
    let roots = Roots::from([(chain.key(), chain)]);
    let sum = evidence(&roots);
    let mut least = sum;
    for (at, (name, &referral)) in chain.names.iter().zip(&chain.referral).enumerate() {
        // A name met twice counts as it is met last, nearest to the root.
        if !chain.names[at + 1..].contains(name) {
            least = least.min(o.prior_weight * odds(referral));
        }
    }
    let count = publishers(&roots).min(1);
    side(roots, sum, least, count)
}

fn side<'r, 't>(roots: Roots<'r, 't>, sum: f64, least: f64, count: usize) -> Side<'r, 't> {
    let cut = least - sum;
    let cut = if -cut > ROUNDING * sum { cut } else { 0.0 };
    Side {
        evidence: sum + cut,
        cut,
        roots,
        count: u32::try_from(count).unwrap_or(u32::MAX),
    }
}

/// The chains of a side with one for each set of copies, and one for each way however often it is told.
fn without_copies<'r, 't>(chains: &[&'r Reading<'t>]) -> Vec<&'r Reading<'t>> {
    let key = |c: &&'r Reading<'t>| match c.copy {
        Some(copy) => (copy, "", 0),
        None => ("", c.path.as_str(), c.trust.to_bits()),
    };
    let key = |c: &&'r Reading<'t>| (c.copy.is_some(), key(c));
    strongest(chains.iter().copied(), key)
        .into_values()
        .collect()
}

/// The strongest chain of each root.
fn standing<'r, 't: 'r>(chains: impl Iterator<Item = &'r Reading<'t>>) -> Roots<'r, 't> {
    strongest(chains, |c| c.key())
}

/// Of the chains of each key, the one that ranks first.
fn strongest<'r, 't: 'r, K: Ord>(
    chains: impl Iterator<Item = &'r Reading<'t>>,
    key: impl Fn(&&'r Reading<'t>) -> K,
) -> BTreeMap<K, &'r Reading<'t>> {
    let mut best: BTreeMap<K, &'r Reading<'t>> = BTreeMap::new();
    for chain in chains {
        let standing = best.entry(key(&chain)).or_insert(chain);
        if chain.rank(standing).is_lt() {
            *standing = chain;
        }
    }
    best
}

/// Each source that a chain passes, with the most that it is trusted with as a hand.
fn caps<'r>(chains: &[&'r Reading<'_>]) -> BTreeMap<&'r str, f64> {
    let mut caps = BTreeMap::new();
    for chain in chains {
        // A name met twice in one chain counts as it is met last, nearest to the root.
        let own: BTreeMap<&str, f64> = (chain.names.iter())
            .zip(&chain.referral)
            .map(|(name, &referral)| (name.as_str(), referral))
            .collect();
        for (name, referral) in own {
            let most = caps.entry(name).or_insert(0.0_f64);
            *most = most.max(referral);
        }
    }
    caps
}

/// Summed in the order of the keys, so that equal sets give equal bytes.
fn evidence(roots: &Roots<'_, '_>) -> f64 {
    roots.values().map(|chain| chain.evidence).sum()
}

/// Roots that somebody can be asked about.
fn named(roots: &Roots<'_, '_>) -> usize {
    roots.keys().filter(|&&key| key != NOBODY).count()
}

/// Publishers of the chains that stand for such roots: independent roots cannot be more.
fn publishers(roots: &Roots<'_, '_>) -> usize {
    let named = roots.iter().filter(|&(&key, _)| key != NOBODY);
    let mut publishers: Vec<&str> = named.map(|(_, chain)| chain.publisher()).collect();
    publishers.sort_unstable();
    publishers.dedup();
    publishers.len()
}
