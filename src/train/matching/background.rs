//! Learns from news in how many documents each term stands, and which terms go together there.

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::similar;
use crate::matching::{MatchModel, Related, Sketch, Thesaurus, Vocabulary};
use crate::model::Table;
use crate::train::{TrainError, gold};

/// News whose terms are counted.
const COUNTED: &[&str] = &[
    "aeb",
    "bbc2004",
    "buzzfeed2016_dev",
    "horne2017",
    "intl2024",
    "reuters21578",
];
/// News in which terms go together; Reuters of 1987 has few terms of today.
const PAIRED: &[&str] = &["aeb", "bbc2004", "buzzfeed2016_dev", "intl2024"];
/// Rows of the table of counts, as a power of two.
const ROWS: u32 = 18;
/// Terms in fewer documents go with no other.
const RARE: u32 = 4;
/// Terms in a larger share of documents go with no other.
const COMMON: f64 = 0.1;
/// Documents that two terms must share.
const TOGETHER: u32 = 3;
/// The least strength, and how many others a term keeps.
const WEAK: f64 = 0.2;
const KEPT: usize = 24;

/// A document as its file has it.
#[derive(Deserialize)]
struct Text {
    title: Option<String>,
    text: String,
}

impl Text {
    fn sketch(&self, vocabulary: &Vocabulary) -> Sketch {
        let title = self.title.as_deref().unwrap_or_default();
        Sketch::titled(title, &self.text, vocabulary)
    }
}

/// The words near the beginning.
fn lead(sketch: &Sketch) -> Vec<u32> {
    let lead = sketch
        .terms
        .iter()
        .filter(|it| it.is_lead() && !it.is_number());
    lead.map(|it| it.hash).collect()
}

/// A model that knows the background and has no weights yet.
pub(super) fn model(data: &Path, vocabulary: &Vocabulary) -> Result<MatchModel, TrainError> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut leads: Vec<Vec<u32>> = Vec::new();
    let mut documents = 0;
    for name in COUNTED {
        let texts: Vec<Text> = gold::lines(&data.join(format!("corpus/{name}.jsonl.gz")))?;
        for text in texts {
            let sketch = text.sketch(vocabulary);
            documents += 1;
            sketch
                .terms
                .iter()
                .for_each(|it| *counts.entry(it.hash).or_default() += 1);
            if PAIRED.contains(name) {
                leads.push(lead(&sketch));
            }
        }
    }
    let claims: Vec<Text> = gold::lines(&data.join("gold/claims_clef2020t2_verified.jsonl.gz"))?;
    leads.extend(claims.iter().map(|it| lead(&it.sketch(vocabulary))));
    Ok(MatchModel::new(
        documents,
        common(&counts),
        Thesaurus::new(&related(&leads, vocabulary)),
        similar::thesaurus(data, vocabulary)?,
    ))
}

fn common(counts: &FxHashMap<u32, u32>) -> Table<1> {
    let mut rows = vec![[0u32; 1]; 1 << ROWS];
    for (hash, count) in counts.iter().filter(|(_, count)| **count > 1) {
        let row = &mut rows[(hash >> (32 - ROWS)) as usize][0];
        *row = (*row).max(*count);
    }
    let logarithm = |[count]: [u32; 1]| [if count > 1 { (count as f32).ln() } else { 0.0 }];
    let rows: Vec<[f32; 1]> = rows.into_iter().map(logarithm).collect();
    Table::quantise(ROWS, &rows, 0.0)
}

/// Terms with those that stand for them, as strong as can be.
fn same(vocabulary: &Vocabulary) -> Vec<(u32, Related)> {
    let mut pairs = Vec::new();
    for group in vocabulary.groups() {
        for &head in &group {
            let others = group.iter().filter(|&&other| other != head);
            pairs.extend(others.map(|&hash| {
                (
                    head,
                    Related {
                        hash,
                        strength: 1.0,
                    },
                )
            }));
        }
    }
    pairs
}

/// Terms with those that they go with, sorted by the first, the strongest of each first.
fn related(leads: &[Vec<u32>], vocabulary: &Vocabulary) -> Vec<(u32, Related)> {
    let mut alone: FxHashMap<u32, u32> = FxHashMap::default();
    leads
        .iter()
        .flatten()
        .for_each(|hash| *alone.entry(*hash).or_default() += 1);
    let all = leads.len() as f64;
    alone.retain(|_, count| *count >= RARE && f64::from(*count) <= COMMON * all);
    let mut pairs = same(vocabulary);
    for ((a, b), together) in together(leads, &alone) {
        let strength = strength(all, alone[&a], alone[&b], together);
        if strength >= WEAK {
            let strength = strength as f32;
            pairs.push((a, Related { hash: b, strength }));
            pairs.push((b, Related { hash: a, strength }));
        }
    }
    pairs.sort_by(|x, y| {
        let strongest = y.1.strength.total_cmp(&x.1.strength);
        x.0.cmp(&y.0).then(strongest).then(x.1.hash.cmp(&y.1.hash))
    });
    let mut kept = (0, 0);
    pairs.retain(|(head, _)| {
        kept = if kept.0 == *head {
            (kept.0, kept.1 + 1)
        } else {
            (*head, 1)
        };
        kept.1 <= KEPT
    });
    pairs
}

/// How many documents two terms share, where enough.
fn together(leads: &[Vec<u32>], known: &FxHashMap<u32, u32>) -> FxHashMap<(u32, u32), u32> {
    let mut together: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for lead in leads {
        let lead: Vec<u32> = lead
            .iter()
            .copied()
            .filter(|it| known.contains_key(it))
            .collect();
        for (at, &a) in lead.iter().enumerate() {
            for &b in &lead[at + 1..] {
                *together.entry((a, b)).or_default() += 1;
            }
        }
    }
    together.retain(|_, count| *count >= TOGETHER);
    together
}

/// The normalised pointwise mutual information, one shared document held back.
fn strength(all: f64, a: u32, b: u32, together: u32) -> f64 {
    let shared = f64::from(together);
    let information = ((shared - 1.0) * all / (f64::from(a) * f64::from(b))).ln();
    information / (all / shared).ln()
}
