//! What a claim answers for each feature of the table.

use super::ClaimView;
use crate::rules::condition::{Atom, Facts, Key, Part, Values, Which};
use crate::rules::terms::TermSet;
use crate::types::{Claim, Hedge, Identity, Link, Polarity, Span};

/// A claim that can be asked.
pub struct Asked<'a> {
    view: ClaimView<'a>,
}

impl<'a> Asked<'a> {
    /// A claim, ready to be asked.
    pub fn new(view: ClaimView<'a>) -> Self {
        Self { view }
    }

    fn links(&self, which: Which) -> &'a [Link] {
        let chain = &self.view.claim.chain;
        match which {
            Which::Any => chain,
            Which::Root => chain
                .get(chain.len().saturating_sub(1)..)
                .unwrap_or_default(),
            Which::First => chain.get(1..2).unwrap_or_default(),
        }
    }

    fn link(&self, link: &'a Link, part: Part) -> Option<Atom<'a>> {
        let source = &link.source;
        let cue = link.cue.as_ref();
        match part {
            Part::Identity => Some(Atom::Text(source.identity.as_str())),
            Part::Type => Some(Atom::Text(source.kind.as_str())),
            Part::Relation => cue.map(|cue| Atom::Text(cue.relation.as_str())),
            Part::Placed => Some(Atom::Truth(source.placed)),
            Part::Quoted => Some(Atom::Truth(link.quoted)),
            Part::Inferred => Some(Atom::Truth(inferred(link))),
            Part::Name => source.name.as_deref().map(Atom::Text),
            Part::Text => self
                .words(source.span)
                .or(source.name.as_deref().map(Atom::Text)),
            Part::Cue => cue.and_then(|cue| self.words(cue.span)),
            Part::Via => link.via.as_ref().map(|via| Atom::Text(via.kind.as_str())),
            Part::Grade => self.grade(source.registry.as_deref()),
        }
    }

    fn words(&self, span: Option<Span>) -> Option<Atom<'a>> {
        span.map(|span| Atom::Text(span.of(self.view.text)))
    }

    fn grade(&self, id: Option<&str>) -> Option<Atom<'a>> {
        let entry = self
            .view
            .registry
            .iter()
            .find(|entry| Some(entry.id.as_str()) == id)?;
        entry.grade.map(|grade| Atom::Text(grade.as_str()))
    }

    fn hedges(&self) -> impl Iterator<Item = &'a Hedge> {
        let (hedges, at) = (self.view.hedges, &self.view.claim.hedges);
        at.iter().filter_map(|&i| hedges.get(i))
    }

    /// Features with one value, which is never absent.
    fn single(&self, key: Key) -> Atom<'a> {
        let claim = self.view.claim;
        let (sourcing, commitment) = (&claim.scores.sourcing, &claim.scores.commitment);
        let text = claim.span.of(self.view.text);
        match key {
            Key::ChainLength => count(claim.chain.len()),
            Key::ChainHands => count(hands(claim)),
            Key::ChainInferred => Atom::Truth(claim.chain.iter().any(inferred)),
            Key::IndependentRoots => Atom::Number(sourcing.independent_roots.into()),
            Key::OpposingRoots => Atom::Number(sourcing.opposing_roots.into()),
            Key::SourcingValue => Atom::Number(sourcing.value),
            Key::SourcingLow => Atom::Number(sourcing.interval[0]),
            Key::SourcingHigh => Atom::Number(sourcing.interval[1]),
            Key::SourcingLetter => Atom::Text(sourcing.letter.as_str()),
            Key::SourcingDigit => Atom::Number(sourcing.digit.into()),
            Key::CommitmentValue => Atom::Number(commitment.value),
            Key::CommitmentLow => Atom::Number(commitment.range[0]),
            Key::CommitmentHigh => Atom::Number(commitment.range[1]),
            Key::CheckWorthiness => Atom::Number(claim.scores.check_worthiness),
            Key::ClaimText => Atom::Text(text),
            Key::ClaimPolarity => Atom::Text(claim.polarity.as_str()),
            Key::ClaimQuoted => Atom::Truth(claim.quoted),
            Key::ClaimAttributed => Atom::Truth(attributed(claim)),
            Key::ClaimSpeakerMissing => Atom::Truth(claim.quoted && !answerable(claim)),
            Key::ClaimLength => count(text.split_whitespace().count()),
            Key::ClaimHasNumber => Atom::Truth(text.contains(|c: char| c.is_ascii_digit())),
            Key::SentenceText => Atom::Text(claim.sentence.of(self.view.text)),
            Key::HedgesCount => count(self.hedges().count()),
            Key::HedgesHasRange => Atom::Truth(self.hedges().any(|hedge| hedge.range.is_some())),
            Key::NearbyAffirmed => count(self.nearby().count()),
            Key::ClaimHasTerm | Key::SentenceHasTerm | Key::HedgesCategories | Key::Link(..) => {
                Atom::Truth(false)
            }
        }
    }

    /// Other attributed claims, affirmed, in the claim's sentence or the one before.
    fn nearby(&self) -> impl Iterator<Item = &'a Claim> {
        let ClaimView {
            text,
            claim,
            claims,
            ..
        } = self.view;
        let others = claims.iter().filter(move |other| other.span != claim.span);
        let near = others.filter(move |other| {
            other.sentence == claim.sentence || adjoins(text, other.sentence, claim.sentence)
        });
        near.filter(|other| attributed(other) && other.polarity == Polarity::Affirm)
    }
}

impl<'a> Facts<'a> for Asked<'a> {
    fn values(&self, key: Key) -> Values<'a> {
        match key {
            Key::Link(which, part) => match self.links(which) {
                [only] => (self.link(only, part)).map_or(Values::Many(Vec::new()), Values::One),
                links => {
                    let links = links.iter();
                    Values::Many(links.filter_map(|link| self.link(link, part)).collect())
                }
            },
            Key::HedgesCategories => Values::Many(
                self.hedges()
                    .map(|hedge| Atom::Text(hedge.category.as_str()))
                    .collect(),
            ),
            Key::ClaimHasTerm | Key::SentenceHasTerm => Values::Many(Vec::new()),
            single => Values::One(self.single(single)),
        }
    }

    fn terms(&self, key: Key) -> &TermSet {
        match key {
            Key::SentenceHasTerm => &self.view.terms.sentence,
            _ => &self.view.terms.claim,
        }
    }
}

fn count(n: usize) -> Atom<'static> {
    Atom::Number(n as f64)
}

fn inferred(link: &Link) -> bool {
    link.basis == crate::types::Basis::Inferred
}

fn attributed(claim: &Claim) -> bool {
    claim.chain.len() > 1
}

/// Whether somebody besides the publisher can be asked.
fn answerable(claim: &Claim) -> bool {
    let root = claim.chain.last();
    attributed(claim) && root.is_some_and(|root| root.source.identity != Identity::Unattributed)
}

/// Links strictly between publisher and root, and the outlets that links spoke through.
fn hands(claim: &Claim) -> usize {
    let links = &claim.scores.sourcing.contributions.links;
    let via = links.iter().filter(|link| link.via).count();
    claim.chain.len().saturating_sub(2) + via
}

/// Whether nothing but white space stands between the sentence `before` and the one `after`.
fn adjoins(text: &str, before: Span, after: Span) -> bool {
    let gap = text.get(before.end as usize..after.start as usize);
    gap.is_some_and(|gap| gap.trim().is_empty())
}
