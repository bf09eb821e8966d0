//! Trains the last word on attributions: which stand, from annotated attributions; which assert, from annotated claims.

use std::path::Path;

use super::attribution::{Sample, runs, sample};
use super::gold::Document;
use super::linear::{Examples, logistic};
use super::{Random, TrainError, texts};
use crate::attribute::{Found, Tokens, meet};
use crate::engine::Engine;
use crate::model::Table;
use crate::tag::decide::{self, Decider, question};
use crate::tag::overrule::Ruled;
use crate::tag::{Tagger, candidates, label};

/// Rows of the table, as a power of two.
const BITS: u32 = 16;
/// What an example counts beside the penalty.
const COST: [f64; 2] = [1.0, 1.0];
/// What each of an example's features counts.
const SIZE: f32 = 1.0 / 6.0;
/// Parts of the articles that are held out in turn.
const FOLDS: usize = 4;

/// Trains a decider for what `tagger` finds.
///
/// # Errors
///
/// A file that cannot be read or is not in its format.
pub fn train(
    engine: &Engine,
    tagger: &Tagger,
    samples: &[Sample],
    data: &Path,
    seed: u64,
    progress: &mut dyn FnMut(&str),
) -> Result<Decider, TrainError> {
    let mut stands = Examples::default();
    for sample in samples {
        add_standing(engine, tagger, sample, &mut stands);
    }
    let all: Vec<usize> = (0..stands.len()).collect();
    let standing = logistic(1 << BITS, &stands, &all, COST[0], &mut Random::new(seed));

    let mut asserts = Examples::default();
    let mut folds = Vec::new();
    for (number, article) in texts::articles(data)?.iter().enumerate() {
        add_asserting(engine, tagger, article, &mut asserts);
        folds.resize(asserts.len(), number % FOLDS);
    }
    progress(&format!(
        "decisions: {} attributions, {} of articles with claims; claims held out {:.4}",
        stands.len(),
        asserts.len(),
        held_out(&asserts, &folds, seed)
    ));
    let all: Vec<usize> = (0..asserts.len()).collect();
    let asserting = logistic(1 << BITS, &asserts, &all, COST[1], &mut Random::new(seed));
    let mut rows = vec![[0.0; decide::WIDTH]; 1 << BITS];
    for (row, (stands, asserts)) in rows.iter_mut().zip(standing.iter().zip(&asserting)) {
        row[question::STANDS] = stands * SIZE;
        row[question::ASSERTS] = asserts * SIZE;
    }
    Ok(Decider {
        table: Table::quantise(BITS, &rows, 0.5),
    })
}

fn index(feature: u64) -> u32 {
    (feature >> (64 - BITS)) as u32
}

/// What the tagger and the rules find in an article.
fn found(engine: &Engine, tagger: &Tagger, sample: &Sample) -> Vec<Found> {
    let ruled = Ruled {
        text: &sample.text,
        read: &sample.read,
        rules: engine.rules(),
    };
    candidates(&sample.context, &sample.given, &ruled, &tagger.spans)
}

fn push(examples: &mut Examples, sample: &Sample, found: &[Found], number: usize, right: bool) {
    let features = decide::features(&sample.context, found, number);
    let rows: Vec<u32> = features.into_iter().map(index).collect();
    examples.push(&rows, SIZE, right);
}

/// An outermost attribution stands where the gold has its cue.
fn add_standing(engine: &Engine, tagger: &Tagger, sample: &Sample, out: &mut Examples) {
    let found = found(engine, tagger, sample);
    for (i, f) in found.iter().enumerate().filter(|(_, f)| f.parent.is_none()) {
        let right = sample
            .cues
            .iter()
            .any(|(cue, _)| meets(&f.cue, &cue.tokens));
        push(out, sample, &found, i, right);
    }
}

/// An attribution asserts where it is a link of a claim's chain.
fn add_asserting(engine: &Engine, tagger: &Tagger, article: &texts::Article, out: &mut Examples) {
    let document = Document {
        id: article.id.clone(),
        text: article.text.clone(),
        corpus: None,
        attributions: Vec::new(),
    };
    let mut sample = sample(engine, &tagger.words, &document, 1.0);
    sample.given = label(&tagger.labeller, &sample.context);
    let found = found(engine, tagger, &sample);
    let tokens = |span: [u32; 2]| runs(&sample.read.segments, &[span]).pop().unwrap_or(0..0);
    let links: Vec<Gold> = article
        .claims
        .iter()
        .flat_map(|claim| {
            claim.chain.iter().map(move |link| Gold {
                content: tokens(claim.content),
                source: link.source.map(tokens),
                cue: link.cue.map(tokens),
            })
        })
        .collect();
    for (i, f) in found.iter().enumerate() {
        if sample.read.kept[f.sentence] {
            push(out, &sample, &found, i, links.iter().any(|l| l.is(f)));
        }
    }
}

/// A link of a claim, in tokens.
struct Gold {
    content: Tokens,
    source: Option<Tokens>,
    cue: Option<Tokens>,
}

impl Gold {
    fn is(&self, found: &Found) -> bool {
        match &self.cue {
            Some(cue) => {
                let holds = |c: &Tokens| meet(c, &self.content);
                meets(&found.cue, cue) && (self.source.is_some() || found.content.iter().any(holds))
            }
            None => self
                .source
                .as_ref()
                .is_some_and(|s| meets(&found.source, s)),
        }
    }
}

fn meets(a: &Option<Tokens>, b: &Tokens) -> bool {
    a.as_ref().is_some_and(|a| meet(a, b))
}

/// F1 of what asserts, each fold by a model of the others.
fn held_out(examples: &Examples, folds: &[usize], seed: u64) -> f32 {
    let (mut right, mut got, mut gold) = (0u32, 0u32, 0u32);
    for fold in 0..FOLDS {
        let rest: Vec<usize> = (0..folds.len()).filter(|i| folds[*i] != fold).collect();
        let weights = logistic(1 << BITS, examples, &rest, COST[1], &mut Random::new(seed));
        for i in (0..folds.len()).filter(|i| folds[*i] == fold) {
            let odds: f32 = examples
                .features(i)
                .iter()
                .map(|r| weights[*r as usize])
                .sum();
            right += u32::from(odds > 0.0 && examples.label(i));
            got += u32::from(odds > 0.0);
            gold += u32::from(examples.label(i));
        }
    }
    2.0 * right as f32 / (got + gold).max(1) as f32
}
