//! Weighs the readings of the rules against learned ones: parts of speech, then cues, then each cue's source and content.

pub mod cell;
pub mod context;
pub mod cues;
pub mod pos;
pub mod spans;

use crate::attribute::{Found, Tokens};
use crate::segment::Segments;

use context::Context;
use cues::Labeller;
use pos::PartsOfSpeech;
use spans::{Cue, Spans};

/// What a token is in an attribution.
pub mod label {
    /// Nothing.
    pub const OUT: u8 = 0;
    /// The first token of a cue.
    pub const CUE: u8 = 1;
    /// Another token of a cue.
    pub const CUE_ON: u8 = 2;
    /// The first token of a source.
    pub const SOURCE: u8 = 3;
    /// Another token of a source.
    pub const SOURCE_ON: u8 = 4;
    /// The first token of a content, or of a part of it.
    pub const CONTENT: u8 = 5;
    /// Another token of a content.
    pub const CONTENT_ON: u8 = 6;
    /// How many labels there are.
    pub const COUNT: usize = 7;
}

/// What the tagger reads: an attribution in tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Tagged {
    /// The cue.
    pub cue: Tokens,
    /// The source, run by run.
    pub source: Vec<Tokens>,
    /// The content, run by run.
    pub content: Vec<Tokens>,
}

/// A trained tagger.
#[derive(Debug, Clone)]
pub struct Tagger {
    /// Parts of speech.
    pub tags: PartsOfSpeech,
    /// The first step.
    pub labeller: Labeller,
    /// The second step.
    pub spans: Spans,
}

impl Tagger {
    /// Tags the parts of speech of a text and labels its tokens.
    pub fn label(&self, segments: &Segments, context: &mut Context) -> Vec<u8> {
        for sentence in &segments.sentences {
            self.tags.tag(&mut context.cells[sentence.range()]);
        }
        label(&self.labeller, context)
    }

    /// The attribution of a cue.
    pub fn attribution(&self, context: &Context, labels: &[u8], cue: &Cue) -> Tagged {
        let mut parts = Vec::new();
        self.spans.parts(&context.cells, labels, cue, &mut parts);
        let runs_of = |part: u8| runs(&parts, |p| p == part, cue.window.start);
        Tagged {
            cue: cue.tokens.clone(),
            source: runs_of(spans::part::SOURCE),
            content: runs_of(spans::part::CONTENT),
        }
    }
}

/// The labels of every token of a text.
pub fn label(labeller: &Labeller, context: &Context) -> Vec<u8> {
    let mut out = Vec::with_capacity(context.cells.len());
    let mut labels = Vec::new();
    for line in &context.lines {
        labeller.label(&context.cells, line.clone(), &mut labels);
        out.append(&mut labels);
    }
    out
}

/// The cues among the labels of a text.
pub fn cues(context: &Context, labels: &[u8], found: &[Found]) -> Vec<Cue> {
    context
        .lines
        .iter()
        .flat_map(|line| {
            let inside = &labels[line.clone()];
            runs(
                inside,
                |l| matches!(l, label::CUE | label::CUE_ON),
                line.start,
            )
            .into_iter()
            .map(move |tokens| Cue::new(tokens, line))
        })
        .map(|mut cue| {
            cue.read(found);
            cue
        })
        .collect()
}

/// The runs of labels that `is` holds for, counted from `first`.
fn runs(labels: &[u8], is: impl Fn(u8) -> bool, first: usize) -> Vec<Tokens> {
    let mut out: Vec<Tokens> = Vec::new();
    for (at, _) in labels.iter().enumerate().filter(|(_, l)| is(**l)) {
        match out.last_mut() {
            Some(last) if last.end == first + at => last.end += 1,
            _ => out.push(first + at..first + at + 1),
        }
    }
    out
}
