//! Trains the tagger: parts of speech, the labels of tokens, each cue's source and content, the last word on each attribution.

use std::path::Path;

use super::attribution::{Sample, sample};
use super::crf::{self, Course, Sequence, Settings, Trainer};
use super::gold::{self, Document};
use super::{TrainError, clusters, decisions, tags, texts};
use crate::engine::Engine;
use crate::rules::Pack;
use crate::tag::cues::{self, Labeller};
use crate::tag::spans::{self, Spans};
use crate::tag::{Tagger, Words, context, label};

/// How to train the first step.
const LABELS: Settings = Settings {
    bits: 19,
    rate: 0.05,
    dropout: 0.25,
    prune: 3.0,
};
/// How to train the second.
const PARTS: Settings = Settings { bits: 18, ..LABELS };
const PASSES: usize = 5;
/// How often each step is trained; the mean of all is kept.
const RUNS: u64 = 4;
/// Passes of the models that label what the second step is trained on.
const FOLD_PASSES: usize = 4;
/// What a text that a larger model labelled counts beside one that people did.
const SILVER: f32 = 0.55;

/// Trains a tagger from the annotated text under `data`.
///
/// # Errors
///
/// A file that cannot be read or is not in its format.
pub fn train(data: &Path, seed: u64, progress: &mut dyn FnMut(&str)) -> Result<Tagger, TrainError> {
    let engine = Engine::compile(&Pack::builtin()?)?;
    let gold = data.join("gold");
    let words = words(data, seed, progress)?;

    let lay_out = |documents: &[Document], weight: f32| -> Vec<Sample> {
        let lay_out = |d: &Document| sample(&engine, &words, d, weight);
        documents.iter().map(lay_out).collect()
    };
    let annotated: Vec<Document> = gold::lines(&gold.join("polnear_train.jsonl.gz"))?;
    let mut samples = lay_out(&annotated, 1.0);
    let by_hand = samples.len();
    samples.extend(lay_out(&texts::silver(data)?, SILVER));
    let mut development = lay_out(
        &gold::lines::<Document>(&gold.join("polnear_dev.jsonl"))?,
        1.0,
    );
    progress(&format!(
        "labels: {by_hand} articles by hand, {} by a larger model",
        samples.len() - by_hand
    ));

    let labeller = labeller(
        &samples,
        &|_| true,
        PASSES,
        Some(&development),
        seed,
        progress,
    );
    let halves = [0, 1].map(|half| {
        let keep = |i: usize| i % 2 != half;
        self::labeller(&samples, &keep, FOLD_PASSES, None, seed, progress)
    });
    for (i, sample) in samples.iter_mut().enumerate() {
        sample.given = label(&halves[i % 2], &sample.context);
    }
    for sample in &mut development {
        sample.given = label(&labeller, &sample.context);
    }
    let spans = parts(&samples, &development, seed, progress);
    let mut tagger = Tagger {
        words,
        labeller,
        spans,
        decider: None,
    };
    samples.truncate(by_hand);
    let decider = decisions::train(&engine, &tagger, &samples, data, seed, progress)?;
    tagger.decider = Some(decider);
    Ok(tagger)
}

/// Groups of words, and parts of speech.
fn words(data: &Path, seed: u64, progress: &mut dyn FnMut(&str)) -> Result<Words, TrainError> {
    let clusters = clusters::train(data, seed, progress)?;
    let spoken = data.join("gold/pos");
    let read = |name: &str| tags::read(&spoken.join(name), &clusters);
    let tags = tags::train(&read("ewt_train.tsv.gz")?, seed, progress);
    let right = tags::accuracy(&tags, &read("ewt_dev.tsv.gz")?);
    progress(&format!("tags: development {right:.4}"));
    Ok(Words { clusters, tags })
}

/// The first step, trained on the samples that `keep` holds for.
fn labeller(
    samples: &[Sample],
    keep: &dyn Fn(usize) -> bool,
    passes: usize,
    development: Option<&Vec<Sample>>,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Labeller {
    let items: Vec<(usize, usize)> = (0..samples.len())
        .filter(|i| keep(*i))
        .flat_map(|i| (0..samples[i].context.lines.len()).map(move |line| (i, line)))
        .collect();
    let fill = |sequence: &mut Sequence, &(i, line): &(usize, usize)| {
        let sample = &samples[i];
        let line = sample.context.lines[line].clone();
        let cells = &sample.context.cells[line.clone()];
        sequence.clear(cues::FEATURES, sample.weight);
        let mut features = [0; cues::FEATURES];
        for (at, cell) in cells.iter().enumerate() {
            cues::fill(cells, at, &mut features);
            sequence.push(&features, cell.class);
        }
        sequence.labels.extend(&sample.labels[line]);
    };
    let judge = |(table, steps): &crf::Model<{ cues::WIDTH }>| {
        let labeller = Labeller::new(table.clone(), steps.clone());
        let labelled = development
            .into_iter()
            .flatten()
            .map(|s| (label(&labeller, &s.context).best, &s.labels));
        f1(labelled.flat_map(|(got, right)| got.into_iter().zip(right.iter().copied())))
    };
    let course = Course {
        name: if development.is_some() {
            "labels"
        } else {
            "labels of a half"
        },
        items,
        passes,
        runs: if development.is_some() { RUNS } else { 1 },
        fill: &fill,
        judge: development.is_some().then_some(&judge as _),
    };
    let trainer = Trainer::new(LABELS, context::CLASSES, cues::may_follow);
    let (table, steps) = crf::fit(trainer, &course, seed, progress);
    Labeller::new(table, steps)
}

/// The second step.
fn parts(
    samples: &[Sample],
    development: &[Sample],
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Spans {
    let items: Vec<(usize, usize)> = (0..samples.len())
        .flat_map(|i| (0..samples[i].cues.len()).map(move |cue| (i, cue)))
        .collect();
    let fill = |sequence: &mut Sequence, &(i, cue): &(usize, usize)| {
        let sample = &samples[i];
        let (cue, parts) = &sample.cues[cue];
        sequence.clear(spans::FEATURES, sample.weight);
        let mut features = [0; spans::FEATURES];
        spans::each(&sample.context.cells, &sample.given.best, cue, |view| {
            view.fill(&mut features);
            sequence.push(&features, view.class());
        });
        sequence.labels.extend(parts);
    };
    let judge = |(table, steps): &crf::Model<{ spans::WIDTH }>| {
        let spans = Spans {
            table: table.clone(),
            steps: steps.clone(),
        };
        let mut pairs = Vec::new();
        let mut got = Vec::new();
        for sample in development {
            for (cue, right) in &sample.cues {
                spans.parts(&sample.context.cells, &sample.given.best, cue, &mut got);
                pairs.extend(got.iter().copied().zip(right.iter().copied()));
            }
        }
        f1(pairs.into_iter())
    };
    let course = Course {
        name: "sources and contents",
        items,
        passes: PASSES,
        runs: RUNS,
        fill: &fill,
        judge: Some(&judge),
    };
    let trainer = Trainer::new(PARTS, spans::STEP_CLASSES, |_, _| true);
    let (table, steps) = crf::fit(trainer, &course, seed + 1, progress);
    Spans { table, steps }
}

/// F1 over tokens that are something.
fn f1(pairs: impl Iterator<Item = (u8, u8)>) -> f32 {
    let (mut right, mut got, mut gold) = (0u32, 0u32, 0u32);
    for (a, b) in pairs {
        right += u32::from(a == b && a != 0);
        got += u32::from(a != 0);
        gold += u32::from(b != 0);
    }
    2.0 * right as f32 / (got + gold).max(1) as f32
}
