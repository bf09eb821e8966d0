//! A tagger with a handful of weights set by hand: certain words are cues, what stands before one is its source, what
//! stands after it its content.

use rustc_hash::FxHashMap;
use secondhand::model::{Steps, Table, feature};
use secondhand::tag::cell::hash_of;
use secondhand::tag::clusters::Clusters;
use secondhand::tag::context::CLASSES;
use secondhand::tag::cues::Labeller;
use secondhand::tag::decide::{ALWAYS, Decider, question};
use secondhand::tag::pos::{PartsOfSpeech, tag};
use secondhand::tag::spans::{STEP_CLASSES, Spans, part};
use secondhand::tag::{Tagger, Words, label};

const BITS: u32 = 16;

/// Weights under way: a feature, a column, a weight.
fn table<const L: usize>(weights: &[(u64, usize, f32)]) -> Table<L> {
    let mut rows = vec![[0.0; L]; 1 << BITS];
    for &(feature, column, weight) in weights {
        rows[(feature >> (64 - BITS)) as usize][column] = weight;
    }
    Table::quantise(BITS, &rows, 0.0)
}

/// A tagger that takes `words` for cues and holds everything for an assertion by `odds`.
pub fn tagger(words: &[&str], odds: f32) -> Tagger {
    let cue = |word: &&str| (feature(0, hash_of(word)), label::CUE as usize, 9.0);
    let cues: Vec<_> = words.iter().map(cue).collect();
    // Without a weight the tags are those of nouns and marks.
    let near = |side: u64, part: u8| {
        let places = (0..=10).flat_map(|d| [tag::NN, tag::PUNCT].map(|tag| (d, u64::from(tag))));
        places.map(move |(d, tag)| {
            let value = side << 60 | d << 56 | tag;
            (feature(64, value), part as usize, 4.0)
        })
    };
    let parts: Vec<_> = near(0, part::SOURCE)
        .chain(near(1, part::CUE))
        .chain(near(2, part::CONTENT))
        .collect();
    let decided = [question::STANDS, question::ASSERTS].map(|column| (ALWAYS, column, odds));
    Tagger {
        words: Words {
            clusters: Clusters::default(),
            tags: PartsOfSpeech::new(table(&[]), FxHashMap::default()),
        },
        labeller: Labeller::new(table(&cues), Steps::new(CLASSES)),
        spans: Spans {
            table: table(&parts),
            steps: Steps::new(STEP_CLASSES),
        },
        decider: Some(Decider {
            table: table(&decided),
        }),
    }
}
