//! Lets the model of hedges add to what the rules find, and take from it where a text is no news.
//!
//! In news the rules' hedges stand: what the model adds there leaves an event open, and stands over no claim. In other
//! registers a sentence that the model holds certain keeps none of the rules' hedges that would make it uncertain.

use super::features::Words;
use super::learned::{Heads, HedgeModel, Judged, REGISTERS, Register};
use crate::rules::Rules;
use crate::scan::{self, Hits};
use crate::segment::{Segments, Sentence};
use crate::types::{Attribution, Hedge, HedgeCategory, Span, Why};

/// A text that is news with this likelihood or more is treated as news.
const NEWS: f32 = 0.1;
/// So is one that has so many attributions: it reports, whatever it reads like.
const REPORTING: usize = 3;
/// A text of fewer words and marks does not tell what it is; the rules stand.
const TELLING: usize = 6;

/// A document whose hedges are to be decided.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    /// Its text.
    pub text: &'d str,
    /// The text, cut.
    pub segments: &'d Segments,
    /// What the lexicon knows.
    pub hits: &'d Hits,
    /// Which sentences are no boilerplate.
    pub kept: &'d [bool],
    /// Who is said to hold what.
    pub attributions: &'d [Attribution],
    /// The rules.
    pub rules: &'d Rules,
}

/// A hedge that the rules or the model found.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The hedge.
    pub hedge: Hedge,
    /// It leaves an event open and says nothing of how sure a claim is.
    pub open: bool,
}

/// The hedges of a document, where `listed` are those of the rules.
pub fn decide(document: Document<'_>, model: &HedgeModel, listed: Vec<Hedge>) -> Vec<Decided> {
    let judged = judge(document, model);
    let shares = model.registers(judged.iter().map(|(_, judged)| judged));
    let length: usize = judged.iter().map(|(_, judged)| judged.words.len()).sum();
    let news = shares[Register::News as usize] >= NEWS
        || document.attributions.len() >= REPORTING
        || length < TELLING;
    let mut all: Vec<Decided> = listed
        .into_iter()
        .map(|hedge| Decided { hedge, open: false })
        .collect();
    for (sentence, judged) in &judged {
        let inside = |hedge: &Hedge| sentence.span.contains(hedge.span) && unsure(hedge.category);
        if mean(&judged.sentence, &shares) > 0.0 {
            let found = Found {
                document,
                model,
                shares,
                sentence,
                judged,
            };
            let new = found.hedges(
                |span| {
                    all.iter()
                        .any(|d| inside(&d.hedge) && d.hedge.span.overlaps(span))
                },
                all.iter().any(|d| inside(&d.hedge)),
            );
            all.extend(new.into_iter().map(|hedge| Decided { hedge, open: news }));
        } else if !news {
            all.retain(|d| !inside(&d.hedge) || reported(document.attributions, d.hedge.span));
        }
    }
    all.sort_by_key(|d| (d.hedge.span.start, d.hedge.span.end));
    all
}

/// What the model says of each sentence that is no boilerplate.
fn judge<'d>(document: Document<'d>, model: &HedgeModel) -> Vec<(&'d Sentence, Judged)> {
    let Document {
        text,
        segments,
        hits,
        kept,
        rules,
        ..
    } = document;
    let mut words = Words::default();
    let kept = segments
        .sentences
        .iter()
        .zip(kept)
        .filter(|(_, kept)| **kept);
    kept.map(|(sentence, _)| {
        words.read(text, segments, hits, sentence.range(), rules);
        (sentence, model.judge(&words))
    })
    .collect()
}

/// A sentence that the model holds uncertain.
struct Found<'f, 'd> {
    document: Document<'d>,
    model: &'f HedgeModel,
    shares: Heads,
    sentence: &'d Sentence,
    judged: &'f Judged,
}

impl Found<'_, '_> {
    /// The words that the model holds for hedges, those that are `taken` aside; where the sentence has none, the one
    /// that weighs most.
    fn hedges(&self, taken: impl Fn(Span) -> bool, any: bool) -> Vec<Hedge> {
        let range = self.sentence.range();
        let tokens = &self.document.segments.tokens;
        let words = range.clone().filter(|&at| tokens[at].is_word());
        let weighed: Vec<(usize, f32)> = words.map(|at| (at, self.weight(at))).collect();
        let mut found: Vec<usize> = weighed
            .iter()
            .filter(|&&(at, weight)| weight > 0.0 && !taken(tokens[at].span))
            .map(|(at, _)| *at)
            .collect();
        if found.is_empty() && !any {
            let most = weighed.iter().max_by(|a, b| a.1.total_cmp(&b.1));
            found.extend(most.map(|(at, _)| *at));
        }
        found.into_iter().map(|at| self.hedge(at)).collect()
    }

    fn weight(&self, at: usize) -> f32 {
        let logits = &self.judged.words[at - self.sentence.range().start];
        let least = |i: usize| self.model.balance[i].word;
        mean(&std::array::from_fn(|i| logits[i] - least(i)), &self.shares)
    }

    fn hedge(&self, at: usize) -> Hedge {
        let Document {
            segments,
            hits,
            rules,
            ..
        } = self.document;
        let from = self.sentence.range().start;
        let listing = scan::within(&hits.hedges, from, at + 1);
        let rule = listing
            .iter()
            .rfind(|hit| hit.end as usize > at)
            .map(|hit| &rules.lexicon.hedges[hit.rule as usize])
            .filter(|rule| !rule.suppresses && unsure(rule.category));
        let register = top(&self.shares);
        Hedge {
            span: segments.tokens[at].span,
            category: rule.map_or(usual(register), |rule| rule.category),
            range: rule.and_then(|rule| rule.range),
            scope: super::scope::scope(self.document.text, segments, at, self.sentence),
            why: Why {
                rule: rule.map(|rule| rule.id.clone()).unwrap_or_default(),
                because: reason(register),
            },
        }
    }
}

/// Whether a hedge of this category leaves open whether something is so.
fn unsure(category: HedgeCategory) -> bool {
    use HedgeCategory::{
        Attitude, Condition, Hearsay, Inference, Possibility, Probability, Weasel,
    };
    matches!(
        category,
        Hearsay | Probability | Possibility | Inference | Attitude | Weasel | Condition
    )
}

/// What a word that no rule lists is in a register.
fn usual(register: Register) -> HedgeCategory {
    match register {
        Register::Encyclopaedia => HedgeCategory::Weasel,
        Register::Science => HedgeCategory::Inference,
        Register::Review | Register::News => HedgeCategory::Possibility,
    }
}

fn reason(register: Register) -> &'static str {
    match register {
        Register::Encyclopaedia => "learned: hedges so in an encyclopaedia",
        Register::Science => "learned: hedges so in a report of research",
        Register::Review => "learned: hedges so in a review",
        Register::News => "learned: leaves an event open in news",
    }
}

fn mean(values: &Heads, shares: &Heads) -> f32 {
    values
        .iter()
        .zip(shares)
        .map(|(value, share)| value * share)
        .sum()
}

fn top(shares: &Heads) -> Register {
    let best = (0..REGISTERS).max_by(|&a, &b| shares[a].total_cmp(&shares[b]));
    Register::ALL[best.unwrap_or(REGISTERS - 1)]
}

/// A hedge that reports as well ("reportedly") is a link of a chain.
fn reported(attributions: &[Attribution], span: Span) -> bool {
    let mut cues = attributions.iter().filter_map(|a| a.cue.span);
    cues.any(|cue| cue.overlaps(span))
}
