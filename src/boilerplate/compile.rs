//! Boilerplate rules compiled: phrases by the two bytes they begin with, so that one pass finds their places.

use rustc_hash::FxHashMap;

use super::fold::Folded;
pub(super) use super::pattern::Pattern;
use crate::rules::file::BoilerplateEntry;

/// Boilerplate rules, compiled; immutable, shared by threads.
#[derive(Debug, Clone, Default)]
pub struct Boilerplate {
    ids: Vec<String>,
    patterns: Vec<Pattern>,
    by_key: FxHashMap<u16, Vec<usize>>,
    /// One bit for each key that is there.
    keys: Vec<u64>,
}

/// A pattern and a byte of the folded text at which its first piece stands.
pub(super) struct Place {
    pub index: usize,
    pub at: usize,
}

impl Boilerplate {
    /// Compiles rules. A phrase without a word matches nothing.
    pub fn new(rules: &[BoilerplateEntry]) -> Self {
        let mut compiled = Self {
            keys: vec![0; 1 << 10],
            ..Self::default()
        };
        for (rule, entry) in rules.iter().enumerate() {
            compiled.ids.push(entry.id.clone());
            for phrase in &entry.phrases {
                let pattern = Pattern::new(phrase, rule, entry.at, entry.drops);
                pattern
                    .into_iter()
                    .for_each(|pattern| compiled.add(pattern));
            }
        }
        compiled
    }

    fn add(&mut self, pattern: Pattern) {
        let key = key(pattern.first().as_bytes());
        self.keys[usize::from(key >> 6)] |= 1 << (key & 63);
        self.by_key
            .entry(key)
            .or_default()
            .push(self.patterns.len());
        self.patterns.push(pattern);
    }

    pub(super) fn id(&self, rule: usize) -> &str {
        &self.ids[rule]
    }

    pub(super) fn pattern(&self, index: usize) -> &Pattern {
        &self.patterns[index]
    }

    /// Adds the patterns whose first piece stands somewhere in a sentence, in the order of the text, then of the rules.
    pub(super) fn at_sentence(&self, folded: &Folded, sentence: usize, places: &mut Vec<Place>) {
        let (start, end) = (folded.start(sentence), folded.start(sentence + 1));
        let bytes = folded.text().as_bytes();
        let mut inside = false;
        for at in start..end {
            let byte = bytes[at];
            // A byte beyond ASCII belongs to a word or begins a mark; to look once too often does no harm.
            let word = byte.is_ascii_alphanumeric();
            if byte != b' ' && !(word && inside) && self.is_key(key(&bytes[at..])) {
                self.at_place(folded.text(), at, places);
            }
            inside = word;
        }
    }

    fn at_place(&self, text: &str, at: usize, places: &mut Vec<Place>) {
        let Some(rest) = text.get(at..) else { return };
        let Some(candidates) = self.by_key.get(&key(rest.as_bytes())) else {
            return;
        };
        let found = candidates.iter().copied();
        let found = found.filter(|&index| rest.starts_with(self.patterns[index].first()));
        places.extend(found.map(|index| Place { index, at }));
    }

    /// Whether a phrase may begin so: a quick look that most words fail.
    fn is_key(&self, key: u16) -> bool {
        let cell = self.keys.get(usize::from(key >> 6)).copied().unwrap_or(0);
        cell >> (key & 63) & 1 == 1
    }
}

/// The two bytes that something begins with.
fn key(bytes: &[u8]) -> u16 {
    let at = |index| bytes.get(index).copied().unwrap_or(b' ');
    u16::from_be_bytes([at(0), at(1)])
}
