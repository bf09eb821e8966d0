//! Headlines: "China to cross 'red line' – US ambassador", "Mayor: tender is off".

use super::phrase::Phrase;
use super::{Found, Tokens};
use crate::rules::lexicon::class;
use crate::segment::Shape;
use crate::types::Relation;

/// The longest source in a headline, in tokens.
const LONGEST: usize = 7;

/// Adds the attribution that a heading's dash or colon makes.
pub fn find(phrase: &Phrase<'_>, found: &mut Vec<Found>) {
    if !phrase.is_heading() {
        return;
    }
    let made = dash(phrase)
        .map(|(s, c)| (s, c, "a headline's dash"))
        .or_else(|| colon(phrase).map(|(s, c)| (s, c, "a headline's colon")));
    if let Some((source, content, because)) = made {
        let mut attribution = Found::new(phrase.sentence, Relation::Say, "", because);
        attribution.source = Some(source);
        attribution.content.push(phrase.trimmed(content));
        found.push(attribution);
    }
}

/// "C – S".
fn dash(phrase: &Phrase<'_>) -> Option<(Tokens, Tokens)> {
    let at = (phrase.low..phrase.high)
        .rev()
        .find(|&at| is_spaced_dash(phrase, at))?;
    let source = at + 1..phrase.high;
    (at > phrase.low + 2 && speaks(phrase, source.clone())).then_some((source, phrase.low..at))
}

/// "S: C" or "C: S".
fn colon(phrase: &Phrase<'_>) -> Option<(Tokens, Tokens)> {
    let at = (phrase.low..phrase.high).find(|&at| phrase.is(at, b':'))?;
    let (left, right) = (phrase.low..at, at + 1..phrase.high);
    if right.len() > 2
        && speaks(phrase, left.clone())
        && !phrase.opens_quote(phrase.low)
        && phrase.any_finite(right.clone())
    {
        return Some((left, right));
    }
    (left.len() > 3 && speaks(phrase, right.clone())).then_some((right, left))
}

/// Whether a dash with space round it, or a long one, stands at `at`.
pub fn is_spaced_dash(phrase: &Phrase<'_>, at: usize) -> bool {
    if !phrase.is(at, b'-') {
        return false;
    }
    let span = phrase.segments.tokens[at].span;
    let glued = at > phrase.low && phrase.segments.tokens[at - 1].span.end == span.start;
    !glued || span.len() > 1
}

/// Whether the words can be a headline's source: short, no verb, a source noun, a name of the registry, or an office.
fn speaks(phrase: &Phrase<'_>, range: Tokens) -> bool {
    let short = !range.is_empty() && range.len() <= LONGEST;
    let plain = range
        .clone()
        .all(|at| !phrase.is_mark(at) || phrase.is(at, b'&') || phrase.possessive_clitic(at))
        && range
            .clone()
            .all(|at| phrase.shape(at) != Some(Shape::Number));
    let known = phrase.source_hits(range.clone()).next().is_some()
        || phrase
            .name_in(range.clone())
            .is_some_and(|hit| (hit.end - hit.start) as usize + 1 >= range.len())
        || range.clone().any(|at| phrase.has_class(at, class::OFFICE));
    short && plain && known && !phrase.any_finite(range)
}
