//! How reliable a source is, and how far it is trusted as a hand and as a root.

use super::testimony::Hand;
use crate::rules::file::{OpinionParams, RelationParams, ScoringEntry};
use crate::types::Relation;

/// Most verdicts that are counted on either side; only keeps sums finite where the input is not.
const MOST_COUNTS: f64 = 1e15;

/// `E`: the share of a source's claims that prove true, the mean of Beta(w·m + r, w·(1−m) + s).
///
/// A grade sets `m` and `w`; else identity and type do. Verdicts `r`, `s` add, so their order is free.
pub fn reliability(hand: &Hand, p: &ScoringEntry) -> f64 {
    let (m, w) = prior(hand, p);
    let (r, s) = (count(hand.counts.0), count(hand.counts.1));
    probability((w * m + r) / (w + r + s))
}

/// Mean `m` (0..1) and weight `w` (in verdicts) of what is believed of a source before any verdict.
pub fn prior(hand: &Hand, p: &ScoringEntry) -> (f64, f64) {
    let source = &p.source;
    if let Some(&mean) = hand.grade.and_then(|grade| source.grade.get(&grade)) {
        return (mean, source.weight_grade);
    }
    let base = p.opinion.base_rate;
    let kind = source.r#type.get(&hand.kind).copied().unwrap_or(base);
    (
        base + share(hand, p) * (kind - base).max(0.0),
        source.weight_prior,
    )
}

/// Share of the type's lead over the base rate that the identity leaves.
fn share(hand: &Hand, p: &ScoringEntry) -> f64 {
    let placed = hand.placed.then(|| p.source.placed.get(&hand.identity));
    let share = placed
        .flatten()
        .or_else(|| p.source.identity.get(&hand.identity));
    share.copied().unwrap_or(0.0)
}

/// `R`: trust that a source of reliability `e` passes words on as it got them.
pub fn hand_trust(e: f64, p: &ScoringEntry) -> f64 {
    p.opinion
        .max_trust
        .min(1.0 - p.source.relay_share * (1.0 - e))
}

/// `T`: trust in a root, its reliability's lead over the base rate. A root alone scores exactly `e`.
pub fn root_trust(e: f64, o: &OpinionParams) -> f64 {
    let lead = (e - o.base_rate) / (1.0 - o.base_rate);
    o.max_trust.min(o.min_trust.max(lead))
}

/// `f`: how faithfully the link before relays this one.
pub fn fidelity(hand: &Hand, p: &ScoringEntry) -> f64 {
    if hand.quoted {
        return p.fidelity.quoted;
    }
    relation(hand, p)
        .and_then(|params| params.fidelity)
        .unwrap_or(p.fidelity.default)
}

/// The parameters of the relation by which a source is relayed; "say" where none is told or it asserts nothing.
pub fn relation<'p>(hand: &Hand, p: &'p ScoringEntry) -> Option<&'p RelationParams> {
    hand.relation
        .and_then(|relation| p.relation.get(&relation))
        .or_else(|| p.relation.get(&Relation::Say))
}

/// A count of verdicts, made usable: not negative, not infinite, not NaN.
fn count(n: f64) -> f64 {
    if n.is_nan() {
        0.0
    } else {
        n.clamp(0.0, MOST_COUNTS)
    }
}

/// `x` within 0..1; 0 for NaN.
pub fn probability(x: f64) -> f64 {
    if x.is_nan() { 0.0 } else { x.clamp(0.0, 1.0) }
}
