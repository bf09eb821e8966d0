//! Finds the outlet that an article credits for its text: "Source: X", "Reprinted from X", "Read the rest at X".

use super::names::Names;
use super::{Reading, channel};
use crate::attribute::{Channel, Tokens};
use crate::rules::lexicon::Hit;
use crate::scan;
use crate::types::{Span, Via, ViaKind};

/// The outlet that the credits of a document name beside its publisher. Where one line names several, these words without
/// a name, for the text came through one of them; none where several lines do.
pub fn credited(reading: &Reading<'_>, names: &Names) -> Option<Via> {
    let credits: Vec<Span> = reading
        .dropped
        .iter()
        .filter(|drop| reading.rules.boilerplate.credits(&drop.rule))
        .map(|drop| drop.span)
        .collect();
    if credits.is_empty() {
        return None;
    }
    let publisher = reading.input.publisher.as_deref();
    let known = publisher.and_then(|name| reading.rules.lexicon.name_called(name));
    let own = known.map(|entry| entry.name.as_str()).or(publisher);
    let mut others = outlets(reading, names, &credits);
    others.retain(|via| via.name.as_deref() != own);
    let first = others.first()?.clone();
    let mut sentences = reading.segments.sentences.iter();
    let line = sentences.find(|sentence| sentence.span.contains(first.span))?;
    let items: Vec<Span> = items(reading, line.range()).collect();
    if items.len() < 2 && others.iter().all(|other| other.name == first.name) {
        return Some(first);
    }
    let listed = others.iter().all(|other| line.span.contains(other.span));
    let all = items.into_iter().reduce(Span::cover);
    listed.then_some(Via {
        span: all.map_or(first.span, |all| all.cover(first.span)),
        name: None,
        ..first
    })
}

/// What a credit lists: runs of words with a capital after its colon or a comma.
fn items(reading: &Reading<'_>, range: Tokens) -> impl Iterator<Item = Span> {
    let segments = reading.segments;
    let listed = |run: &Tokens| {
        let before = run.start.checked_sub(1);
        before.is_some_and(|at| segments.tokens[at].is(b',') || segments.tokens[at].is(b':'))
    };
    runs(reading, before_slash(reading, range))
        .filter(listed)
        .map(|run| segments.span(run.start, run.end))
}

/// The outlets that credits name: those of the registry, and names that end as those of outlets do.
fn outlets(reading: &Reading<'_>, referents: &Names, credits: &[Span]) -> Vec<Via> {
    let sentences = &reading.segments.sentences;
    let is_credit = |span: Span| credits.iter().any(|credit| credit.contains(span));
    let mask: Vec<bool> = sentences.iter().map(|s| is_credit(s.span)).collect();
    let (text, lexicon) = (&reading.input.text, &reading.rules.lexicon);
    let names = scan::scan(text, reading.segments, &mask, lexicon).names;
    let tokens = |hit: &Hit| hit.start as usize..hit.end as usize;
    let credited = |hit: &Hit| {
        let number = sentences.partition_point(|s| s.range().end <= hit.start as usize);
        before_slash(reading, sentences[number].range()).contains(&(hit.start as usize))
    };
    let known = names
        .iter()
        .filter(|hit| lexicon.is_outlet(hit) && credited(hit));
    let known = known.map(|hit| (tokens(hit), Some(hit.rule)));
    let is_known = |at: usize| names.iter().any(|hit| tokens(hit).contains(&at));
    let unknown = sentences
        .iter()
        .zip(&mask)
        .filter(|(_, credit)| **credit)
        .flat_map(|(sentence, _)| runs(reading, before_slash(reading, sentence.range())))
        .filter(|run| !run.clone().any(is_known))
        .map(|run| (run, None));
    let vias = known.chain(unknown).map(|(tokens, name)| {
        let kind = ViaKind::Outlet;
        channel(reading, referents, &Channel { tokens, kind, name })
    });
    let mut vias: Vec<Via> = vias.filter(|via| via.name.is_some()).collect();
    vias.sort_by_key(|via| via.span.start);
    vias
}

/// A credit up to a slash with space round it, after which another begins ("Sources: Port Ledger / Photo: Ana Lind").
fn before_slash(reading: &Reading<'_>, range: Tokens) -> Tokens {
    let tokens = &reading.segments.tokens;
    let spaced = |&at: &usize| {
        tokens[at].is(b'/') && at > range.start && tokens[at - 1].span.end < tokens[at].span.start
    };
    let end = range.clone().find(spaced).unwrap_or(range.end);
    range.start..end
}

/// The runs of words with a capital.
fn runs<'a>(reading: &'a Reading<'_>, range: Tokens) -> impl Iterator<Item = Tokens> + use<'a> {
    let tokens = &reading.segments.tokens;
    let mut at = range.start;
    std::iter::from_fn(move || {
        let start = (at..range.end).find(|&it| tokens[it].is_capital())?;
        let length = (start..range.end).take_while(|&it| tokens[it].is_capital());
        at = start + length.count();
        Some(start..at)
    })
}
