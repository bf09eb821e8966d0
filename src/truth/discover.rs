//! Turns a table into truths: believes, counts, and believes again until nothing moves.

use super::copies::Pairs;
use super::model::{Counts, Model, Outcome};
use super::options::{Method, Options, Shape};
use super::reliability;
use super::table::{Object, Table};
use super::truths::{Candidate, Copy, Finding, Truths, Vote};
use super::{truthfinder, vote};

/// Passes over the table at most, between two judgements of copying.
const PASSES: usize = 100;
/// No probability moves by more: it is settled.
const SETTLED: f64 = 1e-6;
/// Judgements of copying.
const JUDGEMENTS: usize = 3;

/// Finds the likeliest value of every object, the reliability of every source, and who copies whom.
///
/// The same claims give the same truths in whatever order they were added.
pub fn discover(table: &Table, options: &Options) -> Truths {
    discover_watched(table, options, &mut || {})
}

/// [`discover`], with a call after every pass over the table.
pub fn discover_watched(table: &Table, options: &Options, passed: &mut dyn FnMut()) -> Truths {
    let told = |truth: Vec<Finding>, outcomes: Vec<Outcome>| Truths {
        values: truth,
        sources: reliability::of(table, &outcomes, options),
        copies: Vec::new(),
    };
    match (options.method, options.method.shape()) {
        (_, Some(shape)) => Run::new(table, options, shape, passed).truths(),
        (Method::TruthFinder, None) => {
            let (findings, outcomes) = truthfinder::find(table);
            told(findings, outcomes)
        }
        (_, None) => {
            let (findings, outcomes) = vote::find(table);
            told(findings, outcomes)
        }
    }
}

/// A run of expectation-maximisation.
struct Run<'t> {
    table: &'t Table,
    options: &'t Options,
    model: Model,
    pairs: Pairs,
    /// By object and claim: the part of it that is not copied.
    independence: Vec<Vec<f64>>,
    /// By object and candidate.
    truths: Vec<Vec<f64>>,
    /// By source, of the last pass.
    outcomes: Vec<Outcome>,
}

impl<'t> Run<'t> {
    fn new(table: &'t Table, options: &'t Options, shape: Shape, passed: &mut dyn FnMut()) -> Self {
        let alone = |object: &Object| vec![1.0; object.claims.len()];
        let mut run = Self {
            table,
            options,
            model: Model::new(table, options, shape),
            pairs: Pairs::default(),
            independence: table.objects.iter().map(alone).collect(),
            truths: Vec::new(),
            outcomes: Vec::new(),
        };
        run.settle(passed);
        for _ in 0..if shape.copying { JUDGEMENTS } else { 0 } {
            run.judge();
            run.settle(passed);
        }
        run
    }

    /// Passes over the table until no probability moves.
    fn settle(&mut self, passed: &mut dyn FnMut()) {
        for _ in 0..PASSES {
            let moved = self.pass();
            passed();
            if moved < SETTLED {
                break;
            }
        }
    }

    /// Weighs every object and learns from it; gives the greatest change of a probability.
    fn pass(&mut self) -> f64 {
        let mut counts = Counts::new(self.table);
        let mut truths = Vec::with_capacity(self.table.objects.len());
        for (object, own) in self.table.objects.iter().zip(&self.independence) {
            let truth = self.model.weigh(object, own);
            counts.add(&self.model, object, &truth, own);
            truths.push(truth);
        }
        let moved = greatest_change(&self.truths, &truths);
        self.truths = truths;
        self.outcomes.clone_from(&counts.outcomes);
        self.model = counts.learn(&self.model);
        moved
    }

    /// Judges who copies whom, and what is left of each claim.
    fn judge(&mut self) {
        let prior = self.options.copying;
        self.pairs = Pairs::judge(self.table, &self.model, &self.truths, prior, &self.pairs);
        let rank = self.rank();
        let objects = self.table.objects.iter();
        self.independence = objects
            .map(|object| self.pairs.independence(&self.model, object, &rank))
            .collect();
    }

    /// The place of every source among those that agree: the most exact first, then by name.
    fn rank(&self) -> Vec<usize> {
        let exact = |source: &usize| self.model.account(self.outcomes[*source]).shares().exact;
        let mut order: Vec<usize> = (0..self.outcomes.len()).collect();
        order.sort_by(|a, b| exact(b).total_cmp(&exact(a)));
        let mut rank = vec![0; order.len()];
        for (place, source) in order.into_iter().enumerate() {
            rank[source] = place;
        }
        rank
    }

    fn truths(self) -> Truths {
        let objects = self.table.objects.iter().zip(&self.independence);
        let findings = objects.map(|(object, own)| self.finding(object, own));
        Truths {
            values: findings.collect(),
            sources: reliability::of(self.table, &self.outcomes, self.options),
            copies: self.copies(),
        }
    }

    /// An object with all its candidates and their votes, weighed once more by the last model.
    fn finding(&self, object: &Object, own: &[f64]) -> Finding {
        let truth = self.model.weigh(object, own);
        let candidates = truth
            .iter()
            .enumerate()
            .map(|(at, &probability)| Candidate {
                value: self.table.values[object.candidates[at].value].clone(),
                probability,
                prior: self.model.before(object, at),
                votes: self.votes(object, own, at),
            });
        Finding::new(&object.name, candidates.collect())
    }

    fn votes(&self, object: &Object, own: &[f64], at: usize) -> Vec<Vote> {
        let claims = object.claims.iter().zip(own);
        let speaking = claims.filter(|(claim, _)| {
            let mut supported = self.model.supported(object, claim);
            supported.any(|it| it == at)
        });
        speaking
            .map(|(claim, own)| Vote {
                source: self.table.sources[claim.source].clone(),
                weight: own * self.model.vote(object, claim, at),
                independence: *own,
                is_broader: claim.candidate != at,
            })
            .collect()
    }

    fn copies(&self) -> Vec<Copy> {
        let name = |source: usize| self.table.sources[source].clone();
        let pairs = self.pairs.sorted().into_iter();
        let mut copies: Vec<Copy> = pairs
            .map(|((first, second), pair)| {
                let (from, to) = match pair.copying[0] >= pair.copying[1] {
                    true => (first, second),
                    false => (second, first),
                };
                Copy {
                    from: name(from),
                    to: name(to),
                    probability: pair.either(),
                    direction: pair.copying[0].max(pair.copying[1]) / pair.either(),
                    shared: pair.shared,
                }
            })
            .collect();
        copies.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        copies
    }
}

fn greatest_change(before: &[Vec<f64>], after: &[Vec<f64>]) -> f64 {
    if before.len() != after.len() {
        return 1.0;
    }
    let pairs = before.iter().flatten().zip(after.iter().flatten());
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}
