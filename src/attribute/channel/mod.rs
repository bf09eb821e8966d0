//! Finds the channel that a source spoke through: "told the Port Ledger", "in an interview with Variety", "on Telegram".

mod named;
mod occasion;

use super::phrase::Phrase;
use super::{Attributed, Found, Tokens, adjunct, meet};
use crate::rules::Rules;
use crate::rules::file::Frame;
use crate::rules::lexicon::{Hit, class};
use crate::scan::within;
use crate::segment::Shape;
use crate::types::{SourceType, ViaKind};

pub use named::{described_from, issued};
pub use occasion::{Occasion, occasions};

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

/// Gives each attribution with a cue the channel that its sentence names. A noun that is reported ("confirmed the sale to
/// the Port Ledger") ends before it.
pub fn find(text: &str, read: &Attributed, rules: &Rules, found: &mut [Found]) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| found[i].sentence);
    let mut vias = Vec::new();
    for together in order.chunk_by(|&a, &b| found[a].sentence == found[b].sentence) {
        let number = found[together[0]].sentence;
        let phrase = Phrase::new(text, &read.segments, &read.hits, &rules.lexicon, number);
        let reading = Reading {
            phrase: &phrase,
            channels: &named::all(&phrase),
            found,
            together,
        };
        vias.extend(together.iter().filter_map(|&i| Some((i, reading.of(i)?))));
    }
    for (i, via) in vias {
        give(&mut found[i], via);
    }
}

/// Sets the channel; the content that runs into it ends before its preposition.
fn give(found: &mut Found, via: Channel) {
    let cut = via.tokens.start - 1;
    let content = &mut found.content;
    let runs_in = |part: &Tokens| part.start < cut && part.contains(&cut);
    if let Some(part) = content.iter().position(runs_in) {
        content.truncate(part + 1);
        content[part].end = cut;
    }
    found.via = Some(via);
}

/// A sentence's channels and attributions.
struct Reading<'a> {
    phrase: &'a Phrase<'a>,
    channels: &'a [Channel],
    found: &'a [Found],
    /// The numbers of those of the sentence.
    together: &'a [usize],
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
        let tokens = named::issued(phrase, cue.start)?;
        if found.source.as_ref().is_none_or(|it| meet(it, &tokens)) {
            return None;
        }
        let nouns = within(&phrase.hits.channels, tokens.start, tokens.end);
        let name = named::outlet_in(phrase, &tokens);
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
        let outlet = named::outlet_in(phrase, &range);
        let named = outlet.is_some() || self.is_outlet_unknown(&range);
        let end = outlet.map_or(range.end, |hit| named::of_its(phrase, hit.end as usize));
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

    /// Whether another attribution of the sentence has the channel in its source, or its cue nearer to it. A cue in what
    /// this one quotes is near to nothing outside.
    fn is_of_another(&self, number: usize, cue: &Tokens, channel: &Channel) -> bool {
        let start = channel.tokens.start;
        let found = &self.found[number];
        let quotes = |at: usize| found.quoted && found.content.iter().any(|it| it.contains(&at));
        let is_taken = |other: &Found| {
            let nearer = |its: &Tokens| {
                !channel.tokens.contains(&its.start)
                    && its.start.abs_diff(start) < cue.start.abs_diff(start)
                    && (!quotes(its.start) || quotes(start))
            };
            let speaks = other.source.as_ref().is_some_and(|it| it.contains(&start));
            other.source.is_some() && other.cue.as_ref().is_some_and(nearer) || speaks
        };
        let mut others = self.together.iter().filter(|&&other| other != number);
        others.any(|&other| is_taken(&self.found[other]))
    }
}
