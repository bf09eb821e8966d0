//! Logistic regression over hashed features: dual coordinate descent with a quadratic penalty.
//!
//! Yu, Huang, Lin: Dual coordinate descent methods for logistic regression and maximum entropy models, Machine
//! Learning 85, 2011.

use super::Random;

/// Passes over the examples; more of them change no figure.
const PASSES: usize = 30;
/// How little the largest step of a pass may be for the passes to end.
const STILL: f64 = 0.01;

/// Examples with their features, each a row of a table.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    ends: Vec<usize>,
    features: Vec<u32>,
    labels: Vec<bool>,
    sizes: Vec<f64>,
}

impl Examples {
    /// Adds an example whose features each count `size`.
    pub fn push(&mut self, features: &[u32], size: f32, label: bool) {
        self.features.extend(features);
        self.ends.push(self.features.len());
        self.labels.push(label);
        self.sizes.push(f64::from(size));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The features of one.
    pub fn features(&self, i: usize) -> &[u32] {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.features[start..self.ends[i]]
    }

    /// The label of one.
    pub fn label(&self, i: usize) -> bool {
        self.labels[i]
    }
}

/// The weights, one a row, that part the examples `which` best. `cost` is what an example counts beside the penalty:
/// the larger, the closer the weights keep to the examples. A row that tells the labels apart is penalised less, one
/// that is seen once not used.
pub fn logistic(
    rows: usize,
    examples: &Examples,
    which: &[usize],
    cost: f64,
    random: &mut Random,
) -> Vec<f32> {
    let scales = telling(rows, examples, which);
    let problem = Problem {
        examples,
        scales: &scales,
        cost,
    };
    let mut weights = vec![0.0f64; rows];
    let mut order: Vec<Dual> = which.iter().map(|&i| problem.dual(i)).collect();
    for dual in &order {
        problem.add(dual, &mut weights, dual.near);
    }
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        let largest = order
            .iter_mut()
            .map(|dual| problem.improve(dual, &mut weights))
            .fold(0.0, f64::max);
        if largest < STILL * cost {
            break;
        }
    }
    let scaled = weights.iter().zip(&scales);
    scaled.map(|(w, scale)| (w * scale) as f32).collect()
}

/// For each row, a scale that rises with how far (in standard deviations) its count among the examples so labelled is
/// from what chance would have; 0 for a row seen once.
fn telling(rows: usize, examples: &Examples, which: &[usize]) -> Vec<f64> {
    let mut counts = vec![[0.0f64; 2]; rows];
    let mut labelled = [0.0f64; 2];
    for &i in which {
        let label = usize::from(examples.label(i));
        labelled[label] += 1.0;
        for &row in examples.features(i) {
            counts[row as usize][label] += 1.0;
        }
    }
    let share = labelled[1] / (labelled[0] + labelled[1]).max(1.0);
    let scale = |[without, with]: [f64; 2]| {
        let all = without + with;
        if all < 2.0 {
            return 0.0;
        }
        let deviation = (all * share * (1.0 - share)).sqrt().max(1.0);
        0.2 + 0.25 * ((with - all * share).abs() / deviation).min(8.0)
    };
    counts.into_iter().map(scale).collect()
}

/// What is to be solved.
struct Problem<'e> {
    examples: &'e Examples,
    scales: &'e [f64],
    cost: f64,
}

/// The two dual variables of an example, which sum to the cost.
#[derive(Debug, Clone, Copy)]
struct Dual {
    example: usize,
    sign: f64,
    square: f64,
    near: f64,
    far: f64,
}

impl Problem<'_> {
    fn dual(&self, example: usize) -> Dual {
        let near = (0.001 * self.cost).min(1e-8);
        let size = self.examples.sizes[example];
        let scales = self.examples.features(example).iter();
        let square = scales
            .map(|&row| self.scales[row as usize].powi(2))
            .sum::<f64>();
        Dual {
            example,
            sign: if self.examples.label(example) {
                1.0
            } else {
                -1.0
            },
            square: square * size * size,
            near,
            far: self.cost - near,
        }
    }

    fn add(&self, dual: &Dual, weights: &mut [f64], step: f64) {
        let step = dual.sign * step * self.examples.sizes[dual.example];
        for &row in self.examples.features(dual.example) {
            weights[row as usize] += step * self.scales[row as usize];
        }
    }

    /// Moves the variables to where the others leave their best value; gives how far.
    fn improve(&self, dual: &mut Dual, weights: &mut [f64]) -> f64 {
        let rows = self.examples.features(dual.example).iter();
        let sum: f64 = rows
            .map(|&row| weights[row as usize] * self.scales[row as usize])
            .sum();
        let margin = dual.sign * sum * self.examples.sizes[dual.example];
        let swapped = 0.5 * dual.square * (dual.far - dual.near) + margin < 0.0;
        let (old, direction) = if swapped {
            (dual.far, -1.0)
        } else {
            (dual.near, 1.0)
        };
        let new = newton(old, dual.square, direction * margin, self.cost);
        (dual.near, dual.far) = if swapped {
            (self.cost - new, new)
        } else {
            (new, self.cost - new)
        };
        let step = direction * (new - old);
        self.add(dual, weights, step);
        step.abs()
    }
}

/// Where `square · (z − old) + margin + ln(z / (cost − z))` is zero, `z` between 0 and `cost`.
fn newton(old: f64, square: f64, margin: f64, cost: f64) -> f64 {
    let mut z = old;
    if cost - z < 0.5 * cost {
        z *= 0.1;
    }
    for _ in 0..100 {
        let slope = square * (z - old) + margin + (z / (cost - z)).ln();
        if slope.abs() < 1e-3 {
            break;
        }
        let bend = square + cost / (cost - z) / z;
        let next = z - slope / bend;
        z = if next <= 0.0 {
            z * 0.1
        } else {
            next.min(cost * (1.0 - 1e-12))
        };
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_parts_what_can_be_parted() {
        let mut examples = Examples::default();
        for i in 0..40u32 {
            examples.push(&[0, 1 + i % 2, 3 + i % 5], 1.0, i % 2 == 0);
        }
        let all: Vec<usize> = (0..examples.len()).collect();
        let weights = logistic(8, &examples, &all, 10.0, &mut Random::new(1));
        assert!(weights[1] > 1.0 && weights[2] < -1.0, "{weights:?}");
        assert!(weights[3..].iter().all(|w| w.abs() < 0.2), "{weights:?}");
        assert_eq!(
            weights,
            logistic(8, &examples, &all, 10.0, &mut Random::new(1))
        );
    }
}
