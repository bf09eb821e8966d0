//! Scores one document of any kind of gold, and sums documents up.

use super::attribution;
use super::decode::{Kind, Marks};
use super::figure::Figure;
use super::miss::Slip;
use super::ranking::Ranked;
use super::read::Document;
use super::{chain_counts, chains, hedges, pairs, ranking};
use crate::types::{Analysis, Input};

/// What was counted in documents of one kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tally {
    Chains(chain_counts::Counts),
    Attributions(attribution::Counts),
    Hedges(hedges::Counts),
    Ranking(Vec<Ranked>),
    Pairs(pairs::Counts),
}

impl Tally {
    /// Nothing counted yet.
    pub(super) fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Chains => Self::Chains(chain_counts::Counts::default()),
            Kind::Attributions => Self::Attributions(attribution::Counts::default()),
            Kind::Hedges => Self::Hedges(hedges::Counts::default()),
            Kind::Ranking => Self::Ranking(Vec::new()),
            Kind::Pairs => Self::Pairs(pairs::Counts::default()),
        }
    }

    /// Counts one document, the `at`th of its gold, and tells where engine and gold differ.
    pub(super) fn of(
        document: &Document,
        at: usize,
        options: attribution::Options,
        analyse: impl Fn(&Input) -> Analysis,
    ) -> (Self, Vec<Slip>) {
        let text = document.input.text.as_str();
        let analysis = analyse(&document.input);
        match &document.marks {
            Marks::Chains(gold) => {
                let (counts, slips) = chains::score(text, gold, &analysis);
                (Self::Chains(counts), slips)
            }
            Marks::Attributions(gold) => {
                let (counts, slips) = attribution::score(text, gold, &analysis, options);
                (Self::Attributions(counts), slips)
            }
            Marks::Hedges { uncertain, cues } => {
                let (counts, slips) = hedges::score(text, *uncertain, cues.as_deref(), &analysis);
                (Self::Hedges(counts), slips)
            }
            Marks::Ranking { worth, source } => {
                let score = analysis.check_worthiness;
                let ranked = Ranked::new(text, at, score, *worth, source.as_deref());
                (Self::Ranking(vec![ranked]), Vec::new())
            }
            Marks::Pair { axis, second } => {
                let second = Input {
                    text: second.clone(),
                    ..document.input.clone()
                };
                let (counts, slips) = pairs::score(text, *axis, &analysis, &analyse(&second));
                (Self::Pairs(counts), slips)
            }
        }
    }

    /// Adds what was counted elsewhere in the same kind of gold.
    pub(super) fn add(&mut self, other: &Tally) {
        match (self, other) {
            (Self::Chains(sum), Self::Chains(counts)) => sum.add(counts),
            (Self::Attributions(sum), Self::Attributions(counts)) => sum.add(counts),
            (Self::Hedges(sum), Self::Hedges(counts)) => sum.add(counts),
            (Self::Ranking(all), Self::Ranking(some)) => all.extend_from_slice(some),
            (Self::Pairs(sum), Self::Pairs(counts)) => sum.add(counts),
            _ => {} // one set holds one kind
        }
    }

    /// The figures that the counts give.
    pub(super) fn figures(&self) -> Vec<Figure> {
        match self {
            Self::Chains(counts) => counts.figures(),
            Self::Attributions(counts) => counts.figures(),
            Self::Hedges(counts) => counts.figures(),
            Self::Ranking(sentences) => ranking::figures(sentences),
            Self::Pairs(counts) => counts.figures(),
        }
    }
}
