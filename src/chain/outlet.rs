//! Finds the outlet that a source spoke to or in, where the frame of its cue has named no outlet.

use super::Reading;
use crate::attribute::{Channel, Found, Tokens};
use crate::rules::file::Frame;
use crate::rules::lexicon::{Hit, class};
use crate::scan::within;
use crate::types::{SourceType, ViaKind};

/// The outlet named round an attribution, outside its source and content: after a preposition ("on CNN", "in an
/// interview with Variety") or straight after the cue ("told CNN").
pub fn beside(reading: &Reading<'_>, found: &Found) -> Option<Channel> {
    let cue = found.cue.as_ref()?;
    let room = room(reading, found, cue);
    within(&reading.hits.names, room.start, room.end)
        .iter()
        .filter(|hit| is_outlet(reading, hit))
        .filter(|hit| is_free(found, hit) || is_addressed(reading, found, cue, hit))
        .filter(|hit| !is_of_another(reading, found, cue, hit))
        .find_map(|hit| channel(reading, cue, hit))
}

/// The tokens that belong to an attribution: the content around it, or its sentence.
fn room(reading: &Reading<'_>, found: &Found, cue: &Tokens) -> Tokens {
    let around = found.parent.and_then(|parent| {
        let mut parts = reading.found[parent].content.iter();
        parts.find(|part| part.contains(&cue.start))
    });
    around
        .cloned()
        .unwrap_or_else(|| reading.segments.sentences[found.sentence].range())
}

/// Whether a name of the registry is an outlet's.
pub fn is_outlet(reading: &Reading<'_>, hit: &Hit) -> bool {
    reading.rules.lexicon.names[hit.rule as usize].r#type == SourceType::Outlet
}

/// Whether a name is neither in the source nor in the content.
fn is_free(found: &Found, hit: &Hit) -> bool {
    let start = hit.start as usize;
    !found
        .source
        .iter()
        .chain(&found.content)
        .any(|span| span.contains(&start))
}

/// Whether a name stands straight after a cue that takes an addressee ("told CNN what he would do"), though the content
/// begins there.
fn is_addressed(reading: &Reading<'_>, found: &Found, cue: &Tokens, hit: &Hit) -> bool {
    let rule = reading.rules.lexicon.cue(&found.rule);
    let addresses = rule.is_some_and(|rule| rule.frames.contains(&Frame::Addressee));
    let between = cue.end..hit.start as usize;
    let article = |at: usize| reading.segments.classes[at] & class::DETERMINER != 0;
    addresses && hit.start as usize >= cue.end && between.into_iter().all(article)
}

/// Whether another attribution of the sentence has the name as its source, or its cue nearer to it.
fn is_of_another(reading: &Reading<'_>, found: &Found, cue: &Tokens, hit: &Hit) -> bool {
    let start = hit.start as usize;
    let is_taken = |other: &Found| {
        let nearer = |other: &Tokens| other.start.abs_diff(start) < cue.start.abs_diff(start);
        let speaks = |source: &Tokens| source.contains(&start);
        other.cue.as_ref().is_some_and(nearer) || other.source.as_ref().is_some_and(speaks)
    };
    let mut sentence = reading
        .found
        .iter()
        .filter(|f| f.sentence == found.sentence);
    sentence.any(is_taken)
}

/// The words of the channel: the name with the articles before it.
fn channel(reading: &Reading<'_>, cue: &Tokens, hit: &Hit) -> Option<Channel> {
    let is = |at: usize, bits: u64| reading.segments.classes[at] & bits != 0;
    let name = hit.start as usize;
    let before = (0..name).rev().take_while(|&at| is(at, class::DETERMINER));
    let start = name - before.count();
    let follows_cue = start == cue.end;
    let after_preposition = start > 0 && is(start - 1, class::PREPOSITION);
    (follows_cue || after_preposition).then_some(Channel {
        tokens: start..hit.end as usize,
        kind: ViaKind::Outlet,
        name: Some(hit.rule),
    })
}
