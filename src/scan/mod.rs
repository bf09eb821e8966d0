//! One pass over the kept sentences for everything that the lexicon knows: cues, hedges, source nouns, channels, names.

use std::ops::Range;

use crate::rules::lexicon::{Hit, Kind, Lexicon, class};
use crate::segment::Segments;

/// What was found, each kind in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// Words that report. A word that is verb and noun ("claims") has a hit for each reading.
    pub cues: Vec<Hit>,
    /// Hedges, none inside another.
    pub hedges: Vec<Hit>,
    /// Nouns and phrases that describe a source, none inside another of the same kind of words.
    pub sources: Vec<Hit>,
    /// Words for channels.
    pub channels: Vec<Hit>,
    /// Names of the registry, the longest at each place.
    pub names: Vec<Hit>,
}

/// Scans the sentences for which `kept` holds.
pub fn scan(text: &str, segments: &Segments, kept: &[bool], lexicon: &Lexicon) -> Hits {
    let view = segments.view(text);
    let mut hits = Hits::default();
    for (sentence, _) in segments
        .sentences
        .iter()
        .zip(kept)
        .filter(|(_, kept)| **kept)
    {
        let range = sentence.range();
        for at in range.clone().filter(|&at| segments.words[at] != 0) {
            lexicon.hits_at(&view, at, (range.start, range.end), &mut |hit| {
                hits.of(hit.kind).push(hit)
            });
        }
    }
    for list in [
        &mut hits.cues,
        &mut hits.hedges,
        &mut hits.sources,
        &mut hits.channels,
        &mut hits.names,
    ] {
        keep_longest(list);
    }
    hits.names.retain(|hit| !is_tail(hit, segments, lexicon));
    for list in [&mut hits.hedges, &mut hits.names] {
        list.dedup_by(|next, first| next.start < first.end);
    }
    hits
}

impl Hits {
    fn of(&mut self, kind: Kind) -> &mut Vec<Hit> {
        match kind {
            Kind::Cue => &mut self.cues,
            Kind::Hedge => &mut self.hedges,
            Kind::Source => &mut self.sources,
            Kind::Channel => &mut self.channels,
            Kind::Name => &mut self.names,
        }
    }
}

/// Whether a name that is one word after its article ("the Times") is here the end of another's ("the Granite Times").
fn is_tail(hit: &Hit, segments: &Segments, lexicon: &Lexicon) -> bool {
    let entry = &lexicon.names[hit.rule as usize];
    let at = hit.start as usize;
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let no_part = class::DETERMINER
        | class::POSSESSIVE
        | class::PREPOSITION
        | class::CONJUNCTION
        | class::SUBORDINATOR
        | class::PRONOUN
        | class::WEEKDAY
        | class::MONTH
        | class::DEMONYM
        | class::TITLE
        | class::OFFICE;
    hit.end - hit.start == 1
        && entry.name.starts_with("The ")
        && segments.tokens[before].is_capital()
        && segments.classes[before] & no_part == 0
}

/// Sorts by place, the longest first, and drops what lies inside a longer one.
fn keep_longest(hits: &mut Vec<Hit>) {
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.rule));
    let mut longest: Option<(u32, u32)> = None;
    hits.retain(|hit| match longest {
        Some((start, end)) if hit.end <= end && (hit.start, hit.end) != (start, end) => false,
        _ => {
            longest = Some((hit.start, hit.end));
            true
        }
    });
}

/// The hits of a sorted list that share a token with `tokens`, whose sentence begins at `low`: none reaches out of its own.
pub fn touching(hits: &[Hit], low: usize, tokens: Range<usize>) -> impl Iterator<Item = &Hit> {
    let start = tokens.start;
    let near = within(hits, low, tokens.end).iter();
    near.filter(move |hit| start < hit.end as usize)
}

/// The hits of a sorted list that begin in the tokens `low..high`.
pub fn within(hits: &[Hit], low: usize, high: usize) -> &[Hit] {
    let from = hits.partition_point(|hit| (hit.start as usize) < low);
    let to = hits.partition_point(|hit| (hit.start as usize) < high);
    &hits[from..to.max(from)]
}
