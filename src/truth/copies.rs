//! Which sources copy which: shared errors are rare among sources that work alone.
//!
//! For each pair, the probability of what both say of the objects they share, if they work alone and if one copies
//! a share of its claims from the other (Dong, Berti-Equille, Srivastava 2009). What is true of an object is judged
//! without the two, or two copiers would vouch for each other.

use rustc_hash::FxHashMap;

use super::model::Model;
use super::table::{Claim, Object, Table};

/// Pairs that share fewer objects are not judged.
const LEAST_SHARED: f64 = 3.0;
/// Of more sources, those with the fewest claims are not judged: pairs grow with the square.
const MOST_SOURCES: usize = 2000;
/// Objects with more claims are passed over for the same reason.
const MOST_CLAIMS: usize = 300;
/// The share of its claims that a copier copies, before anything is seen, and what this is worth in claims.
const RATE: f64 = 0.8;
const RATE_WEIGHT: f64 = 5.0;
/// Pairs less likely to copy than this are taken to work alone.
const LEAST: f64 = 0.05;

/// Two sources, the first before the second by name.
type Key = (usize, usize);

/// What is known of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pair {
    /// The objects both speak of.
    pub shared: f64,
    /// The probability that the second copies the first, and that the first copies the second.
    pub copying: [f64; 2],
    /// The share of claims that a copier copies.
    rate: f64,
}

/// The pairs that may copy.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: FxHashMap<Key, Pair>,
}

/// Evidence on a pair while it is gathered.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    rate: f64,
    shared: f64,
    copied: f64,
    /// Logarithms of how much likelier the claims are if the second copies, and if the first does.
    odds: [f64; 2],
}

impl Pairs {
    /// Judges every pair; `before` gives the rates found so far.
    pub fn judge(
        table: &Table,
        model: &Model,
        truths: &[Vec<f64>],
        prior: f64,
        before: &Pairs,
    ) -> Self {
        let judged = busiest(table);
        let mut all: FxHashMap<Key, Evidence> = FxHashMap::default();
        for (object, truth) in table.objects.iter().zip(truths) {
            let claims: Vec<&Claim> = object.claims.iter().filter(|it| judged[it.source]).collect();
            if claims.len() > MOST_CLAIMS {
                continue;
            }
            let likely = likelihoods(model, object, &claims);
            for (at, first) in claims.iter().enumerate() {
                for (other, second) in claims.iter().enumerate().skip(at + 1) {
                    if first.source != second.source {
                        let key = (first.source, second.source);
                        let evidence = all.entry(key).or_insert_with(|| before.evidence(key));
                        let both = [&likely[at][..], &likely[other][..]];
                        evidence.add([first, second], both, truth);
                    }
                }
            }
        }
        let pairs = all.into_iter().map(|(key, it)| (key, it.judged(prior)));
        let likely = pairs.filter(|(_, it)| it.shared >= LEAST_SHARED && it.either() >= LEAST);
        Self {
            pairs: likely.collect(),
        }
    }

    fn evidence(&self, key: Key) -> Evidence {
        Evidence {
            rate: self.pairs.get(&key).map_or(RATE, |pair| pair.rate),
            shared: 0.0,
            copied: 0.0,
            odds: [0.0; 2],
        }
    }

    /// The pairs in the order of their sources.
    pub fn sorted(&self) -> Vec<(Key, Pair)> {
        let mut pairs: Vec<_> = self.pairs.iter().map(|(key, pair)| (*key, *pair)).collect();
        pairs.sort_unstable_by_key(|(key, _)| *key);
        pairs
    }

    /// The part of each claim of an object that is its own: the first to say a thing keeps all of it, each other
    /// what it did not copy from those before. `rank` has the sources that others copy first.
    pub fn independence(&self, model: &Model, object: &Object, rank: &[usize]) -> Vec<f64> {
        let mut own = vec![1.0; object.claims.len()];
        if self.pairs.is_empty() {
            return own;
        }
        let mut order: Vec<usize> = (0..own.len()).collect();
        order.sort_unstable_by_key(|&at| {
            let claim = &object.claims[at];
            (claim.candidate, rank[claim.source])
        });
        let claim = |at: usize| &object.claims[at];
        for group in order.chunk_by(|&a, &b| claim(a).candidate == claim(b).candidate) {
            for (place, &at) in group.iter().enumerate() {
                let chance = model.likelihood(object, claim(at), claim(at).candidate);
                let before = group[..place].iter().map(|&other| claim(other).source);
                own[at] = before
                    .map(|other| 1.0 - self.copied(claim(at).source, other, chance))
                    .product();
            }
        }
        own
    }

    /// The probability that a claim on which two agree was copied.
    fn copied(&self, a: usize, b: usize, chance: f64) -> f64 {
        let pair = self.pairs.get(&(a.min(b), a.max(b)));
        pair.map_or(0.0, |pair| {
            pair.either() * pair.rate / (pair.rate + (1.0 - pair.rate) * chance)
        })
    }
}

impl Pair {
    /// The probability that one of them copies the other.
    pub fn either(&self) -> f64 {
        self.copying[0] + self.copying[1]
    }
}

impl Evidence {
    fn add(&mut self, claims: [&Claim; 2], likely: [&[f64]; 2], truth: &[f64]) {
        let weight = claims[0].weight * claims[1].weight;
        let same = claims[0].candidate == claims[1].candidate;
        let others = without(claims, likely, truth);
        let mean = |of: &dyn Fn(usize) -> f64| -> f64 {
            others.iter().enumerate().map(|(at, p)| p * of(at)).sum()
        };
        let alone = mean(&|at| likely[0][at] * likely[1][at]);
        self.shared += weight;
        for (side, odds) in self.odds.iter_mut().enumerate() {
            let copied = if same { mean(&|at| likely[side][at]) * self.rate } else { 0.0 };
            *odds += weight * (1.0 - self.rate + copied / alone).ln();
        }
        if same {
            let copied = self.rate * mean(&|at| likely[0][at]);
            self.copied += weight * copied / (copied + (1.0 - self.rate) * alone);
        }
    }

    fn judged(self, prior: f64) -> Pair {
        let most = self.odds[0].max(self.odds[1]).max(0.0);
        let copying = self.odds.map(|odds| prior / 2.0 * (odds - most).exp());
        let alone = (1.0 - prior) * (-most).exp();
        let sum = copying[0] + copying[1] + alone;
        Pair {
            shared: self.shared,
            copying: copying.map(|it| it / sum),
            rate: (self.copied + RATE * RATE_WEIGHT) / (self.shared + RATE_WEIGHT),
        }
    }
}

/// How likely each candidate is without two claims, whose votes are taken out.
fn without(claims: [&Claim; 2], likely: [&[f64]; 2], truth: &[f64]) -> Vec<f64> {
    let taken = |at: usize| -> f64 {
        let votes = claims.iter().zip(likely);
        votes.map(|(claim, likely)| likely[at].powf(claim.weight)).product()
    };
    let rest: Vec<f64> = truth.iter().enumerate().map(|(at, p)| p / taken(at)).collect();
    let sum: f64 = rest.iter().sum();
    rest.iter().map(|it| it / sum).collect()
}

/// How likely each claim is, by what is true.
fn likelihoods(model: &Model, object: &Object, claims: &[&Claim]) -> Vec<Vec<f64>> {
    let truths = 0..object.candidates.len();
    let of = |claim: &&Claim| truths.clone().map(|at| model.likelihood(object, claim, at)).collect();
    claims.iter().map(of).collect()
}

/// Which sources are judged.
fn busiest(table: &Table) -> Vec<bool> {
    let mut counts = vec![0_usize; table.sources.len()];
    for claim in table.objects.iter().flat_map(|object| &object.claims) {
        counts[claim.source] += 1;
    }
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&source| std::cmp::Reverse(counts[source]));
    let mut judged = vec![false; counts.len()];
    for &source in order.iter().take(MOST_SOURCES) {
        judged[source] = counts[source] as f64 >= LEAST_SHARED;
    }
    judged
}
