//! How far a source may be trusted: counts of its claims, and the Beta distribution that they give.

use serde::Serialize;

use super::model::Outcome;
use super::options::Options;
use super::table::Table;
use crate::stats;

/// How far a source may be trusted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// The source.
    pub source: String,
    /// Its claims.
    pub claims: usize,
    /// Expected claims that are just the truth; several values for one object share one claim.
    pub exact: f64,
    /// Expected claims that tell the truth less precisely.
    pub broader: f64,
    /// Expected claims in error.
    pub wrong: f64,
    /// Claims that are true, those held before anything was seen with them.
    pub alpha: f64,
    /// Claims in error, likewise.
    pub beta: f64,
    /// The expected share of its claims that are true.
    pub mean: f64,
    /// The central credible interval of that share.
    pub interval: [f64; 2],
}

/// The most that counts from a corpus may weigh: they rest on the scores themselves.
const MOST_COUNTS: f64 = 20.0;

impl Reliability {
    /// True and false claims (r, s) as the scoring model adds them to a source's prior: without the prior of this
    /// run, scaled to at most 20 together.
    pub fn counts(&self) -> (f64, f64) {
        let right = self.exact + self.broader;
        let scale = (MOST_COUNTS / (right + self.wrong)).min(1.0);
        (right * scale, self.wrong * scale)
    }
}

/// The reliability of every source.
pub(super) fn of(table: &Table, outcomes: &[Outcome], options: &Options) -> Vec<Reliability> {
    let mut claims = vec![0; table.sources.len()];
    for claim in table.objects.iter().flat_map(|object| &object.claims) {
        claims[claim.source] += 1;
    }
    let rows = table.sources.iter().zip(outcomes).zip(claims);
    rows.map(|((source, &outcome), claims)| one(source, outcome, claims, options))
        .collect()
}

fn one(source: &str, outcome: Outcome, claims: usize, options: &Options) -> Reliability {
    let [exact, broader, wrong] = options.prior;
    let alpha = outcome.exact + outcome.broader + exact + broader;
    let beta = outcome.wrong + wrong;
    Reliability {
        source: source.to_owned(),
        claims,
        exact: outcome.exact,
        broader: outcome.broader,
        wrong: outcome.wrong,
        alpha,
        beta,
        mean: alpha / (alpha + beta),
        interval: stats::beta_interval(alpha, beta, options.level),
    }
}
