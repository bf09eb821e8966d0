//! Boilerplate rules compiled: phrases by the two bytes they begin with, so that one pass finds their places.

use rustc_hash::FxHashMap;

use super::fold::Folded;
pub(super) use super::pattern::Pattern;
use crate::rules::file::BoilerplateEntry;

/// Boilerplate rules, compiled; immutable, shared by threads.
#[derive(Debug, Clone, Default)]
pub struct Boilerplate {
    ids: Vec<String>,
    /// The ids of rules that drop credits.
    credits: Vec<String>,
    patterns: Vec<Pattern>,
    /// Those that must stand at the start of a unit, which is the start of a sentence.
    at_start: Table,
    /// The others.
    inside: Table,
}

/// Patterns by the two bytes that their first piece begins with.
#[derive(Debug, Clone)]
struct Table {
    by_key: FxHashMap<u16, Vec<usize>>,
    /// One bit for each key that is there: a quick look that most words fail.
    keys: Box<[u64; 1024]>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            by_key: FxHashMap::default(),
            keys: Box::new([0; 1024]),
        }
    }
}

impl Table {
    fn add(&mut self, piece: &str, index: usize) {
        let key = key(piece.as_bytes());
        self.keys[usize::from(key >> 6)] |= 1 << (key & 63);
        self.by_key.entry(key).or_default().push(index);
    }

    /// Whether some pattern may begin with these two bytes.
    fn has(&self, key: u16) -> bool {
        self.keys[usize::from(key >> 6)] >> (key & 63) & 1 == 1
    }

    /// The patterns that may begin with these two bytes.
    fn get(&self, key: u16) -> &[usize] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }
}

/// The two bytes that something begins with.
fn key(bytes: &[u8]) -> u16 {
    let at = |index| bytes.get(index).copied().unwrap_or(b' ');
    u16::from_be_bytes([at(0), at(1)])
}

/// A pattern and a byte of the folded text at which its first piece stands.
pub(super) struct Place {
    pub index: usize,
    pub at: usize,
}

impl Boilerplate {
    /// Compiles rules. A phrase without a word matches nothing.
    pub fn new(rules: &[BoilerplateEntry]) -> Self {
        let mut compiled = Self::default();
        for (rule, entry) in rules.iter().enumerate() {
            compiled.ids.push(entry.id.clone());
            if entry.credits {
                compiled.credits.push(entry.id.clone());
            }
            let phrases = entry.phrases.iter();
            phrases
                .filter_map(|phrase| Pattern::new(phrase, rule, entry.at, entry.drops))
                .for_each(|pattern| compiled.add(pattern));
        }
        compiled
    }

    fn add(&mut self, pattern: Pattern) {
        let table = if pattern.is_at_start() {
            &mut self.at_start
        } else {
            &mut self.inside
        };
        table.add(pattern.first(), self.patterns.len());
        self.patterns.push(pattern);
    }

    /// Whether what a rule drops credits an outlet for the article.
    pub fn credits(&self, id: &str) -> bool {
        self.credits.iter().any(|it| it == id)
    }

    pub(super) fn id(&self, rule: usize) -> &str {
        &self.ids[rule]
    }

    pub(super) fn pattern(&self, index: usize) -> &Pattern {
        &self.patterns[index]
    }

    /// Adds the patterns whose first piece stands somewhere in a sentence where it may, in the order of the text.
    pub(super) fn at_sentence(&self, folded: &Folded, sentence: usize, places: &mut Vec<Place>) {
        let (start, end) = (folded.start(sentence), folded.start(sentence + 1));
        let bytes = folded.text().as_bytes();
        let (mut within, mut begun) = (false, false);
        for (offset, &byte) in bytes[start..end].iter().enumerate() {
            let at = start + offset;
            // A byte beyond ASCII counts as a mark here; to look once too often does no harm.
            let word = byte.is_ascii_alphanumeric();
            if byte != b' ' && !(word && within) {
                let key = key(&bytes[at..]);
                if self.inside.has(key) {
                    self.look(&self.inside, bytes, at, places);
                }
                if !begun && self.at_start.has(key) {
                    self.look(&self.at_start, bytes, at, places);
                }
            }
            begun |= word;
            within = word;
        }
    }

    fn look(&self, table: &Table, bytes: &[u8], at: usize, places: &mut Vec<Place>) {
        let rest = &bytes[at..];
        for &index in table.get(key(rest)) {
            if rest.starts_with(self.patterns[index].first().as_bytes()) {
                places.push(Place { index, at });
            }
        }
    }
}
