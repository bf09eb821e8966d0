//! What is kept of a text so that it can be matched without it: hashed terms and their counts.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cut::{Part, PartKind, cut, signature};
use super::stem::stem;
use super::vocabulary::Vocabulary;
use crate::model::hash;

/// Parts of a text that count as its beginning.
const LEAD: usize = 40;
/// Parts of a text beyond which its spelling is not kept.
const LONGEST: usize = 120;
/// Letters in a run; a space stands before and after a word.
const RUN: usize = 4;

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
    const TITLE: u8 = 8;
    const SIGNATURE: u8 = 16;

    /// Whether it stands with a capital inside a sentence.
    pub fn is_name(self) -> bool {
        self.flags & Self::NAME != 0
    }

    /// Whether it is a number.
    pub fn is_number(self) -> bool {
        self.flags & Self::NUMBER != 0
    }

    /// Whether it stands in the title.
    pub fn is_title(self) -> bool {
        self.flags & Self::TITLE != 0
    }

    /// Whether it stands only in the line that says who posted the text.
    pub fn is_signature(self) -> bool {
        self.flags & Self::SIGNATURE != 0
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
    /// What neighbouring words would be if written as one ("health care", "#healthcare"), hashed and sorted.
    pub joins: Vec<u32>,
    /// Hashes of its runs of four letters, sorted; a long text has none, as its words suffice.
    pub grams: Vec<u32>,
    /// Whether an odd number of words in it turns its statement round.
    pub denied: bool,
}

impl Sketch {
    /// The sketch of a claim.
    pub fn new(text: &str, vocabulary: &Vocabulary) -> Self {
        Self::titled("", text, vocabulary)
    }

    /// The sketch of a text under a title.
    pub fn titled(title: &str, text: &str, vocabulary: &Vocabulary) -> Self {
        let mut draft = Draft::default();
        cut(title, vocabulary, &mut |part| draft.add(part, Term::TITLE));
        let (body, signature) = text.split_at(signature(text));
        cut(body, vocabulary, &mut |part| draft.add(part, 0));
        cut(signature, vocabulary, &mut |part| {
            draft.add(part, Term::SIGNATURE);
        });
        draft.finish()
    }

    /// Whether a term stands in it, by hash.
    pub fn has(&self, hash: u32) -> bool {
        self.terms.binary_search_by_key(&hash, |it| it.hash).is_ok()
    }

    /// The hashes of all that is counted of it in a collection.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u32> {
        let terms = self.terms.iter().map(|term| term.hash);
        terms.chain(self.grams.iter().copied())
    }
}

/// A sketch being made.
#[derive(Default)]
struct Draft {
    terms: FxHashMap<u32, Term>,
    parts: usize,
    before: String,
    joins: Vec<u32>,
    grams: Vec<u32>,
    denied: bool,
}

impl Draft {
    fn add(&mut self, part: Part<'_>, place: u8) {
        if part.kind == PartKind::Denial {
            self.denied = !self.denied;
            return;
        }
        self.count(part, place);
        if self.parts < LONGEST {
            self.spell(part);
        }
        self.parts += 1;
    }

    fn count(&mut self, part: Part<'_>, place: u8) {
        let hash = hashed(part.stem);
        let kind = match part.kind {
            PartKind::Name => Term::NAME,
            PartKind::Number => Term::NUMBER,
            _ => 0,
        };
        let lead = if self.parts < LEAD { Term::LEAD } else { 0 };
        let term = self.terms.entry(hash).or_insert(Term {
            hash,
            count: 0,
            flags: Term::SIGNATURE,
        });
        term.count = term.count.saturating_add(1);
        if place != Term::SIGNATURE {
            term.flags &= !Term::SIGNATURE;
        }
        term.flags |= kind | lead | place & Term::TITLE;
    }

    fn spell(&mut self, part: Part<'_>) {
        let mut joined = std::mem::take(&mut self.before);
        if !joined.is_empty() {
            joined.push_str(part.word);
            stem(&mut joined);
            self.joins.push(hashed(&joined));
        }
        self.before.push_str(part.word);
        let word = format!(" {} ", part.word);
        let starts = word.char_indices().map(|(at, _)| at);
        let ends = starts.clone().skip(RUN).chain([word.len()]);
        let runs = starts.zip(ends).map(|(from, to)| &word[from..to]);
        self.grams.extend(runs.map(hashed));
    }

    fn finish(mut self) -> Sketch {
        let mut terms: Vec<Term> = self.terms.into_values().collect();
        terms.sort_unstable();
        if self.parts > LONGEST {
            self.grams.clear();
            self.joins.clear();
        }
        for list in [&mut self.grams, &mut self.joins] {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        Sketch {
            terms,
            joins: self.joins,
            grams: self.grams,
            denied: self.denied,
        }
    }
}

/// The hash that stands for a word or a run of letters.
pub(super) fn hashed(text: &str) -> u32 {
    (hash::text(text) >> 32) as u32
}
