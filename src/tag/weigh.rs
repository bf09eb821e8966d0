//! Weighs the two readings of a text: which cues stand, and whose spans.

use super::cell::quote;
use super::context::{Context, lay_out};
use super::decide::question;
use super::{Labels, Tagged, Tagger, cues};
use crate::attribute::{Found, Tokens, nest};
use crate::rules::Rules;
use crate::scan::Hits;
use crate::segment::Segments;
use crate::types::{Polarity, Relation};

/// What the tagger's own readings are called.
pub const LEARNED: &str = "a learned reading";

/// The attributions of a text: those of the rules in the spans that the tagger gives them, and those that it alone finds.
pub fn weigh(
    text: &str,
    segments: &Segments,
    hits: &Hits,
    kept: &[bool],
    found: Vec<Found>,
    rules: &Rules,
    tagger: &Tagger,
) -> Vec<Found> {
    let mut context = lay_out(text, segments, hits, &found, rules);
    let labels = tagger.label(segments, &mut context);
    let mut out = candidates(
        &context, &labels, segments, hits, kept, found, rules, tagger,
    );
    if let Some(decider) = &tagger.decider {
        let stands: Vec<bool> = (0..out.len())
            .map(|i| {
                let odds = decider.odds(&context, &out, i);
                let asserts = odds[question::ASSERTS] > 0.0;
                let stands =
                    odds[question::STANDS] > 0.0 || out[i].parent.is_some() && out[i].by_rule;
                out[i].asserts = asserts;
                asserts || stands
            })
            .collect();
        nest::keep(&mut out, &stands);
    }
    nest::nest(segments, &mut out)
}

/// Everything that may be an attribution.
#[allow(clippy::too_many_arguments)]
pub fn candidates(
    context: &Context,
    labels: &Labels,
    segments: &Segments,
    hits: &Hits,
    kept: &[bool],
    found: Vec<Found>,
    rules: &Rules,
    tagger: &Tagger,
) -> Vec<Found> {
    let mut out = found;
    for f in &mut out {
        let cue = f.cue.clone().unwrap_or(0..0);
        f.tagged = Some(
            cue.map(|at| labels.cue[at].iter().sum())
                .fold(0.0, f32::max),
        );
    }
    for (cue, sure) in cues(context, labels, &out) {
        let sentence = context.sentences[cue.tokens.start] as usize;
        if !kept[sentence] {
            continue;
        }
        let known = out.iter().position(|f| overlaps(f, &cue.tokens));
        if known.is_some_and(|i| out[i].parent.is_some() && sure <= SURE) {
            continue;
        }
        let tagged = tagger.attribution(context, &labels.best, &cue);
        if tagged.content.is_empty() {
            continue;
        }
        match known {
            Some(i) => refine(context, &mut out[i], &tagged),
            None => out.push(Found {
                tagged: Some(sure),
                ..learned(context, hits, rules, sentence, &tagged)
            }),
        }
    }
    nest::nest(segments, &mut out)
}

/// How likely a cue has to be for the tagger to call it outermost.
const SURE: f32 = 0.5;

fn overlaps(f: &Found, cue: &Tokens) -> bool {
    f.cue
        .as_ref()
        .is_some_and(|c| c.start < cue.end && cue.start < c.end)
}

/// Takes over the spans that the tagger gives to an attribution of the rules.
fn refine(context: &Context, f: &mut Found, tagged: &Tagged) {
    if f.inside.is_none() {
        f.content = trimmed(context, &tagged.content);
    }
    if let Some(source) = main_run(&tagged.source, &tagged.cue) {
        f.source = Some(source);
    }
    f.quoted = quoted(context, &f.content);
}

/// An attribution that the rules do not find.
fn learned(
    context: &Context,
    hits: &Hits,
    rules: &Rules,
    sentence: usize,
    tagged: &Tagged,
) -> Found {
    let rule = hits
        .cues
        .iter()
        .find(|h| (h.start as usize) < tagged.cue.end && tagged.cue.start < h.end as usize)
        .map(|h| &rules.lexicon.cues[h.rule as usize]);
    let relation = rule.map_or(Relation::Believe, |r| r.relation);
    let content = trimmed(context, &tagged.content);
    Found {
        sentence,
        source: main_run(&tagged.source, &tagged.cue),
        antecedent: None,
        cue: Some(tagged.cue.clone()),
        quoted: quoted(context, &content),
        content,
        relation,
        polarity: if relation == Relation::Deny {
            Polarity::Deny
        } else {
            Polarity::Affirm
        },
        via: None,
        date: None,
        rule: rule.map_or_else(String::new, |r| r.id.clone()),
        because: LEARNED,
        parent: None,
        inside: None,
        by_rule: false,
        tagged: None,
        asserts: relation.asserts(),
        outer: false,
    }
}

/// Of the runs of a source, the longest; of two as long, the one nearer to the cue.
fn main_run(runs: &[Tokens], cue: &Tokens) -> Option<Tokens> {
    runs.iter()
        .max_by_key(|r| (r.len(), std::cmp::Reverse(r.start.abs_diff(cue.start))))
        .cloned()
}

/// Runs without the marks at their ends, and without a leading "that".
fn trimmed(context: &Context, runs: &[Tokens]) -> Vec<Tokens> {
    let mark = |at: usize| context.cells[at].shape >= 16;
    runs.iter()
        .filter_map(|run| {
            let start = run.clone().find(|&at| !mark(at))?;
            let end = run.clone().rfind(|&at| !mark(at))? + 1;
            Some(start..end)
        })
        .collect()
}

fn quoted(context: &Context, content: &[Tokens]) -> bool {
    !content.is_empty()
        && content
            .iter()
            .flat_map(|run| run.clone())
            .all(|at| context.cells[at].quote != quote::OUT)
}
