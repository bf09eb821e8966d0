//! Reads sentences whose hedges are annotated, each with the fold that it is held out in.

use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{FOLDS, row};
use crate::hedge::features::Words;
use crate::hedge::learned::Register;
use crate::rules::Rules;
use crate::scan;
use crate::segment::{self, Segments};
use crate::train::bags::Bag;
use crate::train::{TrainError, gold};
use crate::types::Span;

/// A sentence, read.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// Its words, its label and theirs.
    pub bag: Bag,
    /// Rows of the whole sentence.
    pub whole: Vec<u32>,
    /// Bytes of each word.
    pub spans: Vec<Span>,
    /// Bytes of the cues, where the gold marks them.
    pub cues: Vec<[u32; 2]>,
    /// Held out in this fold.
    pub fold: usize,
}

/// The sentences of one register.
#[derive(Debug, Clone)]
pub struct Set {
    /// Which.
    pub register: Register,
    /// The sentences.
    pub units: Vec<Unit>,
    /// How many of them, at the end, are another set's development part.
    pub development: usize,
}

#[derive(Debug, Deserialize)]
struct Line {
    text: String,
    uncertain: bool,
    #[serde(default)]
    cues: Option<Vec<[u32; 2]>>,
    #[serde(default)]
    doc: Option<String>,
}

/// The four sets, in the order of the registers.
///
/// # Errors
///
/// A file cannot be read, or a line is no annotated sentence.
pub fn sets(data: &Path, rules: &Rules) -> Result<Vec<Set>, TrainError> {
    let read = |name: &str| gold::lines::<Line>(&data.join(format!("gold/hedge_{name}.jsonl.gz")));
    let train = read("uwfact_train")?;
    let development = read("uwfact_dev")?;
    let later = development.len();
    let mut news = folded(train, rules, false);
    news.extend(folded(development, rules, false));
    let sets = [
        (
            Register::Encyclopaedia,
            folded(read("wikiweasel_dev")?, rules, false),
            0,
        ),
        (
            Register::Science,
            folded(read("bioabs_dev")?, rules, true),
            0,
        ),
        (Register::Review, folded(read("sfu_dev")?, rules, true), 0),
        (Register::News, news, later),
    ];
    let set = |(register, units, development)| Set {
        register,
        units,
        development,
    };
    Ok(sets.map(set).into())
}

/// Lines with their folds: by document where the gold names documents, else in stretches, of each label by itself
/// (one set is sorted by label).
fn folded(lines: Vec<Line>, rules: &Rules, marked: bool) -> Vec<Unit> {
    let mut documents = FxHashMap::default();
    for line in &lines {
        if let Some(doc) = &line.doc {
            let next = documents.len();
            documents.entry(doc.clone()).or_insert(next);
        }
    }
    let totals = [false, true].map(|label| lines.iter().filter(|l| l.uncertain == label).count());
    let mut seen = [0; 2];
    lines
        .iter()
        .map(|line| {
            let label = usize::from(line.uncertain);
            let place = seen[label];
            seen[label] += 1;
            let document = line.doc.as_ref().and_then(|doc| documents.get(doc));
            let fold = match document {
                Some(i) => i % FOLDS,
                None => place * FOLDS / totals[label].max(1),
            };
            let cues = line.cues.as_deref().filter(|_| marked);
            Unit {
                fold,
                ..unit(&line.text, line.uncertain, cues, rules)
            }
        })
        .collect()
}

/// One sentence; `cues` where the gold marks them.
fn unit(text: &str, label: bool, cues: Option<&[[u32; 2]]>, rules: &Rules) -> Unit {
    let segments = segment::segment(text, &rules.lexicon);
    let kept = vec![true; segments.sentences.len()];
    let hits = scan::scan(text, &segments, &kept, &rules.lexicon);
    let mut words = Words::default();
    words.read(text, &segments, &hits, 0..segments.tokens.len(), rules);
    let mut features = Vec::new();
    words.whole(&mut features);
    let whole = features.iter().map(|&f| row(f)).collect();
    let word = |at| {
        let mut features = Vec::new();
        words.word(at, &mut features);
        features.iter().map(|&f| row(f)).collect()
    };
    Unit {
        bag: Bag {
            words: (0..words.len()).map(word).collect(),
            label,
            known: cues.map(|cues| known(&segments, cues)),
        },
        whole,
        spans: segments.tokens.iter().map(|token| token.span).collect(),
        cues: cues.unwrap_or_default().to_vec(),
        fold: 0,
    }
}

/// Which words are hedges: the longest of each cue. The others of a cue are not to be learned from.
fn known(segments: &Segments, cues: &[[u32; 2]]) -> Vec<Option<bool>> {
    let mut known = vec![Some(false); segments.tokens.len()];
    for &[start, end] in cues {
        let cue = Span::new(start, end);
        let inside = || {
            let tokens = segments.tokens.iter().enumerate();
            tokens.filter(|(_, token)| token.span.overlaps(cue))
        };
        let longest = inside().max_by_key(|(i, token)| (token.span.len(), usize::MAX - i));
        inside().for_each(|(i, _)| known[i] = known[i].filter(|hedge| *hedge));
        if let Some((i, _)) = longest {
            known[i] = Some(true);
        }
    }
    known
}

/// News texts of several papers, agencies and decades, with how many sentences stand between two that are read.
const NEWS: [(&str, usize); 4] = [
    ("gold/polnear_train.jsonl.gz", 8),
    ("corpus/bbc2004.jsonl.gz", 40),
    ("corpus/reuters21578.jsonl.gz", 120),
    ("corpus/intl2024.jsonl.gz", 120),
];

#[derive(Debug, Deserialize)]
struct Text {
    text: String,
}

/// Sentences of news whose hedges nobody marked, which tell what news is like.
///
/// # Errors
///
/// A file cannot be read.
pub fn news(data: &Path, rules: &Rules) -> Result<Vec<Unit>, TrainError> {
    let mut out = Vec::new();
    for (name, every) in NEWS {
        let mut count = 0;
        for (i, document) in gold::lines::<Text>(&data.join(name))?
            .into_iter()
            .enumerate()
        {
            let segments: Segments = segment::segment(&document.text, &rules.lexicon);
            for sentence in &segments.sentences {
                count += 1;
                if count % every == 0 {
                    let text = sentence.span.of(&document.text);
                    out.push(Unit {
                        fold: i % FOLDS,
                        ..unit(text, false, None, rules)
                    });
                }
            }
        }
    }
    Ok(out)
}
