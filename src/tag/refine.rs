//! Chooses between the spans that rules and tagger give to one attribution.

use super::cell::{hash_of, quote};
use super::context::Context;
use super::{Tagged, pos, source};
use crate::attribute::{Found, Tokens};
use crate::rules::lexicon::{Classes, class};
use crate::segment::Segments;

/// Whether the frame in which the rules found an attribution says all of its spans.
pub(super) fn keeps_spans(f: &Found) -> bool {
    f.inside.is_some() || f.fixed || f.outer
}

/// Whether the tagger's content for attribution `number` takes in the cue of one that by the rules holds it ("officials
/// confirmed that C, the Post reported"): of two that hold each other, one must be wrong, and the rules' nest.
pub(super) fn crosses(found: &[Found], number: usize, tagged: &Tagged) -> bool {
    let holds = |content: &[Tokens], at: usize| content.iter().any(|c| c.contains(&at));
    let f = &found[number];
    let outer = |other: &Found| {
        other.cue.as_ref().is_some_and(|cue| {
            holds(&tagged.content, cue.start)
                && !holds(&f.content, cue.start)
                && holds(&other.content, tagged.cue.start)
        })
    };
    found
        .iter()
        .any(|other| other.by_rule && other.sentence == f.sentence && outer(other))
}

/// Takes over the spans that the tagger gives to attribution `number`, which the rules found.
pub(super) fn refine(
    context: &Context,
    segments: &Segments,
    found: &mut [Found],
    number: usize,
    tagged: &Tagged,
) {
    let mut content = trimmed(context, tagged);
    drop_crossing(context, found, number, &mut content);
    let source = source::better(context, segments, found, number, tagged);
    let f = &mut found[number];
    drop_trailing(context, f, &mut content);
    reach_relative(context, f, &mut content);
    reach_antecedent(context, f, &mut content);
    leave_channel(context, segments, f, &mut content);
    leave_main_clause(context, segments, f, &mut content);
    if goes_round(f) {
        join(&mut content);
    }
    let keeps = content.is_empty()
        || breaks_off(context, segments, &content)
        || stops_short(context, f, &content);
    if !keeps {
        f.content = content;
    }
    if source.is_some() {
        f.source = source;
    }
    f.quoted = quoted(context, &f.content);
}

/// Whether the rules give an attribution a content that goes round its cue and nobody who holds it ("the deal is | said | to
/// be off"): its claim is the whole clause.
fn goes_round(f: &Found) -> bool {
    let cue = f.cue.as_ref().map_or(0, |cue| cue.start);
    f.source.is_none() && f.content.iter().any(|c| c.contains(&cue))
}

/// Makes one run of several, with all between them.
fn join(content: &mut Vec<Tokens>) {
    if let [first, .., last] = content.as_slice() {
        *content = vec![first.start..last.end];
    }
}

/// Drops runs that reach out of a quotation and take in the cue of another report of the rules, but not what that one
/// reports: contents nest, and do not cross.
fn drop_crossing(context: &Context, found: &[Found], number: usize, content: &mut Vec<Tokens>) {
    if content.len() < 2 {
        return;
    }
    let covered = content.clone();
    let inside = |t: &Tokens| covered.iter().any(|c| c.start <= t.start && t.end <= c.end);
    let reaches_out = |run: &Tokens| {
        let cells = &context.cells[run.clone()];
        cells.iter().any(|c| c.quote == quote::OUT && !c.is_mark())
    };
    let crosses = |run: &Tokens, other: &Found| {
        let cue = other.cue.as_ref();
        other.by_rule
            && other.source.is_some()
            && cue.is_some_and(|cue| run.contains(&cue.start))
            && !other.content.is_empty()
            && !other.content.iter().any(inside)
            && other.content.iter().all(|c| c.end <= run.end)
    };
    let crossing = |run: &Tokens| {
        let mut others = found.iter().enumerate().filter(|(i, _)| *i != number);
        reaches_out(run) && others.any(|(_, other)| crosses(run, other))
    };
    let kept: Vec<Tokens> = content
        .iter()
        .filter(|run| !crossing(run))
        .cloned()
        .collect();
    if !kept.is_empty() {
        *content = kept;
    }
}

/// Drops what follows source and cue in a content that the rules end before them, where it is neither quoted nor a clause
/// that goes on ("the ferry sank, the coast guard said, | leaving nine dead").
fn drop_trailing(context: &Context, f: &Found, content: &mut Vec<Tokens>) {
    use pos::tag::{IN, SC, VBG, W};
    let cells = &context.cells;
    let (Some(cue), Some(ours)) = (f.cue.as_ref(), f.content.last()) else {
        return;
    };
    let Some(first) = content.first() else { return };
    let clause =
        first.end <= cue.start && cells[first.clone()].iter().any(|c| pos::is_finite(c.tag));
    if content.len() < 2 || !clause || ours.end > cue.start {
        return;
    }
    content.retain(|run| {
        run.start < cue.end
            || cells[run.start].quote != quote::OUT
            || !matches!(cells[run.start].tag, IN | SC | VBG | W)
    });
}

/// Goes on to the end of the rules' content where the tagger stops before a relative clause that a comma parts off
/// ("they let the ferry go, | which sank").
fn reach_relative(context: &Context, f: &Found, content: &mut [Tokens]) {
    use pos::tag::{IN, W};
    let cells = &context.cells;
    let Some(ours) = f.content.last().filter(|_| f.content.len() == 1).cloned() else {
        return;
    };
    let Some(last) = content.last_mut() else {
        return;
    };
    if !(ours.start <= last.start && last.end < ours.end) {
        return;
    }
    let next = (last.end..ours.end)
        .find(|&at| !cells[at].is_mark())
        .unwrap_or(ours.end);
    let finite = cells[last.clone()].iter().any(|c| pos::is_finite(c.tag));
    let tag = |at: usize| cells.get(at).map_or(0, |c| c.tag);
    if next > last.end
        && next < ours.end
        && finite
        && (tag(next) == W || tag(next) == IN && tag(next + 1) == W)
    {
        last.end = ours.end;
    }
}

/// Begins where the rules' content does, where the tagger begins at a relative pronoun after its noun phrase ("According to
/// the Post, | Ana Lind, | who runs the yard, has resigned").
fn reach_antecedent(context: &Context, f: &Found, content: &mut [Tokens]) {
    let cells = &context.cells;
    let (Some(ours), Some(first)) = (f.content.first(), content.first_mut()) else {
        return;
    };
    let between = ours.start..first.start;
    let finite = |at: usize| pos::is_finite(cells[at].tag);
    let noun = between.clone().any(|at| !cells[at].is_mark());
    if noun
        && ours.contains(&first.start)
        && cells[first.start].tag == pos::tag::W
        && cells[first.start - 1].is_mark()
        && !between.into_iter().any(finite)
    {
        first.start = ours.start;
    }
}

/// Begins where the rules' content does, where the tagger begins in the midst of a title or a noun phrase that stands before
/// ("said on CNN's | “Morning Hour” that | the yard was closed", "said in its | report that | the yard was closed").
fn leave_channel(context: &Context, segments: &Segments, f: &Found, content: &mut [Tokens]) {
    let cells = &context.cells;
    let (Some(ours), Some(first)) = (f.content.first(), content.first_mut()) else {
        return;
    };
    let after = ours.start.checked_sub(1).map(|at| cells[at].word);
    if !first.contains(&ours.start) || after != Some(THAT) {
        return;
    }
    let before = |n| {
        let at = first.start.checked_sub(n);
        at.map_or(0, |at| segments.classes[at])
    };
    let title = before(2) & (class::CLITIC | class::MEDIUM) != 0
        && cells[first.start].quote != quote::OUT
        && cells[ours.start].quote == quote::OUT;
    let between = &cells[first.start..ours.start];
    let noun = before(1) & (class::DETERMINER | class::POSSESSIVE | class::MEDIUM) != 0
        && !between.iter().any(|c| pos::is_finite(c.tag));
    if title || noun {
        first.start = ours.start;
    }
}

/// Ends where the rules' content does, where the tagger goes on from a relative clause into the clause round it ("Ana Lind, who
/// said | she was sorry|, has resigned").
fn leave_main_clause(context: &Context, segments: &Segments, f: &Found, content: &mut [Tokens]) {
    let relative = |source: &Tokens| {
        source.len() == 1 && segments.classes[source.start] & class::RELATIVE != 0
    };
    let (Some(ours), Some(last)) = (f.content.last(), content.last_mut()) else {
        return;
    };
    let end = ours.end;
    let goes_on = last.contains(&end)
        && segments.tokens[end].is(b',')
        && context
            .cells
            .get(end + 1)
            .is_some_and(|c| pos::is_finite(c.tag));
    if f.source.as_ref().is_some_and(relative) && goes_on {
        last.end = end;
    }
}

/// Whether a content ends on a word that needs the next ("could", "plans to", "will be | fired", "was called | off").
fn breaks_off(context: &Context, segments: &Segments, content: &[Tokens]) -> bool {
    use pos::tag::{CC, MD, TO};
    let Some(last) = content.last().and_then(|run| run.clone().last()) else {
        return false;
    };
    let is = |at: usize, bits: Classes| segments.classes.get(at).is_some_and(|c| c & bits != 0);
    let verb = |at: usize| context.cells.get(at).is_some_and(|c| pos::is_verb(c.tag));
    match context.cells[last].tag {
        CC | MD | TO => true,
        _ if is(last, class::BE | class::HAVE) => verb(last + 1),
        _ => verb(last) && is(last + 1, class::VERB_PARTICLE),
    }
}

/// Whether a content that stands before its source and cue ends where more words of the rules' content stand between
/// ("the hall could hold | fifty guests, the mayor said"): what leads up to the source is content to its end.
fn stops_short(context: &Context, f: &Found, content: &[Tokens]) -> bool {
    let (Some(ours), Some(theirs)) = (f.content.last(), content.last()) else {
        return false;
    };
    let said = [f.source.as_ref(), f.cue.as_ref()];
    let Some(said) = said.into_iter().flatten().map(|it| it.start).min() else {
        return false;
    };
    let mark = |at: usize| context.cells[at].is_mark();
    theirs.end < ours.end && ours.end <= said && (ours.end..said).all(mark)
}

/// Runs without the marks at their ends, without a leading "that", and without crumbs: a short run beside a longer one
/// that is neither a clause of its own nor parted from it by source and cue alone.
pub(super) fn trimmed(context: &Context, tagged: &Tagged) -> Vec<Tokens> {
    let mark = |at: usize| context.cells[at].is_mark();
    let runs: Vec<Tokens> = tagged
        .content
        .iter()
        .filter_map(|run| {
            let mut start = run.clone().find(|&at| !mark(at))?;
            let end = run.clone().rfind(|&at| !mark(at))? + 1;
            if end > start + 1 && context.cells[start].word == THAT && start >= tagged.cue.end {
                start += 1;
            }
            Some(start..end)
        })
        .collect();
    let Some(main) = runs.iter().max_by_key(|run| run.len()).cloned() else {
        return runs;
    };
    let said = |at: usize| {
        mark(at) || tagged.cue.contains(&at) || tagged.source.iter().any(|s| s.contains(&at))
    };
    let whole = |run: &Tokens| {
        let cells = &context.cells[run.clone()];
        let clause = run.len() > CRUMB && cells.iter().any(|c| pos::is_finite(c.tag));
        let quoted = run.len() > CRUMB && cells.iter().all(|c| c.quote != quote::OUT);
        let between = run.end.min(main.end)..run.start.max(main.start);
        *run == main || clause || quoted || between.into_iter().all(said)
    };
    runs.iter().filter(|run| whole(run)).cloned().collect()
}

/// A run of so many tokens is no clause.
const CRUMB: usize = 3;
const THAT: u64 = hash_of("that");

pub(super) fn quoted(context: &Context, content: &[Tokens]) -> bool {
    !content.is_empty()
        && content
            .iter()
            .flat_map(|run| run.clone())
            .all(|at| context.cells[at].quote != quote::OUT)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::attribute::Attributed;
    use crate::engine::Engine;
    use crate::models::Models;
    use crate::rules::Pack;
    use crate::tag::context::lay_out;

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        name: String,
        text: String,
        cue: String,
        source: Option<String>,
        content: Vec<String>,
        said_by: Option<String>,
        said: Vec<String>,
    }

    impl Case {
        /// The tokens of words of the text.
        fn tokens(&self, segments: &Segments, words: &str) -> Tokens {
            let start = self.text.find(words).unwrap() as u32;
            let end = start + words.len() as u32;
            let first = segments.tokens.partition_point(|t| t.span.end <= start);
            first..segments.tokens.partition_point(|t| t.span.start < end)
        }

        fn words(&self, segments: &Segments, tokens: &Tokens) -> String {
            let span = segments.span(tokens.start, tokens.end);
            span.of(&self.text).to_owned()
        }
    }

    #[test]
    fn spans_are_chosen_as_the_cases_say() {
        let engine = Engine::compile(&Pack::builtin().unwrap()).unwrap();
        let tagger = Models::builtin().unwrap().tagger.unwrap();
        let cases: Cases = toml::from_str(include_str!("../../tests/refine.toml")).unwrap();
        for case in cases.case {
            let read = engine.attribute(&case.text);
            let mut context = lay_out(
                &case.text,
                &read.segments,
                &read.hits,
                &read.found,
                engine.rules(),
            );
            context.tag(&read.segments, &tagger.words);
            let Attributed {
                segments,
                mut found,
                ..
            } = read;
            let cue = case.tokens(&segments, &case.cue);
            let of_cue = |f: &Found| f.cue.as_ref() == Some(&cue);
            let number = found.iter().position(of_cue);
            let number = number.unwrap_or_else(|| panic!("{}: no such cue", case.name));
            let run = |words: &String| case.tokens(&segments, words);
            let tagged = Tagged {
                cue,
                source: case.source.iter().map(run).collect(),
                content: case.content.iter().map(run).collect(),
            };
            refine(&context, &segments, &mut found, number, &tagged);
            let words = |tokens: &Tokens| case.words(&segments, tokens);
            let f = &found[number];
            assert_eq!(f.source.as_ref().map(words), case.said_by, "{}", case.name);
            let said: Vec<String> = f.content.iter().map(words).collect();
            assert_eq!(said, case.said, "{}", case.name);
        }
    }
}
