//! The channels that a sentence names, as phrases: after a preposition, or issued by a verb.

use super::Channel;
use crate::attribute::phrase::Phrase;
use crate::attribute::{Tokens, meet, noun_phrase};
use crate::rules::lexicon::{Hit, class};
use crate::scan::within;
use crate::types::ViaKind;

/// How many tokens before its noun the preposition of a channel stands at most.
const LEFT: usize = 8;

/// The longest title of a programme in quotation marks, in tokens.
const TITLE: usize = 6;

/// How many tokens before its cue the noun of what is issued stands at most.
const ISSUED: usize = 10;

/// The channels of a sentence after a preposition, in its order.
pub fn all(phrase: &Phrase<'_>) -> Vec<Channel> {
    let nouns = within(&phrase.hits.channels, phrase.low, phrase.high);
    let names = within(&phrase.hits.names, phrase.low, phrase.high);
    let mut all: Vec<Channel> = nouns
        .iter()
        .filter(|hit| {
            !describes_noun(phrase, hit.end as usize)
                && phrase.channel_at(hit.start as usize)
                && !phrase.is_finite(hit.start as usize)
        })
        .filter_map(|hit| of_noun(phrase, hit))
        .collect();
    for hit in names.iter().filter(|hit| phrase.lexicon.is_outlet(hit)) {
        let at = hit.start as usize;
        match all.iter_mut().find(|it| it.tokens.contains(&at)) {
            Some(held) => {
                held.kind = ViaKind::Outlet;
                held.name = Some(hit.rule);
                held.tokens.end = held.tokens.end.max(hit.end as usize);
            }
            None if describes_noun(phrase, hit.end as usize) => {}
            None => all.extend(of_name(phrase, tokens_of(hit), Some(hit.rule))),
        }
    }
    for name in unknown(phrase) {
        if !all.iter().any(|it| meet(&it.tokens, &name)) {
            all.extend(of_name(phrase, name, None));
        }
    }
    all
}

/// "S issued | a report | saying": what S issued, where it ends right before token `at`, the times between aside.
pub fn issued(phrase: &Phrase<'_>, at: usize) -> Option<Tokens> {
    let from = at.saturating_sub(ISSUED).max(phrase.low);
    let noun = within(&phrase.hits.channels, from, at)
        .iter()
        .find(|hit| phrase.channel_at(hit.start as usize))?;
    let start = described_from(phrase, noun.start as usize);
    let particle = start > phrase.low && phrase.has_class(start - 1, class::VERB_PARTICLE);
    let verb = start.checked_sub(1 + usize::from(particle))?;
    let end = made_by(phrase, with_party(phrase, noun.end as usize));
    let name = |hit: &&Hit| (hit.start as usize) < end && end < hit.end as usize;
    let name = within(&phrase.hits.names, start, end).iter().find(name);
    let end = name.map_or(end, |hit| hit.end as usize);
    let timed = (end..at).all(|i| {
        phrase.has_class(
            i,
            class::TIME | class::MONTH | class::WEEKDAY | class::DETERMINER,
        ) || phrase.is_word(i, "that")
    });
    let issues = verb >= phrase.low && phrase.has_class(verb, class::ISSUING);
    (issues && phrase.has_class(start, class::DETERMINER) && timed).then_some(start..end)
}

/// The first outlet of the registry that is named in `tokens`.
pub(super) fn outlet_in<'a>(phrase: &Phrase<'a>, tokens: &Tokens) -> Option<&'a Hit> {
    let mut names = within(&phrase.hits.names, tokens.start, tokens.end).iter();
    names.find(|hit| phrase.lexicon.is_outlet(hit))
}

pub(super) fn tokens_of(hit: &Hit) -> Tokens {
    hit.start as usize..hit.end as usize
}

/// The names of outlets that the registry does not know: capitals that end in a word for outlets.
fn unknown<'a>(phrase: &'a Phrase<'_>) -> impl Iterator<Item = Tokens> + use<'a> {
    let capital = |at: usize| phrase.is_capital(at);
    let ends = move |&at: &usize| {
        phrase.has_class(at, class::OUTLET_BODY) && capital(at) && !capital(at + 1)
    };
    (phrase.low + 1..phrase.high)
        .filter(ends)
        .filter_map(move |at| {
            let before = (phrase.low..at).rev().take_while(|&i| capital(i)).count();
            let name = at - before..at + 1;
            let known = within(&phrase.hits.names, name.start, name.end);
            (before > 0 && known.is_empty()).then_some(name)
        })
}

/// "in an interview with X", "at a briefing", "on Telegram": the noun phrase after the preposition, and whom it was with.
fn of_noun(phrase: &Phrase<'_>, hit: &Hit) -> Option<Channel> {
    let head = hit.start as usize;
    let joins = class::CONJUNCTION | class::SUBORDINATOR;
    let before = (phrase.low..head).rev().take(LEFT);
    let preposition = before
        .take_while(|&at| {
            !phrase.is(at, b',') && !phrase.is_finite(at) && !phrase.has_class(at, joins)
        })
        .filter(|&at| phrase.same_quote(at, head))
        .find(|&at| phrase.has_class(at, class::PREPOSITION) && !phrase.is_word(at, "of"))
        .filter(|&at| phrase.has_class(at, class::MEDIUM))?;
    let start = preposition + 1;
    let kind = phrase.lexicon.channels[hit.rule as usize].kind;
    let end = noun_phrase::read(phrase, start).end.max(hit.end as usize);
    let end = match kind {
        ViaKind::Outlet => called(phrase, end),
        _ => with_party(phrase, end),
    };
    Some(Channel {
        tokens: start..end,
        kind,
        name: None,
    })
}

/// One past the name that follows a noun for outlets ("the newspaper | The Port Ledger").
fn called(phrase: &Phrase<'_>, end: usize) -> usize {
    let first = end + usize::from(phrase.has_class(end, class::DEFINITE));
    let joins = |at: usize| phrase.has_class(at, class::CONJUNCTION) && phrase.is_capital(at + 1);
    let name = (first..phrase.end).take_while(|&at| phrase.is_capital(at) || joins(at));
    match name.count() {
        0 => end,
        length => first + length,
    }
}

/// One past whom the channel that ends at `end` was with or for ("an interview | with Variety", "a statement | sent to CNN").
pub(super) fn with_party(phrase: &Phrase<'_>, end: usize) -> usize {
    let verb = phrase.skip_adverbs(end);
    let participle = |at: usize| {
        phrase.is_lower(at)
            && (phrase.word(at).ends_with("ed") || phrase.has_class(at, class::PAST))
    };
    let sent = participle(verb) || end > phrase.low && participle(end - 1);
    let preposition = match participle(verb) {
        true => phrase.skip_adverbs(verb + 1),
        false => end,
    };
    let joins = class::ADDRESSING | if sent { class::MAKER } else { 0 };
    if !phrase.has_class(preposition, joins) {
        return end;
    }
    let party = noun_phrase::read(phrase, preposition + 1);
    let first = party.start;
    let opens =
        phrase.is_capital(first) || phrase.has_class(first, class::DETERMINER | class::POSSESSIVE);
    let timed = phrase.has_class(first, class::WEEKDAY | class::MONTH | class::TIME);
    if party.is_empty() || !opens || timed {
        end
    } else {
        of_its(phrase, party.end)
    }
}

/// One past the maker of what ends at `end` ("an article | from the Port Ledger").
fn made_by(phrase: &Phrase<'_>, end: usize) -> usize {
    let maker = noun_phrase::read(phrase, end + 1);
    match phrase.has_class(end, class::MAKER) && !maker.is_empty() {
        true => maker.end,
        false => end,
    }
}

/// An outlet after a preposition, with what stands before and after its name ("the state-run X", "X's Morning Hour").
pub(super) fn of_name(phrase: &Phrase<'_>, tokens: Tokens, name: Option<u32>) -> Option<Channel> {
    let start = described_from(phrase, tokens.start);
    phrase
        .has_class(before(phrase, start)?, class::PREPOSITION)
        .then(|| Channel {
            tokens: start..of_its(phrase, tokens.end),
            kind: ViaKind::Outlet,
            name,
        })
}

/// The token before the channel that begins at `start`, a quotation mark aside.
pub(super) fn before(phrase: &Phrase<'_>, start: usize) -> Option<usize> {
    let quoted = start > phrase.low && phrase.opens_quote(start - 1);
    start
        .checked_sub(1 + usize::from(quoted))
        .filter(|&at| at >= phrase.low)
}

/// Whether the word at `at` is a noun that the name before it describes ("the former BBC | presenter").
fn describes_noun(phrase: &Phrase<'_>, at: usize) -> bool {
    let other = class::PREPOSITION
        | class::SUBORDINATOR
        | class::CONJUNCTION
        | class::RELATIVE
        | class::DETERMINER
        | class::POSSESSIVE
        | class::PERSONAL
        | class::TIME;
    phrase.is_lower(at)
        && !phrase.possessive_clitic(at)
        && !phrase.has_class(at, other | class::PAST)
        && !phrase.is_adverb(at)
        && !phrase.is_finite(at)
        && !phrase.word(at).ends_with("ed")
        && !phrase.word(at).ends_with("ing")
}

/// The first word of what describes the name at `at` ("the state-run Global Times").
pub fn described_from(phrase: &Phrase<'_>, at: usize) -> usize {
    let describes = |at: &usize| {
        let other = class::PREPOSITION | class::CONJUNCTION | class::SUBORDINATOR | class::PERSONAL;
        phrase.has_class(*at, class::DETERMINER)
            || (phrase.is_lower(*at) || phrase.is(*at, b'-') || phrase.is_capital(*at))
                && !phrase.has_class(*at, other | class::ADVERB)
                && !phrase.is_finite(*at)
                && within(&phrase.hits.cues, *at, *at + 1).is_empty()
    };
    let before = (phrase.low..at).rev().take(LEFT).take_while(describes);
    let start = at - before.count();
    // A clause before the name describes nothing: "on Monday the X" begins with its article.
    let article = (start..at).rfind(|&at| phrase.has_class(at, class::DETERMINER));
    article.unwrap_or(start)
}

/// One past what belongs to the outlet whose name ends at `end`: capitals, and "'s" with a programme or somebody of it.
pub(super) fn of_its(phrase: &Phrase<'_>, end: usize) -> usize {
    let calendar = class::WEEKDAY | class::MONTH | class::TIME;
    let capital = |at: &usize| phrase.is_capital(*at) && !phrase.has_class(*at, calendar);
    let end = end + (end..phrase.end).take_while(capital).count();
    let person =
        class::MALE_NAME | class::FEMALE_NAME | class::FIRST_NAME | class::TITLE | class::OFFICE;
    if !phrase.possessive_clitic(end) || phrase.has_class(end + 1, person) {
        return end;
    }
    let quote = phrase.quote_opening(end + 1);
    if let Some(quote) = quote.filter(|q| (q.close - q.open) as usize <= TITLE + 1) {
        return quote.close as usize + 1;
    }
    let its = noun_phrase::read(phrase, end + 1);
    match its.is_empty() {
        true => end,
        false => programme(phrase, &its).unwrap_or(its.end),
    }
}

/// One past the noun for a programme whose title `its` begins ("the BBC's | Breakfast | with Frost show").
fn programme(phrase: &Phrase<'_>, its: &Tokens) -> Option<usize> {
    let reach = phrase.end.min(its.end + TITLE);
    let hits = within(&phrase.hits.channels, its.end, reach).iter();
    let hit = hits.into_iter().find(|hit| {
        phrase.lexicon.channels[hit.rule as usize].kind == ViaKind::Outlet
            && phrase.channel_at(hit.start as usize)
    })?;
    let mut between = its.end..hit.start as usize;
    let parts = |at: usize| phrase.is_mark(at) || phrase.is_finite(at);
    (phrase.is_capital(its.start) && !between.any(parts)).then_some(hit.end as usize)
}
