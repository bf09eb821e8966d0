//! The tables of a corpus.

mod found;
mod measured;

pub use found::{drift, findings};
pub use measured::{comparison, outlets, sources, statistics};

use jiff::civil::Date;

use super::gathered::Cluster;
use super::graph::{Edge, Graph, Node};
use super::independence::Standing;
use super::recall::Recalled;
use crate::score::names;
use crate::types::{Polarity, Sourcing};
use crate::write::table::{Column, Table};

/// A cluster with what it is worth.
pub type Weighed<'n> = (&'n Cluster<'n>, &'n Standing);

/// A row for each cluster.
pub fn clusters(rows: &[Weighed<'_>]) -> Table {
    let value = |side: &Option<Sourcing>| side.as_ref().map(|s| s.value);
    let days = |(cluster, _): &Weighed<'_>| -> Vec<Date> {
        let days = cluster.members.iter().filter_map(|member| member.note.day);
        days.collect()
    };
    let each = || rows.iter();
    Table {
        name: "clusters",
        about: "One row a cluster: claims that say the same, whichever side they take.",
        columns: vec![
            Column::text(
                "cluster",
                "its id: that of its first claim",
                each().map(|(c, _)| Some(c.id)),
            ),
            Column::text(
                "text",
                "the words of its first claim",
                each().map(|(c, _)| c.members.first().map(|m| m.claim.text.as_str())),
            ),
            Column::count(
                "claims",
                "how many claims",
                each().map(|(c, _)| c.members.len() as u64),
            ),
            Column::count(
                "documents",
                "in how many documents",
                each().map(|(c, _)| documents(c)),
            ),
            Column::count(
                "publishers",
                "of how many publishers; feeds of one count as one",
                each().map(|(c, _)| c.publishers() as u64),
            ),
            Column::count(
                "copies",
                "how many of the claims stand in copies of an earlier text",
                each().map(|(c, _)| c.members.iter().filter(|m| m.copy_of != m.at).count() as u64),
            ),
            Column::count(
                "affirming",
                "claims that affirm it",
                each().map(|(c, _)| c.side(Polarity::Affirm).count() as u64),
            ),
            Column::count(
                "denying",
                "claims that deny it",
                each().map(|(c, _)| c.side(Polarity::Deny).count() as u64),
            ),
            Column::count(
                "roots_affirming",
                "independent roots that affirm it",
                each().map(|(_, s)| u64::from(s.roots(Polarity::Affirm))),
            ),
            Column::count(
                "roots_denying",
                "independent roots that deny it",
                each().map(|(_, s)| u64::from(s.roots(Polarity::Deny))),
            ),
            Column::real(
                "sourcing_affirmed",
                "sourcing of the side that affirms, 0..1",
                each().map(|(_, s)| value(&s.affirmed)),
            ),
            Column::real(
                "sourcing_denied",
                "sourcing of the side that denies, 0..1",
                each().map(|(_, s)| value(&s.denied)),
            ),
            Column::text(
                "rating",
                "Admiralty rating of the side that its first claim takes",
                each().map(|(c, s)| rating(c, s)),
            ),
            Column::texts(
                "roots",
                "keys of the roots, for and against",
                each().map(|(_, s)| roots(s)),
            ),
            Column::day(
                "first",
                "the first day",
                each().map(|row| days(row).into_iter().min()),
            ),
            Column::day(
                "last",
                "the last day",
                each().map(|row| days(row).into_iter().max()),
            ),
        ],
    }
}

fn documents(cluster: &Cluster<'_>) -> u64 {
    let mut places: Vec<usize> = cluster.members.iter().map(|member| member.at).collect();
    places.dedup();
    places.len() as u64
}

fn rating(cluster: &Cluster<'_>, standing: &Standing) -> Option<String> {
    let side = match cluster.members.first()?.claim.polarity {
        Polarity::Affirm => standing.affirmed.as_ref(),
        Polarity::Deny => standing.denied.as_ref(),
    };
    side.map(|side| format!("{}{}", side.letter, side.digit))
}

fn roots(standing: &Standing) -> Vec<String> {
    let side = standing.affirmed.as_ref().or(standing.denied.as_ref());
    let roots = side.map(|side| {
        side.contributions
            .roots
            .iter()
            .map(|root| root.root.clone())
    });
    roots.map(Iterator::collect).unwrap_or_default()
}

/// A row for each claim of `rows`.
pub fn claims(rows: &[&Cluster<'_>]) -> Table {
    let each = || {
        rows.iter()
            .flat_map(|cluster| cluster.members.iter().map(|member| (cluster.id, member)))
    };
    let member = || each().map(|(_, member)| member);
    Table {
        name: "claims",
        about: "One row a claim, cluster by cluster.",
        columns: vec![
            Column::text(
                "cluster",
                "the cluster it is of",
                each().map(|(id, _)| Some(id)),
            ),
            Column::text(
                "claim",
                "its id, as in the results of scoring",
                member().map(|m| Some(m.claim.id.as_str())),
            ),
            Column::text(
                "document",
                "the document's id",
                member().map(|m| Some(m.note.id.as_str())),
            ),
            Column::text(
                "publisher",
                "the canonical publisher",
                member().map(|m| m.note.publisher.clone()),
            ),
            Column::day(
                "day",
                "the day it was published",
                member().map(|m| m.note.day),
            ),
            Column::text(
                "text",
                "its words",
                member().map(|m| Some(m.claim.text.as_str())),
            ),
            Column::text(
                "polarity",
                "`affirm` or `deny`",
                member().map(|m| Some(m.claim.polarity.as_str())),
            ),
            Column::texts(
                "chain",
                "the names of its chain, from the publisher inwards",
                member().map(|m| names(&m.claim.chain)),
            ),
            Column::texts(
                "hedges",
                "the words of its hedges",
                member().map(|m| m.claim.hedges.iter().map(|h| h.text.clone()).collect()),
            ),
            Column::real(
                "commitment",
                "how firmly it is asserted, 0..1",
                member().map(|m| Some(m.claim.commitment)),
            ),
            Column::real(
                "check_worthiness",
                "how much it is worth a check, 0..1",
                member().map(|m| Some(m.claim.check_worthiness)),
            ),
            Column::truth(
                "copy",
                "whether its text is a copy of an earlier one",
                member().map(|m| m.copy_of != m.at),
            ),
            Column::texts(
                "flags",
                "ids of the flags on it",
                member().map(|m| m.claim.flags.clone()),
            ),
        ],
    }
}

/// A row for each node of the graph.
pub fn nodes(graph: &Graph) -> Table {
    let each = || graph.nodes.iter();
    let count = |of: fn(&Node) -> u64| each().map(move |(_, node)| of(node));
    Table {
        name: "nodes",
        about: "One row a publisher, relay or root.",
        columns: vec![
            Column::text(
                "name",
                "its canonical name; who has none is `X/unnamed`, X the named link before",
                each().map(|(name, _)| Some(name.as_str())),
            ),
            Column::text(
                "type",
                "what kind of source it is",
                each().map(|(_, node)| Some(node.kind.as_str())),
            ),
            Column::count(
                "publishes",
                "claims that it publishes",
                count(|node| node.publishes),
            ),
            Column::count(
                "relays",
                "claims that it passes on without publishing them",
                count(|node| node.relays),
            ),
            Column::count(
                "roots",
                "claims that it is the root of",
                count(|node| node.roots),
            ),
        ],
    }
}

/// A row for each edge of the graph.
pub fn edges(graph: &Graph) -> Table {
    let each = || graph.edges.iter();
    let count = |of: fn(&Edge) -> u64| each().map(move |(_, edge)| of(edge));
    Table {
        name: "edges",
        about: "One row a pair of which one cites the other.",
        columns: vec![
            Column::text(
                "citing",
                "who cites",
                each().map(|((from, _), _)| Some(from.as_str())),
            ),
            Column::text(
                "cited",
                "who is cited",
                each().map(|((_, to), _)| Some(to.as_str())),
            ),
            Column::count("claims", "in how many claims", count(|edge| edge.claims)),
            Column::count(
                "documents",
                "in how many documents",
                count(|edge| edge.documents),
            ),
            Column::count(
                "denials",
                "in how many of the claims a denial is cited",
                count(|edge| edge.denials),
            ),
            Column::day("first", "the first day", each().map(|(_, edge)| edge.first)),
            Column::day("last", "the last day", each().map(|(_, edge)| edge.last)),
        ],
    }
}

/// A row for each claim that is recalled.
pub fn recalled(rows: &[Recalled<'_>]) -> Table {
    let member = || rows.iter().map(|row| &row.member);
    Table {
        name: "recalled",
        about: "One row a claim that rests on what is recalled.",
        columns: vec![
            Column::text(
                "publisher",
                "the outlet that prints it",
                member().map(|m| m.note.publisher.clone()),
            ),
            Column::day(
                "day",
                "the day it was published",
                member().map(|m| m.note.day),
            ),
            Column::text(
                "document",
                "the document's id",
                member().map(|m| Some(m.note.id.as_str())),
            ),
            Column::text("url", "its address", member().map(|m| m.note.url.clone())),
            Column::text(
                "claim",
                "the claim's id",
                member().map(|m| Some(m.claim.id.as_str())),
            ),
            Column::text(
                "text",
                "its words",
                member().map(|m| Some(m.claim.text.as_str())),
            ),
            Column::text(
                "tie",
                "how it rests on it: `publishes`, `relays`, `root`, `copies`",
                rows.iter().map(|row| Some(row.tie.as_str())),
            ),
            Column::texts(
                "path",
                "the names of its chain, from the publisher inwards",
                rows.iter().map(|row| row.path.clone()),
            ),
            Column::text(
                "cluster",
                "the cluster it is of",
                rows.iter().map(|row| Some(row.cluster)),
            ),
            Column::count(
                "other_roots",
                "independent roots of the same claim that do not rest on it",
                rows.iter().map(|row| u64::from(row.other_roots)),
            ),
        ],
    }
}
