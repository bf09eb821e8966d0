//! Placeholder until the branch `match` is merged.
use serde::{Deserialize, Serialize};

/// Sketch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    words: Vec<u64>,
}

impl Sketch {
    /// Of.
    pub fn of(text: &str) -> Self {
        let mut words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3)
            .map(|w| crate::model::hash::bytes(w.to_lowercase().as_bytes()))
            .collect();
        words.sort_unstable();
        words.dedup();
        Self { words }
    }
}

/// Cluster.
pub fn cluster(sketches: &[&Sketch]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for (i, s) in sketches.iter().enumerate() {
        let label = (0..i).find(|&j| {
            out[j] == j && {
                let o = &sketches[j].words;
                let same = s.words.iter().filter(|w| o.contains(w)).count();
                same * 2 >= s.words.len().max(o.len()) && same > 0
            }
        });
        out.push(label.unwrap_or(i));
    }
    out
}
