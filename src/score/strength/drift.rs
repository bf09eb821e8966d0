//! How far two readings of strength differ, and how often sentences that are alike differ as far.

use super::Strength;
use crate::model::{Reader, Store, StoreError};

/// The tails of which the noise is kept: shares of pairs that differ further.
pub const TAILS: [f64; 9] = [0.5, 0.2, 0.1, 0.05, 0.025, 0.01, 0.005, 0.002, 0.001];
/// Two sentences that differ further than this share of those that are alike differ.
const ALPHA: f64 = 0.05;

/// How far the readings of two sentences lie apart that annotators hold to be alike: for each of [`TAILS`], the distance
/// that this share of pairs exceeds. Rising.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Noise([f32; TAILS.len()]);

/// What changed from one wording of a claim to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// Before.
    pub from: Strength,
    /// After.
    pub to: Strength,
    /// How much surer the second sounds, −1..1.
    pub certainty: f64,
    /// How much stronger a tie the second asserts, in classes, −3..3.
    pub level: f64,
    /// How often two sentences that are alike differ at least as far, 0..1.
    pub chance: f64,
}

impl Noise {
    /// The noise of `distances` between sentences that are alike.
    pub fn of(mut distances: Vec<f32>) -> Self {
        distances.sort_by(f32::total_cmp);
        let count = distances.len();
        Self(TAILS.map(|tail| {
            let at = ((1.0 - tail) * count as f64) as usize;
            let distance = distances.get(at.min(count.saturating_sub(1)));
            distance.copied().unwrap_or_default()
        }))
    }

    /// The distance that this share of pairs that are alike exceeds; between two of [`TAILS`] the logarithm of the share
    /// is taken to fall in a straight line.
    pub fn distance(&self, share: f64) -> f64 {
        let curve: Vec<(f64, f64)> = self.curve().map(|(x, y)| (-y, x)).collect();
        between(&curve, -share.ln())
    }

    /// Which share of pairs that are alike lies at least so far apart, 0.001..1.
    pub fn share(&self, distance: f64) -> f64 {
        let curve: Vec<(f64, f64)> = self.curve().collect();
        between(&curve, distance.abs()).exp()
    }

    /// Distances and the logarithms of their shares, from no distance on.
    fn curve(&self) -> impl Iterator<Item = (f64, f64)> {
        let tails = TAILS.map(f64::ln);
        let known = self.0.map(f64::from).into_iter().zip(tails);
        std::iter::once((0.0, 0.0)).chain(known)
    }

    /// Writes it.
    pub fn store(&self, out: &mut Store) {
        self.0.iter().for_each(|distance| out.real(*distance));
    }

    /// Reads what [`Noise::store`] wrote.
    ///
    /// # Errors
    ///
    /// The bytes end too early.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let mut distances = Self::default();
        for distance in &mut distances.0 {
            *distance = from.real()?;
        }
        Ok(distances)
    }
}

/// The height at `x` of the line through points whose `x` rise; level beyond the last.
fn between(points: &[(f64, f64)], x: f64) -> f64 {
    let after = points.partition_point(|point| point.0 <= x);
    let Some(&(x1, y1)) = points.get(after) else {
        return points.last().map_or(0.0, |last| last.1);
    };
    let Some(&(x0, y0)) = after.checked_sub(1).and_then(|at| points.get(at)) else {
        return y1;
    };
    y0 + (y1 - y0) * (x - x0) / (x1 - x0)
}

impl Drift {
    /// The drift from one reading to another, against the noise of certainty and of level.
    pub fn of(from: Strength, to: Strength, certainty: &Noise, level: &Noise) -> Self {
        let (surer, stronger) = (to.certainty - from.certainty, to.level() - from.level());
        // Two looks at the same pair: either may err.
        let least = certainty.share(surer).min(level.share(stronger));
        Self {
            from,
            to,
            certainty: surer,
            level: stronger,
            chance: (2.0 * least).min(1.0),
        }
    }

    /// Whether the difference is more than noise: sentences that are alike differ so far once in twenty at most.
    pub fn is_significant(&self) -> bool {
        self.chance <= ALPHA
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise() -> Noise {
        Noise::of((0..1000).map(|i| i as f32 / 1000.0).collect())
    }

    #[test]
    fn a_twentieth_of_the_pairs_lies_beyond_its_distance() {
        let noise = noise();
        assert!((noise.distance(0.05) - 0.95).abs() < 1e-3);
        assert!((noise.share(0.95) - 0.05).abs() < 1e-3);
        assert!((noise.share(-0.95) - 0.05).abs() < 1e-3);
    }

    #[test]
    fn the_share_falls_with_the_distance() {
        let noise = noise();
        let shares: Vec<f64> = (0..30).map(|i| noise.share(f64::from(i) / 20.0)).collect();
        assert!(shares.is_sorted_by(|a, b| a >= b), "{shares:?}");
        assert_eq!(shares[0], 1.0);
        assert!((shares[29] - 0.001).abs() < 1e-9);
    }

    #[test]
    fn alike_is_no_drift_and_apart_is_one() {
        let weak = Strength::new(0.2, [0.0, 0.0, 1.0, 0.0]);
        let strong = Strength::new(0.9, [0.0, 0.0, 0.0, 1.0]);
        let narrow = Noise::of((0..1000).map(|i| i as f32 / 5000.0).collect());
        let of = |from, to| Drift::of(from, to, &narrow, &narrow);
        assert!(!of(weak, weak).is_significant());
        assert!(of(weak, strong).is_significant() && of(weak, strong).level > 0.9);
        assert!(of(strong, weak).is_significant() && of(strong, weak).certainty < 0.0);
    }
}
