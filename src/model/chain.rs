//! Linear-chain conditional random fields over `L` labels: the best labels of a sequence, and how likely each is.
//!
//! Lafferty, McCallum, Pereira: Conditional Random Fields, ICML 2001.

use super::store::{Reader, Store, StoreError};

/// The score of a step that cannot be.
pub const NEVER: f32 = -1e4;

/// Scores of steps from label to label, one matrix for each class of place (after a comma, where a quotation opens…).
#[derive(Debug, Clone, PartialEq)]
pub struct Steps<const L: usize> {
    /// `classes[c][from][to]`.
    pub classes: Vec<[[f32; L]; L]>,
    /// Scores of the first label.
    pub first: [f32; L],
}

/// Scores of steps as powers of e, as forward–backward takes them.
pub type Powers<const L: usize> = Vec<[[f32; L]; L]>;

/// A chain's scratch space, to be used again for the next sequence.
#[derive(Debug, Default, Clone)]
pub struct Chain<const L: usize> {
    back: Vec<[u8; L]>,
    forward: Vec<[f32; L]>,
    emissions: Vec<[f32; L]>,
    sizes: Vec<f32>,
}

impl<const L: usize> Steps<L> {
    /// Steps that score nothing.
    pub fn new(classes: usize) -> Self {
        Self {
            classes: vec![[[0.0; L]; L]; classes],
            first: [0.0; L],
        }
    }

    /// The scores as powers of e.
    pub fn powers(&self) -> Powers<L> {
        let powers = self.classes.iter();
        powers.map(|m| m.map(|r| r.map(f32::exp))).collect()
    }

    /// Writes the scores.
    pub fn store(&self, out: &mut Store) {
        out.number(self.classes.len() as u32);
        self.first.iter().for_each(|x| out.real(*x));
        self.classes
            .iter()
            .flatten()
            .flatten()
            .for_each(|x| out.real(*x));
    }

    /// Reads what [`Steps::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than that.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let count = from.number()? as usize;
        let mut steps = Self::new(count.min(256));
        for x in &mut steps.first {
            *x = from.real()?;
        }
        for x in steps.classes.iter_mut().flatten().flatten() {
            *x = from.real()?;
        }
        Ok(steps)
    }
}

impl<const L: usize> Chain<L> {
    /// The best labels of a sequence (Viterbi), whose scores by place and label are `scores` and whose places are of `classes`.
    pub fn best(
        &mut self,
        steps: &Steps<L>,
        scores: &[[f32; L]],
        classes: &[u8],
        out: &mut Vec<u8>,
    ) {
        out.clear();
        self.back.clear();
        let Some(start) = scores.first() else {
            return;
        };
        let mut now = *start;
        now.iter_mut().zip(steps.first).for_each(|(x, f)| *x += f);
        for (score, &class) in scores.iter().zip(classes).skip(1) {
            let matrix = &steps.classes[class as usize];
            // Of one size and without a branch, so that all labels are compared at once.
            let (mut next, mut from) = ([f32::NEG_INFINITY; L], [0u32; L]);
            for (label, row) in matrix.iter().enumerate() {
                for to in 0..L {
                    let total = now[label] + row[to];
                    let better = total > next[to];
                    next[to] = if better { total } else { next[to] };
                    from[to] = if better { label as u32 } else { from[to] };
                }
            }
            next.iter_mut().zip(score).for_each(|(x, s)| *x += s);
            self.back.push(from.map(|label| label as u8));
            now = next;
        }
        let mut label = (0..L).fold(0, |best, i| if now[i] > now[best] { i } else { best }) as u8;
        out.push(label);
        for from in self.back.iter().rev() {
            label = from[label as usize];
            out.push(label);
        }
        out.reverse();
    }

    /// How likely each label is at each place (forward–backward), into `out`; gives the logarithm of the sum over all
    /// labellings. `step` is told, for each place but the first, how likely each step to it is.
    pub fn forward_backward(
        &mut self,
        powers: &[[[f32; L]; L]],
        first: &[f32; L],
        scores: &[[f32; L]],
        classes: &[u8],
        out: &mut Vec<[f32; L]>,
        step: &mut impl FnMut(usize, &[[f32; L]; L]),
    ) -> f32 {
        out.clear();
        self.forward.clear();
        let mut log = 0.0f32;
        self.emissions.clear();
        self.sizes.clear();
        for (at, score) in scores.iter().enumerate() {
            let mut score = *score;
            if at == 0 {
                score.iter_mut().zip(first).for_each(|(s, f)| *s += f);
            }
            let top = score.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let emission = score.map(|s| (s - top).exp());
            let mut alpha = match self.forward.last() {
                None => emission,
                Some(before) => {
                    let mut alpha = [0.0; L];
                    for (a, row) in before.iter().zip(&powers[classes[at] as usize]) {
                        alpha.iter_mut().zip(row).for_each(|(x, p)| *x += a * p);
                    }
                    alpha.iter_mut().zip(emission).for_each(|(x, e)| *x *= e);
                    alpha
                }
            };
            let size = alpha.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            alpha.iter_mut().for_each(|x| *x /= size);
            log += size.ln() + top;
            self.sizes.push(size);
            self.emissions.push(emission);
            self.forward.push(alpha);
        }
        let mut beta = [1.0f32; L];
        for at in (0..scores.len()).rev() {
            let mut marginal = self.forward[at];
            marginal.iter_mut().zip(beta).for_each(|(m, b)| *m *= b);
            out.push(marginal);
            let Some(before) = at.checked_sub(1) else {
                break;
            };
            let mut arrived = beta;
            arrived
                .iter_mut()
                .zip(self.emissions[at])
                .for_each(|(b, e)| *b *= e / self.sizes[at]);
            let mut steps = [[0.0; L]; L];
            let mut next = [0.0f32; L];
            for (from, row) in powers[classes[at] as usize].iter().enumerate() {
                for to in 0..L {
                    let x = row[to] * arrived[to];
                    next[from] += x;
                    steps[from][to] = self.forward[before][from] * x;
                }
            }
            step(at, &steps);
            beta = next;
        }
        out.reverse();
        log
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two labels, three places: small enough to add up all eight labellings.
    fn small() -> (Steps<2>, Vec<[f32; 2]>, Vec<u8>) {
        let steps = Steps {
            classes: vec![[[0.3, -0.2], [0.1, 0.7]], [[0.0, 1.0], [-1.0, 0.2]]],
            first: [0.1, -0.1],
        };
        (
            steps,
            vec![[0.5, 0.0], [-0.3, 0.4], [0.2, 0.1]],
            vec![0, 1, 0],
        )
    }

    fn score(steps: &Steps<2>, scores: &[[f32; 2]], classes: &[u8], labels: [usize; 3]) -> f32 {
        let mut sum = steps.first[labels[0]] + scores[0][labels[0]];
        for at in 1..3 {
            sum += scores[at][labels[at]]
                + steps.classes[classes[at] as usize][labels[at - 1]][labels[at]];
        }
        sum
    }

    fn all() -> impl Iterator<Item = [usize; 3]> {
        (0..8).map(|i| [i & 1, i >> 1 & 1, i >> 2 & 1])
    }

    #[test]
    fn best_is_the_best_of_all() {
        let (steps, scores, classes) = small();
        let mut out = Vec::new();
        Chain::default().best(&steps, &scores, &classes, &mut out);
        let best = all()
            .max_by(|a, b| {
                score(&steps, &scores, &classes, *a)
                    .total_cmp(&score(&steps, &scores, &classes, *b))
            })
            .unwrap();
        assert_eq!(
            out.iter().map(|l| *l as usize).collect::<Vec<_>>(),
            best.to_vec()
        );
    }

    #[test]
    fn marginals_are_sums_over_all() {
        let (steps, scores, classes) = small();
        let mut out = Vec::new();
        let log = Chain::default().forward_backward(
            &steps.powers(),
            &steps.first,
            &scores,
            &classes,
            &mut out,
            &mut |_, _| {},
        );
        let total: f32 = all()
            .map(|l| score(&steps, &scores, &classes, l).exp())
            .sum();
        assert!((log - total.ln()).abs() < 1e-4);
        for at in 0..3 {
            let ones: f32 = all()
                .filter(|l| l[at] == 1)
                .map(|l| score(&steps, &scores, &classes, l).exp())
                .sum();
            assert!((out[at][1] - ones / total).abs() < 1e-4);
        }
    }
}
