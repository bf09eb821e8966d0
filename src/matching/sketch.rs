//! What is kept of a text so that it can be matched without it: hashed terms and their counts.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cut::{PartKind, cut};
use super::vocabulary::Vocabulary;
use crate::model::hash;

/// Parts of a text that count as its beginning.
const LEAD: usize = 40;

/// A term of a text: a stem or a number, hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(u32, u16, u8)", into = "(u32, u16, u8)")]
pub struct Term {
    /// The hash of the stem or number.
    pub hash: u32,
    /// How often it stands in the text.
    pub count: u16,
    flags: u8,
}

impl Term {
    const NAME: u8 = 1;
    const NUMBER: u8 = 2;
    const LEAD: u8 = 4;

    /// Whether it stands with a capital inside a sentence.
    pub fn is_name(self) -> bool {
        self.flags & Self::NAME != 0
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        self.flags & Self::NUMBER != 0
    }

    /// Whether it stands near the beginning.
    pub fn is_lead(self) -> bool {
        self.flags & Self::LEAD != 0
    }
}

impl From<(u32, u16, u8)> for Term {
    fn from((hash, count, flags): (u32, u16, u8)) -> Self {
        Self { hash, count, flags }
    }
}

impl From<Term> for (u32, u16, u8) {
    fn from(term: Term) -> Self {
        (term.hash, term.count, term.flags)
    }
}

/// What is kept of a claim or a document. It holds no word of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Its terms, by hash.
    pub terms: Vec<Term>,
    /// Hashes of its pairs of terms that stand side by side, sorted.
    pub pairs: Vec<u32>,
    /// Whether an odd number of words in it turns its statement round.
    pub denied: bool,
}

impl Sketch {
    /// The sketch of `text`.
    pub fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        Self::titled("", text, vocabulary)
    }

    /// The sketch of `text` under a title.
    pub fn titled(title: &str, text: &str, vocabulary: &Vocabulary) -> Self {
        let mut parts = Vec::new();
        let mut denials = 0usize;
        for text in [title, text] {
            cut(text, vocabulary, &mut |part| match part.kind {
                PartKind::Denial => denials += 1,
                _ => parts.push(part),
            });
        }
        let mut terms: FxHashMap<u32, Term> = FxHashMap::default();
        for (at, part) in parts.iter().enumerate() {
            let term = terms.entry(part.hash).or_insert(Term {
                hash: part.hash,
                count: 0,
                flags: 0,
            });
            term.count = term.count.saturating_add(1);
            term.flags |= match part.kind {
                PartKind::Name => Term::NAME,
                PartKind::Number => Term::NUMBER,
                _ => 0,
            };
            if at < LEAD {
                term.flags |= Term::LEAD;
            }
        }
        let mut terms: Vec<Term> = terms.into_values().collect();
        terms.sort_unstable();
        let pair = |two: &[super::cut::Part]| {
            (hash::pair(u64::from(two[0].hash), u64::from(two[1].hash)) >> 32) as u32
        };
        let mut pairs: Vec<u32> = parts.windows(2).map(pair).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Self {
            terms,
            pairs,
            denied: denials % 2 == 1,
        }
    }
}
