//! Cuts contents into the pieces that are claims.

use super::super::Reading;
use crate::attribute::{Found, Tokens, meet};
use crate::rules::lexicon::class;
use crate::segment::Shape;

/// The least remainder of a content, in words, that is a claim beside what lies deeper in it.
const REMAINDER: usize = 5;

/// The most tokens between a cue and its content that are taken for addressee, time and channel.
const BETWEEN: usize = 30;

/// Parts of an interrupted clause are one claim; quotations stay apart.
pub fn joined(reading: &Reading<'_>, content: &[Tokens], quoted: bool) -> Vec<Tokens> {
    let opens = |part: &Tokens| part.start > 0 && reading.segments.tokens[part.start - 1].is(b'"');
    match content {
        [first, .., last] if !quoted && !opens(last) => vec![first.start..last.end],
        parts => parts.to_vec(),
    }
}

/// Source, cue and content of an attribution.
pub fn extents(found: &Found) -> Vec<Tokens> {
    let mut out: Vec<Tokens> = found.content.clone();
    // Addressee, time and channel between cue and content belong to neither, nor to what lies round them.
    if let (Some(cue), Some(first)) = (&found.cue, found.content.first())
        && cue.end <= first.start
        && first.start - cue.end <= BETWEEN
    {
        out.push(cue.end..first.start);
    }
    out.extend(found.cue.clone());
    out.extend(found.source.clone());
    out
}

/// What `piece` holds beside `inner`, where that is enough to be a claim; all of it where nothing lies deeper.
pub fn remainders(reading: &Reading<'_>, piece: Tokens, inner: &[Tokens]) -> Vec<Tokens> {
    let touching: Vec<&Tokens> = inner.iter().filter(|r| meet(r, &piece)).collect();
    if touching.is_empty() {
        let range = trim(reading, piece);
        return if range.is_empty() {
            Vec::new()
        } else {
            vec![range]
        };
    }
    let mut free: Vec<Tokens> = Vec::new();
    for at in piece {
        if touching.iter().any(|r| r.contains(&at)) {
            continue;
        }
        match free.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => free.push(at..at + 1),
        }
    }
    free.into_iter()
        .map(|range| trim(reading, range))
        .filter(|range| words(reading, range) >= REMAINDER && has_verb(reading, range))
        .collect()
}

/// How many words stand in `range`.
pub fn words(reading: &Reading<'_>, range: &Tokens) -> usize {
    range
        .clone()
        .filter(|&at| !matches!(reading.segments.tokens[at].shape, Shape::Mark(_)))
        .count()
}

/// Whether a verb stands in `range`, as far as words tell.
pub fn has_verb(reading: &Reading<'_>, range: &Tokens) -> bool {
    let verb = class::BE | class::HAVE | class::MODAL | class::DO | class::FINITE;
    let pronoun = reading.segments.classes[range.start] & class::PERSONAL != 0;
    pronoun
        || range.clone().any(|at| {
            reading.segments.classes[at] & verb != 0
                || reading.segments.tokens[at]
                    .span
                    .of(&reading.input.text)
                    .ends_with("ed")
        })
}

/// `range` without marks and joining words at its ends.
pub fn trim(reading: &Reading<'_>, range: Tokens) -> Tokens {
    let segments = reading.segments;
    let (mut start, mut end) = (range.start, range.end);
    let joins = |at: usize| {
        segments.classes[at] & class::CONJUNCTION != 0 && !segments.tokens[at].is_capital()
    };
    let mark = |at: usize| {
        matches!(
            segments.tokens[at].shape,
            Shape::Mark(b',' | b';' | b':' | b'.' | b'-' | b'"' | b'\'' | b'!' | b'?')
        )
    };
    while start < end && (mark(start) || joins(start)) {
        start += 1;
    }
    while end > start && (mark(end - 1) || joins(end - 1)) {
        end -= 1;
    }
    start..end
}

/// A content cut at the ends of sentences.
pub fn by_sentence(reading: &Reading<'_>, part: &Tokens) -> Vec<(usize, Tokens)> {
    let sentences = &reading.segments.sentences;
    let first = sentences.partition_point(|s| s.range().end <= part.start);
    sentences[first..]
        .iter()
        .enumerate()
        .take_while(|(_, s)| s.range().start < part.end)
        .map(|(i, s)| {
            (
                first + i,
                part.start.max(s.range().start)..part.end.min(s.range().end),
            )
        })
        .filter(|(i, range)| reading.kept[*i] && !range.is_empty())
        .collect()
}

/// Whether a question mark closes `range`.
pub fn is_question(reading: &Reading<'_>, sentence: usize, range: &Tokens) -> bool {
    let end = reading.segments.sentences[sentence].range().end;
    (range.end..end.min(range.end + 2)).any(|at| reading.segments.tokens[at].is(b'?'))
}
