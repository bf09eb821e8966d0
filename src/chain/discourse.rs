//! Carries a source over sentences: an article that retells a body's assessment keeps that body as the source.

use std::ops::Range;

use super::claims::Draft;
use super::{Reading, link};
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::segment::Shape;
use crate::types::{Attribution, Basis, Identity, Link, SourceType, ViaKind};

/// How many sentences a report is carried over paragraph breaks without being named again.
const REACH: usize = 8;

/// How far a report governs what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// The article as a whole retells it: everything up to the end, whoever is cited within.
    Article,
    /// It is cited: the sentences after it that name no other source.
    Passage,
}

/// A report that is being retold.
struct Carrier {
    attribution: usize,
    hold: Hold,
}

/// Puts the carried source before the explicit ones of the claims that it governs.
pub fn carry(reading: &Reading<'_>, attributions: &[Attribution], drafts: &mut [Draft]) {
    let mut carrier: Option<Carrier> = None;
    let mut quiet = 0;
    // The line of the last sentence that was carried.
    let mut going: Option<u32> = None;
    for sentence in 0..reading.segments.sentences.len() {
        if !reading.kept[sentence] {
            continue;
        }
        let range = span_of(drafts, sentence);
        if let Some(held) = &carrier {
            let goes_on = going == Some(reading.segments.sentences[sentence].line);
            let carried = carries(
                reading,
                attributions,
                held,
                sentence,
                &drafts[range.clone()],
                goes_on
                    || quiet < REACH
                        && details(reading, sentence)
                        && returns(reading, attributions, held, sentence),
            );
            if carried.contains(&true) {
                going = Some(reading.segments.sentences[sentence].line);
            }
            for (draft, carried) in drafts[range.clone()].iter_mut().zip(carried) {
                if carried {
                    draft
                        .chain
                        .insert(0, inferred(reading, attributions, held.attribution));
                }
            }
        }
        match next(reading, attributions, carrier.as_ref(), sentence) {
            Next::Stay => quiet += 1,
            Next::Take(new) => {
                carrier = Some(new);
                quiet = 0;
            }
            Next::Stop => carrier = None,
        }
    }
}

/// The drafts of a sentence; drafts are in the order of the text.
fn span_of(drafts: &[Draft], sentence: usize) -> Range<usize> {
    let start = drafts
        .iter()
        .position(|d| d.sentence == sentence)
        .unwrap_or(0);
    let end = drafts
        .iter()
        .rposition(|d| d.sentence == sentence)
        .map_or(start, |last| last + 1);
    start..end
}

fn inferred(reading: &Reading<'_>, attributions: &[Attribution], number: usize) -> Link {
    Link {
        basis: Basis::Inferred,
        ..link(reading, number, &attributions[number])
    }
}

/// For each draft of a sentence, whether the report governs it.
fn carries(
    reading: &Reading<'_>,
    attributions: &[Attribution],
    held: &Carrier,
    sentence: usize,
    drafts: &[Draft],
    goes_on: bool,
) -> Vec<bool> {
    let source = &attributions[held.attribution].source;
    let home = &reading.segments.sentences[reading.found[held.attribution].sentence];
    let here = &reading.segments.sentences[sentence];
    let apart = is_heading(reading, sentence) || is_about(reading, sentence);
    let near = here.line == home.line || goes_on;
    drafts
        .iter()
        .map(|draft| {
            let own = draft
                .chain
                .iter()
                .any(|l| l.source.name == source.name && l.source.name.is_some());
            let nobody = draft
                .chain
                .iter()
                .all(|l| l.source.identity == Identity::Unattributed);
            !own && !apart && (held.hold == Hold::Article || nobody && near)
        })
        .collect()
}

/// A line that is a heading, a caption or a credit: no part of the retelling.
fn is_heading(reading: &Reading<'_>, sentence: usize) -> bool {
    let range = reading.segments.sentences[sentence].range();
    let last = reading.segments.tokens[range.end - 1];
    let closed = matches!(
        last.shape,
        Shape::Mark(b'.' | b'!' | b'?' | b'"' | b':' | b'~' | b';' | b')' | b']')
    );
    !closed && range.len() <= 28
}

/// Whether a sentence goes on with the details of a report: figures, a hedge, hearsay.
fn details(reading: &Reading<'_>, sentence: usize) -> bool {
    let range = reading.segments.sentences[sentence].range();
    range
        .clone()
        .any(|at| reading.segments.tokens[at].shape == Shape::Number)
        || !within(&reading.hits.hedges, range.start, range.end).is_empty()
}

/// Whether a sentence is about a report rather than of it: a word for a document is its subject.
fn is_about(reading: &Reading<'_>, sentence: usize) -> bool {
    let start = reading.segments.sentences[sentence].range().start;
    within(&reading.hits.sources, start, start + 3)
        .iter()
        .any(|hit| {
            let rule = &reading.rules.lexicon.sources[hit.rule as usize];
            rule.r#type == Some(SourceType::Document)
        })
}

enum Next {
    Stay,
    Take(Carrier),
    Stop,
}

/// What a sentence does to the report that is being retold.
fn next(
    reading: &Reading<'_>,
    attributions: &[Attribution],
    held: Option<&Carrier>,
    sentence: usize,
) -> Next {
    let voice = (0..attributions.len()).find(|&i| {
        reading.found[i].sentence == sentence
            && reading.found[i].parent.is_none()
            && reading.found[i].asserts
            && attributions[i].source.span.is_some()
    });
    let article = held.is_some_and(|held| held.hold == Hold::Article);
    let Some(voice) = voice else {
        return Next::Stay;
    };
    let made = hold(reading, attributions, voice);
    match made {
        Some(Hold::Article) => Next::Take(Carrier {
            attribution: voice,
            hold: Hold::Article,
        }),
        _ if article => Next::Stay,
        Some(hold) => Next::Take(Carrier {
            attribution: voice,
            hold,
        }),
        None if held.is_some_and(|held| {
            attributions[held.attribution].source.name == attributions[voice].source.name
        }) =>
        {
            Next::Stay
        }
        None if held.is_some_and(|held| {
            same_kind(&attributions[held.attribution], &attributions[voice])
        }) =>
        {
            Next::Stay
        }
        // Somebody who comments on the report does not end it.
        None if attributions[voice].source.kind == SourceType::Person && held.is_some() => {
            Next::Stay
        }
        None => Next::Stop,
    }
}

/// Whether an attribution begins the retelling of a report.
fn hold(reading: &Reading<'_>, attributions: &[Attribution], number: usize) -> Option<Hold> {
    let attribution = &attributions[number];
    let source = &attribution.source;
    let publisher = reading.input.publisher.as_deref();
    if source.identity != Identity::Named
        || source.name.is_none()
        || source.name.as_deref() == publisher
    {
        return None;
    }
    let report = attribution
        .via
        .as_ref()
        .is_some_and(|via| via.kind == ViaKind::Document);
    let body = !matches!(source.kind, SourceType::Person | SourceType::Group);
    let headline = attributions.iter().enumerate().any(|(i, a)| {
        i != number
            && a.source.name.is_some()
            && a.source.name == source.name
            && a.cue.span.is_none()
            && reading.found[i].sentence < reading.found[number].sentence
    });
    if body && report && headline && opens_with_report(reading, number) {
        return Some(Hold::Article);
    }
    let retold = matches!(source.kind, SourceType::Document | SourceType::Outlet) || body && report;
    retold.then_some(Hold::Passage)
}

/// "In its February assessment, X says": the report opens the sentence, as X's own.
fn opens_with_report(reading: &Reading<'_>, number: usize) -> bool {
    let sentence = reading.segments.sentences[reading.found[number].sentence].range();
    let early = sentence.start..sentence.end.min(sentence.start + 3);
    early
        .into_iter()
        .any(|at| reading.segments.classes[at] & class::POSSESSIVE != 0)
}

/// An unnamed source of the same kind as the report, or an unnamed document, is the report again ("the paper").
fn same_kind(held: &Attribution, voice: &Attribution) -> bool {
    voice.source.name.is_none()
        && (voice.source.kind == held.source.kind || voice.source.kind == SourceType::Document)
}

/// Whether the next source cited after a sentence is the report again, soon, or nobody: then it is still being told.
fn returns(
    reading: &Reading<'_>,
    attributions: &[Attribution],
    held: &Carrier,
    sentence: usize,
) -> bool {
    let source = &attributions[held.attribution].source;
    let next = (0..attributions.len()).find(|&i| {
        reading.found[i].sentence > sentence
            && reading.found[i].parent.is_none()
            && attributions[i].source.span.is_some()
    });
    next.is_none_or(|i| {
        let again = attributions[i].source.name == source.name
            || same_kind(&attributions[held.attribution], &attributions[i]);
        again && reading.found[i].sentence <= sentence + REACH
    })
}
