//! Scores, each with the contributions that sum to it.

use serde::Serialize;

use super::{HedgeCategory, Letter, Relation};

/// A binomial opinion (Jøsang, *Subjective Logic*, 2016, ch. 3): `b + d + u = 1`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Opinion {
    /// Belief.
    pub b: f64,
    /// Disbelief.
    pub d: f64,
    /// Uncertainty.
    pub u: f64,
    /// Base rate.
    pub a: f64,
}

/// The scores of one claim. Sourcing never sees hedges; commitment never sees reliabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// May this be believed, given who says so and through how many hands.
    pub sourcing: Sourcing,
    /// How firmly the text asserts it.
    pub commitment: Commitment,
    /// How much the claim is worth a check, 0..1.
    pub check_worthiness: f64,
}

/// One feature's part in a check-worthiness: `weight · value` is added to its logit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TriagePart {
    /// The feature, by its key in `[triage]`; a word list is `terms.ID`.
    pub feature: String,
    /// Its weight.
    pub weight: f64,
    /// Its value, 0..1.
    pub value: f64,
}

/// How well a claim is sourced.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sourcing {
    /// Expected probability `b + a·u`, 0..1.
    pub value: f64,
    /// The central credible interval of the Beta behind it, widened to hold `value`.
    pub interval: [f64; 2],
    /// The opinion behind it.
    pub opinion: Opinion,
    /// Admiralty letter of the weakest source in the strongest chain.
    pub letter: Letter,
    /// Admiralty digit, 1 (confirmed by other sources) to 6 (cannot be judged).
    pub digit: u8,
    /// Independent roots for the claim.
    pub independent_roots: u32,
    /// Independent roots against it.
    pub opposing_roots: u32,
    /// Trust `P` of the claim's own chain; absent where it has none.
    pub trust: Option<f64>,
    /// What makes it up.
    pub contributions: SourcingContributions,
}

/// What sums to a [`Sourcing`]: links to `ln P`, roots and ceiling to the evidence.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct SourcingContributions {
    /// Per link of the own chain up to its root.
    pub links: Vec<LinkContribution>,
    /// Per independent root, those for the claim first.
    pub roots: Vec<RootContribution>,
    /// What the ceiling cuts off.
    pub ceiling: Ceiling,
}

/// One link's part in the trust of its chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkContribution {
    /// Index in the chain. An outlet that link `i` spoke through has the index `i` as well and stands just before it;
    /// one that the document credits has the publisher's, 0, and stands after it.
    pub link: usize,
    /// Whether this is the outlet that the link spoke through (its `via`), not the link itself.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub via: bool,
    /// `R` of a hand, `T` of the root.
    pub trust: f64,
    /// Fidelity with which the link before relays this one.
    pub fidelity: f64,
    /// `ln(trust · fidelity)`; these sum to `ln P`.
    pub ln: f64,
}

/// One root's evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RootContribution {
    /// The root's key: canonical name, "X/unnamed" or "nobody".
    pub root: String,
    /// The side it takes.
    pub side: super::Polarity,
    /// Trust of the chain that stands for it.
    pub trust: f64,
    /// Its evidence `W·P/(1−P)`, in counts.
    pub evidence: f64,
}

/// What the ceiling on one source's influence takes off the evidence, never above 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Ceiling {
    /// On the claim's own side.
    #[serde(rename = "for")]
    pub pro: f64,
    /// On the other.
    #[serde(rename = "against")]
    pub con: f64,
}

/// How firmly the text asserts a claim.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Commitment {
    /// Middle of `range`.
    pub value: f64,
    /// `[low, high]`, mirrored for a denial.
    pub range: [f64; 2],
    /// `[low, high]` before mirroring.
    pub firmness: [f64; 2],
    /// The ranges of which `firmness` is the least, end by end.
    pub contributions: Vec<CommitmentPart>,
}

/// One part of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum CommitmentPart {
    /// The range of a plain assertion.
    Unhedged {
        /// `[low, high]`.
        range: [f64; 2],
    },
    /// An attributing verb's range.
    Verb {
        /// Index of the link it introduces.
        link: usize,
        /// Its relation.
        relation: Relation,
        /// `[low, high]`.
        range: [f64; 2],
    },
    /// One category of hedges in one clause; such parts multiply.
    Hedge {
        /// Which clause, as numbered by the caller.
        scope: usize,
        /// Which category.
        category: HedgeCategory,
        /// `[low, high]`.
        range: [f64; 2],
    },
}
