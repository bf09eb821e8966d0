//! Commitment: how firmly a text asserts a claim. Verbs and hedges only.

use std::collections::BTreeMap;

use super::chain::root_of;
use super::reliability::relation;
use super::testimony::{Hedging, Testimony};
use crate::rules::file::ScoringEntry;
use crate::types::{Commitment, CommitmentPart, HedgeCategory, Polarity, Relation};

const CERTAIN: [f64; 2] = [1.0, 1.0];

/// How firmly the own chain and the `hedges` in whose scope a claim stands assert it.
///
/// Firmness is the least, end by end, of the plain range, of each verb's up to the root, and of the product of the
/// hedges. So depth costs nothing, and a cue that is a hedge as well counts once. A denial's range is mirrored.
pub fn commitment(own: &Testimony, hedges: &[Hedging], p: &ScoringEntry) -> Commitment {
    let plain = ordered(p.commitment.unhedged);
    let verbs = verbs(own, p);
    let hedges = grouped(hedges, p);
    let product = hedges
        .values()
        .fold(CERTAIN, |a, b| [a[0] * b[0], a[1] * b[1]]);
    let firmness = (verbs.iter().map(|&(_, _, range)| range)).fold(least(plain, product), least);
    let range = match own.polarity {
        Polarity::Affirm => firmness,
        Polarity::Deny => [1.0 - firmness[1], 1.0 - firmness[0]],
    };
    Commitment {
        value: (range[0] + range[1]) / 2.0,
        range,
        firmness,
        contributions: parts(plain, verbs, hedges),
    }
}

type Verb = (usize, Relation, [f64; 2]);
type Groups = BTreeMap<(usize, HedgeCategory), [f64; 2]>;

/// The verbs that introduce the links up to the root: index in the chain, relation, range.
fn verbs(own: &Testimony, p: &ScoringEntry) -> Vec<Verb> {
    let end = root_of(&own.links, p).map_or(0, |root| root + 1);
    // A channel has no verb, and no index of its own in the chain.
    let links = own.links.iter().take(end).filter(|hand| !hand.via);
    (links.enumerate().skip(1))
        .filter_map(|(link, hand)| {
            let range = relation(hand, p)?.commitment;
            Some((link, hand.relation.unwrap_or(Relation::Say), ordered(range)))
        })
        .collect()
}

/// One range for the hedges of one category in one clause: the least of theirs.
fn grouped(hedges: &[Hedging], p: &ScoringEntry) -> Groups {
    let mut groups = BTreeMap::new();
    for hedge in hedges {
        let category = p.commitment.category.get(&hedge.category);
        let range = ordered(hedge.range.or(category.copied()).unwrap_or(CERTAIN));
        (groups.entry((hedge.scope, hedge.category)))
            .and_modify(|group| *group = least(*group, range))
            .or_insert(range);
    }
    groups
}

fn parts(plain: [f64; 2], verbs: Vec<Verb>, hedges: Groups) -> Vec<CommitmentPart> {
    let verbs = (verbs.into_iter()).map(|(link, relation, range)| CommitmentPart::Verb {
        link,
        relation,
        range,
    });
    let hedges = (hedges.into_iter()).map(|((scope, category), range)| CommitmentPart::Hedge {
        scope,
        category,
        range,
    });
    let plain = CommitmentPart::Unhedged { range: plain };
    std::iter::once(plain).chain(verbs).chain(hedges).collect()
}

fn least(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0].min(b[0]), a[1].min(b[1])]
}

/// A range made usable: both ends in 0..1, low before high, NaN as no restriction.
fn ordered([low, high]: [f64; 2]) -> [f64; 2] {
    let end = |x: f64| if x.is_nan() { 1.0 } else { x.clamp(0.0, 1.0) };
    let (low, high) = (end(low), end(high));
    [low.min(high), low.max(high)]
}
