//! Groups words by the vectors that a larger model has of them: spherical k-means (Dhillon and Modha, Machine Learning 2001).

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use super::{Random, TrainError, gold, vectors};
use crate::tag::cell::hash_of;
use crate::tag::clusters::{Clusters, Group};

/// How many groups there are.
const FINE: usize = 500;
/// How many of the larger kind.
const COARSE: usize = 60;
const ROUNDS: usize = 30;
/// Sums that are added up side by side.
const LANES: usize = 8;
/// A word that the texts have fewer times is left out.
const LEAST: u32 = 8;
/// Texts that tell how often a word is used.
const TEXTS: [&str; 4] = ["intl2024", "bbc2004", "buzzfeed2016_dev", "reuters21578"];

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// A word, how often the texts have it, and its vector, of length 1.
struct Word {
    hash: u64,
    weight: f32,
    vector: Vec<f32>,
}

/// Groups the words of the model under `data` that its texts use.
///
/// # Errors
///
/// A file that cannot be read or is not in its format.
pub fn train(
    data: &Path,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Result<Clusters, TrainError> {
    let counts = counts(data)?;
    let folder = data.join("models/attribution-minilm");
    let mut words = words(&folder, &counts)?;
    centre(&mut words);
    let fine = group(&words, FINE, seed);
    let coarse = group(&words, COARSE, seed);
    progress(&format!(
        "clusters: {} words in {FINE} and {COARSE} groups",
        words.len()
    ));
    let groups = fine.iter().zip(&coarse).map(|(f, c)| Group {
        fine: *f as u16 + 1,
        coarse: *c as u8 + 1,
    });
    Ok(Clusters::new(words.iter().map(|w| w.hash).zip(groups)))
}

/// How often the texts have each word, in lower case.
fn counts(data: &Path) -> Result<HashMap<String, u32>, TrainError> {
    let mut out = HashMap::new();
    for name in TEXTS {
        let path = data.join("corpus").join(format!("{name}.jsonl.gz"));
        for Text { text } in gold::lines::<Text>(&path)? {
            let letters = |c: char| !c.is_ascii_alphabetic();
            for word in text.split(letters).filter(|w| !w.is_empty()) {
                *out.entry(word.to_ascii_lowercase()).or_default() += 1;
            }
        }
    }
    Ok(out)
}

/// The whole words of the model's vocabulary that are used often enough.
fn words(folder: &Path, counts: &HashMap<String, u32>) -> Result<Vec<Word>, TrainError> {
    let word = |(word, vector): (String, Vec<f32>)| {
        let often = counts.get(&word).copied().filter(|n| *n >= LEAST)?;
        Some(Word {
            hash: hash_of(&word),
            weight: (often as f32).sqrt(),
            vector,
        })
    };
    Ok(vectors::read(folder)?
        .into_iter()
        .filter_map(word)
        .collect())
}

/// Takes from all vectors what they share, their mean and the direction in which they differ most (how frequent a word is),
/// and makes their length 1 (Mu and Viswanath, ICLR 2018).
fn centre(words: &mut [Word]) {
    let Some(width) = words.first().map(|w| w.vector.len()) else {
        return;
    };
    let mut mean = vec![0.0f32; width];
    for word in words.iter() {
        add(&mut mean, &word.vector, 1.0 / words.len() as f32);
    }
    words
        .iter_mut()
        .for_each(|word| add(&mut word.vector, &mean, -1.0));
    let mut top = vec![1.0f32; width];
    for _ in 0..ROUNDS {
        let mut next = vec![0.0f32; width];
        for word in words.iter() {
            add(
                &mut next,
                &word.vector,
                vectors::dot::<LANES>(&word.vector, &top),
            );
        }
        normalise(&mut next);
        top = next;
    }
    for word in words.iter_mut() {
        let along = vectors::dot::<LANES>(&word.vector, &top);
        add(&mut word.vector, &top, -along);
        normalise(&mut word.vector);
    }
}

/// The group of each word, one of `count`: the one whose mean is nearest.
fn group(words: &[Word], count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    Random::new(seed).shuffle(&mut order);
    let mut means: Vec<Vec<f32>> = order
        .iter()
        .take(count)
        .map(|&at| words[at].vector.clone())
        .collect();
    let mut groups = Vec::new();
    for _ in 0..ROUNDS {
        groups = words
            .par_iter()
            .map(|w| nearest(&w.vector, &means))
            .collect();
        for mean in &mut means {
            mean.fill(0.0);
        }
        for (word, &group) in words.iter().zip(&groups) {
            add(&mut means[group], &word.vector, word.weight);
        }
        means.iter_mut().for_each(|mean| normalise(mean));
    }
    groups
}

fn nearest(vector: &[f32], means: &[Vec<f32>]) -> usize {
    let mut best = (0, f32::MIN);
    for (at, mean) in means.iter().enumerate() {
        let near = vectors::dot::<LANES>(vector, mean);
        if near > best.1 {
            best = (at, near);
        }
    }
    best.0
}

fn add(to: &mut [f32], from: &[f32], times: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from * times;
    }
}

fn normalise(vector: &mut [f32]) {
    let length = vectors::dot::<LANES>(vector, vector).sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_point_the_same_way_share_a_group() {
        let word = |at: usize| {
            let mut vector = vec![0.1f32; 8];
            vector[at % 2] = 1.0 + at as f32 / 100.0;
            normalise(&mut vector);
            Word {
                hash: at as u64,
                weight: 1.0,
                vector,
            }
        };
        let words: Vec<Word> = (0..20).map(word).collect();
        // Some seeds begin with two words of one kind; all end with the kinds apart.
        for seed in 0..5 {
            let groups = group(&words, 2, seed);
            assert!((0..20).all(|at| groups[at] == groups[at % 2]));
            assert_ne!(groups[0], groups[1]);
        }
    }
}
