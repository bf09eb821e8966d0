//! Every claim that rests on a source, a root or a document, and which of them stand without it.

use super::gathered::{Cluster, Gathered, Member};
use crate::rules::file::ScoringEntry;
use crate::score::{Testimony, names, sourcing};
use crate::types::Polarity;

/// What is to be recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recall<'a> {
    /// A source by its canonical name, wherever in a chain it stands.
    Source(&'a str),
    /// A root: the last name of a chain, as in the graph ("Port Ledger/unnamed").
    Root(&'a str),
    /// A document by its id: its claims, and those of others that came through its publisher or print its words.
    Document(&'a str),
}

/// How a claim rests on what is recalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// It is its publisher.
    Publishes,
    /// Its chain passes it.
    Relays,
    /// Its chain ends there.
    Root,
    /// It is a copy, by its words, of a claim that rests on it.
    Copies,
}

impl Tie {
    /// The written form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Publishes => "publishes",
            Self::Relays => "relays",
            Self::Root => "root",
            Self::Copies => "copies",
        }
    }
}

/// A claim that rests on what is recalled.
#[derive(Debug, Clone)]
pub struct Recalled<'n> {
    /// The claim.
    pub member: Member<'n>,
    /// How it rests on it.
    pub tie: Tie,
    /// The names of its chain, from the publisher inwards.
    pub path: Vec<String>,
    /// The cluster it is of.
    pub cluster: &'n str,
    /// Independent roots of the same claim on the same side whose chains do not pass what is recalled.
    pub other_roots: u32,
}

/// The claims that rest on what is asked for, by outlet, then day, document and place.
pub fn recall<'n>(
    gathered: &Gathered<'n>,
    asked: Recall<'_>,
    scoring: &ScoringEntry,
) -> Vec<Recalled<'n>> {
    let mut found: Vec<_> = gathered
        .clusters()
        .flat_map(|cluster| of_cluster(&cluster, asked, scoring))
        .collect();
    found.sort_by_key(|it| {
        let Member { note, claim, .. } = it.member;
        (&note.publisher, note.day, &note.id, claim.span)
    });
    found
}

fn of_cluster<'n>(
    cluster: &Cluster<'n>,
    asked: Recall<'_>,
    scoring: &ScoringEntry,
) -> Vec<Recalled<'n>> {
    let ties = ties(cluster, asked);
    if ties.iter().all(Option::is_none) {
        return Vec::new();
    }
    let rest = |polarity| remaining(cluster, &ties, polarity, scoring);
    let others = [rest(Polarity::Affirm), rest(Polarity::Deny)];
    let tied = cluster.members.iter().zip(&ties);
    tied.filter_map(|(&member, &tie)| {
        Some(Recalled {
            member,
            tie: tie?,
            path: names(&member.claim.chain),
            cluster: cluster.id,
            other_roots: others[usize::from(member.claim.polarity == Polarity::Deny)],
        })
    })
    .collect()
}

/// How each member rests on what is asked for, copies included.
fn ties(cluster: &Cluster<'_>, asked: Recall<'_>) -> Vec<Option<Tie>> {
    let through = match asked {
        Recall::Document(id) => {
            let own = cluster.members.iter().find(|member| member.note.id == id);
            own.map(Member::publisher).filter(|name| !name.is_empty())
        }
        Recall::Source(_) | Recall::Root(_) => None,
    };
    let direct: Vec<_> = cluster
        .members
        .iter()
        .map(|member| tie(member, asked, through))
        .collect();
    let origins: Vec<usize> = (cluster.members.iter().zip(&direct))
        .filter(|(_, tie)| tie.is_some())
        .map(|(member, _)| member.copy_of)
        .collect();
    let copied = |member: &Member<'_>| origins.contains(&member.copy_of).then_some(Tie::Copies);
    let members = cluster.members.iter().zip(direct);
    members
        .map(|(member, direct)| direct.or_else(|| copied(member)))
        .collect()
}

/// How a member's own chain rests on what is asked for; `through` is the publisher of the document asked for, which
/// has a claim in this cluster.
fn tie(member: &Member<'_>, asked: Recall<'_>, through: Option<&str>) -> Option<Tie> {
    let path = names(&member.claim.chain);
    let last = path.len().checked_sub(1)?;
    let place = |name: &str| path.iter().position(|passed| passed == name);
    match asked {
        Recall::Root(name) => (path[last] == name).then_some(Tie::Root),
        Recall::Source(name) => place(name).map(|at| tie_at(at, last)),
        Recall::Document(id) if member.note.id == id => Some(Tie::Publishes),
        Recall::Document(_) => {
            let at = place(through?).filter(|&at| at > 0)?;
            Some(tie_at(at, last))
        }
    }
}

fn tie_at(at: usize, last: usize) -> Tie {
    match at {
        0 => Tie::Publishes,
        at if at == last => Tie::Root,
        _ => Tie::Relays,
    }
}

/// Independent roots of a side once the tied members are taken away.
fn remaining(
    cluster: &Cluster<'_>,
    ties: &[Option<Tie>],
    side: Polarity,
    scoring: &ScoringEntry,
) -> u32 {
    let free = cluster
        .members
        .iter()
        .zip(ties)
        .filter(|(_, tie)| tie.is_none());
    let free: Vec<Testimony> = free
        .filter(|(member, _)| member.claim.polarity == side)
        .map(|(member, _)| member.testimony())
        .collect();
    if free.is_empty() {
        0
    } else {
        sourcing(&free, 0, scoring).independent_roots
    }
}
