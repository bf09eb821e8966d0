//! The plain majority: each source has one vote an object.

use super::model::Outcome;
use super::table::{Object, Table};
use super::truths::{Candidate, Finding, Vote};

/// What most sources say, and how often each source says it.
pub(super) fn find(table: &Table) -> (Vec<Finding>, Vec<Outcome>) {
    let findings: Vec<Vec<f64>> = table.objects.iter().map(shares).collect();
    let objects = table.objects.iter().zip(&findings);
    let told = objects.map(|(object, shares)| finding(table, object, shares, &|_| 1.0));
    (told.collect(), outcomes(table, &findings))
}

/// The share of votes for each candidate.
pub(super) fn shares(object: &Object) -> Vec<f64> {
    let mut votes = vec![0.0; object.candidates.len()];
    for claim in &object.claims {
        votes[claim.candidate] += claim.weight;
    }
    let all: f64 = votes.iter().sum();
    votes.iter().map(|votes| votes / all).collect()
}

/// An object whose candidates have these probabilities; each claim weighs what its source does.
pub(super) fn finding(
    table: &Table,
    object: &Object,
    probabilities: &[f64],
    weight: &dyn Fn(usize) -> f64,
) -> Finding {
    let votes = |at: usize| {
        let claims = object.claims.iter().filter(move |it| it.candidate == at);
        claims.map(|claim| Vote {
            source: table.sources[claim.source].clone(),
            weight: claim.weight * weight(claim.source),
            independence: 1.0,
            is_broader: false,
        })
    };
    let candidates = object.candidates.iter().zip(probabilities).enumerate();
    let candidates = candidates.map(|(at, (candidate, &probability))| Candidate {
        value: table.values[candidate.value].clone(),
        probability,
        prior: 0.0,
        votes: votes(at).collect(),
    });
    Finding::new(&object.name, candidates.collect())
}

/// What becomes of each source's claims where candidates have these probabilities.
pub(super) fn outcomes(table: &Table, probabilities: &[Vec<f64>]) -> Vec<Outcome> {
    let none = Outcome {
        exact: 0.0,
        broader: 0.0,
        wrong: 0.0,
    };
    let mut outcomes = vec![none; table.sources.len()];
    for (object, probabilities) in table.objects.iter().zip(probabilities) {
        for claim in &object.claims {
            let right = probabilities[claim.candidate];
            outcomes[claim.source].exact += claim.weight * right;
            outcomes[claim.source].wrong += claim.weight * (1.0 - right);
        }
    }
    outcomes
}
