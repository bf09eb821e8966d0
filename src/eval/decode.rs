//! What a line of gold says, once its text is known.

use super::error::Fault;
use super::node::Node;
use super::phrase::{Phrase, phrase, span};
use crate::types::{HedgeCategory, Identity, Polarity, SourceType, Span};

/// The kinds of gold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Claims with chains, hedges and carried sources.
    Chains,
    /// Attributions: source, cue and content.
    Attributions,
    /// Sentences, hedged or not, and their cues.
    Hedges,
    /// Sentences, worth a check or not.
    Ranking,
    /// Two passages whose order is known.
    Pairs,
}

impl Kind {
    /// The kind that a line's keys tell; none where they tell no gold.
    pub(super) fn of(line: &Node) -> Option<Kind> {
        let has = |key| line.value.get(key).is_some();
        match () {
            () if has("claims") => Some(Kind::Chains),
            () if has("attributions") => Some(Kind::Attributions),
            () if has("uncertain") => Some(Kind::Hedges),
            () if has("label") => Some(Kind::Ranking),
            () if has("first") && has("second") => Some(Kind::Pairs),
            () => None,
        }
    }

    /// Its name, as written.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Chains => "chains",
            Kind::Attributions => "attributions",
            Kind::Hedges => "hedges",
            Kind::Ranking => "ranking",
            Kind::Pairs => "pairs",
        }
    }
}

/// What one line marks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Marks {
    Chains(Chains),
    Attributions(Vec<Marked>),
    Hedges {
        uncertain: bool,
        cues: Option<Vec<Span>>,
    },
    Ranking {
        worth: bool,
        source: Option<String>,
    },
    Pair {
        axis: Axis,
        second: String,
    },
}

/// Chains of a document.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chains {
    pub carried_sources: Vec<(String, Vec<String>)>,
    pub carried_complete: bool,
    pub claims: Vec<Claim>,
    pub non_sources: Vec<Phrase>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub content: Phrase,
    pub polarity: Polarity,
    pub carried: Option<String>,
    pub chain: Vec<Link>,
    pub hedges: Vec<(Phrase, HedgeCategory)>,
}

/// A link of its chain.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link {
    pub source: Option<Phrase>,
    pub name: Option<String>,
    pub identity: Identity,
    pub kind: SourceType,
    pub via: Option<Phrase>,
}

/// An attribution; each part may have several stretches, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    pub source: Vec<Span>,
    pub cue: Vec<Span>,
    pub content: Vec<Span>,
}

/// What a pair compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Sourcing,
    Commitment,
    EqualSourcing,
}

impl std::fmt::Display for Axis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Axis::Sourcing => "sourcing",
            Axis::Commitment => "commitment",
            Axis::EqualSourcing => "equal_sourcing",
        })
    }
}

/// What the line marks in `text`.
pub(super) fn marks(kind: Kind, line: &Node, text: &str) -> Result<Marks, Fault> {
    match kind {
        Kind::Chains => chains(line, text).map(Marks::Chains),
        Kind::Attributions => {
            let marked = line.need("attributions")?.members()?;
            let marked = marked.iter().map(|it| attribution(it, text));
            Ok(Marks::Attributions(marked.collect::<Result<_, _>>()?))
        }
        Kind::Hedges => Ok(Marks::Hedges {
            uncertain: line.need("uncertain")?.flag()?,
            cues: line
                .get("cues")
                .map(|cues| spans(&cues, text))
                .transpose()?,
        }),
        Kind::Ranking => Ok(Marks::Ranking {
            worth: line.need("label")?.flag()?,
            source: line.text_of("source")?.map(str::to_owned),
        }),
        Kind::Pairs => {
            let axes = [Axis::Sourcing, Axis::Commitment, Axis::EqualSourcing];
            Ok(Marks::Pair {
                axis: line.need("axis")?.one_of(&axes)?,
                second: line.need("second")?.text()?.to_owned(),
            })
        }
    }
}

fn chains(line: &Node, text: &str) -> Result<Chains, Fault> {
    let sources = line.list("carried_sources")?;
    let sources: Vec<_> = sources
        .iter()
        .map(carried_source)
        .collect::<Result<_, _>>()?;
    let claims = line.need("claims")?.members()?;
    let claims: Vec<_> = claims
        .iter()
        .map(|it| claim(it, text, &sources))
        .collect::<Result<_, _>>()?;
    let complete = line.get("carried_complete");
    let non_sources = line.list("non_sources")?;
    Ok(Chains {
        carried_complete: complete.map_or(Ok(false), |it| it.flag())?,
        non_sources: non_sources
            .iter()
            .map(|it| phrase(it, text))
            .collect::<Result<_, _>>()?,
        carried_sources: sources,
        claims,
    })
}

fn carried_source(node: &Node) -> Result<(String, Vec<String>), Fault> {
    let aliases = node.list("aliases")?;
    let aliases = aliases.iter().map(|it| it.text().map(str::to_owned));
    Ok((
        node.need("name")?.text()?.to_owned(),
        aliases.collect::<Result<_, _>>()?,
    ))
}

fn claim(node: &Node, text: &str, sources: &[(String, Vec<String>)]) -> Result<Claim, Fault> {
    let carried = node.get("carried");
    if let Some(carried) = &carried {
        let name = carried.text()?;
        if !sources.iter().any(|(known, _)| known == name) {
            let help = "add {name, aliases} there or correct the name";
            return Err(carried.fault(format!("{name:?} is not in carried_sources; {help}")));
        }
    }
    let polarity = node.get("polarity");
    let chain = node.list("chain")?;
    let hedges = node.list("hedges")?;
    Ok(Claim {
        content: phrase(&node.need("content")?, text)?,
        polarity: polarity.map_or(Ok(Polarity::Affirm), |it| it.one_of(Polarity::ALL))?,
        carried: carried.and_then(|it| it.value.as_str().map(str::to_owned)),
        chain: chain
            .iter()
            .map(|it| link(it, text))
            .collect::<Result<_, _>>()?,
        hedges: hedges
            .iter()
            .map(|it| hedge(it, text))
            .collect::<Result<_, _>>()?,
    })
}

fn link(node: &Node, text: &str) -> Result<Link, Fault> {
    let optional = |key| node.get(key).map(|it| phrase(&it, text)).transpose();
    optional("cue")?; // no figure reads it, but a slip in it is a slip
    Ok(Link {
        source: optional("source")?,
        name: node.text_of("name")?.map(str::to_owned),
        identity: node.need("identity")?.one_of(Identity::ALL)?,
        kind: node.need("type")?.one_of(SourceType::ALL)?,
        via: optional("via")?,
    })
}

fn hedge(node: &Node, text: &str) -> Result<(Phrase, HedgeCategory), Fault> {
    let cue = phrase(&node.need("cue")?, text)?;
    Ok((cue, node.need("category")?.one_of(HedgeCategory::ALL)?))
}

fn attribution(node: &Node, text: &str) -> Result<Marked, Fault> {
    let part = |key| spans(&node.need(key)?, text);
    Ok(Marked {
        source: part("source")?,
        cue: part("cue")?,
        content: part("content")?,
    })
}

fn spans(node: &Node, text: &str) -> Result<Vec<Span>, Fault> {
    let members = node.members()?;
    members.iter().map(|it| span(it, text)).collect()
}
