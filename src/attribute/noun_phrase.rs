//! Reads a noun phrase to the right of a token, with the description that stands beside it.

use super::Tokens;
use super::phrase::Phrase;
use crate::rules::inflect::form;
use crate::rules::lexicon::{Classes, Part, class};
use crate::scan::{touching, within};
use crate::segment::Shape;

/// The longest bracket, in tokens, that belongs to a name ("(ISW)").
const BRACKET: usize = 8;
/// The longest description between commas, in tokens.
const DESCRIPTION: usize = 24;

/// Words that tell time or calendar: no part of a source.
const CALENDAR: Classes = class::WEEKDAY | class::MONTH | class::TIME;

/// The noun phrase that begins at `start`, up to what cannot belong to it. Empty where none begins there.
pub fn read(phrase: &Phrase<'_>, start: usize) -> Tokens {
    let mut at = start;
    while at < phrase.end {
        if phrase.is(at, b'(') {
            match bracket_end(phrase, at) {
                Some(end) if at > start => at = end,
                _ => break,
            }
        } else if let Some(end) = access_end(phrase, at).filter(|_| at > start) {
            at = end;
        } else if stops(phrase, start, at) {
            break;
        } else {
            at += 1;
        }
    }
    while at > start && ends_badly(phrase, at - 1) {
        at -= 1;
    }
    start..at
}

/// The noun phrase at `start` with the descriptions that follow it between commas ("Elena Brandt, a spokeswoman for Norvik Steel").
pub fn read_described(phrase: &Phrase<'_>, start: usize) -> Tokens {
    let head = read(phrase, start);
    if head.is_empty() {
        return head;
    }
    start..ends(phrase, head.end).last().unwrap_or(head.end)
}

/// Where the noun phrase may end whose head ends at `end`: there, and after each description.
pub fn ends(phrase: &Phrase<'_>, end: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(end), |&end| description_end(phrase, end))
}

/// The end of a description that begins with the comma at `comma`; `None` where what follows is none.
pub fn description_end(phrase: &Phrase<'_>, comma: usize) -> Option<usize> {
    if !phrase.is(comma, b',') {
        return None;
    }
    let start = comma + 1;
    let mut end = start;
    while end < phrase.end && end - start <= DESCRIPTION && !phrase.is_mark(end) {
        if phrase.is_finite(end) || phrase.has_class(end, class::SUBORDINATOR) && end == start {
            return None;
        }
        end += 1;
    }
    // A mark inside a name ("&", "'", "/") or a bracket does not end it.
    let bounded = end >= phrase.end
        || matches!(
            phrase.shape(end),
            Some(Shape::Mark(b',' | b'.' | b'"' | b';' | b':' | b'-'))
        );
    (bounded && end > start && describes(phrase, start..end)).then_some(end)
}

/// Whether words between commas describe the name before them: an age, an article or "of" that opens them, an office.
pub fn describes(phrase: &Phrase<'_>, range: Tokens) -> bool {
    let first = range.start;
    if range.len() == 1 {
        let name = phrase.is_capital(first)
            && !phrase.has_class(
                first,
                CALENDAR | class::NATION | class::DEMONYM | class::PRONOUN,
            );
        return phrase.shape(first) == Some(Shape::Number)
            || phrase.has_class(first, class::SUFFIX)
            || name;
    }
    if phrase.has_class(
        first,
        class::RELATIVE | class::CONJUNCTION | class::SUBORDINATOR,
    ) || phrase.word(first).ends_with("ing")
        || phrase.has_class(first, class::MEDIUM) && phrase.is_lower(first)
    {
        return false;
    }
    if range.len() <= 5
        && range
            .clone()
            .all(|at| phrase.is_capital(at) || phrase.abbreviates(at))
        && !phrase.has_class(first, CALENDAR)
    {
        return true;
    }
    let opens = phrase.has_class(first, class::DETERMINER | class::POSSESSIVE)
        || phrase.shape(first) == Some(Shape::Number)
        || phrase.is_word(first, "of");
    let office = phrase.source_hits(range.clone()).next().is_some()
        || range
            .clone()
            .any(|at| phrase.has_class(at, class::TITLE | class::OFFICE));
    let early = range.start..range.end.min(range.start + 6);
    (opens && !phrase.has_class(first, CALENDAR))
        && (office || phrase.is_capital(first) || range.len() >= 2)
        || office
            && early.clone().any(|at| {
                phrase.has_class(at, class::OFFICE | class::TITLE)
                    || phrase.source_hits(at..at + 1).next().is_some()
            })
}

/// The token after a short bracket that opens at `open`.
pub fn bracket_end(phrase: &Phrase<'_>, open: usize) -> Option<usize> {
    (open + 1..phrase.high.min(open + 1 + BRACKET))
        .find(|&at| phrase.is(at, b')'))
        .map(|close| close + 1)
}

/// Whether token `at` cannot belong to the noun phrase that began at `start`.
fn stops(phrase: &Phrase<'_>, start: usize, at: usize) -> bool {
    match phrase.shape(at) {
        None => true,
        Some(Shape::Mark(b'.')) if phrase.abbreviates(at) => false,
        Some(Shape::Mark(mark)) => {
            !matches!(mark, b'&' | b'/' | b'$' | b'%' | b'#') && !phrase.possessive_clitic(at)
        }
        Some(_) if at == start => {
            phrase.has_class(
                at,
                class::SUBORDINATOR
                    | class::CONJUNCTION
                    | class::BE
                    | class::HAVE
                    | class::DO
                    | class::MODAL,
            ) && !phrase.has_class(at, class::PRONOUN | class::RELATIVE | class::DETERMINER)
        }
        Some(_) => !phrase.goes_on_name(at) && stops_inside(phrase, start, at),
    }
}

fn stops_inside(phrase: &Phrase<'_>, start: usize, at: usize) -> bool {
    if phrase.has_class(start, class::PERSONAL) && start + 1 == at {
        return true;
    }
    let finite = phrase.is_finite(at) && !is_noun(phrase, start, at);
    if finite || gerund_cue(phrase, at) || phrase.opens_quote(at) {
        return true;
    }
    if phrase.shape(at) == Some(Shape::Number)
        && phrase.is_lower(at - 1)
        && phrase.source_hits(at - 1..at).next().is_some()
    {
        return true;
    }
    let time = phrase.has_class(at, class::TIME | class::MONTH)
        && !phrase.has_class(at - 1, class::DETERMINER | class::POSSESSIVE);
    if (time || phrase.has_class(at, class::WEEKDAY)) && !phrase.in_name(at) {
        return true;
    }
    if phrase.has_class(at, class::PREPOSITION) {
        return leaves(phrase, start, at);
    }
    if phrase.has_class(at, class::CONJUNCTION) {
        return !coordinates(phrase, at);
    }
    if phrase.has_class(at, class::SUBORDINATOR) || phrase.has_class(at, class::RELATIVE) {
        return true;
    }
    phrase.has_class(at, class::DETERMINER)
        && !phrase.has_class(
            at - 1,
            class::PREPOSITION | class::CONJUNCTION | class::DETERMINER,
        )
        || phrase.has_class(at, class::PERSONAL)
        || phrase.is_adverb(at) && !phrase.is_lower(at + 1)
}

/// Whether a word that may be a verb is a noun here: "a media | report", where the verb would be "reports".
fn is_noun(phrase: &Phrase<'_>, start: usize, at: usize) -> bool {
    let one = phrase.is_word(start, "a") || phrase.is_word(start, "an");
    let mut cues = within(&phrase.hits.cues, at, at + 1).iter().peekable();
    one && cues.peek().is_some() && cues.all(|hit| hit.part == Part::Noun || hit.form == form::BASE)
}

fn gerund_cue(phrase: &Phrase<'_>, at: usize) -> bool {
    within(&phrase.hits.cues, at, at + 1)
        .iter()
        .any(|hit| hit.part == Part::Verb && hit.form & form::GERUND != 0)
}

/// Whether the preposition at `at` leads out of the noun phrase: to a time, a channel, or away from a person's name.
fn leaves(phrase: &Phrase<'_>, start: usize, at: usize) -> bool {
    // "people familiar | with the talks": within words that describe a source.
    let mut describing = touching(&phrase.hits.sources, phrase.low, at..at + 1);
    if phrase.is_word(at, "of") || describing.any(|hit| (hit.start as usize) < at) {
        return false;
    }
    let object = at + 1..phrase.end.min(at + 5);
    let first = object.start;
    let timed = object
        .clone()
        .take(3)
        .any(|i| phrase.has_class(i, CALENDAR))
        || phrase.shape(first) == Some(Shape::Number) && !phrase.is_word(at, "for");
    let channel = object.clone().any(|i| phrase.channel_at(i));
    if timed
        || channel
        || phrase.has_class(
            first,
            class::OBJECT | class::CONJUNCTION | class::SUBORDINATOR,
        ) && !phrase.has_class(first, class::POSSESSIVE | class::DETERMINER)
    {
        return true;
    }
    if phrase.is_word(at, "to") && phrase.has_class(at - 1, class::BODY) && phrase.is_capital(first)
    {
        return false;
    }
    if phrase.is_word(at, "to")
        && phrase.is_lower(first)
        && !phrase.has_class(first, class::DETERMINER | class::POSSESSIVE)
    {
        return true;
    }
    let named = (start..at).all(|i| {
        phrase.is_capital(i) || phrase.has_class(i, class::PARTICLE) || phrase.is(i, b'.')
    });
    if named && phrase.has_class(at - 1, class::BODY) && phrase.is_capital(first) {
        return false;
    }
    if named {
        return !["of", "from", "for", "at"]
            .iter()
            .any(|word| phrase.is_word(at, word));
    }
    let inner = [
        "for",
        "from",
        "at",
        "with",
        "to",
        "on",
        "in",
        "by",
        "within",
        "inside",
        "close",
        "near",
        "against",
        "about",
        "like",
        "including",
        "under",
        "into",
    ];
    !inner.iter().any(|word| phrase.is_word(at, word))
}

/// Whether "and" at `at` joins two noun phrases: something nominal follows, with no finite verb of its own before a mark.
fn coordinates(phrase: &Phrase<'_>, at: usize) -> bool {
    let next = at + 1;
    let nominal = phrase.is_capital(next)
        || phrase.has_class(next, class::DETERMINER | class::POSSESSIVE)
        || phrase
            .source_hits(next..phrase.end.min(next + 3))
            .next()
            .is_some();
    nominal && !phrase.is_finite(next)
}

/// The end of a relative clause at `at` that tells a source's access ("who asked not to be named").
fn access_end(phrase: &Phrase<'_>, at: usize) -> Option<usize> {
    access_in(phrase, at..phrase.end.min(at + 8))
}

/// Where the words end in a relative clause that tell a source's access or that its name is withheld.
pub fn access_in(phrase: &Phrase<'_>, range: Tokens) -> Option<usize> {
    if !phrase.has_class(range.start, class::RELATIVE) {
        return None;
    }
    phrase
        .source_hits(range)
        .find(|hit| phrase.lexicon.sources[hit.rule as usize].placed)
        .map(|hit| hit.end as usize)
}

/// Tokens that a noun phrase does not end with.
fn ends_badly(phrase: &Phrase<'_>, at: usize) -> bool {
    phrase.has_class(
        at,
        class::PREPOSITION
            | class::CONJUNCTION
            | class::DETERMINER
            | class::ADVERB
            | class::NEGATION,
    ) && !phrase.has_class(at, class::PRONOUN | class::RELATIVE)
        && !phrase.is_capital(at)
        || phrase.is_adverb(at) && phrase.is_lower(at)
}
