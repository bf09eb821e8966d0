//! Measures matching: pairs by F1, answers by average precision, clusters by B³ and by their pairs, candidates by recall.
//!
//! B³: Bagga, Baldwin: Algorithms for scoring coreference chains, LREC workshop 1998.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sets::{Groups, Part, Sets};
use crate::matching::{
    self, COUNT, Cut, Frequencies, Index, Level, MatchModel, Matcher, Member, Sketch, cluster,
};
use crate::stats;
use crate::types::Polarity;

/// Answers that count.
const TOP: usize = 5;

/// A figure on each half, from a model of the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was measured.
    pub name: &'static str,
    /// On each half.
    pub halves: Vec<f64>,
}

impl Figure {
    /// The mean of the halves.
    pub fn mean(&self) -> f64 {
        self.halves.iter().sum::<f64>() / self.halves.len().max(1) as f64
    }

    pub(super) fn with(mut self, other: &Self) -> Self {
        self.halves.extend(&other.halves);
        self
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<26}", self.name)?;
        self.halves
            .iter()
            .try_for_each(|half| write!(f, " {half:.3}"))?;
        write!(f, "  mean {:.3}", self.mean())
    }
}

/// The figures of a model of one part on another.
pub(super) fn figures(model: &MatchModel, sets: &Sets, train: Part, test: Part) -> Vec<Figure> {
    let figure = |name, value| Figure {
        name,
        halves: vec![value],
    };
    let (rumours, basil, ecb) = (&sets.rumours, &sets.basil, &sets.ecb);
    let [of_basil, of_ecb] = stories(model, sets, test);
    vec![
        figure("claim pairs F1", pairs(model, sets, train, test)),
        figure("checked claims MAP@5", answers(model, sets, test)),
        figure("checked claims recall", found(model, sets, test)),
        figure(
            "rumour clusters B3",
            b_cubed(&grouped(model, rumours, Level::Claim, test)),
        ),
        figure("twins kept apart", apart(model, sets, test)),
        figure("sentences told apart", told(model, sets, test)),
        figure("rumours recall", recall(model, rumours, Level::Claim, test)),
        figure("BASIL story pairs F1", of_basil),
        figure("BASIL recall", recall(model, basil, Level::Document, test)),
        figure("ECB+ story pairs F1", of_ecb),
        figure("ECB+ recall", recall(model, ecb, Level::Document, test)),
    ]
}

/// F1 of the story pairs of BASIL and ECB+.
pub(super) fn stories(model: &MatchModel, sets: &Sets, part: Part) -> [f64; 2] {
    [&sets.basil, &sets.ecb].map(|set| pair_f1(&grouped(model, set, Level::Document, part)))
}

/// F1 of claim pairs at the threshold that is best where the model was trained.
fn pairs(model: &MatchModel, sets: &Sets, train: Part, test: Part) -> f64 {
    let scored = |part| -> Vec<(f64, bool)> {
        let pairs = sets.pairs(model, part).into_iter();
        pairs
            .map(|(features, same)| (model.claim.probability(&features), same))
            .collect()
    };
    let known = scored(train);
    let best = known
        .iter()
        .map(|it| it.0)
        .max_by(|&a, &b| f1(&known, a).total_cmp(&f1(&known, b)));
    f1(&scored(test), best.unwrap_or(0.5))
}

fn f1(scored: &[(f64, bool)], least: f64) -> f64 {
    let taken = scored.iter().filter(|it| it.0 >= least);
    let right = taken.clone().filter(|it| it.1).count();
    let wanted = scored.iter().filter(|it| it.1).count();
    2.0 * right as f64 / (taken.count() + wanted).max(1) as f64
}

/// The mean average precision of the first answers.
fn answers(model: &MatchModel, sets: &Sets, part: Part) -> f64 {
    let frequencies = Frequencies::of(&sets.checked);
    let index = Index::new(
        &Matcher::new(model, &frequencies, Level::Claim),
        &sets.checked,
    );
    mean(sets.tweets_of(part).map(|it| {
        let (mut hits, mut sum) = (0.0, 0.0);
        for ((answer, _), place) in index.rank(&it.sketch, TOP).into_iter().zip(1..) {
            if it.right.contains(&answer) {
                hits += 1.0;
                sum += hits / f64::from(place);
            }
        }
        sum / it.right.len().clamp(1, TOP) as f64
    }))
}

/// The share of right answers among the candidates.
fn found(model: &MatchModel, sets: &Sets, part: Part) -> f64 {
    let frequencies = Frequencies::of(&sets.checked);
    let index = Index::new(
        &Matcher::new(model, &frequencies, Level::Claim),
        &sets.checked,
    );
    mean(sets.tweets_of(part).map(|it| {
        let near = index.candidates(&it.sketch);
        let right = it.right.iter().filter(|at| near.contains(at)).count();
        right as f64 / it.right.len().max(1) as f64
    }))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / f64::max(count, 1.0)
}

/// The share of claims that are not joined with what they would be if they were said of another event.
fn apart(model: &MatchModel, sets: &Sets, part: Part) -> f64 {
    let twins = sets.twins(model, part).into_iter();
    let all = twins.chain(sets.rumours.twins(model, part));
    let join = f64::from(model.claim.join);
    mean(all.map(|it| f64::from(u8::from(model.claim.probability(&it) < join))))
}

/// How well sentences of articles that say the same are ranked above others: the area under the curve.
fn told(model: &MatchModel, sets: &Sets, part: Part) -> f64 {
    let (same, others): (Vec<_>, Vec<_>) =
        (sets.told(model, part).into_iter()).partition(|(_, same)| *same);
    let probability = |(features, _): &([f32; COUNT], bool)| model.claim.probability(features);
    let [same, others] =
        [same, others].map(|side| side.iter().map(probability).collect::<Vec<f64>>());
    stats::auc(&same, &others).unwrap_or_default()
}

/// Of all pairs that, compared one by one, score high enough to be joined, the share that the index finds.
fn recall(model: &MatchModel, set: &Groups, level: Level, part: Part) -> f64 {
    let (sketches, _) = set.part(part);
    let cut = Cut::of(model.weights(level));
    let sketch = |at: usize| Cow::Borrowed(&sketches[at]);
    let found = matching::pairs(sketches.len(), sketch, model, level, cut);
    let found: FxHashSet<(usize, usize)> = found.into_iter().map(|(pair, _)| pair).collect();
    let frequencies = Frequencies::of(&sketches);
    let matcher = Matcher::new(model, &frequencies, level);
    let index = Index::new(&matcher, &sketches);
    let pairs = (0..sketches.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let wanted: Vec<_> = pairs.filter(|&(a, b)| index.joins(a, b, &cut)).collect();
    let held = wanted.iter().filter(|pair| found.contains(pair)).count();
    held as f64 / wanted.len().max(1) as f64
}

/// How many items of each cluster are of each group.
type Counts = FxHashMap<(usize, usize), usize>;

fn grouped(model: &MatchModel, set: &Groups, level: Level, part: Part) -> Counts {
    let (sketches, groups) = set.part(part);
    let member = |(sketch, at): (&Sketch, usize)| Member {
        id: at.to_string(),
        sketch: sketch.clone(),
        polarity: Polarity::Affirm,
    };
    let members = sketches.iter().zip(0..).map(member).collect();
    let clusters = cluster(members, model, level);
    let mut counts = Counts::default();
    for (cluster, number) in clusters.iter().zip(0..) {
        for at in cluster
            .members
            .iter()
            .filter_map(|(id, _)| id.parse::<usize>().ok())
        {
            *counts.entry((number, groups[at])).or_default() += 1;
        }
    }
    counts
}

fn sizes(counts: &Counts, key: impl Fn(&(usize, usize)) -> usize) -> FxHashMap<usize, usize> {
    let mut sizes = FxHashMap::default();
    counts
        .iter()
        .for_each(|(both, count)| *sizes.entry(key(both)).or_default() += count);
    sizes
}

fn b_cubed(counts: &Counts) -> f64 {
    let (clusters, groups) = (sizes(counts, |it| it.0), sizes(counts, |it| it.1));
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((cluster, group), &count) in counts {
        let square = (count * count) as f64;
        precision += square / clusters[cluster] as f64;
        recall += square / groups[group] as f64;
    }
    let all = counts.values().sum::<usize>().max(1) as f64;
    2.0 * precision * recall / (precision + recall) / all
}

fn pair_f1(counts: &Counts) -> f64 {
    let pairs = |count: usize| (count * count.saturating_sub(1) / 2) as f64;
    let both: f64 = counts.values().map(|&count| pairs(count)).sum();
    let all =
        |sizes: FxHashMap<usize, usize>| -> f64 { sizes.values().map(|&count| pairs(count)).sum() };
    2.0 * both / (all(sizes(counts, |it| it.0)) + all(sizes(counts, |it| it.1))).max(1.0)
}
