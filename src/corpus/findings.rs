//! What stands out in a cluster: publishers that cite each other, many on one root, independent roots, both sides taken.

mod circle;

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::{Cluster, Member};
use super::independence::Standing;
use crate::matching::Vocabulary;
use crate::score::{NOBODY, names};
use crate::types::{Polarity, Sourcing};

/// From where on something is a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Publishers of one side from which on resting on one root is an amplification. Default 3: a story and one
    /// reprint of it are everyday.
    pub amplifiers: usize,
    /// Independent roots from which on a side is corroborated. Default 2.
    pub corroborators: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            amplifiers: 3,
            corroborators: 2,
        }
    }
}

/// What kind of finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Circular reporting: the chains of one side lead back to where they began, A citing B and B citing A.
    Circular,
    /// Single-root amplification: many publishers, all of them through one source, however they word it.
    Amplification,
    /// Independent corroboration: one side has several independent roots.
    Corroboration,
    /// Contradiction: both sides are taken.
    Contradiction,
}

impl Kind {
    /// The written form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Circular => "circular",
            Self::Amplification => "amplification",
            Self::Corroboration => "corroboration",
            Self::Contradiction => "contradiction",
        }
    }
}

/// Something that stands out in a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<'n> {
    /// What.
    pub kind: Kind,
    /// The id of the cluster.
    pub cluster: &'n str,
    /// The side that it is about; of a contradiction, none.
    pub side: Option<Polarity>,
    /// Who is involved, in the order of names: the circle of a circular report, else the publishers.
    pub publishers: Vec<String>,
    /// Keys of the roots ("Port Ledger/unnamed"), in order; of a contradiction, those that affirm. Of an
    /// amplification the one source that all chains pass.
    pub roots: Vec<String>,
    /// Keys of the roots that take the other side; empty but for a contradiction.
    pub opposing: Vec<String>,
    /// The ids of the claims that show it, in the order of documents and text.
    pub claims: Vec<&'n str>,
    /// One sentence that says why.
    pub why: String,
}

/// The findings of clusters, each with what it is worth: in the order of clusters, kinds, sides.
pub fn of<'n>(
    weighed: &[(&Cluster<'n>, &Standing)],
    vocabulary: &Vocabulary,
    options: &Options,
) -> Vec<Finding<'n>> {
    let each = weighed.iter();
    each.flat_map(|&(cluster, standing)| of_cluster(cluster, standing, vocabulary, options))
        .collect()
}

fn of_cluster<'n>(
    cluster: &Cluster<'n>,
    standing: &Standing,
    vocabulary: &Vocabulary,
    options: &Options,
) -> Vec<Finding<'n>> {
    let sides = [
        (Polarity::Affirm, &standing.affirmed),
        (Polarity::Deny, &standing.denied),
    ];
    let mut found: Vec<Finding<'n>> = sides
        .into_iter()
        .filter_map(|(polarity, sourcing)| Side::new(cluster, polarity, sourcing.as_ref()?))
        .flat_map(|side| side.findings(options))
        .collect();
    found.extend(contradiction(cluster, standing, vocabulary));
    found.sort_by_key(|finding| (finding.kind, finding.side));
    found
}

/// The claims of a cluster that take one side.
struct Side<'c, 'n> {
    cluster: &'n str,
    polarity: Polarity,
    members: Vec<&'c Member<'n>>,
    /// How many independent roots the model counts.
    independent: u32,
    /// The keys of the roots that somebody can be asked about.
    roots: Vec<String>,
}

impl<'c, 'n> Side<'c, 'n> {
    fn new(cluster: &'c Cluster<'n>, polarity: Polarity, sourcing: &Sourcing) -> Option<Self> {
        let members: Vec<_> = cluster.side(polarity).collect();
        (!members.is_empty()).then(|| Self {
            cluster: cluster.id,
            polarity,
            members,
            independent: sourcing.independent_roots,
            roots: roots(sourcing, polarity),
        })
    }

    fn findings(&self, options: &Options) -> Vec<Finding<'n>> {
        let circles = circle::circles(self.members.iter().copied());
        let mut found: Vec<Finding<'n>> =
            circles.iter().map(|circle| self.circular(circle)).collect();
        found.extend(self.amplification(options));
        found.extend(self.corroboration(&circles, options));
        found
    }

    fn circular(&self, circle: &circle::Circle<'_, 'n>) -> Finding<'n> {
        let inside = |key: &String| circle.names.contains(key);
        let outside: Vec<String> = self
            .roots
            .iter()
            .filter(|key| !inside(key))
            .cloned()
            .collect();
        let cited: Vec<String> = circle.citations.iter().map(ToString::to_string).collect();
        let beside = match outside.as_slice() {
            [] => "no chain leads out of the circle".to_owned(),
            roots => format!("beside the circle it rests on {}", list(roots)),
        };
        let why = format!("{}; {beside}.", cited.join(", and "));
        let claims = circle.citations.iter().map(|citation| citation.member);
        Finding {
            publishers: circle.names.iter().cloned().collect(),
            roots: outside,
            ..self.finding(Kind::Circular, claims, why)
        }
    }

    fn amplification(&self, options: &Options) -> Option<Finding<'n>> {
        let publishers = self.publishers();
        let alone = self.independent == 1 && publishers.len() >= options.amplifiers;
        let through = alone.then(|| through(&self.members)).flatten()?;
        let why = format!(
            "{} publishers carry it ({}), and every chain passes {through}.",
            publishers.len(),
            list(&publishers)
        );
        Some(Finding {
            roots: vec![through],
            ..self.finding(Kind::Amplification, self.members.iter().copied(), why)
        })
    }

    /// Those who have it from each other are one root, however many they are.
    fn corroboration(
        &self,
        circles: &[circle::Circle<'_, 'n>],
        options: &Options,
    ) -> Option<Finding<'n>> {
        let spare: usize = circles.iter().map(|circle| circle.spare(&self.roots)).sum();
        let apart = u32::try_from(self.roots.len() - spare).unwrap_or(u32::MAX);
        let independent = self.independent.min(apart);
        (independent >= options.corroborators).then(|| {
            let why = format!(
                "{independent} independent roots {} it: {}.",
                verb(self.polarity),
                list(&self.roots)
            );
            self.finding(Kind::Corroboration, self.members.iter().copied(), why)
        })
    }

    fn publishers(&self) -> Vec<String> {
        publishers(self.members.iter().copied())
    }

    fn finding<'m>(
        &self,
        kind: Kind,
        claims: impl Iterator<Item = &'m Member<'n>>,
        why: String,
    ) -> Finding<'n>
    where
        'n: 'm,
    {
        Finding {
            kind,
            cluster: self.cluster,
            side: Some(self.polarity),
            publishers: self.publishers(),
            roots: self.roots.clone(),
            opposing: Vec::new(),
            claims: ids(claims),
            why,
        }
    }
}

/// Both sides are taken, by roots that take one each, of the same statement: who says "no ship was lost" and who denies
/// that "a ship was lost" are of one mind.
fn contradiction<'n>(
    cluster: &Cluster<'n>,
    standing: &Standing,
    vocabulary: &Vocabulary,
) -> Option<Finding<'n>> {
    let (affirmed, denied) = (standing.affirmed.as_ref()?, standing.denied.as_ref()?);
    let [for_it, against] = [
        roots(affirmed, Polarity::Affirm),
        roots(denied, Polarity::Deny),
    ];
    let apart = |own: &[String], other: &[String]| -> Vec<String> {
        let own = own.iter().filter(|root| !other.contains(root));
        own.cloned().collect()
    };
    let (roots, opposing) = (apart(&for_it, &against), apart(&against, &for_it));
    let [affirming, denying] = [Polarity::Affirm, Polarity::Deny].map(|side| -> BTreeSet<bool> {
        let turned = |member: &Member<'_>| member.sketch(vocabulary).denied;
        cluster.side(side).map(turned).collect()
    });
    let meet = !affirming.is_disjoint(&denying);
    if roots.is_empty() || opposing.is_empty() || !meet {
        return None;
    }
    let why = format!("{} affirm it, {} deny it.", list(&roots), list(&opposing));
    Some(Finding {
        kind: Kind::Contradiction,
        cluster: cluster.id,
        side: None,
        publishers: publishers(cluster.members.iter()),
        roots,
        opposing,
        claims: ids(cluster.members.iter()),
        why,
    })
}

/// The source nearest to the root that every text passes; copies are one text. None where each has its own.
fn through(members: &[&Member<'_>]) -> Option<String> {
    let mut texts: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for member in members {
        let passed = texts.entry(member.copy_of).or_default();
        passed.extend(names(&member.claim.chain));
    }
    let common = texts.into_values().reduce(|all, own| &all & &own)?;
    let mut members = members.to_vec();
    members.sort_by_key(|member| order(member));
    let mut paths = members.iter().map(|member| names(&member.claim.chain));
    let passed = |name: &String| name != NOBODY && common.contains(name);
    paths.find_map(|path| path.into_iter().rev().find(passed))
}

/// By day, those without one last, then by document and place.
fn order(member: &Member<'_>) -> impl Ord + use<> {
    let day = member.note.day;
    (day.is_none(), day, member.at, member.claim.span)
}

/// Keys of the roots of a side, without those whom nobody can ask.
fn roots(sourcing: &Sourcing, side: Polarity) -> Vec<String> {
    let all = sourcing.contributions.roots.iter();
    let own = all.filter(|root| root.side == side && root.root != NOBODY);
    own.map(|root| root.root.clone()).collect()
}

fn publishers<'m, 'n: 'm>(members: impl Iterator<Item = &'m Member<'n>>) -> Vec<String> {
    let names: BTreeSet<&str> = members.map(Member::publisher).collect();
    let known = names.into_iter().filter(|name| !name.is_empty());
    known.map(str::to_owned).collect()
}

/// The ids of claims in the order of documents and text, each once.
fn ids<'m, 'n: 'm>(members: impl Iterator<Item = &'m Member<'n>>) -> Vec<&'n str> {
    let places: BTreeMap<_, &str> = members
        .map(|member| ((member.at, member.claim.span), member.claim.id.as_str()))
        .collect();
    places.into_values().collect()
}

fn verb(side: Polarity) -> &'static str {
    match side {
        Polarity::Affirm => "affirm",
        Polarity::Deny => "deny",
    }
}

fn list(names: &[String]) -> String {
    match names {
        [] => "nobody who can be asked".to_owned(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
