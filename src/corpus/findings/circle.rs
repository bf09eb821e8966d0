//! Circles among those who cite each other about one claim.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Member, order};

/// One that cites another, in a claim.
#[derive(Debug, Clone, Copy)]
pub struct Citation<'c, 'n> {
    /// Who cites.
    pub from: &'n str,
    /// Who is cited.
    pub to: &'n str,
    /// The first claim in which it does, by day, document and place.
    pub member: &'c Member<'n>,
}

impl fmt::Display for Citation<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cites {}", self.from, self.to)?;
        match self.member.note.day {
            Some(day) => write!(f, " on {day}"),
            None => Ok(()),
        }
    }
}

/// Sources each of which leads to each other one.
#[derive(Debug)]
pub struct Circle<'c, 'n> {
    /// Who they are.
    pub names: BTreeSet<String>,
    /// Who cites whom in it, in the order of names.
    pub citations: Vec<Citation<'c, 'n>>,
}

impl Circle<'_, '_> {
    /// How many of these roots stand in the circle beside the first that does.
    pub fn spare(&self, roots: &[String]) -> usize {
        let inside = roots.iter().filter(|root| self.names.contains(*root));
        inside.count().saturating_sub(1)
    }
}

type Edges<'c, 'n> = BTreeMap<(&'n str, &'n str), Citation<'c, 'n>>;

/// The circles of a side: sources that reach each other along citations, in the order of names.
///
/// A source is in at most one; two circles that share a source are one.
pub fn circles<'c, 'n: 'c>(members: impl Iterator<Item = &'c Member<'n>>) -> Vec<Circle<'c, 'n>> {
    let edges = edges(members);
    let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for &(from, to) in edges.keys() {
        next.entry(from).or_default().push(to);
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = next
        .keys()
        .map(|&from| (from, reached(from, &next)))
        .collect();
    let mut found: BTreeSet<BTreeSet<&str>> = BTreeSet::new();
    for (from, reached) in &reach {
        let back = |to: &&&str| reach.get(**to).is_some_and(|all| all.contains(from));
        found.insert(reached.iter().filter(back).copied().collect());
    }
    let circles = found.into_iter().filter(|circle| circle.len() > 1);
    circles.map(|circle| within(&circle, &edges)).collect()
}

/// Each publisher with those that its chains pass, with the first claim in which it cites them. Who has no name cites
/// nobody, and whom an article quotes does not publish: a source that returns in one chain is no circle.
fn edges<'c, 'n: 'c>(members: impl Iterator<Item = &'c Member<'n>>) -> Edges<'c, 'n> {
    let mut edges = Edges::new();
    for member in members {
        let Some((publisher, cited)) = member.claim.chain.split_first() else {
            continue;
        };
        for hand in cited {
            let (Some(from), Some(to)) = (publisher.name(), hand.name()) else {
                continue;
            };
            if from == to {
                continue;
            }
            let citation = Citation { from, to, member };
            let first = edges.entry((from, to)).or_insert(citation);
            if order(member) < order(first.member) {
                *first = citation;
            }
        }
    }
    edges
}

/// Whom one reaches along at least one citation.
fn reached<'n>(from: &'n str, next: &BTreeMap<&'n str, Vec<&'n str>>) -> BTreeSet<&'n str> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        for &to in next.get(at).into_iter().flatten() {
            if found.insert(to) {
                open.push(to);
            }
        }
    }
    found
}

fn within<'c, 'n>(circle: &BTreeSet<&str>, edges: &Edges<'c, 'n>) -> Circle<'c, 'n> {
    let inside = |&(from, to): &(&str, &str)| circle.contains(from) && circle.contains(to);
    let citations = edges.iter().filter(|(pair, _)| inside(pair));
    Circle {
        names: circle.iter().map(|&name| name.to_owned()).collect(),
        citations: citations.map(|(_, &citation)| citation).collect(),
    }
}
