//! How large a difference is, whatever the size of the samples.

use super::interval::{Interval, normal_quantile, wilson};
use super::rank::auc;

/// A count of successes and of trials.
type Counted = (u64, u64);

fn share((successes, trials): Counted) -> f64 {
    if trials == 0 {
        0.0
    } else {
        successes as f64 / trials as f64
    }
}

/// Cohen's h of two shares: the difference of their arcsines (Cohen 1988, chapter 6; 0.2 small, 0.5 medium, 0.8 large).
pub fn cohens_h(a: f64, b: f64) -> f64 {
    let angle = |share: f64| 2.0 * share.clamp(0.0, 1.0).sqrt().asin();
    angle(a) - angle(b)
}

/// The first share less the second, with Newcombe's interval from two Wilson intervals (Newcombe 1998, Statistics in
/// Medicine 17:873, method 10).
pub fn risk_difference(a: Counted, b: Counted, level: f64) -> (f64, Interval) {
    let (p, q) = (share(a), share(b));
    let ([a_low, a_high], [b_low, b_high]) = (wilson(a.0, a.1, level), wilson(b.0, b.1, level));
    let down = (p - a_low).hypot(b_high - q);
    let up = (a_high - p).hypot(q - b_low);
    (p - q, [p - q - down, p - q + up])
}

/// The odds ratio of two counts with its interval; a half is added to each cell, so that it exists where one is
/// empty (Haldane 1956; Gart 1966).
pub fn odds_ratio(a: Counted, b: Counted, level: f64) -> (f64, Interval) {
    let cells = [a.0, a.1.saturating_sub(a.0), b.0, b.1.saturating_sub(b.0)];
    let [hits, misses, other_hits, other_misses] = cells.map(|count| count as f64 + 0.5);
    let log = (hits * other_misses / (misses * other_hits)).ln();
    let error: f64 = [hits, misses, other_hits, other_misses]
        .iter()
        .map(|count| 1.0 / count)
        .sum();
    let half = normal_quantile(0.5 + level / 2.0) * error.sqrt();
    (log.exp(), [(log - half).exp(), (log + half).exp()])
}

/// Cliff's delta: how much oftener a value of the first sample is above one of the second than below (Cliff 1993).
/// None where a sample is empty.
pub fn cliffs_delta(a: &[f64], b: &[f64]) -> Option<f64> {
    Some(2.0 * auc(a, b)? - 1.0)
}

/// Hedges' g: the difference of two means in standard deviations, corrected for small samples (Hedges 1981).
/// Each sample is its size, mean and variance. None where there is no spread or fewer than two values a sample.
pub fn hedges_g(a: (f64, f64, f64), b: (f64, f64, f64)) -> Option<f64> {
    if a.0 < 2.0 || b.0 < 2.0 {
        return None;
    }
    let freedom = a.0 + b.0 - 2.0;
    let pooled = ((a.0 - 1.0) * a.2 + (b.0 - 1.0) * b.2) / freedom;
    let correction = 1.0 - 3.0 / (4.0 * freedom - 1.0);
    (pooled > 0.0).then(|| correction * (a.1 - b.1) / pooled.sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, within: f64) -> bool {
        (found - expected).abs() <= within
    }

    /// Newcombe 1998, table II, method 10.
    #[test]
    fn the_interval_of_a_difference_is_that_of_newcombe() {
        let cases = [
            ((56, 70), (48, 80), [0.0524, 0.3339]),
            ((9, 10), (3, 10), [0.1705, 0.8090]),
            ((10, 10), (0, 10), [0.6075, 1.0]),
        ];
        for (a, b, expected) in cases {
            let (_, [low, high]) = risk_difference(a, b, 0.95);
            assert!(
                near(low, expected[0], 6e-5) && near(high, expected[1], 6e-5),
                "{low} {high}"
            );
        }
    }

    /// Cohen 1988, table 6.2.2: arcsine transforms of .50, .25 and .10 are 1.571, 1.047 and .644.
    #[test]
    fn h_is_the_difference_of_arcsines() {
        assert!(near(cohens_h(0.5, 0.25), 0.524, 1e-3));
        assert!(near(cohens_h(0.25, 0.1), 0.404, 1e-3));
        assert_eq!(cohens_h(0.3, 0.3), 0.0);
    }

    #[test]
    fn delta_counts_pairs() {
        assert_eq!(cliffs_delta(&[3.0, 4.0], &[1.0, 2.0]), Some(1.0));
        assert_eq!(cliffs_delta(&[1.0, 4.0], &[2.0, 3.0]), Some(0.0));
        assert_eq!(cliffs_delta(&[], &[1.0]), None);
    }

    /// By hand: means 5 and 3, variance 4 each, ten a sample; 1 - 3/71 of one standard deviation.
    #[test]
    fn g_is_a_corrected_difference_of_means() {
        let g = hedges_g((10.0, 5.0, 4.0), (10.0, 3.0, 4.0)).unwrap();
        assert!(near(g, 68.0 / 71.0, 1e-12));
        assert_eq!(hedges_g((10.0, 5.0, 0.0), (10.0, 3.0, 0.0)), None);
    }

    #[test]
    fn odds_exist_where_a_cell_is_empty() {
        let (ratio, [low, high]) = odds_ratio((5, 5), (0, 5), 0.95);
        assert!(ratio > 1.0 && low < ratio && ratio < high && high.is_finite());
    }
}
