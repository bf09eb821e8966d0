//! The claims of a corpus put together: which say the same, in which texts, with which chains.

use std::collections::BTreeMap;

use super::{Note, NotedClaim, Notes, copies};
use crate::matching::{self, Frequencies, Level, MatchModel, Matcher};
use crate::score::Testimony;
use crate::types::Polarity;

/// Words from which on two claims in the same words are one text printed twice, not the same thought.
const VERBATIM: usize = 12;

/// The mean probability from which claims of a corpus are one. Higher than where rumours are followed: of the claims of
/// a corpus few say the same, and each two that are put together wrongly may make a finding (docs/matching.md).
pub const JOIN: f64 = 0.95;

/// Terms below which a claim says too little to be known again ("the violence").
const TERMS: usize = 3;

/// A claim in its document.
#[derive(Debug, Clone, Copy)]
pub struct Member<'n> {
    /// The document's place among the notes.
    pub at: usize,
    /// The document.
    pub note: &'n Note,
    /// The claim.
    pub claim: &'n NotedClaim,
    /// The place of the first document that prints these words: `at` itself where this one is no copy.
    pub copy_of: usize,
}

impl Member<'_> {
    /// Who publishes it; empty where unknown.
    pub fn publisher(&self) -> &str {
        self.note.publisher.as_deref().unwrap_or_default()
    }

    /// Its chain, as part of a set of copies.
    pub fn testimony(&self) -> Testimony {
        Testimony {
            links: self.claim.chain.clone(),
            polarity: self.claim.polarity,
            copy: Some(self.copy_of.to_string()),
        }
    }
}

/// Claims that say the same, whichever side they take.
#[derive(Debug, Clone)]
pub struct Cluster<'n> {
    /// The id of its first claim.
    pub id: &'n str,
    /// Its claims, in the order of documents and text; never empty.
    pub members: Vec<Member<'n>>,
}

impl<'n> Cluster<'n> {
    /// The members that take this side.
    pub fn side(&self, polarity: Polarity) -> impl Iterator<Item = &Member<'n>> {
        self.members
            .iter()
            .filter(move |member| member.claim.polarity == polarity)
    }

    /// How many publishers it has.
    pub fn publishers(&self) -> usize {
        let mut names: Vec<&str> = self.members.iter().map(Member::publisher).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }
}

/// The claims of a corpus in clusters.
#[derive(Debug, Clone)]
pub struct Gathered<'n> {
    /// All clusters, those of one claim too, in the order of their first claims.
    pub clusters: Vec<Cluster<'n>>,
}

impl<'n> Gathered<'n> {
    /// Puts the claims of `notes` together. Depends on the set and the model alone.
    pub fn new(notes: &'n Notes, model: &MatchModel) -> Self {
        let (members, short): (Vec<_>, Vec<_>) = members(notes)
            .into_iter()
            .partition(|member| member.claim.sketch.terms.len() >= TERMS);
        let sketches = || members.iter().map(|member| &member.claim.sketch);
        let frequencies = Frequencies::of(sketches());
        let matcher = Matcher::new(model, &frequencies, Level::Claim);
        let groups = matching::groups(sketches(), &matcher, JOIN).into_iter();
        let groups = groups.map(|group| group.into_iter().map(|at| members[at]).collect());
        let alone = short.into_iter().map(|member| vec![member]);
        let clusters = groups.chain(alone).filter_map(|members: Vec<Member<'n>>| {
            let id = members.first()?.claim.id.as_str();
            Some(Cluster { id, members })
        });
        let mut clusters: Vec<Cluster<'n>> = clusters.collect();
        let place = |cluster: &Cluster<'n>| {
            let first = cluster.members.first();
            first.map(|member| (member.at, member.claim.span))
        };
        clusters.sort_by_key(place);
        Self { clusters }
    }

    /// The clusters of more than one claim.
    pub fn repeated(&self) -> impl Iterator<Item = &Cluster<'n>> {
        self.clusters
            .iter()
            .filter(|cluster| cluster.members.len() > 1)
    }
}

fn members(notes: &Notes) -> Vec<Member<'_>> {
    let copies = copies::copies(notes.documents());
    let mut verbatim: BTreeMap<String, usize> = BTreeMap::new();
    let claims = notes
        .documents()
        .enumerate()
        .zip(copies)
        .flat_map(|((at, note), copy_of)| {
            note.claims.iter().map(move |claim| Member {
                at,
                note,
                claim,
                copy_of,
            })
        });
    claims
        .map(|member| match wording(&member.claim.text) {
            Some(words) => Member {
                copy_of: *verbatim.entry(words).or_insert(member.copy_of),
                ..member
            },
            None => member,
        })
        .collect()
}

/// The words of a claim without case and marks, where there are enough to tell a reprint by.
fn wording(text: &str) -> Option<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    (words.len() >= VERBATIM).then(|| words.join(" "))
}
