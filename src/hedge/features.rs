//! What the learned hedges read of a sentence: its words, the words beside each, and what the lexicon lists.

use std::ops::Range;

use crate::model::hash;
use crate::rules::Rules;
use crate::rules::lexicon::{Classes, Hit, class};
use crate::scan;
use crate::scan::Hits;
use crate::segment::{Segments, Shape, Token};

/// Stands for the place before the first word and the one after the last.
const EDGE: u64 = 1;
/// So many letters of a word without its ending are its stem.
const STEM: usize = 7;
/// Endings that a stem is without, the longer first.
const ENDINGS: [&str; 6] = ["ing", "ed", "es", "ly", "s", "e"];
/// The classes that the weights were learned with: of those that mechanism knows by name, the first sixty without
/// `medium`, which came later. Those of a pack alone would tie weights to that pack.
const LEARNED: Classes = ((1 << 60) - 1) & !class::MEDIUM;

/// Rows of each of the model's tables, as a power of two.
pub const ROWS: u32 = 17;
/// Rows that lie side by side in memory and are looked up for one word, as a power of two.
const ROW: u32 = 3;

/// A feature of `line`, a hash: its features lie side by side, so that the first one that is fetched brings the others.
const fn beside(line: u64, place: u64) -> u64 {
    let shift = 64 - ROWS;
    line & !(((1 << ROW) - 1) << shift) | place << shift
}

/// The words of a sentence, hashed; to be used again for the next one.
#[derive(Debug, Default)]
pub struct Words {
    words: Vec<u64>,
    stems: Vec<u64>,
    kinds: Vec<u64>,
    listed: Vec<u64>,
    /// Of each word and what stands before it, and of the last word and the end.
    pairs: Vec<u64>,
}

impl Words {
    /// Reads the tokens `range` of a text.
    pub fn read(
        &mut self,
        text: &str,
        segments: &Segments,
        hits: &Hits,
        range: Range<usize>,
        rules: &Rules,
    ) {
        self.words.clear();
        self.stems.clear();
        self.kinds.clear();
        self.listed.clear();
        self.listed.resize(range.len(), 0);
        for at in range.clone() {
            let token = segments.tokens[at];
            let word = token.span.of(text);
            self.words.push(hashed(word, token));
            self.stems.push(stem(word));
            self.kinds.push(kind(word, token, segments.classes[at]));
        }
        let before = std::iter::once(EDGE).chain(self.words.iter().copied());
        let after = self.words.iter().copied().chain([EDGE]);
        self.pairs.clear();
        self.pairs
            .extend(before.zip(after).map(|(a, b)| hash::pair(a, b)));
        for hit in scan::within(&hits.hedges, range.start, range.end) {
            self.list(hit, &range, rules);
        }
    }

    fn list(&mut self, hit: &Hit, range: &Range<usize>, rules: &Rules) {
        let category = rules.lexicon.hedges[hit.rule as usize].category;
        let end = (hit.end as usize).min(range.end);
        for at in hit.start as usize..end {
            self.listed[at - range.start] = category as u64 + 1;
        }
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Features of the word at `at` and its neighbours: is it a hedge?
    pub fn word(&self, at: usize, out: &mut Vec<u64>) {
        let word = self.words[at];
        let near = |list: &[u64], by: isize| {
            let near = list.get(at.wrapping_add_signed(by));
            near.copied().unwrap_or(EDGE)
        };
        let of_word = |by, place| beside(hash::feature(1, near(&self.words, by)), place);
        let of_pair = |at: usize, place| beside(hash::feature(3, self.pairs[at]), place);
        out.extend([
            of_word(0, 0),
            of_word(-2, 1),
            of_word(-1, 2),
            of_word(1, 3),
            of_word(2, 4),
            hash::feature(2, self.stems[at]),
            of_pair(at, 0),
            of_pair(at + 1, 1),
            hash::feature(5, hash::pair(word, near(&self.kinds, 1))),
            hash::feature(6, hash::pair(word, near(&self.kinds, -1))),
        ]);
        if self.listed[at] != 0 {
            out.extend([hash::feature(11, self.listed[at]), hash::feature(12, 0)]);
        }
    }

    /// Features of the whole sentence: is there a hedge in it, and what kind of text is it of?
    pub fn whole(&self, out: &mut Vec<u64>) {
        out.clear();
        let pairs = self.pairs.iter().skip(1);
        for ((&word, &stem), &pair) in self.words.iter().zip(&self.stems).zip(pairs) {
            out.extend([
                hash::feature(21, word),
                hash::feature(22, stem),
                hash::feature(23, pair),
            ]);
        }
        for &listed in self.listed.iter().filter(|&&listed| listed != 0) {
            out.extend([hash::feature(24, listed), hash::feature(25, 0)]);
        }
    }
}

/// A word; numbers are told by their length alone, years from others.
fn hashed(word: &str, token: Token) -> u64 {
    match token.shape {
        Shape::Number => 10 + u64::from(word.len() == 4),
        Shape::Mark(mark) => 100 + u64::from(mark),
        _ => hash::text(word),
    }
}

/// A word without its ending, cut.
fn stem(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let long = |ending: &&&str| word.len() > ending.len() + 3 && word.ends_with(**ending);
    let ending = ENDINGS.iter().find(long).map_or(0, |ending| ending.len());
    hash::bytes(&bytes[..(bytes.len() - ending).min(STEM)])
}

/// What kind of word it is: its classes, that it is a name, or its last two letters.
fn kind(word: &str, token: Token, classes: Classes) -> u64 {
    let bytes = word.as_bytes();
    match token.shape {
        Shape::Number => 10,
        Shape::Mark(mark) => 100 + u64::from(mark),
        _ if classes & LEARNED != 0 => hash::feature(26, (classes & LEARNED) as u64),
        Shape::Capital | Shape::Upper => 12,
        Shape::Lower => hash::bytes(&bytes[bytes.len().saturating_sub(2)..]),
    }
}
