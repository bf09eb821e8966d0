//! All that is told of a corpus: its tables, and a summary of one screen.

use std::fmt;

use serde::Serialize;

use super::gathered::Gathered;
use super::graph::Graph;
use super::independence::Standing;
use super::{Notes, tables};
use crate::rules::Rules;
use crate::types::Polarity;
use crate::write::table::Table;

/// How many names a list of the summary has.
const TOP: usize = 5;

/// The tables and the summary of a corpus.
#[derive(Debug, Clone)]
pub struct Report {
    /// The tables, in the order of the documentation.
    pub tables: Vec<Table>,
    /// The summary.
    pub summary: Summary,
}

/// A corpus on one screen.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Documents read.
    pub documents: u64,
    /// Documents that failed.
    pub failed: u64,
    /// Publishers.
    pub publishers: u64,
    /// Claims.
    pub claims: u64,
    /// Clusters of more than one claim.
    pub repeated: u64,
    /// Clusters that two independent roots or more affirm.
    pub corroborated: u64,
    /// Clusters that some affirm and some deny.
    pub disputed: u64,
    /// The roots that most claims end in, with how many.
    pub roots: Vec<(String, u64)>,
    /// The pairs of which one cites the other most.
    pub citations: Vec<(String, String, u64)>,
}

impl Report {
    /// Computes all of it. Depends on the set of notes and the rules alone.
    pub fn new(notes: &Notes, rules: &Rules) -> Self {
        let gathered = Gathered::new(notes);
        let repeated: Vec<_> = gathered.repeated().collect();
        let standings: Vec<Standing> = repeated
            .iter()
            .map(|cluster| Standing::of(cluster, &rules.scoring))
            .collect();
        let weighed: Vec<_> = repeated.iter().copied().zip(&standings).collect();
        let graph = Graph::new(notes);
        let summary = Summary::new(notes, &weighed, &graph);
        Self {
            tables: vec![
                tables::clusters(&weighed),
                tables::claims(&repeated),
                tables::nodes(&graph),
                tables::edges(&graph),
            ],
            summary,
        }
    }
}

impl Summary {
    fn new(notes: &Notes, weighed: &[tables::Weighed<'_>], graph: &Graph) -> Self {
        let publishers = graph.nodes.values().filter(|node| node.publishes > 0);
        let count = |test: fn(&Standing) -> bool| {
            weighed
                .iter()
                .filter(|(_, standing)| test(standing))
                .count() as u64
        };
        let roots = graph
            .nodes
            .iter()
            .map(|(name, node)| (name.clone(), node.roots));
        let named = roots.filter(|(name, _)| {
            graph
                .nodes
                .get(name)
                .is_some_and(|node| node.publishes == 0)
        });
        let citations = graph
            .edges
            .iter()
            .map(|((from, to), edge)| (from.clone(), to.clone(), edge.claims));
        Self {
            documents: notes.documents().len() as u64,
            failed: notes.faults().len() as u64,
            publishers: publishers.count() as u64,
            claims: notes.documents().map(|note| note.claims.len() as u64).sum(),
            repeated: weighed.len() as u64,
            corroborated: count(|standing| standing.roots(Polarity::Affirm) > 1),
            disputed: count(Standing::is_disputed),
            roots: top(named.collect(), |it| it.1),
            citations: top(citations.collect(), |it| it.2),
        }
    }
}

/// The first few by their count, in the order of names where counts are equal.
fn top<T: Ord>(mut list: Vec<T>, count: impl Fn(&T) -> u64) -> Vec<T> {
    list.sort_by(|a, b| count(b).cmp(&count(a)).then_with(|| a.cmp(b)));
    list.truncate(TOP);
    list
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("documents", self.documents),
            ("failed", self.failed),
            ("publishers", self.publishers),
            ("claims", self.claims),
            ("repeated claims", self.repeated),
            ("  on two roots or more", self.corroborated),
            ("  disputed", self.disputed),
        ];
        for (name, count) in rows {
            writeln!(f, "{name:<24}{count:>10}")?;
        }
        writeln!(f, "\nroots of most claims")?;
        for (name, count) in &self.roots {
            writeln!(f, "{count:>10}  {name}")?;
        }
        writeln!(f, "\nwho cites whom most")?;
        for (from, to, count) in &self.citations {
            writeln!(f, "{count:>10}  {from} -> {to}")?;
        }
        Ok(())
    }
}
