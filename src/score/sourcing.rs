//! Sourcing: may a claim be believed, given who says so and through how many hands.

use super::chain::{Reading, read};
use super::fusion::{Side, fuse};
use super::testimony::Testimony;
use super::{opinion, rating};
use crate::rules::file::ScoringEntry;
use crate::types::{
    Ceiling, LinkContribution, Polarity, RootContribution, Sourcing, SourcingContributions,
};

/// Scores the side of a claim that its own chain, `testimonies[own]`, takes, on the evidence of all of them.
///
/// A chain without links is no testimony. Where `own` names none, the side is [`Polarity::Affirm`].
pub fn sourcing(testimonies: &[Testimony], own: usize, p: &ScoringEntry) -> Sourcing {
    let readings: Vec<_> = testimonies.iter().map(|t| read(t, p)).collect();
    let own = readings.get(own).and_then(Option::as_ref);
    let side = own.map_or(Polarity::Affirm, |chain| chain.side);
    let (pro, con): (Vec<_>, Vec<_>) =
        (readings.iter().flatten()).partition(|chain| chain.side == side);
    let (pro, con) = (fuse(&pro, &p.opinion), fuse(&con, &p.opinion));
    let (r, s) = (pro.evidence, con.evidence);
    Sourcing {
        value: opinion::expectation(r, s, &p.opinion),
        interval: opinion::interval(r, s, &p.opinion),
        opinion: opinion::opinion(r, s, &p.opinion),
        letter: rating::letter(strongest(&pro), &p.rating),
        digit: rating::digit(pro.count, con.count, &p.rating),
        independent_roots: pro.count,
        opposing_roots: con.count,
        trust: own.map(|chain| chain.trust),
        contributions: SourcingContributions {
            links: own.map(links).unwrap_or_default(),
            roots: roots(&pro).chain(roots(&con)).collect(),
            ceiling: Ceiling {
                pro: pro.cut,
                con: con.cut,
            },
        },
    }
}

/// The root key that a verdict on a claim counts for: once a claim, however many texts repeat it; hands get nothing.
///
/// Where the testimony affirms, a claim confirmed adds 1 to the root's `counts.0` and one refuted to `counts.1`; where
/// it denies, the other way round. `None` where there is no testimony.
pub fn credited(testimony: &Testimony, p: &ScoringEntry) -> Option<String> {
    read(testimony, p).map(|chain| chain.key().to_owned())
}

fn strongest<'r, 't>(side: &Side<'r, 't>) -> Option<&'r Reading<'t>> {
    side.roots.values().copied().min_by(|a, b| a.rank(b))
}

/// Links of the own chain. An outlet that a link spoke through shares that link's index, one that is credited
/// the publisher's.
fn links(own: &Reading<'_>) -> Vec<LinkContribution> {
    let mut link = 0;
    let mut out = Vec::with_capacity(own.links.len());
    for (hand, &(trust, fidelity)) in own.links.iter().zip(&own.factors) {
        out.push(LinkContribution {
            link: link - usize::from(hand.credited),
            via: hand.via,
            trust,
            fidelity,
            ln: (trust * fidelity).ln(),
        });
        link += usize::from(!hand.via);
    }
    out
}

fn roots(side: &Side<'_, '_>) -> impl Iterator<Item = RootContribution> {
    side.roots.iter().map(|(&root, chain)| RootContribution {
        root: root.to_owned(),
        side: chain.side,
        trust: chain.trust,
        evidence: chain.evidence,
    })
}
