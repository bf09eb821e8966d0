//! Sentences that tell that somebody speaks to an outlet, or writes in it.

use super::Channel;
use super::named::{before, described_from, of_name, outlet_in, tokens_of, with_party};
use crate::attribute::phrase::Phrase;
use crate::attribute::{Attributed, Tokens, shared, subject};
use crate::rules::Rules;
use crate::rules::lexicon::{Hit, class};
use crate::scan::within;
use crate::types::ViaKind;

/// How many tokens before its preposition the verb of an occasion stands at most ("sat down for an hour with X").
const SPOKE: usize = 4;

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
    outlet_in(phrase, &(phrase.low..phrase.high))?;
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

/// "an interview with X", "his Port Ledger interview".
fn interview(phrase: &Phrase<'_>, hit: &Hit) -> Option<Occasion> {
    let (start, end) = (hit.start as usize, hit.end as usize);
    let tokens = described_from(phrase, start)..with_party(phrase, end);
    let outlet = outlet_in(phrase, &tokens)?;
    let subject = shared::main_subject(phrase, phrase.low, phrase.high);
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
    let channel = of_name(phrase, tokens_of(hit), Some(hit.rule))
        .filter(|_| phrase.lexicon.is_outlet(hit))?;
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
    let speaks = phrase.lexicon.is_outlet(hit) && phrase.has_class(end, class::CONVERSING);
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

/// "a piece for X", "in X": an outlet that somebody may write in.
fn written_in(phrase: &Phrase<'_>, hit: &Hit) -> Option<Occasion> {
    let channel = of_name(phrase, tokens_of(hit), Some(hit.rule))
        .filter(|_| phrase.lexicon.is_outlet(hit))?;
    let before = before(phrase, channel.tokens.start)?;
    let writes = phrase.is_word(before, "in") || phrase.is_word(before, "for");
    writes.then_some(Occasion {
        sentence: phrase.sentence,
        channel,
        speaker: None,
        written: true,
    })
}
