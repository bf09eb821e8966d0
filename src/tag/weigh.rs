//! Weighs the two readings of a text: which cues stand, and whose spans.

use super::context::{Context, lay_out};
use super::decide::question;
use super::overrule::{self, Ruled};
use super::refine::{crosses, keeps_spans, quoted, refine, trimmed};
use super::source::main_run;
use super::spans::{Spans, head};
use super::{Labels, Owners, Tagged, Tagger, attribution, cues, pos};
use crate::attribute::{Attributed, Found, SURE, Tokens, main_subject, nest};
use crate::rules::Rules;
use crate::scan::touching;
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
    if unlikely && ruled.doubts_word(f) {
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
        let new = !swallows && !follows_source(read, &out, &tagged.cue);
        if tagged.content.is_empty() || known.is_none() && !new {
            continue;
        }
        match known {
            Some(i) if crosses(&out, i, &tagged) => {}
            Some(i) => refine(context, &read.segments, &mut out, i, &tagged),
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

/// Whether a cue is the colon after the source of what the rules found ("According to CNN|:"), which introduces the same.
fn follows_source(read: &Attributed, found: &[Found], cue: &Tokens) -> bool {
    let colon = cue.len() == 1 && read.segments.tokens[cue.start].is(b':');
    let ends = |f: &Found| f.source.as_ref().is_some_and(|it| it.end == cue.start);
    colon && found.iter().any(|f| f.by_rule && ends(f))
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
