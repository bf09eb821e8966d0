//! Drafts the claims: contents without what lies deeper, sentence by sentence, and the writer's own sentences.

mod cut;
mod family;
mod own;

use super::resolve::WRITER;
use super::{Reading, cover, link, net};
use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::types::{Attribution, Link, Polarity, Relation, Span};
use cut::{by_sentence, extents, joined, remainders};
use family::Family;

/// A claim without scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its tokens, within one sentence.
    pub tokens: Tokens,
    /// Its bytes.
    pub span: Span,
    /// The number of its sentence.
    pub sentence: usize,
    /// Net direction of the testimony.
    pub polarity: Polarity,
    /// From the outermost source to the root; the publisher is put before it later.
    pub chain: Vec<Link>,
    /// Its words stand in quotation marks.
    pub quoted: bool,
    /// Words before it that are no part of it but may hedge it ("suggesting that").
    pub lead: Option<Span>,
}

/// What the claims of a document are drafted from.
struct Drafting<'a> {
    reading: &'a Reading<'a>,
    attributions: &'a [Attribution],
    family: Family<'a>,
    /// Which attributions make claims and links: those that assert, unless they report somebody's own mind.
    makes: Vec<bool>,
}

/// The claims of a document, in the order of the text.
pub fn draft(reading: &Reading<'_>, attributions: &[Attribution], own: &[bool]) -> Vec<Draft> {
    let makes = reading
        .found
        .iter()
        .zip(own)
        .map(|(found, own)| found.asserts && !own);
    let drafting = Drafting {
        reading,
        attributions,
        family: Family::of(reading.found),
        makes: makes.collect(),
    };
    let mut drafts: Vec<Draft> = (0..reading.found.len())
        .filter(|&i| drafting.makes[i] && !drafting.family.shadowed[i])
        .flat_map(|i| drafting.of_attribution(i))
        .collect();
    drafts.extend(own::own_voice(reading, &drafts));
    drafts.sort_by_key(|d| {
        (
            d.tokens.start,
            std::cmp::Reverse(d.tokens.end),
            d.chain.len(),
        )
    });
    drafts.dedup_by(|next, first| next.tokens == first.tokens);
    drafts
}

/// "She said she believed P", "I think P" in her words: somebody's report of their own mind is no hand of its own.
pub fn self_reports(reading: &Reading<'_>, attributions: &[Attribution]) -> Vec<bool> {
    (0..reading.found.len())
        .map(|i| is_self_report(reading, attributions, i))
        .collect()
}

fn is_self_report(reading: &Reading<'_>, attributions: &[Attribution], i: usize) -> bool {
    let found = &reading.found[i];
    let Some(tokens) = &found.source else {
        return false;
    };
    let source = &attributions[i].source;
    let Some(parent) = found.parent.map(|parent| &attributions[parent].source) else {
        return found.relation != Relation::Say && source.why.because == WRITER;
    };
    let classes = reading.segments.classes[tokens.start];
    let pronoun = tokens.len() == 1 && classes & class::PERSONAL != 0;
    let first = classes & class::SPEAKER != 0;
    let same = source.name.is_some() && source.name == parent.name;
    let unnamed = parent.name.is_none() && source.name.is_none();
    let mind = matches!(
        found.relation,
        Relation::Believe | Relation::Suspect | Relation::Conclude | Relation::Suggest
    );
    pronoun && (first && !found.quoted || same || unnamed) && (first || mind)
}

impl Drafting<'_> {
    /// The claims that an attribution makes.
    fn of_attribution(&self, number: usize) -> Vec<Draft> {
        let reading = self.reading;
        let found = &reading.found[number];
        let deeper = self.family.deeper(number);
        let inner: Vec<Tokens> = deeper
            .into_iter()
            .filter(|&i| self.makes[i])
            .flat_map(|i| extents(&reading.found[i]))
            .collect();
        joined(reading, &found.content, found.quoted)
            .iter()
            .flat_map(|part| by_sentence(reading, part))
            .flat_map(|(sentence, piece)| {
                let piece = self.within_self_report(number, piece);
                let pieces = remainders(reading, piece, &inner);
                pieces.into_iter().map(move |range| (sentence, range))
            })
            .filter(|(sentence, range)| !cut::is_question(reading, *sentence, range))
            .map(|(sentence, range)| self.make(number, sentence, range))
            .collect()
    }

    /// "She said she believed P": the claim is P, where her report of her own mind opens the piece.
    fn within_self_report(&self, number: usize, piece: Tokens) -> Tokens {
        let found = self.reading.found;
        let own = self.family.children(number).iter().find(|&&i| {
            let opens = found[i].source.as_ref().is_some_and(|s| {
                let classes = self.reading.segments.classes[s.start];
                s.start == piece.start && classes & class::SPEAKER == 0
            });
            !self.makes[i] && found[i].asserts && opens
        });
        match own.and_then(|&i| found[i].content.first()) {
            Some(content) if piece.contains(&content.start) => content.start..piece.end,
            _ => piece,
        }
    }

    fn make(&self, number: usize, sentence: usize, tokens: Tokens) -> Draft {
        let mut lineage = self.family.lineage(number);
        lineage.retain(|&i| self.makes[i]);
        let attribution = |i: &usize| &self.attributions[*i];
        Draft {
            span: cover(self.reading, &tokens),
            sentence,
            polarity: net(lineage.iter().map(|i| attribution(i).polarity)),
            chain: lineage
                .iter()
                .map(|i| link(self.reading, *i, attribution(i)))
                .collect(),
            quoted: self.reading.found[number].quoted,
            lead: None,
            tokens,
        }
    }
}
