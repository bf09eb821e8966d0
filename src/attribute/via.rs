//! Finds the channel that a source spoke through and the day that it spoke.

use super::Tokens;
use super::noun_phrase;
use super::phrase::Phrase;
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::segment::Shape;
use crate::types::{SourceType, ViaKind};

/// A channel in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its words.
    pub tokens: Tokens,
    /// What kind.
    pub kind: ViaKind,
    /// The registry entry of the outlet or platform.
    pub name: Option<u32>,
}

/// The addressee of "told X": its tokens, empty where there is none.
pub fn addressee(phrase: &Phrase<'_>, start: usize) -> Tokens {
    let range = noun_phrase::read(phrase, start);
    let opens = phrase.has_class(
        start,
        class::DETERMINER | class::POSSESSIVE | class::OBJECT | class::TITLE,
    ) || phrase.is_capital(start)
        || phrase.is_lower(start)
            && !phrase.has_class(
                start,
                class::SUBORDINATOR | class::PREPOSITION | class::PERSONAL,
            )
            && !phrase.is_finite(start);
    if !opens || range.is_empty() {
        return start..start;
    }
    if phrase.has_class(start, class::OBJECT) {
        return start..start + 1;
    }
    range
}

/// The channel that an addressee is, where it is an outlet or a programme.
pub fn of_addressee(phrase: &Phrase<'_>, range: Tokens) -> Option<Channel> {
    if range.is_empty() {
        return None;
    }
    let outlet = within(&phrase.hits.names, range.start, range.end)
        .iter()
        .find(|hit| phrase.lexicon.names[hit.rule as usize].r#type == SourceType::Outlet);
    if let Some(hit) = outlet {
        return Some(Channel {
            tokens: range,
            kind: ViaKind::Outlet,
            name: Some(hit.rule),
        });
    }
    let known = phrase
        .source_hits(range.clone())
        .any(|hit| phrase.lexicon.sources[hit.rule as usize].r#type == Some(SourceType::Outlet));
    let noun = within(&phrase.hits.channels, range.start, range.end)
        .iter()
        .any(|hit| phrase.lexicon.channels[hit.rule as usize].kind == ViaKind::Outlet);
    let last = range.end - 1;
    let body = phrase.is_capital(last) && phrase.has_class(last, class::OUTLET_BODY);
    (known || noun || body).then_some(Channel {
        tokens: range,
        kind: ViaKind::Outlet,
        name: None,
    })
}

/// The first channel named in `range` after a preposition ("in a statement", "on Telegram", "at a news conference").
pub fn in_adjuncts(phrase: &Phrase<'_>, range: Tokens) -> Option<Channel> {
    within(&phrase.hits.channels, range.start, range.end)
        .iter()
        .find_map(|hit| {
            let head = hit.start as usize;
            let preposition = (range.start..head).rev().take(8).find(|&at| {
                phrase.has_class(at, class::PREPOSITION) && !phrase.is_word(at, "of")
            })?;
            let tokens = noun_phrase::read(phrase, preposition + 1);
            let end = tokens.end.max(hit.end as usize);
            Some(Channel {
                tokens: preposition + 1..end,
                kind: phrase.lexicon.channels[hit.rule as usize].kind,
                name: None,
            })
        })
}

/// The day named in `range` ("on February 23", "Tuesday").
pub fn date(phrase: &Phrase<'_>, range: Tokens) -> Option<Tokens> {
    let start = range
        .clone()
        .find(|&at| phrase.has_class(at, class::WEEKDAY | class::MONTH) && phrase.is_capital(at))?;
    let before = start > range.start && phrase.shape(start - 1) == Some(Shape::Number);
    let mut end = start + 1;
    while end < range.end
        && (phrase.shape(end) == Some(Shape::Number)
            || phrase.has_class(end, class::MONTH) && phrase.is_capital(end))
    {
        end += 1;
    }
    Some(start - usize::from(before)..end)
}

/// One past the addressee of a cue that takes one; the cue's end otherwise.
pub fn addressee_end(phrase: &Phrase<'_>, cue: &super::phrase::Cue<'_>) -> usize {
    if cue.has(crate::rules::file::Frame::Addressee) {
        addressee(phrase, cue.end).end.max(cue.end)
    } else {
        cue.end
    }
}
