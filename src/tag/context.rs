//! Lays a text out for the taggers: its tokens as cells, each told where it stands and what the rules make of it.

use std::ops::Range;

use super::cell::{Cell, quote};
use super::{Words, label};
use crate::attribute::{Found, Tokens};
use crate::rules::Rules;
use crate::rules::lexicon::Hit;
use crate::scan::Hits;
use crate::segment::Segments;
use crate::token::Shape;
use crate::types::Relation;

/// Classes of steps between tokens.
pub const CLASSES: usize = 12;

mod class {
    pub const PLAIN: u8 = 0;
    pub const SENTENCE: u8 = 1;
    pub const SENTENCE_INSIDE: u8 = 2;
    pub const AFTER_OPENING: u8 = 3;
    pub const AFTER_CLOSING: u8 = 4;
    pub const OPENS: u8 = 5;
    pub const CLOSES: u8 = 6;
    pub const AFTER_COMMA: u8 = 7;
    pub const COMMA: u8 = 8;
    pub const STOP: u8 = 9;
    pub const DASH: u8 = 10;
    pub const AFTER_DASH: u8 = 11;
}

/// A text as the taggers see it.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// A cell a token.
    pub cells: Vec<Cell>,
    /// Runs of tokens that are one line of text, and with it one sequence.
    pub lines: Vec<Range<usize>>,
    /// The sentence of each token.
    pub sentences: Vec<u32>,
}

impl Context {
    /// Looks up the words' groups and tags their parts of speech, sentence by sentence.
    pub fn tag(&mut self, segments: &Segments, words: &Words) {
        words.clusters.tell(&mut self.cells);
        for sentence in &segments.sentences {
            words.tags.tag(&mut self.cells[sentence.range()]);
        }
    }

    /// The tokens to look at round a cue of a line, at most `reach` on each side: its sentence, and the sentences beside
    /// it as far as a quotation runs through them or, after it, the next one opens one.
    pub fn window(&self, cue: &Range<usize>, line: &Range<usize>, reach: usize) -> Range<usize> {
        let stops = |at: usize| self.sentences[at - 1] != self.sentences[at];
        let inside = |at: usize| matches!(self.cells[at].quote, quote::IN | quote::UNCLOSED);
        let low = cue.start.saturating_sub(reach).max(line.start);
        let high = (cue.end + reach).min(line.end);
        let start = (low + 1..=cue.start)
            .rev()
            .find(|&at| stops(at) && !inside(at))
            .unwrap_or(low);
        let end = (cue.end..high)
            .find(|&at| stops(at) && self.cells[at].quote == quote::OUT)
            .unwrap_or(high);
        start..end
    }

    /// Stretches runs that end where a window is cut off to the ends of their sentences.
    pub fn reach_out(&self, runs: &mut [Range<usize>], window: &Range<usize>) {
        let same = |a: usize, b: usize| self.sentences[a] == self.sentences[b];
        if let Some(last) = runs.last_mut().filter(|r| r.end == window.end) {
            while last.end < self.cells.len() && same(last.end, last.end - 1) {
                last.end += 1;
            }
        }
        if let Some(first) = runs.first_mut().filter(|r| r.start == window.start) {
            while first.start > 0 && same(first.start, first.start - 1) {
                first.start -= 1;
            }
        }
    }
}

/// Lays a text out; parts of speech are left to be filled in.
pub fn lay_out(
    text: &str,
    segments: &Segments,
    hits: &Hits,
    found: &[Found],
    rules: &Rules,
) -> Context {
    let mut out = Context {
        cells: segments.tokens.iter().map(|t| Cell::of(text, *t)).collect(),
        lines: lines(segments),
        sentences: vec![0; segments.tokens.len()],
    };
    quotations(segments, &mut out.cells);
    sentences(segments, &mut out);
    for hit in &hits.cues {
        for cell in &mut out.cells[hit.start as usize..hit.end as usize] {
            cell.hit = relation(rules, hit) + 1;
        }
    }
    for sentence in &segments.sentences {
        nearest_hits(&mut out.cells[sentence.range()]);
    }
    roles(found, &mut out.cells);
    out
}

/// The relation of a hit's cue, by its place among the relations.
fn relation(rules: &Rules, hit: &Hit) -> u8 {
    let relation = rules.lexicon.cues[hit.rule as usize].relation;
    Relation::ALL
        .iter()
        .position(|r| *r == relation)
        .unwrap_or(0) as u8
}

fn lines(segments: &Segments) -> Vec<Range<usize>> {
    segments
        .lines()
        .map(|(_, line)| line[0].range().start..line[line.len() - 1].range().end)
        .collect()
}

fn quotations(segments: &Segments, cells: &mut [Cell]) {
    for q in segments.quotes.iter().filter(|q| q.depth == 0) {
        let (open, close) = (q.open as usize, q.close as usize);
        let inside = if q.closed { quote::IN } else { quote::UNCLOSED };
        cells[open].quote = quote::OPENS;
        cells[open + 1..close.max(open + 1)]
            .iter_mut()
            .for_each(|cell| cell.quote = inside);
        if q.closed {
            cells[close].quote = quote::CLOSES;
        }
    }
}

fn sentences(segments: &Segments, out: &mut Context) {
    for (number, sentence) in segments.sentences.iter().enumerate() {
        let range = sentence.range();
        for at in range.clone() {
            out.sentences[at] = number as u32;
            out.cells[at].place = match at - range.start {
                n @ 0..=3 => n as u8,
                4..=6 => 4,
                7..=12 => 5,
                13..=24 => 6,
                _ => 7,
            };
            out.cells[at].class = class_of(segments, &out.cells, at, at == range.start);
        }
    }
}

fn class_of(segments: &Segments, cells: &[Cell], at: usize, starts: bool) -> u8 {
    let mark = |at: usize| match segments.tokens[at].shape {
        Shape::Mark(mark) => mark,
        _ => 0,
    };
    let before = at.checked_sub(1);
    let quoted = before.map_or(quote::OUT, |b| cells[b].quote);
    match (cells[at].quote, quoted, mark(at), before.map_or(0, mark)) {
        (quote::IN | quote::UNCLOSED, _, _, _) if starts => class::SENTENCE_INSIDE,
        _ if starts => class::SENTENCE,
        (_, quote::OPENS, _, _) => class::AFTER_OPENING,
        (_, quote::CLOSES, _, _) => class::AFTER_CLOSING,
        (quote::OPENS, _, _, _) => class::OPENS,
        (quote::CLOSES, _, _, _) => class::CLOSES,
        (_, _, b',', _) => class::COMMA,
        (_, _, b'.' | b'!' | b'?' | b';', _) => class::STOP,
        (_, _, b':' | b'-', _) => class::DASH,
        (_, _, _, b',') => class::AFTER_COMMA,
        (_, _, _, b':' | b'-') => class::AFTER_DASH,
        _ => class::PLAIN,
    }
}

fn nearest_hits(cells: &mut [Cell]) {
    let mut last = 0;
    for cell in cells.iter_mut() {
        cell.left = last;
        if cell.hit > 0 {
            last = cell.stem;
        }
    }
    last = 0;
    for cell in cells.iter_mut().rev() {
        cell.right = last;
        if cell.hit > 0 {
            last = cell.stem;
        }
    }
}

fn roles(found: &[Found], cells: &mut [Cell]) {
    for f in found {
        let inner = f.parent.is_some();
        f.content
            .iter()
            .for_each(|part| paint(cells, part, inner, label::CONTENT));
        f.source
            .iter()
            .for_each(|source| paint(cells, source, inner, label::SOURCE));
        f.cue
            .iter()
            .for_each(|cue| paint(cells, cue, inner, label::CUE));
    }
}

/// Gives tokens a role, the first of them `first`.
fn paint(cells: &mut [Cell], tokens: &Tokens, inner: bool, first: u8) {
    let end = tokens.end.min(cells.len());
    for (at, cell) in cells[tokens.start..end].iter_mut().enumerate() {
        let role = first + u8::from(at > 0);
        if inner {
            cell.inner = role;
        } else {
            cell.role = role;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::rules::Pack;

    #[test]
    fn a_cue_sees_its_sentence_and_the_quotations_that_run_on() {
        let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
        let cases = [
            (
                "The bridge is old. Mara Holt said it would close. Nobody came.",
                "Mara Holt said it would close.",
            ),
            (
                "It rained. “The bridge is old. It will close,” Mara Holt said. Nobody came.",
                "“The bridge is old. It will close,” Mara Holt said.",
            ),
            (
                "Mara Holt said it would close. “Nobody will come. That is sad.” Then it rained.",
                "Mara Holt said it would close. “Nobody will come. That is sad.”",
            ),
            (
                "The bridge is old.\nMara Holt said it would close.\n“Nobody will come.”",
                "Mara Holt said it would close.",
            ),
        ];
        for (text, seen) in cases {
            let read = engine.attribute(text);
            let segments = &read.segments;
            let context = lay_out(text, segments, &read.hits, &read.found, engine.rules());
            let said = |at: &usize| segments.tokens[*at].span.of(text) == "said";
            let cue = (0..segments.tokens.len()).find(said).unwrap();
            let line = context.lines.iter().find(|line| line.contains(&cue));
            let window = context.window(&(cue..cue + 1), line.unwrap(), 50);
            let span = segments.span(window.start, window.end);
            assert_eq!(span.of(text), seen, "{text}");
        }
    }

    #[test]
    fn a_cue_sees_no_further_than_its_reach() {
        let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
        let text = "One two three Mara said four five six.";
        let read = engine.attribute(text);
        let context = lay_out(
            text,
            &read.segments,
            &read.hits,
            &read.found,
            engine.rules(),
        );
        assert_eq!(context.window(&(4..5), &context.lines[0], 2), 2..7);
    }
}
