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
/// The classes that mechanism knows by name; those of a pack alone would tie weights to that pack.
const KNOWN: Classes = (1 << class::KNOWN.len()) - 1;

/// The words of a sentence, hashed; to be used again for the next one.
#[derive(Debug, Default)]
pub struct Words {
    words: Vec<u64>,
    stems: Vec<u64>,
    kinds: Vec<u64>,
    listed: Vec<u64>,
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
            let place = at.checked_add_signed(by);
            place.and_then(|i| list.get(i)).copied().unwrap_or(EDGE)
        };
        out.push(hash::feature(1, word));
        out.push(hash::feature(2, self.stems[at]));
        out.push(hash::feature(3, hash::pair(word, near(&self.words, 1))));
        out.push(hash::feature(4, hash::pair(word, near(&self.words, -1))));
        out.push(hash::feature(5, hash::pair(word, near(&self.kinds, 1))));
        out.push(hash::feature(6, hash::pair(word, near(&self.kinds, -1))));
        for (template, by) in (7..).zip([-2, -1, 1, 2]) {
            out.push(hash::feature(template, near(&self.words, by)));
        }
        if self.listed[at] != 0 {
            out.push(hash::feature(11, self.listed[at]));
            out.push(hash::feature(12, 0));
        }
    }

    /// Features of the whole sentence: is there a hedge in it, and what kind of text is it of?
    pub fn whole(&self, out: &mut Vec<u64>) {
        out.clear();
        let next = self.words.iter().skip(1).copied().chain([EDGE]);
        for ((&word, &stem), next) in self.words.iter().zip(&self.stems).zip(next) {
            out.push(hash::feature(21, word));
            out.push(hash::feature(22, stem));
            out.push(hash::feature(23, hash::pair(word, next)));
        }
        for &listed in self.listed.iter().filter(|&&listed| listed != 0) {
            out.push(hash::feature(24, listed));
            out.push(hash::feature(25, 0));
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
        _ if classes & KNOWN != 0 => hash::feature(26, classes & KNOWN),
        Shape::Capital | Shape::Upper => 12,
        Shape::Lower => hash::bytes(&bytes[bytes.len().saturating_sub(2)..]),
    }
}
