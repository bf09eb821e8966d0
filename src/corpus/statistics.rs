//! How publishers, sources and months source and hedge: integer counts that add, and shares of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use super::tables::Weighed;
use super::{Note, NotedClaim, Notes};
use crate::score::names;
use crate::stats::{CountTable, Mean, Share};
use crate::types::{HedgeCategory, Identity};

/// From this depth on chains are counted together.
const DEEPEST: usize = 8;

/// What is counted of a set of claims. Tallies add in any order: they hold whole numbers alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Documents that have the claims.
    pub documents: u64,
    /// Claims.
    pub claims: u64,
    /// Claims whose chain goes beyond the publisher.
    pub sourced: u64,
    /// Claims with a source whose name is withheld.
    pub anonymous: u64,
    /// Of these, claims whose sentence says why.
    pub reasoned: u64,
    /// Claims with a source that nobody can ask.
    pub unattributed: u64,
    /// Claims under a hedge.
    pub hedged: u64,
    /// Claims under a hedge of each category.
    pub hedges: BTreeMap<HedgeCategory, u64>,
    /// Claims that another independent root holds as well.
    pub corroborated: u64,
    /// Claims by the number of their links: one, two and so on; the last counts all that are deeper.
    pub depths: [u64; DEEPEST],
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.documents += other.documents;
        self.claims += other.claims;
        self.sourced += other.sourced;
        self.anonymous += other.anonymous;
        self.reasoned += other.reasoned;
        self.unattributed += other.unattributed;
        self.hedged += other.hedged;
        self.corroborated += other.corroborated;
        for (category, count) in &other.hedges {
            *self.hedges.entry(*category).or_default() += count;
        }
        for (depth, count) in self.depths.iter_mut().zip(other.depths) {
            *depth += count;
        }
    }
}

impl Tally {
    /// Counts one claim; its document is counted apart.
    fn add(&mut self, claim: &NotedClaim, corroborated: bool) {
        let has = |identity| {
            claim
                .chain
                .iter()
                .any(|hand| hand.identity == identity && hand.relation.is_some())
        };
        let (anonymous, depth) = (has(Identity::Anonymous), claim.chain.len());
        self.claims += 1;
        self.sourced += u64::from(depth > 1);
        self.anonymous += u64::from(anonymous);
        self.reasoned += u64::from(anonymous && claim.reason);
        self.unattributed += u64::from(has(Identity::Unattributed));
        self.hedged += u64::from(!claim.hedges.is_empty());
        self.corroborated += u64::from(corroborated);
        for category in HedgeCategory::ALL {
            let under = claim.hedges.iter().any(|hedge| hedge.category == *category);
            if under {
                *self.hedges.entry(*category).or_default() += 1;
            }
        }
        if let Some(count) = self.depths.get_mut(depth.clamp(1, DEEPEST) - 1) {
            *count += 1;
        }
    }

    /// The shares and means that it tells, each with what it rests on.
    pub fn counts(&self) -> CountTable {
        let of_claims = [
            ("sourced", self.sourced),
            ("relayed", self.depths.iter().skip(2).sum()),
            ("anonymous", self.anonymous),
            ("unattributed", self.unattributed),
            ("hedged", self.hedged),
            ("corroborated", self.corroborated),
        ];
        let of_claims = of_claims.map(|(name, count)| (name.to_owned(), count, self.claims));
        let hedges = HedgeCategory::ALL.iter().map(|category| {
            let count = self.hedges.get(category).copied().unwrap_or_default();
            (format!("hedged_{category}"), count, self.claims)
        });
        let reasoned = ("reason_given".to_owned(), self.reasoned, self.anonymous);
        let shares = of_claims.into_iter().chain([reasoned]).chain(hedges);
        CountTable {
            shares: shares
                .map(|(name, successes, trials)| (name, Share { successes, trials }))
                .collect(),
            means: [("depth".to_owned(), self.depth())].into(),
        }
    }

    /// The number of links of its chains.
    fn depth(&self) -> Mean {
        let mut mean = Mean::default();
        for (links, &count) in (1..).zip(&self.depths) {
            mean.add_times(f64::from(links), count);
        }
        mean
    }
}

/// By what claims are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grouping {
    /// All of the corpus.
    Corpus,
    /// By the publisher.
    Publisher,
    /// By each source in the chain beyond the publisher, under its canonical name.
    Source,
    /// By the month of publication.
    Month,
}

impl Grouping {
    /// The written form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corpus => "corpus",
            Self::Publisher => "publisher",
            Self::Source => "source",
            Self::Month => "month",
        }
    }
}

/// The tallies of a corpus, by grouping and name.
pub type Tallies = BTreeMap<(Grouping, String), Tally>;

/// Counts the claims of `notes`; `weighed` are the clusters of more than one.
pub fn tallies(notes: &Notes, weighed: &[Weighed<'_>]) -> Tallies {
    let corroborated = corroborated(weighed);
    let mut tallies = Tallies::new();
    for note in notes.documents() {
        let mut own = Tallies::new();
        own.entry((Grouping::Corpus, "all".to_owned())).or_default();
        for claim in &note.claims {
            let more = corroborated.contains(claim.id.as_str());
            for group in groups(note, claim) {
                own.entry(group).or_default().add(claim, more);
            }
        }
        for (group, mut tally) in own {
            tally.documents = 1;
            *tallies.entry(group).or_default() += &tally;
        }
    }
    tallies
}

/// The ids of claims whose side two independent roots or more take.
fn corroborated<'n>(weighed: &[Weighed<'n>]) -> BTreeSet<&'n str> {
    let members = weighed.iter().flat_map(|(cluster, standing)| {
        let held = |polarity| standing.roots(polarity) > 1;
        cluster
            .members
            .iter()
            .filter(move |member| held(member.claim.polarity))
    });
    members.map(|member| member.claim.id.as_str()).collect()
}

/// The groups that a claim belongs to.
fn groups(note: &Note, claim: &NotedClaim) -> BTreeSet<(Grouping, String)> {
    let publisher = note
        .publisher
        .iter()
        .map(|name| (Grouping::Publisher, name.clone()));
    let month = note.day.iter().map(|day| {
        (
            Grouping::Month,
            format!("{:04}-{:02}", day.year(), day.month()),
        )
    });
    let sources = names(&claim.chain)
        .into_iter()
        .skip(1)
        .map(|name| (Grouping::Source, name));
    let all = std::iter::once((Grouping::Corpus, "all".to_owned()));
    all.chain(publisher).chain(month).chain(sources).collect()
}
