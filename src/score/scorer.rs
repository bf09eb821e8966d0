//! Scores the claims of one document one after the other. Their chains are much alike: what scores alike is scored once.

use super::claim::{Registry, testimony};
use super::testimony::{Hedging, Testimony};
use super::{commitment, sourcing};
use crate::rules::file::ScoringEntry;
use crate::types::{Commitment, Link, Polarity, Sourcing, Via};

/// How many chains are looked through for one that scores alike.
const RECENT: usize = 24;

/// Scores claims on their own chains; holds what it made of the last ones.
pub struct Scorer<'d> {
    registry: &'d Registry,
    parameters: &'d ScoringEntry,
    known: Vec<Known<'d>>,
}

/// A chain and its scores.
struct Known<'d> {
    links: &'d [Link],
    testimony: Testimony,
    sourcing: Sourcing,
    /// Without hedges.
    commitment: Commitment,
}

impl<'d> Scorer<'d> {
    /// A scorer for one document.
    pub fn new(registry: &'d Registry, parameters: &'d ScoringEntry) -> Self {
        Self {
            registry,
            parameters,
            known: Vec::new(),
        }
    }

    /// The scores of a claim, those of [`super::claim()`].
    pub fn claim(
        &mut self,
        links: &'d [Link],
        hedges: &[Hedging],
        polarity: Polarity,
    ) -> (Sourcing, Commitment) {
        let parameters = self.parameters;
        let known = self.known(links, polarity);
        let commitment = match hedges {
            [] => known.commitment.clone(),
            hedges => commitment(&known.testimony, hedges, parameters),
        };
        (known.sourcing.clone(), commitment)
    }

    /// What is known of a chain that scores alike, found out where there is none.
    fn known(&mut self, links: &'d [Link], polarity: Polarity) -> &Known<'d> {
        let same =
            |known: &Known<'_>| known.testimony.polarity == polarity && alike(known.links, links);
        let at = self.known.iter().rposition(same).unwrap_or_else(|| {
            if self.known.len() >= RECENT {
                self.known.drain(..RECENT / 2);
            }
            let own = [testimony(links, polarity, self.registry)];
            let sourcing = sourcing(&own, 0, self.parameters);
            let [testimony] = own;
            self.known.push(Known {
                links,
                sourcing,
                commitment: commitment(&testimony, &[], self.parameters),
                testimony,
            });
            self.known.len() - 1
        });
        &self.known[at]
    }
}

/// Whether [`testimony`] makes the same of two chains.
fn alike(a: &[Link], b: &[Link]) -> bool {
    let mut pairs = a.iter().zip(b);
    a.len() == b.len()
        && pairs.all(|(a, b)| {
            let (from, other) = (&a.source, &b.source);
            let relation = |link: &Link| link.cue.as_ref().map(|cue| cue.relation);
            (a.basis, a.quoted) == (b.basis, b.quoted)
                && (from.identity, from.kind, from.placed)
                    == (other.identity, other.kind, other.placed)
                && relation(a) == relation(b)
                && from.name == other.name
                && from.registry == other.registry
                && channels_alike(a.via.as_ref(), b.via.as_ref())
        })
}

fn channels_alike(a: Option<&Via>, b: Option<&Via>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.kind == b.kind && a.name == b.name,
        (a, b) => a.is_none() && b.is_none(),
    }
}
