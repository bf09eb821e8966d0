//! How two tellings of a claim differ.

use super::{Member, Options, Tie};
use crate::corpus::NotedHedge;
use crate::matching::Vocabulary;
use crate::score::Hand;
use crate::types::{Identity, Polarity, Relation};

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// "may" became "will": a hedge is gone, and the claim is asserted more firmly.
    HedgeDropped,
    /// "sources said" became "officials confirmed": the root is easier to identify, or vouches where it only said.
    SourceUpgraded,
    /// The root is gone and nobody stands in its place.
    SourceDropped,
}

impl Change {
    /// The written form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HedgeDropped => "hedge_dropped",
            Self::SourceUpgraded => "source_upgraded",
            Self::SourceDropped => "source_dropped",
        }
    }
}

/// A change between two tellings of a claim; it was made at the hand of `to`'s publisher.
#[derive(Debug, Clone)]
pub struct Step<'n> {
    /// What changed.
    pub change: Change,
    /// The id of the cluster.
    pub cluster: &'n str,
    /// How `to` is known to come from `from`.
    pub tie: Tie,
    /// The claim as it was.
    pub from: Member<'n>,
    /// The claim as it became.
    pub to: Member<'n>,
    /// What is gone: the hedges, or what the root was called.
    pub lost: Vec<String>,
    /// What the root is called now; absent where that is not what changed.
    pub gained: Option<String>,
}

impl Step<'_> {
    /// The publisher at whose hand it changed; empty where unknown.
    pub fn hand(&self) -> &str {
        self.to.publisher()
    }
}

/// What changed from one telling to the next, each kind at most once.
pub fn between<'n>(
    from: &Member<'n>,
    to: &Member<'n>,
    tie: Tie,
    cluster: &'n str,
    vocabulary: &Vocabulary,
    options: &Options,
) -> Vec<Step<'n>> {
    let step = |(change, lost, gained)| Step {
        change,
        cluster,
        tie,
        from: *from,
        to: *to,
        lost,
        gained,
    };
    let hedge =
        hedge(from, to, tie, vocabulary, options).map(|lost| (Change::HedgeDropped, lost, None));
    hedge
        .into_iter()
        .chain(source(from, to))
        .map(step)
        .collect()
}

/// The hedges that are gone, where the claim is asserted more firmly without them.
fn hedge(
    from: &Member<'_>,
    to: &Member<'_>,
    tie: Tie,
    vocabulary: &Vocabulary,
    options: &Options,
) -> Option<Vec<String>> {
    let kept: Vec<String> = to.claim.hedges.iter().map(words).collect();
    let meant = from
        .claim
        .hedges
        .iter()
        .filter(|hedge| qualifies(hedge, to, tie, vocabulary));
    let lost: Vec<String> = meant
        .map(words)
        .filter(|hedge| !kept.contains(hedge))
        .collect();
    let firmer = firmness(to) - firmness(from) >= options.rise;
    (firmer && !lost.is_empty()).then_some(lost)
}

fn words(hedge: &NotedHedge) -> String {
    hedge.text.to_lowercase()
}

/// Whether a hedge was there to be lost. Who has a claim from the same root, not through the earlier hand, has not lost
/// that hand's own doubt ("claimed that"), nor a hedge of something that it does not repeat.
fn qualifies(hedge: &NotedHedge, to: &Member<'_>, tie: Tie, vocabulary: &Vocabulary) -> bool {
    let said = |term| to.sketch(vocabulary).has(term);
    tie != Tie::SameRoot || hedge.over.is_some_and(said)
}

/// How firmly the side that a claim takes is asserted, 0..1.
fn firmness(member: &Member<'_>) -> f64 {
    let commitment = member.claim.commitment;
    match member.claim.polarity {
        Polarity::Affirm => commitment,
        Polarity::Deny => 1.0 - commitment,
    }
}

type Changed = (Change, Vec<String>, Option<String>);

/// What became of the root. A publisher that speaks for itself has none to lose, nor has what nobody can be asked about;
/// nor does a root fall away that the chain still names.
fn source(from: &Member<'_>, to: &Member<'_>) -> Option<Changed> {
    let (root, hands) = from.claim.chain.split_last()?;
    let chain = &to.claim.chain;
    let (_, own) = chain.split_first()?;
    let stays = chain.iter().any(|hand| same(root, hand));
    if hands.is_empty() || root.identity == Identity::Unattributed || stays {
        return None;
    }
    let passed = |hand: &&Hand| hands.iter().any(|other| same(other, hand));
    let Some(now) = own.iter().rfind(|hand| !passed(hand)) else {
        return Some((Change::SourceDropped, vec![called(root)], None));
    };
    let grew = || {
        (
            Change::SourceUpgraded,
            vec![called(root)],
            Some(called(now)),
        )
    };
    is_more(now, root).then(grew)
}

/// Whether two hands are one source, by name.
fn same(a: &Hand, b: &Hand) -> bool {
    a.name().is_some_and(|name| b.name() == Some(name))
}

/// Whether a root can be identified more closely than the one before, or vouches where that did not.
fn is_more(now: &Hand, before: &Hand) -> bool {
    let vouches = |hand: &Hand| hand.relation == Some(Relation::Confirm);
    // Vocabulary runs from what is known best to what is not known at all.
    now.identity < before.identity || (vouches(now) && !vouches(before))
}

/// What a source is called by: its name, else how far it can be identified; and what it did.
fn called(hand: &Hand) -> String {
    let who = match hand.name() {
        Some(name) => name.to_owned(),
        None => format!("[{}]", hand.identity),
    };
    match hand.relation {
        Some(relation) => format!("{who} ({relation})"),
        None => who,
    }
}
