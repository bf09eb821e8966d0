//! How many independent roots a cluster rests on, for and against, and what that is worth.

use super::gathered::{Cluster, Member};
use crate::rules::file::ScoringEntry;
use crate::score::{Testimony, sourcing};
use crate::types::{Polarity, Sourcing};

/// What a cluster's claims are worth together.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Sourcing of the side that affirms; absent where nobody does.
    pub affirmed: Option<Sourcing>,
    /// Sourcing of the side that denies; absent where nobody does.
    pub denied: Option<Sourcing>,
}

impl Standing {
    /// What each of these clusters is worth, in their order.
    pub fn of_each(clusters: &[&Cluster<'_>], scoring: &ScoringEntry) -> Vec<Self> {
        let clusters = clusters.iter();
        clusters.map(|cluster| Self::of(cluster, scoring)).collect()
    }

    /// Fuses the chains of a cluster (model.md, "Several chains").
    pub fn of(cluster: &Cluster<'_>, scoring: &ScoringEntry) -> Self {
        let testimonies: Vec<Testimony> = cluster.members.iter().map(Member::testimony).collect();
        let side = |polarity| {
            let own = testimonies.iter().position(|t| t.polarity == polarity)?;
            Some(sourcing(&testimonies, own, scoring))
        };
        Self {
            affirmed: side(Polarity::Affirm),
            denied: side(Polarity::Deny),
        }
    }

    /// Independent roots of a side.
    pub fn roots(&self, polarity: Polarity) -> u32 {
        let side = match polarity {
            Polarity::Affirm => &self.affirmed,
            Polarity::Deny => &self.denied,
        };
        side.as_ref().map_or(0, |side| side.independent_roots)
    }

    /// Whether both sides are taken.
    pub fn is_disputed(&self) -> bool {
        self.affirmed.is_some() && self.denied.is_some()
    }
}
