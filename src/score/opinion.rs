//! Binomial opinions and the Beta behind them (Jøsang, *Subjective Logic*, 2016, ch. 3).

use std::cell::RefCell;

use rustc_hash::FxHashMap;
use statrs::distribution::{Beta, ContinuousCDF};

use super::reliability::probability;
use crate::rules::file::OpinionParams;
use crate::types::Opinion;

/// The opinion of `pro` counts of evidence for and `con` against: b = r/(r+s+W), d = s/(r+s+W), u = W/(r+s+W).
pub fn opinion(pro: f64, con: f64, o: &OpinionParams) -> Opinion {
    let n = pro + con + o.prior_weight;
    Opinion {
        b: pro / n,
        d: con / n,
        u: o.prior_weight / n,
        a: o.base_rate,
    }
}

/// `E = b + a·u`, from the counts.
pub fn expectation(pro: f64, con: f64, o: &OpinionParams) -> f64 {
    let prior = o.prior_weight * o.base_rate;
    probability((pro + prior) / (pro + con + o.prior_weight))
}

/// The central credible interval of Beta(r + W·a, s + W·(1−a)), widened to hold the expectation.
pub fn interval(pro: f64, con: f64, o: &OpinionParams) -> [f64; 2] {
    let value = expectation(pro, con, o);
    let alpha = pro + o.prior_weight * o.base_rate;
    let beta = con + o.prior_weight * (1.0 - o.base_rate);
    let tail = (1.0 - o.credible_mass) / 2.0;
    match remembered(alpha, beta, tail) {
        Some([low, high]) => [low.min(value), high.max(value)],
        None => [value, value],
    }
}

/// Quantiles by the bits of what they are of.
type Quantiles = FxHashMap<[u64; 3], Option<[f64; 2]>>;
/// How many of them a thread remembers before it begins anew.
const REMEMBERED: usize = 4096;

thread_local! {
    /// Quantiles are slow to find, and few differ: chains of one shape have the same counts.
    static QUANTILES: RefCell<Quantiles> = RefCell::default();
}

/// [`quantiles`], found once a thread.
fn remembered(alpha: f64, beta: f64, tail: f64) -> Option<[f64; 2]> {
    QUANTILES.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED {
            known.clear();
        }
        *known
            .entry([alpha, beta, tail].map(f64::to_bits))
            .or_insert_with(|| quantiles(alpha, beta, tail))
    })
}

/// What Beta(alpha, beta) has `tail` of its mass below and above.
fn quantiles(alpha: f64, beta: f64, tail: f64) -> Option<[f64; 2]> {
    let posterior = Beta::new(alpha, beta).ok()?;
    (tail > 0.0 && tail < 0.5)
        .then(|| [tail, 1.0 - tail].map(|mass| probability(posterior.inverse_cdf(mass))))
}
