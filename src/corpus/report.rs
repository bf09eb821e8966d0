//! All that is told of a corpus: its tables, and a summary of one screen.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::drift::{self, Drift};
use super::findings::{self, Finding};
use super::gathered::Gathered;
use super::graph::Graph;
use super::independence::Standing;
use super::{Checked, Groups, Noter, Notes, tables, tallies, trusts};
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
    /// Ids of claims with a verdict that the corpus does not have, or whose cluster has contradicting ones.
    pub unplaced: Vec<String>,
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
    /// Findings by their kind.
    pub findings: BTreeMap<&'static str, u64>,
    /// Steps of drift by their kind.
    pub drift: BTreeMap<&'static str, u64>,
    /// The outlets at whose hand most changed: of how many relays how many.
    pub outlets: Vec<(String, u64, u64)>,
    /// The roots that most claims end in, with how many.
    pub roots: Vec<(String, u64)>,
    /// The pairs of which one cites the other most.
    pub citations: Vec<(String, String, u64)>,
}

impl Report {
    /// Computes all of it. Depends on the set of notes, its groups and the rules alone.
    pub fn new(notes: &Notes, groups: &Groups, noter: &Noter, checked: &Checked) -> Self {
        let scoring = &noter.engine.rules().scoring;
        let gathered = Gathered::new(notes, groups, noter.vocabulary());
        let repeated: Vec<_> = gathered.repeated.iter().collect();
        let standings = Standing::of_each(&repeated, scoring);
        let weighed: Vec<_> = repeated.iter().copied().zip(&standings).collect();
        let graph = Graph::new(notes);
        let findings = findings::of(&weighed, noter.vocabulary(), &findings::Options::default());
        let drift = drift::of(&gathered, &drift::Options::default());
        let (verdicts, unplaced) = checked.place(&gathered);
        let trusts = trusts(&weighed, &verdicts, scoring);
        let tallies = tallies(notes, &weighed);
        let summary = Summary::new(notes, repeated.len(), &graph, &findings, &drift);
        Self {
            tables: vec![
                tables::clusters(&weighed),
                tables::claims(&repeated),
                tables::nodes(&graph),
                tables::edges(&graph),
                tables::findings(&findings),
                tables::drift(&drift),
                tables::outlets(&drift),
                tables::sources(&trusts),
                tables::statistics(&tallies),
            ],
            summary,
            unplaced,
        }
    }
}

impl Summary {
    fn new(
        notes: &Notes,
        repeated: usize,
        graph: &Graph,
        findings: &[Finding<'_>],
        drift: &Drift<'_>,
    ) -> Self {
        let publishers = graph.nodes.values().filter(|node| node.publishes > 0);
        let beyond = graph.nodes.iter().filter(|(_, node)| node.publishes == 0);
        let roots = beyond.map(|(name, node)| (name.clone(), node.roots));
        let citations = graph
            .edges
            .iter()
            .map(|((from, to), edge)| (from.clone(), to.clone(), edge.claims));
        let outlets = drift
            .outlets
            .iter()
            .filter(|(_, outlet)| outlet.changed > 0);
        let outlets =
            outlets.map(|(&name, outlet)| (name.to_owned(), outlet.relays, outlet.changed));
        Self {
            documents: notes.documents().len() as u64,
            failed: notes.faults().len() as u64,
            publishers: publishers.count() as u64,
            claims: notes.documents().map(|note| note.claims.len() as u64).sum(),
            repeated: repeated as u64,
            findings: tally(findings.iter().map(|finding| finding.kind.as_str())),
            drift: tally(drift.steps.iter().map(|step| step.change.as_str())),
            outlets: top(outlets.collect(), |it| it.2),
            roots: top(roots.collect(), |it| it.1),
            citations: top(citations.collect(), |it| it.2),
        }
    }
}

fn tally(kinds: impl Iterator<Item = &'static str>) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    kinds.for_each(|kind| *counts.entry(kind).or_default() += 1);
    counts
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
        ];
        let kinds = self.findings.iter().chain(&self.drift);
        for (name, count) in rows
            .into_iter()
            .chain(kinds.map(|(&kind, &count)| (kind, count)))
        {
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
        writeln!(f, "\nat whose hand most changed")?;
        for (name, relays, changed) in &self.outlets {
            writeln!(f, "{changed:>10}  {name} (of {relays} relays)")?;
        }
        Ok(())
    }
}
