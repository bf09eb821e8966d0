//! Two corpora, or two publishers, sources or months of one, side by side.

use super::gathered::Gathered;
use super::independence::Standing;
use super::{Grouping, Groups, Noter, Notes, Tallies, tallies};
use crate::stats::{self, Comparison, CountTable};

/// The level of every interval.
pub const LEVEL: f64 = 0.95;

/// The counts of a set of notes, by grouping and name. Depends on the set, its groups and the rules alone.
pub fn counted(notes: &Notes, groups: &Groups, noter: &Noter) -> Tallies {
    let gathered = Gathered::new(notes, groups, noter.vocabulary());
    let repeated: Vec<_> = gathered.repeated.iter().collect();
    let standings = Standing::of_each(&repeated, &noter.engine.rules().scoring);
    let weighed: Vec<_> = repeated.iter().copied().zip(&standings).collect();
    tallies(notes, &weighed)
}

/// The groups of a kind, as suggestions where one is not there.
pub fn names(tallies: &Tallies, by: Grouping) -> impl Iterator<Item = &str> {
    let of_kind = tallies.keys().filter(move |(kind, _)| *kind == by);
    of_kind.map(|(_, name)| name.as_str())
}

/// The counts of one group; `None` where no claim belongs to it.
pub fn group(tallies: &Tallies, by: Grouping, name: &str) -> Option<CountTable> {
    let tally = tallies.get(&(by, name.to_owned()))?;
    (tally.claims > 0).then(|| tally.counts())
}

/// Every figure that both sides have, the least likely to be chance first; `q` minds how many figures were looked at
/// (Benjamini, Hochberg 1995). Claims count as independent of each other.
pub fn compare(a: &CountTable, b: &CountTable) -> Vec<Comparison> {
    let mut rows = stats::compare(a, b, LEVEL);
    rows.sort_by(|a, b| a.q.total_cmp(&b.q).then_with(|| a.p.total_cmp(&b.p)));
    rows
}
