//! How a claim comes about, given the truth: exact, broader, or wrong, and what wrong claims look like.
//!
//! A source tells the true value with probability `exact`, one of the broader values with `broader`, and errs with
//! `wrong` (after TDH: Jung, Kim, Shim 2019). An error is a value drawn by how often it is claimed in error (after
//! POPACCU: Dong, Saha, Srivastava 2013), or a word of the object's own name, which extraction from text mistakes
//! for a value. How precise truths are and how often a name holds its truth is learned as well.

use super::options::{Options, Shape};
use super::table::{Claim, Object, Table};

/// What each error is worth where errors are not learned: one of ten values (Dong 2009).
const FALSE_VALUES: f64 = 10.0;
/// Claims in error that each value has to its account before anything is seen.
const POPULARITY: f64 = 0.1;

/// Claims of a source by what became of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outcome {
    pub exact: f64,
    pub broader: f64,
    pub wrong: f64,
}

/// All that is learned.
#[derive(Debug, Clone)]
pub(super) struct Model {
    shape: Shape,
    prior: Outcome,
    /// By source, shares that sum to one.
    outcomes: Vec<Outcome>,
    /// By value: its share of errors that are no echo.
    popularity: Vec<f64>,
    /// The share of errors that are words of the object's name, where it has any.
    echo: f64,
    /// By class of precision: the logarithm of how often such a candidate is true.
    depths: Vec<f64>,
    /// The same for candidates that are no echo, and that are.
    echoes: [f64; 2],
}

impl Outcome {
    pub fn sum(&self) -> f64 {
        self.exact + self.broader + self.wrong
    }

    fn add(&mut self, other: Outcome) {
        self.exact += other.exact;
        self.broader += other.broader;
        self.wrong += other.wrong;
    }

    pub fn shares(self) -> Self {
        let sum = self.sum();
        Self {
            exact: self.exact / sum,
            broader: self.broader / sum,
            wrong: self.wrong / sum,
        }
    }
}

impl Model {
    /// What is believed before any claim is weighed.
    pub fn new(table: &Table, options: &Options, shape: Shape) -> Self {
        let [exact, broader, wrong] = options.prior;
        let prior = match shape.graded {
            true => Outcome {
                exact,
                broader,
                wrong,
            },
            false => Outcome {
                exact: exact + broader,
                broader: 0.0,
                wrong,
            },
        };
        let mut model = Self {
            shape,
            prior,
            outcomes: vec![prior.shares(); table.sources.len()],
            popularity: vec![1.0 / FALSE_VALUES; table.values.len()],
            echo: 0.0,
            depths: vec![0.0; table.depths],
            echoes: [0.0; 2],
        };
        if shape.graded {
            model.popularity = popularity_of_claims(table);
            model.echo = 0.2;
        }
        model
    }

    /// The probability that a source in error makes this claim.
    pub fn error(&self, object: &Object, claim: &Claim) -> f64 {
        self.outcomes[claim.source].wrong * self.slip(object, claim.candidate)
    }

    /// The probability of a candidate among errors.
    fn slip(&self, object: &Object, at: usize) -> f64 {
        let candidate = &object.candidates[at];
        let popular = self.popularity[candidate.value];
        if object.echoes == 0 {
            return popular;
        }
        (1.0 - self.echo) * popular + self.echoed(object, at)
    }

    fn echoed(&self, object: &Object, at: usize) -> f64 {
        match object.candidates[at].echo {
            true => self.echo / object.echoes as f64,
            false => 0.0,
        }
    }

    /// The probability that a source makes this claim where `truth` is true.
    pub fn likelihood(&self, object: &Object, claim: &Claim, truth: usize) -> f64 {
        if claim.candidate == truth {
            return self.outcomes[claim.source].exact;
        }
        let error = self.error(object, claim);
        match self.is_broader(object, claim.candidate, truth) {
            true => error + self.broad(object, claim, truth),
            false => error,
        }
    }

    /// The same, where errors are at least as common as `common`, and all who are not precise choose one broader value.
    pub fn chance(&self, object: &Object, claim: &Claim, truth: usize, common: f64) -> f64 {
        let outcome = &self.outcomes[claim.source];
        if claim.candidate == truth {
            return outcome.exact;
        }
        let error = outcome.wrong * common.max(self.slip(object, claim.candidate));
        match self.is_broader(object, claim.candidate, truth) {
            true => error + outcome.broader,
            false => error,
        }
    }

    fn is_broader(&self, object: &Object, wide: usize, narrow: usize) -> bool {
        let broader = &object.candidates[narrow].broader;
        self.shape.graded && broader.binary_search(&wide).is_ok()
    }

    /// The probability that a source tells just this broader value of `truth`.
    fn broad(&self, object: &Object, claim: &Claim, truth: usize) -> f64 {
        self.outcomes[claim.source].broader / object.candidates[truth].breadth
    }

    /// The vote of a claim for `truth`: the logarithm of how much likelier the claim is then than as an error.
    pub fn vote(&self, object: &Object, claim: &Claim, truth: usize) -> f64 {
        let odds = self.likelihood(object, claim, truth) / self.error(object, claim);
        claim.weight * odds.ln()
    }

    /// The logarithm of how likely a candidate is before any claim is weighed.
    pub fn before(&self, object: &Object, at: usize) -> f64 {
        let candidate = &object.candidates[at];
        let echo = match object.echoes {
            0 => 0.0,
            _ => self.echoes[usize::from(candidate.echo)],
        };
        self.depths[candidate.depth] + echo
    }

    /// The probability of each candidate of an object; `independence` is the part of each claim that is its own.
    pub fn weigh(&self, object: &Object, independence: &[f64]) -> Vec<f64> {
        let mut scores: Vec<f64> = (0..object.candidates.len())
            .map(|at| self.before(object, at))
            .collect();
        for (claim, own) in object.claims.iter().zip(independence) {
            for at in self.supported(object, claim) {
                scores[at] += own * self.vote(object, claim, at);
            }
        }
        softmax(&scores)
    }

    /// The candidates that a claim speaks for: its own, and those that it tells less precisely.
    pub fn supported<'o>(
        &self,
        object: &'o Object,
        claim: &'o Claim,
    ) -> impl Iterator<Item = usize> + use<'o> {
        let graded = self.shape.graded;
        let narrower = &object.candidates[claim.candidate].narrower;
        std::iter::once(claim.candidate).chain(narrower.iter().copied().filter(move |_| graded))
    }

    /// What becomes of a claim, given how likely each candidate is.
    pub fn outcome(&self, object: &Object, claim: &Claim, truth: &[f64]) -> Outcome {
        let exact = truth[claim.candidate];
        let error = self.error(object, claim);
        let broader: f64 = self
            .supported(object, claim)
            .skip(1)
            .map(|at| {
                let broad = self.broad(object, claim, at);
                truth[at] * broad / (broad + error)
            })
            .sum();
        Outcome {
            exact: exact * claim.weight,
            broader: broader * claim.weight,
            wrong: (1.0 - exact - broader).max(0.0) * claim.weight,
        }
    }

    /// What a source has to its account after `outcome`, with what it had before.
    pub fn account(&self, outcome: Outcome) -> Outcome {
        let mut account = self.prior;
        account.add(outcome);
        account
    }
}

/// Probabilities from logarithms of odds.
fn softmax(scores: &[f64]) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let odds: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f64 = odds.iter().sum();
    odds.iter().map(|odd| odd / sum).collect()
}

fn popularity_of_claims(table: &Table) -> Vec<f64> {
    let mut counts = vec![POPULARITY; table.values.len()];
    for object in &table.objects {
        for claim in &object.claims {
            counts[object.candidates[claim.candidate].value] += claim.weight;
        }
    }
    shares(counts)
}

fn shares(counts: Vec<f64>) -> Vec<f64> {
    let sum: f64 = counts.iter().sum();
    counts.into_iter().map(|count| count / sum).collect()
}

/// What one pass over the table counts, for the next model.
#[derive(Debug)]
pub(super) struct Counts {
    pub outcomes: Vec<Outcome>,
    errors: Vec<f64>,
    /// Errors in objects whose name has an echo: all, and those that are one.
    echoing: f64,
    echoed: f64,
    /// By class of precision: candidates, and how many of them are true.
    depths: Vec<[f64; 2]>,
    echoes: [[f64; 2]; 2],
}

impl Counts {
    pub fn new(table: &Table) -> Self {
        let none = Outcome {
            exact: 0.0,
            broader: 0.0,
            wrong: 0.0,
        };
        Self {
            outcomes: vec![none; table.sources.len()],
            errors: vec![POPULARITY; table.values.len()],
            echoing: 0.0,
            echoed: 0.0,
            depths: vec![[0.0; 2]; table.depths],
            echoes: [[0.0; 2]; 2],
        }
    }

    /// Counts an object.
    pub fn add(&mut self, model: &Model, object: &Object, truth: &[f64], independence: &[f64]) {
        for (claim, own) in object.claims.iter().zip(independence) {
            let outcome = model.outcome(object, claim, truth);
            self.outcomes[claim.source].add(outcome);
            self.add_error(model, object, claim.candidate, outcome.wrong * own);
        }
        for (candidate, truth) in object.candidates.iter().zip(truth) {
            let echo = &mut self.echoes[usize::from(candidate.echo)];
            let depth = &mut self.depths[candidate.depth];
            depth[0] += 1.0;
            depth[1] += truth;
            if object.echoes > 0 {
                echo[0] += 1.0;
                echo[1] += truth;
            }
        }
    }

    fn add_error(&mut self, model: &Model, object: &Object, at: usize, wrong: f64) {
        let echoed = wrong * model.echoed(object, at) / model.slip(object, at);
        self.errors[object.candidates[at].value] += wrong - echoed;
        if object.echoes > 0 {
            self.echoing += wrong;
            self.echoed += echoed;
        }
    }

    /// The model that makes these counts likeliest.
    pub fn learn(self, model: &Model) -> Model {
        let accounts = self.outcomes.iter().map(|&it| model.account(it).shares());
        let mut next = Model {
            outcomes: accounts.collect(),
            ..model.clone()
        };
        if model.shape.graded {
            next.popularity = shares(self.errors);
            next.echo = (self.echoed + 1.0) / (self.echoing + 2.0);
            next.depths = self.depths.into_iter().map(log_rate).collect();
            next.echoes = self.echoes.map(log_rate);
        }
        next
    }
}

/// The logarithm of the rate of truths, one true and one false added.
fn log_rate([all, truths]: [f64; 2]) -> f64 {
    ((truths + 1.0) / (all + 2.0)).ln()
}
