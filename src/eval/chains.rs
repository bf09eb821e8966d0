//! Scores chains, names, carried sources and hedges of one document's claims.
//!
//! A claim is found where half of its words and those of a claim of the engine are the same; a link where half of the
//! source's words are. A chain is right where every explicit link is there, in order, with its identity.

use super::chain_counts::Counts;
use super::decode::{Chains, Claim, Link};
use super::miss::{MissKind, Slip};
use super::phrase::Phrase;
use super::words::{overlap, shared, words};
use super::{names, slips};
use crate::types::{self, Analysis, Basis, Identity, Span};

/// At this overlap two stretches are the same.
const SAME: f64 = 0.5;
/// At this overlap a source is a phrase that is none, and a content has the words that are marked.
pub(super) const CLOSE: f64 = 0.8;

/// The counts of a document, and where engine and gold differ.
pub(super) fn score(text: &str, gold: &Chains, analysis: &Analysis) -> (Counts, Vec<Slip>) {
    let mut scorer = Scorer {
        text,
        gold,
        analysis,
        counts: Counts::default(),
        slips: Vec::new(),
    };
    let mut used = vec![false; analysis.claims.len()];
    for claim in &gold.claims {
        let at = scorer.partner(claim, &used);
        scorer.claim(claim, at.map(|at| &analysis.claims[at]));
        if let Some(at) = at {
            used[at] = true;
        }
    }
    for (claim, used) in analysis.claims.iter().zip(used) {
        scorer.rest(claim, used);
    }
    (scorer.counts, scorer.slips)
}

struct Scorer<'a> {
    text: &'a str,
    gold: &'a Chains,
    analysis: &'a Analysis,
    counts: Counts,
    slips: Vec<Slip>,
}

impl<'a> Scorer<'a> {
    /// The engine's claim, not yet used, that shares most words with the gold's.
    fn partner(&self, claim: &Claim, used: &[bool]) -> Option<usize> {
        let mut best = (None, 0.0);
        for &place in &claim.content.places {
            for (at, found) in self.analysis.claims.iter().enumerate() {
                let share = overlap(self.text, place, found.span);
                if share > best.1 && !used[at] {
                    best = (Some(at), share);
                }
            }
        }
        best.0.filter(|_| best.1 >= SAME)
    }

    /// Compares a claim of the gold with its partner.
    fn claim(&mut self, gold: &Claim, found: Option<&'a types::Claim>) {
        self.counts.claims += 1;
        self.counts.links.wanted += gold.chain.len();
        self.counts.hedges.wanted += gold.hedges.len();
        self.counts.carried.wanted += usize::from(gold.carried.is_some());
        let Some(found) = found else {
            let slip = Slip::new(MissKind::Missed, gold.content.of(self.text));
            self.slips
                .push(slip.wanted(slips::gold_chain(self.text, gold)));
            return;
        };
        self.counts.found += 1;
        self.counts.polarity += usize::from(found.polarity == gold.polarity);
        if self.nearest(&gold.content, found.span) < CLOSE {
            let slip = Slip::new(MissKind::ContentSpan, gold.content.of(self.text));
            self.slips.push(slip.found(found.span.of(self.text)));
        }
        self.links(gold, found);
        self.carried(gold, found);
        self.hedges(gold, found);
    }

    fn links(&mut self, gold: &Claim, found: &'a types::Claim) {
        let links: Vec<&types::Link> = explicit(found).collect();
        let mut rest = links.clone();
        let mut right = 0;
        for link in &gold.chain {
            self.counts.names.wanted += usize::from(link.name.is_some());
            self.counts.via.wanted += usize::from(link.via.is_some());
            let at = rest.iter().position(|it| self.same(link, it));
            if let Some(at) = at {
                right += 1;
                self.link(gold, link, rest.remove(at));
            }
        }
        self.counts.links.right += right;
        self.counts.links.found += links.len();
        let mut pairs = gold.chain.iter().zip(&links);
        let in_order = links.len() == gold.chain.len() && pairs.all(|(a, b)| self.same(a, b));
        let mut pairs = gold.chain.iter().zip(&links);
        let identified = pairs.all(|(a, b)| a.identity == b.source.identity);
        self.counts.chains += usize::from(in_order && identified);
        if !in_order || !identified {
            let kind = if in_order {
                MissKind::WrongIdentity
            } else {
                MissKind::WrongSource
            };
            let slip = Slip::new(kind, gold.content.of(self.text));
            let wanted = slips::gold_chain(self.text, gold);
            self.slips
                .push(slip.wanted(wanted).found(slips::chain(self.text, found)));
        }
    }

    /// Compares a link that was found.
    fn link(&mut self, claim: &Claim, gold: &Link, found: &types::Link) {
        self.counts.identity += usize::from(found.source.identity == gold.identity);
        self.counts.kind += usize::from(found.source.kind == gold.kind);
        if let Some(name) = &gold.name {
            let right = names::same(found.source.name.as_deref(), self.aliases(name));
            self.counts.names.right += usize::from(right);
            if !right {
                let slip = Slip::new(MissKind::Name, claim.content.of(self.text)).wanted(name);
                let found = found.source.name.as_deref().unwrap_or("no name");
                self.slips.push(slip.found(found));
            }
        }
        if let (Some(gold), Some(found)) = (&gold.via, &found.via) {
            let right = self.nearest(gold, found.span) >= SAME;
            self.counts.via.right += usize::from(right);
        }
    }

    /// A name and its aliases among the carried sources.
    fn aliases<'n>(&self, name: &'n str) -> Vec<&'n str>
    where
        'a: 'n,
    {
        let known = self.gold.carried_sources.iter().find(|(it, _)| it == name);
        let aliases = known.into_iter().flat_map(|(_, aliases)| aliases);
        std::iter::once(name)
            .chain(aliases.map(String::as_str))
            .collect()
    }

    fn carried(&mut self, gold: &Claim, found: &types::Claim) {
        if self.gold.carried_sources.is_empty() {
            return;
        }
        let inferred: Vec<_> = inferred(found).collect();
        let carried = gold.carried.as_deref();
        let right = carried.is_some_and(|name| {
            let names = self.aliases(name);
            inferred
                .iter()
                .any(|it| names::same(it.source.name.as_deref(), names.iter().copied()))
        });
        self.counts.carried.found += usize::from(!inferred.is_empty());
        self.counts.carried.right += usize::from(right);
        if !right && (carried.is_some() || !inferred.is_empty()) {
            let slip = Slip::new(MissKind::Carried, gold.content.of(self.text));
            let who = inferred.first().and_then(|it| it.source.name.as_deref());
            let slip = slip.wanted(carried.unwrap_or("nobody"));
            self.slips.push(slip.found(who.unwrap_or("nobody")));
        }
    }

    fn hedges(&mut self, gold: &Claim, found: &types::Claim) {
        let hedges = found
            .hedges
            .iter()
            .filter_map(|&at| self.analysis.hedges.get(at));
        let hedges: Vec<&types::Hedge> = hedges.collect();
        self.counts.hedges.found += hedges.len();
        let text = self.text;
        let meet = |cue: &Phrase, hedge: &types::Hedge| {
            let of_hedge = words(text, hedge.span);
            cue.places
                .iter()
                .any(|&place| shared(&words(text, place), &of_hedge) > 0)
        };
        let content = gold.content.of(text);
        for (cue, category) in &gold.hedges {
            let hit = hedges.iter().find(|hedge| meet(cue, hedge));
            self.counts.hedges.right += usize::from(hit.is_some());
            self.counts.categories += usize::from(hit.is_some_and(|it| it.category == *category));
            if hit.is_none() {
                let wanted = format!("{} ({category})", cue.of(text));
                self.slips
                    .push(Slip::new(MissKind::Hedge, content).wanted(wanted));
            }
        }
        for hedge in hedges {
            if !gold.hedges.iter().any(|(cue, _)| meet(cue, hedge)) {
                let found = format!("{} ({})", hedge.span.of(text), hedge.category);
                self.slips
                    .push(Slip::new(MissKind::Hedge, content).found(found));
            }
        }
    }

    /// Counts what no claim of the gold stands for, and phrases taken for sources that are none.
    fn rest(&mut self, claim: &types::Claim, used: bool) {
        let links = explicit(claim).count();
        if !used && links > 0 {
            self.counts.spurious += 1;
            self.counts.links.found += links;
            let slip = Slip::new(MissKind::Spurious, claim.span.of(self.text));
            self.slips.push(slip.found(slips::chain(self.text, claim)));
        }
        if !used && self.gold.carried_complete {
            self.counts.carried.found += usize::from(inferred(claim).next().is_some());
        }
        for span in explicit(claim).filter_map(|link| link.source.span) {
            let is_none = |it: &Phrase| self.nearest(it, span) >= CLOSE;
            self.counts.non_sources += usize::from(self.gold.non_sources.iter().any(is_none));
        }
    }

    /// Whether a link of the engine is the gold's.
    fn same(&self, gold: &Link, found: &types::Link) -> bool {
        if gold.identity == Identity::Unattributed {
            return found.source.identity == Identity::Unattributed;
        }
        let (Some(source), Some(span)) = (&gold.source, found.source.span) else {
            return false;
        };
        self.nearest(source, span) >= SAME
    }

    /// The most that a stretch shares with a place of a phrase.
    fn nearest(&self, phrase: &Phrase, span: Span) -> f64 {
        let places = phrase.places.iter();
        places
            .map(|&place| overlap(self.text, place, span))
            .fold(0.0, f64::max)
    }
}

/// The links that the text states.
pub(super) fn explicit(claim: &types::Claim) -> impl Iterator<Item = &types::Link> {
    claim
        .chain
        .iter()
        .filter(|link| link.basis == Basis::Explicit)
}

fn inferred(claim: &types::Claim) -> impl Iterator<Item = &types::Link> {
    claim
        .chain
        .iter()
        .filter(|link| link.basis == Basis::Inferred)
}
