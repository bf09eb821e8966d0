//! Which words are of like meaning: those whose vectors in a language model lie nearest, by the cosine.
//!
//! Lin: Automatic retrieval and clustering of similar words, COLING-ACL 1998 (a thesaurus of nearest neighbours); the
//! vectors are the word embeddings of MiniLM (Wang et al., NeurIPS 2020; Apache 2.0), trained on billions of words.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::matching::{Related, Sketch, Thesaurus, Vocabulary};
use crate::train::TrainError;
use crate::train::vectors;

/// The folder of the language model.
const MODEL: &str = "models/attribution-minilm";
/// The cosine at which two words begin to be alike, and how many others a word keeps.
const WEAK: f32 = 0.25;
const KEPT: usize = 12;
/// Sums that are added up side by side.
const LANES: usize = 16;

/// The words of like meaning, the likest of each first.
pub(super) fn thesaurus(data: &Path, vocabulary: &Vocabulary) -> Result<Thesaurus, TrainError> {
    let words = vectors::read(&data.join(MODEL))?;
    let terms = terms(&words, vocabulary);
    let of = |(hash, vector): &(u32, Vec<f32>)| -> Vec<(u32, Related)> {
        let nearest = nearest(*hash, vector, &terms);
        nearest.into_iter().map(|it| (*hash, it)).collect()
    };
    let pairs: Vec<Vec<(u32, Related)>> = terms.par_iter().map(of).collect();
    Ok(Thesaurus::new(&pairs.concat()))
}

/// The terms that words of the model are, sorted, each with a vector of length 1.
fn terms(words: &[(String, Vec<f32>)], vocabulary: &Vocabulary) -> Vec<(u32, Vec<f32>)> {
    let whole = words.iter().filter(|(word, _)| is_whole(word));
    let whole: Vec<&(String, Vec<f32>)> = whole.collect();
    let mean = mean(whole.iter().map(|(_, vector)| vector));
    let mut terms: FxHashMap<u32, (f32, Vec<f32>)> = FxHashMap::default();
    for (word, vector) in whole {
        let Some(hash) = term(word, vocabulary) else {
            continue;
        };
        let centred: Vec<f32> = vector.iter().zip(&mean).map(|(x, mean)| x - mean).collect();
        let (count, sum) = terms
            .entry(hash)
            .or_insert_with(|| (0.0, vec![0.0; centred.len()]));
        // Of the words of one stem the most frequent comes first and counts most.
        *count += 1.0;
        let size = length(&centred) * *count;
        sum.iter_mut()
            .zip(&centred)
            .for_each(|(sum, x)| *sum += x / size);
    }
    let unit = |(hash, (_, sum)): (u32, (f32, Vec<f32>))| {
        let size = length(&sum);
        (hash, sum.into_iter().map(|x| x / size).collect())
    };
    let mut terms: Vec<(u32, Vec<f32>)> = terms.into_iter().map(unit).collect();
    terms.sort_unstable_by_key(|term| term.0);
    terms
}

/// Whether it is a word, not a piece of one, a mark or a number.
fn is_whole(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_alphabetic)
}

/// The one term that matching makes of a word; a number is none, for another is never like it.
fn term(word: &str, vocabulary: &Vocabulary) -> Option<u32> {
    match Sketch::new(word, vocabulary).terms.as_slice() {
        [term] if !term.is_number() => Some(term.hash),
        _ => None,
    }
}

fn mean<'v>(vectors: impl Iterator<Item = &'v Vec<f32>>) -> Vec<f32> {
    let mut count = 0.0;
    let mut mean: Vec<f32> = Vec::new();
    for vector in vectors {
        mean.resize(vector.len(), 0.0);
        count += 1.0;
        mean.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
    }
    mean.iter_mut().for_each(|sum| *sum /= count);
    mean
}

/// The length of a vector; never 0.
fn length(vector: &[f32]) -> f32 {
    vectors::dot::<LANES>(vector, vector)
        .sqrt()
        .max(f32::MIN_POSITIVE)
}

/// The terms nearest to one, the nearest first; strengths run from 0 where the cosine is [`WEAK`] to 1.
fn nearest(hash: u32, vector: &[f32], terms: &[(u32, Vec<f32>)]) -> Vec<Related> {
    let others = terms.iter().filter(|other| other.0 != hash);
    let cosines = others.map(|other| (other.0, vectors::dot::<LANES>(vector, &other.1)));
    let mut near: Vec<Related> = cosines
        .filter(|(_, cosine)| *cosine > WEAK)
        .map(|(hash, cosine)| Related {
            hash,
            strength: ((cosine - WEAK) / (1.0 - WEAK)).min(1.0),
        })
        .collect();
    near.sort_unstable_by(|a, b| b.strength.total_cmp(&a.strength).then(a.hash.cmp(&b.hash)));
    near.truncate(KEPT);
    near
}
