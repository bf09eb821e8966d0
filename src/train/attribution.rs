//! Lays annotated articles out for the two steps of the tagger: the right label of every token, the right part of every token for every cue.

use std::ops::Range;

use super::gold::{Attribution, Document};
use crate::attribute::{Attributed, Found};
use crate::engine::Engine;
use crate::segment::Segments;
use crate::tag::context::{Context, lay_out};
use crate::tag::spans::{Cue, part};
use crate::tag::{Labels, Owners, Words, label};

/// An article to learn from.
#[derive(Debug)]
pub struct Sample {
    /// Its text.
    pub text: String,
    /// The article as the taggers see it.
    pub context: Context,
    /// The right label of each token.
    pub labels: Vec<u8>,
    /// What the rules read in it.
    pub read: Attributed,
    /// The labels that the first step gives, on which the second is trained; empty until it has.
    pub given: Labels,
    /// Every cue, and the right parts of the tokens in its window.
    pub cues: Vec<(Cue, Vec<u8>)>,
    /// How much it counts.
    pub weight: f32,
}

/// Lays an article out.
pub fn sample(engine: &Engine, words: &Words, document: &Document, weight: f32) -> Sample {
    let read = engine.attribute(&document.text);
    let rules = engine.rules();
    let mut context = lay_out(
        &document.text,
        &read.segments,
        &read.hits,
        &read.found,
        rules,
    );
    context.tag(&read.segments, words);
    let owners = Owners::of(&read.found, context.cells.len());
    let gold: Vec<Gold> = document
        .attributions
        .iter()
        .map(|a| Gold::of(&read.segments, a))
        .collect();
    let mut labels = vec![label::OUT; context.cells.len()];
    let mut paint = |runs: &[Range<usize>], first: u8| {
        for run in runs {
            labels[run.clone()].fill(first + 1);
            labels[run.start] = first;
        }
    };
    gold.iter().for_each(|g| paint(&g.content, label::CONTENT));
    gold.iter().for_each(|g| paint(&g.source, label::SOURCE));
    gold.iter()
        .for_each(|g| paint(g.cue.as_slice(), label::CUE));
    for line in &context.lines {
        mend(&mut labels[line.clone()]);
    }
    let cues = gold
        .iter()
        .filter_map(|g| cue(g, &context, &read.found, &owners))
        .collect();
    Sample {
        text: document.text.clone(),
        context,
        labels,
        read,
        given: Labels::default(),
        cues,
        weight,
    }
}

/// The cue of an attribution with the right parts of its window.
fn cue(gold: &Gold, context: &Context, found: &[Found], owners: &Owners) -> Option<(Cue, Vec<u8>)> {
    let tokens = gold.cue.clone()?;
    let line = context.lines.iter().find(|l| l.contains(&tokens.start))?;
    let mut cue = Cue::new(tokens.start..tokens.end.min(line.end), context, line);
    if let Some(owner) = owners.first(&cue.tokens) {
        cue.read(&found[owner]);
    }
    let mut parts = vec![part::OUT; cue.window.len()];
    for (runs, part) in [
        (&gold.content, part::CONTENT),
        (&gold.source, part::SOURCE),
        (&vec![cue.tokens.clone()], part::CUE),
    ] {
        for run in runs {
            let start = run.start.max(cue.window.start);
            for at in start..run.end.min(cue.window.end) {
                parts[at - cue.window.start] = part;
            }
        }
    }
    Some((cue, parts))
}

/// A label that goes on what was cut off by another begins anew.
fn mend(labels: &mut [u8]) {
    let mut before = label::OUT;
    for label in labels {
        if !crate::tag::cues::may_follow(before, *label) {
            *label -= 1;
        }
        before = *label;
    }
}

/// An attribution in runs of tokens.
struct Gold {
    source: Vec<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

impl Gold {
    /// Of a cue in several pieces the last is taken: the verb stands there.
    fn of(segments: &Segments, attribution: &Attribution) -> Self {
        Self {
            source: runs(segments, &attribution.source),
            cue: runs(segments, &attribution.cue).pop(),
            content: runs(segments, &attribution.content),
        }
    }
}

/// The runs of tokens that spans of bytes touch.
pub(super) fn runs(segments: &Segments, spans: &[[u32; 2]]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for &[start, end] in spans {
        let from = segments.tokens.partition_point(|t| t.span.end <= start);
        let to = segments.tokens.partition_point(|t| t.span.start < end);
        match out.last_mut() {
            Some(last) if last.end == from => last.end = to.max(from),
            _ if from < to => out.push(from..to),
            _ => {}
        }
    }
    out
}
