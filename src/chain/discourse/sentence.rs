//! What a sentence looks like to the discourse: details, findings, headings, captions.

use super::super::Reading;
use crate::rules::lexicon::class;
use crate::scan::within;
use crate::segment::Shape;
use crate::types::SourceType;

/// The longest line, in tokens, that is a heading where no mark closes it.
const HEADING: usize = 28;

/// More than so many tokens in quotation marks are somebody's words rather than a name or a term.
const QUOTED: u32 = 4;

/// Whether a sentence gives details as reports do: figures, a hedge, hearsay, words in quotation marks.
pub fn details(reading: &Reading<'_>, sentence: usize) -> bool {
    let range = reading.segments.sentences[sentence].range();
    let quotes = &reading.segments.quotes;
    let next = quotes.partition_point(|q| (q.open as usize) < range.start);
    let quoted = quotes
        .get(next)
        .is_some_and(|q| q.closed && (q.close as usize) < range.end && q.close - q.open > QUOTED);
    quoted
        || range
            .clone()
            .any(|at| reading.segments.tokens[at].shape == Shape::Number)
        || !within(&reading.hits.hedges, range.start, range.end).is_empty()
}

/// Whether a sentence tells what happened or was found, rather than what is so in general.
pub fn is_past(reading: &Reading<'_>, sentence: usize) -> bool {
    let segments = reading.segments;
    segments.sentences[sentence].range().any(|at| {
        segments.classes[at] & (class::PAST | class::HAVE) != 0
            || segments.tokens[at]
                .span
                .of(&reading.input.text)
                .ends_with("ed")
    })
}

/// Whether a sentence is about a report rather than of it: a word for a document is its subject.
pub fn is_about(reading: &Reading<'_>, sentence: usize) -> bool {
    let start = reading.segments.sentences[sentence].range().start;
    within(&reading.hits.sources, start, start + 3)
        .iter()
        .any(|hit| {
            let rule = &reading.rules.lexicon.sources[hit.rule as usize];
            rule.r#type == Some(SourceType::Document)
        })
}

/// A line that is a heading, a caption or a credit: no part of the retelling.
pub fn is_heading(reading: &Reading<'_>, sentence: usize) -> bool {
    let range = reading.segments.sentences[sentence].range();
    let last = reading.segments.tokens[range.end - 1];
    let closed = matches!(
        last.shape,
        Shape::Mark(b'.' | b'!' | b'?' | b'"' | b':' | b'~' | b';' | b')' | b']')
    );
    !closed && range.len() <= HEADING
}

/// A line that ends in the credit of a picture ("(Bo Lund via AP)"), or in boilerplate, is a caption.
pub fn is_caption(reading: &Reading<'_>, sentence: usize) -> bool {
    let sentences = &reading.segments.sentences;
    let line = sentences[sentence].line;
    let lines = sentences[sentence..].iter().take_while(|s| s.line == line);
    let last = sentence + lines.count() - 1;
    let range = sentences[last].range();
    let tokens = &reading.segments.tokens;
    if last > sentence && !reading.kept[last] {
        return true;
    }
    let open = range.clone().rfind(|&at| tokens[at].is(b'('));
    let outlet = |open| {
        let credit = within(&reading.hits.names, open, range.end);
        let names = &reading.rules.lexicon.names;
        credit
            .iter()
            .any(|hit| names[hit.rule as usize].r#type == SourceType::Outlet)
    };
    tokens[range.end - 1].is(b')') && open.is_some_and(outlet)
}
