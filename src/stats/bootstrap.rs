//! Bootstrap intervals: the same for the same seed.

use statrs::distribution::{ContinuousCDF, Normal};

use super::interval::{Interval, normal_quantile};
use crate::train::Random;

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// Samples drawn.
    pub draws: usize,
    /// Where the draws begin.
    pub seed: u64,
    /// The probability that the interval holds.
    pub level: f64,
    /// Whether bias and skewness are corrected (BCa: Efron 1987, JASA 82:171); else percentiles as they are.
    pub corrected: bool,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self {
            draws: 2000,
            seed: 1,
            level: 0.95,
            corrected: true,
        }
    }
}

/// The interval of a figure of a sample, from samples drawn out of it with replacement.
/// None where the sample is empty or the figure is no number on it.
///
/// ```
/// use secondhand::stats::{Bootstrap, bootstrap};
///
/// let mean = |sample: &[f64]| sample.iter().sum::<f64>() / sample.len() as f64;
/// let sample: Vec<f64> = (0..100).map(f64::from).collect();
/// let [low, high] = bootstrap(&sample, mean, Bootstrap::default()).unwrap_or_default();
/// assert!(low < 49.5 && 49.5 < high && high - low < 15.0);
/// ```
pub fn bootstrap<T: Clone>(
    sample: &[T],
    figure: impl Fn(&[T]) -> f64,
    options: Bootstrap,
) -> Option<Interval> {
    let found = figure(sample);
    if sample.is_empty() || options.draws == 0 || !found.is_finite() {
        return None;
    }
    let mut random = Random::new(options.seed);
    let mut drawn: Vec<f64> = (0..options.draws)
        .map(|_| figure(&draw(sample, &mut random)))
        .filter(|figure| figure.is_finite())
        .collect();
    drawn.sort_by(f64::total_cmp);
    let tail = (1.0 - options.level) / 2.0;
    let masses = match options.corrected {
        true => corrected(&drawn, found, acceleration(sample, &figure), tail),
        false => [tail, 1.0 - tail],
    };
    let [low, high] = [quantile(&drawn, masses[0])?, quantile(&drawn, masses[1])?];
    Some([low.min(found), high.max(found)])
}

fn draw<T: Clone>(sample: &[T], random: &mut Random) -> Vec<T> {
    let one = |_| sample[random.below(sample.len())].clone();
    (0..sample.len()).map(one).collect()
}

/// The masses whose quantiles are the corrected ends.
fn corrected(drawn: &[f64], found: f64, acceleration: f64, tail: f64) -> [f64; 2] {
    let below = drawn.iter().filter(|&&figure| figure < found).count();
    let tied = drawn.iter().filter(|&&figure| figure == found).count();
    let mass = (below as f64 + tied as f64 / 2.0) / drawn.len().max(1) as f64;
    let edge = 0.5 / drawn.len().max(1) as f64;
    let bias = normal_quantile(mass.clamp(edge, 1.0 - edge));
    [tail, 1.0 - tail].map(|mass| {
        let shifted = bias + normal_quantile(mass);
        Normal::standard().cdf(bias + shifted / (1.0 - acceleration * shifted))
    })
}

/// The skewness of what the figure is without each element in turn.
fn acceleration<T: Clone>(sample: &[T], figure: &impl Fn(&[T]) -> f64) -> f64 {
    let without = |at: usize| figure(&[&sample[..at], &sample[at + 1..]].concat());
    let figures: Vec<f64> = (0..sample.len()).map(without).collect();
    let mean = figures.iter().sum::<f64>() / figures.len() as f64;
    let moment = |power| -> f64 { figures.iter().map(|it| (mean - it).powi(power)).sum() };
    let skew = moment(3) / (6.0 * moment(2).powf(1.5));
    if skew.is_finite() { skew } else { 0.0 }
}

/// The quantile of sorted figures, between neighbours in a straight line.
fn quantile(sorted: &[f64], mass: f64) -> Option<f64> {
    let place = mass.clamp(0.0, 1.0) * (sorted.len().checked_sub(1)? as f64);
    let (low, part) = (place.floor() as usize, place.fract());
    let high = sorted.get(low + 1).unwrap_or(&sorted[low]);
    Some(sorted[low] + part * (high - sorted[low]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(sample: &[f64]) -> f64 {
        sample.iter().sum::<f64>() / sample.len() as f64
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let sample = [1.0, 4.0, 2.0, 8.0, 5.0, 7.0];
        let of = |seed| {
            bootstrap(
                &sample,
                mean,
                Bootstrap {
                    seed,
                    ..Bootstrap::default()
                },
            )
        };
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
    }

    #[test]
    fn a_sample_without_spread_has_none() {
        assert_eq!(
            bootstrap(&[3.0; 5], mean, Bootstrap::default()),
            Some([3.0, 3.0])
        );
        assert_eq!(bootstrap(&[], mean, Bootstrap::default()), None);
    }

    #[test]
    fn the_correction_follows_the_skew() {
        let sample: Vec<f64> = (0..40).map(|i| f64::from(i).exp2() / 1e9).collect();
        let plain = Bootstrap {
            corrected: false,
            ..Bootstrap::default()
        };
        let plain = bootstrap(&sample, mean, plain).unwrap();
        let corrected = bootstrap(&sample, mean, Bootstrap::default()).unwrap();
        assert!(
            corrected[0] > plain[0] && corrected[1] > plain[1],
            "{corrected:?} {plain:?}"
        );
    }
}
