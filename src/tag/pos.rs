//! Parts of speech: a greedy averaged perceptron over hashed features (Collins, EMNLP 2002), and a list of words with one part only.

use rustc_hash::FxHashMap;

use super::cell::Cell;
use crate::model::hash::{pair, salted, salts, triple};
use crate::model::{Reader, Store, StoreError, Table};

/// Columns of the table: a power of two that holds every tag.
pub const WIDTH: usize = 32;

/// How many features a token has.
pub const FEATURES: usize = 21;

/// The templates' salts.
const SALTS: [u64; FEATURES] = salts(0);

/// The reduced tags, after the Penn tags that they stand for; `SC` is a preposition that joins a clause.
pub const TAGS: [&str; 26] = [
    "-", "NN", "NNS", "NNP", "PRP", "PRP$", "DT", "IN", "SC", "TO", "CC", "MD", "VB", "VBD", "VBG",
    "VBN", "VBP", "VBZ", "JJ", "RB", "W", "CD", "EX", "RP", "POS", "PUNCT",
];

/// A tag by its place in [`TAGS`].
pub mod tag {
    #![allow(missing_docs)]
    pub const NN: u8 = 1;
    pub const NNS: u8 = 2;
    pub const NNP: u8 = 3;
    pub const PRP: u8 = 4;
    pub const DT: u8 = 6;
    pub const IN: u8 = 7;
    pub const SC: u8 = 8;
    pub const TO: u8 = 9;
    pub const CC: u8 = 10;
    pub const MD: u8 = 11;
    pub const VB: u8 = 12;
    pub const VBD: u8 = 13;
    pub const VBG: u8 = 14;
    pub const VBN: u8 = 15;
    pub const VBP: u8 = 16;
    pub const VBZ: u8 = 17;
    pub const JJ: u8 = 18;
    pub const RB: u8 = 19;
    pub const W: u8 = 20;
    pub const CD: u8 = 21;
    pub const POS: u8 = 24;
    pub const PUNCT: u8 = 25;
}

/// Whether a tag is that of a verb, in any form.
pub fn is_verb(tag: u8) -> bool {
    (tag::VB..=tag::VBZ).contains(&tag)
}

/// Whether a tag is that of a finite verb.
pub fn is_finite(tag: u8) -> bool {
    matches!(tag, tag::MD | tag::VBD | tag::VBP | tag::VBZ)
}

/// The reduced tag of a Universal and a Penn tag.
pub fn reduce(universal: &str, penn: &str) -> u8 {
    let name = match penn {
        "NNPS" => "NNP",
        "WP$" => "PRP$",
        "PDT" => "DT",
        "IN" if universal == "SCONJ" => "SC",
        "JJR" | "JJS" => "JJ",
        "RBR" | "RBS" => "RB",
        "WDT" | "WP" | "WRB" => "W",
        _ if universal == "PUNCT" => "PUNCT",
        other => other,
    };
    TAGS.iter().position(|tag| *tag == name).unwrap_or(0) as u8
}

/// A trained tagger.
#[derive(Debug, Clone)]
pub struct PartsOfSpeech {
    table: Table<WIDTH>,
    known: FxHashMap<u64, u8>,
}

impl PartsOfSpeech {
    /// A tagger of these weights, and these words that have one part of speech.
    pub fn new(table: Table<WIDTH>, known: FxHashMap<u64, u8>) -> Self {
        Self { table, known }
    }

    /// Tags the cells of a sentence.
    pub fn tag(&self, cells: &mut [Cell]) {
        let (mut before, mut last) = (0, 0);
        let mut features = [0; FEATURES];
        for at in 0..cells.len() {
            let tag = match certain(&cells[at]).or_else(|| self.known.get(&cells[at].word).copied())
            {
                Some(tag) => tag,
                None => {
                    fill(cells, at, last, before, &mut features);
                    best(&self.table.sum(&features))
                }
            };
            cells[at].tag = tag;
            before = last;
            last = tag;
        }
    }

    /// Writes the tagger.
    pub fn store(&self, out: &mut Store) {
        self.table.store(out);
        let mut known: Vec<(u64, u8)> = self.known.iter().map(|(w, t)| (*w, *t)).collect();
        known.sort_unstable();
        out.number(known.len() as u32);
        for (word, tag) in known {
            out.raw(&word.to_le_bytes());
            out.byte(tag);
        }
    }

    /// Reads what [`PartsOfSpeech::store`] wrote.
    ///
    /// # Errors
    ///
    /// Fewer bytes than that.
    pub fn load(from: &mut Reader<'_>) -> Result<Self, StoreError> {
        let table = Table::load(from)?;
        let count = from.number()?;
        let mut known = FxHashMap::default();
        for _ in 0..count {
            let low = u64::from(from.number()?);
            let high = u64::from(from.number()?);
            let tag = from.bytes(1)?[0];
            known.insert(high << 32 | low, tag);
        }
        Ok(Self { table, known })
    }
}

/// The tag of what needs no model: marks.
pub fn certain(cell: &Cell) -> Option<u8> {
    cell.is_mark().then_some(tag::PUNCT)
}

/// The best tag by sums of weights.
fn best(sums: &[i16; WIDTH]) -> u8 {
    (1..TAGS.len()).fold(
        1,
        |best, tag| if sums[tag] > sums[best] { tag } else { best },
    ) as u8
}

/// The features of the word at `at`, whose two words before are tagged `last` and `before`.
pub fn fill(cells: &[Cell], at: usize, last: u8, before: u8, out: &mut [u64; FEATURES]) {
    let none = Cell::default();
    let near = |by: isize| {
        at.checked_add_signed(by)
            .and_then(|i| cells.get(i))
            .unwrap_or(&none)
    };
    let (w, l, r) = (near(0), near(-1), near(1));
    let (ll, rr) = (near(-2), near(2));
    let (last, before) = (u64::from(last), u64::from(before));
    let suffix = u64::from(w.suffix);
    let values = [
        w.word,
        pair(w.word, last),
        pair(suffix, last),
        pair(suffix, u64::from(w.shape)),
        u64::from(w.suffix & 0xffff),
        pair(w.prefix, u64::from(w.shape)),
        pair(last, before),
        pair(last, u64::from(w.shape)),
        l.word,
        pair(l.word, last),
        r.word,
        pair(w.word, r.word),
        u64::from(r.suffix),
        pair(u64::from(r.suffix), suffix),
        ll.word,
        rr.word,
        triple(last, u64::from(w.shape), u64::from(r.shape)),
        pair(w.stem, u64::from(r.suffix & 0xffff)),
        pair(u64::from(w.group.fine), last),
        pair(u64::from(w.group.coarse), suffix),
        u64::from(l.group.coarse) << 16
            | u64::from(w.group.coarse) << 8
            | u64::from(r.group.coarse),
    ];
    for ((out, value), salt) in out.iter_mut().zip(values).zip(SALTS) {
        *out = salted(salt, value);
    }
}
