//! Two tables of counts side by side. Counts are whole numbers, so that tables merged in any order are equal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::effect::{cohens_h, hedges_g, risk_difference};
use super::interval::{Interval, normal_quantile, wilson};
use super::significance::{benjamini_hochberg, fisher, welch};

/// Counts by metric.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountTable {
    /// How often something is so.
    pub shares: BTreeMap<String, Share>,
    /// Sums of numbers.
    pub means: BTreeMap<String, Mean>,
}

/// How often something was so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Times it was.
    pub successes: u64,
    /// Times it might have been.
    pub trials: u64,
}

/// Sums of numbers in fixed point: each is rounded to a millionth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mean {
    /// How many numbers.
    pub count: u64,
    /// Their sum, in millionths.
    pub sum: i64,
    /// The sum of their squares, in millionths of millionths.
    pub squares: u128,
}

/// A value on one side, with its interval and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measure {
    /// The share or the mean.
    pub value: f64,
    /// Wilson's interval of a share; the normal interval of a mean.
    pub interval: Interval,
    /// Trials, or numbers.
    pub count: u64,
}

/// The size of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Of two shares.
    CohensH(f64),
    /// Of two means; none where there is no spread.
    HedgesG(Option<f64>),
}

/// One metric on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The metric.
    pub metric: String,
    /// The first side.
    pub a: Measure,
    /// The second side.
    pub b: Measure,
    /// The first less the second.
    pub difference: f64,
    /// The interval of the difference: Newcombe's for shares, the normal one for means.
    pub interval: Interval,
    /// How large the difference is.
    pub effect: Effect,
    /// The chance of such a difference where there is none: Fisher's test for shares, Welch's for means.
    pub p: f64,
    /// The same with all rows in mind (Benjamini, Hochberg).
    pub q: f64,
}

const UNIT: f64 = 1e6;

impl Share {
    /// Counts one trial.
    pub fn add(&mut self, success: bool) {
        self.successes += u64::from(success);
        self.trials += 1;
    }

    fn pair(self) -> (u64, u64) {
        (self.successes, self.trials)
    }

    /// The share, with Wilson's interval at `level`; not a number where there was no trial.
    pub fn measure(self, level: f64) -> Measure {
        Measure {
            value: self.successes as f64 / self.trials as f64,
            interval: wilson(self.successes, self.trials, level),
            count: self.trials,
        }
    }
}

impl Mean {
    /// Adds a number, which must be finite and below a million; says whether it was.
    pub fn add(&mut self, number: f64) -> bool {
        self.add_times(number, 1)
    }

    /// Adds a number as often as it stands there.
    pub fn add_times(&mut self, number: f64, times: u64) -> bool {
        let fits = number.abs() < UNIT;
        if fits {
            let fixed = (number * UNIT).round() as i64;
            let all = fixed.saturating_mul(i64::try_from(times).unwrap_or(i64::MAX));
            self.count += times;
            self.sum = self.sum.saturating_add(all);
            self.squares += u128::from(fixed.unsigned_abs()).pow(2) * u128::from(times);
        }
        fits
    }

    fn mean(self) -> f64 {
        self.sum as f64 / UNIT / self.count as f64
    }

    /// The variance of the sample, its divisor one less than the count; 0 for a single number.
    fn variance(self) -> f64 {
        let (n, sum) = (self.count as f64, self.sum as f64 / UNIT);
        let squares = self.squares as f64 / (UNIT * UNIT);
        let spread = (squares - sum * sum / n).max(0.0);
        if self.count > 1 {
            spread / (n - 1.0)
        } else {
            0.0
        }
    }

    fn moments(self) -> (f64, f64, f64) {
        (self.count as f64, self.mean(), self.variance())
    }

    /// The mean, with the normal interval at `level`; not a number where there is none.
    pub fn measure(self, level: f64) -> Measure {
        let half =
            normal_quantile(0.5 + level / 2.0) * (self.variance() / self.count as f64).sqrt();
        Measure {
            value: self.mean(),
            interval: [self.mean() - half, self.mean() + half],
            count: self.count,
        }
    }
}

impl CountTable {
    /// Adds another table's counts.
    pub fn merge(&mut self, other: &CountTable) {
        for (metric, share) in &other.shares {
            let own = self.shares.entry(metric.clone()).or_default();
            own.successes += share.successes;
            own.trials += share.trials;
        }
        for (metric, mean) in &other.means {
            let own = self.means.entry(metric.clone()).or_default();
            own.count += mean.count;
            own.sum = own.sum.saturating_add(mean.sum);
            own.squares += mean.squares;
        }
    }
}

/// Compares the metrics on which both tables have counts, in the order of their names, shares before means.
///
/// ```
/// use secondhand::stats::{CountTable, Share, compare};
///
/// let table = |successes| {
///     let share = Share { successes, trials: 100 };
///     CountTable { shares: [("anonymous".to_owned(), share)].into(), ..CountTable::default() }
/// };
/// let rows = compare(&table(60), &table(40), 0.95);
/// assert!(rows[0].q < 0.01 && (rows[0].difference - 0.2).abs() < 1e-9);
/// ```
pub fn compare(a: &CountTable, b: &CountTable, level: f64) -> Vec<Comparison> {
    let shares = a.shares.iter().filter_map(|(metric, &first)| {
        let second = *b.shares.get(metric)?;
        let counted = first.trials > 0 && second.trials > 0;
        counted.then(|| of_shares(metric, first, second, level))
    });
    let means = a.means.iter().filter_map(|(metric, &first)| {
        let second = *b.means.get(metric)?;
        let counted = first.count > 0 && second.count > 0;
        counted.then(|| of_means(metric, first, second, level))
    });
    let mut rows: Vec<Comparison> = shares.chain(means).collect();
    let p: Vec<f64> = rows.iter().map(|row| row.p).collect();
    for (row, q) in rows.iter_mut().zip(benjamini_hochberg(&p)) {
        row.q = q;
    }
    rows
}

fn of_shares(metric: &str, first: Share, second: Share, level: f64) -> Comparison {
    let (a, b) = (first.measure(level), second.measure(level));
    let (difference, interval) = risk_difference(first.pair(), second.pair(), level);
    let p = fisher(first.pair(), second.pair());
    Comparison {
        metric: metric.to_owned(),
        effect: Effect::CohensH(cohens_h(a.value, b.value)),
        a,
        b,
        difference,
        interval,
        p,
        q: p,
    }
}

fn of_means(metric: &str, first: Mean, second: Mean, level: f64) -> Comparison {
    let (a, b) = (first.measure(level), second.measure(level));
    let half = |side: Measure| side.interval[1] - side.value;
    let (difference, half) = (a.value - b.value, half(a).hypot(half(b)));
    let p = welch(first.moments(), second.moments());
    Comparison {
        metric: metric.to_owned(),
        effect: Effect::HedgesG(hedges_g(first.moments(), second.moments())),
        a,
        b,
        difference,
        interval: [difference - half, difference + half],
        p,
        q: p,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(numbers: &[f64], hits: u64) -> CountTable {
        let mut mean = Mean::default();
        assert!(numbers.iter().all(|&number| mean.add(number)));
        let share = Share {
            successes: hits,
            trials: numbers.len() as u64,
        };
        CountTable {
            shares: [("hedged".to_owned(), share)].into(),
            means: [("depth".to_owned(), mean)].into(),
        }
    }

    #[test]
    fn parts_merged_are_the_whole() {
        let mut merged = table(&[1.5, -2.25], 1);
        merged.merge(&table(&[0.1, 7.0, 3.0], 2));
        assert_eq!(merged, table(&[7.0, 0.1, -2.25, 1.5, 3.0], 3));
    }

    #[test]
    fn a_table_compared_with_itself_differs_in_nothing() {
        let one = table(&[1.0, 2.0, 4.0], 2);
        for row in compare(&one, &one, 0.95) {
            assert_eq!(
                (row.difference, row.p, row.q),
                (0.0, 1.0, 1.0),
                "{}",
                row.metric
            );
        }
    }

    #[test]
    fn a_metric_that_one_side_lacks_is_left_out() {
        let mut one = table(&[1.0, 2.0], 1);
        one.means.clear();
        let metrics: Vec<String> = compare(&one, &table(&[3.0], 1), 0.95)
            .into_iter()
            .map(|row| row.metric)
            .collect();
        assert_eq!(metrics, ["hedged"]);
    }

    #[test]
    fn variance_is_that_of_the_sample() {
        let table = table(&[1.0, 2.0, 3.0, 4.0], 0);
        assert!((table.means["depth"].variance() - 5.0 / 3.0).abs() < 1e-9);
        assert!(!Mean::default().add(f64::NAN));
    }
}
