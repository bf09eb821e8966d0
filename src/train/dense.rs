//! Logistic regression over a few real features: Newton's method with a quadratic penalty.
//!
//! Minka: A comparison of numerical optimizers for logistic regression, 2003.

/// Steps; the weights stand still long before.
const STEPS: usize = 30;

/// An example: its features, what it counts, and its label.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Example<const N: usize> {
    /// The features.
    pub features: [f32; N],
    /// How many examples it counts as.
    pub size: f64,
    /// Whether it is one of those looked for.
    pub label: bool,
}

/// The weights that part the examples best, and the bias. The larger the `penalty`, the smaller the weights; the bias
/// is free.
pub fn logistic<const N: usize>(examples: &[Example<N>], penalty: f64) -> ([f32; N], f32) {
    let mut weights = vec![0.0f64; N + 1];
    for _ in 0..STEPS {
        let (slope, bend) = derivatives(examples, &weights, penalty);
        let Some(step) = solve(bend, slope) else {
            break;
        };
        weights
            .iter_mut()
            .zip(step)
            .for_each(|(w, step)| *w -= step);
    }
    let mut each = [0.0; N];
    each.iter_mut()
        .zip(&weights)
        .for_each(|(out, w)| *out = *w as f32);
    (each, weights[N] as f32)
}

/// The gradient and the Hessian of the loss.
fn derivatives<const N: usize>(
    examples: &[Example<N>],
    weights: &[f64],
    penalty: f64,
) -> (Vec<f64>, Vec<Vec<f64>>) {
    let mut slope: Vec<f64> = weights.iter().map(|w| penalty * w).collect();
    let mut bend = vec![vec![0.0; N + 1]; N + 1];
    slope[N] = 0.0;
    (0..N).for_each(|i| bend[i][i] = penalty);
    bend[N][N] = 1e-9;
    for example in examples {
        let row: Vec<f64> = example
            .features
            .iter()
            .map(|&x| f64::from(x))
            .chain([1.0])
            .collect();
        let sum: f64 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
        let odds = 1.0 / (1.0 + (-sum).exp());
        let error = example.size * (odds - f64::from(u8::from(example.label)));
        let curve = example.size * odds * (1.0 - odds);
        for (i, x) in row.iter().enumerate() {
            slope[i] += error * x;
            bend[i]
                .iter_mut()
                .zip(&row)
                .for_each(|(out, y)| *out += curve * x * y);
        }
    }
    (slope, bend)
}

/// Solves `matrix · x = right` by elimination; none where there is no one solution.
fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for at in 0..size {
        let pivot =
            (at..size).max_by(|&a, &b| matrix[a][at].abs().total_cmp(&matrix[b][at].abs()))?;
        matrix.swap(at, pivot);
        right.swap(at, pivot);
        if matrix[at][at].abs() < 1e-12 {
            return None;
        }
        let top = matrix[at].clone();
        for row in at + 1..size {
            let factor = matrix[row][at] / top[at];
            matrix[row]
                .iter_mut()
                .zip(&top)
                .for_each(|(x, y)| *x -= factor * y);
            right[row] -= factor * right[at];
        }
    }
    for at in (0..size).rev() {
        let known: f64 = (at + 1..size).map(|i| matrix[at][i] * right[i]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_odds_that_the_examples_have() {
        let example = |x, label, size| Example {
            features: [x],
            size,
            label,
        };
        let examples = [
            example(0.0, true, 1.0),
            example(0.0, false, 3.0),
            example(1.0, true, 4.0),
            example(1.0, false, 2.0),
        ];
        let ([weight], bias) = logistic(&examples, 1e-6);
        assert!((bias - (1.0f32 / 3.0).ln()).abs() < 1e-3, "{bias}");
        assert!((weight + bias - 2f32.ln()).abs() < 1e-3, "{weight}");
    }
}
