//! What the learned reading of strength sees of a sentence: its words in context, and what the stages before found in it.

use std::ops::RangeInclusive;

use crate::model::hash;
use crate::score::worth::{self, Feature};
use crate::token::{Token, tokens};
use crate::types::{Analysis, HedgeCategory, Relation, Span};

/// Letters of the beginnings of a word that are told apart: kinds of one word share them.
const BEGINNINGS: RangeInclusive<usize> = 3..=7;
/// Letters of its endings: words of one form share them.
const ENDINGS: RangeInclusive<usize> = 2..=4;
/// So many words open a sentence.
const OPENING: usize = 3;
/// Into how many stretches a sentence is cut, so that a word counts by where it stands.
const STRETCHES: usize = 4;
/// Into how many steps a firmness is cut.
const STEPS: f64 = 20.0;

/// A sentence with what was found in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<'t> {
    /// Its words.
    pub text: &'t str,
    /// The kind of each hedge, and the range of probability that it stands for, where it has one.
    pub hedges: Vec<(HedgeCategory, Option<[f64; 2]>)>,
    /// What its cues say of source and content.
    pub relations: Vec<Relation>,
    /// The firmness of its least firm claim, `[low, high]`; `[1, 1]` where it holds none.
    pub firmness: [f64; 2],
}

impl<'t> Reading<'t> {
    /// What `analysis` found in the `sentence` of `text`.
    pub fn of(text: &'t str, sentence: Span, analysis: &Analysis) -> Self {
        let inside = |span: Span| span.overlaps(sentence);
        let hedges = analysis.hedges.iter().filter(|it| inside(it.span));
        let cues = (analysis.attributions.iter().map(|it| &it.cue))
            .filter(|cue| cue.span.is_some_and(inside));
        let claims = analysis.claims.iter().filter(|it| inside(it.span));
        Self {
            text: sentence.of(text),
            hedges: hedges.map(|it| (it.category, it.range)).collect(),
            relations: cues.map(|cue| cue.relation).collect(),
            firmness: claims
                .map(|claim| claim.scores.commitment.firmness)
                .fold([1.0, 1.0], |a, b| [a[0].min(b[0]), a[1].min(b[1])]),
        }
    }

    /// Its features, each once however often it occurs.
    pub fn features(&self) -> Vec<Feature> {
        let mut features = Vec::new();
        let push = &mut |feature| features.push(feature);
        let words = Words::of(self.text);
        for at in 0..words.tokens.len() {
            words.alone(at, push);
            words.in_context(at, push);
        }
        self.found(push);
        features.sort_by_key(|feature| (feature.hash, feature.start));
        features.dedup_by_key(|feature| feature.hash);
        features
    }

    /// What the stages before found.
    fn found(&self, push: &mut impl FnMut(Feature)) {
        let mut known = |template, value| push(feature(template, value, Span { start: 0, end: 0 }));
        for (category, range) in &self.hedges {
            known(60, *category as u64);
            range.map(|[low, high]| known(61, step((low + high) / 2.0)));
        }
        known(62, self.hedges.len().min(3) as u64);
        for relation in &self.relations {
            known(63, *relation as u64);
        }
        // A feature for each step below it: their weights can draw any curve.
        for (template, end) in [(64, self.firmness[0]), (65, self.firmness[1])] {
            (0..step(end)).for_each(|below| known(template, below));
        }
    }
}

/// The words, numbers and marks of a sentence with their hashes.
struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    whole: Vec<u64>,
    stems: Vec<u64>,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let tokens = tokens(text);
        let read = tokens.iter().map(|token| worth::read(text, *token));
        let (whole, stems) = read.unzip();
        Self {
            text,
            tokens,
            whole,
            stems,
        }
    }

    /// A word by itself: it, its beginnings, its endings.
    fn alone(&self, at: usize, push: &mut impl FnMut(Feature)) {
        let span = self.tokens[at].span;
        push(feature(50, self.whole[at], span));
        if !self.tokens[at].is_word() {
            return;
        }
        let bytes = span.of(self.text).as_bytes();
        for letters in BEGINNINGS.filter(|letters| *letters < bytes.len()) {
            push(feature(51, hash::bytes(&bytes[..letters]), span));
        }
        for letters in ENDINGS.filter(|letters| letters + 1 < bytes.len()) {
            let ending = hash::bytes(&bytes[bytes.len() - letters..]);
            push(feature(52, ending, span));
        }
    }

    /// A word by where it stands and what follows.
    fn in_context(&self, at: usize, push: &mut impl FnMut(Feature)) {
        let span = self.tokens[at].span;
        let stretch = at * STRETCHES / self.tokens.len();
        push(feature(
            53,
            hash::pair(stretch as u64, self.stems[at]),
            span,
        ));
        if at < OPENING {
            push(feature(54, hash::pair(at as u64, self.stems[at]), span));
        }
        let Some(next) = self.tokens.get(at + 1) else {
            return;
        };
        let both = Span {
            end: next.span.end,
            ..span
        };
        let pair = |of: &[u64]| hash::pair(of[at], of[at + 1]);
        push(feature(55, pair(&self.whole), both));
        push(feature(56, pair(&self.stems), both));
        if at + 1 < OPENING {
            push(feature(57, pair(&self.stems), both));
        }
    }
}

/// The step of a number in 0..1.
fn step(number: f64) -> u64 {
    (number * STEPS).round() as u64
}

fn feature(template: u32, value: u64, span: Span) -> Feature {
    Feature {
        hash: hash::feature(template, value),
        start: span.start,
        end: span.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(reading: &Reading<'_>) -> Vec<u64> {
        let features = reading.features().into_iter();
        features.map(|feature| feature.hash).collect()
    }

    fn plain(text: &str) -> Reading<'_> {
        Reading {
            text,
            hedges: Vec::new(),
            relations: Vec::new(),
            firmness: [1.0, 1.0],
        }
    }

    #[test]
    fn a_hedge_and_a_firmness_are_told_beside_the_words() {
        let bare = plain("Coffee may help sleepers");
        let hedged = Reading {
            hedges: vec![(HedgeCategory::Possibility, Some([0.2, 0.6]))],
            firmness: [0.2, 0.6],
            ..bare.clone()
        };
        let (bare, hedged) = (features(&bare), features(&hedged));
        assert!(hedged.iter().any(|feature| !bare.contains(feature)));
        // Fewer steps lie below a lower firmness.
        assert!(bare.iter().any(|feature| !hedged.contains(feature)));
    }

    #[test]
    fn the_order_of_words_matters() {
        let of = |text| features(&plain(text));
        assert_ne!(of("dogs chase cats"), of("cats chase dogs"));
    }

    #[test]
    fn no_text_is_no_error() {
        assert!(!features(&plain("")).is_empty());
    }
}
