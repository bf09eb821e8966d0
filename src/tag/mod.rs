//! Weighs the readings of the rules against learned ones: parts of speech, then cues, then each cue's source and content.

pub mod cell;
pub mod clusters;
pub mod context;
pub mod cues;
pub mod decide;
pub mod overrule;
mod owners;
pub mod pos;
mod refine;
mod source;
pub mod spans;
mod weigh;
mod why;

use crate::attribute::{Found, Tokens};
use crate::model::{Reader, Store, StoreError};
use crate::segment::Segments;

use clusters::Clusters;
use context::Context;
use cues::Labeller;
use decide::Decider;
pub use owners::Owners;
use pos::PartsOfSpeech;
use spans::{Cue, Spans};
pub use weigh::{LEARNED, candidates, weigh};
pub use why::why;

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

/// How the file of a tagger begins: name and version of the features.
const MAGIC: &[u8] = b"secondhand tagger 3\n";

/// What is known of words before it is asked what they do in an attribution.
#[derive(Debug, Clone)]
pub struct Words {
    /// Their groups.
    pub clusters: Clusters,
    /// Their parts of speech.
    pub tags: PartsOfSpeech,
}

/// A trained tagger.
#[derive(Debug, Clone)]
pub struct Tagger {
    /// Groups and parts of speech.
    pub words: Words,
    /// The first step.
    pub labeller: Labeller,
    /// The second step.
    pub spans: Spans,
    /// The last word on each attribution; absent, all stand.
    pub decider: Option<Decider>,
}

impl Tagger {
    /// The bytes of the tagger.
    pub fn store(&self) -> Vec<u8> {
        let mut out = Store::default();
        self.words.clusters.store(&mut out);
        self.words.tags.store(&mut out);
        self.labeller.store(&mut out);
        self.spans.store(&mut out);
        self.decider.iter().for_each(|d| d.store(&mut out));
        out.pack(MAGIC)
    }

    /// Reads what [`Tagger::store`] wrote.
    ///
    /// # Errors
    ///
    /// Other bytes than that.
    pub fn load(bytes: &[u8]) -> Result<Self, StoreError> {
        let mut from = Reader::new(bytes);
        from.expect(MAGIC)?;
        let bytes = from.unpack()?;
        let mut from = Reader::new(&bytes);
        Ok(Self {
            words: Words {
                clusters: Clusters::load(&mut from)?,
                tags: PartsOfSpeech::load(&mut from)?,
            },
            labeller: Labeller::load(&mut from)?,
            spans: Spans::load(&mut from)?,
            decider: Some(Decider::load(&mut from)?),
        })
    }

    /// Tags the parts of speech of a text and labels its tokens.
    pub fn label(&self, segments: &Segments, context: &mut Context) -> Labels {
        context.tag(segments, &self.words);
        label(&self.labeller, context)
    }
}

/// What the first step says of the tokens of a text.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// The best label of each.
    pub best: Vec<u8>,
    /// How likely each begins a cue, and how likely it goes on with one.
    pub cue: Vec<[f32; 2]>,
}

/// Labels every token of a text.
pub fn label(labeller: &Labeller, context: &Context) -> Labels {
    let mut out = Labels::default();
    let mut scratch = cues::Scratch::default();
    for line in &context.lines {
        labeller.label(&context.cells, line.clone(), &mut scratch, &mut out);
    }
    out
}

/// How likely a token has to begin a cue to be looked at.
const LIKELY: f32 = 0.15;

/// The cues of a text that are likely enough, each with how likely it is.
pub fn cues(
    context: &Context,
    labels: &Labels,
    found: &[Found],
    owners: &Owners,
) -> Vec<(Cue, f32)> {
    let mut out = Vec::new();
    for line in &context.lines {
        let mut at = line.start;
        while at < line.end {
            let [begins, _] = labels.cue[at];
            let start = at;
            at += 1;
            let next = labels.cue.get(at).filter(|_| at < line.end);
            if begins < LIKELY || next.is_some_and(|[next, _]| *next > begins) {
                continue;
            }
            while at < line.end && labels.cue[at][1] > begins / 2.0 && labels.cue[at][0] < begins {
                at += 1;
            }
            let mut cue = Cue::new(start..at, context, line);
            if let Some(owner) = owners.first(&cue.tokens) {
                cue.read(&found[owner]);
            }
            out.push((cue, begins));
        }
    }
    out
}

/// The attribution of a cue.
pub fn attribution(spans: &Spans, context: &Context, labels: &[u8], cue: &Cue) -> Tagged {
    let mut parts = Vec::new();
    spans.parts(&context.cells, labels, cue, &mut parts);
    let runs_of = |part: u8| runs(&parts, |p| p == part, cue.window.start);
    let mut content = runs_of(spans::part::CONTENT);
    context.reach_out(&mut content, &cue.window);
    Tagged {
        cue: cue.tokens.clone(),
        source: runs_of(spans::part::SOURCE),
        content,
    }
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
