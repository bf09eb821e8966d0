//! What matching knows of words: which are too common to tell claims apart, which deny, which stand for numbers.

use rustc_hash::{FxHashMap, FxHashSet};

use super::sketch::hashed;
use super::stem::stem;
use crate::rules::Pack;

/// Classes of words that join others and name nothing.
const SMALL: &[&str] = &[
    "determiner",
    "possessive",
    "pronoun",
    "object-pronoun",
    "relative",
    "be",
    "have",
    "do",
    "modal",
    "negation",
    "preposition",
    "conjunction",
    "matching-small",
];

/// Words of a pack, as matching reads them.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    small: FxHashSet<String>,
    denials: FxHashSet<String>,
    numerals: FxHashMap<String, f64>,
    magnitudes: FxHashMap<String, f64>,
    /// Stems of words that stand for one another.
    groups: Vec<Vec<String>>,
}

impl Vocabulary {
    /// The words of `pack`: its classes of function words, `negation`, and those that begin with `matching-`
    /// (`rules/en/matching.toml`).
    pub fn new(pack: &Pack) -> Self {
        let mut vocabulary = Self::default();
        for entry in &pack.classes {
            vocabulary.add(&entry.rule.id, &entry.rule.words);
        }
        vocabulary
    }

    fn add(&mut self, class: &str, words: &[String]) {
        if SMALL.contains(&class) {
            self.small.extend(words.iter().cloned());
        }
        let counted = words.iter().cloned().zip(0..);
        match class {
            "negation" | "matching-denial" => self.denials.extend(words.iter().cloned()),
            "matching-same" => self.groups.extend(words.iter().map(|group| stems(group))),
            "matching-numeral" => {
                let values = counted.map(|(word, at)| (word, f64::from(at)));
                self.numerals.extend(values);
            }
            "matching-ten" => {
                let values = counted.map(|(word, at)| (word, f64::from(10 * (at + 2))));
                self.numerals.extend(values);
            }
            "matching-magnitude" => {
                let values = counted.map(|(word, at)| (word, 1000f64.powi(at + 1)));
                self.magnitudes.extend(values);
            }
            _ => {}
        }
    }

    /// Terms that stand for one another, as hashes, group by group.
    pub fn groups(&self) -> impl Iterator<Item = Vec<u32>> {
        let hashes = |group: &Vec<String>| group.iter().map(|stem| hashed(stem)).collect();
        self.groups.iter().map(hashes)
    }

    /// Whether `word`, in lower case, is too common to count.
    pub(super) fn is_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Whether `word`, in lower case, turns a statement round.
    pub(super) fn is_denial(&self, word: &str) -> bool {
        self.denials.contains(word)
    }

    /// The number that `word` stands for.
    pub(super) fn numeral(&self, word: &str) -> Option<f64> {
        self.numerals.get(word).copied()
    }

    /// By what `word` multiplies the number before it.
    pub(super) fn magnitude(&self, word: &str) -> Option<f64> {
        self.magnitudes.get(word).copied()
    }
}

/// The stems of the words of a group, each once; initials, which begin with `^`, have none.
fn stems(group: &str) -> Vec<String> {
    let mut stems: Vec<String> = group
        .split_whitespace()
        .map(|word| {
            let mut stemmed = word.to_owned();
            if !word.starts_with('^') {
                stem(&mut stemmed);
            }
            stemmed
        })
        .collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
