//! Trains the model of check-worthiness, and tells what it reaches on sentences that it did not see.

use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use super::linear::{self, Examples};
use super::{Random, TrainError, gold};
use crate::model::Table;
use crate::score::worth::{WorthModel, each, size};

/// Rows of the table, as a power of two.
const ROWS: u32 = 17;
/// Into how many parts the sentences are cut to be held out in turn.
const FOLDS: usize = 10;
/// What a sentence counts beside the penalty.
const COST: f64 = 0.1;
/// Weights below so many steps are dropped.
const LEAST: f32 = 1.0;

/// A sentence that checkers picked, or did not.
#[derive(Debug, Clone, Deserialize)]
pub struct Line {
    /// Its id, which ends in its number in the debates.
    pub id: String,
    /// Its words.
    pub text: String,
    /// 1: picked.
    pub label: u8,
}

/// Trains a model on the annotated sentences under `data`; `progress` is told what was reached.
///
/// # Errors
///
/// A file cannot be read, or a line is no annotated sentence.
pub fn train(
    data: &Path,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Result<WorthModel, TrainError> {
    let mut lines: Vec<Line> =
        gold::lines(&data.join("gold/checkworthy_claimbuster_dev.jsonl.gz"))?;
    // Neighbours in a debate are held out together.
    lines.sort_by_key(|line| number(&line.id));
    let examples = examples(&lines);
    let held = held_out(&examples, seed);
    progress(&format!(
        "worth, held out: {} sentences, average precision {:.3}",
        lines.len(),
        average_precision(&held, &lines)
    ));
    Ok(model(
        &examples,
        &(0..lines.len()).collect::<Vec<_>>(),
        seed,
    ))
}

fn number(id: &str) -> u32 {
    let digits = id.rsplit('_').next().unwrap_or_default();
    digits.parse().unwrap_or_default()
}

fn rows(text: &str) -> Vec<u32> {
    let mut rows = Vec::new();
    each(text, &mut |f| rows.push((f.hash >> (64 - ROWS)) as u32));
    rows
}

/// The examples of lines.
fn examples(lines: &[Line]) -> Examples {
    let mut examples = Examples::default();
    for line in lines {
        let rows = rows(&line.text);
        examples.push(&rows, size(rows.len()), line.label > 0);
    }
    examples
}

fn model(examples: &Examples, which: &[usize], seed: u64) -> WorthModel {
    let weights = linear::logistic(1 << ROWS, examples, which, COST, &mut Random::new(seed));
    let weights: Vec<[f32; 1]> = weights.into_iter().map(|w| [w]).collect();
    WorthModel {
        table: Table::quantise(ROWS, &weights, LEAST),
        bias: 0.0,
    }
}

/// The logit of each sentence, from a model of the others.
fn held_out(examples: &Examples, seed: u64) -> Vec<f32> {
    let all = examples.len();
    let fold = |i: usize| i * FOLDS / all.max(1);
    let parts: Vec<Vec<f32>> = (0..FOLDS)
        .into_par_iter()
        .map(|k| {
            let which: Vec<usize> = (0..all).filter(|&i| fold(i) != k).collect();
            let model = model(examples, &which, seed);
            let mine = (0..all).filter(|&i| fold(i) == k);
            mine.map(|i| {
                let features = examples.features(i);
                let sum: i32 = features
                    .iter()
                    .map(|&row| i32::from(model.table.row(row)[0]))
                    .sum();
                sum as f32 * model.table.step * size(features.len())
            })
            .collect()
        })
        .collect();
    parts.into_iter().flatten().collect()
}

/// The mean of the precisions at each sentence that was picked, the likeliest first.
fn average_precision(logits: &[f32], lines: &[Line]) -> f64 {
    let mut order: Vec<usize> = (0..logits.len()).collect();
    order.sort_by(|&a, &b| logits[b].total_cmp(&logits[a]));
    let (mut hits, mut total) = (0.0, 0.0);
    for (place, &i) in order.iter().enumerate() {
        if lines[i].label > 0 {
            hits += 1.0;
            total += hits / (place as f64 + 1.0);
        }
    }
    total / f64::max(hits, 1.0)
}
