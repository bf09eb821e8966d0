//! How likely a difference is by chance alone, and how many such findings are false.

use statrs::distribution::{ContinuousCDF, Discrete, Hypergeometric, Normal, StudentsT};

use super::rank::ranks;

/// The largest table that Fisher's test sums out; above this the normal approximation is as good.
const MOST_EXACT: u64 = 10_000;

/// The two-sided p of two counts of successes and trials being of one share: the z test with a pooled share.
/// 1 where either has no trials or nothing differs.
pub fn two_proportions(a: (u64, u64), b: (u64, u64)) -> f64 {
    let (n, m) = (a.1 as f64, b.1 as f64);
    let pooled = (a.0 + b.0) as f64 / (n + m);
    let error = (pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m)).sqrt();
    let z = (a.0 as f64 / n - b.0 as f64 / m) / error;
    two_sided(z)
}

fn two_sided(z: f64) -> f64 {
    if z.is_finite() {
        (2.0 * Normal::standard().cdf(-z.abs())).min(1.0)
    } else {
        1.0
    }
}

/// Tables whose chances differ by less than this, relatively, are as likely as each other.
const TIE: f64 = 1e-7;

/// The two-sided p of two counts by Fisher's exact test (Fisher 1922): the chance of all tables with these sums that are
/// no likelier than this one. By [`two_proportions`] above 10,000 trials.
pub fn fisher(a: (u64, u64), b: (u64, u64)) -> f64 {
    let (all, successes) = (a.1 + b.1, a.0 + b.0);
    if all > MOST_EXACT {
        return two_proportions(a, b);
    }
    let Ok(tables) = Hypergeometric::new(all, successes, a.1) else {
        return 1.0;
    };
    let own = tables.ln_pmf(a.0);
    let chances = (successes.saturating_sub(b.1)..=a.1.min(successes)).map(|k| tables.ln_pmf(k));
    let sum: f64 = chances.filter(|ln| *ln <= own + TIE).map(f64::exp).sum();
    if sum > 1.0 - TIE { 1.0 } else { sum }
}

/// The two-sided p of two samples being of one distribution: Mann and Whitney's U (1947), by the normal approximation
/// with ties and continuity corrected, good from eight values a sample. 1 where a sample is empty.
pub fn mann_whitney(a: &[f64], b: &[f64]) -> f64 {
    let (n, m) = (a.len() as f64, b.len() as f64);
    let all = [a, b].concat();
    let ranked = ranks(&all);
    let u = ranked.iter().take(a.len()).sum::<f64>() - n * (n + 1.0) / 2.0;
    let size = n + m;
    let spread = n * m / 12.0 * (size + 1.0 - ties(&ranked) / (size * (size - 1.0)));
    let off = ((u - n * m / 2.0).abs() - 0.5).max(0.0);
    two_sided(off / spread.sqrt())
}

/// The sum of t^3 - t over groups of t equal ranks.
fn ties(ranks: &[f64]) -> f64 {
    let mut sorted = ranks.to_vec();
    sorted.sort_by(f64::total_cmp);
    let groups = sorted
        .chunk_by(|a, b| a == b)
        .map(|group| group.len() as f64);
    groups.map(|size| size.powi(3) - size).sum()
}

/// The two-sided p of two means being one, variances apart (Welch 1947). Each sample is its size, mean and variance.
/// 1 where a sample has fewer than two values or neither has spread.
pub fn welch(a: (f64, f64, f64), b: (f64, f64, f64)) -> f64 {
    let (x, y) = (a.2 / a.0, b.2 / b.0);
    let t = (a.1 - b.1) / (x + y).sqrt();
    let freedom = (x + y).powi(2) / (x * x / (a.0 - 1.0) + y * y / (b.0 - 1.0));
    let enough = a.0 >= 2.0 && b.0 >= 2.0 && t.is_finite();
    let student = StudentsT::new(0.0, 1.0, freedom).ok().filter(|_| enough);
    student.map_or(1.0, |it| (2.0 * it.cdf(-t.abs())).min(1.0))
}

/// The q of each p: the share of false findings if all up to it are held true (Benjamini, Hochberg 1995).
///
/// ```
/// use secondhand::stats::benjamini_hochberg;
///
/// assert_eq!(benjamini_hochberg(&[0.01, 0.5, 0.02]), [0.03, 0.5, 0.03]);
/// ```
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
    let mut q = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (place, at) in order.into_iter().enumerate() {
        let rank = p.len() - place;
        least = least.min(p[at] * p.len() as f64 / rank as f64);
        q[at] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fifteen values of Benjamini and Hochberg 1995, section 3.1: at 0.05 the first four are found.
    #[test]
    fn four_findings_stand_in_the_example_of_the_paper() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
            0.5719, 0.6528, 0.7590, 1.0,
        ];
        let found = benjamini_hochberg(&p)
            .iter()
            .filter(|&&q| q <= 0.05)
            .count();
        assert_eq!(found, 4);
    }

    /// The lady tasting tea (Fisher 1935): three of four right, p = 34/70 two-sided.
    #[test]
    fn fisher_judges_the_lady_tasting_tea() {
        assert!((fisher((3, 4), (1, 4)) - 34.0 / 70.0).abs() < 1e-9);
        assert!((fisher((4, 4), (0, 4)) - 2.0 / 70.0).abs() < 1e-9);
        assert_eq!(fisher((0, 4), (0, 9)), 1.0);
    }

    /// Large tables agree with the z test; statrs's own test gave .7 for the first.
    #[test]
    fn fisher_agrees_with_the_z_test_on_large_tables() {
        for (a, b) in [
            ((583, 3115), (146, 1042)),
            ((159, 3115), (36, 1042)),
            ((40, 3115), (14, 1042)),
            ((500, 1000), (500, 1000)),
            ((10, 900), (500, 1000)),
        ] {
            let (exact, near) = (fisher(a, b), two_proportions(a, b));
            assert!((exact - near).abs() < 0.06, "{a:?} {b:?}: {exact} {near}");
        }
        assert!(fisher((583, 3115), (146, 1042)) < 0.001);
    }

    /// By hand: shares 0.6 and 0.4 of 100 each; z = 0.2 / sqrt(0.25 / 50) = 2.828.
    #[test]
    fn the_z_test_pools_the_shares() {
        assert!((two_proportions((60, 100), (40, 100)) - 0.004_678).abs() < 1e-6);
        assert_eq!(two_proportions((0, 0), (1, 2)), 1.0);
        assert_eq!(two_proportions((0, 5), (0, 5)), 1.0);
    }

    /// Without ties or continuity, by hand: U = 0 of 64, spread 64/12 * 17, z = 31.5 / 9.522.
    #[test]
    fn samples_apart_are_told_apart() {
        let low: Vec<f64> = (0..8).map(f64::from).collect();
        let high: Vec<f64> = (8..16).map(f64::from).collect();
        assert!(
            (mann_whitney(&low, &high) - 0.000_939).abs() < 1e-6,
            "{}",
            mann_whitney(&low, &high)
        );
        assert_eq!(mann_whitney(&low, &low), 1.0);
        assert_eq!(mann_whitney(&[], &low), 1.0);
    }

    /// Welch's test with equal sizes and variances is Student's: t = 2 with 18 degrees, p = 0.0608 (table).
    #[test]
    fn equal_spread_gives_students_test() {
        let variance = 5.0;
        assert!((welch((10.0, 2.0, variance), (10.0, 0.0, variance)) - 0.0608).abs() < 1e-4);
        assert_eq!(welch((10.0, 2.0, 0.0), (10.0, 2.0, 0.0)), 1.0);
        assert_eq!(welch((1.0, 2.0, 0.0), (10.0, 0.0, 1.0)), 1.0);
    }
}
