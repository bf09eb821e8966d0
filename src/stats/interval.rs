//! Intervals of a share.

use statrs::distribution::{Beta, ContinuousCDF, Normal};

/// The lower and the upper end.
pub type Interval = [f64; 2];

/// The value below which the standard normal distribution has `mass`, which lies between 0 and 1.
pub fn normal_quantile(mass: f64) -> f64 {
    Normal::standard().inverse_cdf(mass.clamp(0.0, 1.0))
}

/// Wilson's score interval for a share (Wilson 1927, JASA 22:209). Nothing tried gives [0, 1].
///
/// ```
/// use secondhand::stats::wilson;
///
/// let [low, high] = wilson(81, 263, 0.95);
/// assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5);
/// ```
pub fn wilson(successes: u64, trials: u64, level: f64) -> Interval {
    if trials == 0 {
        return [0.0, 1.0];
    }
    let (n, share) = (trials as f64, successes as f64 / trials as f64);
    let z = normal_quantile(0.5 + level / 2.0);
    let scale = 1.0 + z * z / n;
    let middle = (share + z * z / (2.0 * n)) / scale;
    let half = z / scale * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    [
        (middle - half).clamp(0.0, share),
        (middle + half).clamp(share, 1.0),
    ]
}

/// The exact interval for a share, which covers at least `level` (Clopper, Pearson 1934, Biometrika 26:404).
pub fn clopper_pearson(successes: u64, trials: u64, level: f64) -> Interval {
    let (hits, misses) = (successes as f64, trials.saturating_sub(successes) as f64);
    let tail = (1.0 - level) / 2.0;
    let low = (successes > 0).then(|| beta_quantile(hits, misses + 1.0, tail));
    let high = (successes < trials).then(|| beta_quantile(hits + 1.0, misses, 1.0 - tail));
    [low.flatten().unwrap_or(0.0), high.flatten().unwrap_or(1.0)]
}

/// The central interval of Beta(alpha, beta) that holds `level`; [0, 1] where that is no distribution.
pub fn beta_interval(alpha: f64, beta: f64, level: f64) -> Interval {
    let tail = (1.0 - level) / 2.0;
    [
        beta_quantile(alpha, beta, tail).unwrap_or(0.0),
        beta_quantile(alpha, beta, 1.0 - tail).unwrap_or(1.0),
    ]
}

fn beta_quantile(alpha: f64, beta: f64, mass: f64) -> Option<f64> {
    let distribution = Beta::new(alpha, beta).ok()?;
    Some(distribution.inverse_cdf(mass.clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Interval, expected: Interval) -> bool {
        found
            .iter()
            .zip(expected)
            .all(|(a, b)| (a - b).abs() < 6e-5)
    }

    /// Newcombe 1998, Statistics in Medicine 17:857, table I: methods 3 and 5.
    #[test]
    fn the_intervals_are_those_of_newcombe() {
        let cases = [
            (81, 263, [0.2553, 0.3662], [0.2527, 0.3676]),
            (15, 148, [0.0624, 0.1605], [0.0578, 0.1617]),
            (0, 20, [0.0, 0.1611], [0.0, 0.1684]),
            (1, 29, [0.0061, 0.1718], [0.0009, 0.1776]),
        ];
        for (hits, n, score, exact) in cases {
            assert!(
                near(wilson(hits, n, 0.95), score),
                "{hits}/{n} {:?}",
                wilson(hits, n, 0.95)
            );
            let found = clopper_pearson(hits, n, 0.95);
            assert!(near(found, exact), "{hits}/{n} {found:?}");
        }
    }

    #[test]
    fn nothing_tried_tells_nothing() {
        assert_eq!(wilson(0, 0, 0.95), [0.0, 1.0]);
        assert_eq!(clopper_pearson(0, 0, 0.95), [0.0, 1.0]);
        assert_eq!(beta_interval(0.0, 1.0, 0.95), [0.0, 1.0]);
    }

    #[test]
    fn a_flat_beta_has_its_masses_for_quantiles() {
        let [low, high] = beta_interval(1.0, 1.0, 0.9);
        assert!((low - 0.05).abs() < 1e-9 && (high - 0.95).abs() < 1e-9);
    }
}
