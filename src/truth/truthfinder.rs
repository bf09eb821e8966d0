//! TruthFinder (Yin, Han, Yu 2008): a source is as trusted as its claims are confident, a claim as confident as its
//! sources are trusted. Values do not imply each other here.

use super::model::Outcome;
use super::table::{Object, Table};
use super::truths::Finding;
use super::vote;

/// Trust at the start; what is taken off for sources that depend on each other.
const TRUST: f64 = 0.9;
const DAMPING: f64 = 0.3;
/// The greatest trust: a certain source would outweigh all others.
const MOST: f64 = 0.999;
const PASSES: usize = 50;
const SETTLED: f64 = 1e-6;

/// What is confident, and how each source fares by it. Confidences are divided by their sum, where that is above 1.
pub(super) fn find(table: &Table) -> (Vec<Finding>, Vec<Outcome>) {
    let mut trust = vec![TRUST; table.sources.len()];
    for _ in 0..PASSES {
        let next = trusted(table, &trust);
        let moved = trust.iter().zip(&next).map(|(a, b)| (a - b).abs());
        let settled = moved.fold(0.0, f64::max) < SETTLED;
        trust = next;
        if settled {
            break;
        }
    }
    let objects = table.objects.iter();
    let probabilities: Vec<Vec<f64>> = objects.map(|it| probable(it, &trust)).collect();
    let weight = |source: usize| score(trust[source]);
    let findings = table.objects.iter().zip(&probabilities);
    let findings = findings.map(|(object, it)| vote::finding(table, object, it, &weight));
    (findings.collect(), vote::outcomes(table, &probabilities))
}

fn score(trust: f64) -> f64 {
    -(1.0 - trust.min(MOST)).ln()
}

/// The confidence in each candidate.
fn confidence(object: &Object, trust: &[f64]) -> Vec<f64> {
    let mut scores = vec![0.0; object.candidates.len()];
    for claim in &object.claims {
        scores[claim.candidate] += claim.weight * score(trust[claim.source]);
    }
    let confident = |score: &f64| 1.0 / (1.0 + (-DAMPING * score).exp());
    scores.iter().map(confident).collect()
}

fn probable(object: &Object, trust: &[f64]) -> Vec<f64> {
    let confidence = confidence(object, trust);
    let sum = confidence.iter().sum::<f64>().max(1.0);
    confidence.iter().map(|it| it / sum).collect()
}

/// The trust in each source: the mean confidence of its claims.
fn trusted(table: &Table, trust: &[f64]) -> Vec<f64> {
    let mut sums = vec![[0.0; 2]; trust.len()];
    for object in &table.objects {
        let confidence = confidence(object, trust);
        for claim in &object.claims {
            sums[claim.source][0] += claim.weight * confidence[claim.candidate];
            sums[claim.source][1] += claim.weight;
        }
    }
    sums.iter().map(|[sum, weight]| sum / weight).collect()
}
