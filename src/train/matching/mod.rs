//! Trains what matching has learned, and tells what it reaches on the halves that it did not see.

mod background;
mod measure;
mod sets;
mod similar;
mod told;
mod twins;

use std::path::Path;

use rayon::prelude::*;

use super::TrainError;
use super::dense::{self, Example};
use super::rank::{self, Question};
use crate::matching::{COUNT, Level, MatchModel, OF_CLAIMS, OF_TEXTS, RANKED, Vocabulary, Weights};
use crate::rules::Pack;

pub use measure::Figure;
use sets::{Part, Sets};

/// How small the weights are kept.
const PENALTY: f64 = 1.0;
const STORIES_PENALTY: f64 = 0.3;
/// What all examples of a set count together.
const SET: f64 = 1000.0;
/// What a right answer counts among the candidates, most of which are wrong.
const RIGHT: f64 = 5.0;
/// What sentences of articles count together.
const TOLD: f64 = 300.0;
/// What the claims made of others count together, of each set.
const TWINS: f64 = 200.0;
/// The mean probability from which two clusters of claims are one.
const CLAIMS_JOIN: f32 = 0.17;
/// Those that are tried for two clusters of documents, in hundredths.
const STORIES_JOINS: std::ops::RangeInclusive<u8> = 10..=60;
const APART: usize = 3;

/// Trains a model on the annotated claims and stories under `data`; `progress` is told what was reached.
///
/// # Errors
///
/// A file cannot be read or is not in its format.
pub fn train(data: &Path, progress: &mut dyn FnMut(&str)) -> Result<MatchModel, TrainError> {
    let vocabulary = Vocabulary::new(&Pack::builtin()?);
    let background = background::model(data, &vocabulary)?;
    let sets = Sets::read(data, &vocabulary)?;
    for figure in held_out(&background, &sets) {
        progress(&format!("matching, held out: {figure}"));
    }
    Ok(fit(&background, &sets, Part::Whole))
}

/// What models of each half reach on the other half.
///
/// # Errors
///
/// A file cannot be read or is not in its format.
pub fn halves(data: &Path) -> Result<Vec<Figure>, TrainError> {
    let vocabulary = Vocabulary::new(&Pack::builtin()?);
    let background = background::model(data, &vocabulary)?;
    Ok(held_out(&background, &Sets::read(data, &vocabulary)?))
}

fn held_out(background: &MatchModel, sets: &Sets) -> Vec<Figure> {
    let of = |train, test| measure::figures(&fit(background, sets, train), sets, train, test);
    let first = of(Part::Even, Part::Odd);
    let second = of(Part::Odd, Part::Even);
    let pairs = first.into_iter().zip(second);
    pairs.map(|(one, other)| one.with(&other)).collect()
}

/// The background with weights fitted to a part of the sets.
fn fit(background: &MatchModel, sets: &Sets, part: Part) -> MatchModel {
    let mut model = background.clone();
    let questions = sets.questions(background, part);
    let mut claims = of_questions(&questions);
    claims.extend(weighed(sets.pairs(background, part), SET));
    claims.extend(weighed(
        sets.rumours.pairs(background, Level::Claim, part),
        SET,
    ));
    claims.extend(weighed(sets.told(background, part), TOLD));
    let twins = [
        sets.twins(background, part),
        sets.rumours.twins(background, part),
    ];
    let apart = |twins: Vec<[f32; COUNT]>| twins.into_iter().map(|it| (it, false)).collect();
    for twins in twins {
        claims.extend(weighed(apart(twins), TWINS));
    }
    for claim in &mut claims {
        claim.features[OF_TEXTS].fill(0.0);
    }
    model.claim = weights(&claims, PENALTY, CLAIMS_JOIN);
    let mut stories = weighed(sets.basil.pairs(background, Level::Document, part), SET);
    stories.extend(weighed(
        sets.ecb.pairs(background, Level::Document, part),
        SET,
    ));
    for story in &mut stories {
        story.features[OF_CLAIMS].fill(0.0);
    }
    model.document = weights(&stories, STORIES_PENALTY, 0.0);
    model.document.join = join(&model, sets, part);
    model.rank = rank::softmax(&questions);
    model
}

/// The threshold that parts the stories of these sets best.
fn join(model: &MatchModel, sets: &Sets, part: Part) -> f32 {
    let reached = |join: u8| {
        let join = f32::from(join) / 100.0;
        let mut model = model.clone();
        model.document.join = join;
        (
            join,
            measure::stories(&model, sets, part).iter().sum::<f64>(),
        )
    };
    let joins: Vec<u8> = STORIES_JOINS.step_by(APART).collect();
    let reached: Vec<(f32, f64)> = joins.into_par_iter().map(reached).collect();
    let best = reached
        .into_iter()
        .reduce(|best, it| if it.1 > best.1 { it } else { best });
    best.map_or(0.5, |it| it.0)
}

fn weights(examples: &[Example<COUNT>], penalty: f64, join: f32) -> Weights {
    let (each, bias) = dense::logistic(examples, penalty);
    Weights { bias, each, join }
}

/// Examples that count alike, `all` together.
fn weighed(pairs: Vec<([f32; COUNT], bool)>, all: f64) -> Vec<Example<COUNT>> {
    let size = all / pairs.len().max(1) as f64;
    let example = |(features, label)| Example {
        features,
        size,
        label,
    };
    pairs.into_iter().map(example).collect()
}

/// The candidates of all questions as examples.
fn of_questions(questions: &[Question]) -> Vec<Example<COUNT>> {
    let answers = questions.iter().flat_map(|it| &it.answers);
    let size = SET / answers.clone().count().max(1) as f64;
    let example = |(features, label): &([f32; RANKED], bool)| Example {
        features: std::array::from_fn(|at| features[at]),
        size: if *label { RIGHT * size } else { size },
        label: *label,
    };
    answers.map(example).collect()
}
