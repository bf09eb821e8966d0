//! Learns to put the right answer first: the softmax over the answers to a question, by gradient ascent.
//!
//! Cao, Qin, Liu, Tsai, Li: Learning to rank, from pairwise approach to listwise approach, ICML 2007 (with one right
//! answer, its top-one probability).

use crate::matching::{RANKED, UNRANKED};

/// Steps, their size at first, and how soon they shrink.
const STEPS: usize = 400;
const STEP: f64 = 20.0;
const SLOWS: f64 = 100.0;
/// How small the weights are kept.
const PENALTY: f64 = 0.0005;

/// The answers to one question: the features of each, and whether it is right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// The answers.
    pub answers: Vec<([f32; RANKED], bool)>,
}

/// The weights that put the right answers first.
pub fn softmax(questions: &[Question]) -> [f32; RANKED] {
    let usable: Vec<&Question> = questions
        .iter()
        .filter(|it| it.answers.iter().any(|a| a.1))
        .collect();
    let mut weights = [0.0f64; RANKED];
    for step in 0..STEPS {
        let mut slope = [0.0; RANKED];
        usable
            .iter()
            .for_each(|question| question.add(&weights, &mut slope));
        slope[UNRANKED].fill(0.0);
        let size = STEP / (1.0 + step as f64 / SLOWS);
        for (weight, slope) in weights.iter_mut().zip(slope) {
            *weight += size * (slope / usable.len().max(1) as f64 - PENALTY * *weight);
        }
    }
    weights.map(|weight| weight as f32)
}

impl Question {
    /// Adds the slope of the logarithm of the right answers' probability.
    fn add(&self, weights: &[f64; RANKED], slope: &mut [f64; RANKED]) {
        let sum = |features: &[f32; RANKED]| -> f64 {
            features
                .iter()
                .zip(weights)
                .map(|(x, w)| f64::from(*x) * w)
                .sum()
        };
        let sums: Vec<f64> = self
            .answers
            .iter()
            .map(|(features, _)| sum(features))
            .collect();
        let top = sums.iter().copied().fold(f64::MIN, f64::max);
        let odds: Vec<f64> = sums.iter().map(|sum| (sum - top).exp()).collect();
        let all: f64 = odds.iter().sum();
        let right = self.answers.iter().filter(|answer| answer.1).count() as f64;
        for ((features, label), odds) in self.answers.iter().zip(odds) {
            let wanted = if *label { 1.0 / right } else { 0.0 };
            let error = wanted - odds / all;
            slope
                .iter_mut()
                .zip(features)
                .for_each(|(slope, x)| *slope += error * f64::from(*x));
        }
    }
}
