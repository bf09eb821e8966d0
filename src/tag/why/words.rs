//! Words for what the tagger sees of a token.

use super::super::cell::{Cell, quote};
use super::super::{label, pos, spans};
use crate::attribute::{Found, Tokens};
use crate::segment::Segments;

/// A text and its cells.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub segments: &'a Segments,
    pub cells: &'a [Cell],
}

impl Words<'_> {
    /// What `key` says of the token at `at` or beside it: a letter for what is asked, and how far off the token is.
    pub fn near(
        &self,
        key: &str,
        at: usize,
        within: &Tokens,
        role: impl Fn(usize) -> &'static str,
    ) -> String {
        let (what, by) = key.split_at(key.len().min(1));
        let by: isize = by.parse().unwrap_or(0);
        let there = at.checked_add_signed(by).filter(|at| within.contains(at));
        let Some(at) = there else {
            return "(edge)".to_owned();
        };
        match what {
            "w" => self.word(at),
            "t" => self.tag(at).to_owned(),
            "q" => quotation(self.cells[at].quote).to_owned(),
            _ => role(at).to_owned(),
        }
    }

    /// What `key` says of an attribution.
    pub fn of(&self, key: &str, found: &Found) -> String {
        let cue = found.cue.clone().unwrap_or(0..0);
        let source = found.source.clone().unwrap_or(0..0);
        let content = found.content.first().cloned().unwrap_or(0..0);
        let first = |tokens: &Tokens| self.all(&(tokens.start..tokens.end.min(tokens.start + 1)));
        match key {
            "by" => found.by().to_string(),
            "rule" if found.rule.is_empty() => "(none)".to_owned(),
            "rule" => found.rule.clone(),
            "frame" => format!("({})", found.because),
            "relation" => found.relation.to_string(),
            "head" | "cue" => self.all(&cue),
            "before" => self.at(cue.start.checked_sub(1)),
            "before2" => self.at(cue.start.checked_sub(2)),
            "after" => self.at(Some(cue.end)),
            "source" => first(&source),
            "last" => self.all(&(source.end.saturating_sub(1).max(source.start)..source.end)),
            _ => first(&content),
        }
    }

    /// Tokens as they stand, in quotation marks.
    pub fn all(&self, tokens: &Tokens) -> String {
        if tokens.is_empty() {
            return "(none)".to_owned();
        }
        let span = self.segments.span(tokens.start, tokens.end);
        format!("\"{}\"", span.of(self.text))
    }

    fn at(&self, at: Option<usize>) -> String {
        let at = at.filter(|at| *at < self.cells.len());
        at.map_or_else(|| "(edge)".to_owned(), |at| self.word(at))
    }

    fn word(&self, at: usize) -> String {
        self.all(&(at..at + 1))
    }

    fn tag(&self, at: usize) -> &'static str {
        pos::TAGS
            .get(self.cells[at].tag as usize)
            .copied()
            .unwrap_or("-")
    }
}

fn quotation(state: u8) -> &'static str {
    match state {
        quote::OUT => "unquoted",
        quote::OPENS => "opening",
        quote::CLOSES => "closing",
        _ => "quoted",
    }
}

/// What a label of the first step says.
pub(super) fn of_label(label: u8) -> &'static str {
    match label {
        label::CUE | label::CUE_ON => "cue",
        label::SOURCE | label::SOURCE_ON => "source",
        label::CONTENT | label::CONTENT_ON => "content",
        _ => "nothing",
    }
}

/// What a part of the second step says.
pub(super) fn of_part(part: u8) -> &'static str {
    match part {
        spans::part::SOURCE => "source",
        spans::part::CONTENT => "content",
        spans::part::CUE => "cue",
        _ => "nothing",
    }
}
