//! Reads what stands beside a cue: whom the source addressed, and the day that it spoke.

use super::Tokens;
use super::noun_phrase;
use super::phrase::Phrase;
use crate::rules::lexicon::class;
use crate::segment::Shape;

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
