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
            let claims = object.claims.iter().filter(|it| judged[it.source]);
            let claims: Vec<&Claim> = claims.collect();
            if claims.len() > MOST_CLAIMS {
                continue;
            }
            let view = |claim: &&Claim| View::new(model, object, claim, common(claim, &claims));
            let views: Vec<View> = claims.iter().map(view).collect();
            for (at, first) in views.iter().enumerate() {
                for second in &views[at + 1..] {
                    if first.source != second.source {
                        let key = (first.source, second.source);
                        let evidence = all.entry(key).or_insert_with(|| before.evidence(key));
                        evidence.add(first, second, truth);
                    }
                }
            }
        }
        let prior = pair_prior(prior, table.sources.len());
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
    fn add(&mut self, first: &View, second: &View, truth: &[f64]) {
        let weight = first.weight * second.weight;
        let [first_alone, second_alone, both] = chances(first, second, truth);
        let same = first.candidate == second.candidate;
        let copied = |alone: f64| if same { self.rate * alone / both } else { 0.0 };
        let ratios = [first_alone, second_alone].map(|alone| 1.0 - self.rate + copied(alone));
        self.copied += weight * copied(first_alone) / ratios[0];
        for (odds, ratio) in self.odds.iter_mut().zip(ratios) {
            *odds += weight * ratio.ln();
        }
        self.shared += weight;
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

/// The chance of the first claim, of the second, and of both, each made by a source that works alone. What is true is
/// judged without the two: their votes are taken out.
fn chances(first: &View, second: &View, truth: &[f64]) -> [f64; 3] {
    let mut sums = [0.0; 4];
    let votes = first.votes.iter().zip(&second.votes);
    let made = first.chances.iter().zip(&second.chances);
    for ((truth, (vote, other_vote)), (a, b)) in truth.iter().zip(votes).zip(made) {
        let rest = truth / (vote * other_vote);
        for (sum, chance) in sums.iter_mut().zip([*a, *b, a * b, 1.0]) {
            *sum += rest * chance;
        }
    }
    let [a, b, both, all] = sums;
    [a / all, b / all, both / all]
}

/// How common a claim is among the others on its object, a pair left out: an error that many make has a common cause,
/// and two of them need not copy each other.
fn common(claim: &Claim, claims: &[&Claim]) -> f64 {
    let same = claims.iter().filter(|it| it.candidate == claim.candidate);
    let others = claims.len().saturating_sub(2).max(1);
    same.count().saturating_sub(2) as f64 / others as f64
}

/// The prior of a pair where a share of sources copies, each from one of the others.
fn pair_prior(copying: f64, sources: usize) -> f64 {
    let others = sources.saturating_sub(1).max(1) as f64;
    (2.0 * copying / others).min(0.5)
}

/// A claim as copying sees it.
struct View {
    source: usize,
    candidate: usize,
    weight: f64,
    /// By what is true: what the claim multiplied the odds with.
    votes: Vec<f64>,
    /// By what is true: the chance that a source alone says this. Who is not precise may well choose the broader
    /// value that all choose, such as the first of several authors; only errors shared are telling.
    chances: Vec<f64>,
}

impl View {
    fn new(model: &Model, object: &Object, claim: &Claim, common: f64) -> Self {
        let truths = 0..object.candidates.len();
        let vote = |at| model.likelihood(object, claim, at).powf(claim.weight);
        let chance = |at| model.chance(object, claim, at, common);
        Self {
            source: claim.source,
            candidate: claim.candidate,
            weight: claim.weight,
            votes: truths.clone().map(vote).collect(),
            chances: truths.map(chance).collect(),
        }
    }
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
