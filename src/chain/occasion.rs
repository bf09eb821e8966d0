//! Carries the channel that somebody spoke through over what he goes on to say: "He spoke to the Port Ledger. “…,” he said."

use super::names::Names;
use super::{Reading, channel};
use crate::attribute::{Found, Tokens};
use crate::types::{Attribution, Relation, SourceType, Via, ViaKind};

/// How many sentences on an occasion holds for a quotation.
const REACH: usize = 3;
/// How many it holds for other words.
const NEAR: usize = 1;

/// Who speaks on an occasion.
#[derive(Debug, Clone, PartialEq)]
enum Speaker {
    /// The source of an attribution, whose words in the same sentence have one channel.
    Named(String),
    /// Somebody named in the sentence that tells of the occasion.
    Among(Tokens),
}

/// An occasion that is under way.
#[derive(Debug, Clone)]
struct Held {
    via: Via,
    speaker: Speaker,
    /// The last sentence that was spoken on it.
    sentence: usize,
    /// Only what is written goes on with it.
    written: bool,
}

/// Gives attributions that name no channel that of the occasion on which their source speaks.
pub fn carry(reading: &Reading<'_>, names: &Names, attributions: &mut [Attribution]) {
    let mut told = reading.occasions.iter().peekable();
    let mut open: Option<Held> = None;
    for (attribution, found) in attributions.iter_mut().zip(reading.found) {
        while let Some(occasion) = told.next_if(|it| it.sentence <= found.sentence) {
            open = Some(Held {
                via: channel(reading, names, &occasion.channel),
                speaker: Speaker::Among(reading.segments.sentences[occasion.sentence].range()),
                sentence: occasion.sentence,
                written: occasion.written,
            });
        }
        let Some(name) = attribution.source.name.as_deref().filter(|_| found.asserts) else {
            continue;
        };
        if let Some(via) = &attribution.via {
            open = (via.kind == ViaKind::Outlet).then(|| Held {
                via: via.clone(),
                speaker: Speaker::Named(name.to_owned()),
                sentence: found.sentence,
                written: false,
            });
            continue;
        }
        let Some(held) = open.as_mut().filter(|it| speaks(names, reading, it, name)) else {
            continue;
        };
        if held.written && (found.relation != Relation::Report || found.sentence == held.sentence) {
            continue;
        }
        let reach = match (&held.speaker, attribution.quoted) {
            (Speaker::Named(_), _) => 0,
            (Speaker::Among(_), true) => REACH,
            (Speaker::Among(_), false) => NEAR,
        };
        let later = found.sentence > held.sentence && !held.written;
        let elsewhere = found.date.is_some() && later;
        if elsewhere || begins(reading, found) > held.sentence + reach {
            continue;
        }
        attribution.via = Some(held.via.clone());
        held.sentence = found.sentence;
    }
}

/// The sentence in which the words of an attribution begin.
fn begins(reading: &Reading<'_>, found: &Found) -> usize {
    let first = found.content.iter().map(|part| part.start).min();
    let number = |at| {
        let sentences = &reading.segments.sentences;
        sentences.partition_point(|sentence| sentence.range().end <= at)
    };
    first.map_or(found.sentence, |at| number(at).min(found.sentence))
}

/// Whether a source is who speaks on an occasion.
fn speaks(names: &Names, reading: &Reading<'_>, held: &Held, name: &str) -> bool {
    match &held.speaker {
        Speaker::Named(speaker) => speaker == name,
        Speaker::Among(tokens) => names.within(tokens).any(|mention| {
            let who = &names.referents[mention.who];
            let full = reading.segments.span(who.full.start, who.full.end);
            who.kind != SourceType::Outlet && full.of(&reading.input.text) == name
        }),
    }
}
