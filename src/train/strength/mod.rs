//! Trains the model of certainty and strength, and tells what it reaches on sentences that it did not see.

pub mod held;

use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

pub use held::Held;

use super::linear::{self, Examples};
use super::ridge::{self, Example};
use super::{Random, TrainError, gold};
use crate::engine::Engine;
use crate::model::Wide;
use crate::models::Models;
use crate::rules::Pack;
use crate::score::strength::{DECISIONS, Noise, Reading, StrengthModel};
use crate::score::worth::size;
use crate::types::{Input, Span};

/// Rows of each table, as a power of two.
const ROWS: u32 = 17;
/// What a sentence counts beside the penalty, for certainty.
const COST: f64 = 0.05;
/// The same for a decision.
const DECISION_COST: f64 = 0.5;

/// A sentence and what readers made of it.
#[derive(Debug, Clone, Deserialize)]
struct Line {
    text: String,
    /// 1 to 6, in the sentences that are graded.
    #[serde(default)]
    certainty: f64,
    /// 0 to 3, in those that are classed.
    #[serde(default)]
    strength: u8,
}

/// The annotated sentences, as rows of the tables.
#[derive(Debug, Clone)]
pub struct Data {
    /// Graded sentences, each wanted certainty as far from their mean.
    graded: Vec<Example>,
    /// That mean, 0..1.
    middle: f64,
    /// What the model of commitment alone says of each graded sentence.
    firmness: Vec<f64>,
    /// Classed sentences.
    classed: Vec<(Vec<u32>, u8)>,
}

impl Data {
    /// Reads the sentences under `data`, in an order that `seed` decides.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or a line is no annotated sentence.
    pub fn read(data: &Path, seed: u64) -> Result<Self, TrainError> {
        let engine = Engine::compile(&Pack::builtin()?)?.with_models(Models::builtin()?);
        let lines = |name: &str| -> Result<Vec<Line>, TrainError> {
            let path = data.join(format!("gold/certainty_{name}_dev.jsonl.gz"));
            let mut lines = gold::lines(&path)?;
            Random::new(seed).shuffle(&mut lines);
            Ok(lines)
        };
        let graded = lines("findings")?;
        let found: Vec<_> = graded
            .par_iter()
            .map(|line| read(&engine, &line.text))
            .collect();
        let grades: Vec<f64> = (graded.iter().map(|line| (line.certainty - 1.0) / 5.0)).collect();
        let middle = grades.iter().sum::<f64>() / (grades.len() as f64).max(1.0);
        let firmness = found.iter().map(|(_, firmness)| *firmness).collect();
        let graded = found
            .into_iter()
            .zip(grades)
            .map(|((rows, _), grade)| Example {
                size: f64::from(size(rows.len())),
                rows,
                value: grade - middle,
            });
        let classed = lines("strength")?;
        let classed = classed.par_iter();
        Ok(Self {
            graded: graded.collect(),
            middle,
            firmness,
            classed: classed
                .map(|line| (read(&engine, &line.text).0, line.strength))
                .collect(),
        })
    }

    /// The model of the sentences whose place `is_used`.
    fn model(&self, is_used: impl Fn(usize) -> bool, seed: u64) -> StrengthModel {
        let graded = self.graded.iter().enumerate();
        let graded: Vec<&Example> = graded
            .filter(|(i, _)| is_used(*i))
            .map(|(_, it)| it)
            .collect();
        let certainty = ridge::ridge(1 << ROWS, &graded, COST, &mut Random::new(seed));
        let certainty: Vec<[f32; 1]> = certainty.into_iter().map(|w| [w]).collect();
        let heads: [Vec<f32>; DECISIONS] =
            std::array::from_fn(|decision| self.decision(decision as u8, &is_used, seed));
        let rows = (0..1 << ROWS).map(|row| std::array::from_fn(|head| heads[head][row]));
        let decisions: Vec<[f32; DECISIONS]> = rows.collect();
        StrengthModel {
            certainty: Wide::quantise(ROWS, &certainty),
            middle: self.middle as f32,
            decisions: Wide::quantise(ROWS, &decisions),
            certainty_noise: Noise::default(),
            level_noise: Noise::default(),
        }
    }

    /// The weights of one decision, learned from the sentences that the decisions before let through.
    fn decision(&self, decision: u8, is_used: &impl Fn(usize) -> bool, seed: u64) -> Vec<f32> {
        let mut examples = Examples::default();
        for (_, (rows, class)) in self
            .classed
            .iter()
            .enumerate()
            .filter(|(i, (_, class))| is_used(*i) && *class >= decision)
        {
            examples.push(rows, size(rows.len()), *class > decision);
        }
        let all: Vec<usize> = (0..examples.len()).collect();
        let random = &mut Random::new(seed);
        linear::logistic(1 << ROWS, &examples, &all, DECISION_COST, random)
    }
}

/// A sentence's rows, and its firmness by the model of commitment.
fn read(engine: &Engine, text: &str) -> (Vec<u32>, f64) {
    let input = Input {
        text: text.to_owned(),
        ..Input::default()
    };
    let analysis = engine.analyse(&input);
    let whole = Span {
        start: 0,
        end: text.len() as u32,
    };
    let reading = Reading::of(text, whole, &analysis);
    let features = reading.features().into_iter();
    let rows = features.map(|it| (it.hash >> (64 - ROWS)) as u32).collect();
    let [low, high] = reading.firmness;
    (rows, (low + high) / 2.0)
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
) -> Result<StrengthModel, TrainError> {
    let data = Data::read(data, seed)?;
    let held = Held::of(&data, seed);
    held.lines().iter().for_each(|line| progress(line));
    Ok(StrengthModel {
        certainty_noise: held.certainty_noise(),
        level_noise: held.level_noise(),
        ..data.model(|_| true, seed)
    })
}
