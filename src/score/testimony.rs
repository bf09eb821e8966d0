//! What the model reads: chains and hedges, stripped of text and spans.

use serde::{Deserialize, Serialize};

use crate::types::{Grade, HedgeCategory, Identity, Polarity, Relation, SourceType};

/// One chain that carries a claim, from its publisher to its root.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Testimony {
    /// From the publisher inwards; the last is the root. Empty: no testimony, which scores the base rate.
    pub links: Vec<Hand>,
    /// Net direction of the testimony.
    pub polarity: Polarity,
    /// The set of near-identical texts that the chain's text belongs to; of one set the strongest chain stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<String>,
}

impl Testimony {
    /// A chain of `links` in a text that is no copy.
    pub fn new(links: Vec<Hand>, polarity: Polarity) -> Self {
        Self {
            links,
            polarity,
            copy: None,
        }
    }
}

/// A source in a chain: a hand that passes words on, or the root.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hand {
    /// The canonical name; `None` (or empty) where nobody in particular is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// How far it can be identified.
    pub identity: Identity,
    /// What kind of thing it is.
    #[serde(rename = "type")]
    pub kind: SourceType,
    /// A registry's grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Verdicts on its claims, `(confirmed, refuted)`, each at least 0; fractions where they are estimated.
    #[serde(default, skip_serializing_if = "is_untried")]
    pub counts: (f64, f64),
    /// How the link before relays it; `None` on the publisher, and read as [`Relation::Say`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Its words stand in quotation marks.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quoted: bool,
    /// The text ties it to a named body or tells its access.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub placed: bool,
    /// An outlet that the next link spoke through ("told the Baltic Times"): passes words on, but no verb of the
    /// text introduces it, so it moves sourcing and not commitment.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub via: bool,
    /// It is the outlet that the document credits for its text, and stands right after the publisher; `via` holds too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub credited: bool,
}

/// Whether there is no verdict.
fn is_untried(counts: &(f64, f64)) -> bool {
    *counts == (0.0, 0.0)
}

impl Hand {
    /// A source of which only identity and type are known.
    pub fn new(identity: Identity, kind: SourceType) -> Self {
        Self {
            key: None,
            identity,
            kind,
            grade: None,
            counts: (0.0, 0.0),
            relation: None,
            quoted: false,
            placed: false,
            via: false,
            credited: false,
        }
    }

    /// Its canonical name; absent where nobody in particular is meant.
    pub fn name(&self) -> Option<&str> {
        self.key.as_deref().filter(|key| !key.is_empty())
    }

    /// A named source.
    pub fn named(key: impl Into<String>, kind: SourceType) -> Self {
        Self {
            key: Some(key.into()),
            ..Self::new(Identity::Named, kind)
        }
    }
}

/// A hedge in whose scope a claim stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hedging {
    /// What kind.
    pub category: HedgeCategory,
    /// Its own range, `[low, high]` in 0..1; `None`: its category's.
    pub range: Option<[f64; 2]>,
    /// The clause it stands in, by any number: hedges of one category in one clause count once.
    pub scope: usize,
}

impl From<(HedgeCategory, Option<[f64; 2]>, usize)> for Hedging {
    fn from((category, range, scope): (HedgeCategory, Option<[f64; 2]>, usize)) -> Self {
        Self {
            category,
            range,
            scope,
        }
    }
}
