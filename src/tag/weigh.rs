//! Weighs the two readings of a text: which cues stand, and whose spans.

use super::cell::{hash_of, quote};
use super::context::{Context, lay_out};
use super::decide::{WIDTH, question};
use super::overrule::{self, Vetoes};
use super::{Labels, Tagged, Tagger, cues, pos};
use crate::attribute::{Attributed, Found, Tokens, nest};
use crate::rules::Rules;
use crate::scan::Hits;
use crate::types::{Polarity, Relation};

/// What the tagger's own readings are called.
pub const LEARNED: &str = "a learned reading";

/// The attributions of a text: those of the rules in the spans that the tagger gives them, and those that it alone
/// finds; of both, those that the last word leaves.
pub fn weigh(text: &str, read: &Attributed, rules: &Rules, tagger: &Tagger) -> Vec<Found> {
    let mut context = lay_out(text, &read.segments, &read.hits, &read.found, rules);
    let labels = tagger.label(&read.segments, &mut context);
    let mut out = candidates(&context, &labels, read, rules, tagger);
    let vetoes = Vetoes { text, read, rules };
    let mut stands = Vec::with_capacity(out.len());
    for i in 0..out.len() {
        let odds = tagger.decider.as_ref().map(|d| d.odds(&context, &out, i));
        let f = &mut out[i];
        let kept = odds.is_none_or(|odds| decide(odds, f, rules));
        f.asserts &= vetoes.silences(f).is_none();
        stands.push(kept && vetoes.forbids(f).is_none());
    }
    nest::keep(&mut out, &stands);
    nest::nest(&read.segments, &mut out)
}

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

/// Decides whether an attribution asserts; gives whether it stands.
fn decide(odds: [f32; WIDTH], f: &mut Found, rules: &Rules) -> bool {
    if overrule::is_forced(f, rules) {
        return true;
    }
    if is_fixed(f) {
        f.asserts = f.relation.asserts();
        return true;
    }
    let odds = overrule::mixed(odds, f, rules);
    f.asserts = odds[question::ASSERTS] > -doubt(f);
    f.asserts || odds[question::STANDS] > 0.0 || f.parent.is_some() && f.by_rule
}

/// Everything that may be an attribution.
pub fn candidates(
    context: &Context,
    labels: &Labels,
    read: &Attributed,
    rules: &Rules,
    tagger: &Tagger,
) -> Vec<Found> {
    let mut out = read.found.clone();
    for f in &mut out {
        let cue = f.cue.clone().unwrap_or(0..0);
        f.tagged = Some(
            cue.map(|at| labels.cue[at].iter().sum())
                .fold(0.0, f32::max),
        );
    }
    for (cue, sure) in cues(context, labels, &out) {
        let sentence = context.sentences[cue.tokens.start] as usize;
        let known = out.iter().position(|f| overlaps(f, &cue.tokens));
        let inner = known.is_some_and(|i| out[i].parent.is_some()) && sure <= SURE;
        if inner || !read.kept[sentence] {
            continue;
        }
        let tagged = tagger.attribution(context, &labels.best, &cue);
        let swallows = tagged
            .source
            .iter()
            .any(|s| out.iter().any(|f| overlaps(f, s)));
        if tagged.content.is_empty() || known.is_none() && swallows {
            continue;
        }
        match known {
            Some(i) if overrule::keeps_spans(&out[i], rules) => {}
            Some(i) => refine(context, &mut out[i], &tagged),
            None => out.push(Found {
                tagged: Some(sure),
                ..learned(context, &read.hits, rules, sentence, &tagged)
            }),
        }
    }
    nest::nest(&read.segments, &mut out)
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
    if f.inside.is_some() || f.fixed || f.outer {
        return;
    }
    f.content = trimmed(context, tagged);
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
    let content = trimmed(context, tagged);
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
        fixed: false,
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

/// Runs without the marks at their ends, without a leading "that", and without crumbs: a short run beside a longer one
/// that is neither a clause of its own nor parted from it by source and cue alone.
fn trimmed(context: &Context, tagged: &Tagged) -> Vec<Tokens> {
    let mark = |at: usize| context.cells[at].shape >= 16;
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
