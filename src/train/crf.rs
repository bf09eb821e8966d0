//! Trains linear-chain conditional random fields: AdaGrad (Duchi, Hazan, Singer, JMLR 2011), features dropped at random, means of several stands of
//! the weights in several runs.

use rayon::prelude::*;

use super::Random;
use crate::model::chain::NEVER;
use crate::model::{Chain, Steps, Table};

/// A sequence to learn from.
#[derive(Debug, Clone, Default)]
pub struct Sequence {
    /// Hashed features, `width` of them a place.
    pub features: Vec<u64>,
    /// How many features a place has.
    pub width: usize,
    /// The right label of each place.
    pub labels: Vec<u8>,
    /// The class of each place.
    pub classes: Vec<u8>,
    /// How much it counts.
    pub weight: f32,
}

impl Sequence {
    /// Empties it for a sequence of so many features a place.
    pub fn clear(&mut self, width: usize, weight: f32) {
        self.features.clear();
        self.labels.clear();
        self.classes.clear();
        (self.width, self.weight) = (width, weight);
    }

    /// Adds a place.
    pub fn push(&mut self, features: &[u64], class: u8) {
        self.features.extend(features);
        self.classes.push(class);
    }
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rows of the table, as a power of two.
    pub bits: u32,
    /// Size of a step.
    pub rate: f32,
    /// The share of features that a place loses at random.
    pub dropout: f32,
    /// Weights smaller than this many steps of the table are dropped.
    pub prune: f32,
}

/// A chain being trained.
#[derive(Debug, Clone)]
pub struct Trainer<const L: usize> {
    settings: Settings,
    rows: Vec<[f32; L]>,
    squares: Vec<[f32; L]>,
    seen: Vec<u8>,
    steps: Steps<L>,
    step_squares: Steps<L>,
    allowed: [[bool; L]; L],
    stands: Stands<L>,
    chain: Chain<L>,
    scores: Vec<[f32; L]>,
    marginals: Vec<[f32; L]>,
    kept: Vec<u32>,
    ends: Vec<usize>,
}

/// The sum of several stands of the weights.
#[derive(Debug, Clone)]
struct Stands<const L: usize> {
    rows: Vec<[f32; L]>,
    steps: Steps<L>,
    count: u32,
}

/// A difference of probability too small to learn from.
const SMALL: f32 = 0.003;

impl<const L: usize> Trainer<L> {
    /// A trainer of chains with steps of so many classes, of which those are possible that `may_follow` allows.
    pub fn new(settings: Settings, classes: usize, may_follow: impl Fn(u8, u8) -> bool) -> Self {
        let rows = 1 << settings.bits;
        let mut steps = Steps::new(classes);
        let allowed: [[bool; L]; L] =
            std::array::from_fn(|from| std::array::from_fn(|to| may_follow(from as u8, to as u8)));
        for matrix in &mut steps.classes {
            for (row, allowed) in matrix.iter_mut().zip(&allowed) {
                for (score, allowed) in row.iter_mut().zip(allowed) {
                    *score = if *allowed { 0.0 } else { NEVER };
                }
            }
        }
        for (to, first) in steps.first.iter_mut().enumerate() {
            *first = if may_follow(0, to as u8) { 0.0 } else { NEVER };
        }
        Self {
            settings,
            rows: vec![[0.0; L]; rows],
            squares: vec![[0.0; L]; rows],
            seen: vec![0; rows],
            steps,
            step_squares: Steps::new(classes),
            allowed,
            stands: Stands {
                rows: vec![[0.0; L]; rows],
                steps: Steps::new(classes),
                count: 0,
            },
            chain: Chain::default(),
            scores: Vec::new(),
            marginals: Vec::new(),
            kept: Vec::new(),
            ends: Vec::new(),
        }
    }

    fn row(&self, feature: u64) -> usize {
        (feature >> (64 - self.settings.bits)) as usize
    }

    /// Counts the features of a sequence: those seen once only are not learned from.
    pub fn count(&mut self, sequence: &Sequence) {
        for &feature in &sequence.features {
            let row = self.row(feature);
            self.seen[row] = self.seen[row].saturating_add(1);
        }
    }

    /// Learns from a sequence; gives its loss.
    pub fn learn(&mut self, sequence: &Sequence, random: &mut Random) -> f32 {
        if sequence.labels.is_empty() {
            return 0.0;
        }
        self.score(sequence, random);
        let powers = self.steps.powers();
        let mut gradient = Steps::<L>::new(self.steps.classes.len());
        let mut marginals = std::mem::take(&mut self.marginals);
        let log = self.chain.forward_backward(
            &powers,
            &self.steps.first,
            &self.scores,
            &sequence.classes,
            &mut marginals,
            &mut |at, likely| {
                let matrix = &mut gradient.classes[sequence.classes[at] as usize];
                for (row, likely) in matrix.iter_mut().zip(likely) {
                    row.iter_mut().zip(likely).for_each(|(g, p)| *g += p);
                }
            },
        );
        let right = self.right(sequence, &mut gradient);
        for (i, p) in marginals[0].iter().enumerate() {
            gradient.first[i] += p;
        }
        gradient.first[sequence.labels[0] as usize] -= 1.0;
        self.update_steps(&gradient, sequence.weight);
        self.update_rows(&marginals, sequence);
        self.marginals = marginals;
        (log - right) * sequence.weight
    }

    /// Scores every place with the features that it keeps.
    fn score(&mut self, sequence: &Sequence, random: &mut Random) {
        let share = 1.0 / (1.0 - self.settings.dropout);
        let limit = (self.settings.dropout * 256.0) as u64;
        self.scores.clear();
        self.kept.clear();
        self.ends.clear();
        for features in sequence.features.chunks(sequence.width) {
            let mut score = [0.0f32; L];
            let mut bits = 0;
            for (i, &feature) in features.iter().enumerate() {
                if i % 8 == 0 {
                    bits = random.bits();
                }
                let dropped = bits & 255 < limit;
                bits >>= 8;
                let row = self.row(feature);
                if dropped || self.seen[row] < 2 {
                    continue;
                }
                self.kept.push(row as u32);
                score
                    .iter_mut()
                    .zip(&self.rows[row])
                    .for_each(|(s, w)| *s += w);
            }
            self.ends.push(self.kept.len());
            self.scores.push(score.map(|s| s * share));
        }
    }

    /// The score of the right labels, whose steps are taken off the gradient.
    fn right(&self, sequence: &Sequence, gradient: &mut Steps<L>) -> f32 {
        let labels = &sequence.labels;
        let mut right = self.scores[0][labels[0] as usize] + self.steps.first[labels[0] as usize];
        for at in 1..labels.len() {
            let (from, to) = (labels[at - 1] as usize, labels[at] as usize);
            let class = sequence.classes[at] as usize;
            right += self.scores[at][to] + self.steps.classes[class][from][to];
            gradient.classes[class][from][to] -= 1.0;
        }
        right
    }

    fn update_steps(&mut self, gradient: &Steps<L>, weight: f32) {
        let rate = self.settings.rate;
        let update = |w: &mut f32, s: &mut f32, g: f32| {
            let g = g * weight;
            if g != 0.0 {
                *s += g * g;
                *w -= rate * g / (s.sqrt() + 1e-6);
            }
        };
        let matrices = self
            .steps
            .classes
            .iter_mut()
            .zip(&mut self.step_squares.classes);
        for ((scores, squares), gradient) in matrices.zip(&gradient.classes) {
            for ((row, squares), (gradient, allowed)) in scores
                .iter_mut()
                .zip(squares)
                .zip(gradient.iter().zip(&self.allowed))
            {
                for to in (0..L).filter(|to| allowed[*to]) {
                    update(&mut row[to], &mut squares[to], gradient[to]);
                }
            }
        }
        for to in (0..L).filter(|to| self.allowed[0][*to]) {
            let (w, s) = (&mut self.steps.first[to], &mut self.step_squares.first[to]);
            update(w, s, gradient.first[to]);
        }
    }

    fn update_rows(&mut self, marginals: &[[f32; L]], sequence: &Sequence) {
        let rate = self.settings.rate;
        let mut start = 0;
        for ((likely, &label), &end) in marginals.iter().zip(&sequence.labels).zip(&self.ends) {
            let rows = start..end;
            start = end;
            let mut gradient = *likely;
            gradient[label as usize] -= 1.0;
            if gradient.iter().all(|g| g.abs() < SMALL) {
                continue;
            }
            gradient.iter_mut().for_each(|g| *g *= sequence.weight);
            for &row in &self.kept[rows] {
                let weights = &mut self.rows[row as usize];
                let squares = &mut self.squares[row as usize];
                for i in 0..L {
                    let g = gradient[i];
                    squares[i] += g * g;
                    weights[i] -= rate * g / (squares[i].sqrt() + 1e-6);
                }
            }
        }
    }

    /// Adds the weights as they stand to the mean.
    pub fn take_stand(&mut self) {
        self.stands.add(&self.rows, &self.steps, 1);
    }

    /// The mean of the stands taken, quantised.
    pub fn model(&self) -> Model<L> {
        let stands = &self.stands;
        let share = 1.0 / stands.count.max(1) as f32;
        let mut steps = stands.steps.clone();
        steps.first.iter_mut().for_each(|x| *x *= share);
        let scores = steps.classes.iter_mut().flatten().flatten();
        scores.for_each(|x| *x *= share);
        let mean = |(row, seen): (&[f32; L], &u8)| match seen {
            0 | 1 => [0.0; L],
            _ => row.map(|x| x * share),
        };
        let rows: Vec<[f32; L]> = stands.rows.iter().zip(&self.seen).map(mean).collect();
        let table = Table::quantise(self.settings.bits, &rows, self.settings.prune);
        (table, steps)
    }
}

impl<const L: usize> Stands<L> {
    fn add(&mut self, rows: &[[f32; L]], steps: &Steps<L>, count: u32) {
        self.count += count;
        for (sum, row) in self.rows.iter_mut().zip(rows) {
            sum.iter_mut().zip(row).for_each(|(s, w)| *s += w);
        }
        let firsts = self.steps.first.iter_mut().zip(steps.first);
        firsts.for_each(|(s, w)| *s += w);
        let scores = steps.classes.iter().flatten().flatten();
        let sums = self.steps.classes.iter_mut().flatten().flatten();
        sums.zip(scores).for_each(|(sum, score)| *sum += score);
    }
}

/// How often a pass is told of, and the weights' stand taken once they have settled.
const QUARTERS: usize = 4;
/// How far the seeds of runs are apart.
const APART: u64 = 1000;

/// A table and its steps.
pub type Model<const L: usize> = (Table<L>, Steps<L>);

/// What to learn, and when to stop.
pub struct Course<'c, I, const L: usize> {
    /// What is being trained, for the progress.
    pub name: &'static str,
    /// The sequences, by whatever finds them.
    pub items: Vec<I>,
    /// The most passes over them.
    pub passes: usize,
    /// How often all of it is done, each time in another order and with other features dropped; the mean of all is the model.
    pub runs: u64,
    /// Lays a sequence out.
    pub fill: &'c (dyn Fn(&mut Sequence, &I) + Sync),
    /// How good a model is on text that it does not learn from; where it no longer rises, the passes end.
    pub judge: Option<&'c Judge<'c, L>>,
}

/// Tells how good a model is.
pub type Judge<'j, const L: usize> = dyn Fn(&Model<L>) -> f32 + Sync + 'j;

/// Trains a chain: passes over all sequences in a new order each, the mean of the weights' stands after the first pass.
pub fn fit<I: Clone + Send + Sync, const L: usize>(
    mut trainer: Trainer<L>,
    course: &Course<'_, I, L>,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Model<L> {
    let mut sequence = Sequence::default();
    for item in &course.items {
        (course.fill)(&mut sequence, item);
        trainer.count(&sequence);
    }
    let random = |number| Random::new(seed + number * APART);
    let runs: Vec<(Stands<L>, Vec<String>)> = (0..course.runs)
        .into_par_iter()
        .map(|number| run(trainer.clone(), course, random(number)))
        .collect();
    for (stands, told) in runs {
        told.iter().for_each(|line| progress(line));
        trainer
            .stands
            .add(&stands.rows, &stands.steps, stands.count);
    }
    let model = trainer.model();
    if let Some(judge) = course.judge {
        progress(&format!(
            "{}: all runs, development {:.4}",
            course.name,
            judge(&model)
        ));
    }
    model
}

/// One run: the stands that were best, and what is told of it.
fn run<I: Clone, const L: usize>(
    mut trainer: Trainer<L>,
    course: &Course<'_, I, L>,
    mut random: Random,
) -> (Stands<L>, Vec<String>) {
    let mut sequence = Sequence::default();
    let mut items = course.items.clone();
    let quarter = (items.len() / QUARTERS).max(1);
    let mut told = Vec::new();
    let mut best: Option<(f32, Stands<L>)> = None;
    for pass in 1..=course.passes {
        random.shuffle(&mut items);
        let mut loss = 0.0f64;
        for (number, item) in items.iter().enumerate() {
            (course.fill)(&mut sequence, item);
            loss += f64::from(trainer.learn(&sequence, &mut random));
            if pass > 1 && (number + 1) % quarter == 0 {
                trainer.take_stand();
            }
        }
        let name = course.name;
        let line = format!("{name}: pass {pass} of {}, loss {loss:.0}", course.passes);
        let (Some(judge), true) = (course.judge, pass > 1) else {
            told.push(line);
            continue;
        };
        let figure = judge(&trainer.model());
        told.push(format!("{line}, development {figure:.4}"));
        if best.as_ref().is_some_and(|(before, _)| *before >= figure) {
            break;
        }
        best = Some((figure, trainer.stands.clone()));
    }
    let stands = best.map_or(trainer.stands, |(_, stands)| stands);
    (stands, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A label that only the step from the label before can tell: 0 1 0 1.
    #[test]
    fn learns_steps_and_features() {
        let settings = Settings {
            bits: 8,
            rate: 0.2,
            dropout: 0.0,
            prune: 0.0,
        };
        let mut trainer: Trainer<2> = Trainer::new(settings, 1, |_, _| true);
        let sequence = Sequence {
            features: vec![1 << 60, 3 << 60, 3 << 60, 3 << 60],
            width: 1,
            labels: vec![0, 1, 0, 1],
            classes: vec![0; 4],
            weight: 1.0,
        };
        let mut random = Random::new(1);
        trainer.count(&sequence);
        trainer.count(&sequence);
        let first = trainer.learn(&sequence, &mut random);
        let last = (0..200)
            .map(|_| trainer.learn(&sequence, &mut random))
            .last()
            .unwrap();
        assert!(last < first / 10.0, "{first} {last}");
        trainer.take_stand();
        let (table, steps) = trainer.model();
        let scores: Vec<[f32; 2]> = sequence
            .features
            .iter()
            .map(|f| table.scores(&[*f]))
            .collect();
        let mut out = Vec::new();
        Chain::default().best(&steps, &scores, &sequence.classes, &mut out);
        assert_eq!(out, sequence.labels);
    }
}
