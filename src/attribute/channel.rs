//! Finds the channel that a source spoke through: "told the Port Ledger", "in an interview with Variety", "on Telegram".

use super::noun_phrase;
use super::phrase::Phrase;
use super::{Attributed, Found, Tokens, adjunct, meet, subject, verb};
use crate::rules::Rules;
use crate::rules::file::Frame;
use crate::rules::lexicon::{Hit, class};
use crate::scan::within;
use crate::segment::Shape;
use crate::types::{SourceType, ViaKind};

/// How many tokens before its noun the preposition of a channel stands at most.
const LEFT: usize = 8;
/// The longest title of a programme in quotation marks, in tokens.
const TITLE: usize = 6;

/// How many tokens before its preposition the verb of an occasion stands at most ("sat down for an hour with X").
const SPOKE: usize = 4;

/// How many tokens before its cue the noun of what is issued stands at most.
const ISSUED: usize = 10;

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

/// A sentence that tells that somebody speaks to an outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Its number.
    pub sentence: usize,
    /// The outlet, with the interview where one is named.
    pub channel: Channel,
    /// Who speaks, where the words tell.
    pub speaker: Option<Tokens>,
    /// Somebody writes in the outlet, rather than speaks to it.
    pub written: bool,
}

/// Gives each attribution with a cue the channel that its sentence names. A noun that is reported ("confirmed the sale to
/// the Port Ledger") ends before it.
pub fn find(text: &str, read: &Attributed, rules: &Rules, found: &mut [Found]) {
    let mut last: Option<(usize, Phrase<'_>, Vec<Channel>)> = None;
    for i in 0..found.len() {
        let number = found[i].sentence;
        let (phrase, channels) = match &mut last {
            Some((known, phrase, channels)) if *known == number => (&*phrase, &*channels),
            _ => {
                let phrase = Phrase::new(text, &read.segments, &read.hits, &rules.lexicon, number);
                let channels = named(&phrase);
                let (_, phrase, channels) = last.insert((number, phrase, channels));
                (&*phrase, &*channels)
            }
        };
        let reading = Reading {
            phrase,
            channels,
            found,
        };
        let Some(via) = reading.of(i) else { continue };
        let cut = via.tokens.start - 1;
        let content = &mut found[i].content;
        if let Some(part) = content.iter().position(|part| part.contains(&cut)) {
            content.truncate(part + 1);
            content[part].end = cut;
        }
        found[i].via = Some(via);
    }
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

/// One past the maker of what ends at `end` ("an article | from the Port Ledger").
fn made_by(phrase: &Phrase<'_>, end: usize) -> usize {
    let maker = noun_phrase::read(phrase, end + 1);
    match phrase.has_class(end, class::MAKER) && !maker.is_empty() {
        true => maker.end,
        false => end,
    }
}

/// The occasions of a text, in its order: "in an interview with X", "spoke to X", "X spoke with".
pub fn occasions(text: &str, read: &Attributed, rules: &Rules) -> Vec<Occasion> {
    let kept = (0..read.segments.sentences.len()).filter(|&i| read.kept[i]);
    kept.filter_map(|number| {
        let phrase = Phrase::new(text, &read.segments, &read.hits, &rules.lexicon, number);
        occasion(&phrase)
    })
    .collect()
}

fn occasion(phrase: &Phrase<'_>) -> Option<Occasion> {
    let names = within(&phrase.hits.names, phrase.low, phrase.high);
    if !names.iter().any(|hit| is_outlet(phrase, hit)) {
        return None;
    }
    let interviews = within(&phrase.hits.channels, phrase.low, phrase.high);
    let interview = interviews
        .iter()
        .filter(|hit| phrase.lexicon.channels[hit.rule as usize].kind == ViaKind::Interview)
        .find_map(|hit| interview(phrase, hit));
    interview
        .or_else(|| names.iter().find_map(|hit| spoken_to(phrase, hit)))
        .or_else(|| names.iter().find_map(|hit| asking(phrase, hit)))
        .or_else(|| names.iter().find_map(|hit| written_in(phrase, hit)))
}

/// "a piece for X", "in X": an outlet that somebody may write in.
fn written_in(phrase: &Phrase<'_>, hit: &Hit) -> Option<Occasion> {
    let channel =
        of_name(phrase, tokens_of(hit), Some(hit.rule)).filter(|_| is_outlet(phrase, hit))?;
    let before = before(phrase, channel.tokens.start)?;
    let writes = phrase.is_word(before, "in") || phrase.is_word(before, "for");
    writes.then_some(Occasion {
        sentence: phrase.sentence,
        channel,
        speaker: None,
        written: true,
    })
}

/// "an interview with X", "his Port Ledger interview".
fn interview(phrase: &Phrase<'_>, hit: &Hit) -> Option<Occasion> {
    let (start, end) = (hit.start as usize, hit.end as usize);
    let tokens = described_from(phrase, start)..with_party(phrase, end);
    let outlet = within(&phrase.hits.names, tokens.start, tokens.end)
        .iter()
        .find(|hit| is_outlet(phrase, hit))?;
    let subject = verb::main_subject(phrase, phrase.low, phrase.high);
    Some(Occasion {
        sentence: phrase.sentence,
        speaker: subject.map(|it| it.tokens),
        written: false,
        channel: Channel {
            tokens,
            kind: ViaKind::Outlet,
            name: Some(outlet.rule),
        },
    })
}

/// "spoke to X": an outlet that somebody speaks to.
fn spoken_to(phrase: &Phrase<'_>, hit: &Hit) -> Option<Occasion> {
    let channel =
        of_name(phrase, tokens_of(hit), Some(hit.rule)).filter(|_| is_outlet(phrase, hit))?;
    let to = before(phrase, channel.tokens.start)?;
    let spoke = (phrase.low..to)
        .rev()
        .take(SPOKE)
        .find(|&at| phrase.has_class(at, class::CONVERSING))
        .filter(|_| phrase.has_class(to, class::ADDRESSING))?;
    let speaker = subject::before(phrase, subject::group(phrase, spoke).start);
    Some(Occasion {
        sentence: phrase.sentence,
        channel,
        speaker: speaker.map(|it| it.tokens),
        written: false,
    })
}

/// "X spoke with": an outlet that speaks with somebody.
fn asking(phrase: &Phrase<'_>, hit: &Hit) -> Option<Occasion> {
    let end = hit.end as usize;
    let speaks = is_outlet(phrase, hit) && phrase.has_class(end, class::CONVERSING);
    speaks.then_some(Occasion {
        sentence: phrase.sentence,
        channel: Channel {
            tokens: hit.start as usize..end,
            kind: ViaKind::Outlet,
            name: Some(hit.rule),
        },
        speaker: None,
        written: false,
    })
}

/// Whether a name of the registry is an outlet's.
pub fn is_outlet(phrase: &Phrase<'_>, hit: &Hit) -> bool {
    phrase.lexicon.names[hit.rule as usize].r#type == SourceType::Outlet
}

/// The channels of a sentence after a preposition, in its order.
fn named(phrase: &Phrase<'_>) -> Vec<Channel> {
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
    for hit in names.iter().filter(|hit| is_outlet(phrase, hit)) {
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

fn tokens_of(hit: &Hit) -> Tokens {
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
fn with_party(phrase: &Phrase<'_>, end: usize) -> usize {
    let sent = phrase.is_lower(end)
        && (phrase.word(end).ends_with("ed") || phrase.has_class(end, class::PAST));
    let preposition = end + usize::from(sent);
    if !phrase.has_class(preposition, class::ADDRESSING) {
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

/// An outlet after a preposition, with what stands before and after its name ("the state-run X", "X's Morning Hour").
fn of_name(phrase: &Phrase<'_>, tokens: Tokens, name: Option<u32>) -> Option<Channel> {
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
fn before(phrase: &Phrase<'_>, start: usize) -> Option<usize> {
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
fn of_its(phrase: &Phrase<'_>, end: usize) -> usize {
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
    if its.is_empty() { end } else { its.end }
}

/// A sentence's channels and attributions.
struct Reading<'a> {
    phrase: &'a Phrase<'a>,
    channels: &'a [Channel],
    found: &'a [Found],
}

impl Reading<'_> {
    /// The channel of an attribution: whom it tells where that is an outlet; else one after a preposition, outlets first,
    /// the nearest to its cue.
    fn of(&self, number: usize) -> Option<Channel> {
        let found = &self.found[number];
        let cue = found.cue.as_ref()?;
        let issued = || self.issued(found, cue);
        self.addressed(found, cue).or_else(issued).or_else(|| {
            let room = self.room(found, cue);
            let fits = |it: &&Channel| {
                room.contains(&it.tokens.start)
                    && (self.is_beside(found, cue, it) || self.ends_content(found, it))
                    && !self.is_of_another(number, cue, it)
            };
            let rank = |it: &&Channel| {
                let far = it.tokens.start.abs_diff(cue.start);
                (it.kind != ViaKind::Outlet, far)
            };
            self.channels.iter().filter(fits).min_by_key(rank).cloned()
        })
    }

    /// "S issued a report saying C": what the words right before the cue say that the source issued.
    fn issued(&self, found: &Found, cue: &Tokens) -> Option<Channel> {
        let phrase = self.phrase;
        let tokens = issued(phrase, cue.start)?;
        if found.source.as_ref().is_none_or(|it| meet(it, &tokens)) {
            return None;
        }
        let nouns = within(&phrase.hits.channels, tokens.start, tokens.end);
        let name = within(&phrase.hits.names, tokens.start, tokens.end)
            .iter()
            .find(|hit| is_outlet(phrase, hit));
        let kind = phrase.lexicon.channels[nouns.first()?.rule as usize].kind;
        Some(Channel {
            tokens,
            kind: if name.is_some() {
                ViaKind::Outlet
            } else {
                kind
            },
            name: name.map(|hit| hit.rule),
        })
    }

    /// The tokens that belong to an attribution: the content around it, or its sentence.
    fn room(&self, found: &Found, cue: &Tokens) -> Tokens {
        let around = found.parent.and_then(|parent| {
            let mut parts = self.found[parent].content.iter();
            parts.find(|part| part.contains(&cue.start))
        });
        around.cloned().unwrap_or(self.phrase.low..self.phrase.high)
    }

    /// "told X": an addressee that is an outlet, though the content may begin there ("told X what he would do").
    fn addressed(&self, found: &Found, cue: &Tokens) -> Option<Channel> {
        let phrase = self.phrase;
        let hit = within(&phrase.hits.cues, cue.start, cue.end).first()?;
        let takes = phrase.lexicon.cues[hit.rule as usize]
            .frames
            .contains(&Frame::Addressee);
        let end = hit.end as usize;
        let range = adjunct::addressee(phrase, end);
        let in_source = found.source.as_ref().is_some_and(|it| meet(it, &range));
        if !takes || range.is_empty() || in_source {
            return None;
        }
        let outlet = within(&phrase.hits.names, range.start, range.end)
            .iter()
            .find(|hit| is_outlet(phrase, hit));
        let named = outlet.is_some() || self.is_outlet_unknown(&range);
        let end = outlet.map_or(range.end, |hit| of_its(phrase, hit.end as usize));
        named.then(|| Channel {
            tokens: range.start..end.max(range.end),
            kind: ViaKind::Outlet,
            name: outlet.map(|hit| hit.rule),
        })
    }

    /// Whether an addressee that the registry does not know is an outlet: by a noun ("the newspaper"), the last word of
    /// its name, or a call sign ("KXYZ").
    fn is_outlet_unknown(&self, range: &Tokens) -> bool {
        let phrase = self.phrase;
        let source = |hit: &Hit| {
            let rule = &phrase.lexicon.sources[hit.rule as usize];
            rule.r#type == Some(SourceType::Outlet)
        };
        let channel =
            |hit: &Hit| phrase.lexicon.channels[hit.rule as usize].kind == ViaKind::Outlet;
        let channels = within(&phrase.hits.channels, range.start, range.end);
        let last = range.end - 1;
        let body = phrase.is_capital(last) && phrase.has_class(last, class::OUTLET_BODY);
        let unknown = within(&phrase.hits.names, range.start, range.end).is_empty();
        let body_or_people =
            class::BODY | class::NATION | class::DEMONYM | class::TITLE | class::OFFICE;
        let sign = range.len() == 1
            && phrase.shape(last) == Some(Shape::Upper)
            && !phrase.has_class(last, body_or_people);
        phrase.source_hits(range.clone()).any(source)
            || channels.iter().any(channel)
            || body
            || sign && unknown
    }

    /// Whether a channel stands in neither source nor content, in the clause of the cue where it is no outlet's.
    fn is_beside(&self, found: &Found, cue: &Tokens, channel: &Channel) -> bool {
        let phrase = self.phrase;
        let spans = || found.source.iter().chain(&found.content);
        let others = |at: &usize| {
            let own = spans().any(|span| span.contains(at));
            !own && !cue.contains(at) && !channel.tokens.contains(at)
        };
        let start = channel.tokens.start;
        let between = cue.end.min(start)..cue.start.max(start);
        let parts = |at: usize| {
            let joins = phrase.is(at, b',') && phrase.has_class(at + 1, class::CONJUNCTION);
            joins || phrase.is_finite(at)
        };
        !spans().any(|span| meet(span, &channel.tokens))
            && (channel.kind == ViaKind::Outlet || !between.filter(others).any(parts))
    }

    /// Whether what is reported is a noun phrase that a channel ends ("announced the sale in a post on Telegram", "confirmed
    /// the sale to the Port Ledger").
    fn ends_content(&self, found: &Found, channel: &Channel) -> bool {
        let phrase = self.phrase;
        let preposition = channel.tokens.start - 1;
        let nouns = within(
            &phrase.hits.channels,
            channel.tokens.start,
            channel.tokens.end,
        );
        let leads = match nouns.is_empty() {
            true => phrase.is_word(preposition, "to"),
            false => phrase.has_class(preposition, class::MEDIUM),
        };
        let next_clause = |content: &Tokens| {
            let joined =
                |&at: &usize| phrase.is(at, b',') && phrase.has_class(at + 1, class::CONJUNCTION);
            (channel.tokens.end..content.end).find(joined)
        };
        let noun = |content: &Tokens| {
            found
                .cue
                .as_ref()
                .is_some_and(|cue| cue.end == content.start)
                && content.start + 1 < preposition
                && content.contains(&preposition)
                && !phrase.any_finite(content.start..next_clause(content).unwrap_or(content.end))
        };
        found.asserts && leads && !found.quoted && found.content.iter().any(noun)
    }

    /// Whether another attribution of the sentence has the channel in its source, or its cue nearer to it.
    fn is_of_another(&self, number: usize, cue: &Tokens, channel: &Channel) -> bool {
        let start = channel.tokens.start;
        let is_taken = |other: &Found| {
            let nearer = |other: &Tokens| {
                !channel.tokens.contains(&other.start)
                    && other.start.abs_diff(start) < cue.start.abs_diff(start)
            };
            let speaks = other.source.as_ref().is_some_and(|it| it.contains(&start));
            other.source.is_some() && other.cue.as_ref().is_some_and(nearer) || speaks
        };
        let sentence = self.found[number].sentence;
        self.found
            .iter()
            .filter(|it| it.sentence == sentence)
            .any(is_taken)
    }
}
