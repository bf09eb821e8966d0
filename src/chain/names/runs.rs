//! Runs of capitalised words: where a name begins and ends.

use crate::attribute::Tokens;
use crate::rules::lexicon::class;
use crate::segment::{Segments, Shape};

/// The end of a run of capitalised words that begins at `at`, with particles inside it; `at` where none begins.
pub fn name_end(segments: &Segments, at: usize, range: &Tokens) -> usize {
    if !names(segments, at) {
        return at;
    }
    let mut end = at + 1;
    while end < range.end {
        if names(segments, end) {
            end += 1;
        } else if joins_body(segments, at, end, range)
            || joins_name(segments, end) && end + 1 < range.end && names(segments, end + 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// A capitalised word that may be part of a name: no weekday, month, pronoun or function word.
fn names(segments: &Segments, at: usize) -> bool {
    let plain = class::WEEKDAY
        | class::NO_NAME
        | class::PRONOUN
        | class::DETERMINER
        | class::SUBORDINATOR
        | class::PREPOSITION
        | class::CONJUNCTION
        | class::POSSESSIVE
        | class::MODAL
        | class::BE
        | class::HAVE
        | class::DO;
    segments.tokens[at].is_capital()
        && segments.classes[at] & plain == 0
        && (segments.classes[at] & class::MONTH == 0
            || segments.classes[at] & class::FIRST_NAME != 0)
}

/// "Pew Internet and American Life Project", "Ministry of Trade and Industry": "and" inside the name of a body, which its
/// last or its first word tells.
fn joins_body(segments: &Segments, start: usize, at: usize, range: &Tokens) -> bool {
    let is_body = |i: usize| segments.classes[i] & class::BODY != 0;
    if segments.classes[at] & class::CONJUNCTION == 0 || at < start + 2 {
        return false;
    }
    let run = (at + 1..range.end).take_while(|&i| segments.tokens[i].is_capital());
    let of = segments.classes[start + 1] & class::OF != 0;
    match run.last() {
        Some(last) if is_body(start) => of && last == at + 1 && names(segments, last),
        Some(last) => last > at + 1 && is_body(last) && !(start..at).any(is_body),
        None => false,
    }
}

/// Lower-case particles of personal names; "of" and "for" join names of bodies.
fn joins_name(segments: &Segments, at: usize) -> bool {
    let token = segments.tokens[at];
    let initial = token.is(b'.') && at > 0 && segments.tokens[at - 1].span.len() <= 2;
    let particle = token.shape == Shape::Lower
        && segments.classes[at] & class::PARTICLE != 0
        && segments.classes[at] & (class::CONJUNCTION | class::DETERMINER) == 0;
    let preposition = segments.classes[at] & class::PREPOSITION != 0;
    let body = at > 0 && segments.classes[at - 1] & class::BODY != 0;
    initial || particle && (!preposition || body)
}

/// What follows the last title or office in a run of capitalised words ("Israeli Prime Minister" Benjamin Netanyahu).
pub fn skip_titles(segments: &Segments, at: usize, end: usize) -> usize {
    let title = |i: &usize| segments.classes[*i] & (class::TITLE | class::OFFICE) != 0;
    let Some(last) = (at..end.saturating_sub(1)).rev().find(title) else {
        return at;
    };
    let next = last + 1 + usize::from(segments.tokens[last + 1].is(b'.'));
    if next < end { next } else { at }
}

/// An ordinary word that opens a sentence or quotation with a capital is no name ("Officials Smith and …").
pub fn skip_opening(segments: &Segments, at: usize, end: usize) -> usize {
    let known =
        at < end && segments.classes[at] & (class::ADVERB | class::FINITE | class::OFFICE) != 0;
    at + usize::from(known)
}
