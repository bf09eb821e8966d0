//! Chooses between the sources that rules and tagger give to one attribution.

use super::context::Context;
use super::{Tagged, pos};
use crate::attribute::{Found, NO_AGENT, Tokens};
use crate::rules::lexicon::{Classes, class};
use crate::segment::Segments;

/// The tagger's source for attribution `number`, where it is to be taken over.
pub fn better(
    context: &Context,
    segments: &Segments,
    found: &[Found],
    number: usize,
    tagged: &Tagged,
) -> Option<Tokens> {
    let f = &found[number];
    let no_agent = f.source.is_none() && f.because == NO_AGENT;
    let source = main_run(&tagged.source, &tagged.cue).filter(|_| !no_agent)?;
    let keeps = takes_other(found, number, &source)
        || leaves_subject(context, f, &source)
        || adds_nothing(segments, f, &source);
    (!keeps).then_some(source)
}

/// Of the runs of a source, the longest; of two as long, the one nearer to the cue.
pub fn main_run(runs: &[Tokens], cue: &Tokens) -> Option<Tokens> {
    runs.iter()
        .max_by_key(|r| (r.len(), std::cmp::Reverse(r.start.abs_diff(cue.start))))
        .cloned()
}

/// Whether the rules' source stands right before the cue and the tagger's elsewhere ("talk grew after | the mayor | told").
fn leaves_subject(context: &Context, f: &Found, source: &Tokens) -> bool {
    use pos::tag::{IN, NN, NNP, NNS, PRP, TO, VBG};
    let (Some(ours), Some(cue)) = (f.source.as_ref(), f.cue.as_ref()) else {
        return false;
    };
    let apart = source.end <= ours.start || ours.end <= source.start;
    let last = ours.clone().last().map(|at| context.cells[at].tag);
    let noun = last.is_some_and(|tag| matches!(tag, NN | NNS | NNP | PRP));
    // "the mayor, in a speech to | the harbour union, | said"
    let first = source.start.checked_sub(1);
    let object = first.is_some_and(|at| matches!(context.cells[at].tag, IN | TO));
    let finite = context.cells[cue.start].tag != VBG;
    let adjacent = ours.end == cue.start || object && finite && ours.end < source.start;
    apart && noun && adjacent
}

/// Whether the tagger's source takes in that of another attribution of the rules beside the one that they give ("C, according to |
/// the centre, | the agency reported").
fn takes_other(found: &[Found], number: usize, theirs: &Tokens) -> bool {
    let Some(ours) = &found[number].source else {
        return false;
    };
    let inside = |it: &Tokens| theirs.start <= it.start && it.end <= ours.start;
    theirs.end >= ours.end
        && found.iter().enumerate().any(|(i, other)| {
            let outside = other
                .cue
                .as_ref()
                .is_none_or(|cue| !theirs.contains(&cue.start));
            i != number && other.by_rule && outside && other.source.as_ref().is_some_and(inside)
        })
}

/// Whether all that the tagger adds to the rules' source is no part of it: after it a time, a mark or a relative pronoun
/// ("reported | the Post | yesterday"), before it a relative pronoun or a dateline ("who | officials | said").
fn adds_nothing(segments: &Segments, f: &Found, source: &Tokens) -> bool {
    let tokens = &segments.tokens;
    let is = |at: usize, bits: Classes| segments.classes[at] & bits != 0;
    // "Wendy Day" and "Mike Friday" are names.
    let named = |at: usize| tokens[at].is_capital() && tokens[at - 1].is_capital();
    let time = |at: usize| is(at, class::TIME | class::WEEKDAY) && !named(at);
    let relative = |at: usize| is(at, class::RELATIVE) && !is(at, class::DETERMINER);
    let after =
        |at: usize| !tokens[at].is_word() || time(at) || is(at, class::RELATIVE | class::CLITIC);
    f.source.as_ref().is_some_and(|ours| {
        let behind = ours.start == source.start && ours.end < source.end;
        let ahead = ours.end == source.end && source.start < ours.start;
        behind && (ours.end..source.end).all(after)
            || ahead && (relative(source.start) || tokens[ours.start - 1].is(b')'))
    })
}
