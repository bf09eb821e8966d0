//! Compares items of a collection: how likely two say the same, and why.

use super::features::{COUNT, COVERING, Ready, features, ranked, shared, spelt_alike};
use super::frequencies::Frequencies;
use super::model::{Level, MatchModel, Weights};
use super::sketch::Sketch;

/// Documents of the background that count beside the items of the collection.
const BACKGROUND: f64 = 3000.0;
/// The least that a term weighs.
const LEAST: f64 = 0.05;

/// Compares the items of one collection.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'m> {
    model: &'m MatchModel,
    frequencies: &'m Frequencies,
    level: Level,
}

/// What comparing two items gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// How likely the two say (at [`Level::Claim`]) or tell of (at [`Level::Document`]) the same, 0 to 1.
    pub score: f64,
    /// The terms that both hold, by hash, with what each weighs, the heaviest first.
    pub shared: Vec<(u32, f64)>,
    /// Whether their numbers agree.
    pub numbers: Agreement,
    /// Whether one of them, and only one, turns its statement round in its own words ("no", "false", "denies").
    pub opposed: bool,
}

/// Whether the numbers of two items agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// One of them has none.
    Absent,
    /// They share one.
    Agree,
    /// They share none.
    Differ,
}

impl<'m> Matcher<'m> {
    /// Compares items of the collection with these frequencies.
    pub fn new(model: &'m MatchModel, frequencies: &'m Frequencies, level: Level) -> Self {
        Self {
            model,
            frequencies,
            level,
        }
    }

    /// How rare a term is: its inverse document frequency, the background counted in.
    pub(super) fn rarity(&self, hash: u32) -> f32 {
        let items = self.frequencies.items() as f64 + BACKGROUND;
        let share = f64::from(self.model.share(hash));
        let holding = f64::from(self.frequencies.count(hash)) + BACKGROUND * share;
        ((items + 1.0) / (holding + 0.5)).ln().max(LEAST) as f32
    }

    /// How many items of the collection hold a term.
    pub(super) fn holding(&self, hash: u32) -> usize {
        self.frequencies.count(hash) as usize
    }

    pub(super) fn weights(&self) -> &'m Weights {
        self.model.weights(self.level)
    }

    pub(super) fn ready(&self, sketch: &Sketch) -> Ready {
        Ready::new(sketch, self.model, |hash| self.rarity(hash))
    }

    /// The likenesses of two items, in the order of [`NAMES`](super::NAMES).
    pub fn features(&self, a: &Sketch, b: &Sketch) -> [f32; COUNT] {
        self.likenesses(&self.ready(a), &self.ready(b))
    }

    pub(super) fn likenesses(&self, a: &Ready, b: &Ready) -> [f32; COUNT] {
        features(a, b, self.model, self.level)
    }

    pub(super) fn score(&self, a: &Ready, b: &Ready) -> f64 {
        self.weights().probability(&self.likenesses(a, b))
    }

    /// The score of two items each of which says at least `covering` of what the other says; 0 where one does not.
    pub(super) fn covered(&self, a: &Ready, b: &Ready, covering: f32) -> f64 {
        self.weighed(&self.likenesses(a, b), covering)
    }

    /// What two items, of which only the terms are known, would have as [`Matcher::covered`] were they spelt alike.
    pub(super) fn ceiling(&self, a: &Ready, b: &Ready, covering: f32) -> f64 {
        let alike = spelt_alike(self.likenesses(a, b), self.weights());
        self.weighed(&alike, covering)
    }

    fn weighed(&self, likenesses: &[f32; COUNT], covering: f32) -> f64 {
        match likenesses[COVERING] >= covering {
            true => self.weights().probability(likenesses),
            false => 0.0,
        }
    }

    /// How high an item ranks among the candidates for another, `sum` being what the index gave it.
    pub(super) fn standing(&self, a: &Ready, b: &Ready, sum: f32) -> f64 {
        let features = ranked(self.likenesses(a, b), sum);
        let sums = self.model.rank.iter().zip(features);
        sums.map(|(w, x)| f64::from(w * x)).sum()
    }

    /// Compares two items; in either order the same.
    pub fn similarity(&self, a: &Sketch, b: &Sketch) -> Match {
        let (a, b) = (self.ready(a), self.ready(b));
        let mut common: Vec<(u32, f64)> = shared(&a, &b)
            .into_iter()
            .map(|(one, two)| (one.term.hash, f64::from(one.weight.min(two.weight))))
            .collect();
        common.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
        Match {
            score: self.score(&a, &b),
            numbers: Agreement::of(&a, &b),
            opposed: a.is_denied() != b.is_denied(),
            shared: common,
        }
    }
}

impl Agreement {
    fn of(a: &Ready, b: &Ready) -> Self {
        let numbers = |it: &Ready| -> Vec<u32> {
            let numbers = it.terms.iter().filter(|it| it.term.is_number());
            numbers.map(|it| it.term.hash).collect()
        };
        let (a, b) = (numbers(a), numbers(b));
        match (
            a.is_empty() || b.is_empty(),
            a.iter().any(|it| b.contains(it)),
        ) {
            (true, _) => Self::Absent,
            (false, true) => Self::Agree,
            (false, false) => Self::Differ,
        }
    }
}
