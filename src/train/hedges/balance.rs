//! Weighs the views of a sentence, and sets the thresholds at which F1 is highest, on sentences held out.

use super::check::Seen;
use crate::hedge::learned::{Balance, REGISTERS};

/// Steps of gradient descent, which for three numbers is enough.
const STEPS: usize = 2000;

/// The balance of each register.
pub fn balances(held: &[&Seen]) -> [Balance; REGISTERS] {
    std::array::from_fn(|head| {
        let own: Vec<&Seen> = held
            .iter()
            .copied()
            .filter(|seen| seen.set == head)
            .collect();
        balance(&own, head)
    })
}

fn balance(own: &[&Seen], head: usize) -> Balance {
    let points: Vec<([f64; 2], bool)> = own
        .iter()
        .map(|seen| {
            (
                [f64::from(seen.words[head]), f64::from(seen.whole[head])],
                seen.label,
            )
        })
        .collect();
    let [words, whole, bias] = fit(&points);
    let logits: Vec<(f64, u32, u32)> = points
        .iter()
        .map(|([a, b], label)| (words * a + whole * b + bias, 1, u32::from(*label)))
        .collect();
    let least = best(logits, own.iter().filter(|seen| seen.label).count() as u32);
    let of_words = own.iter().flat_map(|seen| seen.marked.iter());
    let marked: Vec<(f64, u32, u32)> = of_words
        .map(|(logits, hedge)| (f64::from(logits[head]), 1, u32::from(*hedge)))
        .collect();
    let hedges = marked.iter().map(|(_, _, hedge)| hedge).sum();
    Balance {
        words: words as f32,
        whole: whole as f32,
        bias: (bias - least) as f32,
        word: if hedges > 0 {
            best(marked, hedges) as f32
        } else {
            0.0
        },
    }
}

/// Logistic regression on two numbers: their weights, and the bias.
fn fit(points: &[([f64; 2], bool)]) -> [f64; 3] {
    let mut weights = [1.0, 1.0, 0.0];
    let rate = 0.5 / points.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut slope = [0.0; 3];
        for ([a, b], label) in points {
            let logit = weights[0] * a + weights[1] * b + weights[2];
            let miss = f64::from(u8::from(*label)) - 1.0 / (1.0 + (-logit).exp());
            for (s, x) in slope.iter_mut().zip([*a, *b, 1.0]) {
                *s += miss * x;
            }
        }
        weights
            .iter_mut()
            .zip(slope)
            .for_each(|(w, s)| *w += rate * s);
    }
    weights
}

/// The score above which F1 is highest; each entry is a score, how many are offered with it, how many of them are right.
fn best(mut entries: Vec<(f64, u32, u32)>, gold: u32) -> f64 {
    entries.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut offered, mut right) = (0, 0);
    let mut best = (0.0, 0.0);
    for (i, (score, more, good)) in entries.iter().enumerate() {
        offered += more;
        right += good;
        let f1 = 2.0 * f64::from(right) / f64::from(offered + gold);
        if f1 > best.0 {
            let next = entries.get(i + 1).map_or(score - 1.0, |entry| entry.0);
            best = (f1, (score + next) / 2.0);
        }
    }
    best.1
}
