//! Trains the model of hedges, and tells what it reaches on sentences that it did not see.

mod balance;
mod check;
mod read;

use std::path::Path;

use rayon::prelude::*;

use super::bags::{self, Bag, Weights};
use super::linear::{self, Examples};
use super::{Random, TrainError};
use crate::engine::Engine;
use crate::hedge::features::ROWS;
use crate::hedge::learned::{Balance, Heads, HedgeModel, REGISTERS, scale};
use crate::model::{Table, Twin};
use crate::rules::Pack;
use read::{Set, Unit};

/// Into how many parts the sentences are cut to be held out in turn.
const FOLDS: usize = 10;
/// What a sentence counts beside the penalty, in the view of the whole.
const COST: f64 = 0.1;
/// The same for registers.
const COST_REGISTER: f64 = 0.1;
/// Weights below so many steps are dropped.
const LEAST: f32 = 1.0;

fn row(feature: u64) -> u32 {
    (feature >> (64 - ROWS)) as u32
}

/// Trains a model on the annotated sentences under `data`; `progress` is told what was reached.
///
/// # Errors
///
/// A file cannot be read, or the rules do not compile.
pub fn train(
    data: &Path,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Result<HedgeModel, TrainError> {
    let engine = Engine::compile(&Pack::builtin()?)?;
    let sets = read::sets(data, engine.rules())?;
    let news = read::news(data, engine.rules())?;
    let lessons = Lessons {
        sets: &sets,
        news: &news,
    };
    progress(&format!("hedges: {} sentences", lessons.total()));
    let held: Vec<Vec<check::Seen>> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| {
            let model = lessons.model(|unit| unit.fold != fold, seed);
            check::judge(&model, &sets, fold)
        })
        .collect();
    let held: Vec<check::Seen> = held.into_iter().flatten().collect();
    for line in check::report(&held, &sets) {
        progress(&line);
    }
    let mut model = lessons.model(|_| true, seed);
    model.balance = balance::balances(&held.iter().collect::<Vec<_>>());
    Ok(model)
}

/// What there is to learn from.
struct Lessons<'s> {
    sets: &'s [Set],
    news: &'s [Unit],
}

impl Lessons<'_> {
    fn total(&self) -> usize {
        self.sets.iter().map(|set| set.units.len()).sum()
    }

    /// The model of the sentences that `used` lets pass, its views not yet balanced.
    fn model(&self, used: impl Fn(&Unit) -> bool, seed: u64) -> HedgeModel {
        let mut words = vec![[0.0; REGISTERS]; 1 << ROWS];
        let mut whole = vec![[0.0; REGISTERS]; 1 << ROWS];
        let mut bias = [0.0; REGISTERS];
        for (head, set) in self.sets.iter().enumerate() {
            let units: Vec<&Unit> = set.units.iter().filter(|unit| used(unit)).collect();
            let learned = of_words(&units, seed);
            fill(&mut words, head, &learned.rows);
            bias[head] = learned.bias;
            fill(&mut whole, head, &of_whole(&units, seed));
        }
        let (registers, priors) = self.registers(used, seed);
        let whole = Table::quantise(ROWS, &whole, LEAST);
        let registers = Table::quantise(ROWS, &registers, LEAST);
        HedgeModel {
            words: Table::quantise(ROWS, &words, LEAST),
            bias,
            whole: Twin::of(&whole, &registers),
            priors,
            balance: [Balance::default(); REGISTERS],
        }
    }

    fn registers(&self, used: impl Fn(&Unit) -> bool, seed: u64) -> (Vec<Heads>, Heads) {
        let mut table = vec![[0.0; REGISTERS]; 1 << ROWS];
        let labelled = self.sets.iter().enumerate();
        let units: Vec<(usize, &Unit)> = labelled
            .flat_map(|(head, set)| set.units.iter().map(move |unit| (head, unit)))
            .chain(self.news.iter().map(|unit| (REGISTERS - 1, unit)))
            .filter(|(_, unit)| used(unit))
            .collect();
        let all: Vec<usize> = (0..units.len()).collect();
        for head in 0..REGISTERS {
            let mut examples = Examples::default();
            for (label, unit) in &units {
                examples.push(&unit.whole, size(unit), *label == head);
            }
            let weights = linear::logistic(
                1 << ROWS,
                &examples,
                &all,
                COST_REGISTER,
                &mut Random::new(seed),
            );
            fill(&mut table, head, &weights);
        }
        (table, [0.0; REGISTERS])
    }
}

fn of_words(units: &[&Unit], seed: u64) -> Weights {
    let bags: Vec<&Bag> = units.iter().map(|unit| &unit.bag).collect();
    bags::noisy_or(1 << ROWS, &bags, &mut Random::new(seed))
}

fn of_whole(units: &[&Unit], seed: u64) -> Vec<f32> {
    let mut examples = Examples::default();
    for unit in units {
        examples.push(&unit.whole, size(unit), unit.bag.label);
    }
    let all: Vec<usize> = (0..units.len()).collect();
    let random = &mut Random::new(seed);
    linear::logistic(1 << ROWS, &examples, &all, COST, random)
}

/// What each feature of the whole sentence counts.
fn size(unit: &Unit) -> f32 {
    scale(3 * unit.spans.len())
}

fn fill(table: &mut [Heads], head: usize, weights: &[f32]) {
    for (row, weight) in table.iter_mut().zip(weights) {
        row[head] = *weight;
    }
}
