//! Binomial opinions and the Beta behind them (Jøsang, *Subjective Logic*, 2016, ch. 3).

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
    match Beta::new(alpha, beta) {
        Ok(posterior) if tail > 0.0 && tail < 0.5 => [
            probability(posterior.inverse_cdf(tail)).min(value),
            probability(posterior.inverse_cdf(1.0 - tail)).max(value),
        ],
        _ => [value, value],
    }
}
