//! Learns which words are hedges where the gold tells only which sentences hold one: a noisy or over the words.
//!
//! A bag is a sentence whose label is known, or a single word whose label is. The bag is positive where any of its
//! words is; weights go up the gradient (AdaGrad: Duchi, Hazan, Singer, JMLR 12, 2011) and are averaged.

use super::Random;

/// Passes over the bags.
const PASSES: usize = 12;
/// How far a step goes.
const RATE: f32 = 0.1;
/// How much a weight is drawn back to zero at each step.
const PENALTY: f32 = 1e-3;
/// The logit of a word that no feature speaks for, before training.
const START: f32 = -4.0;

/// A sentence: the features of each of its words, and what is known.
#[derive(Debug, Clone, Default)]
pub struct Bag {
    /// For each word, its rows.
    pub words: Vec<Vec<u32>>,
    /// Whether any word is a hedge.
    pub label: bool,
    /// Whether each word is a hedge, where that is known; `None` for a word that is not to be learned from.
    pub known: Option<Vec<Option<bool>>>,
}

/// Weights, one a row, and the bias.
#[derive(Debug, Clone)]
pub struct Weights {
    /// One a row.
    pub rows: Vec<f32>,
    /// Of every word.
    pub bias: f32,
}

struct Trainer {
    weights: Vec<f32>,
    squares: Vec<f32>,
    seen: Vec<u32>,
    bias: f32,
    bias_square: f32,
}

/// The weights that tell the bags best.
pub fn noisy_or(rows: usize, bags: &[&Bag], random: &mut Random) -> Weights {
    let mut trainer = Trainer {
        weights: vec![0.0; rows],
        squares: vec![1e-2; rows],
        seen: vec![0; rows],
        bias: START,
        bias_square: 1e-2,
    };
    for bag in bags {
        for &row in bag.words.iter().flatten() {
            trainer.seen[row as usize] += 1;
        }
    }
    let mut order = bags.to_vec();
    let mut mean = vec![0.0f32; rows];
    let mut bias = 0.0;
    let counted = PASSES - PASSES / 2;
    for pass in 0..PASSES {
        random.shuffle(&mut order);
        order.iter().for_each(|bag| trainer.learn(bag));
        if pass >= PASSES / 2 {
            let share = 1.0 / counted as f32;
            mean.iter_mut()
                .zip(&trainer.weights)
                .for_each(|(m, w)| *m += w * share);
            bias += trainer.bias * share;
        }
    }
    Weights { rows: mean, bias }
}

impl Trainer {
    fn learn(&mut self, bag: &Bag) {
        match &bag.known {
            Some(known) => {
                for (word, label) in bag.words.iter().zip(known) {
                    if let Some(label) = label {
                        self.learn_bag(std::slice::from_ref(word), *label);
                    }
                }
            }
            None => self.learn_bag(&bag.words, bag.label),
        }
    }

    fn learn_bag(&mut self, words: &[Vec<u32>], label: bool) {
        let likely: Vec<f32> = words.iter().map(|word| self.likely(word)).collect();
        let none: f32 = likely.iter().map(|p| 1.0 - p).product();
        let any = (1.0 - none).max(1e-6);
        for (word, p) in words.iter().zip(likely) {
            let gradient = if label { none / any * p } else { -p };
            if gradient.abs() > 1e-4 {
                self.step(word, gradient);
            }
        }
    }

    fn likely(&self, word: &[u32]) -> f32 {
        let logit: f32 = word.iter().map(|&row| self.weights[row as usize]).sum();
        1.0 / (1.0 + (-(logit + self.bias)).exp())
    }

    fn step(&mut self, word: &[u32], gradient: f32) {
        self.bias_square += gradient * gradient;
        self.bias += RATE * gradient / self.bias_square.sqrt();
        for &row in word {
            let row = row as usize;
            if self.seen[row] > 1 {
                let gradient = gradient - PENALTY * self.weights[row];
                self.squares[row] += gradient * gradient;
                self.weights[row] += RATE * gradient / self.squares[row].sqrt();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_that_tells_is_found() {
        let bag = |i: u32| Bag {
            words: vec![
                vec![i % 5],
                vec![if i.is_multiple_of(2) { 6 } else { 7 }],
                vec![i % 3],
            ],
            label: i.is_multiple_of(2),
            known: None,
        };
        let bags: Vec<Bag> = (0..60).map(bag).collect();
        let bags: Vec<&Bag> = bags.iter().collect();
        let weights = noisy_or(8, &bags, &mut Random::new(1));
        let most = (0..8).max_by(|&a, &b| weights.rows[a].total_cmp(&weights.rows[b]));
        assert_eq!(most, Some(6));
        let again = noisy_or(8, &bags, &mut Random::new(1));
        assert_eq!(weights.rows, again.rows);
    }
}
