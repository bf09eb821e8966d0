//! Quotations that go on without a cue keep their speaker.

use super::phrase::Phrase;
use super::{Attributed, Found, Occasion, Tokens, meet};
use crate::rules::Rules;
use crate::segment::{Quote, Segments};
use crate::types::Relation;

/// How many sentences back a speaker is looked for.
const REACH: usize = 4;
/// A quotation shorter than this, in tokens, is a phrase, not speech.
const SPEECH: usize = 4;

/// Gives each quotation that no attribution covers to the speaker of the one before it.
pub fn continue_speakers(text: &str, read: &Attributed, rules: &Rules, found: &mut Vec<Found>) {
    let Attributed {
        segments,
        kept,
        hits,
        ..
    } = read;
    let mut sentence = 0;
    for quote in segments.quotes.iter().filter(|q| q.depth == 0) {
        let open = quote.open as usize;
        while segments
            .sentences
            .get(sentence)
            .is_some_and(|s| s.range().end <= open)
        {
            sentence += 1;
        }
        if sentence >= segments.sentences.len()
            || !kept[sentence]
            || !segments.sentences[sentence].range().contains(&open)
        {
            continue;
        }
        let phrase = Phrase::new(text, segments, hits, &rules.lexicon, sentence);
        if !floats(&phrase, quote) || covered(quote, found) {
            continue;
        }
        let made = after_occasion(&phrase, quote, &read.occasions, found)
            .or_else(|| continued(&phrase, quote, found));
        if let Some(made) = made {
            found.push(made);
        }
    }
}

/// Carries contents that end with their sentence, inside a quotation that they open, to its close ("S said it “had helped. It
/// was | cheap.”"), and tells whether there is any such.
pub fn close(segments: &Segments, found: &mut [Found]) -> bool {
    let mut changed = false;
    for f in found.iter_mut().filter(|f| f.asserts) {
        let Some(part) = f.content.last_mut() else {
            continue;
        };
        let high = segments.sentences[f.sentence].range().end;
        let ends = !(part.end..high).any(|at| segments.tokens[at].is_word());
        let first = segments
            .quotes
            .partition_point(|q| (q.open as usize) < part.start);
        let quotes = segments.quotes[first..].iter();
        let mut opened = quotes.take_while(|q| (q.open as usize) < part.end);
        let goes_on = |q: &&Quote| q.depth == 0 && q.closed && q.close as usize > high;
        if let Some(quote) = opened.find(goes_on).filter(|_| ends) {
            part.end = quote.close as usize;
            changed = true;
        }
    }
    changed
}

/// Whether a quotation stands alone: it opens its sentence, and nothing but it fills the sentence.
fn floats(phrase: &Phrase<'_>, quote: &Quote) -> bool {
    let (open, close) = (quote.open as usize, quote.close as usize);
    open == phrase.low && close >= phrase.end && close.saturating_sub(open) > SPEECH
        || open == phrase.low && close >= phrase.high
}

/// Whether a quotation is somebody's already: its beginning, or half of it where the tagger was asked or a turn of a
/// transcript was read, whose spans need not begin where the quotation does.
fn covered(quote: &Quote, found: &[Found]) -> bool {
    let inner = quote.open as usize + 1..quote.close as usize;
    let shared = |c: &Tokens| {
        c.end
            .min(inner.end)
            .saturating_sub(c.start.max(inner.start))
    };
    // A report inside the quotation covers its own content, not what its speaker says.
    let outside = |f: &&Found| f.cue.as_ref().is_none_or(|cue| !inner.contains(&cue.start));
    found.iter().filter(|f| f.asserts).filter(outside).any(|f| {
        f.content.iter().any(|content| {
            content.contains(&inner.start)
                || (f.fixed || f.tagged.is_some()) && shared(content) * 2 > inner.len()
        })
    })
}

/// The attribution of a quotation that follows a sentence which tells of an interview and reports nothing: who spoke there.
fn after_occasion(
    phrase: &Phrase<'_>,
    quote: &Quote,
    occasions: &[Occasion],
    found: &[Found],
) -> Option<Found> {
    let before = phrase.sentence.checked_sub(1)?;
    let at = occasions.binary_search_by_key(&before, |it| it.sentence);
    let occasion = &occasions[at.ok()?];
    let speaker = occasion.speaker.clone()?;
    let speaks = |it: &Found| {
        it.source
            .as_ref()
            .is_some_and(|source| meet(source, &speaker))
    };
    let reports = |it: &Found| it.sentence == before && it.asserts && speaks(it);
    if found.iter().any(reports) {
        return None;
    }
    let mut made = Found::new(
        phrase.sentence,
        Relation::Say,
        "",
        "a quotation after an interview",
    );
    made.source = Some(speaker);
    made.via = Some(occasion.channel.clone());
    made.content.push(inside(quote));
    made.quoted = true;
    Some(made)
}

fn inside(quote: &Quote) -> Tokens {
    let open = quote.open as usize;
    open + 1..(quote.close as usize).max(open + 1)
}

/// The attribution of a quotation that goes on: source, cue and channel are those of the sentence where they stand. A turn
/// of a transcript and a signed quotation end where they end.
fn continued(phrase: &Phrase<'_>, quote: &Quote, found: &[Found]) -> Option<Found> {
    let last = found
        .iter()
        .filter(|f| {
            f.sentence < phrase.sentence
                && f.sentence + REACH >= phrase.sentence
                && f.asserts
                && f.source.is_some()
                && !f.fixed
        })
        .max_by_key(|f| (f.content.iter().map(|c| c.end).max().unwrap_or(0), f.quoted))?;
    let outermost = found
        .iter()
        .find(|f| f.sentence == last.sentence && f.asserts && f.source.is_some() && f.quoted)
        .unwrap_or(last);
    Some(Found {
        sentence: phrase.sentence,
        content: vec![inside(quote)],
        because: "a quotation that goes on",
        quoted: true,
        outer: false,
        inside: None,
        ..outermost.clone()
    })
}
