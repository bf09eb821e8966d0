//! What truth discovery finds, with the reasons for every number.

use serde::Serialize;

use super::reliability::Reliability;

/// What is held true, whom to trust, and who copies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Truths {
    /// By object, in the order of their names.
    pub values: Vec<Finding>,
    /// By source, in the order of their names.
    pub sources: Vec<Reliability>,
    /// Pairs that may copy, the likeliest first.
    pub copies: Vec<Copy>,
}

/// What is held true of an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The object.
    pub object: String,
    /// Every value claimed for it, the likeliest first; at least one. Their probabilities sum to 1.
    pub candidates: Vec<Candidate>,
}

/// A value that somebody claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The value in its canonical form.
    pub value: String,
    /// The probability that it is the true one.
    pub probability: f64,
    /// The logarithm of its odds before any vote.
    pub prior: f64,
    /// The claims that speak for it. `prior` and the weights sum to the logarithm of its odds.
    pub votes: Vec<Vote>,
}

/// A claim that speaks for a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vote {
    /// Who claims it.
    pub source: String,
    /// The logarithm of how much likelier the claim is if the value is true than if the source errs, times
    /// `independence`; for a plain vote its share of the source's one vote.
    pub weight: f64,
    /// The part of the claim that was not copied from another who says the same, 0 to 1.
    pub independence: f64,
    /// Whether the claim tells the value less precisely.
    pub is_broader: bool,
}

/// Two sources one of which may copy the other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Copy {
    /// The one more likely copied from.
    pub from: String,
    /// The one more likely to copy.
    pub to: String,
    /// The probability that one copies the other.
    pub probability: f64,
    /// Given that one does, the probability that it is `to`; 0.5 where nothing tells.
    pub direction: f64,
    /// The objects that both speak of; an object counts less for a source with several values.
    pub shared: f64,
}

impl Finding {
    /// Puts the candidates in order.
    pub(super) fn new(object: &str, mut candidates: Vec<Candidate>) -> Self {
        candidates.sort_by(|a, b| {
            let by_probability = b.probability.total_cmp(&a.probability);
            by_probability.then_with(|| a.value.cmp(&b.value))
        });
        Self {
            object: object.to_owned(),
            candidates,
        }
    }

    /// The value held true.
    pub fn value(&self) -> &str {
        self.candidates.first().map_or("", |it| &it.value)
    }

    /// The probability of the value held true.
    pub fn probability(&self) -> f64 {
        self.candidates.first().map_or(0.0, |it| it.probability)
    }
}
