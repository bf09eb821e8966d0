//! Finds the outlet that an article credits for its text: "Source: X", "Reprinted from X", "Read the rest at X".

use super::{Reading, channel};
use crate::attribute::{Channel, Tokens};
use crate::rules::lexicon::class;
use crate::scan;
use crate::types::{SourceType, Via, ViaKind};

/// The one outlet that the credits of a document name beside its publisher; none where they name several.
pub fn credited(reading: &Reading<'_>) -> Option<Via> {
    let credits = credits(reading);
    if !credits.contains(&true) {
        return None;
    }
    let publisher = reading.input.publisher.as_deref();
    let known = publisher.and_then(|name| reading.rules.lexicon.name_called(name));
    let own = known.map(|entry| entry.name.as_str()).or(publisher);
    let others = outlets(reading, &credits).into_iter();
    let mut others = others.filter(|via| via.name.as_deref() != own);
    let first = others.next()?;
    others
        .all(|other| other.name == first.name)
        .then_some(first)
}

/// Which sentences are credits, by the rules that dropped them.
fn credits(reading: &Reading<'_>) -> Vec<bool> {
    let mut drops = reading
        .dropped
        .iter()
        .filter(|drop| reading.rules.boilerplate.credits(&drop.rule))
        .peekable();
    let sentences = reading.segments.sentences.iter();
    let credits = sentences.map(|sentence| {
        while drops
            .next_if(|drop| drop.span.end <= sentence.span.start)
            .is_some()
        {}
        drops
            .peek()
            .is_some_and(|drop| drop.span.start < sentence.span.end)
    });
    credits.collect()
}

/// The outlets that these sentences name: those of the registry, and names that end as those of outlets do.
fn outlets(reading: &Reading<'_>, credits: &[bool]) -> Vec<Via> {
    let lexicon = &reading.rules.lexicon;
    let text = &reading.input.text;
    let names = scan::scan(text, reading.segments, credits, lexicon).names;
    let known = names.iter().map(|hit| Channel {
        tokens: hit.start as usize..hit.end as usize,
        kind: ViaKind::Outlet,
        name: Some(hit.rule),
    });
    let is_known = |at: usize| {
        names
            .iter()
            .any(|hit| (hit.start as usize..hit.end as usize).contains(&at))
    };
    let sentences = reading.segments.sentences.iter().zip(credits);
    let unknown = sentences
        .filter(|(_, credit)| **credit)
        .flat_map(|(sentence, _)| runs(reading, sentence.range()))
        .filter(|run| !run.clone().any(is_known) && ends_as_outlet(reading, run))
        .map(|tokens| Channel {
            tokens,
            kind: ViaKind::Outlet,
            name: None,
        });
    known
        .filter(|it| is_outlet(reading, it))
        .chain(unknown)
        .map(|it| channel(reading, &it))
        .collect()
}

fn is_outlet(reading: &Reading<'_>, channel: &Channel) -> bool {
    let names = &reading.rules.lexicon.names;
    let kind = channel.name.map(|rule| names[rule as usize].r#type);
    kind == Some(SourceType::Outlet)
}

/// The runs of words with a capital, of more than one word.
fn runs<'a>(reading: &'a Reading<'_>, range: Tokens) -> impl Iterator<Item = Tokens> + use<'a> {
    let tokens = &reading.segments.tokens;
    let mut at = range.start;
    std::iter::from_fn(move || {
        let start = (at..range.end).find(|&it| tokens[it].is_capital())?;
        let length = (start..range.end).take_while(|&it| tokens[it].is_capital());
        at = start + length.count();
        Some(start..at)
    })
    .filter(|run| run.len() > 1)
}

fn ends_as_outlet(reading: &Reading<'_>, run: &Tokens) -> bool {
    reading.segments.classes[run.end - 1] & class::OUTLET_BODY != 0
}
