//! Weighs the two readings of a text: which cues stand, and whose spans.

use super::cell::{hash_of, quote};
use super::context::{Context, lay_out};
use super::decide::question;
use super::overrule::{self, Ruled};
use super::spans::{Spans, head};
use super::{Labels, Owners, Tagged, Tagger, attribution, cues, pos};
use crate::attribute::{Attributed, Found, SURE, Tokens, main_subject, nest};
use crate::rules::Rules;
use crate::rules::lexicon::class;
use crate::scan::touching;
use crate::segment::Segments;
use crate::types::Relation;

/// What the tagger's own readings are called.
pub const LEARNED: &str = "a learned reading";

/// The attributions of a text: those of the rules in the spans that the tagger gives them, and those that it alone
/// finds; of both, those that the last word leaves.
pub fn weigh(text: &str, read: &Attributed, rules: &Rules, tagger: &Tagger) -> Vec<Found> {
    let mut context = lay_out(text, &read.segments, &read.hits, &read.found, rules);
    let labels = tagger.label(&read.segments, &mut context);
    let ruled = Ruled { text, read, rules };
    let mut out = candidates(&context, &labels, &ruled, &tagger.spans);
    let mut stands = Vec::with_capacity(out.len());
    for i in 0..out.len() {
        let verdict = if ruled.forbids(&out[i]).is_some() {
            None
        } else {
            verdict(&context, &out, i, &ruled, tagger)
        };
        if let Some(asserts) = verdict {
            out[i].asserts = asserts && ruled.silences(&out[i]).is_none();
        }
        stands.push(verdict.is_some());
    }
    if stands.iter().all(|stands| *stands) {
        return out;
    }
    nest::keep(&mut out, &stands);
    nest::nest(&read.segments, &mut out)
}

/// A word that the rules read as a cue, in no content, is none where the first step holds it for less likely than this: a
/// noun may be read as a verb ("member states", "fumes"). A phrase has no other reading.
const UNLIKELY: f32 = 0.1;

/// How far the odds have to be against an attribution that a rule says asserts.
const DOUBT: f32 = 1.5;

/// How far the odds have to be against what an attribution holds for it to be no claim.
pub(super) fn doubt(found: &Found) -> f32 {
    match found.by_rule && found.relation.asserts() {
        true => DOUBT,
        false => 0.0,
    }
}

/// Whether the tagger has no say on an attribution.
pub(super) fn is_fixed(found: &Found) -> bool {
    found.fixed || found.cue.is_none()
}

/// Whether an attribution asserts; `None` where it does not stand.
fn verdict(
    context: &Context,
    found: &[Found],
    number: usize,
    ruled: &Ruled<'_>,
    tagger: &Tagger,
) -> Option<bool> {
    let (f, rules) = (&found[number], ruled.rules);
    let Some(decider) = tagger.decider.as_ref() else {
        return Some(f.asserts);
    };
    if overrule::is_forced(f, rules) {
        return Some(f.asserts);
    }
    if is_fixed(f) {
        return Some(f.relation.asserts());
    }
    let unlikely = f.parent.is_none() && f.tagged.is_some_and(|sure| sure < UNLIKELY);
    if unlikely && ruled.reads_word(f) {
        return None;
    }
    let odds = overrule::mixed(decider.odds(context, found, number), f, rules);
    let asserts = odds[question::ASSERTS] > -doubt(f);
    let stands = asserts || odds[question::STANDS] > 0.0 || f.parent.is_some() && f.by_rule;
    stands.then_some(asserts)
}

/// Everything that may be an attribution.
pub fn candidates(
    context: &Context,
    labels: &Labels,
    ruled: &Ruled<'_>,
    spans: &Spans,
) -> Vec<Found> {
    let Ruled { read, rules, .. } = *ruled;
    let mut out = read.found.clone();
    for f in &mut out {
        let cue = f.cue.clone().unwrap_or(0..0);
        f.tagged = Some(
            cue.map(|at| labels.cue[at].iter().sum())
                .fold(0.0, f32::max),
        );
    }
    let mut owners = Owners::of(&out, context.cells.len());
    for (cue, sure) in cues(context, labels, &out, &owners) {
        let sentence = context.sentences[cue.tokens.start] as usize;
        let known = owners.first(&cue.tokens);
        let inner = known.is_some_and(|i| out[i].parent.is_some()) && sure <= SURE;
        let settled =
            known.is_some_and(|i| keeps_spans(&out[i]) || overrule::keeps_spans(&out[i], rules));
        if inner || settled || !read.kept[sentence] {
            continue;
        }
        let tagged = attribution(spans, context, &labels.best, &cue);
        let swallows = tagged.source.iter().any(|s| owners.first(s).is_some());
        if tagged.content.is_empty() || known.is_none() && swallows {
            continue;
        }
        match known {
            Some(i) if crosses(&out, i, &tagged) => {}
            Some(i) => refine(context, &read.segments, &mut out[i], &tagged),
            None => {
                let new = learned(context, read, rules, sentence, &tagged, sure);
                owners.add(&new, out.len());
                out.push(new);
            }
        }
    }
    share_subjects(context, ruled, &mut out);
    nest::nest(&read.segments, &mut out)
}

/// Gives a participle that has no source of its own ("…, saying that C") that of the report before it in the sentence, or
/// the subject of the sentence's first verb.
fn share_subjects(context: &Context, ruled: &Ruled<'_>, found: &mut [Found]) {
    let needs = |f: &Found| {
        let cue = f.cue.clone().filter(|_| f.source.is_none())?;
        (head(&context.cells[cue.clone()]).tag == pos::tag::VBG).then_some(cue.start)
    };
    for i in 0..found.len() {
        let Some(at) = needs(&found[i]) else { continue };
        let sentence = found[i].sentence;
        let report = found.iter().rev().find(|f| {
            f.sentence == sentence
                && f.source.is_some()
                && f.cue.as_ref().is_some_and(|cue| cue.end <= at)
                && f.content.iter().all(|c| !c.contains(&at))
        });
        let (source, antecedent) = match report {
            Some(report) => (report.source.clone(), report.antecedent.clone()),
            None => {
                let Ruled { text, read, rules } = *ruled;
                (main_subject(text, read, rules, sentence, at), None)
            }
        };
        (found[i].source, found[i].antecedent) = (source, antecedent);
    }
}

/// Whether the frame in which the rules found an attribution says all of its spans.
fn keeps_spans(f: &Found) -> bool {
    f.inside.is_some() || f.fixed || f.outer
}

/// Whether the tagger's content for attribution `number` takes in the cue of one that by the rules holds it ("officials
/// confirmed that C, the Post reported"): of two that hold each other, one must be wrong, and the rules' nest.
fn crosses(found: &[Found], number: usize, tagged: &Tagged) -> bool {
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

/// Takes over the spans that the tagger gives to an attribution of the rules.
fn refine(context: &Context, segments: &Segments, f: &mut Found, tagged: &Tagged) {
    let content = trimmed(context, tagged);
    if !breaks_off(context, segments, &content) && !stops_short(context, f, &content) {
        f.content = content;
    }
    if let Some(source) = main_run(&tagged.source, &tagged.cue) {
        f.source = Some(source);
    }
    f.quoted = quoted(context, &f.content);
}

/// Whether a content ends on a word that needs the next ("could", "plans to", "will be | fired", "was called | off").
fn breaks_off(context: &Context, segments: &Segments, content: &[Tokens]) -> bool {
    use pos::tag::{CC, MD, TO};
    let Some(last) = content.last().and_then(|run| run.clone().last()) else {
        return false;
    };
    let is = |at: usize, bits: u64| segments.classes.get(at).is_some_and(|c| c & bits != 0);
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

/// An attribution that the rules do not find.
fn learned(
    context: &Context,
    read: &Attributed,
    rules: &Rules,
    sentence: usize,
    tagged: &Tagged,
    sure: f32,
) -> Found {
    let low = read.segments.sentences[sentence].range().start;
    let rule = touching(&read.hits.cues, low, tagged.cue.clone())
        .next()
        .map(|h| &rules.lexicon.cues[h.rule as usize]);
    let relation = rule.map_or(Relation::Believe, |r| r.relation);
    let content = trimmed(context, tagged);
    Found {
        source: main_run(&tagged.source, &tagged.cue),
        cue: Some(tagged.cue.clone()),
        quoted: quoted(context, &content),
        content,
        by_rule: false,
        tagged: Some(sure),
        ..Found::new(sentence, relation, rule.map_or("", |r| &r.id), LEARNED)
    }
}

/// Of the runs of a source, the longest; of two as long, the one nearer to the cue.
fn main_run(runs: &[Tokens], cue: &Tokens) -> Option<Tokens> {
    runs.iter()
        .max_by_key(|r| (r.len(), std::cmp::Reverse(r.start.abs_diff(cue.start))))
        .cloned()
}

/// Runs without the marks at their ends, without a leading "that", and without crumbs: a short run beside a longer one
/// that is neither a clause of its own nor parted from it by source and cue alone.
fn trimmed(context: &Context, tagged: &Tagged) -> Vec<Tokens> {
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

fn quoted(context: &Context, content: &[Tokens]) -> bool {
    !content.is_empty()
        && content
            .iter()
            .flat_map(|run| run.clone())
            .all(|at| context.cells[at].quote != quote::OUT)
}
