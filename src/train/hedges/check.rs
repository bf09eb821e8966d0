//! What a model says of sentences that it was not trained on, and how far it is right.

use super::balance::balances;
use super::read::{Set, Unit};
use super::{FOLDS, size};
use crate::hedge::learned::{Heads, HedgeModel, REGISTERS, any, likely};
use crate::model::Table;

/// A sentence, as a model that did not learn from it sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The set that it is of.
    pub set: usize,
    /// Its place in the set.
    pub unit: usize,
    /// Whether it is uncertain.
    pub label: bool,
    /// The logit of the noisy or of its words, in each register.
    pub words: Heads,
    /// The sum over the whole, in each register.
    pub whole: Heads,
    /// How far it speaks for each register.
    pub registers: Heads,
    /// The logit of each word.
    pub each: Vec<Heads>,
    /// Of words of which the gold says whether they are a hedge: their logits, and whether.
    pub marked: Vec<(Heads, bool)>,
}

/// The sums over rows of a table.
pub fn sums(table: &Table<REGISTERS>, rows: &[u32]) -> Heads {
    let mut sum = [0.0; REGISTERS];
    for &row in rows {
        let row = table.row(row);
        sum.iter_mut()
            .zip(row)
            .for_each(|(s, w)| *s += f32::from(*w) * table.step);
    }
    sum
}

/// What `model` says of the sentences held out in `fold`.
pub fn judge(model: &HedgeModel, sets: &[Set], fold: usize) -> Vec<Seen> {
    let mut seen = Vec::new();
    for (set, of) in sets.iter().enumerate() {
        for (unit, read) in of
            .units
            .iter()
            .enumerate()
            .filter(|(_, unit)| unit.fold == fold)
        {
            let each: Vec<Heads> = read
                .bag
                .words
                .iter()
                .map(|rows| {
                    let sum = sums(&model.words, rows);
                    std::array::from_fn(|i| sum[i] + model.bias[i])
                })
                .collect();
            let known = read.bag.known.iter().flatten().zip(&each);
            let [whole, registers] = model.whole.sums(read.whole.iter().copied());
            seen.push(Seen {
                set,
                unit,
                label: read.bag.label,
                words: any(&each),
                whole: whole.map(|x| x * size(read)),
                registers: registers.map(|x| x * size(read)),
                marked: known
                    .filter_map(|(known, logits)| Some((*logits, (*known)?)))
                    .collect(),
                each,
            });
        }
    }
    seen
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    right: u32,
    offered: u32,
    gold: u32,
}

impl Count {
    fn add(&mut self, offered: bool, gold: bool) {
        self.right += u32::from(offered && gold);
        self.offered += u32::from(offered);
        self.gold += u32::from(gold);
    }

    fn f1(self) -> String {
        let share = |of: u32| f64::from(self.right) / f64::from(of.max(1));
        let f1 = 2.0 * f64::from(self.right) / f64::from((self.offered + self.gold).max(1));
        format!(
            "P {:.3} R {:.3} F1 {f1:.3}",
            share(self.offered),
            share(self.gold)
        )
    }
}

/// The figures, a line each; balances are set for each fold on the others.
pub fn report(held: &[Seen], sets: &[Set]) -> Vec<String> {
    let mut alone = [Count::default(); REGISTERS];
    let mut mixed = [Count::default(); REGISTERS];
    let mut cues = [Count::default(); REGISTERS];
    let mut later = Count::default();
    let mut confused = [[0u32; REGISTERS]; REGISTERS];
    for fold in 0..FOLDS {
        let fold_of = |seen: &Seen| sets[seen.set].units[seen.unit].fold;
        let others: Vec<&Seen> = held.iter().filter(|seen| fold_of(seen) != fold).collect();
        let balance = balances(&others);
        for seen in held.iter().filter(|seen| fold_of(seen) == fold) {
            let margins: Heads = std::array::from_fn(|i| {
                balance[i].words * seen.words[i]
                    + balance[i].whole * seen.whole[i]
                    + balance[i].bias
            });
            let shares = likely(seen.registers);
            let margin: f32 = margins.iter().zip(shares).map(|(m, share)| m * share).sum();
            alone[seen.set].add(margins[seen.set] > 0.0, seen.label);
            mixed[seen.set].add(margin > 0.0, seen.label);
            let set = &sets[seen.set];
            let unit = &set.units[seen.unit];
            if seen.unit + set.development >= set.units.len() && set.development > 0 {
                later.add(margin > 0.0, seen.label);
            }
            let of = |logits: &Heads| -> f32 {
                (0..REGISTERS)
                    .map(|i| shares[i] * (logits[i] - balance[i].word))
                    .sum()
            };
            let found: Vec<usize> = (0..seen.each.len())
                .filter(|&at| margin > 0.0 && of(&seen.each[at]) > 0.0)
                .collect();
            count_cues(&mut cues[seen.set], unit, &found);
            let top =
                (0..REGISTERS).fold(0, |best, i| if shares[i] > shares[best] { i } else { best });
            confused[seen.set][top] += 1;
        }
    }
    let mut lines = Vec::new();
    for (i, set) in sets.iter().enumerate() {
        lines.push(format!(
            "hedges, held out: {:?}: own head {}; all heads {}; cues {}; taken for {:?}",
            set.register,
            alone[i].f1(),
            mixed[i].f1(),
            cues[i].f1(),
            confused[i]
        ));
    }
    lines.push(format!(
        "hedges, held out: news, development part: {}",
        later.f1()
    ));
    lines
}

fn count_cues(count: &mut Count, unit: &Unit, found: &[usize]) {
    count.offered += found.len() as u32;
    count.gold += unit.cues.len() as u32;
    let mut used = vec![false; found.len()];
    for &[start, end] in &unit.cues {
        let hit = found.iter().enumerate().position(|(i, &at)| {
            let span = unit.spans[at];
            !used[i] && span.start < end && start < span.end
        });
        if let Some(i) = hit {
            used[i] = true;
            count.right += 1;
        }
    }
}
