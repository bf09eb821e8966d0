//! Trust of one chain: where its root is, what its links multiply to, whose names it passes.

use std::cmp::Ordering;

use super::reliability::{fidelity, hand_trust, relation, reliability, root_trust};
use super::testimony::{Hand, Testimony};
use crate::rules::file::ScoringEntry;
use crate::types::{Grade, Identity, Polarity};

/// The root key of whom nobody can ask; one for a claim, and never counted as a source.
pub const NOBODY: &str = "nobody";
/// What stands for a named link before an unnamed source, where there is none.
const UNKNOWN: &str = "?";
const UNNAMED: &str = "/unnamed";

/// A chain, read up to its root.
#[derive(Debug, Clone)]
pub struct Reading<'t> {
    /// The side that it takes.
    pub side: Polarity,
    /// The set of copies it belongs to.
    pub copy: Option<&'t str>,
    /// Its links up to the root.
    pub links: &'t [Hand],
    /// The name of each: canonical, "X/unnamed", or [`NOBODY`].
    pub names: Vec<String>,
    /// The names in a row; tells ways apart and breaks ties.
    pub path: String,
    /// Reliability `E` of each link.
    pub reliabilities: Vec<f64>,
    /// Trust (`R` of a hand, `T` of the root) and fidelity of each link.
    pub factors: Vec<(f64, f64)>,
    /// `P`, the product of the factors.
    pub trust: f64,
    /// `W·P/(1−P)`, in counts.
    pub evidence: f64,
    /// `R` of each link, for the ceiling on what passes through it.
    pub referral: Vec<f64>,
}

impl Reading<'_> {
    /// The root's key.
    pub fn key(&self) -> &str {
        self.names.last().map_or(NOBODY, String::as_str)
    }

    /// The publisher's name.
    pub fn publisher(&self) -> &str {
        self.names.first().map_or(NOBODY, String::as_str)
    }

    /// Whether the chain passes a source of that name.
    pub fn passes(&self, name: &str) -> bool {
        self.names.iter().any(|n| n == name)
    }

    /// The order in which chains stand for a root: the largest trust, then the smallest path. What follows only
    /// makes the order total, so that equal input in any order gives equal bytes.
    pub fn rank(&self, other: &Self) -> Ordering {
        (other.trust.total_cmp(&self.trust))
            .then_with(|| self.path.cmp(&other.path))
            .then_with(|| order(&self.reliabilities, &other.reliabilities))
            .then_with(|| order(&self.referral, &other.referral))
            .then_with(|| self.judged().cmp(other.judged()))
            .then_with(|| self.copy.cmp(&other.copy))
    }

    /// What the letter reads of each link beside its reliability.
    fn judged(&self) -> impl Iterator<Item = (Option<Grade>, Identity, bool)> {
        let judged = |hand: &Hand| (hand.grade, hand.identity, hand.counts == (0.0, 0.0));
        self.links.iter().map(judged)
    }
}

fn order(a: &[f64], b: &[f64]) -> Ordering {
    let mut pairs = a.iter().zip(b).map(|(x, y)| x.total_cmp(y));
    pairs
        .find(|o| o.is_ne())
        .unwrap_or_else(|| a.len().cmp(&b.len()))
}

/// Reads a chain; `None` where it has no link.
pub fn read<'t>(testimony: &'t Testimony, p: &ScoringEntry) -> Option<Reading<'t>> {
    let all = &testimony.links;
    let reliabilities: Vec<f64> = all.iter().map(|hand| reliability(hand, p)).collect();
    let root = root(all, &reliabilities, p)?;
    let links = all.get(..=root)?;
    let factors = factors(links, &reliabilities, p);
    let trust = factors.iter().map(|(t, f)| t * f).product();
    let names = names(links);
    Some(Reading {
        side: testimony.polarity,
        copy: testimony.copy.as_deref(),
        path: names.join(" > "),
        referral: reliabilities
            .iter()
            .take(root + 1)
            .map(|&e| hand_trust(e, p))
            .collect(),
        reliabilities: reliabilities.into_iter().take(root + 1).collect(),
        evidence: evidence(trust, p),
        links,
        names,
        factors,
        trust,
    })
}

/// The index of the root: the last link, or a link before it that vouches, where the chain cut there is trusted more.
pub fn root_of(links: &[Hand], p: &ScoringEntry) -> Option<usize> {
    let reliabilities: Vec<f64> = links.iter().map(|hand| reliability(hand, p)).collect();
    root(links, &reliabilities, p)
}

fn root(links: &[Hand], reliabilities: &[f64], p: &ScoringEntry) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    let mut hands = 1.0;
    for (k, (hand, &e)) in links.iter().zip(reliabilities).enumerate() {
        let f = fidelity_at(k, hand, p);
        let vouches = k > 0 && relation(hand, p).is_some_and(|params| params.vouch);
        if vouches || k + 1 == links.len() {
            let trust = hands * (root_trust(e, &p.opinion) * f);
            // On a tie the chain is read to its end.
            if best.is_none_or(|(most, _)| trust >= most || most.is_nan()) {
                best = Some((trust, k));
            }
        }
        hands *= hand_trust(e, p) * f;
    }
    best.map(|(_, k)| k)
}

fn factors(links: &[Hand], reliabilities: &[f64], p: &ScoringEntry) -> Vec<(f64, f64)> {
    let last = links.len().saturating_sub(1);
    let trust = |k, e| {
        if k == last {
            root_trust(e, &p.opinion)
        } else {
            hand_trust(e, p)
        }
    };
    (links.iter().zip(reliabilities).enumerate())
        .map(|(k, (hand, &e))| (trust(k, e), fidelity_at(k, hand, p)))
        .collect()
}

/// Nobody relays the publisher: its fidelity is 1.
fn fidelity_at(k: usize, hand: &Hand, p: &ScoringEntry) -> f64 {
    if k == 0 { 1.0 } else { fidelity(hand, p) }
}

/// `W·P/(1−P)`: the evidence that an opinion (P, 0, 1−P) amounts to.
fn evidence(trust: f64, p: &ScoringEntry) -> f64 {
    let o = &p.opinion;
    o.prior_weight * odds(trust.min(o.max_trust))
}

/// `t/(1−t)`.
pub fn odds(t: f64) -> f64 {
    t / (1.0 - t)
}

/// Names the links so that equal names mean one source: keys partition, nothing is closed transitively. Who has no name is
/// "X/unnamed", X the nearest named link before; who cannot be asked is [`NOBODY`].
pub fn names(links: &[Hand]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(links.len());
    for hand in links {
        let name = match (hand.name(), hand.identity) {
            (_, Identity::Unattributed) => NOBODY.to_owned(),
            (Some(name), _) => name.to_owned(),
            (None, _) => {
                let before = names.last().map_or(UNKNOWN, String::as_str);
                format!(
                    "{}{UNNAMED}",
                    before.strip_suffix(UNNAMED).unwrap_or(before)
                )
            }
        };
        names.push(name);
    }
    names
}
