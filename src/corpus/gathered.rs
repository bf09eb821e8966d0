//! The claims of a corpus put together: which say the same, in which texts, with which chains.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::note::digest;
use super::{Groups, Note, NotedClaim, Notes, copies};
use crate::matching::{Sketch, Vocabulary};
use crate::score::Testimony;
use crate::types::Polarity;

/// Words from which on two claims in the same words are one text printed twice, not the same thought.
const VERBATIM: usize = 12;

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

    /// What its words have in common with those of others.
    pub fn sketch(&self, vocabulary: &Vocabulary) -> Sketch {
        Sketch::new(&self.claim.text, vocabulary)
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
    /// The words by which they were matched.
    pub vocabulary: &'n Vocabulary,
    /// The clusters of more than one claim, in the order of their first claims.
    pub repeated: Vec<Cluster<'n>>,
    /// The claims that nothing else says, in their order.
    pub single: Vec<Member<'n>>,
}

impl<'n> Gathered<'n> {
    /// The claims of `notes` in these groups of theirs.
    pub fn new(notes: &'n Notes, groups: &Groups, vocabulary: &'n Vocabulary) -> Self {
        let mut members = members(notes);
        let firsts: Vec<usize> = groups.firsts().collect();
        let mut sizes = vec![0u32; members.len()];
        firsts.iter().for_each(|&first| sizes[first] += 1);
        let mut clusters: BTreeMap<usize, Vec<Member<'n>>> = BTreeMap::new();
        for (member, &first) in members.iter().zip(&firsts) {
            if sizes[first] > 1 {
                clusters.entry(first).or_default().push(*member);
            }
        }
        let mut sizes = firsts.iter().map(|&first| sizes[first]);
        members.retain(|_| sizes.next() == Some(1));
        let cluster = |members: Vec<Member<'n>>| Cluster {
            id: members[0].claim.id.as_str(),
            members,
        };
        Self {
            vocabulary,
            repeated: clusters.into_values().map(cluster).collect(),
            single: members,
        }
    }

    /// All clusters, those of one claim last.
    pub fn clusters(&self) -> impl Iterator<Item = Cow<'_, Cluster<'n>>> {
        let single = self.single.iter().map(|&member| {
            Cow::Owned(Cluster {
                id: member.claim.id.as_str(),
                members: vec![member],
            })
        });
        self.repeated.iter().map(Cow::Borrowed).chain(single)
    }
}

fn members(notes: &Notes) -> Vec<Member<'_>> {
    let copies = copies::copies(notes.documents());
    let mut verbatim: FxHashMap<u64, usize> = FxHashMap::default();
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

/// A digest of the words of a claim without case and marks, where there are enough to tell a reprint by.
fn wording(text: &str) -> Option<u64> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    (words.len() >= VERBATIM).then(|| digest(&words))
}
