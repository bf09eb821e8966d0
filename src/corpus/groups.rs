//! Which claims of a set of notes are one: found once, kept beside the notes, used again while nothing has changed.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::note::digest;
use super::{NotedClaim, Notes};
use crate::matching::{self, Cut, Level, MatchModel, Sketch, Vocabulary};

/// From where on claims of a corpus are one. Higher than where rumours are followed: of the claims of a corpus few say
/// the same, and each two that are put together wrongly may make a finding (docs/matching.md).
pub const CUT: Cut = Cut {
    join: 0.95,
    common: 1.8,
    covering: 0.5,
};

/// Terms below which a claim says too little to be known again ("the violence").
const TERMS: usize = 3;

/// For each claim of a set of notes the first that says the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// What found them: program, rules, model.
    matched_by: String,
    /// A digest of the notes.
    notes: u64,
    /// Places of claims, in the order of documents and text.
    firsts: Vec<u32>,
}

impl Groups {
    /// Puts the claims of `notes` together. Depends on the set, the model and the vocabulary alone.
    pub fn new(
        notes: &Notes,
        model: &MatchModel,
        vocabulary: &Vocabulary,
        matched_by: impl Into<String>,
    ) -> Self {
        let claims: Vec<&NotedClaim> = notes.documents().flat_map(|note| &note.claims).collect();
        let sketch = |at: usize| -> Cow<'static, Sketch> {
            let sketch = Sketch::new(&claims[at].text, vocabulary);
            // What says too little is alike to nothing.
            let told = sketch.terms.len() >= TERMS;
            Cow::Owned(if told { sketch } else { Sketch::default() })
        };
        let firsts = matching::groups(claims.len(), sketch, model, Level::Claim, CUT);
        Self {
            matched_by: matched_by.into(),
            notes: digest_of(notes),
            firsts: firsts.into_iter().map(|first| first as u32).collect(),
        }
    }

    /// Whether these are the groups of `notes`, found in this way.
    pub fn fit(&self, notes: &Notes, matched_by: &str) -> bool {
        let claims: usize = notes.documents().map(|note| note.claims.len()).sum();
        let whole =
            self.firsts.len() == claims && self.firsts().zip(0..).all(|(first, at)| first <= at);
        whole && self.matched_by == matched_by && self.notes == digest_of(notes)
    }

    /// For each claim the place of the first that says the same.
    pub(super) fn firsts(&self) -> impl Iterator<Item = usize> {
        self.firsts.iter().map(|&first| first as usize)
    }
}

/// A digest of documents and of where their claims stand.
fn digest_of(notes: &Notes) -> u64 {
    let parts = notes.documents().flat_map(|note| {
        let claims = note.claims.iter().map(|claim| Cow::from(&claim.id));
        let document = [Cow::from(&note.id), Cow::from(note.digest.to_string())];
        document.into_iter().chain(claims)
    });
    digest(parts)
}
