//! Scores pairs of passages: whether the first is the better sourced, or the more firmly asserted.

use super::decode::Axis;
use super::figure::Figure;
use super::miss::{MissKind, Slip};
use crate::types::{Analysis, Claim};

use super::chains::explicit;

/// Scores nearer than this are equal.
const EQUAL: f64 = 0.005;

/// The counts of a pair or of many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pairs: usize,
    held: usize,
}

impl Counts {
    /// Adds those of another pair.
    pub(super) fn add(&mut self, other: &Counts) {
        self.pairs += other.pairs;
        self.held += other.held;
    }

    /// The figures that the counts give.
    pub(super) fn figures(&self) -> Vec<Figure> {
        vec![
            Figure::count("pairs", self.pairs),
            Figure::count("held", self.held),
        ]
    }
}

/// The counts of one pair, and a slip where its order does not hold.
pub(super) fn score(
    text: &str,
    axis: Axis,
    first: &Analysis,
    second: &Analysis,
) -> (Counts, Vec<Slip>) {
    let scores = main_claim(first)
        .zip(main_claim(second))
        .map(|(a, b)| (value(a, axis), value(b, axis)));
    let held = scores.is_some_and(|(a, b)| match axis {
        Axis::EqualSourcing => (a - b).abs() <= EQUAL,
        Axis::Sourcing | Axis::Commitment => a - b > EQUAL,
    });
    let counts = Counts {
        pairs: 1,
        held: usize::from(held),
    };
    if held {
        return (counts, Vec::new());
    }
    let told = match scores {
        Some((a, b)) => format!("{a:.3} and {b:.3}"),
        None => "no claim".to_owned(),
    };
    let slip = Slip::new(MissKind::Order, text)
        .wanted(axis.to_string())
        .found(told);
    (counts, vec![slip])
}

fn value(claim: &Claim, axis: Axis) -> f64 {
    match axis {
        Axis::Commitment => claim.scores.commitment.value,
        Axis::Sourcing | Axis::EqualSourcing => claim.scores.sourcing.value,
    }
}

/// The claim with the longest chain, then the longest span; of equal ones the first.
fn main_claim(analysis: &Analysis) -> Option<&Claim> {
    let size = |claim: &Claim| (explicit(claim).count(), claim.span.len());
    let longer = |a, b| if size(b) > size(a) { b } else { a };
    analysis.claims.iter().reduce(longer)
}
