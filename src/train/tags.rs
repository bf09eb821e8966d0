//! Trains the part-of-speech tagger: an averaged perceptron.

use std::io::BufRead;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::gold::open;
use super::{Random, TrainError};
use crate::model::Table;
use crate::tag::cell::Cell;
use crate::tag::clusters::Clusters;
use crate::tag::pos::{self, FEATURES, PartsOfSpeech, TAGS, WIDTH};
use crate::token::{Shape, tokens};

/// Sentences of words and tags.
pub type Sentences = Vec<Vec<(Cell, u8)>>;

/// Rows of the table, as a power of two.
const BITS: u32 = 16;
const EPOCHS: usize = 6;
/// A word is left to the list where it was seen so often, and all but this share of it with one tag.
const KNOWN: (u32, f32) = (8, 0.995);

/// Reads a table of word, Universal tag, Penn tag, with a blank line after each sentence, and tells the words their groups.
///
/// # Errors
///
/// The file cannot be read, or a line has fewer than three columns.
pub fn read(path: &Path, clusters: &Clusters) -> Result<Sentences, TrainError> {
    let mut out = vec![Vec::new()];
    for (number, line) in open(path)?.lines().enumerate() {
        let line = line.map_err(|source| TrainError::Read {
            path: path.to_owned(),
            source,
        })?;
        let mut columns = line.split('\t');
        match (columns.next(), columns.next(), columns.next()) {
            (Some(""), None, None) => out.push(Vec::new()),
            (Some(word), Some(universal), Some(penn)) => {
                let mut cell = cell(word);
                clusters.tell(std::slice::from_mut(&mut cell));
                let entry = (cell, pos::reduce(universal, penn));
                out.last_mut().into_iter().for_each(|s| s.push(entry));
            }
            _ => {
                return Err(TrainError::Line {
                    path: path.to_owned(),
                    line: number + 1,
                    message:
                        "expected a word, its Universal tag and its Penn tag, with tabs between"
                            .to_owned(),
                });
            }
        }
    }
    out.retain(|sentence| !sentence.is_empty());
    Ok(out)
}

fn cell(word: &str) -> Cell {
    let cut = tokens(word);
    let shape = match cut.as_slice() {
        [only] => only.shape,
        [first, ..] if first.is_word() => first.shape,
        _ => Shape::Number,
    };
    Cell::of_word(word, shape)
}

/// The share of words that `tagger` gives the gold tag.
pub fn accuracy(tagger: &PartsOfSpeech, sentences: &Sentences) -> f32 {
    let (mut right, mut all) = (0, 0);
    for sentence in sentences {
        let mut cells: Vec<Cell> = sentence.iter().map(|(cell, _)| *cell).collect();
        tagger.tag(&mut cells);
        right += cells
            .iter()
            .zip(sentence)
            .filter(|(c, (_, t))| c.tag == *t)
            .count();
        all += sentence.len();
    }
    right as f32 / all.max(1) as f32
}

/// Trains a tagger.
pub fn train(sentences: &Sentences, seed: u64, progress: &mut dyn FnMut(&str)) -> PartsOfSpeech {
    let known = known(sentences);
    let mut weights = Averaged::new(1 << BITS);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = Random::new(seed);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let wrong: usize = order
            .iter()
            .map(|&i| learn(&mut weights, &known, &sentences[i]))
            .sum();
        progress(&format!("tags: epoch {}, {wrong} words wrong", epoch + 1));
    }
    PartsOfSpeech::new(Table::quantise(BITS, &weights.mean(), 1.0), known)
}

fn known(sentences: &Sentences) -> FxHashMap<u64, u8> {
    let mut counts: FxHashMap<u64, [u32; TAGS.len()]> = FxHashMap::default();
    for (cell, tag) in sentences.iter().flatten() {
        counts.entry(cell.word).or_default()[*tag as usize] += 1;
    }
    counts
        .into_iter()
        .filter_map(|(word, counts)| {
            let all: u32 = counts.iter().sum();
            let tag = (0..counts.len()).max_by_key(|&tag| counts[tag])?;
            let sure = all >= KNOWN.0 && counts[tag] as f32 >= all as f32 * KNOWN.1;
            sure.then_some((word, tag as u8))
        })
        .collect()
}

/// Learns from a sentence; gives how many words it got wrong.
fn learn(weights: &mut Averaged, known: &FxHashMap<u64, u8>, sentence: &[(Cell, u8)]) -> usize {
    let cells: Vec<Cell> = sentence.iter().map(|(cell, _)| *cell).collect();
    let (mut before, mut last, mut wrong) = (0, 0, 0);
    let mut features = [0; FEATURES];
    for (at, &(cell, gold)) in sentence.iter().enumerate() {
        let given = pos::certain(&cell).or_else(|| known.get(&cell.word).copied());
        let tag = given.unwrap_or_else(|| {
            pos::fill(&cells, at, last, before, &mut features);
            let guess = weights.best(&features);
            weights.now += 1;
            if guess != gold && gold != 0 {
                wrong += 1;
                for &feature in &features {
                    weights.add(feature, gold, 1.0);
                    weights.add(feature, guess, -1.0);
                }
            }
            guess
        });
        before = last;
        last = tag;
    }
    wrong
}

/// Weights, and their sum over time.
struct Averaged {
    rows: Vec<[f32; WIDTH]>,
    /// What is to be taken off a weight times all steps, so that what is left is its sum over the steps.
    early: Vec<[f32; WIDTH]>,
    now: u32,
}

impl Averaged {
    fn new(rows: usize) -> Self {
        Self {
            rows: vec![[0.0; WIDTH]; rows],
            early: vec![[0.0; WIDTH]; rows],
            now: 0,
        }
    }

    fn best(&self, features: &[u64; FEATURES]) -> u8 {
        let mut sums = [0.0f32; WIDTH];
        for feature in features {
            let row = &self.rows[(feature >> (64 - BITS)) as usize];
            sums.iter_mut().zip(row).for_each(|(s, w)| *s += w);
        }
        (1..TAGS.len()).fold(
            1,
            |best, tag| if sums[tag] > sums[best] { tag } else { best },
        ) as u8
    }

    fn add(&mut self, feature: u64, tag: u8, by: f32) {
        let row = (feature >> (64 - BITS)) as usize;
        self.rows[row][tag as usize] += by;
        self.early[row][tag as usize] += by * self.now as f32;
    }

    fn mean(&self) -> Vec<[f32; WIDTH]> {
        let all = self.now.max(1) as f32;
        let mean = |w: &[f32; WIDTH], e: &[f32; WIDTH]| std::array::from_fn(|i| w[i] - e[i] / all);
        self.rows
            .iter()
            .zip(&self.early)
            .map(|(w, e)| mean(w, e))
            .collect()
    }
}
