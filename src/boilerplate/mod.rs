//! Marks the sentences that are no part of an article. Knows `segment`, `types` and the rules; touches nothing.
//!
//! A rule's phrases are compared with a unit of text, a sentence, line or paragraph, whatever the rule drops (for
//! `rest`, the line), without case, with typographic marks made plain and white space made single blanks. `...` in a
//! phrase stands for at most [`GAP_WORDS`] words, no quotation mark among them. A phrase bound to the start of a unit may have bullets before it, but
//! no quotation mark: what somebody says is not boilerplate.

mod compile;
mod fold;
mod pattern;
#[cfg(test)]
mod rules_tests;

pub use compile::Boilerplate;

use std::ops::Range;

use crate::rules::file::Extent;
use crate::segment::Segments;
use crate::types::{Drop, Span};
use compile::Pattern;
use fold::Folded;

/// How many words a gap in a phrase stands for at most.
pub const GAP_WORDS: usize = 8;

/// The id under which a line is dropped that repeats the heading before it.
pub const REPEATED_LINE: &str = "repeated-line";

/// A heading of fewer words may well come again.
const HEADING_WORDS: usize = 3;
/// A longer line is no heading.
const HEADING_BYTES: usize = 120;

/// Which sentences are part of the article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// For each of [`Segments::sentences`], whether it is kept.
    pub kept: Vec<bool>,
    /// What is not kept, in the order of the text; no two share a byte.
    pub dropped: Vec<Drop>,
}

/// Marks the boilerplate of a text.
pub fn mark(text: &str, segments: &Segments, rules: &Boilerplate) -> Kept {
    let mut marks = Marks::new(text, segments);
    let mut places = Vec::new();
    for sentence in 0..segments.sentences.len() {
        rules.at_sentence(&marks.folded, sentence, &mut places);
        for place in places.drain(..) {
            marks.apply(rules, place.index, place.at, sentence);
        }
    }
    marks.repeated_lines();
    marks.kept(rules)
}

/// Which rule drops a sentence: its index, none for the mechanism, and the sentence that its unit begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    rule: Option<usize>,
    unit: usize,
}

/// A marking under way.
struct Marks<'a> {
    segments: &'a Segments,
    folded: Folded,
    marks: Vec<Option<Mark>>,
}

impl<'a> Marks<'a> {
    fn new(text: &str, segments: &'a Segments) -> Self {
        Self {
            segments,
            folded: Folded::new(text, segments),
            marks: vec![None; segments.sentences.len()],
        }
    }

    /// The sentences of the unit that a rule looks at. A text without blank lines has no paragraphs but its lines.
    fn unit(&self, extent: Extent, sentence: usize) -> Range<usize> {
        let all = &self.segments.sentences;
        let line = || around(all, sentence, |it| it.line);
        match extent {
            Extent::Sentence => sentence..sentence + 1,
            Extent::Line | Extent::Rest => line(),
            Extent::Paragraph => {
                let block = around(all, sentence, |it| it.block);
                if block.len() == all.len() {
                    line()
                } else {
                    block
                }
            }
        }
    }

    /// Drops what a pattern drops, if it matches at this place.
    fn apply(&mut self, rules: &Boilerplate, index: usize, at: usize, sentence: usize) {
        let pattern: &Pattern = rules.pattern(index);
        let unit = self.unit(pattern.drops, sentence);
        if !pattern.matches(self.folded.part(&unit), at - self.folded.start(unit.start)) {
            return;
        }
        let end = match pattern.drops {
            Extent::Rest => self.marks.len(),
            _ => unit.end,
        };
        self.drop(unit.start..end, Some(pattern.rule));
    }

    /// Drops sentences; those that are dropped already stay so.
    fn drop(&mut self, sentences: Range<usize>, rule: Option<usize>) {
        let unit = sentences.start;
        for mark in &mut self.marks[sentences] {
            mark.get_or_insert(Mark { rule, unit });
        }
    }

    /// Drops each line that repeats the heading before it.
    fn repeated_lines(&mut self) {
        let mut before: Option<Range<usize>> = None;
        let mut at = 0;
        while at < self.marks.len() {
            let line = self.unit(Extent::Line, at);
            at = line.end;
            let words = self.folded.part(&line);
            if before.is_some_and(|before| self.folded.part(&before) == words) && is_heading(words)
            {
                self.drop(line.clone(), None);
            }
            before = Some(line);
        }
    }

    fn kept(self, rules: &Boilerplate) -> Kept {
        let mut dropped: Vec<Drop> = Vec::new();
        let mut last = None;
        for (sentence, mark) in self.segments.sentences.iter().zip(&self.marks) {
            match (*mark, dropped.last_mut()) {
                (Some(_), Some(drop)) if *mark == last => {
                    drop.span = drop.span.cover(sentence.span)
                }
                (Some(mark), _) => dropped.push(drop(sentence.span, mark, rules)),
                (None, _) => {}
            }
            last = *mark;
        }
        Kept {
            kept: self.marks.iter().map(Option::is_none).collect(),
            dropped,
        }
    }
}

fn drop(span: Span, mark: Mark, rules: &Boilerplate) -> Drop {
    let rule = mark.rule.map_or(REPEATED_LINE, |rule| rules.id(rule));
    Drop {
        span,
        rule: rule.to_owned(),
    }
}

/// The run of sentences round one that share something.
fn around<T>(all: &[T], at: usize, of: impl Fn(&T) -> u32) -> Range<usize> {
    let key = of(&all[at]);
    let before = all[..at]
        .iter()
        .rev()
        .take_while(|it| of(it) == key)
        .count();
    let after = all[at..].iter().take_while(|it| of(it) == key).count();
    at - before..at + after
}

/// Whether a line, folded, looks like a heading: short, of some words, without an end mark.
fn is_heading(line: &str) -> bool {
    let last = line.chars().next_back();
    let ends = last.is_some_and(|c| matches!(c, '.' | '!' | ':' | ';' | ','));
    !ends && line.len() <= HEADING_BYTES && line.split(' ').count() >= HEADING_WORDS
}
