//! Ridge regression over hashed features: dual coordinate descent with a quadratic penalty.
//!
//! Hsieh and others: A dual coordinate descent method for large-scale linear SVM, ICML 2008; with the squared loss each
//! step has a closed form.

use super::Random;

/// Passes over the examples.
const PASSES: usize = 60;
/// How little the largest step of a pass may be for the passes to end.
const STILL: f64 = 1e-4;

/// An example: its rows, what each counts, and the number that is wanted of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Rows.
    pub rows: Vec<u32>,
    /// What each row counts.
    pub size: f64,
    /// What is wanted.
    pub value: f64,
}

/// The weights, one a row, that come closest to the examples. `cost` is what an example counts beside the penalty.
pub fn ridge(rows: usize, examples: &[&Example], cost: f64, random: &mut Random) -> Vec<f32> {
    let scales = telling(rows, examples);
    let mut weights = vec![0.0f64; rows];
    let mut duals = vec![0.0f64; examples.len()];
    let squares: Vec<f64> = examples.iter().map(|it| square(it, &scales)).collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        let mut largest = 0.0f64;
        for &i in &order {
            let example = examples[i];
            let rest = example.value - sum(example, &weights, &scales) - duals[i] / cost;
            let step = rest / (squares[i] + 1.0 / cost);
            duals[i] += step;
            for &row in &example.rows {
                weights[row as usize] += step * example.size * scales[row as usize];
            }
            largest = largest.max(step.abs());
        }
        if largest < STILL * cost {
            break;
        }
    }
    let scaled = weights.iter().zip(&scales);
    scaled.map(|(w, scale)| (w * scale) as f32).collect()
}

fn sum(example: &Example, weights: &[f64], scales: &[f64]) -> f64 {
    let rows = example.rows.iter();
    let sum: f64 = rows
        .map(|&row| weights[row as usize] * scales[row as usize])
        .sum();
    sum * example.size
}

fn square(example: &Example, scales: &[f64]) -> f64 {
    let rows = example.rows.iter();
    let sum: f64 = rows.map(|&row| scales[row as usize].powi(2)).sum();
    sum * example.size * example.size
}

/// For each row, a scale that rises with how far (in standard errors) the mean of its examples is from the mean of
/// all; 0 for a row seen once.
fn telling(rows: usize, examples: &[&Example]) -> Vec<f64> {
    let count = (examples.len() as f64).max(1.0);
    let mean = examples.iter().map(|it| it.value).sum::<f64>() / count;
    let spread = examples.iter().map(|it| (it.value - mean).powi(2));
    let deviation = (spread.sum::<f64>() / count).sqrt().max(1e-9);
    let mut sums = vec![(0.0f64, 0.0f64); rows];
    for example in examples {
        for &row in &example.rows {
            let (seen, sum) = &mut sums[row as usize];
            *seen += 1.0;
            *sum += example.value - mean;
        }
    }
    let scale = |(seen, sum): (f64, f64)| {
        if seen < 2.0 {
            return 0.0;
        }
        0.2 + 0.25 * (sum.abs() / seen.sqrt() / deviation).min(8.0)
    };
    sums.into_iter().map(scale).collect()
}
