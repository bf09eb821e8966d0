//! What models of strength say of sentences that were held out of their training.

use rayon::prelude::*;

use super::Data;
use crate::score::strength::{DECISIONS, Noise, Strength, StrengthModel, likely};
use crate::score::worth::size;
use crate::stats::pearson;

/// Into how many parts the sentences are cut to be held out in turn.
const FOLDS: usize = 10;
/// Grades no further apart are alike: a quarter of one of the six.
const ALIKE: f64 = 0.05;

/// Each sentence as readers marked it and as a model of the other parts reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Certainty of graded sentences: as marked, as read, 0..1.
    pub certainty: Vec<(f64, f64)>,
    /// What the model of commitment alone says of each graded sentence.
    pub firmness: Vec<f64>,
    /// Classed sentences: class as marked, as read.
    pub strength: Vec<(u8, Strength)>,
}

impl Held {
    /// Holds each part of the sentences out in turn.
    pub fn of(data: &Data, seed: u64) -> Self {
        let parts: Vec<Self> = (0..FOLDS)
            .into_par_iter()
            .map(|fold| {
                let model = data.model(|i| i % FOLDS != fold, seed);
                Self::part(data, &model, fold)
            })
            .collect();
        Self {
            certainty: parts.iter().flat_map(|it| it.certainty.clone()).collect(),
            firmness: parts.iter().flat_map(|it| it.firmness.clone()).collect(),
            strength: parts.iter().flat_map(|it| it.strength.clone()).collect(),
        }
    }

    fn part(data: &Data, model: &StrengthModel, fold: usize) -> Self {
        let certainty = |rows: &[u32]| {
            let sum: i32 = (rows
                .iter()
                .map(|&row| i32::from(model.certainty.row(row)[0])))
            .sum();
            data.middle + f64::from(sum as f32 * model.certainty.step * size(rows.len()))
        };
        let graded = data.graded.iter().skip(fold).step_by(FOLDS);
        let classed = data.classed.iter().skip(fold).step_by(FOLDS);
        Self {
            certainty: graded
                .map(|it| (it.value + data.middle, certainty(&it.rows).clamp(0.0, 1.0)))
                .collect(),
            firmness: (data.firmness.iter().skip(fold).step_by(FOLDS).copied()).collect(),
            strength: classed
                .map(|(rows, class)| (*class, Strength::new(0.0, likely(logits(model, rows)))))
                .collect(),
        }
    }

    /// Pearson's correlation of certainty as marked and as read; 0 where a side does not vary.
    pub fn correlation(&self) -> f64 {
        let (marked, read): (Vec<f64>, Vec<f64>) = self.certainty.iter().copied().unzip();
        pearson(&marked, &read).unwrap_or_default()
    }

    /// The same of certainty as marked and the firmness of the model of commitment.
    pub fn firmness_correlation(&self) -> f64 {
        let marked: Vec<f64> = self.certainty.iter().map(|(marked, _)| *marked).collect();
        pearson(&marked, &self.firmness).unwrap_or_default()
    }

    /// F1 of each class.
    pub fn f1(&self) -> [f64; DECISIONS + 1] {
        f1(self
            .strength
            .iter()
            .map(|(marked, read)| (*marked, read.class as u8)))
    }

    /// The mean of [`Held::f1`].
    pub fn macro_f1(&self) -> f64 {
        let classes = self.f1();
        classes.iter().sum::<f64>() / classes.len() as f64
    }

    /// How far the readings of sentences that are graded alike lie apart.
    pub fn certainty_noise(&self) -> Noise {
        apart(&self.certainty, |a, b| (a - b).abs() <= ALIKE)
    }

    /// How far the levels of sentences of one class lie apart.
    pub fn level_noise(&self) -> Noise {
        let levels = self.strength.iter();
        let levels: Vec<(u8, f64)> = levels.map(|(class, read)| (*class, read.level())).collect();
        apart(&levels, |a, b| a == b)
    }

    /// All of it in a few lines.
    pub fn lines(&self) -> Vec<String> {
        let [none, correlational, conditional, direct] = self.f1();
        vec![
            format!(
                "certainty, held out: {} sentences, r {:.3} (commitment alone {:.3}); alike, 5 % lie {:.3} apart",
                self.certainty.len(),
                self.correlation(),
                self.firmness_correlation(),
                self.certainty_noise().distance(0.05),
            ),
            format!(
                "strength, held out: {} sentences, macro F1 {:.3} (none {none:.3}, correlational {correlational:.3}, \
                 conditional {conditional:.3}, direct {direct:.3}); alike, 5 % lie {:.3} apart",
                self.strength.len(),
                self.macro_f1(),
                self.level_noise().distance(0.05),
            ),
        ]
    }
}

fn logits(model: &StrengthModel, rows: &[u32]) -> [f32; DECISIONS] {
    let mut sums = [0i32; DECISIONS];
    for &row in rows {
        let weights = model.decisions.row(row);
        sums.iter_mut()
            .zip(weights)
            .for_each(|(sum, w)| *sum += i32::from(*w));
    }
    sums.map(|sum| sum as f32 * model.decisions.step * size(rows.len()))
}

/// The distances of all pairs of readings whose marks are alike.
fn apart<T: Copy>(readings: &[(T, f64)], alike: impl Fn(T, T) -> bool) -> Noise {
    let mut distances = Vec::new();
    for (at, (mark, read)) in readings.iter().enumerate() {
        let others = readings[at + 1..]
            .iter()
            .filter(|(other, _)| alike(*mark, *other));
        distances.extend(others.map(|(_, other)| (read - other).abs() as f32));
    }
    Noise::of(distances)
}

/// F1 of each class, of pairs of a class as marked and as read.
pub fn f1(pairs: impl Iterator<Item = (u8, u8)>) -> [f64; DECISIONS + 1] {
    let mut counts = [[0usize; 3]; DECISIONS + 1];
    for (marked, read) in pairs {
        counts[usize::from(marked)][0] += 1;
        counts[usize::from(read)][1] += 1;
        counts[usize::from(read)][2] += usize::from(marked == read);
    }
    counts.map(|[marked, read, right]| 2.0 * right as f64 / ((marked + read) as f64).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_counts_what_is_missed_and_what_is_spurious() {
        let classes = f1([(0, 0), (0, 1), (1, 1), (3, 3)].into_iter());
        assert_eq!(classes, [2.0 / 3.0, 2.0 / 3.0, 0.0, 1.0]);
    }

    #[test]
    fn only_pairs_that_are_alike_make_noise() {
        let readings = [(0u8, 0.1), (0, 0.3), (1, 0.9)];
        let noise = apart(&readings, |a, b| a == b);
        assert!((noise.distance(0.05) - 0.2).abs() < 1e-6);
    }
}
